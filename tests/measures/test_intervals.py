"""Intervals: Student's with room for skewness, none without a spread, pooled quantiles."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.measures import (
    CATALOGUE,
    CONFIDENCE,
    MeasureKey,
    Method,
    Occurrence,
    Scope,
    Series,
    replication_values,
    student_interval,
    summarize,
    summarize_all,
)
from simulator.measures.intervals import FEW_ITEMS, ROOM, SKEWNESS_WEIGHT

WAIT, SHARE, LATENESS = map(MeasureKey, ("wait_mean", "on_time_rate", "lateness_p90"))
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30, unique=True)


def series(values, counts=None, *, of=WAIT) -> Series:
    values = np.array(values)
    if counts is None:
        counts = np.where(np.isnan(values), 0, 50)
    return Series(of, values, np.array(counts, np.int64), [None] * len(values))


@settings(derandomize=True, deadline=None)
@given(values=VALUES.filter(lambda values: np.std(values) > 1e-3))
def test_the_interval_is_students_with_room_on_the_side_of_the_long_tail(values) -> None:
    estimate = student_interval(np.array(values))
    low, high = stats.t.interval(
        CONFIDENCE, len(values) - 1, loc=np.mean(values), scale=stats.sem(values)
    )
    skewness = stats.skew(values, bias=False)
    assume(abs(skewness) > 1e-6)
    half_width, mean = (high - low) / 2, np.mean(values)
    rooms = ((mean - estimate.low) / half_width, (estimate.high - mean) / half_width)
    short, long = rooms if skewness > 0 else rooms[::-1]
    assert ROOM[0] - 1e-6 <= short <= 1 + 1e-6
    assert 1 - 1e-6 <= long <= ROOM[1] + 1e-6
    assert (estimate.n, estimate.method) == (len(values), Method.T)


def test_of_symmetric_values_it_is_students_alone() -> None:
    estimate = student_interval(np.array([-3.0, -1.0, 0.0, 1.0, 3.0]))
    assert estimate.high == pytest.approx(stats.t.ppf(0.975, 4) * math.sqrt(5 / 5))
    assert estimate.low == -estimate.high


def test_the_end_on_the_long_side_is_halls() -> None:
    values = np.array([0.99, 0.98, 0.985, 0.97, 0.975, 0.992, 0.951, 0.965])
    n, mean, error = len(values), values.mean(), stats.sem(values)
    g = stats.skew(values, bias=False)
    by_chance = 6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))
    a = SKEWNESS_WEIGHT * g * g**2 / (g**2 + by_chance) / (3 * math.sqrt(n))
    end = student_interval(values).low
    # Hall's transformation of where the end lies is Student's quantile.
    t = (mean - end) / error
    transformed = t + a * t**2 + a**2 * t**3 / 3 + a / 2
    assert transformed == pytest.approx(stats.t.ppf(0.975, n - 1))


def test_room_for_skewness_has_an_end() -> None:
    """Ordinary waits of little skewness: Hall's transformation alone gives them no upper end."""
    waits = np.array([9.1, 10.4, 11.2, 12.0, 13.1, 14.2, 15.0, 17.5, 18.9, 21.0, 27.5, 29.0])
    estimate, half = student_interval(waits), stats.t.ppf(0.975, 11) * stats.sem(waits)
    assert estimate.high == pytest.approx(estimate.mean + ROOM[1] * half)


def test_more_skewness_gives_no_less_room() -> None:
    """Beyond the pole of Hall's transformation the end came back to the mean."""
    rooms = []
    for worst in (0.994, 0.992, 0.99, 0.96, 0.84):
        rates = np.array([*[1.0] * 8, *np.linspace(0.995, 0.999, 11), worst])
        half_width = stats.t.ppf(0.975, 19) * stats.sem(rates)
        rooms.append((rates.mean() - student_interval(rates).low) / half_width)
    assert rooms[0] < 2
    assert (np.diff(rooms) >= -1e-9).all()
    assert rooms[-1] == pytest.approx(ROOM[1])


def test_values_that_hardly_differ_have_an_interval() -> None:
    estimate = student_interval(np.array([1.0, 1.0 + 2**-52, 1.0 + 2**-51, 1.0 + 2**-50]))
    assert estimate.low <= 1.0 <= estimate.high
    assert student_interval(np.array([0.0, 5e-324, 1e-323])).method is Method.T


