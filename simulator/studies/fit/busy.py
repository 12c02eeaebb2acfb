"""Busy periods: how long services last, from the calls made while somebody waits.

In: a `PaceTrial`. Out: mean seconds of a service, a first guess from which a fit begins. While
somebody waits, no counter that may serve them is free: so the time of the counters goes into the
calls of that time. A call in vain takes none of it, and what counters do besides is counted to the
services; so the guess is a rough one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR, NONE
from simulator.studies.fit.trial import PaceTrial

_STEP = 300
"""Seconds between the moments that are looked at."""
_TOGETHER = HOUR // 2 // _STEP
"""Steps that are taken together: a service is not over in one."""
_FEW = 30
"""Calls of a company, from which on its queues are told apart."""
_AS_ALL = 5
"""Calls by which a company is taken for as fast as all of them."""
_APART = 0.5
"""How far services of the queues of a company are apart, as a share of their mean: a guess, which
a queue with many calls overrules."""
_LEAST = 0.2
UNKNOWN = 600.0
"""Seconds of a service where nobody ever waited."""


@dataclass(frozen=True, slots=True)
class _Company:
    """What one company's counters did while somebody waited for them."""

    queues: NDArray[np.intp]
    time: NDArray[np.float64]
    """Of its counters, s, by step. Shape (steps,)."""
    calls: NDArray[np.int64]
    """Shape (steps, queues)."""
    others: NDArray[np.float64]
    """How many waited. Shape (steps, queues)."""


class BusyPeriods:
    """The steps in which somebody waited, by company: queues that counters have in common."""

    def __init__(self, trial: PaceTrial) -> None:
        log = trial.log.only(np.flatnonzero(trial.log.called != NONE))
        edges = _edges(log.taken)
        taken, called = (
            np.array(
                [
                    np.searchsorted(np.sort(moment[log.queue == queue]), edges, side="right")
                    for queue in trial.queues
                ]
            ).T
            for moment in (log.taken, log.called)
        )
        waiting, calls = taken - called, np.diff(called, axis=0)
        usual = (edges[1:] - edges[:-1]) == _STEP
        self._queues = len(trial.queues)
        self._companies = []
        for company in np.unique(trial.company):
            own = np.flatnonzero(trial.company == company)
            waits = waiting[:, own].sum(axis=1) > 0
            busy = usual & waits[1:] & waits[:-1]
            counters = trial.counters(int(company), edges)
            time = (counters[1:] + counters[:-1]) / 2 * _STEP
            others = (waiting[1:, own] + waiting[:-1, own]) / 2
            self._companies.append(_Company(own, time[busy], calls[busy][:, own], others[busy]))

    def service(self, hurry: float) -> NDArray[np.float64]:
        """Return mean seconds of a service while nobody else waits. Shape (queues,)."""
        worth = [each.calls * (1 + each.others) ** -hurry for each in self._companies]
        calls = sum(float(of_company.sum()) for of_company in worth)
        time = sum(float(each.time.sum()) for each in self._companies)
        of_all = time / calls if time > 0 and calls > 0 else UNKNOWN
        found = np.full(self._queues, of_all)
        for company, of_company in zip(self._companies, worth, strict=True):
            found[company.queues] = _of_queues(company.time, of_company, of_all)
        return found


def _edges(taken: NDArray[np.int64]) -> NDArray[np.int64]:
    """Moments of the days on which anybody comes."""
    steps = np.arange(0, DAY, _STEP)
    return (np.unique(taken // DAY)[:, None] * DAY + steps).ravel()


def _of_queues(
    time: NDArray[np.float64], calls: NDArray[np.float64], of_all: float
) -> NDArray[np.float64]:
    """Share the time of counters out over calls: by least squares, drawn to their common mean."""
    from scipy.optimize import nnls  # noqa: PLC0415  # heavy, and only for fits

    mean = (time.sum() + _AS_ALL * of_all) / (calls.sum() + _AS_ALL)
    queues = calls.shape[1]
    if queues == 1 or calls.sum() < _FEW:
        return np.full(queues, mean)
    begins = np.arange(0, len(time), _TOGETHER)
    time, calls = np.add.reduceat(time, begins), np.add.reduceat(calls, begins, axis=0)
    spread = max(float(np.std(time - calls.sum(axis=1) * mean)), 1.0)
    sides = np.vstack([calls / spread, np.eye(queues) / (_APART * mean)])
    found, _rest = nnls(sides, np.append(time / spread, np.full(queues, 1 / _APART)))
    return np.asarray(np.maximum(found, _LEAST * mean), np.float64)
