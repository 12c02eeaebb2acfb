"""Tickets, stations and officers of the SimPy model: who waits, where, and who may call whom.

In: what `simulator.center.reference` reads from the contracts. Out: the next ticket of a queue
(R4) and whether an officer may take it (R5, R8). Nothing here moves the clock.
"""

from bisect import bisect_right
from heapq import heapify, heappop, heappush

import simpy

from simulator.center.outcome import TripEnd
from simulator.demand.workload import NONE

PRIORITY_CITIZEN, CITIZEN, PAPERS = range(3)
"""The classes of R4, best first."""


class Ticket(simpy.Event):
    """A place in a queue. It succeeds with a `TripEnd`: `SERVED` when the work is done."""

    def __init__(
        self, env: simpy.Environment, op: int, job: int, rank: int, *, stayed: bool = False
    ) -> None:
        super().__init__(env)
        self.op = op
        self.in_person = rank < PAPERS
        self.stayed = stayed
        """The citizen had stayed at the Center (R13)."""
        self.ready = int(env.now)
        self.key = (rank, self.ready, job)
        """Class, ready time and job number: who is first across stations (R4)."""


class Station:
    """One queue, in the order of R4."""

    def __init__(self, number: int, *, by_due_date: bool, pauses: bool, sends_home: bool) -> None:
        self.number = number
        self.by_due_date = by_due_date
        self.pauses = pauses
        self.sends_home = sends_home
        self.servers: list[Officer] = []
        """Who serves here, in the order in which they are chosen (R5)."""
        self.queue: list[tuple[int, int, int, int, Ticket]] = []

    def join(self, ticket: Ticket, due: int) -> None:
        """Wait: by class, then due moment if that is the discipline, ready time, job number."""
        rank, ready, job = ticket.key
        heappush(self.queue, (rank, due if self.by_due_date else 0, ready, job, ticket))

    @property
    def head(self) -> Ticket:
        """Who is next."""
        return self.queue[0][-1]

    def call(self) -> Ticket:
        """Who is next, taken from the queue."""
        return heappop(self.queue)[-1]

    @property
    def citizens(self) -> list[Ticket]:
        """Those who wait in person, in no order."""
        return [entry[-1] for entry in self.queue if entry[-1].in_person]

    def send_home(self) -> list[Ticket]:
        """Take all citizens from the queue and send them home (R8)."""
        sent = self.citizens
        self.queue = [entry for entry in self.queue if not entry[-1].in_person]
        heapify(self.queue)
        for ticket in sent:
            ticket.succeed(TripEnd.SENT_HOME)
        return sent


class Officer:
    """An officer: on duty in shifts, at work, bound to stay after closing, or idle."""

    def __init__(self, number: int, speed: int, shifts: list[tuple[int, int]]) -> None:
        self.number = number
        self.speed = speed
        """Work done a second, in thousandths (R7)."""
        self.shifts = shifts
        """Duty intervals [start, end), ascending."""
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
        self._starts = [start for start, _ in shifts]

    def may_take(self, ticket: Ticket) -> bool:
        """R5: idle and on duty, or idle and bound to stay for this citizen (R8)."""
        if self.ticket is not None:
            return False
        return self.on_duty or (ticket.in_person and ticket.ready < self.stays_for_before)

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
