"""The tables of a Center written down by hand: calendars, doors, due moments and courier trips.

In: the opening of each day as spans of seconds, and what else runs by the calendar. Out: the
`Timetable` of the contract. It knows no stations and no jobs.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from simulator.demand.workload import DAY, FAR, NONE, Timetable
from tests.center.steps import WORKING_HOURS

Spans = list[tuple[int, int]]


def timetable(
    opening: list[Spans],
    working: list[int],
    *,
    seconds: list[int],
    cut_off: int | None,
    limits: Sequence[tuple[str, int]],
    extensions: Sequence[int],
    couriers: list[Spans],
    agency: Spans,
) -> Timetable:
    """Write the tables of days with an opening each, of which some are `working` days."""
    days = range(len(opening))
    calendars = [
        joined(span for of_day in opening for span in of_day),
        [(0, len(days) * DAY)],
        joined(span for day in working for span in opening[day]),
        agency,
    ]
    intervals = [span for calendar in calendars for span in calendar]
    closing = [_closing(day, of_day) for day, of_day in enumerate(opening)]
    trips = [trip for way in couriers for trip in way]
    return Timetable.of(
        calendar_first=first_of(calendars),
        calendar_start=[start for start, _ in intervals],
        calendar_end=[end for _, end in intervals],
        opens=[of_day[0][0] if of_day else day * DAY for day, of_day in enumerate(opening)],
        closing=np.array(closing, np.int64),
        closings=[
            end for end, of_day in zip(closing, opening, strict=True) if of_day and end < FAR
        ],
        next_open_day=_following([day for day in days if opening[day]], len(days)),
        next_working_day=_following(working, len(days)),
        day_type=np.zeros(len(days), np.int32),
        first_weekday=0,
        arrival_second=[seconds or [0]],
        cut_off=[_cut_off(cut_off, day, of_day) for day, of_day in enumerate(opening)],
        due=np.array(
            [[_due(kind, size, day, working, opening) for day in days] for kind, size in limits],
            np.int64,
        ).reshape(len(limits), len(days)),
        limit_hours=[size if kind == "hours" else NONE for kind, size in limits],
        extension=extensions,
        close_before=[
            max((opening[each][-1][1] for each in working if each < day), default=NONE)
            for day in days
        ],
        working_hours=WORKING_HOURS,
        courier_first=first_of(couriers),
        courier_departs=[departs for departs, _ in trips],
        courier_arrives=[arrives for _, arrives in trips],
    )


def _due(kind: str, size: int, day: int, working: list[int], opening: list[Spans]) -> int:
    """The due moment of a clock that starts on a working day, or at its opening (R12)."""
    later = [each for each in working if each >= day]
    if kind == "days":
        return opening[later[size]][-1][1] if len(later) > size else FAR
    for start, end in (span for each in later for span in opening[each]):
        if size <= end - start:
            return start + size
        size -= end - start
    return FAR


def _closing(day: int, opening: list[tuple[int, int]]) -> int:
    """When visits are turned away (R8): never around the clock, all day on a closed day."""
    if not opening:
        return day * DAY
    closes = opening[-1][1]
    return FAR if closes - opening[0][0] == DAY else closes


def _cut_off(cut_off: int | None, day: int, opening: Spans) -> int:
    """The last second of a day in which a clock can start on it (R12)."""
    last_open = opening[-1][1] - 1 if opening else (day + 1) * DAY - 1
    return last_open if cut_off is None else min(last_open, day * DAY + cut_off)


def first_of(parts: Sequence[Sequence[object]]) -> np.ndarray:
    """Where each of several concatenated parts starts, and where the last ends."""
    return np.cumsum([0, *map(len, parts)]).astype(np.int64)


def _following(days: list[int], end: int) -> np.ndarray:
    return np.array(
        [min((each for each in days if each >= day), default=end) for day in range(end + 1)],
        np.int32,
    )


def joined(intervals: Iterable[tuple[int, int]]) -> Spans:
    """Abutting intervals are one."""
    spans: Spans = []
    for start, end in sorted(intervals):
        if spans and spans[-1][1] >= start:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans
