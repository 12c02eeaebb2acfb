"""Check the contracts before an engine starts, which reads them without looking twice.

In: a `Workload` and a `Roster`, from whatever has made them. Out: nothing, or a `ValueError` that
names the field, the place, the value and what is meant. What holds of one array alone is said in
`contract_arrays`; what holds between several, here. Nothing here knows how an engine works: these
are the preconditions of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.center.codes import COLLECTING
from simulator.center.contract_arrays import Arrays, check_arrays
from simulator.demand.codes import (
    ACCEPTED,
    BOOKED,
    EMPTY,
    ENQUIRY,
    EXTENDS,
    HALTS_CLOCK,
    IN_PERSON,
    READY,
    RETURNS,
    STARTS_CLOCK,
    STOPS_CLOCK,
    SUPPLEMENT,
    TOGETHER,
    VISIT,
    VISIT_JOB,
)
from simulator.demand.contract import is_sound, refuse
from simulator.demand.kernels import kernel
from simulator.demand.workload import DAY, FAR, NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulator.demand.roster import Roster
    from simulator.demand.workload import Workload

MOST_KEY = 2**61
"""Horizon × (jobs + 2 × officers) is less: a moment and who it is about fit into one number."""
MOST_SHARE = 2**63 - 1
"""Horizon × target wait is no more: shares are compared by cross-multiplication (R4)."""


def check_contracts(workload: Workload, roster: Roster) -> None:
    """Check that an engine can serve one replication.

    Parameters
    ----------
    workload, roster
        The contracts. Of those that `draw` returns, which are sound by construction, only what they
        must hold together is checked.

    Raises
    ------
    ValueError
        If an array has another type, shape or layout than an engine reads, an index points outside
        of what it indexes, a duration is negative, or a route is not one that R1 to R14 tell how to
        go. The message names the first fault found: field, place, value, and what is meant.
    """
    if is_sound(workload) and is_sound(roster):
        _check_together(workload, roster)
        return
    arrays, sizes = check_arrays(workload=workload, roster=roster)
    _check_room(workload, sizes, arrays["workload.stations.target_wait"])
    _check_days(arrays, sizes["days"])
    _check_overtime(workload, arrays["workload.stations.overtime_at_most"])
    _check_calendars(arrays, sizes["days"])
    _check_routes(arrays, sizes)
    _check_officers(arrays, sizes["stations"])


def _check_together(workload: Workload, roster: Roster) -> None:
    """Check what two contracts that are sound, each by itself, must hold together."""
    n_stations = len(workload.stations.step)
    for name, station in (("served", roster.served), ("helped", roster.helped)):
        meant = f"below {n_stations} (stations) is meant"
        refuse(station >= n_stations, f"roster.{name}", station, meant)


def _check_room(workload: Workload, sizes: dict[str, int], target: NDArray[np.int64]) -> None:
    """Check how large everything is together."""
    trips, retries = sizes["trips"], int(workload.retries)
    if trips < retries + 2:
        raise ValueError(
            f"workload.trips.uniform has {trips} columns: at least {retries + 2} are meant, "
            f"for the first trip, one after a trip in vain, and {retries} retries"
        )
    if sizes["stations"] and not sizes["lengths"]:
        raise ValueError("workload.stations.hurry has no column: at least one is meant")
    days = -(-int(workload.horizon) // DAY)
    if sizes["days"] < days:
        raise ValueError(
            f"workload.time has tables of {sizes['days']} days: at least {days} are meant, "
            "to reach the horizon"
        )
    owners = sizes["jobs"] + 2 * sizes["officers"]
    if int(workload.horizon) * owners >= MOST_KEY:
        raise ValueError(
            f"workload.horizon is {workload.horizon}, with {sizes['jobs']} jobs and "
            f"{sizes['officers']} officers: horizon x (jobs + 2 x officers) is below {MOST_KEY}"
        )
    most = MOST_SHARE // max(int(workload.horizon), 1)
    meant = f"at most {most}, so that a wait x target wait fits into a number, is meant"
    refuse(target > most, "workload.stations.target_wait", target, meant)


# The timetable


def _check_days(arrays: Arrays, days: int) -> None:
    """Check the tables that have a row a day (R2, R8, R12)."""
    of_time = "workload.time."
    midnight = np.arange(days) * DAY
    closing = arrays[of_time + "closing"]
    for name, meant in (
        ("opens", "the doors open on the day itself"),
        ("cut_off", "a clock can start on the day itself until then"),
    ):
        moments = arrays[of_time + name]
        refuse(moments // DAY != np.arange(days), of_time + name, moments, meant)
    wrong = (closing < midnight) | ((closing > midnight + DAY) & (closing < FAR))
    refuse(wrong, of_time + "closing", closing, "a closing is on the day itself, 24:00 at most")

    closings = arrays[of_time + "closings"]
    of_days = closing[(closing > midnight) & (closing < FAR)]
    if len(closings) != len(of_days):
        raise ValueError(
            f"workload.time.closings has {len(closings)} entries: "
            f"there are {len(of_days)} closings in workload.time.closing"
        )
    refuse(
        closings != of_days,
        of_time + "closings",
        closings,
        "it is not that of workload.time.closing",
    )
    for name in (of_time + "next_open_day", of_time + "next_working_day"):
        following = arrays[name]
        wrong = following != np.arange(days + 1)
        wrong[:-1] &= following[:-1] != following[1:]
        refuse(wrong, name, following, "it is the day itself, or that of the row after")

    due, limit_hours = arrays[of_time + "due"], arrays[of_time + "limit_hours"]
    refuse(due <= midnight, of_time + "due", due, "nothing is due before its start day has begun")
    wrong = (due > days * DAY) & (due < FAR)
    refuse(wrong, of_time + "due", due, f"FAR is meant for what is due after the {days} days")
    before = arrays[of_time + "close_before"]
    refuse(before > midnight, of_time + "close_before", before, "it is before the day has begun")
    refuse(limit_hours == 0, of_time + "limit_hours", limit_hours, "a limit is a second or more")


def _check_overtime(workload: Workload, overtime: NDArray[np.int64]) -> None:
    """Check that overtime ends on the day of the closing (R8)."""
    closings = workload.time.closings[workload.time.closings < workload.horizon]
    most = int((-closings % DAY).min(initial=DAY))
    meant = f"at most {most}, so that overtime is over by 24:00, or FAR is meant"
    too_long = (overtime > most) & (overtime < FAR)
    refuse(too_long, "workload.stations.overtime_at_most", overtime, meant)


def _check_calendars(arrays: Arrays, days: int) -> None:
    """Check intervals of calendars, and courier trips (R2)."""
    of_calendar, of_courier = "workload.time.calendar_", "workload.time.courier_"
    _check_intervals(
        arrays, of_calendar + "first", start=of_calendar + "start", end=of_calendar + "end"
    )
    ends = arrays[of_calendar + "end"]
    refuse(ends > days * DAY, of_calendar + "end", ends, f"it ends by the end of the {days} days")
    departs, arrives = arrays[of_courier + "departs"], arrays[of_courier + "arrives"]
    backwards = _within_parts(arrays[of_courier + "first"], departs[1:] < departs[:-1])
    refuse(backwards, of_courier + "departs", departs, "trips of a direction depart in order")
    refuse(arrives < departs, of_courier + "arrives", arrives, "a trip arrives after its departure")


def _check_intervals(arrays: Arrays, first: str, *, start: str, end: str) -> None:
    """Check the intervals of each calendar, or each officer's duty (R3)."""
    starts, ends = arrays[start], arrays[end]
    refuse(ends <= starts, end, ends, "an interval ends after it starts")
    abuts = _within_parts(arrays[first], starts[1:] <= ends[:-1])
    refuse(abuts, start, starts, "it starts after the end before it: abutting intervals are one")


