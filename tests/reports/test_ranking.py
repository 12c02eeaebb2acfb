"""What may be called the highest is what chance does not leave open."""

import numpy as np

from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.ranking import not_clearly_below, not_lower_for_certain

NEVER = Estimate(np.nan, None, None, 0, Method.NONE)


def about(mean, half_width):
    return Estimate(mean, mean - half_width, mean + half_width, 10, Method.T)


def alike(mean, times=0):
    return Estimate(mean, None, None, 10, Method.UNLIKE, Occurrence(times, of=10))


def once(mean):
    return Estimate(mean, None, None, 1, Method.NONE)


def test_what_chance_may_have_put_below_stands_behind_the_highest():
    found = {"a": about(10, 2), "b": about(27, 3), "c": about(30, 5)}
    assert not_clearly_below(found) == ["c", "b"]


def test_the_highest_stands_alone_where_no_interval_reaches_its_own():
    found = {"a": about(10, 2), "b": about(30, 5), "c": about(20, 4.9)}
    assert not_clearly_below(found) == ["b"]


def test_intervals_that_touch_overlap():
    assert not_clearly_below({"a": about(30, 5), "b": about(20, 5)}) == ["a", "b"]


def test_what_was_counted_once_only_may_be_as_high():
    assert not_clearly_below({"a": about(30, 5), "b": once(12)}) == ["a", "b"]


def test_of_one_replication_the_highest_stands_alone():
    assert not_clearly_below({"a": once(12), "b": once(12.1)}) == ["b"]


def test_what_was_never_counted_is_left_out():
    assert not_clearly_below({"a": NEVER, "b": about(1, 5)}) == ["b"]


def test_all_may_be_highest_where_only_the_highest_was_counted_once():
    assert not_clearly_below({"a": once(80), "b": about(20, 5), "c": about(9, 1)}) == [
        "a",
        "b",
        "c",
    ]


def test_what_nearly_all_replications_have_alike_is_taken_at_its_mean():
    assert not_clearly_below({"a": alike(30), "b": alike(20, times=1), "c": about(25, 4)}) == ["a"]
    assert not_clearly_below({"a": about(30, 2), "b": alike(20)}) == ["a"]
    assert not_clearly_below({"a": alike(30), "b": about(28, 3)}) == ["a", "b"]


def test_a_difference_that_nearly_all_replications_have_alike_is_taken_as_it_is_in_these():
    found = {"a": np.full(10, 20.0), "b": np.full(10, 10.0)}
    assert not_lower_for_certain(found) == ["a"]
    found["b"] = np.array([*[20.0] * 9, 10.0])  # lower in one year only
    assert not_lower_for_certain(found) == ["a", "b"]


def test_within_replications_what_goes_up_and_down_together_is_told_apart():
    found = {"a": np.array([50.0, 67, 84]), "b": np.array([8.0, 24, 40])}
    assert not_lower_for_certain(found) == ["a"]
    found["b"] = np.array([84.0, 24, 8])
    assert not_lower_for_certain(found) == ["a", "b"]


def test_what_has_no_replication_in_common_with_the_highest_may_be_as_high():
    found = {"a": np.array([50.0, np.nan]), "b": np.array([np.nan, 8.0]), "c": np.full(2, np.nan)}
    assert not_lower_for_certain(found) == ["a", "b"]
    assert not_lower_for_certain({"a": np.array([1.0]), "b": np.array([2.0])}) == ["b"]
