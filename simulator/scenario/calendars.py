"""Working-time calendars: when doors are open, and which days count as working days.

In comes a calendar as a scenario describes it (country, hours of the week, changes, days off,
worked days) and a first day; out come open times in whole seconds since 00:00 of that day, and one
row a day: opening, closing, whether it is open, whether it is a working day (R8, R12). All
calendar arithmetic of the simulator is here; who works, waits or is due is not known here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.language import N_, mistake
from simulator.scenario.clocks import SECONDS_PER_DAY, format_hours_span
from simulator.scenario.public_days import check_country, public_days
from simulator.scenario.vocabulary import WEEKDAYS
from simulator.scenario.weekdays import key_of_each_day, weekdays_of

if TYPE_CHECKING:
    from simulator.scenario.model_time import Calendar as CalendarSpec

FAR = np.int64(2**62)
"""A moment that never comes, in seconds; what `OpenTimes` answers when its intervals run out."""

Span = tuple[int, int]
"""Start and end in seconds since midnight; the end, up to 86,400, is not held (R3)."""

Week = tuple[tuple[Span, ...], ...]
"""The spans of each of the seven days, Monday first, each day's in order."""


@dataclass(frozen=True, eq=False)
class OpenTimes:
    """Disjoint intervals of whole seconds, in order; each holds its first second, not its last.

    Abutting intervals are one (R3), so every start follows a closed second. Build with `of`.

    Examples
    --------
    >>> mornings = OpenTimes.of([(8, 12), (20, 24)])
    >>> int(mornings.seconds_before(22)), int(mornings.add(10, 3))
    (6, 21)
    """

    starts: NDArray[np.int64]
    """First seconds, shape (n,), increasing."""
    ends: NDArray[np.int64]
    """Seconds after the last ones, shape (n,), increasing."""
    open_before: NDArray[np.int64] = field(init=False, repr=False)
    """Open seconds before each start and in all, shape (n + 1,)."""

    def __post_init__(self) -> None:
        """Accumulate the lengths, and keep all three arrays from being written to."""
        open_before = np.concatenate(([0], np.cumsum(self.ends - self.starts)))
        object.__setattr__(self, "open_before", open_before.astype(np.int64))
        for array in (self.starts, self.ends, self.open_before):
            array.setflags(write=False)

    @classmethod
    def of(cls, pairs: Iterable[Span] | NDArray[np.int64]) -> Self:
        """Return the union of the intervals `pairs` of (start, end), in any order, some empty.

        Raises
        ------
        ValueError
            If an interval ends before it starts.
        """
        array = np.array(pairs if isinstance(pairs, np.ndarray) else list(pairs), dtype=np.int64)
        start, end = array.reshape(-1, 2).T
        if np.any(end < start):
            raise ValueError("an interval ends before it starts")
        order = np.argsort(start, kind="stable")
        order = order[(end > start)[order]]
        start, end = start[order], np.maximum.accumulate(end[order])
        is_first = np.append(True, start[1:] > end[:-1])[: len(start)]
        is_last = np.append(is_first[1:], True)[: len(start)]
        return cls(start[is_first], end[is_last])

    @property
    def total(self) -> int:
        """All open seconds."""
        return int(self.open_before[-1])

    def seconds_before(self, t: ArrayLike) -> NDArray[np.int64]:
        """Return the open seconds in [0, t), or before t where intervals start before 0."""
        moment = np.asarray(t, dtype=np.int64)
        if not len(self.starts):
            return np.zeros_like(moment)
        index = np.searchsorted(self.starts, moment, side="right") - 1
        in_interval = np.minimum(moment, self.ends[index]) - self.starts[index]
        return np.where(index < 0, 0, self.open_before[index] + in_interval)

    def add(self, t: ArrayLike, seconds: ArrayLike) -> NDArray[np.int64]:
        """Return the earliest moment m ≥ t with `seconds` open seconds in [t, m).

        `t` itself for 0 seconds; `FAR` where the intervals run out.

        Raises
        ------
        ValueError
            If `seconds` are negative.
        """
        moment, due = np.broadcast_arrays(
            np.asarray(t, dtype=np.int64), np.asarray(seconds, dtype=np.int64)
        )
        if np.any(due < 0):
            raise ValueError("open seconds to add must not be negative")
        target = self.seconds_before(moment) + due
        index = np.searchsorted(self.open_before, target, side="left") - 1
        runs_out = index >= len(self.starts)
        starts = np.append(self.starts, FAR)
        reached = starts[index] + np.where(runs_out, 0, target - self.open_before[index])
        return np.where(due == 0, moment, reached)

    def is_open(self, t: ArrayLike) -> NDArray[np.bool_]:
        """Return whether second t is held by an interval."""
        moment = np.asarray(t, dtype=np.int64)
        index = np.searchsorted(self.starts, moment, side="right")
        ends = np.append(-FAR, self.ends)
        return np.asarray(moment < ends[index])

    def runs_until(self, t: ArrayLike) -> NDArray[np.int64]:
        """Return the end of the interval that holds second t; t itself where none does."""
        moment = np.asarray(t, dtype=np.int64)
        index = np.searchsorted(self.starts, moment, side="right")
        return np.maximum(np.append(-FAR, self.ends)[index], moment)

    def clip(self, start: int, end: int) -> "OpenTimes":
        """Return what is open in [start, end)."""
        return self.intersect(OpenTimes.of([(start, end)]))

    def intersect(self, other: "OpenTimes") -> "OpenTimes":
        """Return what is open here and in `other`."""
        edges = np.unique(np.concatenate((self.starts, self.ends, other.starts, other.ends)))
        pieces = np.column_stack((edges[:-1], edges[1:]))
        return OpenTimes.of(pieces[self.is_open(edges[:-1]) & other.is_open(edges[:-1])])


