"""Open hours are those of the Center's own calendar, to the second."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.measures.open_hours import OpenHours

DAYS = 4
DAY = 86_400
MOMENTS = st.integers(0, DAYS * DAY)


def open_hours(center) -> OpenHours:
    return OpenHours.of_center(center.timetable(), DAYS * DAY)


def test_breaks_nights_and_closed_days_do_not_count(center) -> None:
    at = center.at
    start = np.array([at(1, "11:00"), at(1, "16:00"), at(2, "16:30"), at(1, "12:00")])
    end = np.array([at(1, "14:00"), at(2, "09:00"), at(3, "20:00"), at(1, "13:00")])
    # 11-12 and 13-14; 16-17 and 08-09; 16:30-17, day 3 being closed; the break itself.
    assert open_hours(center).between(start, end).tolist() == [7200, 7200, 1800, 0]


def test_an_interval_holds_its_first_second_and_not_its_last(center) -> None:
    opening, closing = center.at(1, "08:00"), center.at(1, "12:00")
    starts = np.array([opening - 1, opening, closing - 1, closing])
    assert open_hours(center).between(starts, starts + 1).tolist() == [0, 1, 1, 0]


def test_a_span_that_ends_before_it_starts_is_empty(center) -> None:
    late, early = np.array([center.at(1, "15:00")]), np.array([center.at(1, "09:00")])
    assert open_hours(center).between(late, early).tolist() == [0]


def test_a_center_that_never_opens_has_no_open_hours(build) -> None:
    hours = open_hours(build(closed_days=frozenset(range(DAYS))))
    assert hours.between(np.array([0]), np.array([DAYS * DAY])).tolist() == [0]


@settings(derandomize=True, deadline=None)
@given(
    cuts=st.lists(st.integers(0, 86_400), min_size=2, max_size=12, unique=True),
    spans=st.lists(st.tuples(MOMENTS, MOMENTS), max_size=20),
)
def test_any_hours_equal_a_count_interval_by_interval(build, cuts, spans) -> None:
    cuts = sorted(cuts[: len(cuts) // 2 * 2])
    center = build(hours=list(zip(cuts[::2], cuts[1::2], strict=True)))
    time = center.timetable()
    own = slice(0, time.calendar_first[1])
    intervals = list(zip(time.calendar_start[own], time.calendar_end[own], strict=True))
    expected = [
        sum(max(0, min(b, end) - max(a, start)) for a, b in intervals) for start, end in spans
    ]
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    assert open_hours(center).between(start, end).tolist() == expected


def test_more_pairs_than_a_block_are_all_taken(center) -> None:
    start = np.arange(20_000, dtype=np.int64) * 17
    hours = open_hours(center)
    one_by_one = hours.seconds_before(start + 5_000) - hours.seconds_before(start)
    assert hours.between(start, start + 5_000).tolist() == one_by_one.tolist()
