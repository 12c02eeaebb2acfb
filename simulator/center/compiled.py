"""The Center compiled: the rules of `simulator.center.rules` as one kernel, fast for studies.

In: a `Workload` and a `Roster`. Out: the `Outcome`, the same arrays bit for bit as those of the
SimPy model (`reference`), which is the authority. The kernel draws nothing, knows no calendar but
the tables that it is given, and makes no Python object. How a Center lies in memory is said in
`layout`; the functions here are the rules, and are read best from `serve_all` down.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.center.codes import (
    ACCEPTED,
    CITIZEN,
    COLLECTING,
    COURIER,
    DELAY,
    DONE,
    HALTS_CLOCK,
    IF_GONE,
    IN_PERSON,
    IN_VAIN,
    LEFT,
    LOST,
    OPEN,
    PAPERS,
    PRIORITY,
    PRIORITY_CITIZEN,
    READY,
    RETURNED,
    RETURNS,
    SENT_HOME,
    SERVE,
    SERVED,
    STARTS_CLOCK,
    STOPS_CLOCK,
    SUPPLEMENT,
    TURNED_AWAY,
    VISIT_JOB,
    WAITING,
)
from simulator.center.heaps import add, find, pop, push, remove
from simulator.center.laying_out import lay_out, outcome_of
from simulator.center.layout import WORD, Floor, Records
from simulator.center.outcome import Outcome
from simulator.demand.kernels import LEAN, called, copied, inlined, kernel
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, Workload

CLASS = 58
"""Bits of a ticket's order below its class."""
LAST = (1 << CLASS) - 1
"""Due moment of a ticket that has none."""
DE_BRUIJN = 0x077CB531
"""A sequence of 32 bits in which every five bits stand once."""
PLACE = np.zeros(WORD, np.int64)
"""The shift that brings given five bits of it to the front."""
for _shift in range(WORD):
    PLACE[((DE_BRUIJN << _shift) & 0xFFFFFFFF) >> 27] = _shift


def serve_compiled(workload: Workload, roster: Roster, *, salt: int = 0) -> Outcome:
    """Serve everybody of one replication.

    Parameters
    ----------
    workload, roster
        Contracts that have been checked (`checking`); they are not changed.
    salt
        Another number from 0 takes the events of an instant in another order; the outcome is the
        same (R3).
    """
    floor = lay_out(workload, roster, salt)
    serve_all(floor)
    return outcome_of(floor, roster)


# The run and its instants: R3, R14


@kernel(**LEAN)
def serve_all(floor: Floor) -> None:
    """Run to the horizon, instant by instant (R14)."""
    while True:
        event, patience = next_event(floor), next_loss_of_patience(floor)
        now = min(event, patience) >> floor.bits
        if now >= floor.horizon:
            break
        settle(floor, now)
        dispatch(floor, now)
        if next_event(floor) >> floor.bits > now:  # else work of 0 s was begun
            lose_patience(floor, now)
    cut_off(floor)
    note_open_trips_in_vain(floor)


@inlined
def next_event(floor: Floor) -> int:
    """The next entry of the diary or the agenda."""
    tally = floor.tally[0]
    return min(floor.diary[tally.diary], floor.agenda[0], floor.work[0])


@inlined
def next_loss_of_patience(floor: Floor) -> int:
    """The next entry of those who may lose patience."""
    return floor.waits_end[0]


@copied
def settle(floor: Floor, now: int) -> None:
    """R3 (a): all that happens in this second, and what it causes in the same second."""
    tally = floor.tally[0]
    while True:
        entry = next_event(floor)
        if entry >> floor.bits != now:
            return
        who = below(floor, entry) ^ floor.salt
        if floor.work[0] == entry:
            pop(floor.work, tally.work)
            tally.work -= 1
            end_stretch(floor, who - len(floor.jobs), now)
        elif floor.agenda[0] == entry:
            pop(floor.agenda, tally.agenda)
            tally.agenda -= 1
            come_back(floor, who, now)
        else:
            tally.diary += 1
            if who < len(floor.jobs):
                begin(floor, who, now)
            elif who < len(floor.jobs) + len(floor.officers):
                change_duty(floor, who - len(floor.jobs))
            else:
                tally.doors_close = 1


