"""Jobs on their way: from one operation to the next, as far as each can go at once (R1, R2).

In: a job that begins, is back from elsewhere, or whose operation is done. Out: a ticket taken, a
return planned, or the end of the route. Officers are not known here.
"""

from simulator.center.codes import DONE, OPEN, PAPERS, RETURNED
from simulator.center.compiled.citizens import come
from simulator.center.compiled.clock import start_clock, turn_clock
from simulator.center.compiled.events import plan, tie_of
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.lookups import after, courier_arrives
from simulator.center.compiled.queues import class_of, join, order_of, take_ticket
from simulator.center.compiled.trips import next_visit
from simulator.demand.codes import (
    ACCEPTED,
    COURIER,
    DELAY,
    EMPTY,
    IN_PERSON,
    READY,
    RETURNS,
    SERVE,
    TOGETHER,
    VISIT_JOB,
)
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.references import Records
from simulator.demand.workload import NONE


@called
def begin(floor: Floor, number: int, now: int) -> None:
    """A citizen comes to the door, or a dossier begins its route (R1)."""
    job = floor.jobs[number]
    if job.kind == VISIT_JOB and floor.ops[job.at].marks & EMPTY:
        keep_place(floor, number, now)
        return
    floor.ended[number] = OPEN
    if job.kind == VISIT_JOB:
        job.used = 1
        come(floor, number, now)
        return
    if job.marks & ACCEPTED:
        start_clock(floor, number, now)
    if job.marks & READY:
        floor.result_ready[number] = now
    go_on(floor, number, now)


@called
def keep_place(floor: Floor, number: int, now: int) -> None:
    """Nobody comes to an appointment, whose place is kept, as if they had left it (R8, R9)."""
    op = floor.ops[floor.jobs[number].at]
    order = order_of(floor, op.where, class_of(floor, number, True), NONE)
    join(floor, op.where, order, tie_of(floor, now, number), op.amount)


@inlined
def come_back(floor: Floor, number: int, now: int) -> None:
    """A job is back from elsewhere, or its citizen comes again."""
    if floor.ops[floor.jobs[number].at].kind == SERVE:
        come(floor, number, now)
    elif finish(floor, number, now):
        go_on(floor, number, now)


@inlined
def go_on(floor: Floor, number: int, now: int) -> None:
    """A dossier goes on with its route as far as it can at once (R2)."""
    job = floor.jobs[number]
    while job.at < job.end:
        op = floor.ops[job.at]
        if op.kind == SERVE:
            if op.marks & IN_PERSON:
                job.failed, job.stayed = 0, job.used == 0
                come(floor, number, now)
            else:
                order = order_of(floor, op.where, PAPERS, job.due)
                take_ticket(floor, number, order, now)
            return
        if op.marks & TOGETHER:
            back = ask_together(floor, job, now)
        else:
            floor.ready[job.at] = floor.start[job.at] = now
            back = elsewhere(floor, number, now)
        if back > now:
            plan(floor, number, back)
            return
        if not finish(floor, number, now):
            return
    floor.ended[number], floor.collected[number] = DONE, now


@inlined
def finish(floor: Floor, number: int, now: int) -> bool:
    """An operation of a dossier is done; whether the route goes on."""
    job = floor.jobs[number]
    flags = floor.ops[job.at].marks
    if not flags & TOGETHER:
        floor.finish[job.at] = now
    turn_clock(floor, number, flags, now)
    if flags & RETURNS:
        floor.ended[number] = RETURNED
        return False
    job.at += 1
    return True


@called
def ask_together(floor: Floor, job: Records, now: int) -> int:
    """When the last of a group of delays ends; all begin, and note their own end, at once (R2)."""
    if floor.start[job.at] != NONE:
        return now  # with those before it, which have all ended
    last, at = now, job.at
    while at < job.end and floor.ops[at].marks & TOGETHER:
        op = floor.ops[at]
        floor.ready[at] = floor.start[at] = now
        end = after(floor, now, op.amount, op.where)
        if end < floor.horizon:
            floor.finish[at] = end
        last = max(last, end)
        at += 1
    return last


@inlined
def elsewhere(floor: Floor, number: int, now: int) -> int:
    """When the delay, courier trip or visit that a job is at ends (R2)."""
    job = floor.jobs[number]
    op = floor.ops[job.at]
    job.used = 0
    if op.kind == DELAY:
        return after(floor, now, op.amount, op.where)
    if op.kind == COURIER:
        return courier_arrives(floor, now, op.where)
    return next_visit(floor, number, now)
