"""Who is called next, and by whom (R4, R5, R7).

In: the stations at which a call may have become possible, and the officers who are idle. Out: the
best call of this instant, and the officer at work on it. Why an officer is idle is not known here.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.center.codes import PAPERS
from simulator.center.compiled.bit_sets import WORD, lowest
from simulator.center.compiled.events import below
from simulator.center.compiled.heaps import remove
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.officers import be_idle_no_more, work_on
from simulator.center.compiled.queues import CLASS, is_void, look_at
from simulator.demand.codes import EMPTY
from simulator.demand.kernel_parts import inlined
from simulator.demand.references import Records
from simulator.demand.workload import NONE


@inlined
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


@inlined
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


@inlined
def may_help(floor: Floor, officer: Records) -> bool:
    """Whether nothing waits where an officer serves (R4)."""
    for place in range(officer.serves, officer.helps):
        if floor.stations[floor.stations_of[place]].waiting > 0:
            return False
    return True


@inlined
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
        if void and not floor.ops[job.at].marks & EMPTY:
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
