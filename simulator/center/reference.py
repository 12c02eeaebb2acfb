"""The Center in SimPy: the authority on how citizens and dossiers are served.

In: a `Workload` (who comes, with everything drawn) and a `Roster` (who is on duty). Out: the
`Outcome`. It is deterministic and knows neither scenarios nor random numbers. Citizens, dossiers,
officers' duties and work, and the doors are SimPy processes; the rules R1 … R14 that they follow
are stated in `simulator.center.rules` and cited here where they are carried out.

Read it from `Center.visit` and `Center.dossier`, the two stories it tells.
"""

from collections.abc import Generator
from typing import Any

import simpy

from simulator.center.books import Books, Trace
from simulator.center.codes import CITIZEN, COLLECTING, PAPERS, PRIORITY_CITIZEN
from simulator.center.counters import Counters, Story
from simulator.center.lookup import Tables
from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.center.people import Ticket, staff
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, JobKind, OpFlag, OpKind, Workload


class Center:
    """One run of the Center.

    Parameters
    ----------
    workload, roster
        The contracts of one replication.
    trace
        Receives every stretch of work; for tests and pictures.
    """

    def __init__(self, workload: Workload, roster: Roster, trace: Trace | None = None) -> None:
        self.env = simpy.Environment()
        self.horizon, self.retries = workload.horizon, workload.retries
        self.tables = Tables(workload)
        self._read(workload)
        self.stations, officers = staff(workload, roster)
        pairs = [
            (officer.number, station.number)
            for officer in officers
            for station in officer.served + officer.helped
        ]
        days = -(-workload.horizon // DAY)
        self.books = Books(len(self.job_kind), len(self.op_kind), days, pairs, trace)
        self.clock_start = [NONE] * len(self.job_kind)
        self.counters = Counters(
            self.env,
            self.stations,
            officers,
            self.tables,
            self.books,
            leaves_silently=workload.leaves_silently,
            call_out=workload.call_out,
        )

    def _read(self, workload: Workload) -> None:
        """Python integers instead of NumPy's, which would slow every step."""
        jobs, ops, trips = workload.jobs, workload.ops, workload.trips
        self.job_kind, self.job_flags = jobs.kind.tolist(), jobs.flags.tolist()
        self.begin, self.limit = jobs.begin.tolist(), jobs.limit.tolist()
        self.dossiers, self.first_op = jobs.dossiers.tolist(), jobs.first_op.tolist()
        self.op_kind, self.op_flags = ops.kind.tolist(), ops.flags.tolist()
        self.where, self.amount = ops.where.tolist(), ops.amount.tolist()
        self.trip_row = ops.trips.tolist()
        self.patience, self.comes_back = trips.patience.tolist(), trips.comes_back.tolist()

    @property
    def now(self) -> int:
        """The second of the instant."""
        return self.counters.now

    def until(self, moment: int) -> simpy.Timeout:
        """Let the time pass until a moment."""
        return self.counters.until(moment)

    def run(self) -> Outcome:
        """Run to the horizon and return what happened (R14)."""
        self.env.process(self.arrivals())
        if self.horizon > 0:
            self.env.run(until=self.horizon)
        self.counters.cut_off()
        self.note_open_trips_in_vain()
        return self.books.outcome()

    # Citizens and dossiers

    def arrivals(self) -> Story:
        """Citizens set out and dossiers are filed, each at its time (R1)."""
        jobs = [job for job, begin in enumerate(self.begin) if begin != NONE]
        for job in sorted(jobs, key=self.begin.__getitem__):
            yield self.until(self.begin[job])
            story = self.visit if self.job_kind[job] == JobKind.VISIT else self.dossier
            self.env.process(story(job))

    def visit(self, job: int) -> Story:
        """A citizen comes, is served once, and the dossiers that they brought begin (R1)."""
        self.books.ended[job] = JobEnd.OPEN
        served = yield from self.come(job, self.first_op[job], used=1)
        self.books.ended[job] = JobEnd.DONE if served else JobEnd.LOST
        if served:
            for dossier in range(job + 1, job + 1 + self.dossiers[job]):
                self.env.process(self.dossier(dossier))

    def dossier(self, job: int) -> Story:
        """A dossier goes through its route, one operation after the other (R1, R2)."""
        books = self.books
        books.ended[job] = JobEnd.OPEN
        if self.job_flags[job] & JobFlag.ACCEPTED:
            self.start_clock(job)
        if self.job_flags[job] & JobFlag.READY:
            books.result_ready[job] = self.now
        used = 0
        for op in range(self.first_op[job], self.first_op[job + 1]):
            flags = self.op_flags[op]
            if self.op_kind[op] != OpKind.SERVE:
                books.ready[op] = books.start[op] = self.now
                back, used = self.elsewhere(job, op)
                yield self.until(back)
            elif not flags & OpFlag.IN_PERSON:
                yield self.counters.queue_up(self.ticket(job, op))
            elif not (yield from self.come(job, op, used, stayed=used == 0)):
                self.give_up(job, flags)
                return
            books.finish[op] = self.now
            self.turn_clock(job, flags)
            if flags & OpFlag.RETURNS:
                books.ended[job] = JobEnd.RETURNED
                return
        books.ended[job], books.collected[job] = JobEnd.DONE, self.now

    def come(
        self, job: int, op: int, used: int, *, stayed: bool = False
    ) -> Generator[simpy.Event, Any, bool]:
        """A citizen comes for one service, trip after trip, until served or lost (R8–R11).

        They are at the Center now. `used` counts the drawn times of day used so far; `stayed` says
        that they had been at the Center before (R13).
        """
        for failed in range(self.retries + 1):
            self.books.start[op] = self.books.served_by[op] = NONE
            if self.now >= self.tables.closing[self.now // DAY]:
                self.books.ready[op], end = self.now, TripEnd.TURNED_AWAY
                self.books.trip(op, self.now, self.now, end, stayed=stayed)
            else:
                ticket = self.ticket(job, op, in_person=True, stayed=stayed)
                end = yield self.counters.ask(ticket)
            if end == TripEnd.SERVED:
                self.books.finish[op] = self.now
                return True
            if failed < self.retries:
                days = self.comes_back[self.trip_row[op]] if end == TripEnd.LEFT else 1
                yield self.until(self.next_trip(op, days, used + failed))
                stayed = False
        return False

    def ticket(self, job: int, op: int, *, in_person: bool = False, stayed: bool = False) -> Ticket:
        """A ticket for an operation's station, from now on (R4, R9)."""
        self.books.ready[op] = self.now
        rank, patience = PAPERS, FAR
        if in_person:
            has_priority = self.job_flags[job] & JobFlag.PRIORITY
            rank = PRIORITY_CITIZEN if has_priority else CITIZEN
            patience = self.patience[self.trip_row[op]]
        return Ticket(
            self.env,
            self.stations[self.where[op]],
            op=op,
            job=job,
            work=self.amount[op],
            rank=rank,
            due=self.due_for_queue(job),
            patience=patience,
            stayed=stayed,
        )

    def due_for_queue(self, job: int) -> int:
        """The due moment by which a dossier queues; none is last (R4)."""
        due = self.books.due[job]
        return FAR if due == NONE else due

    def next_trip(self, op: int, days: int, used: int) -> int:
        """When a citizen comes on the first open day at least `days` from now, later than now."""
        day = self.now // DAY + days
        arrival = self.tables.comes_at(op, day, used)
        return arrival if arrival > self.now else self.tables.comes_at(op, day + 1, used)

    def give_up(self, job: int, flags: int) -> None:
        """The citizen does not come any more; a supplement counts as never brought (R11)."""
        if flags & OpFlag.SUPPLEMENT:
            self.books.ended[job], self.books.result_ready[job] = JobEnd.RETURNED, self.now
        else:
            self.books.ended[job] = JobEnd.LOST

    def elsewhere(self, job: int, op: int) -> tuple[int, int]:
        """When a delay, visit or courier trip ends, and the times of day used for it (R2)."""
        if self.op_kind[op] == OpKind.DELAY:
            return self.tables.after(self.now, self.amount[op], self.where[op]), 0
        if self.op_kind[op] == OpKind.COURIER:
            return self.tables.courier_arrives(self.now, self.where[op]), 0
        return self.next_visit(job, op)

    def next_visit(self, job: int, op: int) -> tuple[int, int]:
        """When the citizen comes for the service after `op`, and the times of day used (R2)."""
        flags, now = self.op_flags[op], self.now
        if flags & OpFlag.IF_GONE and now < self.tables.closing[self.clock_start[job] // DAY]:
            return now, 0
        used = 0
        if flags & COLLECTING and (planned := self.come_for_result(job, op)) != FAR:
            used = 1
            if planned >= now:
                return planned, used
        return self.next_trip(op + 1, self.amount[op], used), used + 1

    def come_for_result(self, job: int, op: int) -> int:
        """When the citizen first comes for the result, noted as in vain if that is past; or `FAR`.

        That is by the slip's date, or, where they waited until the doors closed, the next open day
        (R11, R13).
        """
        if self.op_flags[op] & OpFlag.IF_GONE:
            came = self.clock_start[job]
            if came == NONE:
                return FAR
            closed = self.tables.closing[came // DAY]
            if closed > self.now or closed >= self.horizon:
                return FAR  # they are still there, or (R14) at the horizon
            self.books.trip(op + 1, came, max(came, closed), TripEnd.IN_VAIN, stayed=True)
            day = came // DAY + 1
        elif self.books.due[job] == FAR:
            return FAR
        else:
            day = (self.books.due[job] - 1) // DAY + self.amount[op]
        planned = self.tables.comes_at(op + 1, day, 0)
        if planned <= self.clock_start[job]:  # due today: later than the slip was given (R2)
            planned = self.tables.comes_at(op + 1, day + 1, 0)
        if planned < self.now:
            self.books.trip(op + 1, planned, planned, TripEnd.IN_VAIN)
        return planned

    # The dossier clock

    def start_clock(self, job: int) -> None:
        """The dossier, or its supplement, is accepted now (R12)."""
        if self.books.accepted[job] == NONE:
            self.books.accepted[job] = self.now
        self.clock_start[job] = self.now
        self.books.due[job] = self.tables.due(self.now, self.limit[job])

    def turn_clock(self, job: int, flags: int) -> None:
        """What the finish of an operation does to the clock (R12)."""
        if flags & OpFlag.STARTS_CLOCK:
            self.start_clock(job)
        if flags & OpFlag.HALTS_CLOCK:
            self.note_trips_in_vain(job)  # on the slip that is void now
            self.books.due[job], self.clock_start[job] = FAR, NONE
        if flags & (OpFlag.STOPS_CLOCK | OpFlag.RETURNS):
            self.books.result_ready[job] = self.now

    # The horizon

    def note_open_trips_in_vain(self) -> None:
        """Write down who has come for results that are not ready at the horizon (R14)."""
        for job, accepted in enumerate(self.books.accepted):
            if accepted != NONE and self.books.result_ready[job] == NONE:
                self.note_trips_in_vain(job)

    def note_trips_in_vain(self, job: int) -> None:
        """Write down the trip for a result that is not ready now, if it is past (R11, R13)."""
        for op in range(self.first_op[job], self.first_op[job + 1]):
            if self.op_flags[op] & COLLECTING:
                self.come_for_result(job, op)
