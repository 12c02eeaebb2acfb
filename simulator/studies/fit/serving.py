"""Serving: which counters serve which queues, and which only help there.

In: a `Lobby` whose log names counters. Out: `Counters` in groups that serve the same queues. A
counter serves a queue from which it has called. It only helps there if it never did so while
anybody waited whom it serves, and passed over those who waited there for longer.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.opening import Opening, time_left
from simulator.studies.fit.ranges import Fitted, ratio

_SLIP = 0.0005
"""Share of a counter's calls that may be slips of the hand."""
_LEAST_PASSED_OVER = 5
_RARELY = 0.01
_LIKELY = 0.01
"""Chance from which on a counter with few calls may serve what it has not called from yet."""
_NO_TIME, _LEFT_ALONE = 2, 4
"""Seconds that are as good as none; times of the usual one in which a counter is left alone."""
_BEGINNING = 20 * 60
"""Seconds after the doors open in which counters do not call in turn yet."""
_FEW = 50
"""Calls of a counter that are too few to tell whether it serves or helps."""


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """Counters that serve the same queues."""

    counters: tuple[int, ...]
    serves: tuple[int, ...]
    helps: tuple[int, ...] = ()
    calls: int = 0


class Waiting:
    """Who waits in each queue, at any moment."""

    def __init__(self, lobby: Lobby) -> None:
        log = lobby.log
        self._taken, self._gone = [], []
        for queue in range(len(log.queues)):
            own = log.queue == queue
            self._taken.append(log.taken[own])
            self._gone.append(np.sort(lobby.gone[own]))

    def number(self, queue: int, moment: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many wait for sure: taken before each moment, and not gone at it."""
        came = np.searchsorted(self._taken[queue], moment, side="left")
        return np.asarray(came - np.searchsorted(self._gone[queue], moment, side="right"))

    def first_taken(self, queue: int, moment: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return when the first who waits took the ticket; the moment itself where nobody does."""
        gone = np.searchsorted(self._gone[queue], moment, side="right")
        taken = np.append(self._taken[queue], np.iinfo(np.int64).max)
        return np.asarray(np.minimum(taken[np.minimum(gone, len(taken) - 1)], moment))


def time_between(lobby: Lobby, waiting: Waiting) -> Fitted | None:
    """Return the usual seconds from the end of a service to the next call, while somebody waits.

    Longer ones, in which the counter is left, do not count. None where there are as good as none,
    or the log does not say.
    """
    log = lobby.log
    rows = np.flatnonzero(lobby.was_called & (log.counter != NONE) & (log.finished != NONE))
    rows = rows[np.lexsort((log.called[rows], log.counter[rows]))]
    here, following = rows[:-1], rows[1:]
    moment = log.finished[here]
    gap = log.called[following] - moment
    waits = np.zeros(len(here), np.bool_)
    for queue in range(len(log.queues)):  # Whoever is called next waits for this counter.
        own = log.queue[following] == queue
        waits[own] = waiting.first_taken(queue, moment[own]) < moment[own]
    next_of = (log.counter[here] == log.counter[following]) & (
        lobby.day[here] == lobby.day[following]
    )
    chosen = next_of & waits & (gap >= 0)
    usual = np.median(gap[chosen]) if chosen.any() else 0.0
    if usual <= _NO_TIME:
        return None
    chosen &= gap <= _LEFT_ALONE * usual
    return _mean(lobby, here[chosen], gap[chosen])


def pace_of(lobby: Lobby, opening: Opening, queue: int) -> Fitted | None:
    """Return the mean seconds from call to call of a queue while somebody waits.

    It is the mean service over the number of counters, whatever these two are. None where hardly
    anybody ever waits. Right after the doors open all counters call at once: that does not count.
    """
    log = lobby.log
    rows = np.flatnonzero(lobby.was_called & (log.queue == queue))
    rows = rows[np.argsort(log.called[rows], kind="stable")]
    here, following = rows[:-1], rows[1:]
    gap = log.called[following] - log.called[here]
    second, weekday = log.called[here] % DAY, lobby.weekday[lobby.day[here]]
    waits = (log.taken[following] < log.called[here]) & (log.taken[here] < log.called[here])
    waits &= gap < time_left(opening.week, weekday, second)
    waits &= time_left(opening.week, weekday, second - _BEGINNING) > 0
    if np.count_nonzero(waits) < _FEW:
        return None
    return _mean(lobby, here[waits], gap[waits])


def _mean(lobby: Lobby, rows: NDArray[np.intp], seconds: NDArray[np.int64]) -> Fitted:
    """Return the mean of seconds that follow some tickets, whose days are those of the tickets."""
    day, days = lobby.day[rows], len(lobby.open_days)
    added = np.bincount(day, seconds, minlength=days)
    return ratio(added, np.bincount(day, minlength=days), len(rows))


def groups_of(lobby: Lobby, waiting: Waiting) -> tuple[CounterGroup, ...]:
    """Put the counters into groups that serve and help the same queues, the busiest first."""
    log = lobby.log
    named = lobby.was_called & (log.counter != NONE)
    calls = np.zeros((len(log.counters), len(log.queues)), np.int64)
    np.add.at(calls, (log.counter[named], log.queue[named]), 1)
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for counter in np.argsort(-calls.sum(axis=1), kind="stable").tolist():
        queues = np.flatnonzero(calls[counter] > _SLIP * calls[counter].sum())
        if not len(queues):
            continue
        helped = _helped(lobby, waiting, counter, queues)
        key = (tuple(sorted({*queues.tolist()} - helped)), tuple(sorted(helped)))
        found[_likely(key, calls[counter], found, calls)].append(counter)
    groups = [
        CounterGroup(tuple(sorted(counters)), *key, int(calls[counters].sum()))
        for key, counters in found.items()
    ]
    return tuple(sorted(map(_own(groups), groups), key=lambda each: (each.serves, each.helps)))


def _own(groups: Sequence[CounterGroup]) -> Callable[[CounterGroup], CounterGroup]:
    """Return how a group serves what it seemed to help with, where nobody else serves it."""
    served = {queue for group in groups for queue in group.serves}

    def own(group: CounterGroup) -> CounterGroup:
        helps = tuple(queue for queue in group.helps if queue in served)
        serves = tuple(sorted({*group.serves, *group.helps} - {*helps}))
        return replace(group, serves=serves, helps=helps)

    return own


def _helped(lobby: Lobby, waiting: Waiting, counter: int, queues: NDArray[np.int64]) -> set[int]:
    """Return the queues that a counter only helps."""
    log = lobby.log
    rows = np.flatnonzero(lobby.was_called & (log.counter == counter))
    moment, taken, of = log.called[rows], log.taken[rows], log.queue[rows]
    waits = np.array([waiting.number(queue, moment) > 0 for queue in queues])
    is_passed_over = np.array([waiting.first_taken(queue, moment) < taken for queue in queues])
    own = of == queues[:, None]
    calls = own.sum(axis=1)
    # [a, b]: calls from a while somebody waited in b, or while somebody waited there for longer.
    while_waiting = own.astype(np.int64) @ waits.T
    passed_over = own.astype(np.int64) @ (is_passed_over & waits).T
    gives_way = while_waiting <= _RARELY * calls[:, None]
    np.fill_diagonal(passed_over, val=0)
    below = (gives_way * passed_over.T).sum(axis=1) >= _LEAST_PASSED_OVER
    if below.all():
        return set()
    below &= gives_way[:, ~below].all(axis=1)
    return set(queues[below].tolist())


def _likely(
    key: tuple[tuple[int, ...], tuple[int, ...]],
    calls: NDArray[np.int64],
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]],
    of_all: NDArray[np.int64],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the group that a counter with few calls may well be of, else a group of its own.

    It has not called from some of the group's queues; that may be chance.
    """
    if key in found:
        return key
    for other, counters in sorted(found.items(), key=lambda item: len(item[0][0])):
        everything, own = {*other[0], *other[1]}, {*key[0], *key[1]}
        mix = of_all[counters].sum(axis=0)
        missing = mix[sorted(everything - own)].sum() / mix.sum()
        if own == everything:  # One of them serves what the other helps, as far as one can see.
            is_chance = calls.sum() < _FEW
        else:
            is_chance = (1 - missing) ** int(calls.sum()) > _LIKELY
        if own <= everything and is_chance:
            return other
    return key
