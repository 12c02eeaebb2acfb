"""Calls: when the tickets of a replay were called, as a ticket machine would have noted it.

In: a replication of a `LogSource`. Out: `Calls`, in the order of the tickets. What waits come to is
not known here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center import Outcome, TripEnd
from simulator.demand import Workload
from simulator.demand.workload import DAY, MOST, NONE, JobKind
from simulator.studies.replicate import Replication
from simulator.studies.source import Source

_QUEUE_DAY = 2 * MOST
"""What tells the moments of two queue-days apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Calls:
    """What became of the tickets. Shapes (tickets,)."""

    called: NDArray[np.int64]
    """When, s since the first day of the source; `NONE` where never. Who had left silently is
    called as others are: at the next call of the queue, which the call in vain is just before."""
    is_gone: NDArray[np.bool_]
    """Whether the citizen was not served."""


def calls_of(_source: Source, one: Replication) -> Calls:
    """Return when each ticket of the reported period was called: an `Observer`."""
    return calls_in(one.workload, one.outcome)


def calls_in(workload: Workload, outcome: Outcome) -> Calls:
    """Return the same of a workload and what became of it."""
    jobs = workload.jobs
    visit = np.flatnonzero((jobs.kind == JobKind.VISIT) & (jobs.begin >= workload.period_start))
    op = jobs.first_op[visit]
    called = outcome.ops.start[op].copy()
    is_gone = called == NONE
    if workload.leaves_silently:
        left = np.zeros(len(workload.ops.kind), np.bool_)
        left[outcome.trips.op[outcome.trips.ended == TripEnd.LEFT]] = True
        silent = is_gone & left[op]
        station_day = workload.ops.where[op] + len(workload.stations.step) * (
            jobs.begin[visit] // DAY
        )
        called[silent] = next_calls(called, station_day)[silent]
    return Calls(called, is_gone)


def next_calls(called: NDArray[np.int64], queue_day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the earliest call of each ticket and those after it in its queue-day.

    Parameters
    ----------
    called
        When, by the order of taking; `NONE` where never. Shape (tickets,).
    queue_day
        Of each. Shape (tickets,).

    Returns
    -------
    NDArray[int64]
        `NONE` where no ticket is called any more. Shape (tickets,).

    Examples
    --------
    >>> next_calls(np.array([5, -1, 9, 7, -1]), np.array([0, 0, 1, 0, 0])).tolist()
    [5, 7, 9, 7, -1]
    """
    _found, place = np.unique(queue_day, return_inverse=True)
    order = np.argsort(place, kind="stable")[::-1]
    first = place[order] * _QUEUE_DAY  # no moment of a queue-day reaches the next one
    moment = first + np.where(called[order] == NONE, MOST, called[order])
    earliest = np.empty(len(called), np.int64)
    earliest[order] = np.minimum.accumulate(moment) - first
    return np.where(earliest == MOST, NONE, earliest)
