from dataclasses import replace
from math import inf, isnan, sqrt

import numpy as np
import pytest
from scipy import stats

from simulator import load_scenario, run
from simulator.measures import MeasureKey, student_interval
from simulator.reports.differences import difference_text, family_text
from simulator.studies import compare_paired, paired_difference
from simulator.studies.paired import family_confidence

SCENARIO = "scenarios/van-don-2021.yaml"


@pytest.fixture(scope="module")
def a_replication():
    first = {"period": {"from": "2021-01-01", "to": "2021-01-02", "warm_up": "0 days"}}
    (one,) = run(load_scenario("scenarios/textbook/mm1.yaml", overrides=first), seed=1)
    return one.measures


def runs(template, **series):
    """Replications with these values of some measures."""
    found = []
    for row in zip(*series.values(), strict=True):
        values = template.values.copy()
        for name, value in zip(series, row, strict=True):
            values[template.index.row(name)] = value
        found.append(replace(template, values=values))
    return found


def difference(first, second, measure="wait_mean", **options):
    one, other = ("A", np.array(first, float)), ("B", np.array(second, float))
    return paired_difference(MeasureKey(measure), one, other, **options)


def told(found):
    return difference_text(found.measure.entry, found.estimate)


def test_the_differences_are_taken_replication_by_replication():
    """Differences -3, -4, -5: mean -4, s = 1; variances 9 and 4 against 1."""
    found = difference([9, 12, 15], [6, 8, 10])
    width = 4.302653 / sqrt(3)
    assert found.estimate.mean == -4
    assert (found.estimate.low, found.estimate.high) == pytest.approx((-4 - width, -4 + width))
    assert found.pairing == 13
    assert found.is_seen


def test_who_is_compared_with_whom_is_told_by_the_sign():
    there, back = difference([9, 12, 15], [6, 8, 10]), difference([6, 8, 10], [9, 12, 15])
    assert told(there) == "shorter by 4 min (1.5 to 6.5)"
    assert told(back) == "longer by 4 min (1.5 to 6.5)"


def test_the_interval_is_that_of_the_differences():
    chance = np.random.default_rng(8)
    one, other = chance.normal(20, 3, (2, 15))
    found = difference(one, other, confidence=0.99).estimate
    assert found == student_interval(other - one, confidence=0.99)
    exact = stats.ttest_rel(other, one).confidence_interval(0.99)
    assert found.low == pytest.approx(exact.low, rel=0.12)
    assert found.high == pytest.approx(exact.high, rel=0.12)


def test_the_interval_of_a_share_holds_only_what_is_possible():
    one = ("A", np.array([0.99, 0.98, 1.0, 0.99, 0.98]))
    other = ("B", np.array([0.02, 0.3, 0.01, 0.04, 0.0]))
    estimate = paired_difference(MeasureKey("on_time_rate"), one, other).estimate
    assert estimate.low == -1
    assert -1 < estimate.high < 0


def test_replications_that_only_one_scenario_counted_are_left_out():
    found = difference([9, np.nan, 12, 15, 7], [6, 5, 8, 10, np.nan])
    assert found.estimate.n == 3
    assert found == difference([9, 12, 15], [6, 8, 10])


@pytest.mark.parametrize(("values", "n"), [([], 0), ([np.nan], 0), ([4.0], 1), ([np.nan, 4.0], 1)])
def test_one_replication_compares_nothing(values, n):
    found = difference(values, values)
    assert found.estimate.n == n
    assert found.estimate.low is None
    assert not found.is_seen
    assert isnan(found.pairing)
    assert told(found) == "too few replications to compare"


def test_the_same_in_every_replication_is_no_difference():
    found = difference([3, 5, 9], [3, 5, 9])
    assert told(found) == "the same in all 3 replications"
    assert found.is_none
    assert not found.is_seen
    assert found.pairing == inf


def test_the_same_difference_in_every_replication_is_seen():
    found = difference([3, 5, 9], [1, 3, 7])
    assert told(found) == "shorter by 2.0 min (in all 3 replications)"
    assert found.is_seen
    assert not found.is_none
    assert found.estimate.low is None


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ([3, 5, 9, 8, 6], "only 1 of 5 replications is unlike"),
        ([3, 5, 7, 8, 6], "only 2 of 5 replications are unlike"),
    ],
)
def test_what_differs_in_few_replications_is_neither_seen_nor_none(second, text):
    found = difference([3, 5, 9, 8, 4], second)
    assert told(found) == f"{text} the others: too few to say by how much"
    assert not found.is_seen
    assert not found.is_none


def test_nothing_varies_where_all_is_constant():
    assert isnan(difference([1, 1, 1], [1, 1, 1], "on_time_rate").pairing)


def test_pairing_that_harms_is_told():
    """What is high here is low there: var(A − B) is twice the sum of the variances."""
    assert difference([1, 2, 3], [3, 2, 1]).pairing == 0.5


