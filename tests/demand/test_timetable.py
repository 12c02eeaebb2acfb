from datetime import date, timedelta

import numpy as np
import pytest

from simulator.demand.timetable import ALWAYS, OFFICE, WORKING_HOURS
from simulator.demand.workload import DAY, FAR, NONE

HOUR = 3_600
FIRST = date(2021, 2, 1)  # a Monday
VIETNAM = {"country": "VN", "hours": {"mon-fri": ["07:30-11:30", "13:30-17:00"]}}
COURIER = {"to_headquarters": ["10:00", "15:30"], "to_center": ["11:00", "16:30"], "trip": "30 min"}


@pytest.fixture
def timetable(prepared, transfer):
    """Tables of three weeks of February 2021, Tết in the middle, for procedures with limits."""

    def build(*limits, calendar=VIETNAM, **sections):
        procedures = {
            f"of-{n}": transfer(limit=limit) for n, limit in enumerate(limits or ("none",))
        }
        sections = {"period": {"from": "2021-02-01", "to": "2021-02-21"}} | sections
        return prepared(procedures=procedures, calendar=calendar, **sections).timetable

    return build


def at(month, day, clock="00:00"):
    hours, minutes = map(int, clock.split(":"))
    return (date(2021, month, day) - FIRST).days * DAY + hours * HOUR + minutes * 60


def day(month, number):
    return (date(2021, month, number) - FIRST).days


def test_a_long_closing_after_the_period_defers_due_moments(timetable):
    closed = [str(date(2021, 2, 22) + timedelta(days=i)) for i in range(120)]
    time = timetable("3 working days", calendar=VIETNAM | {"days_off": closed})
    reopens = date(2021, 6, 22)
    assert time.due[0, day(2, 19)] == (reopens - FIRST).days * DAY + DAY * 2 + 17 * HOUR


def intervals(time, calendar):
    rows = slice(time.calendar_first[calendar], time.calendar_first[calendar + 1])
    return list(zip(time.calendar_start[rows], time.calendar_end[rows], strict=True))


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        ("same day", (2, 1), (2, 1)),
        ("1 working days", (2, 1), (2, 2)),
        ("3 working days", (2, 1), (2, 4)),
        ("3 working days", (2, 3), (2, 8)),  # over a weekend
        ("1 working days", (2, 9), (2, 17)),  # over Tết, 10 to 16 February
        ("10 working days", (2, 5), (2, 26)),
    ],
)
def test_due_is_the_close_of_the_nth_working_day_after_the_start_day(timetable, limit, start, due):
    assert timetable(limit).due[0, day(*start)] == at(*due, "17:00")


def test_no_clock_starts_on_a_day_that_is_no_working_day(timetable):
    due = timetable("3 working days", "same day").due
    assert (due[:, [day(2, 6), day(2, 7), day(2, 10)]] == FAR).all()


def test_an_open_saturday_is_no_working_day_and_a_worked_one_is(timetable):
    hours = {"mon-fri": ["08:00-17:00"], "sat": ["08:00-11:30"]}
    open_only = timetable("1 working days", calendar={"country": "none", "hours": hours})
    worked = timetable(
        "1 working days",
        calendar={"country": "none", "hours": hours, "work_days": ["2021-02-06"]},
    )
    assert open_only.due[0, day(2, 5)] == at(2, 8, "17:00")
    assert worked.due[0, day(2, 5)] == at(2, 6, "17:00")  # with Friday's hours
    assert worked.due[0, day(2, 6)] == at(2, 8, "17:00")


def test_a_worked_saturday_without_hours_has_fridays(timetable):
    calendar = {"country": "none", "work_days": ["2021-02-06"]}
    calendar["hours"] = {"mon-thu": ["08:00-17:00"], "fri": ["08:00-12:00"]}
    assert timetable("1 working days", calendar=calendar).due[0, day(2, 5)] == at(2, 6, "12:00")


def test_a_working_day_with_closed_doors_ends_at_midnight(timetable):
    calendar = {"country": "none", "hours": {"mon-thu": ["08:00-17:00"]}}
    assert timetable("1 working days", calendar=calendar).due[0, day(2, 4)] == at(2, 6)


def test_limits_in_working_hours_run_in_open_hours_from_the_opening(timetable):
    time = timetable("16 working hours", "4 working hours")
    assert time.limit_hours.tolist() == [16 * HOUR, 4 * HOUR]
    assert time.due[0, day(2, 1)] == at(2, 3, "08:30")  # 7:30 a day, and one hour
    assert time.due[1, day(2, 1)] == at(2, 1, "11:30")  # used up exactly at the break
    assert time.due[0, day(2, 9)] == at(2, 18, "08:30")


