"""Arrivals: how many tickets are taken, on which days and at which hours.

In: a `Lobby` and its `Opening`. Out: `TicketArrivals`. Busy days are told from chance: what the
numbers of days vary more than independent arrivals would is the day factor. Days far out of the
common, some in a row, are a surge, and do not count for anything else.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import Opening
from simulator.studies.fit.ranges import Fitted, ends, ratio, resamples

_LEAST_DAY_CV = 0.02
"""Less is as good as none."""
_LEAST_DAYS, _LEAST_DAYS_OF_MEMORY = 5, 20
_MOST_MEMORY = 0.95
_FAR_OUT = 4.0
"""Standard deviations that a day of a surge is from a usual one."""
FIRST_MINUTES, _HALF_HOUR = 5 * 60, 30 * 60
_LEAST_EARLY = 20
_MAD = 1.4826
"""Standard deviation of normal numbers over their median absolute deviation."""


@dataclass(frozen=True, slots=True)
class TicketSurge:
    """Days in a row with far more tickets than usual, or far fewer."""

    first: int
    last: int
    """Rows of open days."""
    factor: float


@dataclass(frozen=True, slots=True)
class TicketArrivals:
    """How many come, and when."""

    a_day: tuple[Fitted, ...]
    """Tickets of each queue on an open day, the mean over the weekdays that are open."""
    weekdays: dict[int, Fitted]
    """Relative number of tickets on each open weekday, their mean 1."""
    hours: dict[int, float]
    """Relative number of tickets an hour, of the hours in which any are taken; they sum to 1."""
    early: Fitted
    """Share of those who waited for the doors to open."""
    day_cv: Fitted | None
    """How much days vary beyond chance; None where the log does not show it."""
    day_memory: Fitted | None
    """Correlation of that with the day before, likewise."""
    surges: tuple[TicketSurge, ...]
    tickets: int


def arrivals_of(lobby: Lobby, opening: Opening) -> TicketArrivals:
    """Estimate how many tickets are taken, and when."""
    by_queue = np.array(
        [lobby.count(lobby.log.queue == queue) for queue in range(len(lobby.log.queues))]
    )
    total = by_queue.sum(axis=0).astype(np.float64)
    surges = _surges(total, lobby.weekday)
    usual = np.ones(len(total), np.bool_)
    for surge in surges:
        usual[surge.first : surge.last + 1] = False
    weekdays = _weekdays(total, lobby.weekday, usual)
    weight = np.array([weekdays[day].value if day in weekdays else 1.0 for day in lobby.weekday])
    day_cv, day_memory = _day_factor(total, weight, usual, lobby)
    remembered = day_memory.value if day_memory else 0.0
    wider = sqrt((1 + remembered) / (1 - remembered))
    early = _early(lobby, opening)
    return TicketArrivals(
        a_day=tuple(
            ratio(row[usual], weight[usual], int(row[usual].sum())).wider(wider) for row in by_queue
        ),
        weekdays=weekdays,
        hours=_hours(lobby, opening, early),
        early=ratio(lobby.count(early), total, int(total.sum())),
        day_cv=day_cv,
        day_memory=day_memory,
        surges=surges,
        tickets=int(total.sum()),
    )


def _weekdays(
    total: NDArray[np.float64], weekday: NDArray[np.int64], usual: NDArray[np.bool_]
) -> dict[int, Fitted]:
    """Return the relative number of each weekday, against the mean over all of them."""
    there = np.unique(weekday[usual])
    is_on = (weekday == there[:, None]) & usual
    taken = resamples(len(total))
    with np.errstate(invalid="ignore"):  # A weekday may be in none of the days of a sample.
        means = (taken @ (is_on * total).T) / (taken @ is_on.T)
        means /= np.nanmean(means, axis=1, keepdims=True)
    of_log = (is_on * total).sum(axis=1) / is_on.sum(axis=1)
    return {
        int(day): Fitted(
            float(value), int(n), *(ends(drawn[~np.isnan(drawn)], int(n)) if n > 1 else ())
        )
        for day, value, n, drawn in zip(
            there, of_log / of_log.mean(), is_on.sum(axis=1), means.T, strict=True
        )
    }


def _surges(total: NDArray[np.float64], weekday: NDArray[np.int64]) -> tuple[TicketSurge, ...]:
    """Find days in a row, two or more, that are all far out of the common on the same side."""
    usual = np.ones(len(total))
    for day in np.unique(weekday):
        usual[weekday == day] = np.median(total[weekday == day])
    relative = total / np.maximum(usual, 1.0)
    spread = _MAD * np.median(np.abs(relative - 1.0))
    chance = np.sqrt(1 / np.maximum(usual, 1.0))
    far = (relative - 1.0) / np.maximum(spread, chance)
    side = np.where(np.abs(far) > _FAR_OUT, np.sign(far), 0)
    if len(total) < 3 * _LEAST_DAYS:
        return ()
    turns = np.flatnonzero(np.diff(np.concatenate([[0], side, [0]])))
    return tuple(
        TicketSurge(first, after - 1, float(relative[first:after].mean()))
        for first, after in pairwise(turns.tolist())
        if side[first] and after - first > 1
    )


def _day_factor(
    total: NDArray[np.float64], weight: NDArray[np.float64], usual: NDArray[np.bool_], lobby: Lobby
) -> tuple[Fitted | None, Fitted | None]:
    """Return cv and memory of the factor that the tickets of a day share.

    The variance of a day's number is its mean, by chance, and the square of cv · mean.
    """
    days = int(usual.sum())
    lost = len(np.unique(lobby.weekday[usual]))  # means that were estimated from the same days
    if days < lost + _LEAST_DAYS:
        return None, None
    level = total[usual].sum() / weight[usual].sum()
    expected = np.where(usual, level * weight, 0.0)
    off = np.where(usual, total - expected, 0.0)
    squares = off**2 * days / (days - lost)
    taken = resamples(len(total))

    def cv_squared(beyond: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(beyond / (taken @ expected**2))

    drawn = np.sqrt(np.maximum(cv_squared(taken @ (squares - expected)), 0.0))
    cv = sqrt(max(float((squares - expected).sum() / (expected**2).sum()), 0.0))
    if cv < _LEAST_DAY_CV:
        return None, None
    found = Fitted(cv, days, *ends(drawn, days))
    follows = usual[1:] & usual[:-1]
    pairs = int(follows.sum())
    if pairs < _LEAST_DAYS_OF_MEMORY:
        return found, None
    together = np.where(follows, off[1:] * off[:-1], 0.0)
    meant = cv**2 * np.where(follows, expected[1:] * expected[:-1], 0.0)
    memory = ratio(together, np.where(follows, meant, 0.0), pairs)
    if memory.low is None or memory.low <= 0 or memory.high is None:
        return found, None
    return found, Fitted(
        *(min(memory.value, _MOST_MEMORY), pairs, memory.low, min(memory.high, _MOST_MEMORY))
    )


def _hours(lobby: Lobby, opening: Opening, early: NDArray[np.bool_]) -> dict[int, float]:
    """Return the relative number of tickets by hour; one that the doors cut is made whole.

    Who has waited at the door, as the tickets of the first minutes tell, came before: as many of
    them in the hour of the opening as fit in beside those who come later in it.
    """
    counts_as = lobby.day >= 0
    closing = np.array([spans[-1][1] if spans else DAY for spans in opening.week])[lobby.weekday]
    second = lobby.log.taken % DAY
    second[counts_as] = np.minimum(second, closing[lobby.day] - 1)[counts_as]
    number = np.bincount(second[counts_as] // HOUR, minlength=24).astype(np.float64)
    for start in {span[0] for spans in opening.week for span in spans if span[0]}:
        hour, after = start // HOUR, 1 - start % HOUR / HOUR
        at_door = early & (second >= start) & (second < start + FIRST_MINUTES)
        waited = np.count_nonzero(at_door)
        later = np.count_nonzero(counts_as & (second >= start) & (second // HOUR == hour)) - waited
        before = max(waited - later * (1 - after) / after, 0.0)
        number[hour] -= before
        number[(hour - 1) % 24] += before
    share = np.clip((closing[:, None] - np.arange(24) * HOUR) / HOUR, 0.0, 1.0)
    weighed = lobby.count(counts_as) @ share / counts_as.sum()
    found = np.divide(number, weighed, out=np.zeros(24), where=weighed > 0)
    return {hour: float(found[hour] / found.sum()) for hour in np.flatnonzero(found).tolist()}


def _early(lobby: Lobby, opening: Opening) -> NDArray[np.bool_]:
    """Say which tickets are of people who had waited for the doors to open.

    They were taken before; or, where the machine stands behind the doors, in the first minutes, in
    which far more are taken than in those that follow: so many of them as are more, the first.
    """
    second, day = lobby.log.taken % DAY, lobby.day
    weekday = np.where(day >= 0, lobby.weekday[day], -1)
    early = np.zeros(len(second), np.bool_)
    for weekdays, spans in ((days, spans) for spans, days in opening.by_hours.items() if spans):
        here = np.isin(weekday, weekdays)
        early |= here & (second < spans[0][0])
        for start, _end in spans:
            since = second - start
            first = np.flatnonzero(here & (since >= 0) & (since < FIRST_MINUTES))
            following = here & (since >= FIRST_MINUTES) & (since < _HALF_HOUR)
            usual = np.count_nonzero(following) * FIRST_MINUTES / (_HALF_HOUR - FIRST_MINUTES)
            if start and len(first) - usual > max(usual, _LEAST_EARLY):
                order = first[np.argsort(since[first], kind="stable")]
                early[order[: round(len(first) - usual)]] = True
    return early
