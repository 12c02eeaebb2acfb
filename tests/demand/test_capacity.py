import json
from dataclasses import asdict
from datetime import date
from math import inf

import numpy as np
import pytest
from scipy import stats

from simulator.demand.attendance import capacity_by_part
from simulator.demand.capacity import check_capacity
from simulator.demand.draws import Draws
from simulator.demand.offered_load import IN_PERSON, offered_load
from simulator.demand.roster import draw_roster
from simulator.studies import run

YEAR = {"from": "2021-01-01", "to": "2021-12-31"}
JANUARY = {"from": "2021-01-01", "to": "2021-01-31"}
WHOLE_DAY = {"every-day": ["00:00-24:00"]}


@pytest.fixture
def check(prepared, transfer):
    """Checks a Center with a counter of 8 hours a day, from its procedures and groups."""

    def build(procedures=None, staff=None, **sections):
        steps = {"receive": {"constant": "12 min"}}
        procedures = procedures or {"transfer": {"volume": "20 per working day"}}
        written = {key: transfer(**{"steps": steps, **keys}) for key, keys in procedures.items()}
        groups = {
            key: {"officers": 1, "serves": ["all/all"], **keys}
            for key, keys in (staff or {"counter": {}}).items()
        }
        return check_capacity(prepared(procedures=written, staff=groups, **sections))

    return build


def test_load_is_work_over_hours_on_duty(check):
    period = check().period
    (station,), (group,), (pool,) = period.stations, period.groups, period.pools
    assert (station.station, station.step, station.field) == ("receive/land", "receive", "land")
    assert station.groups == ("counter",)
    assert station.work_hours == group.work_hours == pool.work_hours == pytest.approx(4)
    assert group.capacity_hours == pool.capacity_hours == pytest.approx(8)
    assert station.load == group.load == pool.load == period.load == pytest.approx(0.5)
    assert (pool.stations, pool.groups) == (("receive/land",), ("counter",))
    assert (period.first, period.last, period.open_days) == (
        date(2021, 1, 4), date(2021, 1, 31), 20
    )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "hours"),
    [
        ({"officers": 3}, 24),
        ({"speed": 1.25}, 10),
        ({"other_duties": 0.25}, 6),
        ({"calendar": "morning"}, 4),
        ({"changes": [{"from": "2021-01-04", "to": "2021-01-10", "officers": 1}]}, 8 * 25 / 20),
        (
            {
                "officers": 2,
                "changes": [{"from": "2021-01-01", "to": "2021-12-31", "officers": -1}],
            },
            8,
        ),
    ],
)
def test_capacity_is_duty_by_headcount_and_speed_less_other_duties(check, keys, hours):
    calendars = {"morning": {"hours": {"mon-fri": ["08:00-12:00"]}}}
    (group,) = check(staff={"counter": keys}, calendars=calendars).period.groups
    assert group.capacity_hours == pytest.approx(hours)


def test_capacity_is_the_duty_that_rosters_have(prepared):
    changes = [{"from": "2021-01-12", "to": "2021-01-20", "officers": -1}]
    group = {"serves": ["all/all"], "officers": 3, "other_duties": 0.25, "changes": changes}
    compiled = prepared(staff={"land": group, "justice": {"serves": ["all/all"], "officers": 1}})
    roster = draw_roster(compiled.posts, Draws(1, 0))
    duty = np.repeat(roster.group, np.diff(roster.first_duty))
    seconds = np.bincount(duty, weights=roster.duty_end - roster.duty_start)
    capacity = capacity_by_part(compiled, offered_load(compiled)[IN_PERSON])
    assert capacity.sum(axis=(0, 2)) == pytest.approx(seconds)


def test_hours_are_those_of_an_open_day(check):
    always = {"country": "none", "hours": WHOLE_DAY}
    period = check(calendar=always).period
    assert period.open_days == 28
    assert period.groups[0].capacity_hours == pytest.approx(24)


def test_groups_share_the_work_of_the_stations_that_they_share(check):
    period = check(
        {
            "transfer": {"volume": "10 per working day"},
            "birth": {"volume": "50 per working day", "field": "justice"},
        },
        {"land": {"serves": ["receive/all"]}, "justice": {"serves": ["receive/justice"]}},
    ).period
    assert period.feasible
    assert [group.load for group in period.groups] == pytest.approx([0.75, 0.75])
    assert [group.work_hours for group in period.groups] == pytest.approx([6, 6])
    assert len(period.pools) == 1


def test_a_ratio_of_each_group_alone_would_miss_the_bottleneck(check):
    # Work of all that it serves: 14 of the 16 hours of both groups; but only one serves justice.
    result = check(
        {
            "transfer": {"volume": "10 per working day"},
            "birth": {"volume": "60 per working day", "field": "justice"},
        },
        {"land": {"serves": ["receive/land"]}, "both": {"serves": ["receive/all"]}},
    )
    assert not result.feasible
    bottleneck, rest = result.period.pools
    assert (bottleneck.stations, bottleneck.groups) == (("receive/justice",), ("both",))
    assert bottleneck.load == pytest.approx(1.5)
    assert not bottleneck.can_carry
    assert (rest.stations, rest.groups) == (("receive/land",), ("land",))
    assert rest.load == pytest.approx(0.25)
    assert rest.can_carry
    by_name = {station.station: station.load for station in result.period.stations}
    assert by_name == pytest.approx({"receive/land": 0.25, "receive/justice": 1.5})


def test_a_load_of_exactly_1_can_be_carried(check):
    full = check({"transfer": {"volume": "40 per working day"}})
    assert full.period.load == pytest.approx(1)
    assert full.feasible


