"""A run told anew: who waited where and who was at work when, for the tests of invariants.

In: a `Run`. Out: stays in queues and officers at any second, from the outcome, the roster and the
stretches of work alone. It asks the engine nothing.
"""

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.center.outcome import TripEnd
from simulator.demand.workload import NONE, JobFlag, OpFlag, OpKind
from tests.center.happened import Run


@dataclass(frozen=True)
class Waiting:
    """A stay in a queue, [since, until); `until` is `NONE` for one that the horizon cuts off."""

    station: int
    op: int
    key: tuple[int, int, int, int]
    since: int
    until: int
    end: TripEnd
    in_person: bool

    def lasts_over(self, second: int) -> bool:
        """Whether it goes on when all calls of a second are done."""
        return self.since <= second and (self.until == NONE or self.until > second)

    def was_there_at_closing(self, second: int) -> bool:
        return self.in_person and self.since < second <= (
            self.until if self.until != NONE else second
        )


class Replay:
    """Queues and officers of a run, told anew from its outcome, roster and stretches of work."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.horizon = run.workload.horizon
        ops, jobs = run.workload.ops, run.workload.jobs
        self.kind, self.flags = ops.kind.tolist(), ops.flags.tolist()
        self.where, self.amount = ops.where.tolist(), ops.amount.tolist()
        self.job = run.workload.job_of_op.tolist()
        self.job_flags, self.job_kind = jobs.flags.tolist(), jobs.kind.tolist()
        times = run.outcome.ops
        self.ready, self.start = times.ready.tolist(), times.start.tolist()
        self.finish, self.officer = times.finish.tolist(), times.officer.tolist()
        trips = run.outcome.trips
        self.trips = list(
            zip(
                trips.op.tolist(),
                trips.arrival.tolist(),
                trips.gone.tolist(),
                map(TripEnd, trips.ended.tolist()),
                trips.ticketed.tolist(),
                strict=True,
            )
        )
        first, roster = run.roster.first_duty.tolist(), run.roster
        duty = list(zip(roster.duty_start.tolist(), roster.duty_end.tolist(), strict=True))
        self.duty = [duty[a:b] for a, b in itertools.pairwise(first)]
        first = roster.first_served.tolist()
        served = roster.served.tolist()
        self.serves = [set(served[a:b]) for a, b in itertools.pairwise(first)]
        self.work = defaultdict(list)
        for stretch in sorted(run.work, key=lambda each: (each.start, each.end)):
            self.work[stretch.officer].append(stretch)
        self.waits = list(self._waits())

    def _waits(self) -> Iterator[Waiting]:
        for op, arrival, gone, end, ticketed in self.trips:
            if ticketed:
                yield self._wait(op, arrival, gone, end)
        for op, (kind, flags) in enumerate(zip(self.kind, self.flags, strict=True)):
            papers = kind == OpKind.SERVE and not flags & OpFlag.IN_PERSON
            if papers and self.ready[op] != NONE:
                end = TripEnd.WAITING if self.start[op] == NONE else TripEnd.SERVED
                yield self._wait(op, self.ready[op], self.start[op], end)

    def _wait(self, op: int, since: int, until: int, end: TripEnd) -> Waiting:
        job, in_person = self.job[op], bool(self.flags[op] & OpFlag.IN_PERSON)
        rank = 2 if not in_person else 0 if self.job_flags[job] & JobFlag.PRIORITY else 1
        station = self.where[op]
        due = 0
        if self.run.workload.stations.by_due_date[station]:
            accepted = self.run.outcome.jobs.accepted[job]
            # Before the dossier is accepted, and for visits, there is no due moment.
            known = accepted != NONE and accepted <= since and self.finish_starts_later(op)
            due = int(self.run.outcome.jobs.due[job]) if known else 2**62
        return Waiting(station, op, (rank, due, since, job), since, until, end, in_person)

    def finish_starts_later(self, op: int) -> bool:
        """Whether the clock runs before `op`, which does not start it."""
        return not self.flags[op] & OpFlag.STARTS_CLOCK

    def events(self) -> list[int]:
        """All seconds at which anything happens before the horizon."""
        moments = {second for shifts in self.duty for shift in shifts for second in shift}
        moments |= set(self.run.workload.time.closings.tolist())
        moments |= {second for wait in self.waits for second in (wait.since, wait.until)}
        moments |= {second for each in self.run.work for second in (each.start, each.end)}
        return sorted(second for second in moments if 0 <= second < self.horizon)

    def on_duty(self, officer: int, second: int) -> bool:
        shifts = self.duty[officer]
        place = bisect_right(shifts, (second, 2**62)) - 1
        return place >= 0 and second < shifts[place][1]

    def at_work(self, officer: int, second: int) -> bool:
        return any(each.start <= second < each.end for each in self.work[officer])

    def holds_paused(self, officer: int, second: int) -> bool:
        """Whether work of the officer stands still once a second has settled."""
        begun = [
            op
            for op, who in enumerate(self.officer)
            if who == officer and NONE < self.start[op] < second
        ]
        open_ = [op for op in begun if self.finish[op] == NONE or self.finish[op] > second]
        return bool(open_) and not self.at_work(officer, second)