@copied
def plan(floor: Floor, number: int, moment: int) -> None:
    """A job is back at a moment, if it comes (R14)."""
    if moment < floor.horizon:
        tally = floor.tally[0]
        push(floor.agenda, tally.agenda, tie_of(floor, moment, number ^ floor.salt))
        tally.agenda += 1


@copied
def plan_work(floor: Floor, rank: int, moment: int) -> None:
    """An officer's work goes on or ends at a moment, if it comes (R14)."""
    if moment < floor.horizon:
        tally = floor.tally[0]
        who = (len(floor.jobs) + rank) ^ floor.salt
        push(floor.work, tally.work, tie_of(floor, moment, who))
        tally.work += 1


@copied
def dispatch(floor: Floor, now: int) -> None:
    """R3 (b), (c): tickets, and calls while any is possible (R5); closing comes first (R8)."""
    tally = floor.tally[0]
    if tally.doors_close:
        tally.doors_close = 0
        close(floor, now)
    issue_tickets(floor, now)
    while tally.to_look_at > 0:
        place = next_call(floor, now)
        if place == NONE:
            break
        call(floor, floor.to_look_at[place], floor.callers[place], now)
    release_bound(floor)


# Jobs and their operations: R1, R2


@inlined
def begin(floor: Floor, number: int, now: int) -> None:
    """A citizen comes to the door, or a dossier begins its route (R1)."""
    job = floor.jobs[number]
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


@copied
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
    floor.finish[job.at] = now
    turn_clock(floor, number, flags, now)
    if flags & RETURNS:
        floor.ended[number] = RETURNED
        return False
    job.at += 1
    return True


@copied
def elsewhere(floor: Floor, number: int, now: int) -> int:
    """When the delay, courier trip or visit that a job is at ends (R2)."""
    job = floor.jobs[number]
    op = floor.ops[job.at]
    job.used = 0
    if op.kind == DELAY:
        return after(floor, now, op.amount, op.where)
    if op.kind == COURIER:
        return courier_arrives(floor, now, op.where)
    return next_visit(floor, job, now)


