"""Tickets, stations and officers of the SimPy model: who waits, where, and who may call whom.

In: the contracts. Out: the next ticket of a queue (R4), whether an officer may take it (R5, R8),
and how long it takes (R7). Nothing here moves the clock.
"""

from bisect import bisect_right
from fractions import Fraction
from heapq import heapify, heappop, heappush

import simpy

from simulator.center.casework import Job, Operation
from simulator.center.codes import BOOKED_CITIZEN, CITIZEN, PAPERS, PRIORITY_CITIZEN
from simulator.center.outcome import TripEnd
from simulator.demand.codes import IN_PERSON, PRIORITY
from simulator.demand.roster import Roster
from simulator.demand.workload import FAR, NONE, Stations, Workload


class Ticket(simpy.Event):
    """A place in a queue.

    It succeeds with a `TripEnd`: `SERVED` when the work is done, `LEFT` when patience ends, and so
    on. A silent leaver's ticket keeps its place after that (R9).
    """

    def __init__(
        self,
        env: simpy.Environment,
        station: "Station",
        job: Job,
        op: Operation,
        *,
        stayed: bool = False,
        booked: bool = False,
    ) -> None:
        super().__init__(env)
        self.station = station
        self.op = op
        self.job = job
        self.work = op.amount
        """Seconds of work left at speed 1."""
        self.due = FAR if job.first_due == NONE else job.first_due
        """Due moment, `FAR` for none, which is last (R4)."""
        self.stayed = stayed
        """The citizen had stayed at the Center (R13)."""
        self.booked = booked
        """The citizen has an appointment, or nobody came to it."""
        self.in_person = bool(op.flags & IN_PERSON)
        self.ready = int(env.now)
        self.called = NONE
        """When an officer first took it."""
        self.key = (self._rank(), self.ready, job.number)
        """Class, ready time and job number: who is first across stations (R4)."""

    def _rank(self) -> int:
        """Class (R4)."""
        if not self.in_person:
            return PAPERS
        if self.job.flags & PRIORITY:
            return PRIORITY_CITIZEN
        return BOOKED_CITIZEN if self.booked and self.station.booked_first else CITIZEN


