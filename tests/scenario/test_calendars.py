from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.calendars import (
    FAR,
    OpenTimes,
    build_calendar,
    expand_week,
)
from simulator.scenario.public_days import check_country

H = 3_600
DAY = 86_400
OFFICE_DAY = ((27_000, 41_400), (48_600, 61_200))
MORNING = ((27_000, 41_400),)
NO_SPANS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Change:
    from_: date
    to: date
    hours: dict


@dataclass(frozen=True)
class Spec:
    country: str = "VN"
    hours: dict = field(default_factory=lambda: {"mon-fri": OFFICE_DAY})
    changes: tuple = ()
    days_off: tuple = ()
    work_days: tuple = ()
    week: str = "mon-fri"


def year_2021(**keys):
    return build_calendar(Spec(**keys), date(2021, 1, 1), 365)


def row(day):
    return (day - date(2021, 1, 1)).days


def spans_on(calendar, day):
    """Return the spans of one day in seconds since its midnight."""
    start = row(day) * DAY
    open_times = calendar.open_times.clip(start, start + DAY)
    return tuple(zip(open_times.starts - start, open_times.ends - start, strict=True))


# Open times


pairs = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 30)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=12,
)


def seconds_held(intervals):
    return {second for start, end in intervals for second in range(start, end)}


@given(pairs)
def test_open_times_hold_the_seconds_of_their_intervals_disjoint_and_none_abutting(intervals):
    open_times = OpenTimes.of(intervals)
    held = seconds_held(intervals)
    assert seconds_held(zip(open_times.starts, open_times.ends, strict=True)) == held
    assert np.all(open_times.starts[1:] > open_times.ends[:-1])
    moments = np.arange(-5, 240)
    assert open_times.is_open(moments).tolist() == [t in held for t in moments]
    assert open_times.seconds_before(moments).tolist() == [
        sum(second < t for second in held) for t in moments
    ]


@given(pairs, st.integers(-5, 240), st.integers(0, 400))
def test_adding_open_seconds_finds_the_earliest_moment(intervals, moment, seconds):
    open_times = OpenTimes.of(intervals)
    held = seconds_held(intervals)
    reached = (
        t for t in range(moment, 250) if sum(moment <= second < t for second in held) == seconds
    )
    assert open_times.add(moment, seconds) == next(reached, FAR)


@given(pairs, pairs)
def test_an_intersection_holds_the_seconds_of_both(some, others):
    both = OpenTimes.of(some).intersect(OpenTimes.of(others))
    assert seconds_held(zip(both.starts, both.ends, strict=True)) == seconds_held(
        some
    ) & seconds_held(others)
    assert np.all(both.starts[1:] > both.ends[:-1])


def test_clipping_keeps_what_lies_inside():
    clipped = OpenTimes.of([(0, 10), (20, 30), (40, 50)]).clip(5, 45)
    assert clipped.starts.tolist() == [5, 20, 40]
    assert clipped.ends.tolist() == [10, 30, 45]


def test_far_moments_do_not_overflow():
    open_times = OpenTimes.of([(0, 10)])
    assert open_times.seconds_before(FAR) == 10
    assert open_times.add(0, FAR) == FAR
    assert open_times.add(FAR, FAR) == FAR
    assert open_times.add(FAR, 0) == FAR
    assert not open_times.is_open(FAR)


def test_moments_may_come_in_arrays_of_any_shape():
    open_times = OpenTimes.of([(10, 20)])
    moments = np.array([[0, 15], [20, 30]])
    assert open_times.add(moments, [1, 5]).tolist() == [[11, 20], [FAR, FAR]]
    assert open_times.add(5, np.array([0, 10, 11])).tolist() == [5, 20, FAR]


def test_no_open_times_are_never_open():
    never = OpenTimes.of(NO_SPANS)
    assert never.total == 0
    assert never.seconds_before([0, 5]).tolist() == [0, 0]
    assert never.add([3, 3], [0, 1]).tolist() == [3, FAR]
    assert not never.is_open(0)
    assert never.intersect(OpenTimes.of([(0, 5)])).total == 0


def test_open_times_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        OpenTimes.of([(0, 5)]).starts[0] = 1


