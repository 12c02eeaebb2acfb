"""Citizens at the door and in the queue: tickets, patience, and trips that fail (R8 to R11).

In: a job whose citizen is there, and the moments at which patience ends. Out: tickets taken, and
citizens who come again or are lost. The way of a dossier is not known here, nor what an officer
does.
"""

from simulator.center.codes import LEFT, LOST, RETURNED, TURNED_AWAY
from simulator.center.compiled.events import below, next_loss_of_patience, plan, tie_of
from simulator.center.compiled.heaps import pop, push
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.queues import class_of, leave, order_of, take_ticket
from simulator.center.compiled.trips import next_trip, note_trip
from simulator.demand.codes import BOOKED, SUPPLEMENT
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.references import Records
from simulator.demand.workload import DAY, NONE


@inlined
def come(floor: Floor, number: int, now: int) -> None:
    """The citizen is at the door: asks for a ticket, or is turned away (R8)."""
    job = floor.jobs[number]
    until = floor.closing[now // DAY]
    if not job.stayed and not is_booked(job):
        until -= floor.stations[floor.ops[job.at].where].last_ticket
    if now >= until:
        turn_away(floor, number, now)
    else:
        tally = floor.tally[0]
        push(floor.asking, tally.asking, number)
        tally.asking += 1


@inlined
def is_booked(job: Records) -> bool:
    """Whether the trip has an appointment: the first one (R8)."""
    return job.marks & BOOKED != 0 and job.failed == 0


@called
def turn_away(floor: Floor, number: int, now: int) -> None:
    """The citizen gets no ticket (R8, R10)."""
    job = floor.jobs[number]
    floor.ready[job.at], floor.start[job.at], floor.officer[job.at] = now, NONE, NONE
    note_trip(floor, job.at, now, now, TURNED_AWAY, False, job.stayed)
    fail(floor, number, TURNED_AWAY, now)


@inlined
def issue_tickets(floor: Floor, now: int) -> None:
    """Who asked gets a ticket while there are any, by job number; patience begins (R9, R10)."""
    tally = floor.tally[0]
    while tally.asking > 0:
        number = pop(floor.asking, tally.asking)
        tally.asking -= 1
        job = floor.jobs[number]
        op = floor.ops[job.at]
        booked = is_booked(job)
        if not booked and not issues_ticket(floor.stations[op.where], now // DAY):
            turn_away(floor, number, now)
            continue
        rank = class_of(floor, number, booked)
        take_ticket(floor, number, order_of(floor, op.where, rank, job.due), now)
        patience = floor.patience[op.trips]
        if patience < floor.horizon - now:
            push(floor.waits_end, tally.patience, tie_of(floor, now + patience, number))
            tally.patience += 1


@inlined
def issues_ticket(station: Records, today: int) -> bool:
    """Whether there is a ticket left; it is taken, and never given back (R10)."""
    issued = station.issued + 1 if station.issued_on == today else 1
    if issued > station.tickets_per_day:
        return False
    station.issued, station.issued_on = issued, today
    return True


@called
def lose_patience(floor: Floor, now: int) -> None:
    """R3 (e): who has waited as long as they will, leaves; silently, the ticket stays (R9)."""
    tally = floor.tally[0]
    while next_loss_of_patience(floor) >> floor.bits == now:
        number = below(floor, pop(floor.waits_end, tally.patience))
        tally.patience -= 1
        job = floor.jobs[number]
        if not job.waits or job.called != NONE:
            continue
        op = floor.ops[job.at]
        if op.trips == NONE or job.ready + floor.patience[op.trips] != now:
            continue  # of an earlier trip
        job.waits = 0
        note_trip(floor, job.at, job.ready, now, LEFT, True, job.stayed)
        if not floor.leaves_silently:
            leave(floor, floor.stations[op.where], tie_of(floor, job.ready, number))
        fail(floor, number, LEFT, now)


@called
def fail(floor: Floor, number: int, end: int, now: int) -> None:
    """A trip has failed: the citizen comes again, or gives up (R11)."""
    job = floor.jobs[number]
    job.stayed = 0
    if job.failed < floor.retries:
        days = floor.comes_back[floor.ops[job.at].trips] if end == LEFT else 1
        # At most retries + 1, a column of `uniform`: `checking` has it hold one for the first trip,
        # one for that after a trip in vain, and one a retry; `used` is 2 at most.
        plan(floor, number, next_trip(floor, job.at, days, job.used + job.failed, now))
        job.failed += 1
    elif floor.ops[job.at].marks & SUPPLEMENT:
        floor.ended[number], floor.result_ready[number] = RETURNED, now
    else:
        floor.ended[number] = LOST