def test_another_confidence_gives_another_interval() -> None:
    values = np.array([1.0, 2.0, 4.0, 3.0])
    wide, narrow = student_interval(values, confidence=0.99), student_interval(values)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_what_seldom_differs_has_a_bound_at_the_same_confidence() -> None:
    alike = series([0.0] * 20)
    found = [summarize(alike, confidence=confidence).unlike.high for confidence in (0.95, 0.999)]
    assert found == pytest.approx([1 - 0.025 ** (1 / 20), 1 - 0.0005 ** (1 / 20)])


def test_less_weight_on_the_skewness_leaves_less_room() -> None:
    skewed = series(np.random.default_rng(1).standard_gamma(4, 100))
    ends = [summarize(skewed, confidence=0.999, skewness_weight=w).high for w in (0.0, 1.0, 3.0)]
    assert ends == sorted(set(ends))


def test_the_interval_is_clipped_to_what_is_possible() -> None:
    wait = summarize(series([0.0, 1.0, 9.0]))
    assert wait.low == 0.0
    assert wait.high > 9.0
    share = summarize(series([1.0, 0.99, 0.9], of=SHARE))
    assert share.high == 1.0
    assert share.low < 0.9
    assert share.method is Method.T


def test_one_replication_has_no_interval() -> None:
    estimate = summarize(series([4.0]))
    assert (estimate.mean, estimate.low, estimate.high, estimate.n) == (4.0, None, None, 1)
    assert estimate.method is Method.NONE


def test_replications_with_nothing_to_count_are_left_out() -> None:
    estimate = summarize(series([1.0, math.nan, 3.0]))
    assert (estimate.mean, estimate.n) == (2.0, 2)
    nothing = summarize(series([math.nan, math.nan], of=SHARE))
    assert math.isnan(nothing.mean)
    assert (nothing.low, nothing.high, nothing.n) == (None, None, 0)
    assert nothing.method is Method.NONE


@pytest.mark.parametrize("measure", [SHARE, WAIT, MeasureKey("overdue")])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_value_that_is_always_the_same_has_no_interval_but_a_bound_on_years(
    measure, value
) -> None:
    estimate = summarize(series([value] * 10, of=measure))
    assert (estimate.mean, estimate.low, estimate.high) == (value, None, None)
    assert (estimate.method, estimate.unlike) == (Method.UNLIKE, Occurrence(0, of=10))
    assert estimate.unlike.high == pytest.approx(1 - 0.025 ** (1 / 10))
    assert estimate.data()["unlike"] == {
        "times": 0,
        "of": 10,
        "low": 0.0,
        "high": pytest.approx(0.3085, abs=1e-4),
    }


@pytest.mark.parametrize("unlike", range(6))
def test_an_interval_takes_three_replications_that_differ_from_the_others(unlike) -> None:
    values = [1.0 - 0.01 * k for k in range(1, unlike + 1)] + [1.0] * (20 - unlike)
    estimate = summarize(series(values, of=SHARE))
    assert (estimate.low is None) == (unlike < 3)
    assert estimate.unlike == (Occurrence(unlike, of=20) if unlike < 3 else None)


def test_two_counts_that_are_alike_by_chance_are_no_rule() -> None:
    assert student_interval(np.array([400.0, 400.0, 410.0, 390.0])).method is Method.T


def pooled(items, counts=None, measure=LATENESS):
    counts = [len(year) for year in items] if counts is None else counts
    return summarize(Series(measure, np.full(len(items), 1.0), np.array(counts, np.int64), items))