def test_reversed_intervals_and_negative_seconds_are_refused():
    with pytest.raises(ValueError, match="before it starts"):
        OpenTimes.of([(5, 4)])
    with pytest.raises(ValueError, match="negative"):
        OpenTimes.of([(0, 5)]).add(0, -1)


# Hours of the week


def test_a_week_is_written_by_days_ranges_or_every_day():
    assert expand_week({"every-day": MORNING}) == (MORNING,) * 7
    assert expand_week({"tue-thu": MORNING}) == ((), MORNING, MORNING, MORNING, (), (), ())
    assert expand_week({"mon-fri": OFFICE_DAY, "sat": MORNING}) == (
        *(OFFICE_DAY,) * 5,
        MORNING,
        (),
    )
    assert expand_week({}) == ((),) * 7


def test_a_range_of_days_may_run_through_sunday():
    assert expand_week({"sun-thu": MORNING}) == (*(MORNING,) * 4, (), (), MORNING)
    assert expand_week({"sun-sat": MORNING}) == (MORNING,) * 7


def test_a_week_is_written_in_vietnamese_days_too():
    assert expand_week({"t2-t6": OFFICE_DAY, "t7": MORNING}) == (*(OFFICE_DAY,) * 5, MORNING, ())
    assert expand_week({"t7-cn": MORNING}) == (*((),) * 5, MORNING, MORNING)


def test_spans_of_a_day_are_put_in_order():
    assert expand_week({"mon": OFFICE_DAY[::-1]})[0] == OFFICE_DAY


@pytest.mark.parametrize("key", ["T2-T6", "t2–t6", "t2 - t6", "Mon-Fri"])
def test_days_are_read_as_reports_and_people_write_them(key):
    assert expand_week({key: MORNING}) == expand_week({"mon-fri": MORNING})


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({"monday": MORNING}, "'monday' is no day.*did you mean 'mon"),
        ({"everyday": MORNING}, "did you mean 'every-day'"),
        ({"mon-fry": MORNING}, "did you mean 'mon-fri'"),
        ({"mon-mon": MORNING}, "is of one day: write mon, or every-day"),
        ({"thứ 2": MORNING}, "'thứ 2' is no day.*t2 … t7, cn"),
        ({"t8": MORNING}, "'t8' is no day"),
        ({"t2-t6": MORNING, "fri-mon": MORNING}, "t2-t6 and fri-mon both give hours to fri"),
        ({"mon-fri": MORNING, "wed": MORNING}, "mon-fri and wed both give hours to wed"),
        ({"mon": ((0, 10), (5, 20))}, "overlap: 00:00-00:00:10 and 00:00:05-00:00:20"),
        ({"mon": ((20, 10),)}, "forward within a day"),
        ({"mon": ((10, 10),)}, "forward within a day"),
        ({"mon": ((0, DAY + 1),)}, "forward within a day"),
    ],
)
def test_contradictory_weeks_are_refused(hours, message):
    with pytest.raises(ValueError, match=message):
        expand_week(hours)


@pytest.mark.parametrize("code", ["VN", "PL", "none"])
def test_known_countries_pass(code):
    check_country(code)


@pytest.mark.parametrize(
    ("code", "hint"), [("vn", "'VN'"), ("Vietnam", "'VN'"), ("Viet Nam", "'VN'"), ("VNM", "'VN'")]
)
def test_an_unknown_country_gets_the_nearest_code(code, hint):
    with pytest.raises(ValueError, match=f"unknown country.*did you mean {hint}"):
        check_country(code)


# Calendars


def test_2021_has_250_working_days_in_vietnam():
    calendar = year_2021()
    assert calendar.is_working_day.sum() == 250
    assert np.array_equal(calendar.is_working_day, calendar.is_open_day)
    assert calendar.open_times.total == 250 * 7.5 * H


def test_the_holidays_of_2021_are_closed():
    calendar = year_2021(country="VN", hours={"every-day": OFFICE_DAY})
    tet = [date(2021, 2, day) for day in range(10, 17)]
    others = [date(2021, 1, 1), date(2021, 4, 21), date(2021, 4, 30), date(2021, 5, 1)]
    others += [date(2021, 5, 3), date(2021, 9, 2), date(2021, 9, 3)]
    closed = [date(2021, 1, 1) + timedelta(days=int(i)) for i in np.flatnonzero(calendar.opens < 0)]
    assert closed == sorted(tet + others)