def test_work_for_a_group_that_is_never_on_duty_is_an_infinite_load(check):
    away = {"changes": [{"from": "2021-01-01", "to": "2021-12-31", "officers": -1}]}
    period = check(staff={"one": away, "other": away}).period
    assert not period.feasible
    assert [group.load for group in period.groups] == [inf, inf]
    assert [group.capacity_hours for group in period.groups] == [0, 0]
    assert sum(group.work_hours for group in period.groups) == pytest.approx(4)
    assert period.stations[0].load == inf


def test_a_group_that_is_never_on_duty_leaves_the_work_to_the_others(check):
    away = {"changes": [{"from": "2021-01-01", "to": "2021-12-31", "officers": -1}]}
    gone, there = check(staff={"gone": away, "there": {}}).period.groups
    assert (gone.load, gone.work_hours) == (0, 0)
    assert there.load == pytest.approx(0.5)


def test_a_station_without_work_has_no_load_and_is_in_no_pool(check):
    period = check(
        {
            "transfer": {},
            "birth": {"field": "justice", "steps": {"receive": {"constant": "0 min"}}},
        },
        {"land": {"serves": ["receive/land"]}, "justice": {"serves": ["receive/justice"]}},
    ).period
    idle = next(station for station in period.stations if station.field == "justice")
    assert (idle.load, idle.work_hours, idle.groups) == (0, 0, ("justice",))
    assert period.groups[1].load == 0
    assert [pool.groups for pool in period.pools] == [("land",)]


def test_the_busiest_month_is_the_one_with_the_highest_load(check):
    result = check(
        {"transfer": {"volume": "30 per working day"}},
        period=YEAR,
        demand={"months": {"mar": 1.5, "feb": 0.5}},
    )
    assert result.period.feasible
    month = result.busiest_month
    assert (month.first, month.last) == (date(2021, 3, 1), date(2021, 3, 31))
    assert month.load > 1 > result.period.load
    assert not result.feasible


def test_a_month_is_busy_too_because_officers_are_away(check):
    changes = [{"from": "2021-07-05", "to": "2021-07-16", "officers": -1}]
    result = check(
        staff={"counter": {"officers": 2, "changes": changes}},
        period=YEAR,
        demand={"months": {"mar": 1.1}},
    )
    assert result.busiest_month.first == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("period", "month"),
    [
        (JANUARY, date(2021, 1, 1)),
        ({"from": "2021-01-02", "to": "2021-01-31"}, None),
        ({"from": "2021-01-02", "to": "2021-02-28"}, date(2021, 2, 1)),
        ({"from": "2020-12-01", "to": "2021-01-30"}, date(2020, 12, 1)),
        ({"from": "2021-01-01", "to": "2021-03-30", "warm_up": "31 days"}, date(2021, 2, 1)),
    ],
)
def test_only_whole_months_of_the_period_count(check, period, month):
    busiest = check(period=period, demand={"months": {"jan": 0.9, "mar": 3.0}}).busiest_month
    assert (busiest and busiest.first) == month


def test_of_months_alike_the_first_is_named(check):
    assert check(period=YEAR).busiest_month.first == date(2021, 1, 1)


def test_the_warm_up_does_not_count(check):
    quiet_start = {
        "calendar": {
            "country": "none",
            "hours": {"mon-fri": ["08:00-12:00", "13:00-17:00"]},
            "days_off": ["2021-01-04", "2021-01-05"],
        },
        "period": {"from": "2021-01-11", "to": "2021-01-24", "warm_up": "7 days"},
    }
    changes = [{"from": "2021-01-04", "to": "2021-01-10", "officers": 5}]
    period = check(staff={"counter": {"changes": changes}}, **quiet_start).period
    assert period.open_days == 10
    assert period.groups[0].capacity_hours == pytest.approx(8)


def test_without_an_open_day_there_is_work_and_nobody(check):
    result = check(
        {"transfer": {"channels": {"online": 1.0}, "volume": "100 per year"}},
        period={"from": "2021-01-09", "to": "2021-01-10"},
    )
    assert result.period.open_days == 0
    assert result.period.load == inf


def test_the_result_is_plain_data(check):
    written = json.loads(json.dumps(asdict(check(period=JANUARY)), default=str))
    assert written["period"]["groups"][0]["load"] == pytest.approx(0.5, rel=0.1)


def test_officers_are_as_busy_in_simulation_as_the_offered_load_says(scenario, prepared, transfer):
    # Round the clock and without breaks, all that is offered is done within duty.
    exponential = {"exponential": {"mean": "10 min"}}
    sections = {
        "calendar": {"country": "none", "hours": WHOLE_DAY},
        "period": {"from": "2021-02-01", "to": "2021-03-07", "warm_up": "10 days"},
        "procedures": {
            "transfer": transfer(
                volume="5 per hour",
                incomplete=0.2,
                bundle={1: 0.8, 3: 0.2},
                steps={"receive": exponential, "appraise": exponential, "return": exponential},
            )
        },
        "citizens": {"collects": {"counter": 0.6, "online": 0.4}},
        "staff": {
            "counter": {"officers": 3, "serves": ["receive/all", "return/all"]},
            "appraisers": {"officers": 2, "serves": ["appraise/all"], "speed": 0.8},
        },
    }
    loads = {
        group.group: group.load for group in check_capacity(prepared(**sections)).period.groups
    }
    measured = [
        [each.measures[f"utilization.{group}"] for group in loads]
        for each in run(scenario(**sections), replications=8, seed=1)
    ]
    assert stats.ttest_1samp(measured, list(loads.values())).pvalue.min() > 1e-3
    assert (stats.sem(measured) < 0.01).all()
