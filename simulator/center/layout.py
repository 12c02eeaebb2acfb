"""How the compiled engine lays out a Center in memory.

In: the contracts `Workload` and `Roster`. Out: a `Floor`, every array that the engine reads and
writes; and, when it has run, the `Outcome` from it. No rule is carried out here.

**The layout.** What is read and written together stands together, as one record: a *job* with the
place on its route and its clock, an *operation* with its data and its moments, a *station* with the
length of its queue, an *officer* with the work in hand. Officers stand in the order in which they
are chosen (R5: who serves the fewest stations first, then by number), so that sets of officers are
bits in words of 32 and the first bit is the first choice. Events that are known beforehand
(arrivals, duties, closings) are sorted once, in the *diary*; those that arise go into a heap, the
*agenda*. An entry of either is one number, the moment above and below it who it is about: a job, an
officer's work, an officer's duty, or the doors, numbered one after the other. The queue of a
station is a heap of tickets, all queues in one array, each with room for every ticket that it can
ever hold; a ticket is its order (class, and the due moment if that is the discipline), its tie
(ready time above, job below), and its work, of which the complement is kept once it has been begun.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.center.heaps import NEVER
from simulator.center.outcome import JobEnd, JobTimes, OpTimes, Outcome, TripTimes, Worked
from simulator.demand.kernels import kernel
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, NONE, OpFlag, OpKind, Workload, offsets

Records: TypeAlias = Any
"""A record array; numba reads and writes the fields of its records by name."""

SERVE = int(OpKind.SERVE)
BY_SLIP, IF_GONE = int(OpFlag.BY_SLIP), int(OpFlag.IF_GONE)
HALTS_CLOCK = int(OpFlag.HALTS_CLOCK)

WORD = 32
"""Officers in a word of a set of officers."""

JOB = np.dtype(
    [
        ("at", np.int64),  # the operation that it is at
        ("end", np.int64),  # the operation after its last
        ("due", np.int64),
        ("clock_start", np.int64),
        ("ready", np.int64),  # when it took the ticket that it holds, or held last
        ("called", np.int64),  # when that was called, else NONE
        ("dossiers", np.int32),
        ("limit", np.int32),
        ("failed", np.int16),  # trips for this service that failed
        ("used", np.int16),  # drawn times of day used before them
        ("kind", np.int8),
        ("flags", np.int8),
        ("waits", np.int8),  # holds a ticket that waits
        ("stayed", np.int8),  # has stayed at the Center, so that it is no new trip (R13)
    ],
)

OPERATION = np.dtype(
    [
        ("amount", np.int32),
        ("where", np.int32),
        ("trips", np.int32),
        ("flags", np.int16),
        ("kind", np.int16),
    ],
)

STATION = np.dtype(
    [
        ("queue", np.int64),  # first row of its tickets
        ("waiting", np.int64),  # tickets in it
        ("citizens", np.int64),  # those of citizens, silent leavers among them
        ("tickets_per_day", np.int64),
        ("issued", np.int64),  # tickets, on the day `issued_on`
        ("issued_on", np.int64),
        ("target_wait", np.int64),
        ("servers_first", np.int64),  # words of `Floor.servers` that are not empty
        ("servers_end", np.int64),
        ("helpers_first", np.int64),
        ("helpers_end", np.int64),
        ("relief_first", np.int64),  # stations helped from here, in `Floor.relief`
        ("relief_end", np.int64),
        ("by_due_date", np.int8),
        ("pauses", np.int8),
        ("sends_home", np.int8),
        ("is_to_look_at", np.int8),
    ],
    align=True,
)

OFFICER = np.dtype(
    [
        ("number", np.int64),
        ("speed", np.int64),
        ("serves", np.int64),  # first of the stations served, in `Floor.stations_of`
        ("helps", np.int64),  # first of those helped, which follow
        ("end", np.int64),
        ("duty_first", np.int64),
        ("duty_end", np.int64),
        ("shift", np.int64),  # the duty that runs, or ran last; `duty_first` - 1 before the first
        ("stays_for_before", np.int64),  # the closing after which they stay, else NONE (R8)
        ("job", np.int64),  # whose work is in hand, NONE for none
        ("station", np.int64),
        ("order", np.int64),  # of its ticket
        ("tie", np.int64),
        ("work", np.int64),  # seconds of it at speed 1
        ("left", np.int64),  # seconds that it still takes
        ("served", np.int64),  # seconds spent on it
        ("work_shift", np.int64),  # the shift that it is done in
        ("since", np.int64),  # when the stretch that runs began, else NONE
        ("on_duty", np.int8),
        ("pauses", np.int8),
        ("paused", np.int8),
        ("is_void", np.int8),  # its citizen has left silently (R9)
    ],
    align=True,
)

TRIP = np.dtype(
    [
        ("arrival", np.int64),
        ("gone", np.int64),
        ("op", np.int64),
        ("ended", np.int8),
        ("ticketed", np.int8),
        ("stayed", np.int8),
    ],
    align=True,
)

TALLY = np.dtype(
    [
        ("diary", np.int64),  # entries done
        ("agenda", np.int64),  # entries in the heap
        ("work", np.int64),  # likewise
        ("patience", np.int64),
        ("asking", np.int64),
        ("to_look_at", np.int64),
        ("bound", np.int64),
        ("trips", np.int64),
        ("doors_close", np.int64),
    ],
)


class Floor(NamedTuple):
    """Every array of one run; the tables of the workload by their names there."""

    horizon: int
    retries: int
    leaves_silently: bool
    call_out: int
    cut_off: int
    working_hours: int
    bits: int
    """Bits of an entry below its moment."""
    salt: int
    """Turns over the bits below, and with them the order of the events of an instant."""
    tally: Records
    """One record: how much there is in each of the arrays that fill."""

    jobs: Records
    ops: Records
    ready: NDArray[np.int64]
    """This and the next are arrays of the `Outcome`, written as things happen."""
    start: NDArray[np.int64]
    finish: NDArray[np.int64]
    officer: NDArray[np.int32]
    ended: NDArray[np.int8]
    accepted: NDArray[np.int64]
    result_ready: NDArray[np.int64]
    collected: NDArray[np.int64]
    uniform: NDArray[np.uint16]
    patience: NDArray[np.int64]
    comes_back: NDArray[np.int32]

    stations: Records
    hurry: NDArray[np.int32]
    officers: Records
    stations_of: NDArray[np.int64]
    """Stations that each officer serves, then those that they help."""
    duty_start: NDArray[np.int64]
    duty_end: NDArray[np.int64]
    servers: NDArray[np.int64]
    """Who serves each station. Shape (stations, words)."""
    helpers: NDArray[np.int64]
    """Who only helps there. Shape (stations, words)."""
    everybody: NDArray[np.int64]
    """All officers. Shape (words,)."""
    first_come: NDArray[np.int64]
    """Who does not choose by target wait. Shape (words,)."""
    has_targets: bool
    """Whether anybody does."""
    idle: NDArray[np.int64]
    """Who has nothing in hand and is on duty or bound to stay. Shape (words,)."""
    relief: NDArray[np.int64]
    """Stations that may be helped when nobody waits at another one (R4)."""
    pair: NDArray[np.int32]
    """Row of `worked` by officer and station. Shape (officers, stations)."""
    worked: NDArray[np.int32]
    overtime: NDArray[np.int32]

    calendar_first: NDArray[np.int64]
    calendar_start: NDArray[np.int64]
    calendar_end: NDArray[np.int64]
    closing: NDArray[np.int64]
    next_open_day: NDArray[np.int32]
    next_working_day: NDArray[np.int32]
    day_type: NDArray[np.int32]
    arrival_second: NDArray[np.int32]
    due: NDArray[np.int64]
    limit_hours: NDArray[np.int64]
    courier_first: NDArray[np.int64]
    courier_departs: NDArray[np.int64]
    courier_arrives: NDArray[np.int64]

    diary: NDArray[np.int64]
    agenda: NDArray[np.int64]
    work: NDArray[np.int64]
    waits_end: NDArray[np.int64]
    """Heap of the moments when patience ends, each above its job (R9)."""
    asking: NDArray[np.int64]
    """Heap of the jobs that ask for a ticket in this instant (R10)."""
    tickets: NDArray[np.int64]
    """The queues. Shape (room, 3)."""
    to_look_at: NDArray[np.int64]
    """Stations where a call may have become possible."""
    callers: NDArray[np.int64]
    """Who would call there, while the next call is chosen."""
    bound: NDArray[np.int64]
    """Officers bound to stay (R8)."""
    trips: Records


def lay_out(workload: Workload, roster: Roster, salt: int = 0) -> Floor:
    """Set everything up for a run.

    Parameters
    ----------
    workload, roster
        Contracts that have been checked.
    salt
        Any whole number from 0; another one takes the events of an instant in another order.
    """
    time, trips = workload.time, workload.trips
    n_ops, n_jobs, n_stations, n_officers = (
        len(workload.ops.kind),
        len(workload.jobs.kind),
        len(workload.stations.step),
        len(roster.group),
    )
    bits = int(n_jobs + n_officers).bit_length()
    words = -(-n_officers // WORD)
    n_served, n_helped = np.diff(roster.first_served), np.diff(roster.first_helped)
    chosen = np.argsort(n_served, kind="stable")  # R5
    jobs, ops = _records(n_jobs, JOB), _records(n_ops, OPERATION)
    room = np.zeros(n_stations, np.int64)
    most_trips = _fill(
        jobs,
        ops,
        (
            workload.jobs.first_op,
            workload.jobs.kind,
            workload.jobs.flags,
            workload.jobs.limit,
            workload.jobs.dossiers,
            workload.ops.kind,
            workload.ops.flags,
            workload.ops.where,
            workload.ops.amount,
            workload.ops.trips,
        ),
        workload.retries,
        room,
    )
    stations = np.zeros(n_stations, STATION)
    stations["queue"] = offsets(room)[:-1]
    stations["issued_on"] = NONE
    for name in ("tickets_per_day", "target_wait", "by_due_date", "pauses", "sends_home"):
        stations[name] = getattr(workload.stations, name)
    servers = np.zeros((n_stations, words), np.int64)
    helpers = np.zeros((n_stations, words), np.int64)
    pair = np.full((n_officers, n_stations), NONE, np.int32)
    relief: list[set[int]] = [set() for _ in range(n_stations)]
    officers = np.zeros(n_officers, OFFICER)
    stations_of: list[int] = []
    first_pair = offsets(n_served + n_helped)
    for rank, officer in enumerate(chosen.tolist()):
        served = roster.served[slice(*roster.first_served[officer : officer + 2])].tolist()
        helped = roster.helped[slice(*roster.first_helped[officer : officer + 2])].tolist()
        word, bit = rank // WORD, 1 << rank % WORD
        servers[served, word] |= bit
        helpers[helped, word] |= bit
        pair[rank, served + helped] = first_pair[officer] + np.arange(len(served + helped))
        for station in served:
            relief[station].update(helped)
        officers["serves"][rank] = len(stations_of)
        officers["helps"][rank] = len(stations_of) + len(served)
        stations_of += served + helped
        officers["end"][rank] = len(stations_of)
    officers["number"] = chosen
    officers["speed"] = roster.speed[chosen]
    officers["duty_first"] = roster.first_duty[chosen]
    officers["duty_end"] = roster.first_duty[chosen + 1]
    officers["shift"] = officers["duty_first"] - 1
    officers["stays_for_before"] = officers["job"] = officers["since"] = NONE
    for name, sets in (("servers", servers), ("helpers", helpers)):
        stations[f"{name}_first"] = (sets != 0).argmax(axis=1) if words else 0
        stations[f"{name}_end"] = np.where(
            sets.any(axis=1), words - (sets[:, ::-1] != 0).argmax(axis=1) if words else 0, 0
        )
    relief_first = offsets([len(each) for each in relief])
    stations["relief_first"], stations["relief_end"] = relief_first[:-1], relief_first[1:]
    rank_bits = 1 << np.arange(n_officers) % WORD
    everybody, first_come = np.zeros(words, np.int64), np.zeros(words, np.int64)
    np.bitwise_or.at(everybody, np.arange(n_officers) // WORD, rank_bits)
    np.bitwise_or.at(
        first_come,
        np.arange(n_officers) // WORD,
        np.where(roster.by_target[chosen], 0, rank_bits),
    )
    n_pairs, days = int(first_pair[-1]), -(-workload.horizon // DAY)
    return Floor(
        horizon=workload.horizon,
        retries=workload.retries,
        leaves_silently=workload.leaves_silently,
        call_out=workload.call_out,
        cut_off=time.cut_off,
        working_hours=time.working_hours,
        bits=bits,
        salt=salt & ((1 << bits) - 1),
        tally=np.zeros(1, TALLY).view(np.recarray),
        jobs=jobs,
        ops=ops,
        ready=np.full(n_ops, NONE, np.int64),
        start=np.full(n_ops, NONE, np.int64),
        finish=np.full(n_ops, NONE, np.int64),
        officer=np.full(n_ops, NONE, np.int32),
        ended=np.full(n_jobs, JobEnd.NOT_BEGUN, np.int8),
        accepted=np.full(n_jobs, NONE, np.int64),
        result_ready=np.full(n_jobs, NONE, np.int64),
        collected=np.full(n_jobs, NONE, np.int64),
        uniform=trips.uniform,
        patience=trips.patience,
        comes_back=trips.comes_back,
        stations=stations.view(np.recarray),
        hurry=workload.stations.hurry,
        officers=officers.view(np.recarray),
        stations_of=np.array(stations_of, np.int64),
        duty_start=roster.duty_start,
        duty_end=roster.duty_end,
        servers=servers,
        helpers=helpers,
        everybody=everybody,
        first_come=first_come,
        has_targets=bool(roster.by_target.any()),
        idle=np.zeros(words, np.int64),
        relief=np.array([helped for each in relief for helped in sorted(each)], np.int64),
        pair=pair,
        worked=np.zeros((n_pairs, days), np.int32),
        overtime=np.zeros((n_pairs, days), np.int32),
        calendar_first=time.calendar_first,
        calendar_start=time.calendar_start,
        calendar_end=time.calendar_end,
        closing=time.closing,
        next_open_day=time.next_open_day,
        next_working_day=time.next_working_day,
        day_type=time.day_type,
        arrival_second=time.arrival_second,
        due=time.due,
        limit_hours=time.limit_hours,
        courier_first=time.courier_first,
        courier_departs=time.courier_departs,
        courier_arrives=time.courier_arrives,
        diary=_diary(workload, roster, chosen, bits, salt & ((1 << bits) - 1)),
        agenda=_heap(n_jobs),
        work=_heap(n_officers),
        waits_end=_heap(len(trips.patience) * (workload.retries + 1)),
        asking=_heap(n_jobs),
        tickets=np.empty((int(room.sum()), 3), np.int64),
        to_look_at=np.empty(n_stations, np.int64),
        callers=np.empty(n_stations, np.int64),
        bound=np.empty(n_officers, np.int64),
        trips=np.empty(most_trips, TRIP).view(np.recarray),
    )


def _records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Records of 0; those of 64 bytes each in one line of the processor's cache."""
    room = np.zeros((count + 1) * dtype.itemsize, np.uint8)
    start = -room.ctypes.data % dtype.itemsize
    return room[start : start + count * dtype.itemsize].view(dtype).view(np.recarray)