def test_without_a_country_every_monday_to_friday_is_worked():
    assert year_2021(country="none").is_working_day.sum() == 261


def test_a_day_tells_its_first_opening_and_last_closing():
    calendar = year_2021()
    monday = row(date(2021, 1, 4))
    assert calendar.opens[monday] == monday * DAY + 27_000
    assert calendar.closes[monday] == monday * DAY + 61_200
    assert calendar.has_closing[monday]
    sunday = row(date(2021, 1, 3))
    assert (calendar.opens[sunday], calendar.closes[sunday]) == (-1, -1)
    assert not calendar.is_open_day[sunday]
    assert not calendar.has_closing[sunday]


def test_an_open_saturday_is_no_working_day():
    calendar = year_2021(hours={"mon-fri": OFFICE_DAY, "sat": MORNING})
    saturday = date(2021, 1, 9)
    assert spans_on(calendar, saturday) == MORNING
    assert not calendar.is_working_day[row(saturday)]


def test_days_off_are_closed_and_no_working_days():
    calendar = year_2021(days_off=(date(2021, 9, 1),))
    assert spans_on(calendar, date(2021, 9, 1)) == ()
    assert calendar.is_working_day.sum() == 249


@pytest.mark.parametrize("day", [date(2021, 1, 9), date(2021, 9, 2)])
def test_a_worked_weekend_or_holiday_has_fridays_hours(day):
    calendar = year_2021(
        hours={"mon-thu": OFFICE_DAY, "fri": MORNING, "sat": ((0, 60),)}, work_days=(day,)
    )
    assert spans_on(calendar, day) == MORNING
    assert calendar.is_working_day[row(day)]


def test_an_ordinary_day_listed_as_worked_keeps_its_own_hours():
    monday = date(2021, 1, 4)
    calendar = year_2021(hours={"mon-thu": OFFICE_DAY, "fri": MORNING}, work_days=(monday,))
    assert spans_on(calendar, monday) == OFFICE_DAY


def test_a_day_both_off_and_worked_is_worked():
    day = date(2021, 9, 1)
    calendar = year_2021(days_off=(day,), work_days=(day,))
    assert spans_on(calendar, day) == OFFICE_DAY
    assert calendar.is_working_day[row(day)]


def test_a_weekend_day_that_the_country_declares_worked_is_worked():
    worked = date(2019, 5, 4)
    calendar = build_calendar(Spec(), worked, 1)
    assert calendar.is_working_day[0]
    assert calendar.opens[0] == 27_000
    off = build_calendar(Spec(days_off=(worked,)), worked, 1)
    assert not off.is_working_day[0]
    assert not off.is_open_day[0]


def test_a_worked_weekend_day_is_known_from_the_year_of_the_day_off_it_makes_up_for():
    worked = date(2014, 12, 27)
    assert build_calendar(Spec(), worked, 1).is_working_day[0]


def test_working_days_are_those_of_the_week():
    calendar = year_2021(country="none", hours={"every-day": OFFICE_DAY}, week="sun-thu")
    first = date(2021, 1, 3)  # a Sunday
    of_week = calendar.is_working_day[row(first) :][:7].tolist()
    assert of_week == [True, True, True, True, True, False, False]
    assert calendar.is_working_day.sum() == 52 * 5


def test_a_worked_day_off_has_the_hours_of_the_last_day_of_the_week():
    friday = date(2021, 1, 8)
    calendar = year_2021(
        country="none",
        hours={"sun-wed": OFFICE_DAY, "thu": MORNING},
        week="sun-thu",
        work_days=(friday,),
    )
    assert spans_on(calendar, friday) == MORNING
    assert calendar.is_working_day[row(friday)]


def test_changed_hours_replace_the_week_between_both_dates():
    first, last = date(2021, 7, 15), date(2021, 8, 13)
    calendar = year_2021(changes=(Change(first, last, {"mon-thu": MORNING}),))
    assert spans_on(calendar, first - timedelta(days=1)) == OFFICE_DAY
    assert spans_on(calendar, first) == MORNING
    assert spans_on(calendar, date(2021, 7, 16)) == ()  # a Friday, which the change does not name
    assert spans_on(calendar, date(2021, 8, 12)) == MORNING
    assert spans_on(calendar, last) == ()
    assert spans_on(calendar, date(2021, 8, 16)) == OFFICE_DAY
    assert calendar.is_working_day[row(last)]