def test_limits_in_days_have_no_hours_and_equal_limits_share_a_row(timetable):
    time = timetable("3 working days", "none", "3 working days", "same day")
    assert time.limit_hours.tolist() == [NONE, NONE]
    assert len(time.due) == 2


def test_working_hours_are_the_open_hours_of_working_days(timetable):
    hours = {"mon-fri": ["08:00-17:00"], "sat": ["08:00-12:00"]}
    calendar = {"country": "none", "hours": hours, "work_days": ["2021-02-13"]}
    time = timetable(calendar=calendar)
    assert time.working_hours == WORKING_HOURS
    assert (at(2, 6, "08:00"), at(2, 6, "12:00")) in intervals(time, OFFICE)
    assert (at(2, 6, "08:00"), at(2, 6, "12:00")) not in intervals(time, WORKING_HOURS)
    assert (at(2, 13, "08:00"), at(2, 13, "17:00")) in intervals(time, WORKING_HOURS)


@pytest.mark.parametrize(
    ("cut_off", "hours", "last"),
    [
        ("15:00", "07:30-17:00", "15:00:00"),
        ("15:00", "07:30-11:30", "11:29:59"),  # the doors have closed long before
        ("17:00", "07:30-17:00", "16:59:59"),
        ("none", "07:30-17:00", "16:59:59"),
        ("none", "00:00-24:00", "23:59:59"),
        ("15:00", "00:00-24:00", "15:00:00"),
    ],
)
def test_a_clock_starts_until_the_cut_off_and_before_the_close(timetable, cut_off, hours, last):
    calendar = {"country": "none", "hours": {"every-day": [hours]}, "cut_off": cut_off}
    hour, minute, second = map(int, last.split(":"))
    expected = at(2, 2) + hour * HOUR + minute * 60 + second
    assert timetable(calendar=calendar).cut_off[day(2, 2)] == expected


def test_on_a_day_with_closed_doors_a_clock_starts_until_midnight(timetable):
    calendar = {"country": "none", "hours": {"mon-thu": ["08:00-17:00"]}}
    assert timetable(calendar=calendar).cut_off[day(2, 5)] == at(2, 6) - 1


def test_doors_open_and_close_once_a_day_for_visits(timetable):
    time = timetable()
    assert time.opens[day(2, 1)] == at(2, 1, "07:30")
    assert time.closing[day(2, 1)] == at(2, 1, "17:00")  # not at the break
    assert time.closings[:6].tolist() == [at(2, n, "17:00") for n in (1, 2, 3, 4, 5, 8)]


def test_on_closed_days_visits_are_turned_away_from_midnight(timetable):
    time = timetable()
    for closed in ((2, 6), (2, 12)):
        assert time.closing[day(*closed)] == at(*closed)
        assert time.opens[day(*closed)] == at(*closed)
        assert at(*closed) not in time.closings


def test_round_the_clock_there_is_no_closing(timetable):
    time = timetable(calendar={"country": "none", "hours": {"every-day": ["00:00-24:00"]}})
    assert len(time.closings) == 0
    assert (time.closing == FAR).all()
    assert intervals(time, OFFICE) == intervals(time, ALWAYS)


def test_only_the_last_night_of_a_week_round_the_clock_closes(timetable):
    time = timetable(calendar={"country": "none", "hours": {"mon-fri": ["00:00-24:00"]}})
    assert time.closing[day(2, 1)] == FAR
    assert time.closings[:2].tolist() == [at(2, 6), at(2, 13)]


def test_the_next_open_and_working_day_skip_what_is_closed(timetable):
    calendar = {"country": "VN", "hours": {"mon-fri": ["08:00-17:00"], "sat": ["08:00-12:00"]}}
    time = timetable(calendar=calendar)
    assert time.next_open_day[day(2, 6)] == day(2, 6)
    assert time.next_working_day[day(2, 6)] == day(2, 8)
    assert time.next_open_day[day(2, 7)] == day(2, 8)
    assert time.next_open_day[day(2, 10)] == time.next_working_day[day(2, 10)] == day(2, 17)


def test_the_tables_know_where_no_day_is_left(timetable):
    time = timetable()
    days = len(time.opens)
    assert time.next_open_day[days] == time.next_working_day[days] == days


@pytest.mark.parametrize("limit", ["10 working days", "60 working days", "200 working hours"])
def test_the_tables_reach_past_the_horizon_by_the_longest_limit(timetable, limit):
    last_start = day(2, 19)
    due = timetable("same day", limit).due
    assert (due[:, last_start] < FAR).all()


