"""Routes under construction: operations are appended to many routes at once.

In: slots, each one operation in the routes of some jobs. Out: the operations and trips of the
`Workload`, route after route. What the operations are for is not known here.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.contract import declared
from simulator.demand.kernels import kernel
from simulator.demand.workload import NONE, Operations, OpFlag, OpKind, Trips, offsets


class Slot(NamedTuple):
    """One operation in the routes of several jobs, with one entry a job."""

    jobs: NDArray[np.intp]
    place: NDArray[np.int64]
    """Place in the route of each job."""
    values: tuple[NDArray[np.int64], ...]
    """The columns of `Operations`, in their order: an entry a job, or one for all."""


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
        rows: ArrayLike = NONE
        if trips is not None:
            rows = np.arange(self._rows, self._rows + len(jobs))
            self._rows += len(jobs)
            self._trips.append(trips)
        values = tuple(
            np.atleast_1d(np.asarray(column, np.int64))
            for column in (kind, flags, where, amount, rows)
        )
        self._slots.append(Slot(jobs, self.length[jobs], values))
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
        operations = Operations(
            **{
                name: np.empty(first[-1], column.dtype)
                for name, column in declared(Operations).items()
            }
        )
        columns = tuple(getattr(operations, name) for name in declared(Operations))
        for slot in self._slots:
            _place(columns, own_first, *slot)
        for flag, place in marks.items():
            marked = np.flatnonzero(place >= 0)
            operations.flags[own_first[marked] + place[marked]] |= np.int16(flag)
        return first, operations

    def trips(self) -> Trips:
        """Trips of the in-person services, in the order in which they were added."""
        return Trips(
            **{
                name: np.concatenate([getattr(trips, name) for trips in self._trips])
                for name in declared(Trips)
            }
        )


@kernel()
def _place(
    columns: Any,
    first: NDArray[np.int64],
    jobs: NDArray[np.intp],
    place: NDArray[np.int64],
    values: Any,
) -> None:
    """Write a slot into the columns of the operations, from the first of each job."""
    kind, flags, where, amount, trips = columns
    kinds, flags_of, wheres, amounts, rows = values
    for entry in range(len(jobs)):
        at = first[jobs[entry]] + place[entry]
        kind[at] = kinds[min(entry, len(kinds) - 1)]
        flags[at] = flags_of[min(entry, len(flags_of) - 1)]
        where[at] = wheres[min(entry, len(wheres) - 1)]
        amount[at] = amounts[min(entry, len(amounts) - 1)]
        trips[at] = rows[min(entry, len(rows) - 1)]
