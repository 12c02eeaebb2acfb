"""Lay out a Center for the compiled engine, and take the outcome up again.

In: the contracts `Workload` and `Roster`. Out: a `Floor`; and, when the engine has run, the
`Outcome` from it. No rule is carried out here.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.center.codes import EXTENDED
from simulator.center.compiled.bit_sets import WORD
from simulator.center.compiled.heaps import NEVER
from simulator.center.compiled.layout import (
    JOB,
    OFFICER,
    OPERATION,
    STATION,
    TALLY,
    TRIP,
    Floor,
)
from simulator.center.outcome import JobEnd, JobTimes, OpTimes, Outcome, TripTimes, Worked
from simulator.demand.codes import BY_SLIP, EXTENDS, HALTS_CLOCK, IF_GONE, SERVE
from simulator.demand.contract import Contract, all_read_only, declared, read_only
from simulator.demand.kernel_parts import inlined
from simulator.demand.kernels import kernel
from simulator.demand.references import Records
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, FAR, NONE, Stations, Workload, offsets

CACHE_LINE = 64
"""Bytes that a processor fetches at once."""

Parts = dict[str, Any]
"""Fields of a `Floor`."""

OF_JOBS = ("first_op", "kind", "flags", "limit", "dossiers")
OF_OPERATIONS = ("kind", "flags", "where", "amount", "trips")
"""What `_fill` takes of the jobs and of the operations, in its order."""


def lay_out(workload: Workload, roster: Roster, salt: int = 0) -> Floor:
    """Set everything up for a run.

    Parameters
    ----------
    workload, roster
        Contracts that have been checked.
    salt
        Any whole number from 0; another one takes the events of an instant in another order.
    """
    n_jobs, n_officers = len(workload.jobs.kind), len(roster.group)
    bits = int(n_jobs + n_officers).bit_length()
    salt &= (1 << bits) - 1
    chosen = np.argsort(np.diff(roster.first_served), kind="stable")  # R5
    stations = np.zeros(len(workload.stations.step), STATION)
    return Floor(
        horizon=workload.horizon,
        retries=workload.retries,
        leaves_silently=workload.leaves_silently,
        call_out=workload.call_out,
        bits=bits,
        salt=salt,
        tally=np.zeros(1, TALLY).view(np.recarray),
        stations=stations.view(np.recarray),
        **_read(workload.trips, workload.stations, workload.time, roster),
        calendar_at=workload.time.calendar_first[:-1].copy(),
        courier_at=workload.time.courier_first[:-1].copy(),
        **_routes(workload, stations),
        **_staff(roster, chosen, stations),
        **_books(workload, roster),
        diary=_diary(workload, roster, chosen, bits, salt),
        agenda=_heap(n_jobs),
        work=_heap(n_officers),
        waits_end=_heap(len(workload.trips.patience) * (workload.retries + 1)),
        asking=_heap(n_jobs),
        to_look_at=np.empty(len(stations), np.int64),
        callers=np.empty(len(stations), np.int64),
        bound=np.empty(n_officers, np.int64),
    )


def _routes(workload: Workload, stations: NDArray[np.void]) -> Parts:
    """Jobs and operations, and the queues with room for all tickets."""
    jobs = _records(len(workload.jobs.kind), JOB)
    ops = _records(len(workload.ops.kind), OPERATION)
    room = np.zeros(len(stations), np.int64)
    of_jobs, of_ops = (
        all_read_only(*(getattr(part, name) for name in names))
        for part, names in ((workload.jobs, OF_JOBS), (workload.ops, OF_OPERATIONS))
    )
    most_trips = _fill(jobs, ops, of_jobs, of_ops, workload.retries, room)
    stations["queue"] = offsets(room)[:-1]
    stations["issued_on"] = NONE
    for name in declared(Stations).keys() & set(STATION.names or ()):
        stations[name] = getattr(workload.stations, name)
    return {
        "jobs": jobs,
        "ops": ops,
        "tickets": np.empty((int(room.sum()), 3), np.int64),
        "trips": np.empty(most_trips, TRIP).view(np.recarray),
    }


def _staff(roster: Roster, chosen: NDArray[np.int64], stations: NDArray[np.void]) -> Parts:
    """Officers in the order in which they are chosen, and who serves and helps where."""
    n_officers, n_stations = len(chosen), len(stations)
    words = -(-n_officers // WORD)
    bit = 1 << np.arange(n_officers) % WORD
    servers, helpers = np.zeros((2, n_stations, words), np.int64)
    everybody, first_come = np.zeros((2, words), np.int64)
    pair = np.full((n_officers, n_stations), NONE, np.int32)
    relief: list[set[int]] = [set() for _ in range(n_stations)]
    stations_of: list[int] = []
    officers = np.zeros(n_officers, OFFICER)
    first_pair = first_pairs(roster)
    for rank, number in enumerate(chosen.tolist()):
        served = roster.served[slice(*roster.first_served[number : number + 2])].tolist()
        helped = roster.helped[slice(*roster.first_helped[number : number + 2])].tolist()
        word, officer = rank // WORD, officers[rank]
        servers[served, word] |= bit[rank]
        helpers[helped, word] |= bit[rank]
        everybody[word] |= bit[rank]
        if not roster.by_target[number]:
            first_come[word] |= bit[rank]
        pair[rank, served + helped] = np.arange(first_pair[number], first_pair[number + 1])
        for station in served:
            relief[station].update(helped)
        officer["serves"] = len(stations_of)
        officer["helps"] = len(stations_of) + len(served)
        officer["end"] = len(stations_of) + len(served) + len(helped)
        stations_of += served + helped
    officers["number"] = chosen
    officers["speed"] = roster.speed[chosen]
    officers["duty_first"] = roster.first_duty[chosen]
    officers["duty_end"] = roster.first_duty[chosen + 1]
    officers["shift"] = officers["duty_first"] - 1
    officers["stays_for_before"] = officers["job"] = officers["since"] = NONE
    for station, record in enumerate(stations):
        for name, sets in (("servers", servers), ("helpers", helpers)):
            filled = np.flatnonzero(sets[station])
            if len(filled):
                record[f"{name}_first"], record[f"{name}_end"] = filled[0], filled[-1] + 1
    first_relief = offsets([len(helped) for helped in relief])
    stations["relief_first"], stations["relief_end"] = first_relief[:-1], first_relief[1:]
    return {
        "officers": officers.view(np.recarray),
        "stations_of": np.array(stations_of, np.int64),
        "servers": servers,
        "helpers": helpers,
        "everybody": everybody,
        "first_come": first_come,
        "has_targets": bool(roster.by_target.any()),
        "idle": np.zeros(words, np.int64),
        "relief": np.array([station for helped in relief for station in sorted(helped)], np.int64),
        "pair": pair,
    }


def _books(workload: Workload, roster: Roster) -> Parts:
    """Arrays of the outcome, in which nothing has happened yet."""
    declarations = declared(Outcome)

    def full(name: str, shape: int | tuple[int, int], value: int = NONE) -> NDArray[Any]:
        return np.full(shape, value, declarations[name].dtype)

    n_ops, n_jobs = len(workload.ops.kind), len(workload.jobs.kind)
    extends = bool((workload.jobs.flags & EXTENDS).any())
    worked = int(first_pairs(roster)[-1]), -(-workload.horizon // DAY)
    return {
        "ready": full("ops.ready", n_ops),
        "start": full("ops.start", n_ops),
        "finish": full("ops.finish", n_ops),
        "officer": full("ops.officer", n_ops),
        "ended": full("jobs.ended", n_jobs, JobEnd.NOT_BEGUN),
        "accepted": full("jobs.accepted", n_jobs),
        "result_ready": full("jobs.ready", n_jobs),
        "collected": full("jobs.collected", n_jobs),
        "put_off": full("jobs.due", n_jobs if extends else 0),
        "worked": full("worked.seconds", worked, 0),
        "overtime": full("worked.overtime", worked, 0),
    }


def _read(*parts: Contract) -> Parts:
    """What the kernel reads as it stands in the contracts, by its names there."""
    values = {
        name: getattr(part, name)
        for part in parts
        for name in declared(type(part))
        if name in Floor._fields
    }
    return {
        name: read_only(value) if isinstance(value, np.ndarray) else value
        for name, value in values.items()
    }


def _diary(
    workload: Workload, roster: Roster, chosen: NDArray[np.int64], bits: int, salt: int
) -> NDArray[np.int64]:
    """What is known beforehand of the time before the horizon, as sorted entries.

    Arrivals, starts and ends of duty, and for the doors closings and ends of overtime (R8).
    """
    begin = workload.jobs.begin
    n_jobs, n_officers = len(begin), len(chosen)
    jobs = np.flatnonzero(begin != NONE)
    rank = np.empty(n_officers, np.int64)
    rank[chosen] = np.arange(n_officers)
    duty = n_jobs + np.repeat(rank, np.diff(roster.first_duty))
    overtime = workload.stations.overtime_at_most
    ends = np.unique(np.add.outer(workload.time.closings, [0, *overtime[overtime < FAR]]))
    doors = np.full(len(ends), n_jobs + n_officers)
    moment = np.concatenate([begin[jobs], roster.duty_start, roster.duty_end, ends])
    who = np.concatenate([jobs, duty, duty, doors])
    entries = np.sort(((moment << bits) | (who ^ salt))[moment < workload.horizon])
    return np.append(entries, NEVER)


def _records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Records of 0; those as long as a cache line, each in one."""
    room = np.zeros(count * dtype.itemsize + CACHE_LINE, np.uint8)
    start = -room.ctypes.data % CACHE_LINE
    return room[start : start + count * dtype.itemsize].view(dtype).view(np.recarray)


