"""Closing: officers are bound to stay for those who wait, or these are sent home (R8).

In: the second of a closing, or one in which overtime is over somewhere. Out: officers who are
bound, until they are left idle, and citizens whose trip has failed. When the doors close is in the
timetable, and not known here.
"""

from simulator.center.codes import PAPERS, SENT_HOME
from simulator.center.compiled.bit_sets import WORD, lowest
from simulator.center.compiled.citizens import fail
from simulator.center.compiled.events import below
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.officers import be_idle_no_more, become_idle
from simulator.center.compiled.queues import CLASS, is_void, leave
from simulator.center.compiled.trips import note_trip
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.references import Records
from simulator.demand.workload import DAY, NONE


@called
def close(floor: Floor, now: int) -> None:
    """Officers are bound to stay for those who wait, or these are sent home, now or later."""
    closing = floor.closing[(now - 1) // DAY]  # 24:00 is of the day that it ends
    for number in range(len(floor.stations)):
        station = floor.stations[number]
        if station.citizens == 0:
            continue
        is_over = now == closing + station.overtime_at_most
        if is_over or (now == closing and not bind(floor, number, now)):
            send_home(floor, number, now, now == closing)


@inlined
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


@inlined
def was_on_duty_before(floor: Floor, officer: Records, now: int) -> bool:
    """Whether an officer was on duty in the second before now."""
    shift = officer.shift
    return shift >= officer.duty_first and floor.duty_start[shift] < now <= floor.duty_end[shift]


@inlined
def send_home(floor: Floor, number: int, now: int, begun_too: bool) -> None:
    """Those who wait are sent home; tickets that were left go with them (R9)."""
    station = floor.stations[number]
    place = 0
    while place < station.waiting:
        order, ticket, work = floor.tickets[station.queue + place]
        if order >> CLASS == PAPERS or (work < 0 and not begun_too):
            place += 1
            continue
        place = 0  # whoever goes, the others change places
        void = is_void(floor, ticket)
        leave(floor, station, ticket)
        if void:
            continue
        who = below(floor, ticket)
        job = floor.jobs[who]
        job.waits = 0
        note_trip(floor, job.at, ticket >> floor.bits, now, SENT_HOME, True, job.stayed)
        fail(floor, who, SENT_HOME, now)


@inlined
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