@copied
def next_visit(floor: Floor, job: Records, now: int) -> int:
    """When the citizen comes for the service after this operation (R2)."""
    op = floor.ops[job.at]
    if op.marks & IF_GONE and now < floor.closing[job.clock_start // DAY]:
        return now
    if op.marks & COLLECTING:
        planned = come_for_result(floor, job, job.at, now)
        if planned != FAR:
            job.used = 1
            if planned >= now:
                return planned
    back = next_trip(floor, job.at + 1, op.amount, job.used, now)
    job.used += 1
    return back


@inlined
def come_for_result(floor: Floor, job: Records, visit: int, now: int) -> int:
    """When the citizen first comes for the result, noted as in vain if past; or FAR (R11, R13)."""
    if floor.ops[visit].marks & IF_GONE:
        came = job.clock_start
        if came == NONE:
            return FAR
        closed = floor.closing[came // DAY]
        if closed > now or closed >= floor.horizon:
            return FAR  # they are still there, or (R14) at the horizon
        note_trip(floor, visit + 1, came, max(came, closed), IN_VAIN, False, True)
        day = came // DAY + 1
    elif job.due == FAR:
        return FAR
    else:
        day = (job.due - 1) // DAY + floor.ops[visit].amount
    planned = comes_at(floor, visit + 1, day, 0)
    if planned <= job.clock_start:  # due today: later than the slip was given (R2)
        planned = comes_at(floor, visit + 1, day + 1, 0)
    if planned < now:
        note_trip(floor, visit + 1, planned, planned, IN_VAIN, False, False)
    return planned


# Citizens at the door: R8 to R11


@inlined
def come(floor: Floor, number: int, now: int) -> None:
    """The citizen is at the door: asks for a ticket, or is turned away (R8)."""
    if now >= floor.closing[now // DAY]:
        turn_away(floor, number, now)
    else:
        tally = floor.tally[0]
        push(floor.asking, tally.asking, number)
        tally.asking += 1


@called
def turn_away(floor: Floor, number: int, now: int) -> None:
    """The citizen gets no ticket (R8, R10)."""
    job = floor.jobs[number]
    floor.ready[job.at], floor.start[job.at], floor.officer[job.at] = now, NONE, NONE
    note_trip(floor, job.at, now, now, TURNED_AWAY, False, job.stayed)
    fail(floor, number, TURNED_AWAY, now)


@copied
def issue_tickets(floor: Floor, now: int) -> None:
    """Who asked gets a ticket while there are any, by job number; patience begins (R9, R10)."""
    tally = floor.tally[0]
    while tally.asking > 0:
        number = pop(floor.asking, tally.asking)
        tally.asking -= 1
        job = floor.jobs[number]
        op = floor.ops[job.at]
        if not issues_ticket(floor.stations[op.where], now // DAY):
            turn_away(floor, number, now)
            continue
        rank = PRIORITY_CITIZEN if job.marks & PRIORITY else CITIZEN
        take_ticket(floor, number, order_of(floor, op.where, rank, job.due), now)
        patience = floor.patience[op.trips]
        if patience < floor.horizon - now:
            push(floor.waits_end, tally.patience, tie_of(floor, now + patience, number))
            tally.patience += 1


@copied
def take_ticket(floor: Floor, number: int, order: int, now: int) -> None:
    """A job waits from now on for the service that it is at (R4)."""
    job = floor.jobs[number]
    op = floor.ops[job.at]
    job.ready, job.called, job.waits = now, NONE, 1
    floor.ready[job.at], floor.start[job.at], floor.officer[job.at] = now, NONE, NONE
    join(floor, op.where, order, tie_of(floor, now, number), op.amount)


@copied
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
        plan(floor, number, next_trip(floor, job.at, days, job.used + job.failed, now))
        job.failed += 1
    elif floor.ops[job.at].marks & SUPPLEMENT:
        floor.ended[number], floor.result_ready[number] = RETURNED, now
    else:
        floor.ended[number] = LOST


@copied
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


# How queues stand: R4


@inlined
def tie_of(floor: Floor, moment: int, number: int) -> int:
    """A moment above, and below it a job, or who else it is about, as one number."""
    return (moment << floor.bits) | number


@copied
def below(floor: Floor, tie: int) -> int:
    """The job of a ticket, or who else an entry is about."""
    return tie & ((1 << floor.bits) - 1)


@copied
def order_of(floor: Floor, number: int, rank: int, due: int) -> int:
    """Class, and the due moment if that is the discipline, as one number (R4)."""
    if not floor.stations[number].by_due_date:
        return rank << CLASS
    return (rank << CLASS) | (LAST if due in (NONE, FAR) else due)


@copied
def join(floor: Floor, number: int, order: int, tie: int, work: int) -> None:
    """A ticket joins the queue of a station."""
    station = floor.stations[number]
    add(floor.tickets, station.queue, station.waiting, order, tie, work)
    station.waiting += 1
    station.citizens += order >> CLASS != PAPERS
    look_at(floor, number)


@copied
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


# Who serves: R4, R5


@copied
def next_call(floor: Floor, now: int) -> int:
    """The best head that an idle officer may take: its place among the stations to look at.

    The officer stands in `floor.callers`. Stations where nobody can call are looked at no more.
    """
    tally = floor.tally[0]
    best, kept, by_target = NONE, 0, floor.has_targets
    for place in range(tally.to_look_at):
        number = floor.to_look_at[place]
        caller = first_able(floor, number, floor.everybody)
        if caller == NONE:
            floor.stations[number].is_to_look_at = 0
            continue
        floor.to_look_at[kept], floor.callers[kept] = number, caller
        kept += 1
        by_target = by_target and first_able(floor, number, floor.first_come) == NONE
    tally.to_look_at = kept
    for place in range(kept):
        if best == NONE or is_better(floor, place, best, by_target, now):
            best = place
    return best


@copied
def is_better(floor: Floor, place: int, other: int, by_target: bool, now: int) -> bool:
    """Whether the head of one station to look at is called before that of another (R5)."""
    one, two = floor.stations[floor.to_look_at[place]], floor.stations[floor.to_look_at[other]]
    order, tie = floor.tickets[one.queue, 0], floor.tickets[one.queue, 1]
    other_order, other_tie = floor.tickets[two.queue, 0], floor.tickets[two.queue, 1]
    if order >> CLASS != other_order >> CLASS:
        return order >> CLASS < other_order >> CLASS
    if not by_target:
        return tie < other_tie
    waited = (now - (tie >> floor.bits)) * two.target_wait
    other_waited = (now - (other_tie >> floor.bits)) * one.target_wait
    if waited != other_waited:
        return waited > other_waited
    mask = (1 << floor.bits) - 1
    return tie & mask < other_tie & mask


@inlined
def first_able(floor: Floor, number: int, among: NDArray[np.int64]) -> int:
    """The first idle officer of a set who may take who is next at a station, or NONE (R5)."""
    station = floor.stations[number]
    if station.waiting == 0:
        return NONE
    is_citizen = floor.tickets[station.queue, 0] >> CLASS != PAPERS
    ready = floor.tickets[station.queue, 1] >> floor.bits
    for word in range(station.servers_first, station.servers_end):
        able = floor.servers[number, word] & floor.idle[word] & among[word]
        while able != 0:
            rank = word * WORD + lowest(able)
            officer = floor.officers[rank]
            if officer.on_duty or (is_citizen and ready < officer.stays_for_before):
                return rank
            able &= able - 1
    for word in range(station.helpers_first, station.helpers_end):
        able = floor.helpers[number, word] & floor.idle[word] & among[word]
        while able != 0:
            rank = word * WORD + lowest(able)
            officer = floor.officers[rank]
            if officer.on_duty and may_help(floor, officer):
                return rank
            able &= able - 1
    return NONE


@copied
def may_help(floor: Floor, officer: Records) -> bool:
    """Whether nothing waits where an officer serves (R4)."""
    for place in range(officer.serves, officer.helps):
        if floor.stations[floor.stations_of[place]].waiting > 0:
            return False
    return True


@inlined
def lowest(word: int) -> int:
    """The lowest bit set in a word that is not 0."""
    return PLACE[(((word & -word) * DE_BRUIJN) & 0xFFFFFFFF) >> 27]


@copied
def call(floor: Floor, number: int, rank: int, now: int) -> None:
    """An officer calls who is next at a station, and begins to work (R5, R7, R9)."""
    station, officer = floor.stations[number], floor.officers[rank]
    order, tie, work = floor.tickets[station.queue]
    remove(floor.tickets, station.queue, station.waiting, 0)
    station.waiting -= 1
    station.citizens -= order >> CLASS != PAPERS
    if station.waiting == 0:  # R4: who serves here may help elsewhere now
        for place in range(station.relief_first, station.relief_end):
            look_at(floor, floor.relief[place])
    void = is_void(floor, tie)
    number_of_job = below(floor, tie)
    job = floor.jobs[number_of_job]
    is_first = work >= 0
    if is_first:
        if void:
            work = floor.call_out
        hurry = floor.hurry[number, min(station.waiting, floor.hurry.shape[1] - 1)]
        work = -(-work * hurry // 1000)
    else:
        work = ~work
    if not void:
        job.waits = 0
        floor.officer[job.at] = officer.number
        if is_first:
            job.called = floor.start[job.at] = now
    be_idle_no_more(floor, rank)
    officer.job, officer.station, officer.order, officer.tie = number_of_job, number, order, tie
    officer.is_void = void
    officer.work, officer.left, officer.served = work, -(-work * 1000 // officer.speed), 0
    officer.pauses = station.pauses and officer.on_duty  # work begun in overtime never is (R8)
    officer.work_shift = officer.shift
    work_on(floor, rank, now)


# Officers at work: R6, R7


@copied
def work_on(floor: Floor, rank: int, now: int) -> None:
    """An officer works until the work is done, or their duty ends (R6)."""
    officer = floor.officers[rank]
    officer.since = now
    until = now + officer.left
    if officer.pauses:
        until = min(until, floor.duty_end[officer.work_shift])
    plan_work(floor, rank, until)


@copied
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


@copied
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


@copied
def be_idle_no_more(floor: Floor, rank: int) -> None:
    """An officer takes up work, or goes home."""
    floor.idle[rank // WORD] &= ~(1 << rank % WORD)


@copied
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


@copied
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


@copied
def seconds_on_duty(floor: Floor, officer: Records, start: int, end: int) -> int:
    """Seconds of [start, end) on duty, in the shift that runs, or ran last, and those before."""
    seconds = 0
    shift = officer.shift
    while shift >= officer.duty_first and floor.duty_end[shift] > start:
        seconds += max(min(floor.duty_end[shift], end) - max(floor.duty_start[shift], start), 0)
        shift -= 1
    return seconds


# At closing: R8


@called
def close(floor: Floor, now: int) -> None:
    """Officers are bound to stay for those who wait, or these are sent home."""
    for number in range(len(floor.stations)):
        station = floor.stations[number]
        if station.citizens == 0:
            continue
        if station.sends_home or not bind(floor, number, now):
            send_home(floor, number, now)


@copied
def bind(floor: Floor, number: int, now: int) -> bool:
    """Bind who serves a station and is there; whether there is anybody."""
    station, tally = floor.stations[number], floor.tally[0]
    anybody = False
    for word in range(station.servers_first, station.servers_end):
        servers = floor.servers[number, word]
        while servers != 0:
            rank = word * WORD + lowest(servers)
            servers &= servers - 1
            officer = floor.officers[rank]
            if officer.paused or not was_on_duty_before(floor, officer, now):
                continue
            anybody = True
            if officer.stays_for_before == NONE:
                floor.bound[tally.bound] = rank
                tally.bound += 1
            officer.stays_for_before = now
            if officer.job == NONE:
                become_idle(floor, rank)
    return anybody


@copied
def was_on_duty_before(floor: Floor, officer: Records, now: int) -> bool:
    """Whether an officer was on duty in the second before now."""
    shift = officer.shift
    return shift >= officer.duty_first and floor.duty_start[shift] < now <= floor.duty_end[shift]


@copied
def send_home(floor: Floor, number: int, now: int) -> None:
    """Those who wait are sent home; tickets that were left go with them (R9)."""
    station = floor.stations[number]
    while station.citizens > 0:  # they come before all papers (R4)
        ticket = floor.tickets[station.queue, 1]
        void = is_void(floor, ticket)
        leave(floor, station, ticket)
        if void:
            continue
        who = below(floor, ticket)
        job = floor.jobs[who]
        job.waits = 0
        note_trip(floor, job.at, ticket >> floor.bits, now, SENT_HOME, True, job.stayed)
        fail(floor, who, SENT_HOME, now)


@copied
def release_bound(floor: Floor) -> None:
    """Who was bound and is left idle goes home."""
    tally = floor.tally[0]
    kept = 0
    for place in range(tally.bound):
        rank = floor.bound[place]
        officer = floor.officers[rank]
        if officer.job != NONE:
            floor.bound[kept] = rank
            kept += 1
            continue
        officer.stays_for_before = NONE
        if not officer.on_duty:
            be_idle_no_more(floor, rank)
    tally.bound = kept


# The dossier clock: R12


@copied
def start_clock(floor: Floor, number: int, now: int) -> None:
    """The dossier, or its supplement, is accepted."""
    job = floor.jobs[number]
    if floor.accepted[number] == NONE:
        floor.accepted[number] = now
    job.clock_start = now
    job.due = due_moment(floor, now, job.limit)


@copied
def turn_clock(floor: Floor, number: int, flags: int, now: int) -> None:
    """What the finish of an operation does to the clock."""
    if flags & STARTS_CLOCK:
        start_clock(floor, number, now)
    if flags & HALTS_CLOCK:
        note_trips_in_vain(floor, number, now)  # on the slip that is void now
        floor.jobs[number].due, floor.jobs[number].clock_start = FAR, NONE
    if flags & (STOPS_CLOCK | RETURNS):
        floor.result_ready[number] = now


@copied
def due_moment(floor: Floor, now: int, limit: int) -> int:
    """The due moment of a dossier accepted now."""
    if limit == NONE:
        return FAR
    today, second = now // DAY, now % DAY
    start = floor.next_working_day[today + (second > floor.cut_off)]
    if start == len(floor.next_working_day) - 1:
        return FAR
    if floor.limit_hours[limit] != NONE and start == today:
        return after(floor, now, floor.limit_hours[limit], floor.working_hours)
    return floor.due[limit, start]


# Looking up: R2, R6


@inlined
def comes_at(floor: Floor, service: int, day: int, used: int) -> int:
    """When a citizen comes for a service, on the first open day from `day` on (R2)."""
    beyond = len(floor.next_open_day) - 1
    open_day = floor.next_open_day[min(day, beyond)]
    if open_day == beyond:
        return FAR
    column = floor.uniform[floor.ops[service].trips, used]
    return open_day * DAY + floor.arrival_second[floor.day_type[open_day], column]


@copied
def after(floor: Floor, now: int, seconds: int, calendar: int) -> int:
    """When `seconds` of a calendar have passed from now on (R2)."""
    if seconds == 0:
        return now
    end = floor.calendar_first[calendar + 1]
    interval = floor.calendar_at[calendar]
    while interval < end and floor.calendar_end[interval] <= now:
        interval += 1
    floor.calendar_at[calendar] = interval  # now never goes back
    while interval < end:
        start = max(floor.calendar_start[interval], now)
        if start + seconds <= floor.calendar_end[interval]:
            return start + seconds
        seconds -= floor.calendar_end[interval] - start
        interval += 1
    return FAR


@copied
def courier_arrives(floor: Floor, now: int, direction: int) -> int:
    """When the first courier trip that departs now or later arrives (R2)."""
    end = floor.courier_first[direction + 1]
    trip = floor.courier_at[direction]
    while trip < end and floor.courier_departs[trip] < now:
        trip += 1
    floor.courier_at[direction] = trip  # now never goes back
    return floor.courier_arrives[trip] if trip < end else FAR


@copied
def end_of_next_working_day(floor: Floor, moment: int) -> int:
    """24:00 of the first working day after that of a moment (R6)."""
    day = floor.next_working_day[moment // DAY + 1]
    return FAR if day == len(floor.next_working_day) - 1 else (day + 1) * DAY


# The horizon: R14


@copied
def cut_off(floor: Floor) -> None:
    """Note who waits or is served at the horizon, and the work that runs."""
    for number in range(len(floor.stations)):
        station = floor.stations[number]
        for row in range(station.queue, station.queue + station.waiting):
            if floor.tickets[row, 0] >> CLASS != PAPERS and not is_void(
                floor, floor.tickets[row, 1]
            ):
                note_unfinished(floor, below(floor, floor.tickets[row, 1]))
    for rank in range(len(floor.officers)):
        officer = floor.officers[rank]
        if officer.job == NONE:
            continue
        if officer.order >> CLASS != PAPERS and not officer.is_void:
            note_unfinished(floor, officer.job)
        if officer.since != NONE:
            note_stretch(floor, rank, floor.horizon)


@copied
def note_unfinished(floor: Floor, number: int) -> None:
    """Note the trip of a citizen who has been called, or still waits."""
    job = floor.jobs[number]
    end = WAITING if job.called == NONE else SERVED
    note_trip(floor, job.at, job.ready, job.called, end, True, job.stayed)


@copied
def note_open_trips_in_vain(floor: Floor) -> None:
    """Note who has come for results that are not ready at the horizon."""
    for number in range(len(floor.jobs)):
        if floor.accepted[number] != NONE and floor.result_ready[number] == NONE:
            note_trips_in_vain(floor, number, floor.horizon)


@called
def note_trips_in_vain(floor: Floor, number: int, now: int) -> None:
    """Note the trip for a result that is not ready now, if it is past (R11, R13)."""
    job = floor.jobs[number]
    for op in range(job.at, job.end):
        if floor.ops[op].marks & COLLECTING:
            come_for_result(floor, job, op, now)
