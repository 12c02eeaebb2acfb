"""Tickets: who held a place in a station's queue, and how long they waited (R8–R11).

In: the trips of an `Outcome`. Out: `Tickets`. That a wait which never ended runs to the horizon is
said here alone; what the waits are taken for is not known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.workload import Workload


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
    ticketed = np.flatnonzero((trips.arrival >= since) & trips.ticketed)
    ended = trips.ended[ticketed]
    return Tickets(
        op=trips.op[ticketed],
        arrival=trips.arrival[ticketed],
        gone=np.where(ended == TripEnd.WAITING, workload.horizon, trips.gone[ticketed]),
        ended=ended,
        stayed=trips.stayed[ticketed],
    )
