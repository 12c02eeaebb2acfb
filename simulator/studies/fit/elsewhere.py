"""Elsewhere: how much of their time counters spend on other work than tickets, and for how long.

In: a `Lobby`, groups of counters with their hours, and who was there on which day. Out:
`OtherWork` of each group. That a counter is elsewhere shows only when somebody comes: who is not
called at once, though a counter is free by the log, finds it elsewhere. Those who come see a
counter as it is at any time (Wolff 1982, "Poisson arrivals see time averages", Operations Research
30); those who wait do not: they wait because it is elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.scenario.calendars import Span
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import is_on, time_left
from simulator.studies.fit.ranges import Fitted, ratio
from simulator.studies.spans import number_at

_AT_ONCE = 5
"""Seconds until a call that is made at once."""
_BEGINNING = 300
"""Seconds after the doors open in which many come at once."""
_MOST = 200_000
"""Arrivals that are looked at: more would tell no more."""
_ROUNDS = 200
_LEAST_SHARE, _MOST_SHARE = 0.02, 0.95
_LEAST_FOUND = 10
_BLOCK = 0.35
"""Of the time elsewhere in a usual shift, the part from which on what is left of it, when somebody
comes, is that of one long absence: half of it on average."""


@dataclass(frozen=True)
class Post:
    """A group of counters, as those who come meet it."""

    queues: tuple[int, ...]
    """That it serves or helps."""
    week: Sequence[Sequence[Span]]
    """Its hours, by weekday."""
    present: NDArray[np.int64]
    """How many of its counters were there. Shape (open days,)."""
    begin: NDArray[np.int64]
    """When each service of its counters began, and when each ended."""
    end: NDArray[np.int64]

    def free(self, lobby: Lobby, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return how many of its counters are there and serve nobody when tickets are taken."""
        moment, day = lobby.log.taken[rows], lobby.day[rows]
        busy = number_at(moment - 1, self.begin, self.end)  # Before the ticket itself is called.
        weekday = lobby.weekday[day]
        is_there = is_on(self.week, weekday, moment % DAY)
        is_there &= is_on(self.week, weekday, moment % DAY - _BEGINNING)
        serves = np.isin(lobby.log.queue[rows], self.queues)
        return np.where(is_there & serves, np.maximum(self.present[day] - busy, 0), 0)


@dataclass(frozen=True, slots=True)
class OtherWork:
    """Other work of a group's counters."""

    share: Fitted
    """Share of their time that they spend on it."""
    seconds: float
    """How long it takes until it is done, from when somebody comes."""
    is_block: bool
    """Whether it is done in one piece in a shift, as far as one can see."""


def elsewhere_of(lobby: Lobby, posts: Sequence[Post]) -> list[OtherWork | None]:
    """Estimate how much of their time counters are elsewhere; None where hardly ever."""
    if not posts:
        return []
    rows = np.flatnonzero((lobby.day != NONE) & (lobby.log.called != NONE))
    rows = rows[:: max(len(rows) // _MOST, 1)]
    free = np.array([post.free(lobby, rows) for post in posts])
    wait = lobby.log.called[rows] - lobby.log.taken[rows]
    at_once = wait <= _AT_ONCE
    chance = np.full(len(posts), 0.2)
    away = np.zeros(free.shape)
    for _round in range(_ROUNDS):
        all_away = np.exp(np.log(np.maximum(chance, 1e-12)) @ free)
        of_one = (chance[:, None] - all_away) / np.maximum(1 - all_away, 1e-12)
        away = free * np.where(at_once, np.clip(of_one, 0, 1), 1.0)
        chance = away.sum(axis=1) / np.maximum(free.sum(axis=1), 1)
    free_in_all = free.sum(axis=0)
    return [
        _elsewhere(lobby, post, rows, away=of_post, free=free_in_all)
        for post, of_post in zip(posts, away, strict=True)
    ]


def _elsewhere(
    lobby: Lobby,
    post: Post,
    rows: NDArray[np.intp],
    *,
    away: NDArray[np.float64],
    free: NDArray[np.int64],
) -> OtherWork | None:
    """Say how much one group is elsewhere, from how many of it are when tickets are taken."""
    day = lobby.day[rows]
    wait = lobby.log.called[rows] - lobby.log.taken[rows]
    second = lobby.log.taken[rows] % DAY
    meets = np.isin(lobby.log.queue[rows], post.queues)
    meets &= is_on(post.week, lobby.weekday[day], second - _BEGINNING)
    days = len(lobby.open_days)
    share = ratio(
        np.bincount(day[meets], away[meets], minlength=days),
        np.bincount(day[meets], post.present[day[meets]], minlength=days),
        int(meets.sum()),
    )
    if not _LEAST_SHARE <= share.value < _MOST_SHARE:  # Who is never there is no counter.
        return None
    # All free ones come back as they do, so the first of them that many times as soon.
    found = meets & (wait > _AT_ONCE) & (free > 0)
    alone = found & (free == post.present[day])
    found = alone if np.count_nonzero(alone) >= _LEAST_FOUND else found
    left = time_left(post.week, lobby.weekday[day[found]], second[found])
    seen = np.minimum(wait[found], left) * free[found]
    ended = np.count_nonzero(wait[found] < left)
    seconds = float(seen.sum() / max(ended, 1))
    shift = np.mean([end - start for spans in post.week for start, end in spans])
    return OtherWork(share, seconds, is_block=seconds > _BLOCK * share.value * float(shift))
