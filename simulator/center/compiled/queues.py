"""How the queues stand: who waits where, and in which order (R4).

In: a job that takes a ticket, or whoever leaves. Out: the queue of each station, a heap of tickets,
and the stations at which a call may have become possible. Who calls is not known here, nor whether
there is a ticket to be had.
"""

from simulator.center.codes import BOOKED_CITIZEN, CITIZEN, PAPERS, PRIORITY_CITIZEN
from simulator.center.compiled.events import below, tie_of
from simulator.center.compiled.heaps import add, find, remove
from simulator.center.compiled.layout import Floor
from simulator.demand.codes import PRIORITY
from simulator.demand.kernel_parts import inlined
from simulator.demand.references import Records
from simulator.demand.workload import FAR, NONE

CLASS = 58
"""Bits of a ticket's order below its class."""
LAST = (1 << CLASS) - 1
"""Due moment of a ticket that has none."""


@inlined
def take_ticket(floor: Floor, number: int, order: int, now: int) -> None:
    """A job waits from now on for the service that it is at (R4)."""
    job = floor.jobs[number]
    op = floor.ops[job.at]
    job.ready, job.called, job.waits = now, NONE, 1
    floor.ready[job.at], floor.start[job.at], floor.officer[job.at] = now, NONE, NONE
    join(floor, op.where, order, tie_of(floor, now, number), op.amount)


@inlined
def class_of(floor: Floor, number: int, booked: bool) -> int:
    """The class of a citizen, at the station of the service that they come for (R4)."""
    job = floor.jobs[number]
    if job.marks & PRIORITY:
        return PRIORITY_CITIZEN
    if booked and floor.stations[floor.ops[job.at].where].booked_first:
        return BOOKED_CITIZEN
    return CITIZEN


@inlined
def order_of(floor: Floor, number: int, rank: int, due: int) -> int:
    """Class, and the due moment if that is the discipline, as one number (R4)."""
    if not floor.stations[number].by_due_date:
        return rank << CLASS
    return (rank << CLASS) | (LAST if due in (NONE, FAR) else due)


@inlined
def join(floor: Floor, number: int, order: int, tie: int, work: int) -> None:
    """A ticket joins the queue of a station."""
    station = floor.stations[number]
    add(floor.tickets, station.queue, station.waiting, order, tie, work)
    station.waiting += 1
    station.citizens += order >> CLASS != PAPERS
    look_at(floor, number)


@inlined
def leave(floor: Floor, station: Records, tie: int) -> None:
    """A citizen leaves the queue of a station."""
    remove(floor.tickets, station.queue, station.waiting, find(floor.tickets, station.queue, tie))
    station.waiting -= 1
    station.citizens -= 1


@inlined
def is_void(floor: Floor, tie: int) -> bool:
    """Whether the citizen who held a ticket has left silently (R9)."""
    job = floor.jobs[below(floor, tie)]
    return not job.waits or job.ready != tie >> floor.bits


@inlined
def look_at(floor: Floor, number: int) -> None:
    """A call may have become possible at a station."""
    station = floor.stations[number]
    if station.waiting > 0 and not station.is_to_look_at:
        station.is_to_look_at = 1
        tally = floor.tally[0]
        floor.to_look_at[tally.to_look_at] = number
        tally.to_look_at += 1
