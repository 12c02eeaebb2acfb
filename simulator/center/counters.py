"""The counters of the SimPy model: how an instant runs, and officers at their work.

In: tickets of citizens and papers. Out: each ticket succeeds with how it ended. The counters know
stations, officers and the doors; they do not know what a dossier is, nor where it goes next.
"""

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import simpy

from simulator.center.books import Books
from simulator.center.lookup import Tables
from simulator.center.outcome import TripEnd
from simulator.center.people import Officer, Station, Ticket
from simulator.demand.workload import DAY, FAR, NONE

Story = Generator[simpy.Event, Any, None]
"""What a process tells; SimPy sends back the value of each event that it waits for."""


class Phase(simpy.Event):
    """A phase of an instant, after all that happens at its second has settled (R3).

    SimPy's `URGENT` (0) and `NORMAL` (1) settle; these come after them.
    """

    DISPATCH, PATIENCE = 2, 3

    def __init__(
        self, env: simpy.Environment, priority: int, act: Callable[[], None], delay: int = 0
    ) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self.callbacks = [lambda _: act()]
        env.schedule(self, priority, delay)  # type: ignore[arg-type]  # any int is a priority


class Counters:
    """Stations, officers and doors in one run.

    Parameters
    ----------
    env
        The SimPy environment.
    stations, officers
        As `people.staff` sets them up.
    tables, books
        Where moments are looked up, and written down.
    leaves_silently, call_out
        Whether who loses patience leaves the ticket, and the seconds that calling it costs (R9).
    """

    def __init__(
        self,
        env: simpy.Environment,
        stations: list[Station],
        officers: list[Officer],
        tables: Tables,
        books: Books,
        *,
        leaves_silently: bool,
        call_out: int,
    ) -> None:
        self.env = env
        self.stations = stations
        self.officers = officers
        self.tables = tables
        self.books = books
        self.leaves_silently = leaves_silently
        self.call_out = call_out
        self.asking: list[Ticket] = []
        self.bound: list[Officer] = []
        self.doors_close = False
        self.overtime_over: list[Station] = []
        self.woken = False
        for officer in officers:
            env.process(self.duty(officer))
        env.process(self.doors())
        for station in stations:
            if 0 < station.overtime_at_most < FAR:
                env.process(self.overtime(station))

    @property
    def now(self) -> int:
        """The second of the instant."""
        return int(self.env.now)

    def until(self, moment: int) -> simpy.Timeout:
        """Let the time pass until a moment."""
        return self.env.timeout(moment - self.now)

    # Who comes

    def queue_up(self, ticket: Ticket) -> Ticket:
        """Papers join the queue of their station (R4)."""
        ticket.station.join(ticket)
        self.wake()
        return ticket

    def keep_place(self, ticket: Ticket) -> None:
        """Nobody comes to an appointment, whose place is kept, as if they had left it (R8, R9)."""
        ticket.succeed(TripEnd.LEFT)
        self.queue_up(ticket)

    def ask(self, ticket: Ticket) -> Ticket:
        """A citizen asks for a ticket; they are issued when the instant has settled (R3, R10)."""
        self.asking.append(ticket)
        self.wake()
        return ticket

    # Officers and doors

    def duty(self, officer: Officer) -> Story:
        """An officer comes on duty and goes off, shift by shift (R6)."""
        for number, (start, end) in enumerate(officer.shifts):
            yield self.until(start)
            officer.shift, officer.on_duty = number, True
            self.wake()
            yield self.until(end)
            officer.on_duty = False

    def work(self, officer: Officer, ticket: Ticket) -> Story:
        """An officer serves a ticket, pausing between shifts where the station does (R6, R7)."""
        left, served = officer.seconds_for(ticket.work), 0
        pauses = ticket.station.pauses and officer.on_duty  # work begun in overtime never is (R8)
        shift = officer.shift
        while pauses and self.now + left > (end := officer.shifts[shift][1]):
            seconds = end - self.now
            left, served, shift = left - seconds, served + seconds, shift + 1
            yield from self.stretch(officer, ticket, seconds)
            back = officer.shifts[shift][0] if shift < len(officer.shifts) else FAR
            if back >= self.tables.end_of_next_working_day(end - 1):
                ticket.work -= officer.work_in(served)
                officer.ticket = None
                self.queue_up(ticket)  # the rest is for somebody else
                return
            officer.paused = True
            yield self.until(back)
            officer.paused = False
        yield from self.stretch(officer, ticket, left)
        officer.ticket = None
        self.wake()
        if not ticket.triggered:  # else the citizen has left silently (R9)
            if ticket.in_person:
                self.books.ticket(ticket, ticket.called, TripEnd.SERVED)
            ticket.succeed(TripEnd.SERVED)

    def stretch(self, officer: Officer, ticket: Ticket, seconds: int) -> Story:
        """An officer works without a pause."""
        officer.working_since = self.now
        yield self.env.timeout(seconds)
        self.books.stretch(officer, ticket, self.now)

    def doors(self) -> Story:
        """The doors close for the day (R8)."""
        for moment in self.tables.closings:
            yield self.until(moment)
            self.doors_close = True
            self.wake()

    def overtime(self, station: Station) -> Story:
        """Overtime at a station is over, some time after each closing (R8)."""
        for moment in self.tables.closings:
            yield self.until(moment + station.overtime_at_most)
            self.overtime_over.append(station)
            self.wake()

    # An instant (R3)

    def wake(self) -> None:
        """Dispatch, once, when all that happens at this second has settled."""
        if not self.woken:
            self.woken = True
            Phase(self.env, Phase.DISPATCH, self.dispatch)

    def dispatch(self) -> None:
        """Close, issue tickets, and let idle officers call who is next until none can (R5)."""
        self.woken = False
        if self.doors_close:
            self.doors_close = False
            self.close()
        for station in self.overtime_over:
            self.send_home(station, called_too=False)
        self.overtime_over.clear()
        self.issue_tickets()
        while (call := self.next_call()) is not None:
            station, officer = call
            self.call(station, officer)
        for officer in self.bound:
            if officer.ticket is None:  # who is left idle goes home (R8)
                officer.stays_for_before = NONE
        self.bound = [officer for officer in self.bound if officer.ticket is not None]

    def close(self) -> None:
        """Officers are bound to stay for those who wait, or these are sent home (R8)."""
        for station in self.stations:
            if not station.citizens:
                continue
            stay = [
                officer
                for officer in station.servers
                if officer.on_duty_at(self.now - 1) and not officer.paused
            ]
            if station.overtime_at_most == 0 or not stay:
                self.send_home(station, called_too=True)
                continue
            for officer in stay:
                officer.stays_for_before = self.now
            self.bound += [officer for officer in stay if officer not in self.bound]

    def send_home(self, station: Station, *, called_too: bool) -> None:
        """Those who wait at a station go home (R8)."""
        for ticket in station.send_home(called_too=called_too):
            self.books.ticket(ticket, self.now, TripEnd.SENT_HOME)

    def issue_tickets(self) -> None:
        """Who asked gets a ticket while there are any, by job number; patience begins (R9, R10)."""
        for ticket in sorted(self.asking, key=lambda ticket: ticket.job.number):
            if not (ticket.booked or ticket.station.issues_ticket(self.now // DAY)):
                end = TripEnd.TURNED_AWAY
                self.books.trip(ticket.op, self.now, self.now, end, stayed=ticket.stayed)
                ticket.succeed(end)
                continue
            ticket.station.join(ticket)
            if ticket.op.patience < FAR:
                act = partial(self.lose_patience, ticket)
                Phase(self.env, Phase.PATIENCE, act, delay=ticket.op.patience)
        self.asking.clear()

    def next_call(self) -> tuple[Station, Officer] | None:
        """The best head that an idle officer may take, and who takes it (R4, R5)."""
        calls = []
        by_target = True
        for station in self.stations:
            if station.queue and (able := station.able()):
                calls.append((station, able[0]))
                by_target = by_target and all(officer.by_target for officer in able)
        if by_target:
            return min(calls, key=lambda call: call[0].target_key(self.now), default=None)
        return min(calls, key=lambda call: call[0].head.key)

    def call(self, station: Station, officer: Officer) -> None:
        """An officer calls who is next and begins to work."""
        ticket = station.call()
        officer.ticket = ticket
        is_first, is_void = ticket.called == NONE, ticket.triggered  # void: left silently (R9)
        if is_first:
            ticket.called = self.now
        if not is_void:
            ticket.op.officer = officer.number
            if is_first:
                ticket.op.start = self.now
        self.env.process(self.work(officer, ticket))

    def lose_patience(self, ticket: Ticket) -> None:
        """A citizen who still waits leaves; silently, the ticket stays to be called (R9)."""
        if ticket.called != NONE or ticket.triggered:
            return
        self.books.ticket(ticket, self.now, TripEnd.LEFT)
        ticket.succeed(TripEnd.LEFT)
        if self.leaves_silently:
            ticket.work = self.call_out
        else:
            ticket.station.remove([ticket])

    # The horizon

    def cut_off(self) -> None:
        """Write down who waits or is served at the horizon, and the work that runs (R14)."""
        waiting = [ticket for station in self.stations for ticket in station.citizens]
        at_work = [officer.ticket for officer in self.officers if officer.ticket]
        for ticket in waiting + at_work:
            if ticket.in_person and not ticket.triggered:
                end = TripEnd.WAITING if ticket.called == NONE else TripEnd.SERVED
                self.books.ticket(ticket, ticket.called, end)
        for officer in self.officers:
            if officer.ticket and officer.working_since != NONE:
                self.books.stretch(officer, officer.ticket, self.now)
