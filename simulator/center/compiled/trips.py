"""Trips: when a citizen comes again or for a result, and how each trip ended (R2, R11, R13).

In: a job, and the operation before which its citizen comes. Out: the moment of the trip; and the
trips noted for the outcome, those in vain among them, which nobody at the Center sees: they are
reckoned when the result is ready, the clock halts, or the horizon is reached. What happens at the
door is not known here.
"""

from simulator.center.codes import COLLECTING, EXTENDED, IN_VAIN
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.lookups import comes_at
from simulator.demand.codes import IF_GONE
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.workload import DAY, FAR, NONE


@inlined
def next_visit(floor: Floor, number: int, now: int) -> int:
    """When the citizen comes for the service after this operation (R2)."""
    job = floor.jobs[number]
    op = floor.ops[job.at]
    # `clock_start` is a moment here: `checking` refuses a route that collects while no clock runs.
    if op.marks & IF_GONE and now < floor.closing[job.clock_start // DAY]:
        return now
    if op.marks & COLLECTING:
        planned = come_for_result(floor, number, job.at, now)
        if planned != FAR:
            job.used = 1
            if planned >= now:
                return planned
    back = next_trip(floor, job.at + 1, op.amount, job.used, now)
    job.used += 1
    return back


@called
def note_trips_in_vain(floor: Floor, number: int, now: int) -> None:
    """Note the trip for a result that is not ready now, if it is past (R11, R13)."""
    job = floor.jobs[number]
    for op in range(job.at, job.end):
        if floor.ops[op].marks & COLLECTING:
            come_for_result(floor, number, op, now)


@inlined
def come_for_result(floor: Floor, number: int, visit: int, now: int) -> int:
    """When the citizen first comes for the result, noted as in vain if past; or FAR (R11, R13)."""
    job = floor.jobs[number]
    if floor.ops[visit].marks & IF_GONE:
        came = job.clock_start
        if came == NONE:
            return FAR
        closed = floor.closing[came // DAY]
        if closed > now or closed >= floor.horizon:
            return FAR  # they are still there, or (R14) at the horizon
        note_trip(floor, visit + 1, came, max(came, closed), IN_VAIN, False, True)
        day = came // DAY + 1
    else:
        due = floor.put_off[number] if job.marks & EXTENDED else job.due
        if due == FAR:
            return FAR
        day = (due - 1) // DAY + floor.ops[visit].amount
    planned = comes_at(floor, visit + 1, day, 0)
    # `clock_start` is a moment from here on: to collect, or to halt the clock, `checking` has it
    # run; if it is halted at the horizon, there is neither a due moment nor a start to come for.
    if planned <= job.clock_start:  # due today: later than the slip was given (R2)
        planned = comes_at(floor, visit + 1, day + 1, 0)
    if planned < now:
        note_trip(floor, visit + 1, planned, planned, IN_VAIN, False, False)
    return planned


@inlined
def next_trip(floor: Floor, service: int, days: int, used: int, now: int) -> int:
    """When a citizen comes on the first open day at least `days` from now, later than now."""
    day = now // DAY + days
    arrival = comes_at(floor, service, day, used)
    return arrival if arrival > now else comes_at(floor, service, day + 1, used)


@inlined
def note_trip(
    floor: Floor, op: int, arrival: int, gone: int, end: int, ticketed: bool, stayed: bool
) -> None:
    """Note how a trip ended, and when its holder was called or gone."""
    tally = floor.tally[0]
    trip = floor.trips[tally.trips]
    trip.op, trip.arrival, trip.gone = op, arrival, gone
    trip.ended, trip.ticketed, trip.stayed = end, ticketed, stayed
    tally.trips += 1
