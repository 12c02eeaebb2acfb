"""Courses: where settled dossiers spent their time from accepted to ready, and whom it took.

In: the `Ledger` and the operations of an `Outcome`. Out: `Spent`, open seconds by step and
elsewhere, and how many dossiers went back to the citizen, and to other agencies, how often; and how
long who stays for a result on the spot is at the Center. Between accepted and ready, whoever has a
dossier is told by its clock: while it runs, a delay is another agency's; while it stands, the
citizen's (R12).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.workload import DAY, NONE, JobFlag, JobKind, OpFlag, OpKind, Workload, offsets
from simulator.measures.days import working_days_between
from simulator.measures.ledger import Ledger
from simulator.measures.open_hours import OpenHours
from simulator.measures.routes import operations_of
from simulator.measures.tallies import sums
from simulator.scenario.vocabulary import STEPS


class Elsewhere(IntEnum):
    """Where a dossier is that is at no step."""

    AGENCY = 0
    """At another agency that is consulted."""
    COURIER = 1
    """Waiting for the courier, or on the way."""
    CITIZEN = 2
    """With the citizen, who was asked for a supplement: until they are there to be served."""


TIMES = 3
"""How often something happens to a dossier is told as none, once, more."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What became of the settled dossiers before they were ready."""

    at_steps: NDArray[np.int64]
    """Open seconds waiting and being worked at each step. Shape (steps, 2)."""
    elsewhere: NDArray[np.int64]
    """Open seconds by `Elsewhere`. Shape (3,)."""
    contacted: NDArray[np.int64]
    """Dossiers that went back to the citizen never, once, more often. Shape (3,)."""
    supplemented: NDArray[np.int64]
    """Those that went back once they had been accepted: for a supplement. Shape (3,)."""
    agencies: NDArray[np.int64]
    """Dossiers for which no, one, more agencies were consulted. Shape (3,)."""
    answers: NDArray[np.int64]
    """Answers of agencies that have a limit: before its last day, on it, later. Shape (3,)."""


def spent_by(workload: Workload, outcome: Outcome, ledger: Ledger, hours: OpenHours) -> Spent:
    """Follow the settled dossiers of the period through their operations.

    Parameters
    ----------
    workload, outcome
        One replication.
    ledger
        The dossiers of the period.
    hours
        Hours of the Center's doors.
    """
    settled = np.flatnonzero(ledger.ready != NONE)
    job, total = ledger.dossier[settled], len(settled)
    op, first = operations_of(workload, job)
    lengths = np.diff(first)
    flags, kind, begins = workload.ops.flags[op], workload.ops.kind[op], workload.jobs.flags[job]

    def so_far(op_flags: int, job_flag: int = 0) -> NDArray[np.int64]:
        """How often an operation with some flags came earlier in the route of each."""
        count = offsets((flags & op_flags) != 0)
        own: NDArray[np.int64] = ((begins & job_flag) != 0) - count[first[:-1]]
        return count[:-1] + np.repeat(own, lengths)

    started = so_far(OpFlag.STARTS_CLOCK, JobFlag.ACCEPTED)
    runs = started > so_far(OpFlag.HALTS_CLOCK)
    before_result = so_far(OpFlag.STOPS_CLOCK, JobFlag.READY) == 0
    # What a supplement that never came would have led to was never begun.
    before_result &= outcome.ops.ready[op] != NONE
    away = before_result & (kind != OpKind.SERVE)
    dossier = np.repeat(np.arange(total), lengths)

    def how_often(chosen: NDArray[np.intp]) -> NDArray[np.int64]:
        """Count the dossiers to which something happened never, once, more often."""
        times = np.bincount(dossier[chosen], minlength=total)
        return np.bincount(np.minimum(times, TIMES - 1), minlength=TIMES)

    consults = np.flatnonzero(away & runs & (kind == OpKind.DELAY))
    couriers = np.flatnonzero(away & (started > 0) & (kind == OpKind.COURIER))
    served = np.flatnonzero(before_result & (started > 0) & (kind == OpKind.SERVE))
    at_steps = _at_steps(workload, outcome, op[served], hours)
    agency = _at_agencies(outcome, dossier[consults], op[consults], hours)
    courier = _passed(outcome, op[couriers], hours)
    in_all = hours.between(ledger.accepted[settled], ledger.ready[settled]).sum()
    # The rest is the citizen's, and with it the days between trips that failed (R11).
    citizen = in_all - at_steps.sum() - agency - courier
    return Spent(
        at_steps=at_steps,
        elsewhere=np.array([agency, courier, citizen], np.int64),
        contacted=how_often(np.flatnonzero(away & ~runs)),
        supplemented=how_often(np.flatnonzero(away & ~runs & (started > 0))),
        agencies=how_often(consults),
        answers=_answers(workload, outcome, op[consults], job[dossier[consults]]),
    )