def _within_parts(first: NDArray[np.int64], wrong_step: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a step from one value to the next is wrong, but for steps into the next part."""
    wrong = np.zeros(first[-1], np.bool_)
    wrong[1:] = wrong_step
    wrong[first[first < len(wrong)]] = False
    return wrong


# Jobs and their routes

NOT_OF_VISIT = ACCEPTED | READY | EXTENDS
OF_VISIT = ENQUIRY | BOOKED
CLOCK = STARTS_CLOCK | STOPS_CLOCK | HALTS_CLOCK | RETURNS

# By kind of operation: serve, delay, visit, courier.
ALLOWED = np.array(
    [
        CLOCK | IN_PERSON | SUPPLEMENT | EMPTY,
        CLOCK | TOGETHER,
        CLOCK | COLLECTING,
        CLOCK,
    ]
)
NOT_TOGETHER = CLOCK & ~STOPS_CLOCK
FIRST_PLACE = np.array([0, 0, NONE, 0])

# What may be wrong with a job or an operation, as bits. Kernels have one branch for all of them,
# and many would be foreseen badly.
SOUND = 0
BEGINS, BRINGS, LIMITED, UNNAMED, MARKED, LONG, FLAGS, PLACE, ALONE, TRIPS, SHARED = (
    1 << bit for bit in range(11)
)
PLAIN, NOBODY, UNCALLED, EARLY, STANDS, LAST, ENDLESS = (1 << bit for bit in range(11, 18))

# What holds of a dossier's clock on its route, as bits: it runs, and the result is ready (R12).
RUNS, MADE = 1, 2

FAULTS: dict[int, tuple[str, str]] = {
    BRINGS: ("jobs.dossiers", "the number of dossiers that follow a visit, 0 for a dossier"),
    BEGINS: (
        "jobs.begin",
        "NONE for a dossier that a visit before it brings, and for no other job",
    ),
    LIMITED: ("jobs.limit", "NONE for a visit"),
    UNNAMED: ("jobs.procedure", "NONE for an enquiry only"),
    MARKED: (
        "jobs.flags",
        "ACCEPTED, READY or EXTENDS for a dossier only, ENQUIRY or BOOKED for a visit only,",
    ),
    ENDLESS: ("jobs.flags", "EXTENDS for a dossier only whose limit can be extended,"),
    LONG: ("jobs.first_op", "the first of this visit's operations, of which there is one"),
    FLAGS: ("ops.flags", "flags that go with the kind of operation, and no other,"),
    PLACE: ("ops.where", "by kind, a station, a calendar, NONE, or a direction of the courier"),
    ALONE: ("ops.flags", "that a supplement is brought in person"),
    TRIPS: ("ops.trips", "a row for an in-person service, NONE for anything else"),
    SHARED: ("ops.trips", "a row that no other service has"),
    PLAIN: ("ops.flags", "IN_PERSON and no other flag but EMPTY for the service of a visit"),
    NOBODY: ("ops.flags", "an in-person service, for which a citizen has just come,"),
    UNCALLED: ("ops.flags", "an in-person service directly after a visit only"),
    EARLY: ("ops.flags", "to collect a result when it is ready and the clock has started"),
    STANDS: (
        "ops.flags",
        "to ask for a supplement while the clock runs and nothing is ready",
    ),
    LAST: ("ops.kind", "a visit with the service that follows it"),
}
"""The field, and what is meant."""


def _check_routes(arrays: Arrays, sizes: dict[str, int]) -> None:
    """Check every job, and the operations of its route (R1, R2)."""
    jobs, ops = "workload.jobs.", "workload.ops."
    kind, flags, first_op = arrays[jobs + "kind"], arrays[jobs + "flags"], arrays[jobs + "first_op"]
    op_kind, op_flags = arrays[ops + "kind"], arrays[ops + "flags"]
    faults, place = _faults_of_jobs(
        kind,
        flags,
        arrays[jobs + "begin"],
        arrays[jobs + "dossiers"],
        arrays[jobs + "procedure"],
        arrays[jobs + "limit"],
        first_op,
        np.append(arrays["workload.time.extension"], NONE),
    )
    if faults == SOUND:
        places = [sizes["stations"], sizes["calendars"], 0, sizes["directions"]]
        faults, place = _faults_of_operations(
            op_kind,
            op_flags,
            arrays[ops + "where"],
            arrays[ops + "trips"],
            np.array(places, np.int64) - 1,
            sizes["services"],
        )
    if faults == SOUND:
        faults, place = _faults_of_routes(kind, flags, first_op, op_kind, op_flags)
    for fault, (field, meant) in FAULTS.items():
        if faults & fault:
            name = f"workload.{field}"
            raise ValueError(f"{name}[{place}] is {arrays[name][place]}: {meant} is meant")


@kernel()
def _faults_of_jobs(  # noqa: PLR0917  # columns of the jobs
    kind: NDArray[np.int8],
    flags: NDArray[np.int8],
    begin: NDArray[np.int64],
    dossiers: NDArray[np.int32],
    procedure: NDArray[np.int32],
    limit: NDArray[np.int32],
    first_op: NDArray[np.int64],
    extension: NDArray[np.int32],
) -> tuple[int, int]:
    """Return what is wrong with the first job that is not sound, and where it is."""
    brought_until = 0  # after the last dossier of the last visit
    for job in range(len(kind)):
        is_visit, is_brought = kind[job] == VISIT_JOB, job < brought_until
        is_enquiry = (flags[job] & ENQUIRY) != 0
        brings = ((dossiers[job] != 0) > is_visit) | (job + dossiers[job] >= len(kind))
        begins = ((begin[job] == NONE) != is_brought) | (is_brought & is_visit)
        limited = (limit[job] != NONE) & is_visit
        unnamed = (procedure[job] == NONE) > is_enquiry
        others = NOT_OF_VISIT if is_visit else OF_VISIT
        marked = (flags[job] & others) != 0
        long = (first_op[job + 1] - first_op[job] != 1) & is_visit
        # The last stands for no limit.
        endless = ((flags[job] & EXTENDS) != 0) & (extension[limit[job]] == NONE)
        if brings | begins | limited | unnamed | marked | long | endless:
            return (
                BRINGS * brings
                | BEGINS * begins
                | LIMITED * limited
                | UNNAMED * unnamed
                | MARKED * marked
                | LONG * long
                | ENDLESS * endless
            ), job
        brought_until = max(brought_until, job + 1 + dossiers[job])
    return SOUND, 0


@kernel()
def _faults_of_operations(  # noqa: PLR0917  # columns of the operations
    kind: NDArray[np.int8],
    flags: NDArray[np.int16],
    where: NDArray[np.int32],
    trips: NDArray[np.int32],
    last_place: NDArray[np.int64],
    services: int,
) -> tuple[int, int]:
    """Return what is wrong with the first operation that is not sound, and where it is."""
    is_taken = np.zeros(services + 1, np.bool_)  # the last stands for NONE
    for op in range(len(kind)):
        is_in_person = (flags[op] & IN_PERSON) != 0
        which = kind[op] & 3  # the kind itself; but now numba knows that it is not negative
        barred = ~ALLOWED[which] | NOT_TOGETHER * ((flags[op] & TOGETHER) != 0)
        other_flags = (flags[op] & barred) != 0
        nowhere = (where[op] < FIRST_PLACE[which]) | (where[op] > last_place[which])
        alone = (flags[op] & (SUPPLEMENT | IN_PERSON)) == SUPPLEMENT
        no_trips, shared = (trips[op] != NONE) != is_in_person, is_taken[trips[op]] & is_in_person
        if other_flags | nowhere | alone | no_trips | shared:
            return (
                FLAGS * other_flags
                | PLACE * nowhere
                | ALONE * alone
                | TRIPS * no_trips
                | SHARED * shared
            ), op
        is_taken[trips[op]] = True
    return SOUND, 0


@kernel()
def _faults_of_routes(
    job_kind: NDArray[np.int8],
    job_flags: NDArray[np.int8],
    first_op: NDArray[np.int64],
    kind: NDArray[np.int8],
    flags: NDArray[np.int16],
) -> tuple[int, int]:
    """Return what is wrong with the first operation that cannot follow those before it.

    A citizen who comes is served next. Who comes for the result has a slip, or waits, since the
    clock started, and the route has made the result ready; a supplement is asked for before (R12,
    R13).
    """
    for job in range(len(job_kind)):
        if job_kind[job] == VISIT_JOB:
            if flags[first_op[job]] | EMPTY != IN_PERSON | EMPTY:
                return PLAIN, first_op[job]
            continue
        comes = False
        clock = RUNS * ((job_flags[job] & ACCEPTED) != 0) | MADE * ((job_flags[job] & READY) != 0)
        for op in range(first_op[job], first_op[job + 1]):
            is_in_person = (flags[op] & IN_PERSON) != 0
            if flags[op] & EMPTY:
                return PLAIN, op
            collects, halts = (flags[op] & COLLECTING) != 0, (flags[op] & HALTS_CLOCK) != 0
            started = clock | RUNS * ((flags[op] & STARTS_CLOCK) != 0)
            early = collects & (clock != RUNS | MADE)
            stands = halts & (started != RUNS)
            if (comes != is_in_person) | early | stands:
                nobody, uncalled = comes > is_in_person, comes < is_in_person
                return (NOBODY * nobody | UNCALLED * uncalled | EARLY * early | STANDS * stands), op
            comes = kind[op] == VISIT
            clock = started & ~(RUNS * halts) | MADE * ((flags[op] & STOPS_CLOCK) != 0)
        if comes:
            return LAST, first_op[job + 1] - 1
    return SOUND, 0


# Officers


def _check_officers(arrays: Arrays, stations: int) -> None:
    """Check the stations that officers serve and help, and their duties (R4, R6)."""
    of_officer = []
    for kind in ("served", "helped"):
        first, station = arrays[f"roster.first_{kind}"], arrays[f"roster.{kind}"]
        wrong = _within_parts(first, station[1:] <= station[:-1])
        refuse(wrong, f"roster.{kind}", station, "the stations of an officer ascend")
        of_officer.append(np.repeat(np.arange(len(first) - 1), np.diff(first)) * stations + station)
    served, helped = of_officer
    twice = np.isin(helped, served)
    refuse(twice, "roster.helped", arrays["roster.helped"], "this officer serves it already")
    _check_intervals(arrays, "roster.first_duty", start="roster.duty_start", end="roster.duty_end")