@dataclass(frozen=True, eq=False)
class DatedCalendar:
    """A calendar over a number of days, in seconds since 00:00 of the first day."""

    first_day: date
    """The day that starts at second 0."""
    open_times: OpenTimes
    """When it is open, all days together."""
    opens: NDArray[np.int64]
    """The day's first opening, shape (days,); −1 on closed days."""
    closes: NDArray[np.int64]
    """The end of the day's last opening, at most the next midnight, shape (days,); −1 if closed."""
    is_open_day: NDArray[np.bool_]
    """Whether the day has any hours, shape (days,)."""
    is_working_day: NDArray[np.bool_]
    """Whether the day counts as a working day (R12), shape (days,)."""
    has_closing: NDArray[np.bool_]
    """Whether the doors close that day, shape (days,): false on closed days, and where the last
    opening runs through midnight into the next day's (R8)."""

    @property
    def n_days(self) -> int:
        """The number of days covered."""
        return len(self.opens)


def expand_week(hours: Mapping[str, Sequence[Span]]) -> Week:
    """Return the spans of each weekday, Monday first, from hours by day key.

    A key is a day (`sat`), a range of days (`mon-fri`, `sun-thu`) or `every-day`; a day that no key
    names is closed.

    Raises
    ------
    ValueError
        If a key is unknown, two keys name one day, or the spans of a day are not in [00:00, 24:00],
        are empty, reversed, or overlap.

    Examples
    --------
    >>> expand_week({"mon-fri": [(27_000, 41_400)]})[4:]
    (((27000, 41400),), (), ())
    """
    key_of_day = key_of_each_day(hours, N_("{one} and {other} both give hours to {day}"))
    ordered = {key: _ordered_spans(spans) for key, spans in hours.items()}
    days = range(len(WEEKDAYS))
    return tuple(ordered[key_of_day[day]] if day in key_of_day else () for day in days)


