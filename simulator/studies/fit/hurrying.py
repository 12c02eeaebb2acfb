"""Hurry: by how much services quicken with the queue, where a log says when they end.

In: a `Lobby`. Out: a `Hurrying`, and how long services would last while nobody else waits. One that
begins while n others wait in its queue is (1 + n) to the -hurry as long (R7): so its logarithm
falls with that of 1 + n, by as much in every queue. What a log without ends tells of hurry is not
known here.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.studies.fit.lobby import Lobby
from simulator.studies.fit.ranges import Fitted, ends, resamples
from simulator.studies.spans import number_at

_LEAST_SERVICES, _LEAST_DAYS = 200, 10
_LEAST = 0.03
"""Less is as good as none."""
_CHANCE = 0.005
"""Of samples without any, up to which it is taken for there."""


@dataclass(frozen=True, slots=True, eq=False)
class Hurrying:
    """How services quicken with the queue."""

    found: Fitted
    drawn: NDArray[np.float64]
    """The same in samples of the open days. Shape (samples,)."""
    crowd: NDArray[np.float64]
    """Logarithm of 1 + those who waited in the queue at the call. Shape (tickets,)."""

    @classmethod
    def of(cls, lobby: Lobby, is_usual: NDArray[np.bool_]) -> Self | None:
        """Estimate it from some services; None where they do not quicken, as far as one can see."""
        rows = np.flatnonzero(is_usual)
        days = len(lobby.open_days)
        if len(rows) < _LEAST_SERVICES or days < _LEAST_DAYS:
            return None
        crowd = np.log1p(_others(lobby))
        queue = lobby.log.queue[rows]
        more = _from_mean(crowd[rows], queue)
        longer = _from_mean(np.log(np.maximum(lobby.served_for[rows], 1)), queue)
        fall, spread = (
            np.bincount(lobby.day[rows], values, minlength=days)
            for values in (-more * longer, more * more)
        )
        if not spread.sum():  # Nobody ever waits.
            return None
        taken = resamples(days)
        drawn = (taken @ fall) / np.maximum(taken @ spread, np.finfo(float).tiny)
        found = Fitted(float(fall.sum() / spread.sum()), len(rows), *ends(drawn, days))
        is_sure = found.value >= _LEAST and np.quantile(drawn, _CHANCE) > 0
        return cls(found, drawn, crowd) if is_sure else None

    def unhurried(self, lobby: Lobby) -> NDArray[np.int64]:
        """Return seconds of services, had nobody else waited; `NONE` as of `Lobby.served_for`."""
        seconds = lobby.served_for
        alone = np.rint(seconds * np.exp(self.found.value * self.crowd)).astype(np.int64)
        return np.where(seconds == NONE, NONE, alone)

    def mean(self, lobby: Lobby, rows: NDArray[np.intp], seconds: NDArray[np.int64]) -> Fitted:
        """Return the mean of some unhurried services: how sure it is, hurry is a part of."""
        days = len(lobby.open_days)
        number, total, by_hurry = (
            np.bincount(lobby.day[rows], values, minlength=days)
            for values in (np.ones(len(rows)), seconds, seconds * self.crowd[rows])
        )
        taken = resamples(days)
        with np.errstate(invalid="ignore"):  # None of the days of a sample may have a service.
            drawn = (taken @ total + (self.drawn - self.found.value) * (taken @ by_hurry)) / (
                taken @ number
            )
        return Fitted(float(seconds.mean()), len(rows), *ends(drawn[~np.isnan(drawn)], days))


def _others(lobby: Lobby) -> NDArray[np.int64]:
    """Return how many others waited in the queue when each ticket was called; 0 where never."""
    log = lobby.log
    others = np.zeros(len(log.taken), np.int64)
    for queue in range(len(log.queues)):
        own = log.queue == queue
        called = own & (log.called != NONE)
        others[called] = number_at(log.called[called], log.taken[own], lobby.gone[own])
    return others


def _from_mean(values: NDArray[np.float64], group: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return how far values are from the mean of their group."""
    mean = np.bincount(group, values) / np.maximum(np.bincount(group), 1)
    return np.asarray(values - mean[group])
