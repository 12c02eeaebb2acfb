"""The dossier clock: accepted, due, halted for a supplement, ready (R12).

In: the flags of an operation that is done, or of a job that begins. Out: the moments of acceptance
and of the result, and the due moments that order queues and slips. What the dossier does next is
not known here.
"""

from simulator.center.codes import EXTENDED
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.lookups import after
from simulator.center.compiled.trips import note_trips_in_vain
from simulator.demand.codes import EXTENDS, HALTS_CLOCK, RETURNS, STARTS_CLOCK, STOPS_CLOCK
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.workload import DAY, FAR, NONE


@inlined
def start_clock(floor: Floor, number: int, now: int) -> None:
    """The dossier, or its supplement, is accepted (R12)."""
    job = floor.jobs[number]
    if floor.accepted[number] == NONE:
        floor.accepted[number] = now
    job.clock_start = now
    job.due = due_moment(floor, now, job.limit)
    job.marks &= ~EXTENDED


@inlined
def turn_clock(floor: Floor, number: int, flags: int, now: int) -> None:
    """What the finish of an operation does to the clock."""
    if flags & STARTS_CLOCK:
        start_clock(floor, number, now)
    job = floor.jobs[number]
    if flags & (HALTS_CLOCK | STOPS_CLOCK | RETURNS) and job.marks & EXTENDS:
        extend(floor, number, now)
    if flags & HALTS_CLOCK:
        note_trips_in_vain(floor, number, now)  # on the slip that is void now
        job.due, job.clock_start = FAR, NONE
        job.marks &= ~EXTENDED
    if flags & (STOPS_CLOCK | RETURNS):
        floor.result_ready[number] = now


@called
def extend(floor: Floor, number: int, now: int) -> None:
    """Put the due moment off, once, if the citizen was told before now that it will be."""
    job = floor.jobs[number]
    if job.clock_start == NONE or job.due == FAR:
        return
    day = (job.due - 1) // DAY
    if job.clock_start < floor.close_before[day] < now:
        floor.put_off[number] = floor.due[floor.extension[job.limit], day]
        job.marks ^= EXTENDS | EXTENDED


@inlined
def due_moment(floor: Floor, now: int, limit: int) -> int:
    """The due moment of a dossier accepted now."""
    if limit == NONE:
        return FAR
    today = now // DAY
    start = floor.next_working_day[today + (now > floor.cut_off[today])]
    if start == len(floor.next_working_day) - 1:
        return FAR
    if floor.limit_hours[limit] != NONE and start == today:
        return after(floor, now, floor.limit_hours[limit], floor.working_hours)
    return floor.due[limit, start]
