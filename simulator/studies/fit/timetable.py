"""Timetable: how many of a group's counters are there, on which days and in which hours.

In: a `Lobby`, its `Opening` and a group of counters. Out: a `CounterTimes`. A counter that is there
and free calls whoever waits for it (R5): so, while somebody waits, those who serve are all who are
there. While nobody waits, a log does not tell who is there, and such times do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.scenario.calendars import Span
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import GRID, Opening, is_on
from simulator.studies.fit.ranges import Fitted, ratio
from simulator.studies.fit.serving import CounterGroup, Waiting

_LEAST_DAYS = 3
"""On so many days somebody must have waited at a time of day, before it tells who is there."""
_THERE = 0.25
"""Share of the usual number from which on a group is there at a time of day."""
_LEAST_ABSENCE = 0.005
_LONG = 5
"""Open days without a counter, before its first or after its last, that are no chance."""
_LEAST_APART = 30 * 60
"""Seconds by which a group comes later than the office opens, or goes earlier."""
_NEVER = 0.05
_LEAST_EXPECTED = 10.0
"""Calls that a time would have, were counters there as usual, before that it has none says they are
not."""
_ALIKE = 3
"""Quarters of an hour in which counters of the same hours may seem to differ on a weekday."""
_QUARTERS = DAY // GRID


@dataclass(frozen=True, slots=True)
class CountersChange:
    """Fewer counters for some days."""

    first: int
    last: int
    """Rows of open days."""
    officers: int


@dataclass(frozen=True, slots=True)
class CounterTimes:
    """When the counters of a group are there."""

    officers: int
    week: tuple[tuple[Span, ...], ...] | None
    """Hours by weekday, where they are not those of the office."""
    absent: Fitted | None
    """Share of the open days on which a counter is not there, where that happens."""
    spell: float
    """Mean length of such an absence, in open days."""
    present: NDArray[np.int64]
    """How many counters called anybody. Shape (open days,)."""
    changes: tuple[CountersChange, ...]


@dataclass(frozen=True)
class _Presence:
    """Who was there, as far as the log shows it.

    A quarter of an hour is told by the row of its open day, times the quarters of a day, and its
    number within the day.
    """

    weekday: NDArray[np.int64]
    """Of each open day. Shape (open days,)."""
    opening: Opening
    there: NDArray[np.bool_]
    """Whether a counter called anybody. Shape (counters, open days)."""
    waiting: NDArray[np.int64]
    """Quarters of an hour in which somebody waited."""
    calling: NDArray[np.int64]
    """Those in which the group called somebody."""


def timetable_of(
    lobby: Lobby, opening: Opening, waiting: Waiting, group: CounterGroup
) -> CounterTimes:
    """Estimate when the counters of a group are there."""
    there = np.array(
        [lobby.count(lobby.was_called & (lobby.log.counter == each)) > 0 for each in group.counters]
    )
    called = lobby.was_called & np.isin(lobby.log.counter, group.counters)
    quarters = _quarters_with(lobby, opening, waiting, group.serves)
    return _timetable(
        _Presence(lobby.weekday, opening, there, quarters, _quarters_of(lobby, called))
    )


def by_hours(
    lobby: Lobby, opening: Opening, waiting: Waiting, group: CounterGroup
) -> list[CounterGroup]:
    """Part a group into counters that keep the same hours, as far as one can see."""
    quarters = _quarters_with(lobby, opening, waiting, group.serves)
    parts: list[tuple[NDArray[np.bool_], list[int]]] = []
    for counter in group.counters:
        called = lobby.was_called & (lobby.log.counter == counter)
        there = lobby.count(called)[None] > 0
        gone = _surely_gone(
            _Presence(lobby.weekday, opening, there, quarters, _quarters_of(lobby, called))
        )
        alike = (own for hours, own in parts if (hours ^ gone).sum(axis=1).max() <= _ALIKE)
        part = next(alike, None)
        if part is None:
            parts.append((gone, [counter]))
        else:
            part.append(counter)
    if len(parts) == 1:
        return [group]
    calls = [int(np.isin(lobby.log.counter[lobby.was_called], own).sum()) for _gone, own in parts]
    return [
        replace(group, counters=tuple(own), calls=number)
        for (_gone, own), number in zip(parts, calls, strict=True)
    ]


def timetable_without_counters(
    lobby: Lobby, opening: Opening, waiting: Waiting, queue: int
) -> CounterTimes | None:
    """Estimate it for a queue whose log names no counters, by how many serve it at once.

    None where the log does not say how long services last.
    """
    served = (lobby.log.queue == queue) & (lobby.served_for != NONE)
    if not served.any():
        return None
    begin = np.sort(lobby.log.called[served])
    ended = np.searchsorted(np.sort(lobby.log.finished[served]), begin, side="right")
    most = np.zeros(len(lobby.open_days), np.int64)
    days = lobby.day[served][np.argsort(lobby.log.called[served], kind="stable")]
    np.maximum.at(most, days, np.arange(1, len(begin) + 1) - ended)
    officers = max(int(np.median(most[most > 0])), 1)
    there = np.arange(officers)[:, None] < most
    quarters = _quarters_with(lobby, opening, waiting, (queue,))
    return _timetable(
        _Presence(lobby.weekday, opening, there, quarters, _quarters_of(lobby, served))
    )


def timetable_of_number(
    lobby: Lobby, opening: Opening, moment: NDArray[np.int64], number: NDArray[np.int64]
) -> CounterTimes:
    """Estimate it for counters of which it is seen, from moment to moment, how many are there."""
    quarters, at = _open_quarters(lobby, opening)
    days = quarters // _QUARTERS
    last = np.searchsorted(moment, at, side="right") - 1
    there = np.where(last >= 0, number[last], 0)
    total, opened = (
        np.bincount(days, values, minlength=len(lobby.open_days)) for values in (there, there > 0)
    )
    of_day = np.rint(total / np.maximum(opened, 1)).astype(np.int64)
    officers = max(int(np.median(of_day[of_day > 0])) if of_day.any() else 1, 1)
    is_there = np.arange(officers)[:, None] < of_day
    return _timetable(_Presence(lobby.weekday, opening, is_there, quarters, quarters[there > 0]))


def _open_quarters(lobby: Lobby, opening: Opening) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the quarters of an hour of the opening hours, and the moment half through each."""
    row, quarter = np.divmod(np.arange(len(lobby.open_days) * _QUARTERS), _QUARTERS)
    second = quarter * GRID + GRID // 2
    is_open = is_on(opening.week, lobby.weekday[row], second)
    return np.flatnonzero(is_open), (lobby.open_days[row] * DAY + second)[is_open]


