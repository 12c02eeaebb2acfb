"""What happened in a Center written down by hand, asked by job and told in texts.

In: the contracts, the `Outcome` and the stretches of work of one run. Out: moments as
`moments.told` writes them. It computes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload
from tests.center.moments import told


@dataclass(frozen=True)
class Stretch:
    """An officer at work on one operation, without a pause."""

    officer: int
    station: int
    op: int
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """What happened in a scene; moments are texts."""

    workload: Workload
    roster: Roster
    outcome: Outcome
    work: list[Stretch]

    @classmethod
    def of(
        cls,
        workload: Workload,
        roster: Roster,
        outcome: Outcome,
        work: Iterable[tuple[int, int, int, int, int]],
    ) -> "Run":
        """A run from its trace: officer, station, operation, start and end of each stretch."""
        return cls(workload, roster, outcome, [Stretch(*stretch) for stretch in work])

    def _op(self, job: int, op: int) -> int:
        return int(self.workload.jobs.first_op[job]) + op

    def ready(self, job: int, op: int = 0) -> str:
        return told(self.outcome.ops.ready[self._op(job, op)])

    def start(self, job: int, op: int = 0) -> str:
        return told(self.outcome.ops.start[self._op(job, op)])

    def finish(self, job: int, op: int = 0) -> str:
        return told(self.outcome.ops.finish[self._op(job, op)])

    def served_by(self, job: int, op: int = 0) -> int:
        return int(self.outcome.ops.officer[self._op(job, op)])

    def starts(self, jobs: Iterable[int]) -> list[str]:
        return [self.start(job) for job in jobs]

    def ended(self, job: int) -> JobEnd:
        return JobEnd(self.outcome.jobs.ended[job])

    def accepted(self, job: int) -> str:
        return told(self.outcome.jobs.accepted[job])

    def due(self, job: int) -> str:
        return told(self.outcome.jobs.due[job])

    def first_due(self, job: int) -> str:
        return told(self.outcome.jobs.first_due[job])

    def result(self, job: int) -> str:
        return told(self.outcome.jobs.ready[job])

    def collected(self, job: int) -> str:
        return told(self.outcome.jobs.collected[job])

    def trips(self, job: int) -> list[tuple[str, str, TripEnd]]:
        """Arrival, going and end of every trip of a job."""
        trips = self.outcome.trips
        return [
            (told(trips.arrival[row]), told(trips.gone[row]), TripEnd(trips.ended[row]))
            for row in self._trip_rows(job)
        ]

    def ticketed(self, job: int) -> list[bool]:
        """Whether each trip of a job got a ticket."""
        return [bool(self.outcome.trips.ticketed[row]) for row in self._trip_rows(job)]

    def stayed(self, job: int) -> list[bool]:
        """Whether for each trip of a job the citizen had stayed at the Center."""
        return [bool(self.outcome.trips.stayed[row]) for row in self._trip_rows(job)]

    def _trip_rows(self, job: int) -> np.ndarray:
        first, last = self._op(job, 0), self._op(job + 1, 0)
        op = self.outcome.trips.op
        return np.flatnonzero((op >= first) & (op < last))

    def stretches(self, job: int, op: int = 0) -> list[tuple[str, str]]:
        """When an operation was worked on."""
        mine = self._op(job, op)
        return [(told(each.start), told(each.end)) for each in self.work if each.op == mine]

    def overtime(self, officer: int) -> int:
        """Seconds."""
        worked = self.outcome.worked
        return int(worked.overtime[worked.officer == officer].sum())

    def seconds(self, officer: int) -> int:
        """Seconds worked, overtime included."""
        worked = self.outcome.worked
        return int(worked.seconds[worked.officer == officer].sum())