def _heap(room: int) -> NDArray[np.int64]:
    """An empty heap of moments."""
    heap = np.empty(room + 1, np.int64)
    heap[0] = NEVER
    return heap


def first_pairs(roster: Roster) -> NDArray[np.int64]:
    """Where the pairs of each officer and their stations start, and where the last end."""
    return offsets(np.diff(roster.first_served) + np.diff(roster.first_helped))


@kernel()
def _fill(
    jobs: Records, ops: Records, of_jobs: Any, of_ops: Any, retries: int, room: NDArray[np.int64]
) -> int:
    """Fill the records of jobs and operations, and count what there must be room for.

    Tickets are counted by station into `room`: an operation holds one at a time, and a silent
    leaver leaves one behind at each trip. Returns how many trips there can be: for each service the
    first, one a retry, and for a result one in vain on each slip and the stay before (R11, R13).
    """
    first_op, job_kind, job_flags, limit, dossiers = of_jobs
    kind, flags, where, amount, trips = of_ops
    most_trips = 0
    for number in range(len(jobs)):
        job = jobs[number]
        job.at, job.end = first_op[number], first_op[number + 1]
        job.due = job.clock_start = job.called = NONE
        job.kind, job.marks = job_kind[number], job_flags[number]
        job.limit, job.dossiers = limit[number], dossiers[number]
        collects, slips = 0, 1
        for row in range(job.at, job.end):
            op = ops[row]
            op.kind, op.marks, op.where = kind[row], flags[row], where[row]
            op.amount, op.trips = amount[row], trips[row]
            if op.kind == SERVE:
                room[op.where] += 1 if op.trips == NONE else retries + 1
            most_trips += 0 if op.trips == NONE else retries + 1
            collects += (op.marks & BY_SLIP != 0) + 2 * (op.marks & IF_GONE != 0)
            slips += op.marks & HALTS_CLOCK != 0
        most_trips += collects * slips
    return most_trips


