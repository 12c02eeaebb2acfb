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
from simulator.center.casework import Job, Operation, read_jobs
from simulator.center.counters import Counters, Story
from simulator.center.lookup import Tables
from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.center.people import Ticket, staff
from simulator.demand.codes import (
    ACCEPTED,
    BOOKED,
    BY_SLIP,
    COURIER,
    DELAY,
    EMPTY,
    EXTENDS,
    HALTS_CLOCK,
    IF_GONE,
    IN_PERSON,
    READY,
    RETURNS,
    SERVE,
    STARTS_CLOCK,
    STOPS_CLOCK,
    SUPPLEMENT,
    TOGETHER,
)
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, Workload


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
        self.jobs = read_jobs(workload)
        self.stations, officers = staff(workload, roster)
        pairs = [
            (officer.number, station.number)
            for officer in officers
            for station in officer.served + officer.helped
        ]
        self.books = Books(self.jobs, -(-workload.horizon // DAY), pairs, trace)
        self.counters = Counters(
            self.env,
            self.stations,
            officers,
            self.tables,
            self.books,
            leaves_silently=workload.leaves_silently,
            call_out=workload.call_out,
        )

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
        begun = [job for job in self.jobs if job.begin != NONE]
        for job in sorted(begun, key=lambda job: job.begin):
            yield self.until(job.begin)
            self.env.process(self.visit(job) if job.is_visit else self.dossier(job))

    def visit(self, visit: Job) -> Story:
        """A citizen comes, is served once, and the dossiers that they brought begin (R1)."""
        [service] = visit.route
        if service.flags & EMPTY:
            station = self.stations[service.where]
            self.counters.keep_place(Ticket(self.env, station, visit, service, booked=True))
            return
        visit.ended = JobEnd.OPEN
        served = yield from self.come(visit, service, used=1)
        visit.ended = JobEnd.DONE if served else JobEnd.LOST
        if served:
            for dossier in visit.dossiers:
                self.env.process(self.dossier(dossier))

    def dossier(self, dossier: Job) -> Story:
        """A dossier goes through its route, one operation after the other (R1, R2)."""
        dossier.ended = JobEnd.OPEN
        if dossier.flags & ACCEPTED:
            self.start_clock(dossier)
        if dossier.flags & READY:
            dossier.ready = self.now
        used = 0
        for op in dossier.route:
            if op.flags & TOGETHER:
                yield self.all_answers(op.group)
                self.turn_clock(dossier, op)
                continue
            if op.kind != SERVE:
                op.ready = op.start = self.now
                self.note_trips_in_vain(dossier, op)
                back, used = self.elsewhere(dossier, op)
                yield self.until(back)
            elif not op.flags & IN_PERSON:
                yield self.counters.queue_up(self.ticket(dossier, op))
            elif not (yield from self.come(dossier, op, used, stayed=used == 0)):
                self.give_up(dossier, op)
                return
            op.finish = self.now
            self.turn_clock(dossier, op)
            if op.flags & RETURNS:
                dossier.ended = JobEnd.RETURNED
                return
        dossier.ended, dossier.collected = JobEnd.DONE, self.now

    def come(
        self, job: Job, service: Operation, used: int, *, stayed: bool = False
    ) -> Generator[simpy.Event, Any, bool]:
        """A citizen comes for one service, trip after trip, until served or lost (R8–R11).

        They are at the Center now. `used` counts the drawn times of day used so far; `stayed` says
        that they had been at the Center before (R13).
        """
        for failed in range(self.retries + 1):
            service.start = service.officer = NONE
            booked = failed == 0 and bool(job.flags & BOOKED)
            if self.now >= self.last_ticket(service, exempt=stayed or booked):
                service.ready, end = self.now, TripEnd.TURNED_AWAY
                self.books.trip(service, self.now, self.now, end, stayed=stayed)
            else:
                ticket = self.ticket(job, service, stayed=stayed, booked=booked)
                end = yield self.counters.ask(ticket)
            if end == TripEnd.SERVED:
                service.finish = self.now
                return True
            if failed < self.retries:
                days = service.comes_back if end == TripEnd.LEFT else 1
                yield self.until(self.next_trip(service, days, used + failed))
                stayed = False
        return False

    def last_ticket(self, service: Operation, *, exempt: bool) -> int:
        """From when on today who comes is turned away; at closing who stayed or is booked (R8)."""
        closing = self.tables.closing[self.now // DAY]
        return closing if exempt else closing - self.stations[service.where].last_ticket

    def ticket(
        self, job: Job, service: Operation, *, stayed: bool = False, booked: bool = False
    ) -> Ticket:
        """A ticket for an operation's station, from now on (R4, R9)."""
        service.ready = self.now
        station = self.stations[service.where]
        return Ticket(self.env, station, job, service, stayed=stayed, booked=booked)

    def next_trip(self, service: Operation, days: int, used: int) -> int:
        """When a citizen comes on the first open day at least `days` from now, later than now."""
        return self.trip_after(self.now, service, self.now // DAY + days, used)

    def trip_after(self, moment: int, service: Operation, day: int, used: int) -> int:
        """When a citizen comes on the first open day from `day` on, later than a moment (R2)."""
        arrival = self.tables.comes_at(service.trips, day, used)
        if arrival > moment:
            return arrival
        return self.tables.comes_at(service.trips, day + 1, used)

    def give_up(self, dossier: Job, service: Operation) -> None:
        """The citizen does not come any more; a supplement counts as never brought (R11)."""
        if service.flags & SUPPLEMENT:
            dossier.ended, dossier.ready = JobEnd.RETURNED, self.now
        else:
            dossier.ended = JobEnd.LOST

    def elsewhere(self, dossier: Job, op: Operation) -> tuple[int, int]:
        """When a delay, visit or courier trip ends, and the times of day used for it (R2)."""
        if op.kind == DELAY:
            return self.tables.after(self.now, op.amount, op.where), 0
        if op.kind == COURIER:
            return self.tables.courier_arrives(self.now, op.where), 0
        return self.next_visit(dossier, op)

    def all_answers(self, group: list[Operation]) -> simpy.Event:
        """Whoever of a group has not been asked yet is asked now; when the last answers (R2)."""
        asked = [self.env.process(self.answer(op)) for op in group if op.start == NONE]
        return self.env.all_of(asked)

    def answer(self, delay: Operation) -> Story:
        """One of several agencies that are asked in the same second takes its time (R2)."""
        delay.ready = delay.start = self.now
        yield self.until(self.tables.after(self.now, delay.amount, delay.where))
        delay.finish = self.now

    # Coming for a result

    def next_visit(self, dossier: Job, visit: Operation) -> tuple[int, int]:
        """When the citizen comes for the service after a visit, and the times of day used (R2)."""
        if visit.flags & IF_GONE and not self.has_gone(dossier):
            return self.now, 0
        first = self.first_trip(dossier, visit)
        if self.now <= first < FAR:
            return first, 1
        used = 0 if first == FAR else 1
        return self.next_trip(visit.service, visit.amount, used), used + 1

    def first_trip(self, dossier: Job, visit: Operation) -> int:
        """When the citizen comes for the result without being told; `FAR` if they wait for that.

        That is by the slip's date, or, where they waited until the doors closed, the next open day;
        later than the slip was given, if that is today (R2, R11, R13).
        """
        if visit.flags & IF_GONE and self.has_gone(dossier):
            day = dossier.clock_start // DAY + 1
        elif visit.flags & BY_SLIP and dossier.due != FAR:
            day = (dossier.due - 1) // DAY + visit.amount
        else:
            return FAR
        return self.trip_after(dossier.clock_start, visit.service, day, 0)

    def has_gone(self, dossier: Job) -> bool:
        """Whether the doors have closed on a citizen who waited for the result (R13, R14)."""
        if dossier.clock_start == NONE:
            return False
        closed = self.tables.closing[dossier.clock_start // DAY]
        return closed <= self.now and closed < self.horizon

    def note_trips_in_vain(self, dossier: Job, visit: Operation) -> None:
        """Write down for which trips, up to now, the result was not ready (R11, R13)."""
        if visit.flags & IF_GONE and self.has_gone(dossier):
            came = dossier.clock_start
            gone = max(came, self.tables.closing[came // DAY])
            self.books.trip(visit.service, came, gone, TripEnd.IN_VAIN, stayed=True)
        first = self.first_trip(dossier, visit)
        if first < self.now:
            self.books.trip(visit.service, first, first, TripEnd.IN_VAIN)

    def note_open_trips_in_vain(self) -> None:
        """Write down who has come for results that are not ready at the horizon (R12, R14)."""
        for job in self.jobs:
            if job.accepted != NONE and job.ready == NONE:
                self.extend(job)
                for op in job.route:
                    self.note_trips_in_vain(job, op)

    # The dossier clock

    def start_clock(self, dossier: Job) -> None:
        """The dossier, or its supplement, is accepted now (R12)."""
        if dossier.accepted == NONE:
            dossier.accepted = self.now
        dossier.clock_start = self.now
        dossier.due = dossier.first_due = self.tables.due(self.now, dossier.limit)

    def turn_clock(self, dossier: Job, op: Operation) -> None:
        """What the finish of an operation does to the clock (R12)."""
        if op.flags & STARTS_CLOCK:
            self.start_clock(dossier)
        if op.flags & (HALTS_CLOCK | STOPS_CLOCK | RETURNS):
            self.extend(dossier)
        if op.flags & HALTS_CLOCK:
            for later in dossier.route:  # on the slip that is void now
                self.note_trips_in_vain(dossier, later)
            dossier.due = dossier.first_due = FAR
            dossier.clock_start = NONE
        if op.flags & (STOPS_CLOCK | RETURNS):
            dossier.ready = self.now

    def extend(self, dossier: Job) -> None:
        """Put the due moment off, once, if the citizen was told before now that it will be (R12).

        They are told at the close of the last working day before the due day, while the clock runs.
        """
        if dossier.flags & EXTENDS and dossier.clock_start != NONE and dossier.due != FAR:
            told, changed = self.tables.extension(dossier.due, dossier.limit)
            if dossier.clock_start < told < self.now:
                dossier.due = changed
                dossier.flags &= ~EXTENDS
