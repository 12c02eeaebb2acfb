"""Routes under construction: operations are appended to many routes at once.

In: slots, each one operation in the routes of some jobs. Out: the operations and trips of the
`Workload`, route after route. What the operations are for is not known here.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from simulator.demand.workload import NONE, Operations, OpFlag, OpKind, Trips, offsets


@dataclass(frozen=True)
class Slot:
    """One operation in the routes of several jobs; arrays have one entry a job."""

    jobs: NDArray[np.intp]
    place: NDArray[np.int64]
    """Place in the route of each job."""
    kind: NDArray[np.int8]
    flags: NDArray[np.int16]
    where: NDArray[np.int32]
    amount: NDArray[np.int64]
    trips: NDArray[np.int32]


class Routes:
    """Routes under construction: each operation is appended to those of the jobs that have it.

    Parameters
    ----------
    jobs
        Number of jobs, in any numbering of the caller's.
    """

    def __init__(self, jobs: int) -> None:
        self.length = np.zeros(jobs, np.int64)
        """Operations so far, by job."""
        self._slots: list[Slot] = []
        self._trips: list[Trips] = []
        self._rows = 0

    def add(
        self,
        jobs: NDArray[np.intp],
        kind: OpKind,
        *,
        where: ArrayLike = NONE,
        amount: ArrayLike = 0,
        flags: ArrayLike = 0,
        trips: Trips | None = None,
    ) -> None:
        """Append an operation to the routes of distinct jobs; `trips` are those of a service."""
        rows = np.full(len(jobs), NONE, np.int32)
        if trips is not None:
            rows = np.arange(self._rows, self._rows + len(jobs), dtype=np.int32)
            self._rows += len(jobs)
            self._trips.append(trips)
        self._slots.append(
            Slot(
                jobs=jobs,
                place=self.length[jobs],
                kind=np.full(len(jobs), kind, np.int8),
                flags=np.full(len(jobs), flags, np.int16),
                where=np.full(len(jobs), where, np.int32),
                amount=np.full(len(jobs), amount, np.int64),
                trips=rows,
            )
        )
        self.length[jobs] += 1

    def last(self) -> NDArray[np.int64]:
        """Place of the last operation so far of each job; -1 before the first."""
        return self.length - 1

    def operations(
        self, order: NDArray[np.intp], marks: dict[OpFlag, NDArray[np.int64]]
    ) -> tuple[NDArray[np.int64], Operations]:
        """Put the routes one after the other.

        Parameters
        ----------
        order
            The jobs, by job number.
        marks
            Flags to set at a place of each job's route, -1 for nowhere. Shapes (jobs,).

        Returns
        -------
        The first operation of each job number and the end, and the operations.
        """
        first = offsets(self.length[order])
        own_first = np.zeros(len(self.length), np.int64)
        own_first[order] = first[:-1]
        to = own_first[np.concatenate([slot.jobs for slot in self._slots])]
        to += np.concatenate([slot.place for slot in self._slots])

        def in_order(part: str, dtype: DTypeLike) -> NDArray[Any]:
            placed = np.empty(len(to), dtype)
            placed[to] = np.concatenate([getattr(slot, part) for slot in self._slots])
            return placed

        operations = Operations(
            kind=in_order("kind", np.int8),
            flags=in_order("flags", np.int16),
            where=in_order("where", np.int32),
            amount=in_order("amount", np.int64),
            trips=in_order("trips", np.int32),
        )
        for flag, place in marks.items():
            marked = np.flatnonzero(place >= 0)
            operations.flags[own_first[marked] + place[marked]] |= np.int16(flag)
        return first, operations

    def trips(self) -> Trips:
        """Trips of the in-person services, in the order in which they were added."""
        return Trips(
            uniform=np.concatenate([trips.uniform for trips in self._trips]),
            patience=np.concatenate([trips.patience for trips in self._trips]),
            comes_back=np.concatenate([trips.comes_back for trips in self._trips]),
        )