def outcome_of(floor: Floor, roster: Roster) -> Outcome:
    """Return what happened, when the engine has run to the horizon."""
    by_number = np.argsort(floor.officers.number)
    stations = [
        floor.stations_of[floor.officers.serves[rank] : floor.officers.end[rank]]
        for rank in by_number.tolist()
    ]
    due = first_due = floor.jobs.due.copy()
    if len(floor.put_off):
        due = np.where(floor.jobs.marks & EXTENDED, floor.put_off, first_due)
    return Outcome(
        ops=OpTimes(floor.ready, floor.start, floor.finish, floor.officer),
        trips=_sorted_trips(floor),
        jobs=JobTimes(
            ended=floor.ended,
            accepted=floor.accepted,
            due=due,
            first_due=first_due,
            ready=floor.result_ready,
            collected=floor.collected,
        ),
        worked=Worked.of(
            officer=np.repeat(np.arange(len(stations)), np.diff(first_pairs(roster))),
            station=np.concatenate([np.empty(0), *stations]),
            seconds=floor.worked,
            overtime=floor.overtime,
        ),
    )


@kernel()
def _sort_trips(
    trips: Records, sorted_trips: Any, place: NDArray[np.int32], order: NDArray[np.int64]
) -> None:
    """Write the trips in order: by operation, and for each by their moments and how they ended.

    Nearly every operation has one trip or none, so they are counted into place.
    """
    for number in range(len(trips)):
        place[trips[number].op + 1] += 1
    for op in range(len(place) - 1):  # where the next trip of each operation goes
        place[op + 1] += place[op]
    for number in range(len(trips)):
        trip = trips[number]
        at = place[trip.op]
        place[trip.op] += 1
        while at > 0 and order[at - 1] != NONE:
            before = trips[order[at - 1]]
            if before.op != trip.op or not _is_sooner(trip, before):
                break
            order[at] = order[at - 1]
            at -= 1
        order[at] = number
    ops, arrival, gone, ended, ticketed, stayed = sorted_trips
    for at in range(len(order)):
        trip = trips[order[at]]
        ops[at], arrival[at], gone[at] = trip.op, trip.arrival, trip.gone
        ended[at], ticketed[at], stayed[at] = trip.ended, trip.ticketed, trip.stayed


@inlined
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
    columns = tuple(np.empty(len(trips), column.dtype) for column in declared(TripTimes).values())
    place = np.zeros(len(floor.ops) + 1, np.int32)  # more trips than it can count are 64 GiB
    order = np.full(len(trips), NONE, np.int64)
    _sort_trips(trips, columns, place, order)
    return TripTimes(*columns)