def build_calendar(spec: "CalendarSpec", first_day: date, n_days: int) -> DatedCalendar:
    """Lay a calendar out over `n_days` days from `first_day`.

    The days of `week` are working days but for holidays and `days_off`, which are closed.
    `work_days`, and the weekend days that the country declares worked, have the hours in force of
    the last day of `week` unless they are ordinary days with hours. Where a day is both off and
    worked, it is worked (R12).

    Raises
    ------
    ValueError
        If the country is unknown or the hours are contradictory.
    """
    # One day more than asked for tells whether the last day runs on through midnight.
    days = [first_day + timedelta(days=i) for i in range(n_days + 1)]
    check_country(spec.country)
    holidays, declared_worked = public_days(spec.country, days[0].year, days[-1].year)
    off = holidays | frozenset(spec.days_off)
    worked = (declared_worked - frozenset(spec.days_off)) | frozenset(spec.work_days)

    weeks = _weeks_in_force(spec, days)
    workdays = weekdays_of(spec.week)
    is_ordinary = [day.weekday() in workdays and day not in off for day in days]
    spans_of_day = [
        week[workdays[-1]]
        if day in worked and not (plain and week[day.weekday()])
        else (() if day in off else week[day.weekday()])
        for week, day, plain in zip(weeks, days, is_ordinary, strict=True)
    ]
    runs_on = [
        bool(today and tomorrow) and today[-1][1] == SECONDS_PER_DAY and tomorrow[0][0] == 0
        for today, tomorrow in pairwise(spans_of_day)
    ]
    spans_of_day.pop()
    is_open_day = np.array([bool(spans) for spans in spans_of_day], dtype=np.bool_)
    midnights = np.arange(n_days, dtype=np.int64) * SECONDS_PER_DAY
    first = np.array([spans[0][0] if spans else 0 for spans in spans_of_day], dtype=np.int64)
    last = np.array([spans[-1][1] if spans else 0 for spans in spans_of_day], dtype=np.int64)
    return DatedCalendar(
        first_day=first_day,
        open_times=OpenTimes.of(
            (midnight + start, midnight + end)
            for midnight, spans in zip(midnights.tolist(), spans_of_day, strict=True)
            for start, end in spans
        ),
        opens=np.where(is_open_day, midnights + first, -1),
        closes=np.where(is_open_day, midnights + last, -1),
        is_open_day=is_open_day,
        is_working_day=np.array(
            [plain or day in worked for day, plain in zip(days, is_ordinary, strict=True)][:n_days],
            dtype=np.bool_,
        ),
        has_closing=is_open_day & ~np.array(runs_on, dtype=np.bool_),
    )


def build_year(spec: "CalendarSpec", year: int) -> DatedCalendar:
    """Lay a calendar out over a calendar year."""
    first = date(year, 1, 1)
    return build_calendar(spec, first, (date(year + 1, 1, 1) - first).days)


def _weeks_in_force(spec: "CalendarSpec", days: Sequence[date]) -> list[Week]:
    """Return the week whose hours hold on each day; later changes win."""
    weeks = [expand_week(spec.hours)] * len(days)
    for change in spec.changes:
        changed = expand_week(change.hours)
        first = max((change.from_ - days[0]).days, 0)
        after = max(min((change.to - days[0]).days + 1, len(days)), 0)
        weeks[first:after] = [changed] * max(after - first, 0)
    return weeks


def _ordered_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return a day's spans in order, checked."""
    for start, end in spans:
        if not 0 <= start < end <= SECONDS_PER_DAY:
            raise mistake(
                "hours run forward within a day: {hours}", hours=format_hours_span((start, end))
            )
    ordered = tuple(sorted((start, end) for start, end in spans))
    for one, other in pairwise(ordered):
        if other[0] < one[1]:
            hours = {"one": format_hours_span(one), "other": format_hours_span(other)}
            raise mistake("hours overlap: {one} and {other}", **hours)
    return ordered
