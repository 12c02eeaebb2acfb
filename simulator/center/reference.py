"""The Center in SimPy: the authority on how citizens and dossiers are served.

In: a `Workload` (who comes, with everything drawn) and a `Roster` (who is on duty). Out: the
`Outcome`. It is deterministic and knows neither scenarios nor random numbers. Citizens, dossiers,
officers' duties and work, and the doors are SimPy processes; the rules R1 … R14 that they follow
are stated in `simulator.center.rules` and cited here where they are carried out.

Read it from `Center.visit` and `Center.dossier`, the two stories it tells.
"""

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import simpy

from simulator.center.books import Books, Trace
from simulator.center.lookup import Tables
from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.center.people import CITIZEN, PAPERS, PRIORITY_CITIZEN, Officer, Station, Ticket
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, JobKind, OpFlag, OpKind, Workload

Story = Generator[simpy.Event, Any, None]
"""What a process tells; SimPy sends back the value of each event that it waits for."""

COLLECTING = OpFlag.BY_SLIP | OpFlag.IF_GONE
"""The visits before which a citizen may have come in vain (R11, R13)."""


class Dispatch(simpy.Event):
    """Tickets and dispatch of an instant, after all that happens at its second (R3)."""

    PRIORITY = 2
    """Below SimPy's `URGENT` (0) and `NORMAL` (1), at which an instant settles."""

    def __init__(self, env: simpy.Environment, dispatch: Callable[[simpy.Event], None]) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self.callbacks = [dispatch]
        env.schedule(self, priority=self.PRIORITY)  # type: ignore[arg-type]  # any int is a priority


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
        self.woken = False
        self.doors_close = False
        self.bound: list[Officer] = []
        self._read(workload)
        pairs = self._staff(workload, roster)
        days = -(-workload.horizon // DAY)
        self.clock_start = [NONE] * len(self.job_kind)
        self.books = Books(len(self.job_kind), len(self.op_kind), days, pairs, trace)

    def _read(self, workload: Workload) -> None:
        """Python integers instead of NumPy's, which would slow every step."""
        jobs, ops = workload.jobs, workload.ops
        self.job_kind, self.job_flags = jobs.kind.tolist(), jobs.flags.tolist()
        self.begin, self.limit = jobs.begin.tolist(), jobs.limit.tolist()
        self.dossiers, self.first_op = jobs.dossiers.tolist(), jobs.first_op.tolist()
        self.op_kind, self.op_flags = ops.kind.tolist(), ops.flags.tolist()
        self.where, self.amount = ops.where.tolist(), ops.amount.tolist()

    def _staff(self, workload: Workload, roster: Roster) -> list[tuple[int, int]]:
        """Set up stations and officers; the (officer, station) pairs of who serves what."""
        rules = workload.stations
        self.stations = [
            Station(number, by_due_date=due, pauses=pauses, sends_home=home)
            for number, (due, pauses, home) in enumerate(
                zip(
                    rules.by_due_date.tolist(),
                    rules.pauses.tolist(),
                    rules.sends_home.tolist(),
                    strict=True,
                )
            )
        ]
        shifts = list(zip(roster.duty_start.tolist(), roster.duty_end.tolist(), strict=True))
        first = roster.first_duty.tolist()
        self.officers = [
            Officer(number, speed, shifts[first[number] : first[number + 1]])
            for number, speed in enumerate(roster.speed.tolist())
        ]
        load = np.diff(roster.first_served).tolist()
        owner = np.repeat(np.arange(len(load)), load).tolist()
        pairs = list(zip(owner, roster.served.tolist(), strict=True))
        for number, station in pairs:
            self.stations[station].servers.append(self.officers[number])
        for queue in self.stations:  # R5: the fewest stations first, then the lowest number
            queue.servers.sort(key=lambda officer: (load[officer.number], officer.number))
        return pairs

    def run(self) -> Outcome:
        """Run to the horizon and return what happened (R14)."""
        for officer in self.officers:
            self.env.process(self.duty(officer))
        self.env.process(self.doors())
        self.env.process(self.arrivals())
        if self.horizon > 0:
            self.env.run(until=self.horizon)
        self.close_books()
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
                yield self.queue_up(job, op, PAPERS)
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
        """A citizen comes for one service, trip after trip, until served or lost (R8, R11).

        They are at the Center now. `used` counts the drawn times of day used so far; `stayed` says
        that they had been at the Center before (R13).
        """
        rank = PRIORITY_CITIZEN if self.job_flags[job] & JobFlag.PRIORITY else CITIZEN
        for failed in range(self.retries + 1):
            if self.now >= self.tables.closing[self.now // DAY]:
                self.books.ready[op] = self.now
                self.books.trip(op, self.now, self.now, TripEnd.TURNED_AWAY, stayed=stayed)
            elif (yield self.queue_up(job, op, rank, stayed=stayed)) == TripEnd.SERVED:
                self.books.finish[op] = self.now
                return True
            if failed < self.retries:
                yield self.until(self.tables.comes_at(op, self.now // DAY + 1, used + failed))
                stayed = False
        return False

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
        day = now // DAY + self.amount[op]
        arrival = self.tables.comes_at(op + 1, day, used)
        if arrival <= now:
            arrival = self.tables.comes_at(op + 1, day + 1, used)
        return arrival, used + 1

    def come_for_result(self, job: int, op: int) -> int:
        """When the citizen first comes for the result, noted as in vain if that is past; or `FAR`.

        That is by the slip's date, or, where they waited until the doors closed, the next open day
        (R11, R13).
        """
        if self.op_flags[op] & OpFlag.IF_GONE:
            came = self.clock_start[job]
            closed = self.tables.closing[came // DAY]
            if closed >= self.horizon:
                return FAR  # R14: the doors did not close any more
            self.books.trip(op + 1, came, max(came, closed), TripEnd.IN_VAIN, stayed=True)
            day = came // DAY + 1
        elif self.books.due[job] == FAR:
            return FAR
        else:
            day = (self.books.due[job] - 1) // DAY + self.amount[op]
        planned = self.tables.comes_at(op + 1, day, 0)
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
            self.books.due[job] = FAR
        if flags & (OpFlag.STOPS_CLOCK | OpFlag.RETURNS):
            self.books.result_ready[job] = self.now

    # Officers and doors

    def duty(self, officer: Officer) -> Story:
        """An officer comes on duty and goes off, shift by shift (R6)."""
        for number, (start, end) in enumerate(officer.shifts):
            yield self.until(start)
            officer.shift, officer.on_duty = number, True
            self.wake()
            yield self.until(end)
            officer.on_duty = False

    def work(self, officer: Officer, station: Station, ticket: Ticket) -> Story:
        """An officer serves a ticket, pausing between shifts where the station does (R6, R7)."""
        left = -(-self.amount[ticket.op] * 1000 // officer.speed)
        pauses = station.pauses and officer.on_duty  # work begun in overtime never is (R8)
        shift = officer.shift
        while pauses and self.now + left > (end := officer.shifts[shift][1]):
            left -= end - self.now
            yield from self.stretch(officer, station, ticket, end - self.now)
            officer.paused = True
            shift += 1
            yield self.until(officer.shifts[shift][0] if shift < len(officer.shifts) else FAR)
            officer.paused = False
        yield from self.stretch(officer, station, ticket, left)
        officer.ticket = None
        ticket.succeed(TripEnd.SERVED)
        self.wake()

    def stretch(self, officer: Officer, station: Station, ticket: Ticket, seconds: int) -> Story:
        """An officer works without a pause."""
        officer.working_since = self.now
        yield self.env.timeout(seconds)
        self.books.stretch(officer, ticket, station.number, self.now)

    def doors(self) -> Story:
        """The doors close for the day (R8)."""
        for moment in self.tables.closings:
            yield self.until(moment)
            self.doors_close = True
            self.wake()

    # An instant (R3)

    @property
    def now(self) -> int:
        """The second of the instant."""
        return int(self.env.now)

    def until(self, moment: int) -> simpy.Timeout:
        """Let the time pass until a moment."""
        return self.env.timeout(moment - self.now)

    def queue_up(self, job: int, op: int, rank: int, *, stayed: bool = False) -> Ticket:
        """Join the queue of the operation's station (R4)."""
        self.books.ready[op] = self.now
        ticket = Ticket(self.env, op, job, rank, stayed=stayed)
        due = self.books.due[job]
        self.stations[self.where[op]].join(ticket, FAR if due == NONE else due)
        self.wake()
        return ticket

    def wake(self) -> None:
        """Dispatch, once, when all that happens at this second has settled."""
        if not self.woken:
            self.woken = True
            Dispatch(self.env, self.dispatch)

    def dispatch(self, _: simpy.Event) -> None:
        """Idle officers call who is next, until none can (R5); who is left idle goes home (R8)."""
        self.woken = False
        if self.doors_close:
            self.doors_close = False
            self.close_doors()
        while (call := self.next_call()) is not None:
            officer, station = call
            ticket = station.call()
            officer.ticket = ticket
            self.books.start[ticket.op] = self.now
            self.books.served_by[ticket.op] = officer.number
            if ticket.in_person:
                self.books.ticket(ticket, self.now, TripEnd.SERVED)
            self.env.process(self.work(officer, station, ticket))
        for officer in self.bound:
            if officer.ticket is None:
                officer.stays_for_before = NONE
        self.bound = [officer for officer in self.bound if officer.ticket is not None]

    def next_call(self) -> tuple[Officer, Station] | None:
        """The best head that an idle officer may take, and who takes it (R4, R5)."""
        best: tuple[Officer, Station] | None = None
        for station in self.stations:
            if not station.queue or (best and station.head.key > best[1].head.key):
                continue
            for officer in station.servers:
                if officer.may_take(station.head):
                    best = officer, station
                    break
        return best

    def close_doors(self) -> None:
        """Officers are bound to stay for those who wait, or these are sent home (R8)."""
        for station in self.stations:
            if not station.citizens:
                continue
            stay = [
                officer
                for officer in station.servers
                if officer.on_duty_at(self.now - 1) and not officer.paused
            ]
            if station.sends_home or not stay:
                for ticket in station.send_home():
                    self.books.ticket(ticket, self.now, TripEnd.SENT_HOME)
                continue
            for officer in stay:
                officer.stays_for_before = self.now
            self.bound += [officer for officer in stay if officer not in self.bound]

    # The horizon

    def close_books(self) -> None:
        """Write down what the horizon cuts off; nothing that is open is dropped (R14)."""
        for station in self.stations:
            for ticket in station.citizens:
                self.books.ticket(ticket, NONE, TripEnd.WAITING)
        for officer in self.officers:
            if officer.ticket and officer.working_since != NONE:
                station = self.where[officer.ticket.op]
                self.books.stretch(officer, officer.ticket, station, self.horizon)
        for job, accepted in enumerate(self.books.accepted):
            if accepted != NONE and self.books.result_ready[job] == NONE:
                for op in range(self.first_op[job], self.first_op[job + 1]):
                    if self.op_flags[op] & COLLECTING:
                        self.come_for_result(job, op)