def _heap(room: int) -> NDArray[np.int64]:
    """An empty heap of moments."""
    heap = np.empty(room + 1, np.int64)
    heap[0] = NEVER
    return heap


@kernel()
def _fill(jobs: Records, ops: Records, given: Any, retries: int, room: NDArray[np.int64]) -> int:
    """Fill the records of jobs and operations, and count what there must be room for.

    Tickets are counted by station into `room`: an operation holds one at a time, and a silent
    leaver leaves one behind at each trip. Returns how many trips there can be: for each service the
    first, one a retry, and for a result one in vain on each slip, and the stay before it (R11, R13).
    """
    first_op, job_kind, job_flags, limit, dossiers, kind, flags, where, amount, trips = given
    most_trips = 0
    for number in range(len(jobs)):
        job = jobs[number]
        job.at, job.end = first_op[number], first_op[number + 1]
        job.due = job.clock_start = job.called = NONE
        job.kind, job.flags = job_kind[number], job_flags[number]
        job.limit, job.dossiers = limit[number], dossiers[number]
        collects, slips = 0, 1
        for row in range(job.at, job.end):
            op = ops[row]
            op.kind, op.flags, op.where = kind[row], flags[row], where[row]
            op.amount, op.trips = amount[row], trips[row]
            if op.kind == SERVE:
                room[op.where] += 1 if op.trips == NONE else retries + 1
            most_trips += 0 if op.trips == NONE else retries + 1
            collects += (op.flags & BY_SLIP != 0) + 2 * (op.flags & IF_GONE != 0)
            slips += op.flags & HALTS_CLOCK != 0
        most_trips += collects * slips
    return most_trips


