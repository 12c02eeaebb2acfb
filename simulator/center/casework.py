"""What the SimPy model moves: jobs, and the operations of their routes.

In: a `Workload`. Out: small objects that hang on the model, each with what was drawn for it and
what has happened to it so far, by the names of the `Outcome`. They carry out no rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from numpy.typing import NDArray

from simulator.center.outcome import JobEnd
from simulator.demand.codes import TOGETHER, VISIT, VISIT_JOB
from simulator.demand.workload import FAR, NONE, Workload


@dataclass(slots=True, eq=False)
class Operation:
    """One operation of a route (R2)."""

    number: int
    kind: int
    flags: int
    where: int
    amount: int
    trips: int
    """Row of `Trips` of an in-person service, else `NONE`."""
    patience: int
    """Seconds after which who comes for the service leaves (R9)."""
    comes_back: int
    """Days until they come again then (R11)."""
    service: "Operation" = field(init=False, repr=False)
    """Of a visit, the operation after it, for which the citizen comes."""
    group: "list[Operation]" = field(init=False, repr=False)
    """Of a delay that begins together with others, all of these."""
    ready: int = NONE
    start: int = NONE
    finish: int = NONE
    officer: int = NONE


@dataclass(slots=True, eq=False)
class Job:
    """A visit, or a dossier (R1)."""

    number: int
    is_visit: bool
    flags: int
    begin: int
    limit: int
    route: list[Operation]
    dossiers: "list[Job]" = field(default_factory=list)
    """What a visit brings."""
    clock_start: int = NONE
    """When the dossier, or its supplement, was accepted; `NONE` while the clock stands (R12)."""
    ended: int = JobEnd.NOT_BEGUN
    accepted: int = NONE
    due: int = NONE
    first_due: int = NONE
    ready: int = NONE
    collected: int = NONE


def read_jobs(workload: Workload) -> list[Job]:
    """Return the jobs of a workload, by number, with Python's integers: NumPy's are slow."""
    jobs, ops, trips = workload.jobs, workload.ops, workload.trips
    # Nobody comes for what has no row: `NONE` finds the last.
    patience, comes_back = [*trips.patience.tolist(), FAR], [*trips.comes_back.tolist(), FAR]
    operations = [
        Operation(number, kind, flags, where, amount, row, patience[row], comes_back[row])
        for number, (kind, flags, where, amount, row) in _rows(
            ops.kind, ops.flags, ops.where, ops.amount, ops.trips
        )
    ]
    for op, following in pairwise(operations):
        if op.kind == VISIT:
            op.service = following
    all_jobs = [
        Job(number, kind == VISIT_JOB, flags, begin, limit, route=operations[start:end])
        for number, (kind, flags, begin, limit, start, end) in _rows(
            *(jobs.kind, jobs.flags, jobs.begin, jobs.limit),
            *(jobs.first_op[:-1], jobs.first_op[1:]),
        )
    ]
    for job, brought in zip(all_jobs, jobs.dossiers.tolist(), strict=True):
        job.dossiers = all_jobs[job.number + 1 : job.number + 1 + brought]
        for is_group, run in groupby(job.route, key=lambda op: op.flags & TOGETHER):
            if is_group:
                group = list(run)
                for op in group:
                    op.group = group
    return all_jobs


def _rows(*columns: NDArray[Any]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Number and values of each entry."""
    return enumerate(zip(*(column.tolist() for column in columns), strict=True))