class TestPooled:
    def test_the_quantile_is_that_of_all_items(self) -> None:
        years = [np.arange(8.0), np.array([30.0, 40.0]), *(np.arange(9.0) + k for k in range(11))]
        estimate = pooled(years)
        assert estimate.mean == pytest.approx(np.quantile(np.concatenate(years), 0.9))
        assert (estimate.n, estimate.method) == (13, Method.POOLED)

    def test_the_interval_is_as_wide_as_woodruffs(self) -> None:
        years = [np.array([k, 2.0 * k, 5.0 + k]) for k in range(1, 41)]
        estimate, items = pooled(years), np.concatenate(years)
        up_to = [np.mean(year <= estimate.mean) for year in years]
        share = stats.t.ppf(0.975, 39) * stats.sem(up_to)
        half = np.diff(np.quantile(items, [0.9 - share, 0.9 + share])).item() / 2
        short = min(estimate.mean - estimate.low, estimate.high - estimate.mean)
        assert ROOM[0] * half <= short + 1e-9 <= half + 2e-9

    @pytest.mark.parametrize(("size", "years"), [(7, 15), (17, 47), (30, 4)])
    def test_years_that_are_alike_have_a_quantile_and_no_interval(self, size, years) -> None:
        estimate = pooled([np.arange(float(size))] * years)
        assert estimate.mean == pytest.approx(np.quantile(np.tile(np.arange(size), years), 0.9))
        assert (estimate.low, estimate.method) == (None, Method.NONE)

    def test_items_that_are_mostly_alike_have_no_interval(self) -> None:
        years = [np.append(np.zeros(30), np.ones(number)) for number in (1, 0, 2, 1, 0)]
        assert (pooled(years).mean, pooled(years).low) == (0.0, None)

    def test_of_fewer_than_a_hundred_items_there_is_none(self) -> None:
        years = [np.arange(9.0)] * 11
        few = pooled(years)
        assert math.isnan(few.mean)
        assert (few.n, few.method) == (0, Method.FEW)
        assert pooled([*years, np.zeros(1)]).n == 12
        assert pooled([np.empty(0)] * 3).method is Method.NONE

    def test_a_sample_stands_for_all_of_its_items(self) -> None:
        many, few = np.arange(400.0), np.full(10, 1000.0)
        estimate = pooled([many, few, few], [4000, 10, 10])
        assert estimate.mean == pytest.approx(np.quantile(np.repeat(many, 10), 0.9), rel=0.01)

    def test_what_scenarios_are_compared_by_has_the_quantile_as_its_mean(self) -> None:
        rng = np.random.default_rng(5)
        years = [np.sort(rng.exponential(size=30)) for _ in range(6)]
        found = Series(LATENESS, np.ones(7), np.array([30] * 6 + [0]), [*years, np.empty(0)])
        values = replication_values(found)
        assert np.nanmean(values) == pytest.approx(np.quantile(np.concatenate(years), 0.9))
        assert np.isnan(values).tolist() == [False] * 6 + [True]

    @pytest.mark.parametrize(("size", "is_pooled"), [(FEW_ITEMS - 1, True), (FEW_ITEMS, False)])
    def test_a_quantile_is_pooled_where_most_years_have_few_items(self, size, is_pooled) -> None:
        rng = np.random.default_rng(5)
        items = [np.sort(rng.exponential(size=size)) for _ in range(8)]
        values = np.array([np.quantile(year, 0.9) for year in items])
        found = summarize(Series(LATENESS, values, np.full(8, size), items))
        pooled = np.quantile(np.concatenate(items), 0.9)
        assert found.mean == pytest.approx(pooled if is_pooled else values.mean())
        assert found.method is (Method.POOLED if is_pooled else Method.T)

    def test_years_without_any_are_of_no_weight(self) -> None:
        rng = np.random.default_rng(5)
        some = [np.sort(rng.exponential(size=30)) for _ in range(5)]
        without = summarize(Series(LATENESS, np.full(5, 2.0), np.full(5, 30), some))
        items, counts = [np.empty(0), *some], np.array([0, *[30] * 5])
        with_it = summarize(Series(LATENESS, np.full(6, 2.0), counts, items))
        assert with_it == without


def test_all_measures_of_replications_are_summarized(build) -> None:
    replications = []
    for late in (False, True, False, True, False, True, False):
        center = build()
        ready = center.at(2, "10:00") if late else center.at(1, "10:00")
        center.dossier(0, center.at(1, "09:00"), center.at(1, "17:00"), ready)
        replications.append(center.measure())
    estimates = summarize_all(replications)
    assert tuple(estimates) == replications[0].index
    assert estimates[SHARE].mean == pytest.approx(4 / 7)
    assert estimates[MeasureKey("on_time_rate", Scope.FIELD, "land")].method is Method.T
    assert estimates[MeasureKey("on_time_rate", Scope.FIELD, "justice")].n == 0
    assert {key.entry for key in estimates} == {each for each in CATALOGUE if not each.needs}


def test_replications_of_different_scenarios_are_refused(build) -> None:
    one, other = build().measure(), build(groups=("counter", "clerks")).measure()
    with pytest.raises(ValueError, match="must have the same measures"):
        summarize_all([one, other])
    with pytest.raises(ValueError, match="no replications"):
        summarize_all([])
