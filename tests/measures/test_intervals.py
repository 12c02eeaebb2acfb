"""Intervals equal SciPy's, keep to what is possible, and say how they came about."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.measures import (
    CATALOGUE,
    Method,
    measure_named,
    student_interval,
    summarize,
    summarize_all,
)

WAIT, SHARE = measure_named("wait_mean"), measure_named("on_time_rate")
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def some(*counts: int) -> np.ndarray:
    return np.array(counts, np.int64)


@settings(derandomize=True, deadline=None)
@given(values=VALUES.filter(lambda values: np.std(values) > 1e-3))
def test_the_interval_is_students(values) -> None:
    estimate = student_interval(np.array(values))
    expected = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    assert (estimate.low, estimate.high) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert (estimate.n, estimate.method) == (len(values), Method.T)


def test_the_interval_is_clipped_to_what_is_possible() -> None:
    wait = summarize(np.array([0.0, 1.0, 9.0]), some(5, 5, 5), WAIT)
    assert wait.low == 0.0
    assert wait.high > 9.0
    share = summarize(np.array([1.0, 1.0, 0.9]), some(5, 5, 10), SHARE)
    assert share.high == 1.0
    assert share.low < 0.9
    assert share.method is Method.T


def test_one_replication_has_no_interval() -> None:
    estimate = summarize(np.array([4.0]), some(7), WAIT)
    assert (estimate.mean, estimate.low, estimate.high, estimate.n) == (4.0, None, None, 1)
    assert estimate.method is Method.NONE


def test_replications_with_nothing_to_count_are_left_out() -> None:
    estimate = summarize(np.array([1.0, math.nan, 3.0]), some(2, 0, 2), WAIT)
    assert (estimate.mean, estimate.n) == (2.0, 2)
    nothing = summarize(np.array([math.nan, math.nan]), some(0, 0), SHARE)
    assert math.isnan(nothing.mean)
    assert (nothing.low, nothing.high, nothing.n) == (None, None, 0)
    assert nothing.method is Method.NONE


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("counts", [(40, 60, 25), (1, 1), (3, 0, 2)])
def test_a_share_of_none_or_all_gets_the_exact_bound_on_the_pooled_count(share, counts) -> None:
    values = np.array([share if count else math.nan for count in counts])
    estimate = summarize(values, some(*counts), SHARE)
    pooled = sum(counts)
    exact = stats.binomtest(int(share * pooled), pooled).proportion_ci(0.95, method="exact")
    assert (estimate.low, estimate.high) == pytest.approx((exact.low, exact.high))
    assert (estimate.mean, estimate.method) == (share, Method.EXACT)


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("counts", [(40,), (3, 0)])
def test_one_replication_has_no_interval_of_a_share_either(share, counts) -> None:
    values = np.array([share if count else math.nan for count in counts])
    estimate = summarize(values, some(*counts), SHARE)
    assert (estimate.mean, estimate.low, estimate.high, estimate.n) == (share, None, None, 1)
    assert estimate.method is Method.NONE


def test_a_ratio_that_is_full_throughout_does_not_pool() -> None:
    estimate = summarize(np.ones(3), some(9, 9, 9), measure_named("utilization"))
    assert (estimate.low, estimate.high, estimate.method) == (1.0, 1.0, Method.T)


def test_all_measures_of_replications_are_summarized(build) -> None:
    replications = []
    for late in (False, True, False):
        center = build()
        ready = center.at(2, "10:00") if late else center.at(1, "10:00")
        center.dossier(0, center.at(1, "09:00"), center.at(1, "17:00"), ready)
        replications.append(center.measure())
    estimates = summarize_all(replications)
    assert tuple(estimates) == replications[0].names
    assert estimates["on_time_rate"].mean == pytest.approx(2 / 3)
    assert estimates["on_time_rate.land"].method is Method.T
    assert estimates["on_time_rate.justice"].n == 0
    assert {name.partition(".")[0] for name in estimates} == {entry.name for entry in CATALOGUE}


def test_replications_of_different_scenarios_are_refused(build) -> None:
    one, other = build().measure(), build(groups=("counter", "clerks")).measure()
    with pytest.raises(ValueError, match="different scenarios"):
        summarize_all([one, other])
    with pytest.raises(ValueError, match="no replications"):
        summarize_all([])