def test_courier_trips_leave_at_their_times_on_open_days(timetable):
    time = timetable(courier=COURIER)
    out = slice(time.courier_first[0], time.courier_first[1])
    back = slice(time.courier_first[1], time.courier_first[2])
    assert time.courier_departs[out][:3].tolist() == [
        at(2, 1, "10:00"),
        at(2, 1, "15:30"),
        at(2, 2, "10:00"),
    ]
    assert time.courier_departs[back][:2].tolist() == [at(2, 1, "11:00"), at(2, 1, "16:30")]
    assert (time.courier_arrives - time.courier_departs == 1_800).all()
    departure_days = {FIRST + timedelta(days=int(s) // DAY) for s in time.courier_departs}
    assert not departure_days & {date(2021, 2, 6), date(2021, 2, 7), date(2021, 2, 12)}


def test_on_a_half_day_the_courier_leaves_until_closing_and_no_later(timetable):
    hours = {"mon-fri": ["08:00-17:00"], "sat": ["08:00-10:00"]}
    time = timetable(calendar={"country": "none", "hours": hours}, courier=COURIER)
    on_saturday = time.courier_departs[time.courier_departs // DAY == day(2, 6)]
    assert on_saturday.tolist() == [at(2, 6, "10:00")]


def test_without_a_courier_there_are_no_trips(timetable):
    time = timetable()
    assert time.courier_first.tolist() == [0, 0, 0]
    assert len(time.courier_departs) == len(time.courier_arrives) == 0


def test_agencies_have_calendars_of_their_own_each_once(prepared, transfer):
    opinion = {"takes": {"constant": "14 h"}}
    time = prepared(
        procedures={
            "one": transfer(consult=[{"with": "tax", **opinion}, {"with": "police", **opinion}]),
            "other": transfer(consult=[{"with": "tax", **opinion}]),
        },
        calendars={
            "tax": {"hours": {"mon-fri": ["08:00-11:00"]}},
            "police": {"hours": {"every-day": ["09:00-10:00"]}},
        },
    ).timetable
    assert len(time.calendar_first) == 3 + 2 + 1
    assert intervals(time, 3)[0] == (8 * HOUR, 11 * HOUR)
    assert intervals(time, 4)[0] == (9 * HOUR, 10 * HOUR)
    assert np.diff(time.calendar_first)[4] > np.diff(time.calendar_first)[3]


BY_THREE = {"extension": {"chance": 0.9, "by": "3 working days"}}


class TestExtensions:
    """R12: the new date, and the close before which a result is ready in time for none."""

    @pytest.fixture
    def extended(self, prepared, transfer):
        def build(**procedures):
            return prepared(
                procedures={name: transfer(**keys) for name, keys in procedures.items()},
                calendar=VIETNAM,
                period={"from": "2021-02-01", "to": "2021-02-21"},
            )

        return build

    def test_the_new_date_is_the_close_of_the_nth_working_day_after_the_due_day(self, extended):
        time = extended(one={"limit": "2 working days", **BY_THREE}).timetable
        assert time.extension.tolist() == [1, NONE]
        assert time.due[0, day(2, 5)] == at(2, 9, "17:00")
        assert time.due[1, day(2, 9)] == at(2, 19, "17:00")  # over Tết, 10 to 16 February

    def test_the_close_before_is_that_of_a_working_day(self, extended):
        time = extended(one={"limit": "2 working days"}).timetable
        assert time.close_before[day(2, 1)] == NONE
        assert time.close_before[day(2, 2)] == at(2, 1, "17:00")
        for after in ((2, 6), (2, 7), (2, 8)):
            assert time.close_before[day(*after)] == at(2, 5, "17:00")

    def test_one_limit_with_and_without_an_extension_is_two(self, extended):
        limits = extended(
            one={"limit": "2 working days", **BY_THREE},
            two={"limit": "2 working days"},
            three={"limit": "same day", **BY_THREE},
            four={"limit": "16 working hours", **BY_THREE},
            five={"limit": "2 working days", **BY_THREE},
            six={"limit": "none"},
        )
        assert limits.procedures.limit.tolist() == [0, 1, 2, 3, 0, NONE]
        assert limits.timetable.extension.tolist() == [4, NONE, NONE, 4, NONE]
        assert limits.procedures.extension.tolist() == [0.9, 0, 0, 0.9, 0.9, 0]

    @pytest.mark.parametrize("limit", ["3 working days", "24 working hours"])
    def test_the_tables_reach_the_new_date_of_whatever_is_accepted(self, prepared, transfer, limit):
        closed = [str(date(2021, 2, 22) + timedelta(days=i)) for i in range(120)]
        long = {"chance": 0.5, "by": "70 working days"}
        time = prepared(
            procedures={"one": transfer(limit=limit, extension=long)},
            calendar=VIETNAM | {"days_off": closed},
            period={"from": "2021-02-01", "to": "2021-02-21"},
        ).timetable
        due = time.due[0, day(2, 19)]
        assert due < FAR
        assert time.due[1, (due - 1) // DAY] < FAR