def _diary(
    workload: Workload, roster: Roster, chosen: NDArray[np.int64], bits: int, salt: int
) -> NDArray[np.int64]:
    """Arrivals, starts and ends of duty, and closings before the horizon, as sorted entries."""
    begin = workload.jobs.begin
    n_jobs, n_officers = len(begin), len(chosen)
    jobs = np.flatnonzero(begin != NONE)
    rank = np.empty(n_officers, np.int64)
    rank[chosen] = np.arange(n_officers)
    duty = n_jobs + np.repeat(rank, np.diff(roster.first_duty))
    closings = workload.time.closings
    doors = np.full(len(closings), n_jobs + n_officers)
    moment = np.concatenate([begin[jobs], roster.duty_start, roster.duty_end, closings])
    who = np.concatenate([jobs, duty, duty, doors])
    entries = np.sort(((moment << bits) | (who ^ salt))[moment < workload.horizon])
    return np.append(entries, NEVER)


def outcome_of(floor: Floor, workload: Workload, roster: Roster) -> Outcome:
    """Return what happened, when the engine has run to the horizon."""
    n_pairs = np.diff(roster.first_served) + np.diff(roster.first_helped)
    by_number = np.argsort(floor.officers.number)
    stations = [
        floor.stations_of[floor.officers.serves[rank] : floor.officers.end[rank]]
        for rank in by_number.tolist()
    ]
    return Outcome(
        ops=OpTimes(floor.ready, floor.start, floor.finish, floor.officer),
        trips=_sorted_trips(floor),
        jobs=JobTimes(
            ended=floor.ended,
            accepted=floor.accepted,
            due=floor.jobs.due.copy(),
            ready=floor.result_ready,
            collected=floor.collected,
        ),
        worked=Worked(
            officer=np.repeat(np.arange(len(n_pairs), dtype=np.int32), n_pairs),
            station=np.concatenate([np.empty(0, np.int32), *stations]).astype(np.int32),
            seconds=floor.worked,
            overtime=floor.overtime,
        ),
    )