def test_of_overlapping_changes_the_later_entry_holds():
    long = Change(date(2021, 3, 1), date(2021, 3, 31), {"mon-fri": MORNING})
    short = Change(date(2021, 3, 8), date(2021, 3, 8), {"mon-fri": ((0, H),)})
    assert spans_on(year_2021(changes=(long, short)), date(2021, 3, 8)) == ((0, H),)
    assert spans_on(year_2021(changes=(short, long)), date(2021, 3, 8)) == MORNING


def test_a_worked_saturday_has_the_fridays_hours_in_force_that_day():
    saturday = date(2021, 3, 6)
    change = Change(date(2021, 3, 1), date(2021, 3, 31), {"mon-fri": MORNING})
    assert spans_on(year_2021(changes=(change,), work_days=(saturday,)), saturday) == MORNING


@pytest.mark.parametrize(
    "change",
    [
        Change(date(2020, 6, 1), date(2020, 6, 30), {}),
        Change(date(2020, 1, 1), date(2020, 12, 31), {}),
        Change(date(2022, 6, 1), date(2022, 6, 30), {}),
    ],
)
def test_changes_outside_the_days_asked_for_do_nothing(change):
    assert np.array_equal(year_2021(changes=(change,)).opens, year_2021().opens)


def test_a_change_that_began_before_the_first_day_still_holds():
    change = Change(date(2020, 12, 1), date(2021, 1, 4), {"mon-fri": MORNING})
    calendar = year_2021(changes=(change,))
    assert spans_on(calendar, date(2021, 1, 4)) == MORNING
    assert spans_on(calendar, date(2021, 1, 5)) == OFFICE_DAY


def test_round_the_clock_is_one_interval_without_a_closing():
    calendar = build_calendar(
        Spec(country="none", hours={"every-day": ((0, DAY),)}), date(2021, 1, 1), 30
    )
    assert calendar.open_times.starts.tolist() == [0]
    assert calendar.open_times.ends.tolist() == [30 * DAY]
    assert not calendar.has_closing.any()
    assert calendar.closes.tolist() == [(day + 1) * DAY for day in range(30)]


def test_round_the_clock_closes_on_the_eve_of_a_closed_day():
    calendar = year_2021(hours={"every-day": ((0, DAY),)})
    eve = row(date(2021, 2, 9))
    assert calendar.has_closing[eve]
    assert calendar.closes[eve] == (eve + 1) * DAY
    assert not calendar.has_closing[eve - 1]


def test_the_last_day_looks_beyond_the_end_for_its_closing():
    spec = Spec(hours={"every-day": ((0, DAY),)})
    assert build_calendar(spec, date(2021, 2, 9), 1).has_closing.tolist() == [True]
    assert build_calendar(spec, date(2021, 2, 8), 1).has_closing.tolist() == [False]


def test_a_day_that_only_begins_with_the_night_before_still_closes():
    night = {"every-day": ((0, 2 * H),), "sun": ()}
    with pytest.raises(ValueError, match="both give hours to sun"):
        expand_week(night)
    spec = Spec(country="none", hours={"mon": ((20 * H, DAY),), "tue": ((0, 2 * H),)})
    calendar = build_calendar(spec, date(2021, 1, 4), 2)
    assert calendar.has_closing.tolist() == [False, True]
    assert calendar.open_times.starts.tolist() == [20 * H]
    assert calendar.closes[1] == DAY + 2 * H


def test_years_beyond_the_known_holidays_are_built_without_them():
    calendar = build_calendar(Spec(), date(2199, 1, 1), 800)
    assert calendar.n_days == 800
    assert calendar.is_working_day.any()


def test_no_days_are_an_empty_calendar():
    calendar = build_calendar(Spec(), date(2021, 1, 1), 0)
    assert calendar.n_days == 0
    assert calendar.open_times.total == 0


def test_an_unknown_country_is_refused():
    with pytest.raises(ValueError, match="unknown country"):
        year_2021(country="XX")
