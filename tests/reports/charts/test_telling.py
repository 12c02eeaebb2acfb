import numpy as np
import pytest

from simulator.measures import Estimate, Method
from simulator.reports.charts.telling import estimates, not_clearly_below, worst
from simulator.reports.result import divided

NEVER = Estimate(np.nan, None, None, 0, Method.NONE)


def about(mean, half_width):
    return Estimate(mean, mean - half_width, mean + half_width, 10, Method.T)


def once(mean):
    return Estimate(mean, None, None, 1, Method.NONE)


def test_intervals_are_students_and_clipped_to_what_is_possible():
    (estimate,) = estimates(np.array([[1.0], [2.0], [3.0]]))
    assert (estimate.mean, estimate.low, estimate.method) == (2.0, 0.0, Method.T)
    assert estimate.high == pytest.approx(4.484, abs=1e-3)


def test_nothing_to_divide_by_gives_no_number():
    quotients = divided(np.array([1.0, 0.0, 6.0]), np.array([0.0, 0.0, 3.0]))
    assert np.isnan(quotients[:2]).all()
    assert quotients[2] == 2.0


def test_the_worst_stand_first_and_equals_as_they_came():
    found = {"a": 1.0, "b": 3.0, "c": 3.0}
    assert list(worst(found, lambda value: value)) == ["b", "c", "a"]


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
