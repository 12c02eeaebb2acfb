"""Opening hours, as a log shows them: when tickets are taken and called, and when none are.

In: a `Lobby`. Out: an `Opening`: hours by weekday, days off, whose holidays are kept. A counter
that keeps other hours is not known here.

The doors open when the first is called who has waited for it; they close when no more tickets are
taken, or, where who still waits then is sent home, when the last are called. A break is a time of
half an hour or more in which hardly anybody is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, MINUTE, NONE
from simulator.records import Ending
from simulator.scenario.calendars import Span
from simulator.scenario.public_days import public_days
from simulator.scenario.vocabulary import NONE as NO_COUNTRY
from simulator.studies.fit.lobby import Lobby
from simulator.studies.spans import number_at

GRID = 15 * MINUTE
"""Hours of an office are written in quarters of an hour, mostly."""

_BIN = 5 * MINUTE
_BREAK = 30 * MINUTE
_ALIKE = 60 * MINUTE
"""Weekdays whose hours differ by less have the same ones: few days show them no better."""

_HAS_WAITED = 2 * MINUTE
_RARELY, _SOMETIMES = 0.05, 0.1
_LEAST_EXPECTED = 10.0
"""Calls that a time would have, were it like others, before that it has none says anything."""

_COUNTRY = "VN"


@dataclass(frozen=True)
class Opening:
    """When the doors are open."""

    week: tuple[tuple[Span, ...], ...]
    """Seconds of the day in which they are, by weekday, Monday first."""
    country: str
    """Whose public holidays are kept, or `none`."""
    days_off: tuple[date, ...]
    """Days that would be open by their weekday, on which no tickets were taken."""
    work_days: tuple[date, ...]
    """Days that were open though their weekday mostly is not."""
    sends_home: bool
    """Whether who waits at closing is sent home."""

    @cached_property
    def by_hours(self) -> dict[tuple[Span, ...], list[int]]:
        """Weekdays by their hours."""
        found: dict[tuple[Span, ...], list[int]] = {}
        for weekday, spans in enumerate(self.week):
            found.setdefault(spans, []).append(weekday)
        return found


def opening_of(lobby: Lobby) -> Opening:
    """Estimate when the doors of an office are open."""
    first, last = lobby.open_days[0], lobby.open_days[-1]
    all_days = np.arange(first, last + 1)
    weekday = (all_days + lobby.log.first_day.weekday()) % 7
    is_open = np.isin(all_days, lobby.open_days)
    dates = [lobby.date_of(int(day)) for day in all_days]
    holidays, _worked = public_days(_COUNTRY, dates[0].year, dates[-1].year)
    is_holiday = np.array([day in holidays for day in dates])
    keeps = not (is_open & is_holiday).any()
    usual = ~is_holiday if keeps else np.ones(len(dates), np.bool_)
    times, opened = (
        np.bincount(weekday[usual & chosen], minlength=7)
        for chosen in (np.ones(len(dates), np.bool_), is_open)
    )
    opens = (opened > 0) & (2 * opened >= times)
    if not opens.any():  # So few days are no rule.
        opens = opened > 0
    return Opening(
        week=_hours_of_week(lobby, opens),
        country=_COUNTRY if keeps else NO_COUNTRY,
        days_off=tuple(
            day
            for day, here, off in zip(dates, weekday, usual & ~is_open, strict=True)
            if off and opens[here]
        ),
        work_days=tuple(
            day
            for day, here, on in zip(dates, weekday, is_open, strict=True)
            if on and not opens[here]
        ),
        sends_home=len(_not_called(lobby)) > _SOMETIMES * len(lobby.open_days),
    )


def _not_called(lobby: Lobby) -> NDArray[np.int64]:
    """Return the rows of the open days on which some who had not left were never called."""
    stays = (lobby.log.called == NONE) & (lobby.log.ending != Ending.LEFT)
    return np.flatnonzero(lobby.count(stays))


def _hours_of_week(lobby: Lobby, opens: NDArray[np.bool_]) -> tuple[tuple[Span, ...], ...]:
    """Return the hours of each weekday, the same for those that look alike."""
    counts = np.bincount(lobby.weekday, minlength=7)
    alike: list[tuple[tuple[Span, ...], list[int]]] = []
    for weekday in sorted(np.flatnonzero(opens).tolist(), key=lambda day: -counts[day]):
        own = hours_of_days(lobby, np.flatnonzero(lobby.weekday == weekday))
        for number, (spans, weekdays) in enumerate(alike):
            if _are_alike(own, spans):
                together = [*weekdays, weekday]
                days = np.flatnonzero(np.isin(lobby.weekday, together))
                alike[number] = (hours_of_days(lobby, days), together)
                break
        else:
            alike.append((own, [weekday]))
    hours = {weekday: spans for spans, weekdays in alike for weekday in weekdays}
    return tuple(hours.get(weekday, ()) for weekday in range(7))


def _are_alike(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return len(one) == len(other) and bool(np.all(np.abs(np.array(one) - np.array(other)) < _ALIKE))


def hours_of_days(lobby: Lobby, days: NDArray[np.int64]) -> tuple[Span, ...]:
    """Return the spans in which the doors are open on some of the open days."""
    chosen = np.isin(lobby.day, days) & (lobby.day != NONE)
    called = chosen & lobby.was_called
    taken, calls = lobby.log.taken[chosen] % DAY, lobby.log.called[called] % DAY
    if not _quiet(np.append(taken, calls), 0, DAY):
        return ((0, DAY),)
    closing = _closing(lobby, chosen, days)
    if not len(calls):
        return ((min(int(taken.min()) // _BREAK * _BREAK, closing - _BREAK), closing),)
    opening = min(_opening(lobby, called, days), closing - _BREAK)
    before = calls[(calls >= opening) & (calls < closing)]
    edges = [opening]
    for start, end in _quiet(before, opening, closing):
        ends = _snapped(end)
        if end - start < 2 * _BREAK and _waits_at(lobby, chosen, days, end - _BIN) <= _SOMETIMES:
            continue  # Nobody came, and nobody was kept waiting.
        begins = _break_begins(lobby, chosen, days, _snapped(start))
        if edges[-1] < begins < ends < closing:
            edges += [begins, ends]
    edges.append(closing)
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _break_begins(
    lobby: Lobby, chosen: NDArray[np.bool_], days: NDArray[np.int64], last_call: int
) -> int:
    """Return when a break begins: at the half hour after the last calls, unless somebody waits.

    Few come right before a break, so that the last calls may be earlier than it.
    """
    half_hour = -(-last_call // _BREAK) * _BREAK
    if half_hour == last_call:
        return last_call
    waits = _waits_at(lobby, chosen, days, (last_call + half_hour) // 2)
    return half_hour if waits <= _SOMETIMES else last_call


def _waits_at(
    lobby: Lobby, chosen: NDArray[np.bool_], days: NDArray[np.int64], second: int
) -> float:
    """Return the share of days on which anybody waits at a second of the day."""
    before = lobby.open_days[days] * DAY + second - 1  # Who comes in that second has not waited.
    return float(np.mean(number_at(before, lobby.log.taken[chosen], lobby.gone[chosen]) > 0))


def _opening(lobby: Lobby, called: NDArray[np.bool_], days: NDArray[np.int64]) -> int:
    """Return when the first is called: of those who have waited for it, where there are such."""
    rows = np.flatnonzero(called)
    order = rows[np.argsort(lobby.log.called[rows], kind="stable")]
    _days, at = np.unique(lobby.day[order], return_index=True)
    first = order[at]
    moment = lobby.log.called[first] % DAY
    has_waited = lobby.log.called[first] - lobby.log.taken[first] >= _HAS_WAITED
    if 3 * np.count_nonzero(has_waited) >= len(days):
        return _snapped(int(np.median(moment[has_waited])))
    return _snapped(int(np.quantile(moment, _SOMETIMES, method="lower")))


def _closing(lobby: Lobby, chosen: NDArray[np.bool_], days: NDArray[np.int64]) -> int:
    """Return when the last tickets are taken, but for days on which somebody stays longer.

    Where some are never called, the last calls of these days count as well.
    """
    sent_home = np.intersect1d(_not_called(lobby), days)
    ends_in_call = chosen & lobby.was_called & np.isin(lobby.day, sent_home)
    many = len(sent_home) > _SOMETIMES * len(days)
    moments = np.append(lobby.log.taken[chosen], lobby.log.called[ends_in_call & many])
    pairs = np.unique(moments // GRID)
    on_days = np.bincount(pairs % (DAY // GRID), minlength=DAY // GRID)
    least = max(_RARELY * len(days), 2 if len(days) >= 10 else 1)  # noqa: PLR2004  # two weeks
    often = np.flatnonzero(on_days >= least)
    return int(often[-1] + 1) * GRID if len(often) else DAY


def _quiet(moments: NDArray[np.int64], start: int, end: int) -> list[Span]:
    """Return the times of half an hour or more in which hardly anything happens."""
    bins = max((end - start) // _BIN, 1)
    counts = np.bincount((moments - start) // _BIN, minlength=bins)[:bins]
    usual = counts[counts > 0].mean() if counts.any() else 0.0
    is_quiet = np.concatenate([[False], counts <= _RARELY * usual, [False]])
    turns = np.flatnonzero(np.diff(is_quiet.astype(np.int8)))
    return [
        (start + int(first) * _BIN, start + int(after) * _BIN)
        for first, after in zip(turns[::2], turns[1::2], strict=True)
        if (after - first) * _BIN >= _BREAK and (after - first) * usual >= _LEAST_EXPECTED
    ]


def _snapped(second: int) -> int:
    """Return the quarter of an hour that a moment is near to, else five minutes."""
    near = round(second / GRID) * GRID
    return near if abs(near - second) <= _BIN else round(second / _BIN) * _BIN


def is_on(
    week: Sequence[Sequence[Span]], weekday: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether moments are in the hours of a week."""
    return time_left(week, weekday, second) > 0


def time_left(
    week: Sequence[Sequence[Span]], weekday: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the seconds until the hours end that moments are in; 0 outside of them."""
    left = np.zeros(len(second), np.int64)
    for day, spans in enumerate(week):
        for start, end in spans:
            inside = (weekday == day) & (start <= second) & (second < end)
            left[inside] = end - second[inside]
    return left
