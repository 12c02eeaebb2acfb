"""Queue-days of a log: which there are, and what their waits come to.

In: tickets of a log. Out: `QueueDays`, by which predictions from anywhere are laid beside what was
seen. How anything is predicted is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.records import TicketLog
from simulator.studies.validation.scores import figures_of

LEAST = 10
"""Tickets that were called, from which a queue-day is scored: of fewer a P90 says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class QueueDays:
    """Queues on days, by queue and then by day. Shapes (queue-days,), if not told otherwise."""

    log: TicketLog
    queue: NDArray[np.int64]
    """Of the log."""
    day: NDArray[np.int64]
    """Counted from the first day of the log."""
    called: NDArray[np.int64]
    """Tickets that were called."""
    seen: NDArray[np.float64]
    """What was seen, as `FIGURES`. Shape (figures, queue-days)."""
    of_ticket: NDArray[np.int64]
    """The queue-day of each ticket of the log; `NONE` for one of none. Shape (tickets,)."""

    @classmethod
    def of(cls, log: TicketLog, rows: NDArray[np.intp], *, least: int = LEAST) -> Self:
        """Find those of some tickets of a log.

        Parameters
        ----------
        log
            The log.
        rows
            The tickets.
        least
            Tickets that must have been called on a queue-day, from 1.
        """
        days = int(log.taken.max(initial=0)) // DAY + 1
        was_called = log.called[rows] != NONE
        cell = log.queue[rows] * days + log.taken[rows] // DAY
        found, counts = np.unique(cell[was_called], return_counts=True)
        found, counts = found[counts >= least], counts[counts >= least]
        of_ticket = np.full(len(log.taken), NONE, np.int64)
        place = np.searchsorted(found, cell)
        is_own = np.zeros(len(rows), np.bool_)
        if len(found):
            is_own = found[np.minimum(place, len(found) - 1)] == cell
        of_ticket[rows[is_own]] = place[is_own]
        own = rows[is_own & was_called]
        wait = log.called[own] - log.taken[own]
        return cls(
            log=log,
            queue=found // days,
            day=found % days,
            called=counts,
            seen=figures_of(wait, of_ticket[own], len(found)),
            of_ticket=of_ticket,
        )

    def __len__(self) -> int:
        return len(self.queue)

    @property
    def office_day(self) -> NDArray[np.int64]:
        """The office and day of each, as one number."""
        return self.log.office[self.queue] * (int(self.day.max(initial=0)) + 1) + self.day

    def on(self, days: Sequence[date]) -> NDArray[np.bool_]:
        """Tell which are on some days."""
        first = self.log.first_day
        return np.isin(self.day, [(day - first).days for day in days])
