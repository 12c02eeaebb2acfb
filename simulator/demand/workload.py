"""The contract from demand to center: every job of one replication, already drawn.

In: what `demand` has drawn and looked up. Out: plain arrays and tables that an engine reads and
never writes. An engine needs nothing else than this and the `Roster`: it draws no random number
and does no calendar arithmetic of its own.

Time is `int64` whole seconds since 00:00 of the first day, local time; a *day* is counted from
0 on that first day. `FAR` stands for a moment that never comes, `NONE` for an index or a moment
that is not there. The rules cited as R1 … R14 are stated in `simulator.center.rules`.
"""

from dataclasses import dataclass, fields
from enum import IntEnum, IntFlag

import numpy as np
from numpy.typing import ArrayLike, NDArray

DAY = 86_400
"""Seconds of a calendar day."""

HOUR = 3_600
"""Seconds of an hour."""

FAR = 2**62
"""A moment that never comes."""

NONE = -1
"""No such index, or no such moment."""


def offsets(lengths: ArrayLike) -> NDArray[np.int64]:
    """Return where each of several parts of one array starts, and where the last ends.

    Examples
    --------
    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


class JobKind(IntEnum):
    """What a job is (R1)."""

    VISIT = 0
    """A citizen at the Center, with the dossiers that they bring."""
    DOSSIER = 1
    """A dossier on its way through the steps."""


class Channel(IntEnum):
    """How a dossier is filed."""

    COUNTER = 0
    ONLINE = 1
    POST = 2


class OpKind(IntEnum):
    """What an operation of a route is (R2)."""

    SERVE = 0
    """`amount` seconds of work at station `where`."""
    DELAY = 1
    """`amount` seconds of calendar `where`."""
    VISIT = 2
    """The citizen comes, `amount` days or more from now or from the slip's date; the next
    operation of the route is the in-person service that they come for."""
    COURIER = 3
    """A courier trip in direction `where`: 0 to headquarters, 1 to the Center."""


class OpFlag(IntFlag):
    """What else is true of an operation."""

    IN_PERSON = 1
    """A service for which a citizen comes (R8–R11 hold for it)."""
    STARTS_CLOCK = 2
    """Its finish accepts the dossier, or its supplement (R12)."""
    STOPS_CLOCK = 4
    """Its finish makes the result ready (R12)."""
    HALTS_CLOCK = 8
    """Its finish asks for a supplement: the clock stands until it starts again (R12)."""
    RETURNS = 16
    """Its finish returns the dossier unsettled in substance, in time: the supplement never came."""
    BY_SLIP = 32
    """A visit planned from the slip's date (R2, R11)."""
    IF_GONE = 64
    """A visit that falls away while the citizen is still at the Center (R13)."""
    SUPPLEMENT = 128
    """An in-person service that brings a supplement: lost means never brought (R11)."""


class JobFlag(IntFlag):
    """What else is true of a job."""

    PRIORITY = 1
    """The citizen is called before others (R4)."""
    ACCEPTED = 2
    """The dossier is accepted at its beginning (R12)."""
    READY = 4
    """The result is ready at the dossier's beginning: nothing is done before the return."""
    ENQUIRY = 8
    """A visit that brings no dossier."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """One entry a job, in order of job number; a visit's dossiers follow it directly."""

    kind: NDArray[np.int8]
    """`JobKind`, shape (jobs,)."""
    flags: NDArray[np.int8]
    """`JobFlag` bits, shape (jobs,)."""
    begin: NDArray[np.int64]
    """Arrival of a visit, filing of an online or posted dossier, in seconds; `NONE` for a dossier
    that begins when its visit finishes. Shape (jobs,)."""
    dossiers: NDArray[np.int32]
    """Number of dossiers a visit brings, the jobs that follow it; 0 for a dossier. (jobs,)"""
    procedure: NDArray[np.int32]
    """Index into `Workload.procedures`; `NONE` for an enquiry. Shape (jobs,)."""
    channel: NDArray[np.int8]
    """`Channel`, shape (jobs,)."""
    limit: NDArray[np.int32]
    """Row of `Timetable.due`; `NONE` for a dossier without a limit, and for a visit. (jobs,)"""
    first_op: NDArray[np.int64]
    """The route of job j is operations `first_op[j]` to `first_op[j + 1]` - 1. (jobs + 1,)"""


@dataclass(frozen=True, slots=True)
class Operations:
    """One entry an operation, the routes of all jobs one after the other (R2)."""

    kind: NDArray[np.int8]
    """`OpKind`, shape (operations,)."""
    flags: NDArray[np.int16]
    """`OpFlag` bits, shape (operations,)."""
    where: NDArray[np.int32]
    """Station, calendar or courier direction by kind; `NONE` for a visit. (operations,)"""
    amount: NDArray[np.int64]
    """Seconds of work or delay, days of a visit, 0 for the courier. (operations,)"""
    trips: NDArray[np.int32]
    """Row of `Trips` of an in-person service, else `NONE`. (operations,)"""


@dataclass(frozen=True, slots=True)
class Trips:
    """One entry an in-person service: what the citizen's trips for it will need (R2, R9, R11)."""

    uniform: NDArray[np.uint16]
    """Time of day of each trip, first to last, as a column of `Timetable.arrival_second`. Shape
    (services, retries + 2): the first trip, one after a trip in vain, and the retries."""
    patience: NDArray[np.int64]
    """Seconds from arrival until the citizen leaves; `FAR` for never. Shape (services,)."""
    comes_back: NDArray[np.int32]
    """Days until the citizen comes back after leaving. Shape (services,)."""


