"""The ledger: the dossiers that stood in the Center's books in the period, and how each stands.

In: the dossiers' accepted, due and ready moments and how they ended. Out: `Ledger`, one entry a
dossier, from which the form and the dossier measures are counted, and the ledger of a part of the
period, as it stood at the end of that part. It knows nothing of citizens, stations and officers.
"""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome
from simulator.demand.workload import DAY, NONE, Channel, Workload
from simulator.measures.clock import Clocks


class Origin(IntEnum):
    """How a dossier came into the books of the period, as form II.06a tells them apart."""

    ONLINE = 0
    """Accepted in the period, filed online."""
    DIRECT_OR_POST = 1
    """Accepted in the period, filed at the counter or by post."""
    CARRIED_OVER = 2
    """Accepted before the period (R14)."""


class DossierStanding(IntEnum):
    """Where a dossier stands at the end of the period, measured against its due moment (R12)."""

    BEFORE_DUE = 0
    """Ready on an earlier day than the due day, without a limit, or returned."""
    ON_TIME = 1
    """Ready on the due day, by the due moment."""
    OVERDUE = 2
    """Ready later."""
    OPEN_WITHIN_DUE = 3
    """Not ready, and the due moment has not passed, or there is none."""
    OPEN_OVERDUE = 4
    """Not ready, and the due moment has passed."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One entry a dossier accepted before the end of a period and not ready before it (R14)."""

    dossier: NDArray[np.int64]
    """Its job number, ascending. Shape (dossiers,)."""
    field: NDArray[np.int32]
    """Index into `Workload.fields`."""
    is_own: NDArray[np.bool_]
    """Whether the Center's own authorities decide it."""
    channel: NDArray[np.int8]
    """`Channel`."""
    returned: NDArray[np.bool_]
    """Whether it is returned in the end, as its supplement never comes."""
    origin: NDArray[np.int8]
    """`Origin`."""
    accepted: NDArray[np.int64]
    """When it was accepted."""
    due: NDArray[np.int64]
    """When it was due, `FAR` for never."""
    ready: NDArray[np.int64]
    """When the result was ready, `NONE` if it is not."""
    standing: NDArray[np.int8]
    """`DossierStanding`."""

    def take(self, chosen: NDArray[np.bool_]) -> "Ledger":
        """Return the entries of some of the dossiers."""
        rows = np.flatnonzero(chosen)
        return Ledger(**{entry.name: getattr(self, entry.name)[rows] for entry in fields(self)})

    def between(self, start: int, end: int, clocks: Clocks) -> "Ledger":
        """Return the ledger of a part of the period, as it stood at the end of that part.

        Parameters
        ----------
        start, end
            The part is [start, end).
        clocks
            What turned the clocks of the replication: a due moment that was set at or after `end`
            is not known in it.
        """
        later = (self.ready == NONE) | (self.ready >= end)
        entered = np.flatnonzero((self.accepted < end) & (later | (self.ready >= start)))
        dossier, accepted = self.dossier[entered], self.accepted[entered]
        channel, returned = self.channel[entered], self.returned[entered]
        due = clocks.due_before(end, dossier, self.due[entered])
        ready = np.where(later[entered], NONE, self.ready[entered])
        return Ledger(
            dossier=dossier,
            field=self.field[entered],
            is_own=self.is_own[entered],
            channel=channel,
            returned=returned,
            origin=_origins(accepted, channel, start),
            accepted=accepted,
            due=due,
            ready=ready,
            standing=standings(due, ready, returned, end),
        )


def ledger_of(workload: Workload, outcome: Outcome) -> Ledger:
    """Enter the dossiers of the period.

    Dossiers that were never accepted, and those ready before the period, are in no book of it.
    """
    jobs, times = workload.jobs, outcome.jobs
    start = workload.period_start
    entered = np.flatnonzero(  # a visit is never accepted
        (times.accepted != NONE) & ((times.ready == NONE) | (times.ready >= start))
    )
    accepted, due, ready = times.accepted[entered], times.due[entered], times.ready[entered]
    procedure = jobs.procedure[entered]
    channel, returned = jobs.channel[entered], times.ended[entered] == JobEnd.RETURNED
    return Ledger(
        dossier=entered,
        field=workload.procedure_field.take(procedure),
        is_own=workload.procedure_own.take(procedure),
        channel=channel,
        returned=returned,
        origin=_origins(accepted, channel, start),
        accepted=accepted,
        due=due,
        ready=ready,
        standing=standings(due, ready, returned, workload.horizon),
    )


def _origins(
    accepted: NDArray[np.int64], channel: NDArray[np.int8], period_start: int
) -> NDArray[np.int8]:
    """Tell each dossier's origin."""
    received = np.where(
        channel == Channel.ONLINE, np.int8(Origin.ONLINE), np.int8(Origin.DIRECT_OR_POST)
    )
    return np.where(accepted < period_start, np.int8(Origin.CARRIED_OVER), received)


def standings(
    due: NDArray[np.int64],
    ready: NDArray[np.int64],
    returned: NDArray[np.bool_],
    end: int,
) -> NDArray[np.int8]:
    """Judge dossiers by R12, as they stand at the end of some days.

    Parameters
    ----------
    due, ready, returned
        As in `Ledger`.
    end
        The second after the last of these days.

    Returns
    -------
    NDArray[int8]
        `DossierStanding` of each.
    """
    # A due moment is the close of its day, and a day may close at 24:00, the next day's first
    # second: hence the second less. The day of `FAR` is later than any: no limit, before due.
    due_day_begins = (due - 1) // DAY * DAY
    # What is settled stands one worse from its due day on, and one more after the due moment.
    settled = (ready >= due_day_begins).view(np.int8) + (ready > due)
    settled[returned] = DossierStanding.BEFORE_DUE
    still_open = np.int8(DossierStanding.OPEN_WITHIN_DUE) + (due < end)
    return np.where(ready == NONE, still_open, settled)
