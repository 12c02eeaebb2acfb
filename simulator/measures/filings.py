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

from simulator.center.codes import HALTS_CLOCK, STARTS_CLOCK
from simulator.center.outcome import JobEnd, Outcome
from simulator.demand.contract import all_read_only, read_only
from simulator.demand.kernels import kernel
from simulator.demand.workload import FAR, NONE, JobKind, OpKind, Workload, offsets
from simulator.measures.clock import changed_dates, due_moments
from simulator.measures.ledger import DossierStanding, Ledger, is_any_of, standings


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
        return Filings(
            field=self.field[self.is_own],
            is_own=self.is_own[self.is_own],
            is_late=self.is_late[self.is_own],
            accepted=int(np.count_nonzero(self.is_own[: self.accepted])),
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
    came = _came(workload, outcome)
    waiting, filed = _unaccepted(workload, outcome, came)
    due = np.concatenate(
        [
            _due_of_accepted(workload, outcome, ledger.dossier, came),
            due_moments(workload, filed, workload.jobs.limit[waiting]),
        ]
    )
    standing = standings(
        due,
        np.concatenate([ledger.ready, np.full(len(waiting), NONE)]),
        np.concatenate([ledger.returned, np.zeros(len(waiting), np.bool_)]),
        workload.horizon,
    )
    procedure = workload.jobs.procedure[waiting]
    return Filings(
        field=np.concatenate([ledger.field, workload.procedure_field[procedure]]),
        is_own=np.concatenate([ledger.is_own, workload.procedure_own[procedure]]),
        is_late=is_any_of(standing, DossierStanding.OVERDUE, DossierStanding.OPEN_OVERDUE),
        accepted=len(ledger.dossier),
    )


def _came(workload: Workload, outcome: Outcome) -> NDArray[np.int64]:
    """Return when what each operation needs was there: of a citizen, the first trip for it."""
    # What a citizen brings at the end of a delay is there then, and not when they set out.
    came = np.where(workload.ops.kind == OpKind.SERVE, outcome.ops.ready, outcome.ops.finish)
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
    waits = (workload.ops.kind == OpKind.SERVE) & (came != NONE) & (outcome.ops.finish == NONE)
    op = np.flatnonzero(waits)
    job = np.searchsorted(jobs.first_op, op, side="right") - 1
    is_open = (times.accepted[job] == NONE) & (times.ended[job] == JobEnd.OPEN)
    job, filed = job[is_open], came[op[is_open]]
    is_own = jobs.kind[job] == JobKind.DOSSIER
    brought, visit = _brought(workload, job[~is_own])
    dossiers = np.concatenate([job[is_own], brought])
    return dossiers, np.concatenate([filed[is_own], filed[~is_own][visit]])


def _brought(
    workload: Workload, visits: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the dossiers that some visits bring, which follow them, and the place of the visit."""
    first = offsets(workload.jobs.dossiers[visits])
    visit = np.repeat(np.arange(len(visits)), np.diff(first))
    return visits[visit] + 1 + np.arange(first[-1]) - first[visit], visit


def _due_of_accepted(
    workload: Workload, outcome: Outcome, dossier: NDArray[np.int64], came: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the due moments of dossiers by the clock that runs from the filing (R12)."""
    jobs = workload.jobs
    # A dossier that is accepted at its beginning was filed then, or with its visit.
    filed = np.where(jobs.begin == NONE, NONE, outcome.jobs.accepted)
    is_halted = np.zeros(len(filed), np.bool_)
    columns = (jobs.first_op, jobs.dossiers, workload.ops.flags, came, outcome.ops.finish)
    _turn_clocks(all_read_only(*columns), filed, is_halted)
    due = due_moments(workload, filed[dossier], jobs.limit[dossier])
    due[is_halted[dossier]] = FAR
    # Who has been told of a new date would have been told of one then.
    times = outcome.jobs
    extended = np.flatnonzero((times.due[dossier] != times.first_due[dossier]) & (due != FAR))
    due[extended] = changed_dates(workload, dossier[extended], due[extended])
    return due


@kernel()
def _turn_clocks(columns: Any, filed: NDArray[np.int64], is_halted: NDArray[np.bool_]) -> None:
    """Let what turned the clock of each job last decide: a visit, or a supplement asked for."""
    first_op, dossiers, flags, came, finish = columns
    for job in range(len(filed)):
        for brought in range(job + 1, job + 1 + dossiers[job]):
            filed[brought] = came[first_op[job]]
        for op in range(first_op[job], first_op[job + 1]):
            if flags[op] & (STARTS_CLOCK | HALTS_CLOCK):
                halts = flags[op] & HALTS_CLOCK != 0
                moment = finish[op] if halts else came[op]
                if moment != NONE:
                    filed[job], is_halted[job] = moment, halts