def _quarters_with(
    lobby: Lobby, opening: Opening, waiting: Waiting, queues: Sequence[int]
) -> NDArray[np.int64]:
    """Return the quarters of an hour of the opening hours in which somebody waits, half through."""
    quarters, moment = _open_quarters(lobby, opening)
    waits = np.sum([waiting.number(queue, moment) for queue in queues], axis=0) > 0
    return np.asarray(quarters[waits])


def _quarters_of(lobby: Lobby, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the quarters of an hour in which some tickets were called."""
    quarter = lobby.log.called[chosen] % DAY // GRID
    return np.unique(lobby.day[chosen] * _QUARTERS + quarter)


def _timetable(seen: _Presence) -> CounterTimes:
    """Put together what is known of who was there."""
    n_days = len(seen.weekday)
    could_call = np.isin(np.arange(n_days), seen.waiting // _QUARTERS)
    week = _week(seen)
    hours = week or seen.opening.week
    works = np.array([bool(spans) for spans in hours])[seen.weekday]
    employed, changes = _changes(seen.there, works)
    could = employed & works & could_call
    absent = ratio((could & ~seen.there).sum(axis=0), could.sum(axis=0), int(could.sum()))
    return CounterTimes(
        officers=len(seen.there),
        week=week,
        absent=absent if absent.value >= _LEAST_ABSENCE else None,
        spell=_spell(could & ~seen.there),
        present=seen.there.sum(axis=0),
        changes=changes,
    )


def _week(seen: _Presence) -> tuple[tuple[Span, ...], ...] | None:
    """Return the hours of a group where they are not those of the office."""
    week: list[tuple[Span, ...]] = []
    for weekday, hours in enumerate(seen.opening.week):
        is_there = seen.there[:, seen.weekday == weekday]
        works = is_there.any() or not is_there.size
        week.append(_spans(seen, hours) if hours and works else ())
    return tuple(week) if tuple(week) != seen.opening.week and any(week) else None


def _spans(seen: _Presence, hours: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return some hours of the office less the times at their ends, and within, of nobody there."""
    is_there, expected = _attendance(seen, hours)
    found: list[Span] = []
    for start, end in hours:
        inside = np.arange(-(-start // GRID), end // GRID)
        there = inside[is_there[inside]]
        if not len(there):
            continue
        begin, after = int(there[0]) * GRID, int(there[-1] + 1) * GRID
        breaks = _sure_breaks(is_there, expected, int(there[0]), int(there[-1]))
        edges = [
            begin if begin - start >= _LEAST_APART else start,
            *(edge * GRID for each in breaks for edge in each),
            after if end - after >= _LEAST_APART else end,
        ]
        found += zip(edges[::2], edges[1::2], strict=True)
    return tuple(found) or hours


def _attendance(
    seen: _Presence, hours: tuple[Span, ...]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Say at which times of days with some hours anybody is there, as far as one can see.

    On so many days on which somebody waits in a quarter of an hour is anybody called in it; where
    anybody is there as usual, on so many it would be. Shapes (quarters,).
    """
    days = np.flatnonzero(np.isin(seen.weekday, seen.opening.by_hours[hours]))
    there = np.flatnonzero(seen.there.any(axis=0))
    waits = seen.waiting[np.isin(seen.waiting // _QUARTERS, np.intersect1d(days, there))]
    calls = np.bincount(np.intersect1d(waits, seen.calling) % _QUARTERS, minlength=_QUARTERS)
    on_days = np.bincount(waits % _QUARTERS, minlength=_QUARTERS)
    share = np.full(_QUARTERS, np.nan)
    np.divide(calls, on_days, out=share, where=on_days >= _LEAST_DAYS)
    usual = float(np.nanmedian(share)) if not np.isnan(share).all() else 0.0
    return ~(share < _THERE * usual), np.asarray(usual * on_days, np.float64)


def _sure_breaks(
    is_there: NDArray[np.bool_], expected: NDArray[np.float64], first: int, last: int
) -> list[tuple[int, int]]:
    """Return times between two quarters in which calls are missing that would have been made."""
    is_gone = np.pad(~is_there[first : last + 1], 1)
    turns = np.flatnonzero(np.diff(is_gone.astype(np.int8))) + first
    return [
        (begin, after)
        for begin, after in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)
        if (after - begin) * GRID >= _LEAST_APART and expected[begin:after].sum() >= _LEAST_EXPECTED
    ]


def _surely_gone(seen: _Presence) -> NDArray[np.bool_]:
    """Say at which times of a week nobody is there for sure. Shape (weekdays, quarters)."""
    gone = np.zeros((7, _QUARTERS), np.bool_)
    for hours, weekdays in seen.opening.by_hours.items():
        is_there, expected = _attendance(seen, hours)
        for start, end in hours:
            inside = -(-start // GRID), end // GRID - 1
            for begin, after in _sure_breaks(is_there, expected, *inside):
                gone[weekdays, begin:after] = True
    return gone


def _changes(
    there: NDArray[np.bool_], works: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], tuple[CountersChange, ...]]:
    """Return on which days each counter is part of the group, and what that changes of its number.

    One that is first seen well after the beginning has come then, and one that is last seen well
    before the end has gone.
    """
    n_days = there.shape[1]
    employed = np.ones_like(there)
    changes: dict[tuple[int, int], int] = {}
    for row, own in zip(employed, there, strict=True):
        seen = np.flatnonzero(own)
        if not len(seen):
            continue
        first, last = int(seen[0]), int(seen[-1])
        for start, end in ((0, first), (last + 1, n_days)):
            rarely = np.mean(~own[first : last + 1]) ** np.count_nonzero(works[start:end])
            if np.count_nonzero(works[start:end]) >= _LONG and rarely < _NEVER:
                row[start:end] = False
                changes[start, end - 1] = changes.get((start, end - 1), 0) - 1
    return employed, tuple(
        CountersChange(*days, officers) for days, officers in sorted(changes.items())
    )


def _spell(is_absent: NDArray[np.bool_]) -> float:
    """Return the mean number of open days in a row of an absence."""
    begins = is_absent & ~np.pad(is_absent, ((0, 0), (1, 0)))[:, :-1]
    return max(float(is_absent.sum() / max(begins.sum(), 1)), 1.0)