class Station:
    """One queue, in the order of R4."""

    def __init__(self, number: int, rules: Stations) -> None:
        self.number = number
        self.by_due_date = bool(rules.by_due_date[number])
        self.booked_first = bool(rules.booked_first[number])
        self.pauses = bool(rules.pauses[number])
        self.last_ticket = int(rules.last_ticket[number])
        """Seconds before closing without tickets for who comes (R8)."""
        self.overtime_at_most = int(rules.overtime_at_most[number])
        """Seconds after closing at which those not called yet go home; `FAR` for never (R8)."""
        self.tickets_per_day = int(rules.tickets_per_day[number])
        self.target_wait = int(rules.target_wait[number])
        self.hurry: list[int] = rules.hurry[number].tolist()
        """Factor of the work in thousandths, by number of others waiting (R7)."""
        self.servers: list[Officer] = []
        """Who serves here, in the order in which they are chosen (R5)."""
        self.helpers: list[Officer] = []
        """Who only helps here, likewise (R4)."""
        self.queue: list[tuple[int, int, int, int, Ticket]] = []
        self._issued = (NONE, 0)
        """The day of the last ticket under a cap, and how many were issued on it."""

    def issues_ticket(self, today: int) -> bool:
        """Whether there is a ticket left; it is taken, and never given back (R10)."""
        day, issued = self._issued
        issued = issued + 1 if day == today else 1
        if issued > self.tickets_per_day:
            return False
        self._issued = today, issued
        return True

    def join(self, ticket: Ticket) -> None:
        """Wait: by class, then due moment if that is the discipline, ready time, job number."""
        rank, ready, job = ticket.key
        due = ticket.due if self.by_due_date else 0
        heappush(self.queue, (rank, due, ready, job, ticket))

    @property
    def head(self) -> Ticket:
        """Who is next."""
        return self.queue[0][-1]

    def target_key(self, now: int) -> tuple[int, Fraction, int]:
        """Class, wait ÷ target wait, job number: for officers who choose by target (R4)."""
        rank, ready, job = self.head.key
        return rank, -Fraction(now - ready, self.target_wait), job

    def able(self) -> list["Officer"]:
        """Idle officers who may take who is next, in the order in which they are chosen (R5)."""
        head = self.head
        serving = [officer for officer in self.servers if officer.may_serve(head)]
        return serving + [officer for officer in self.helpers if officer.may_help()]

    def call(self) -> Ticket:
        """Who is next, taken from the queue; the more others wait, the less the work (R7)."""
        ticket = heappop(self.queue)[-1]
        if ticket.called == NONE:
            factor = self.hurry[min(len(self.queue), len(self.hurry) - 1)]
            ticket.work = -(-ticket.work * factor // 1000)
        return ticket

    @property
    def citizens(self) -> list[Ticket]:
        """Those who wait in person, in no order; silent leavers among them."""
        return [entry[-1] for entry in self.queue if entry[-1].in_person]

    def remove(self, tickets: list[Ticket]) -> None:
        """Void tickets: their holders do not wait any more."""
        self.queue = [entry for entry in self.queue if entry[-1] not in tickets]
        heapify(self.queue)

    def send_home(self, *, called_too: bool) -> list[Ticket]:
        """Take citizens from the queue and send those who are there home (R8).

        `called_too` says that whoever was called and handed over goes with them.
        """
        citizens = [ticket for ticket in self.citizens if called_too or ticket.called == NONE]
        self.remove(citizens)
        sent = [ticket for ticket in citizens if not ticket.triggered]
        for ticket in sent:
            ticket.succeed(TripEnd.SENT_HOME)
        return sent


class Officer:
    """An officer: on duty in shifts, at work, bound to stay after closing, or idle."""

    def __init__(self, number: int, roster: Roster, stations: list[Station]) -> None:
        self.number = number
        self.speed = int(roster.speed[number])
        """Work done a second, in thousandths (R7)."""
        self.by_target = bool(roster.by_target[number])
        """Chooses by wait ÷ target wait (R4)."""
        duties = slice(*roster.first_duty[number : number + 2])
        self.shifts: list[tuple[int, int]] = list(
            zip(roster.duty_start[duties].tolist(), roster.duty_end[duties].tolist(), strict=True)
        )
        """Duty intervals [start, end), ascending."""
        served = roster.served[slice(*roster.first_served[number : number + 2])]
        helped = roster.helped[slice(*roster.first_helped[number : number + 2])]
        self.served = [stations[station] for station in served]
        self.helped = [stations[station] for station in helped]
        self.shift = NONE
        """Number of the shift that runs, or ran last."""
        self.on_duty = False
        self.ticket: Ticket | None = None
        """What the officer works on, paused or not."""
        self.paused = False
        self.working_since = NONE
        """When the stretch of work that runs began."""
        self.stays_for_before = NONE
        """The closing after which the officer stays for those who came before it (R8)."""
        self._starts = [start for start, _ in self.shifts]

    def seconds_for(self, work: int) -> int:
        """Seconds that some work takes (R7)."""
        return -(-work * 1000 // self.speed)

    def work_in(self, seconds: int) -> int:
        """Whole seconds of work done in some seconds (R6)."""
        return seconds * self.speed // 1000

    def may_serve(self, ticket: Ticket) -> bool:
        """R5: idle and on duty, or idle and bound to stay for this citizen (R8)."""
        if self.ticket is not None:
            return False
        return self.on_duty or (ticket.in_person and ticket.ready < self.stays_for_before)

    def may_help(self) -> bool:
        """R4: idle and on duty, and nothing waits that the officer serves."""
        return (
            self.ticket is None
            and self.on_duty
            and not any(station.queue for station in self.served)
        )

    def on_duty_at(self, moment: int) -> bool:
        """Whether `moment` lies in a shift."""
        shift = bisect_right(self._starts, moment) - 1
        return shift >= 0 and moment < self.shifts[shift][1]

    def seconds_on_duty(self, start: int, end: int) -> int:
        """Seconds of [start, end) that lie in shifts."""
        seconds = 0
        for first, last in self.shifts[max(bisect_right(self._starts, start) - 1, 0) :]:
            if first >= end:
                break
            seconds += max(min(last, end) - max(first, start), 0)
        return seconds


def staff(workload: Workload, roster: Roster) -> tuple[list[Station], list[Officer]]:
    """Set up stations and officers, each knowing the others."""
    rules = workload.stations
    stations = [Station(number, rules) for number in range(len(rules.step))]
    officers = [Officer(number, roster, stations) for number in range(len(roster.group))]
    # R5: the fewest stations first, then the lowest number.
    for officer in sorted(officers, key=lambda officer: len(officer.served)):
        for station in officer.served:
            station.servers.append(officer)
        for station in officer.helped:
            station.helpers.append(officer)
    return stations, officers
