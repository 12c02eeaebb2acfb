"""The run: instant by instant, and within each in the order of R3, to the horizon (R14).

In: a `Floor` as `laying_out` leaves it. Out: the same, with all that happened. `serve_all` is the
kernel that Python calls, and the place to begin reading; how anything is done is in the modules
that are imported, and not known here.
"""

from simulator.center.codes import PAPERS, SERVED, WAITING
from simulator.center.compiled.calling import call, next_call
from simulator.center.compiled.citizens import issue_tickets, lose_patience
from simulator.center.compiled.clock import extend
from simulator.center.compiled.closing import close, release_bound
from simulator.center.compiled.events import below, next_event, next_loss_of_patience
from simulator.center.compiled.heaps import pop
from simulator.center.compiled.jobs import begin, come_back
from simulator.center.compiled.layout import Floor
from simulator.center.compiled.officers import change_duty, end_stretch, note_stretch
from simulator.center.compiled.queues import CLASS, is_void
from simulator.center.compiled.trips import note_trip, note_trips_in_vain
from simulator.demand.codes import EXTENDS
from simulator.demand.kernel_parts import called, inlined
from simulator.demand.kernels import LEAN, kernel
from simulator.demand.references import by_reference
from simulator.demand.workload import NONE


@kernel(**LEAN)
def serve_all(floor: Floor) -> None:
    """Run to the horizon, instant by instant (R14)."""
    floor = by_reference(floor)
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


@inlined
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


@called
def cut_off(floor: Floor) -> None:
    """Note who waits or is served at the horizon, and the work that runs (R14)."""
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


@inlined
def note_unfinished(floor: Floor, number: int) -> None:
    """Note the trip of a citizen who has been called, or still waits."""
    job = floor.jobs[number]
    end = WAITING if job.called == NONE else SERVED
    note_trip(floor, job.at, job.ready, job.called, end, True, job.stayed)


@called
def note_open_trips_in_vain(floor: Floor) -> None:
    """Note who has come for results that are not ready at the horizon (R12)."""
    for number in range(len(floor.jobs)):
        if floor.accepted[number] != NONE and floor.result_ready[number] == NONE:
            if floor.jobs[number].marks & EXTENDS:
                extend(floor, number, floor.horizon)
            note_trips_in_vain(floor, number, floor.horizon)
