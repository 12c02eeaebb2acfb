"""Timetable: how many of a group's counters are there, on which days and in which hours.

In: a `Lobby`, its `Opening` and a group of counters. Out: a `Timetable`. A counter that is there
and free calls whoever waits for it (R5): so, while somebody waits, those who serve are all who are
there. While nobody waits, a log does not tell who is there, and such times do not count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.scenario.calendars import Span
from simulator.studies.fit.elsewhere import is_on
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import GRID, Opening
from simulator.studies.fit.ranges import Fitted, ratio
from simulator.studies.fit.serving import Group, Waiting

_STEP = 300
"""Seconds between the moments that are looked at."""
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
_QUARTERS = DAY // GRID


@dataclass(frozen=True, slots=True)
class Change:
    """Fewer counters for some days."""

    first: int
    last: int
    """Rows of open days."""
    officers: int


@dataclass(frozen=True, slots=True)
class Timetable:
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
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Presence:
    """Who was there, as far as the log shows it."""

    weekday: NDArray[np.int64]
    """Of each open day. Shape (open days,)."""
    opening: Opening
    there: NDArray[np.bool_]
    """Whether a counter called anybody. Shape (counters, open days)."""
    second: NDArray[np.int64]
    """Moments at which somebody waited, in seconds of the day. Shape (moments,)."""
    days: NDArray[np.int64]
    """Row of the open day of each."""
    serve: NDArray[np.int64]
    """How many served then."""


def timetable_of(lobby: Lobby, opening: Opening, waiting: Waiting, group: Group) -> Timetable:
    """Estimate when the counters of a group are there."""
    there = np.array(
        [lobby.count(lobby.was_called & (lobby.log.counter == each)) > 0 for each in group.counters]
    )
    moments, days = _moments(lobby, opening)
    waits = np.sum([waiting.number(queue, moments) for queue in group.serves], axis=0) > 0
    moments, days = moments[waits], days[waits]
    serve = _serving(lobby, group, moments)
    return _timetable(_Presence(lobby.weekday, opening, there, moments % DAY, days, serve))


def timetable_without_counters(
    lobby: Lobby, opening: Opening, waiting: Waiting, queue: int
) -> Timetable | None:
    """Estimate it for a queue whose log names no counters, by how many serve it at once.

    None where the log does not say how long services last.
    """
    served = (lobby.log.queue == queue) & (lobby.served_for != NONE)
    if not served.any():
        return None
    moments, days = _moments(lobby, opening)
    waits = waiting.number(queue, moments) > 0
    serve = _at_once(lobby.log.called[served], lobby.log.finished[served], moments)
    most = np.zeros(len(lobby.open_days), np.int64)
    np.maximum.at(most, days, serve)
    officers = max(int(np.median(most[most > 0])) if most.any() else 1, 1)
    there = np.arange(officers)[:, None] < np.minimum(most, officers)
    return _timetable(
        _Presence(lobby.weekday, opening, there, moments[waits] % DAY, days[waits], serve[waits])
    )


def timetable_of_number(
    lobby: Lobby, opening: Opening, moment: NDArray[np.int64], number: NDArray[np.int64]
) -> Timetable:
    """Estimate it for counters of which it is seen, from moment to moment, how many are there."""
    moments, days = _moments(lobby, opening)
    last = np.searchsorted(moment, moments, side="right") - 1
    there = np.where(last >= 0, number[last], 0)
    total, opened = (
        np.bincount(days, values, minlength=len(lobby.open_days)) for values in (there, there > 0)
    )
    of_day = np.rint(total / np.maximum(opened, 1)).astype(np.int64)
    officers = max(int(np.median(of_day[of_day > 0])) if of_day.any() else 1, 1)
    is_there = np.arange(officers)[:, None] < of_day
    return _timetable(
        _Presence(
            lobby.weekday, opening, is_there, moments % DAY, days, np.minimum(there, officers)
        )
    )


def _timetable(seen: _Presence) -> Timetable:
    """Put together what is known of who was there."""
    n_days = len(seen.weekday)
    could_call = np.bincount(seen.days, minlength=n_days) > 0
    week = _week(seen)
    hours = week or seen.opening.week
    works = np.array([bool(spans) for spans in hours])[seen.weekday]
    employed, changes = _changes(seen.there, works)
    could = employed & works & could_call
    absent = ratio((could & ~seen.there).sum(axis=0), could.sum(axis=0), int(could.sum()))
    return Timetable(
        officers=len(seen.there),
        week=week,
        absent=absent if absent.value >= _LEAST_ABSENCE else None,
        spell=_spell(could & ~seen.there),
        present=seen.there.sum(axis=0),
        changes=changes,
    )


def _moments(lobby: Lobby, opening: Opening) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return moments in the opening hours of all open days, and the row of the day of each."""
    steps = np.arange(_STEP // 2, DAY, _STEP)
    moments = lobby.open_days[:, None] * DAY + steps
    days = np.broadcast_to(np.arange(len(lobby.open_days))[:, None], moments.shape)
    is_open = is_on(opening.week, lobby.weekday[days.ravel()], np.tile(steps, len(lobby.open_days)))
    return moments.ravel()[is_open], days.ravel()[is_open]


def _serving(lobby: Lobby, group: Group, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many counters of a group serve somebody at each moment."""
    log = lobby.log
    serve = np.zeros(len(moments), np.int64)
    for counter in group.counters:
        rows = np.flatnonzero(lobby.was_called & (log.counter == counter))
        rows = rows[np.argsort(log.called[rows], kind="stable")]
        begin = log.called[rows]
        end = np.where(log.finished[rows] != NONE, log.finished[rows], begin)
        last = np.searchsorted(begin, moments, side="right") - 1
        serve += (last >= 0) & (np.maximum.accumulate(np.append(end, -1))[last] > moments)
    return serve


def _at_once(
    begin: NDArray[np.int64], end: NDArray[np.int64], moments: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how many services run at each moment."""
    begun = np.searchsorted(np.sort(begin), moments, side="right")
    return np.asarray(begun - np.searchsorted(np.sort(end), moments, side="right"))


def _week(seen: _Presence) -> tuple[tuple[Span, ...], ...] | None:
    """Return the hours of a group where they are not those of the office."""
    week: list[tuple[Span, ...]] = []
    for weekday, hours in enumerate(seen.opening.week):
        alike = seen.opening.by_hours[hours]
        here = np.isin(seen.weekday[seen.days], alike)
        is_there = seen.there[:, seen.weekday == weekday]
        works = is_there.any() or not is_there.size
        week.append(_spans(seen, hours, here) if hours and works else ())
    return tuple(week) if tuple(week) != seen.opening.week and any(week) else None


def _spans(seen: _Presence, hours: tuple[Span, ...], here: NDArray[np.bool_]) -> tuple[Span, ...]:
    """Return the hours of the office less the times at whose ends nobody of the group is there."""
    quarter, days = seen.second[here] // GRID, seen.days[here]
    known = np.unique(days * _QUARTERS + quarter) % _QUARTERS
    on_days = np.bincount(known, minlength=_QUARTERS)
    share = np.divide(
        np.bincount(quarter, seen.serve[here], minlength=_QUARTERS),
        np.bincount(quarter, np.maximum(seen.there.sum(axis=0)[days], 1), minlength=_QUARTERS),
        out=np.full(_QUARTERS, np.nan),
        where=on_days >= _LEAST_DAYS,
    )
    if np.isnan(share).all():
        return hours
    is_there = ~(share < _THERE * np.nanmedian(share))
    found = []
    for start, end in hours:
        inside = np.arange(-(-start // GRID), end // GRID)
        there = inside[is_there[inside]]
        if len(there):
            begin, after = int(there[0]) * GRID, int(there[-1] + 1) * GRID
            found.append(
                (
                    begin if begin - start >= _LEAST_APART else start,
                    after if end - after >= _LEAST_APART else end,
                )
            )
    return tuple(found) or hours


def _changes(
    there: NDArray[np.bool_], works: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], tuple[Change, ...]]:
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
    return employed, tuple(Change(*days, officers) for days, officers in sorted(changes.items()))


def _spell(is_absent: NDArray[np.bool_]) -> float:
    """Return the mean number of open days in a row of an absence."""
    begins = is_absent & ~np.pad(is_absent, ((0, 0), (1, 0)))[:, :-1]
    return max(float(is_absent.sum() / max(begins.sum(), 1)), 1.0)
