"""Tickets: who held a place in a station's queue, and how long they waited (R8–R11).

In: the trips of an `Outcome`. Out: `Tickets`. Trips in vain, and of those who were turned away, are
no tickets; who draws all who came to the counters takes the latter in too, with a wait of 0. That a
wait which never ended runs to the horizon is said here alone; what the waits are taken for is not
known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.workload import MINUTE, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.tallies import counted


@dataclass(frozen=True, slots=True)
class Tickets:
    """One entry a ticket, by operation and then in order of coming. Shapes (tickets,)."""

    op: NDArray[np.int64]
    """The in-person service that the citizen came for."""
    arrival: NDArray[np.int64]
    """When they came to the door, or, having stayed at the Center, began to wait."""
    gone: NDArray[np.int64]
    """When they were called or went; the horizon, if they still wait then."""
    ended: NDArray[np.int8]
    """`TripEnd`."""
    stayed: NDArray[np.bool_]
    """Whether they had stayed at the Center (R13)."""

    @property
    def wait(self) -> NDArray[np.int64]:
        """Seconds waited."""
        return self.gone - self.arrival

    def late_for(self, waits_minutes: Sequence[int]) -> NDArray[np.int8]:
        """Return for how many of some waits, ascending, each was called too late, if ever."""
        late, wait = np.zeros(len(self.op), np.int8), self.wait
        for minutes in waits_minutes:
            late += wait > minutes * MINUTE
        late[self.ended != TripEnd.SERVED] = len(waits_minutes)
        return late

    def take(self, chosen: NDArray[np.intp]) -> "Tickets":
        """Return some of the tickets."""
        return Tickets(
            op=self.op[chosen],
            arrival=self.arrival[chosen],
            gone=self.gone[chosen],
            ended=self.ended[chosen],
            stayed=self.stayed[chosen],
        )


def tickets_of(workload: Workload, outcome: Outcome, *, since: int = 0) -> Tickets:
    """Return the tickets of those who came at or after a moment."""
    trips = outcome.trips
    return _taken(workload, outcome, (trips.arrival >= since) & trips.ticketed)


def came_to_counters(workload: Workload, outcome: Outcome) -> Tickets:
    """Return all tickets, and with them who was turned away without one: they waited 0 seconds."""
    trips = outcome.trips
    return _taken(workload, outcome, trips.ticketed | (trips.ended == TripEnd.TURNED_AWAY))


def _taken(workload: Workload, outcome: Outcome, chosen: NDArray[np.bool_]) -> Tickets:
    trips, rows = outcome.trips, np.flatnonzero(chosen)
    ended = trips.ended[rows]
    return Tickets(
        op=trips.op[rows],
        arrival=trips.arrival[rows],
        gone=np.where(ended == TripEnd.WAITING, workload.horizon, trips.gone[rows]),
        ended=ended,
        stayed=trips.stayed[rows],
    )


def called_in_time(
    late: NDArray[np.int8],
    waits_minutes: Sequence[int],
    leaf: NDArray[np.integer],
    breakdown: Breakdown,
) -> dict[int, NDArray[np.int64]]:
    """Count the tickets of each label called within each wait of `Tickets.late_for`.

    Returns
    -------
    dict[int, NDArray[np.int64]]
        By minutes of the wait, in shape (labels,).
    """
    by_wait = counted((leaf, len(breakdown.label)), (late, len(waits_minutes) + 1))
    by_leaf = by_wait.cumsum(axis=1)
    return {
        minutes: breakdown.roll_up(by_leaf[:, wait]) for wait, minutes in enumerate(waits_minutes)
    }
