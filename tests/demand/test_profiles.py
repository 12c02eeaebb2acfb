from datetime import date

import numpy as np
import pytest
from scipy import stats

from simulator.demand.profiles import COLUMNS, hourly_density, second_of, visit_profiles
from simulator.scenario.calendars import build_calendar
from simulator.scenario.model_time import Calendar

HOUR, DAY = 3_600, 86_400
MORNING_RUSH = {
    6: 0.04,
    7: 0.16,
    8: 0.22,
    9: 0.16,
    10: 0.10,
    13: 0.12,
    14: 0.12,
    15: 0.06,
    16: 0.02,
}
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
N = 40_000


def profiles_of(weights, hours=None, days=7):
    hours = hours or {"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": ["08:00-11:30"]}
    office = build_calendar(
        Calendar.model_validate({"country": "none", "hours": hours}), date(2021, 1, 4), days
    )
    return visit_profiles(office, weights)


def seconds(profiles, day, n=N):
    return profiles.second(np.full(n, day), np.random.default_rng(day).uniform(size=n))


def counts_by_hour(arrivals):
    return np.bincount(arrivals // HOUR, minlength=24)


def test_visits_follow_the_weights_of_the_hours():
    counts = counts_by_hour(seconds(profiles_of(MORNING_RUSH), MONDAY))
    weights = np.array([MORNING_RUSH.get(hour, 0.0) for hour in range(24)])
    assert not counts[weights == 0].any()
    assert stats.chisquare(counts[weights > 0], N * weights[weights > 0]).pvalue > 1e-3


def test_visits_are_flat_within_an_hour():
    arrivals = seconds(profiles_of(MORNING_RUSH), MONDAY)
    within = arrivals[arrivals // HOUR == 8] % HOUR
    assert stats.chisquare(np.bincount(within // 300, minlength=12)).pvalue > 1e-3


def test_visits_may_come_to_the_door_before_opening_and_in_the_break():
    early = seconds(profiles_of({6: 1.0, 12: 1.0}), MONDAY)
    assert set(counts_by_hour(early).nonzero()[0]) == {6, 12}


def test_without_weights_visits_are_flat_over_the_open_hours():
    arrivals = seconds(profiles_of(None), MONDAY)
    clock = arrivals / HOUR
    morning = (clock >= 7.5) & (clock < 11.5)
    afternoon = (clock >= 13.5) & (clock < 17)
    assert (morning | afternoon).all()
    of_the_day = np.where(morning, clock - 7.5, clock - 13.5 + 4) / 7.5
    assert stats.kstest(of_the_day, "uniform").pvalue > 1e-3


@pytest.mark.parametrize("weights", [None, MORNING_RUSH, {16: 1.0}, {17: 1.0, 16: 0.5}])
@pytest.mark.parametrize(("day", "closing"), [(MONDAY, 17 * HOUR), (SATURDAY, 11.5 * HOUR)])
def test_nobody_comes_at_or_after_closing(weights, day, closing):
    profiles = profiles_of(weights)
    edges = np.array([2.0**-53, 1 - 2.0**-53])
    assert profiles.second(np.full(2, day), edges).max() < closing
    assert seconds(profiles, day).max() < closing
    assert profiles.table[profiles.day_type[day]].max() < closing


def test_weight_at_or_after_closing_goes_to_the_rest_of_the_day():
    weights = {9: 2.0, 10: 1.0, 11: 2.0, 18: 5.0}  # Saturday closes at 11:30: half of that hour
    counts = counts_by_hour(seconds(profiles_of(weights), SATURDAY))
    assert stats.chisquare(counts[9:12], N * np.array([0.5, 0.25, 0.25])).pvalue > 1e-3


def test_a_half_day_whose_weight_lies_after_closing_is_flat_over_its_open_hours():
    arrivals = seconds(profiles_of({14: 1.0, 15: 1.0}), SATURDAY)
    assert stats.kstest((arrivals / HOUR - 8) / 3.5, "uniform").pvalue > 1e-3


def test_days_with_the_same_hours_share_a_row():
    profiles = profiles_of(MORNING_RUSH, days=14)
    assert len(profiles.table) == 3  # weekday, Saturday, closed Sunday
    assert profiles.day_type[:5].tolist() == [profiles.day_type[MONDAY]] * 5
    assert np.array_equal(profiles.day_type[:7], profiles.day_type[7:])
    assert len({profiles.day_type[day] for day in (MONDAY, SATURDAY, SUNDAY)}) == 3


def test_the_table_of_later_trips_is_the_profile_at_16_bits():
    profiles = profiles_of(MORNING_RUSH)
    middles = (np.arange(COLUMNS) + 0.5) / COLUMNS
    for day in (MONDAY, SATURDAY):
        exact = profiles.second(np.full(COLUMNS, day), middles)
        assert np.array_equal(profiles.table[profiles.day_type[day]], exact)


def test_round_the_clock_visits_are_flat_over_the_day():
    arrivals = seconds(profiles_of(None, {"every-day": ["00:00-24:00"]}), MONDAY)
    assert stats.kstest(arrivals / DAY, "uniform").pvalue > 1e-3
    assert arrivals.min() >= 0
    assert arrivals.max() < DAY


def test_online_filings_follow_their_hours_to_the_end_of_the_day():
    density = hourly_density({0: 1.0, 12: 2.0, 23: 1.0})
    filed = second_of(density, np.random.default_rng(1).uniform(size=N))
    counts = counts_by_hour(filed)
    assert stats.chisquare(counts[[0, 12, 23]], N * np.array([0.25, 0.5, 0.25])).pvalue > 1e-3
    assert second_of(density, np.array([1 - 2.0**-53])).tolist() == [DAY - 1]
