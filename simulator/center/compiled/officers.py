"""Officers at work and on duty: stretches, pauses, handing over (R6, R7).

In: an officer whose work or duty begins or ends. Out: the officers who are idle, the work noted by
day with what of it was overtime (R8), and the jobs that go on when it is done. Whom an officer
calls is not known here.
"""

from simulator.center.codes import DONE, SERVED
from simulator.center.compiled.bit_sets import WORD
from simulator.center.compiled.events import plan_work
from simulator.center.compiled.jobs import begin, finish, go_on
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.lookups import end_of_next_working_day
from simulator.center.compiled.queues import join, look_at
from simulator.center.compiled.trips import note_trip
from simulator.demand.codes import IN_PERSON, VISIT_JOB
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.references import Records
from simulator.demand.workload import DAY, FAR, NONE


@inlined
def work_on(floor: Floor, rank: int, now: int) -> None:
    """An officer works until the work is done, or their duty ends (R6)."""
    officer = floor.officers[rank]
    officer.since = now
    until = now + officer.left
    if officer.pauses:
        until = min(until, floor.duty_end[officer.work_shift])
    plan_work(floor, rank, until)


@inlined
def end_stretch(floor: Floor, rank: int, now: int) -> None:
    """An officer is done with the work, pauses it or hands it over, or takes it up again (R6)."""
    officer = floor.officers[rank]
    if officer.paused:
        officer.paused = 0
        work_on(floor, rank, now)
        return
    note_stretch(floor, rank, now)
    seconds = now - officer.since
    officer.since = NONE
    officer.left -= seconds
    officer.served += seconds
    if officer.left == 0:
        complete(floor, rank, now)
        return
    officer.work_shift += 1
    back = FAR
    if officer.work_shift < officer.duty_end:
        back = floor.duty_start[officer.work_shift]
    if back < end_of_next_working_day(floor, now - 1):
        officer.paused = 1
        plan_work(floor, rank, back)
        return
    rest = officer.work - officer.served * officer.speed // 1000
    if not officer.is_void:
        floor.jobs[officer.job].waits = 1
    join(floor, officer.station, officer.order, officer.tie, ~rest)
    become_idle(floor, rank)


@inlined
def complete(floor: Floor, rank: int, now: int) -> None:
    """The work is done; the job goes on (R1)."""
    officer = floor.officers[rank]
    number = officer.job
    is_void = officer.is_void
    become_idle(floor, rank)
    if is_void:
        return
    job = floor.jobs[number]
    if floor.ops[job.at].marks & IN_PERSON:
        note_trip(floor, job.at, job.ready, job.called, SERVED, True, job.stayed)
    if job.kind == VISIT_JOB:
        floor.finish[job.at], floor.ended[number] = now, DONE
        for dossier in range(number + 1, number + 1 + job.dossiers):
            begin(floor, dossier, now)
    elif finish(floor, number, now):
        go_on(floor, number, now)


@inlined
def become_idle(floor: Floor, rank: int) -> None:
    """An officer has nothing in hand."""
    officer = floor.officers[rank]
    officer.job = NONE
    if officer.on_duty or officer.stays_for_before != NONE:
        floor.idle[rank // WORD] |= 1 << rank % WORD
        for place in range(officer.serves, officer.end):
            look_at(floor, floor.stations_of[place])


@inlined
def be_idle_no_more(floor: Floor, rank: int) -> None:
    """An officer takes up work, or goes home."""
    floor.idle[rank // WORD] &= ~(1 << rank % WORD)


@called
def change_duty(floor: Floor, rank: int) -> None:
    """An officer comes on duty, or goes off (R6)."""
    officer = floor.officers[rank]
    if officer.on_duty:
        officer.on_duty = 0
        if officer.stays_for_before == NONE:
            be_idle_no_more(floor, rank)
    else:
        officer.shift += 1
        officer.on_duty = 1
        if officer.job == NONE:
            become_idle(floor, rank)


@inlined
def note_stretch(floor: Floor, rank: int, end: int) -> None:
    """Note the work of a stretch by day, and what of it was off duty (R8)."""
    officer = floor.officers[rank]
    row = floor.pair[rank, officer.station]
    start = officer.since
    while start < end:
        day = start // DAY
        until = min(end, (day + 1) * DAY)
        floor.worked[row, day] += until - start
        off_duty = until - start - seconds_on_duty(floor, officer, start, until)
        if off_duty > 0:
            floor.overtime[row, day] += off_duty
        start = until


@inlined
def seconds_on_duty(floor: Floor, officer: Records, start: int, end: int) -> int:
    """Seconds of [start, end) on duty, in the shift that runs, or ran last, and those before."""
    seconds = 0
    shift = officer.shift
    while shift >= officer.duty_first and floor.duty_end[shift] > start:
        seconds += max(min(floor.duty_end[shift], end) - max(floor.duty_start[shift], start), 0)
        shift -= 1
    return seconds