@kernel()
def _sort_trips(trips: Records, n_ops: int, order: NDArray[np.int64]) -> None:
    """Write the order of the trips: by operation, and for each by their moments and how they ended.

    Nearly every operation has one trip or none, so they are counted into place.
    """
    first = np.zeros(n_ops + 1, np.int64)
    for number in range(len(trips)):
        first[trips[number].op + 1] += 1
    for op in range(n_ops):
        first[op + 1] += first[op]
    placed = np.zeros(n_ops, np.int32)
    for number in range(len(trips)):
        op = trips[number].op
        place = first[op] + placed[op]
        placed[op] += 1
        while place > first[op] and _is_sooner(trips[number], trips[order[place - 1]]):
            order[place] = order[place - 1]
            place -= 1
        order[place] = number


@kernel()
def _is_sooner(one: Records, other: Records) -> bool:
    if one.arrival != other.arrival:
        return bool(one.arrival < other.arrival)
    if one.gone != other.gone:
        return bool(one.gone < other.gone)
    if one.ended != other.ended:
        return bool(one.ended < other.ended)
    return bool((one.ticketed, one.stayed) < (other.ticketed, other.stayed))


def _sorted_trips(floor: Floor) -> TripTimes:
    trips = floor.trips[: floor.tally.trips[0]]
    order = np.empty(len(trips), np.int64)
    _sort_trips(trips, len(floor.ops), order)
    return TripTimes(
        op=trips.op[order],
        arrival=trips.arrival[order],
        gone=trips.gone[order],
        ended=trips.ended[order],
        ticketed=trips.ticketed[order].astype(np.bool_),
        stayed=trips.stayed[order].astype(np.bool_),
    )