@dataclass(frozen=True, slots=True)
class Stations:
    """One entry a station, a (step, field) pair with one queue (R1)."""

    step: NDArray[np.int8]
    """Index into `STEPS`, shape (stations,)."""
    field: NDArray[np.int32]
    """Index into `Workload.fields`, shape (stations,)."""
    by_due_date: NDArray[np.bool_]
    """Discipline `due-date` instead of `fifo` (R4)."""
    pauses: NDArray[np.bool_]
    """Work at the end of duty is paused instead of finished (R6)."""
    sends_home: NDArray[np.bool_]
    """Closing sends those who wait home instead of serving all (R8)."""
    tickets_per_day: NDArray[np.int64]
    """Cap on tickets a calendar day; `FAR` for none (R10)."""
    target_wait: NDArray[np.int64]
    """Target wait in seconds, for officers who choose by target (R4)."""
    hurry: NDArray[np.int32]
    """Factor of the work, in thousandths, by number waiting: shape (stations, lengths); a longer
    queue takes the last column. A single column of 1000 is no hurry (R7)."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Calendars, doors, courier trips and due moments as tables: days × whatever they need.

    The tables reach past the horizon by the longest limit; what lies beyond them is `FAR`.
    """

    calendar_first: NDArray[np.int64]
    """Intervals of calendar c are `calendar_first[c]` to `calendar_first[c + 1]` - 1."""
    calendar_start: NDArray[np.int64]
    """First second of each interval of the calendars, one calendar after the other."""
    calendar_end: NDArray[np.int64]
    """Second after the last of each interval."""
    opens: NDArray[np.int64]
    """First opening of the doors of each day, 00:00 where they stay closed. Shape (days,)."""
    closing: NDArray[np.int64]
    """Moment from which a day's visits are turned away: its closing, 00:00 of a closed day, `FAR`
    of a day without a closing (R8). Shape (days,)."""
    closings: NDArray[np.int64]
    """All closings, ascending (R8)."""
    next_open_day: NDArray[np.int32]
    """The first open day on or after each day, `days` where none is left. Shape (days + 1,)."""
    next_working_day: NDArray[np.int32]
    """The first working day on or after each day, likewise. Shape (days + 1,)."""
    day_type: NDArray[np.int32]
    """Row of `arrival_second` of each day. Shape (days,)."""
    first_weekday: int
    """Weekday of the first day, 0 for Monday."""
    arrival_second: NDArray[np.int32]
    """Second of the day of a trip: shape (day types, uniforms); at the door before opening, never
    at or after closing (R2)."""
    cut_off: NDArray[np.int64]
    """Last second of each day in which an acceptance can start the clock on that day: its cut-off,
    or the second before its close where that is earlier; whoever is accepted later starts on the
    next working day (R12). Shape (days,)."""
    due: NDArray[np.int64]
    """Due moment by limit and start day of the clock: shape (limits, days); for a limit in working
    hours, that of a clock which starts at the opening (R12)."""
    limit_hours: NDArray[np.int64]
    """Seconds of a limit in working hours, `NONE` of a limit in days. Shape (limits,)."""
    working_hours: int
    """The calendar in which limits in working hours run: the opening hours of working days."""
    courier_first: NDArray[np.int64]
    """Trips of direction k are `courier_first[k]` to `courier_first[k + 1]` - 1. Shape (3,)."""
    courier_departs: NDArray[np.int64]
    """Departure of each courier trip, ascending within a direction (R2)."""
    courier_arrives: NDArray[np.int64]
    """Arrival of each courier trip."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Everything that happens to the Center from outside in one replication."""

    horizon: int
    """The run covers the instants [0, horizon), in seconds (R14)."""
    period_start: int
    """First second of the reported period; what lies before is the warm-up (R14)."""
    retries: int
    """Failed trips after which a visit is lost at the next (R11)."""
    leaves_silently: bool
    """Whether who runs out of patience keeps the place in the queue (R9)."""
    call_out: int
    """Seconds that calling such a ticket costs (R9)."""
    fields: tuple[str, ...]
    """Keys of the fields."""
    procedures: tuple[str, ...]
    """Keys of the procedures."""
    procedure_field: NDArray[np.int32]
    """Field of each procedure. Shape (procedures,)."""
    jobs: Jobs
    ops: Operations
    trips: Trips
    stations: Stations
    time: Timetable

    @property
    def job_of_op(self) -> NDArray[np.int64]:
        """The job of each operation. Shape (operations,)."""
        return np.repeat(np.arange(len(self.jobs.kind)), np.diff(self.jobs.first_op))


def same_arrays(one: object, other: object) -> bool:
    """Whether two of the contracts hold the same arrays, element for element and by type."""
    if type(one) is not type(other):
        return False
    for field in fields(one):  # type: ignore[arg-type]  # both are dataclasses of the contract
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            if a.dtype != b.dtype or not np.array_equal(a, b):
                return False
        elif hasattr(a, "__dataclass_fields__"):
            if not same_arrays(a, b):
                return False
        elif a != b:
            return False
    return True
