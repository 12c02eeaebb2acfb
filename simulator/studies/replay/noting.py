"""Noting: a log that was made of snapshots has its calls at their moments, and a model's too then.

In: a log, and the snapshots beside it. Out: the moments at which its calls are noted, if they are,
and calls as they are noted at them. How a log is made of snapshots is not known here.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records import Snapshots, TicketLog
from simulator.studies.replay.source import office_of


@dataclass(frozen=True, slots=True, eq=False)
class Noting:
    """When calls are noted."""

    moments: NDArray[np.int64]
    """Ascending, s; at the first of them from then on. At once where there is none."""

    @classmethod
    def of(
        cls,
        log: TicketLog,
        rows: NDArray[np.intp],
        snapshots: Snapshots | None,
        office: str | None = None,
    ) -> Self:
        """Find when calls of some tickets are noted: at snapshots, if all are at their moments."""
        moments = np.empty(0, np.int64)
        if snapshots is not None:
            own = snapshots.office[snapshots.queue] == office_of(snapshots, office)
            shift = (snapshots.first_day - log.first_day).days * DAY
            moments = np.unique(snapshots.seen[own]) + shift
        called = log.called[rows]
        return cls(moments[: np.isin(called[called != NONE], moments).all() * len(moments)])

    def __bool__(self) -> bool:
        """Whether it is not at once."""
        return len(self.moments) > 0

    def since(self, shift: int) -> Self:
        """Return it as counted from so many seconds before."""
        return replace(self, moments=self.moments + shift)

    def note(self, called: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return calls as they are noted; those after all moments, at once.

        Examples
        --------
        >>> Noting(np.array([0, 60, 120])).note(np.array([0, 61, 300, -1])).tolist()
        [0, 120, 300, -1]
        """
        if not self:
            return called
        row = np.searchsorted(self.moments, called).clip(max=len(self.moments) - 1)
        return np.where(called == NONE, NONE, np.maximum(called, self.moments[row]))