def test_without_common_random_numbers_pairing_saves_nothing():
    chance = np.random.default_rng(4)
    one, other = chance.normal(size=(2, 20_000))
    assert difference(one, other).pairing == pytest.approx(1, abs=0.03)


def test_all_intervals_together_hold_with_95_percent(a_replication):
    """Three scenarios are three pairs; with two measures six intervals, each of 1 − 0.05 ÷ 6."""
    chance = np.random.default_rng(2)
    waits, visits = chance.normal(20, 2, (3, 10)), chance.normal(500, 9, (3, 10))
    scenarios = {
        name: runs(a_replication, wait_mean=waits[row], visits=visits[row])
        for row, name in enumerate("ABC")
    }
    found = compare_paired(scenarios, ["wait_mean", "visits"])
    assert [(one.first, one.second, str(one.measure)) for one in found.differences] == [
        ("A", "B", "wait_mean"),
        ("A", "B", "visits"),
        ("A", "C", "wait_mean"),
        ("A", "C", "visits"),
        ("B", "C", "wait_mean"),
        ("B", "C", "visits"),
    ]
    assert found.confidence == pytest.approx(1 - 0.05 / 6)
    estimate = found.differences[2].estimate
    assert estimate == student_interval(waits[2] - waits[0], confidence=1 - 0.05 / 6)
    assert family_text(found.pairs, found.measures, found.confidence) == (
        "All intervals together hold with 95 %: each has 99.17 % (Bonferroni over 3 pairs of "
        "scenarios × 2 measures)."
    )


def test_one_pair_and_one_measure_is_no_family(a_replication):
    one = runs(a_replication, wait_mean=[9, 12, 15])
    found = compare_paired({"A": one, "B": one}, ["wait_mean"])
    assert found.confidence == pytest.approx(0.95)
    assert (
        family_text(found.pairs, found.measures, found.confidence)
        == "The interval holds with 95 %."
    )


def test_bonferroni_keeps_its_promise():
    """Of ten true zeros, with all their chances in common or none, 95 % of families err nowhere."""
    chance = np.random.default_rng(11)
    right = 0
    for _ in range(2_000):
        zeros = chance.normal(size=(10, 12))
        spread = stats.t.ppf((1 + family_confidence(10)) / 2, 11) / sqrt(12)
        right += bool(np.all(abs(zeros.mean(axis=1)) <= spread * zeros.std(axis=1, ddof=1)))
    assert right / 2_000 == pytest.approx(0.951, abs=0.015)


def test_what_cannot_be_compared_is_refused(a_replication):
    one = runs(a_replication, wait_mean=[9, 12, 15])
    with pytest.raises(ValueError, match="two scenarios or more"):
        compare_paired({"A": one}, ["wait_mean"])
    with pytest.raises(ValueError, match="as many replications of each"):
        compare_paired({"A": one, "B": one[:2]}, ["wait_mean"])
    with pytest.raises(ValueError, match="each named once"):
        compare_paired({"A": one, "B": one}, ["visits", "visits"])
    with pytest.raises(ValueError, match="no measure 'visit'") as refused:
        compare_paired({"A": one, "B": one}, ["visit", "wait_mean"])
    assert str(refused.value).splitlines() == [
        "A: there is no measure 'visit' (did you mean 'visits'?)",
        "B: there is no measure 'visit' (did you mean 'visits'?)",
    ]


def land_counters(officers, *, seed, replications):
    overrides = {
        "period": {"from": "2021-03-01", "to": "2021-03-31", "warm_up": "14 days"},
        "staff.land-counter.officers": officers,
    }
    scenario = load_scenario(SCENARIO, overrides=overrides)
    return [one.measures for one in run(scenario, replications=replications, seed=seed)]


def test_where_an_officer_matters_pairing_needs_at_most_half_the_replications():
    """Three officers at the land counters, or four: waits differ by minutes.

    With twice as many replications, each scenario with citizens of its own, the interval is still
    wider than that of pairs: Student's of both, which know nothing of skewness.
    """
    three = land_counters(3, seed=5, replications=40)
    four = land_counters(4, seed=5, replications=40)
    (paired,) = compare_paired({"three": three, "four": four}, ["wait_mean"]).differences
    assert paired.pairing >= 2
    assert told(paired).startswith("shorter by ")

    alone = [
        np.array([one["wait_mean"] for one in land_counters(officers, seed=seed, replications=80)])
        for officers, seed in ((3, 6), (4, 7))
    ]
    apart = stats.ttest_ind(*alone, equal_var=False).confidence_interval(0.95)
    waits = ([one["wait_mean"] for one in runs] for runs in (four, three))
    pairs = stats.ttest_rel(*waits).confidence_interval(0.95)
    assert pairs.high - pairs.low <= apart.high - apart.low
    assert -apart.high < paired.estimate.mean < -apart.low  # the same effect