def on_the_spot(workload: Workload, outcome: Outcome) -> NDArray[np.int64]:
    """Sum the seconds from the door to the result of who stayed for it, and count. Shape (2,).

    They came with the visit that brought the dossier, or again, with what was missing (R13).
    """
    trips, jobs = outcome.trips, workload.jobs
    is_served = trips.ended == TripEnd.SERVED
    op = trips.op[is_served & trips.stayed]
    is_return = workload.stations.step[workload.ops.where[op]] == STEPS.index("return")
    op = op[is_return & (outcome.ops.finish[op] != NONE)]
    job = np.searchsorted(jobs.first_op, op, side="right") - 1
    came_for = trips.op[is_served & ~trips.stayed]
    again = np.append(NONE, came_for)[np.searchsorted(came_for, op)]
    visit = np.maximum.accumulate(
        np.where(jobs.kind == JobKind.VISIT, np.arange(len(jobs.kind)), 0)
    )
    first = jobs.first_op[:-1]
    arrival = outcome.ops.ready[np.where(again >= first[job], again, first[visit[job]])]
    stays = (outcome.ops.finish[op] - arrival)[arrival >= workload.period_start]
    return np.array([stays.sum(), len(stays)], np.int64)


def _at_steps(
    workload: Workload, outcome: Outcome, served: NDArray[np.int64], hours: OpenHours
) -> NDArray[np.int64]:
    """Sum the open seconds of services before and from their start, by step. Shape (steps, 2)."""
    done = served[outcome.ops.finish[served] != NONE]
    step = workload.stations.step[workload.ops.where[done]]
    ready, start, finish = (
        hours.seconds_before(moments[done])
        for moments in (outcome.ops.ready, outcome.ops.start, outcome.ops.finish)
    )
    return np.column_stack(
        [sums(start - ready, step, len(STEPS)), sums(finish - start, step, len(STEPS))]
    )


def _answers(
    workload: Workload, outcome: Outcome, op: NDArray[np.int64], job: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count the answers to consultations by how they keep the limit of their agency. Shape (3,).

    As with a dossier, a day off that one is asked on counts as the working day after it (R12).
    """
    limit = workload.agency_days[workload.jobs.procedure[job], workload.ops.where[op]]
    op, limit = op[limit != NONE], limit[limit != NONE]
    asked, answered = (moments[op] // DAY for moments in (outcome.ops.ready, outcome.ops.finish))
    is_day_off = workload.time.next_working_day[asked] != asked
    days = working_days_between(workload.time, asked, answered) - is_day_off
    return np.bincount(np.sign(days - limit) + 1, minlength=3)


def _at_agencies(
    outcome: Outcome, dossier: NDArray[np.int64], op: NDArray[np.int64], hours: OpenHours
) -> int:
    """Sum the open seconds of consultations; of agencies asked at once, the last to answer's."""
    begins, ends = outcome.ops.ready[op], outcome.ops.finish[op]
    apart = (np.diff(dossier, prepend=NONE) != 0) | (np.diff(begins, prepend=NONE) != 0)
    first = np.flatnonzero(apart)
    return int(hours.between(begins[first], np.maximum.reduceat(ends, first)).sum())


def _passed(outcome: Outcome, op: NDArray[np.int64], hours: OpenHours) -> int:
    """Sum the open seconds of operations elsewhere."""
    return int(hours.between(outcome.ops.ready[op], outcome.ops.finish[op]).sum())
