"""Filings: when each dossier was brought, and what the books would say if that had accepted it.

In: the operations and trips of an `Outcome`. Out: `Filings`, one entry a dossier that stood in the
books of the period or waits at the horizon to be accepted, with the due moment of a clock that
starts at the filing. So a queue before reception, which no book knows of, shows in a rate. It knows
nothing of officers.

A dossier is *filed* when it becomes ready for the service that accepts it: online and by post when
it comes, at a counter when the citizen first comes for that service. A supplement likewise.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import JobEnd, Outcome
from simulator.demand.codes import HALTS_CLOCK, SERVE, STARTS_CLOCK
from simulator.demand.contract import all_read_only, read_only
from simulator.demand.kernels import kernel
from simulator.demand.workload import FAR, NONE, JobKind, OpKind, Workload
from simulator.measures.clock import changed_dates, due_moments
from simulator.measures.ledger import Ledger
from simulator.measures.routes import operations_of, ranges


@dataclass(frozen=True, slots=True)
class Filings:
    """The dossiers of the ledger, and behind them those that wait to be accepted."""

    field: NDArray[np.int32]
    """Index into `Workload.fields`. Shape (filings,)."""
    is_own: NDArray[np.bool_]
    """Whether the Center's own authorities decide it."""
    is_late: NDArray[np.bool_]
    """Whether it is settled after the due moment of the clock from the filing, or open at the
    horizon with that moment passed."""
    accepted: int
    """How many of them are accepted: the first ones."""

    def own(self) -> "Filings":
        """Return those that the Center's own authorities decide."""
        own = np.flatnonzero(self.is_own)
        return Filings(
            field=self.field[own],
            is_own=self.is_own[own],
            is_late=self.is_late[own],
            accepted=int(np.searchsorted(own, self.accepted)),
        )


def filings_of(workload: Workload, outcome: Outcome, ledger: Ledger) -> Filings:
    """Follow every dossier of the period from its filing.

    Parameters
    ----------
    workload, outcome
        One replication.
    ledger
        The dossiers of its period.
    """
    came = _came(outcome)
    filed, stands = _last_filed(workload, outcome, came)
    waiting, since = _unaccepted(workload, outcome, came)
    filed[waiting] = since
    dossier = np.concatenate([ledger.dossier, waiting])
    due = due_moments(workload, filed[dossier], workload.jobs.limit[dossier])
    due[stands[dossier]] = FAR
    times = outcome.jobs
    # Who has been told of a new date would have been told of one then.
    extended = np.flatnonzero((times.due[dossier] != times.first_due[dossier]) & (due != FAR))
    due[extended] = changed_dates(workload, dossier[extended], due[extended])
    ready, is_returned = times.ready[dossier], times.ended[dossier] == JobEnd.RETURNED
    procedure = workload.jobs.procedure[waiting]
    return Filings(
        field=np.concatenate([ledger.field, workload.procedure_field[procedure]]),
        is_own=np.concatenate([ledger.is_own, workload.procedure_own[procedure]]),
        is_late=(due < np.where(ready == NONE, workload.horizon, ready)) & ~is_returned,
        accepted=len(ledger.dossier),
    )


def _came(outcome: Outcome) -> NDArray[np.int64]:
    """Return when what each service needs was there: of a citizen, the first trip for it."""
    came = outcome.ops.ready.copy()
    _come_first(read_only(outcome.trips.op), read_only(outcome.trips.arrival), came)
    return came


@kernel()
def _come_first(op: NDArray[np.int64], arrival: NDArray[np.int64], came: NDArray[np.int64]) -> None:
    """Set the first arrival for each operation; trips stand by operation and in their order."""
    for trip in range(len(op) - 1, -1, -1):
        came[op[trip]] = arrival[trip]


def _unaccepted(
    workload: Workload, outcome: Outcome, came: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the dossiers that are filed and not accepted at the horizon, and when they were."""
    jobs, times = workload.jobs, outcome.jobs
    job = np.flatnonzero((times.ended == JobEnd.OPEN) & (times.accepted == NONE))
    op, first = operations_of(workload, job)
    waits = (workload.ops.kind[op] == OpKind.SERVE) & (came[op] != NONE)
    waits &= outcome.ops.finish[op] == NONE
    job, filed = np.repeat(job, np.diff(first))[waits], came[op[waits]]
    is_visit = jobs.kind[job] == JobKind.VISIT  # whose dossiers follow it
    number = np.where(is_visit, jobs.dossiers[job], 1)
    dossier, _ = ranges(job + is_visit, number)
    return dossier, np.repeat(filed, number)


def _last_filed(
    workload: Workload, outcome: Outcome, came: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return when each accepted dossier, or its supplement, was filed, and if its clock stands."""
    jobs, ops = workload.jobs, workload.ops
    # A dossier that is accepted at its beginning was filed then, or with its visit.
    filed = outcome.jobs.accepted.copy()
    stands = np.zeros(len(filed), np.bool_)
    columns = (jobs.first_op, jobs.dossiers, ops.kind, ops.flags, came, outcome.ops.finish)
    _turn_clocks(all_read_only(*columns), filed, stands)
    return filed, stands


@kernel()
def _turn_clocks(columns: Any, filed: NDArray[np.int64], stands: NDArray[np.bool_]) -> None:
    """Let what turned the clock of each job last decide: a visit, or a supplement."""
    first_op, dossiers, kind, flags, came, finish = columns
    for visit in range(len(filed)):
        for brought in range(visit + 1, visit + 1 + dossiers[visit]):
            filed[brought] = came[first_op[visit]]
    job = 0  # that of the operation: one loop over all takes half the time of one for each job
    for op in range(len(flags)):
        if flags[op] & (STARTS_CLOCK | HALTS_CLOCK):
            while first_op[job + 1] <= op:
                job += 1
            halts = flags[op] & HALTS_CLOCK != 0
            # What a citizen brings at the end of a delay is there then, and not when they set out.
            moment = finish[op] if halts or kind[op] != SERVE else came[op]
            if moment != NONE:
                filed[job], stands[job] = moment, halts
