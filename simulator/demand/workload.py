"""The contract from demand to center: every job of one replication, already drawn.

In: what `demand` has drawn and looked up. Out: plain arrays and tables that an engine reads and
never writes. An engine needs nothing else than this and the `Roster`: it draws no random number
and does no calendar arithmetic of its own.

Time is `int64` whole seconds since 00:00 of the first day, local time; a *day* is counted from
0 on that first day. `FAR` stands for a moment that never comes, `NONE` for an index or a moment
that is not there. The rules cited as R1 … R14 are stated in `simulator.center.rules`.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from operator import attrgetter
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.contract import Contract, Offsets, Range, declared
from simulator.scenario.vocabulary import STEPS

DAY = 86_400
"""Seconds of a calendar day."""

HOUR = 3_600
"""Seconds of an hour."""

MINUTE = 60
"""Seconds of a minute."""

FAR = 2**62
"""A moment that never comes."""

NONE = -1
"""No such index, or no such moment."""

MOST = 2**40
"""Moments and durations are less, or `FAR`: so that sums and products stay below 2⁶³."""

AMOUNT = Range(0, MOST)
AMOUNT_OR_FAR = Range(0, MOST, or_far=FAR)
STRETCH = Range(0, 2**31)
"""Work or a delay: less than 68 years, so that the compiled engine packs an operation closely."""


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


class BookingEnd(IntEnum):
    """What became of the wish for an appointment (R8)."""

    KEPT = 0
    """The citizen comes to it, by the end of its grace."""
    LATE = 1
    """The citizen comes later than that, as a walk-in."""
    COMES_AGAIN = 2
    """The citizen does not come to it, and comes later as a walk-in."""
    NO_SHOW = 3
    """The citizen does not come to it, and never comes."""
    WALKS_IN = 4
    """Nothing was free: the citizen comes as a walk-in."""
    GIVES_UP = 5
    """Nothing was free: the citizen never comes."""


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
    TOGETHER = 256
    """A delay of a group: a maximal run of such delays, which begin in the same second (R2)."""
    EMPTY = 512
    """The work of an appointment to which nobody comes: a ticket without a citizen (R8)."""


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
    EXTENDS = 16
    """The due moment is put off, once, where the result is not ready in time for it (R12)."""
    BOOKED = 64
    """A visit whose first trip has an appointment (R4, R8, R10)."""


@dataclass(frozen=True, slots=True)
class Jobs(Contract):
    """One entry a job, in order of job number; a visit's dossiers follow it directly."""

    kind: Annotated[NDArray[np.int8], "jobs", Range(0, len(JobKind))]
    """`JobKind`."""
    flags: Annotated[NDArray[np.int8], "jobs", Range(0, sum(JobFlag) + 1)]
    """`JobFlag` bits."""
    begin: Annotated[NDArray[np.int64], "jobs", Range(NONE, MOST)]
    """Arrival of a visit, filing of an online or posted dossier, in seconds; `NONE` for a dossier
    that begins when its visit finishes."""
    dossiers: Annotated[NDArray[np.int32], "jobs", Range(0, "jobs")]
    """Number of dossiers a visit brings, the jobs that follow it; 0 for a dossier."""
    procedure: Annotated[NDArray[np.int32], "jobs", Range(NONE, "procedures")]
    """Index into `Workload.procedures`; `NONE` for an enquiry."""
    channel: Annotated[NDArray[np.int8], "jobs", Range(0, len(Channel))]
    """`Channel`."""
    limit: Annotated[NDArray[np.int32], "jobs", Range(NONE, "limits")]
    """Row of `Timetable.due`; `NONE` for a dossier without a limit, and for a visit."""
    first_op: Annotated[NDArray[np.int64], "jobs + 1", Offsets("operations")]
    """The route of job j is operations `first_op[j]` to `first_op[j + 1]` - 1."""


@dataclass(frozen=True, slots=True)
class Operations(Contract):
    """One entry an operation, the routes of all jobs one after the other (R2)."""

    kind: Annotated[NDArray[np.int8], "operations", Range(0, len(OpKind))]
    """`OpKind`."""
    flags: Annotated[NDArray[np.int16], "operations", Range(0, sum(OpFlag) + 1)]
    """`OpFlag` bits."""
    where: Annotated[NDArray[np.int32], "operations"]
    """Station, calendar or courier direction by kind; `NONE` for a visit."""
    amount: Annotated[NDArray[np.int64], "operations", STRETCH]
    """Seconds of work or delay, days of a visit, 0 for the courier."""
    trips: Annotated[NDArray[np.int32], "operations", Range(NONE, "services")]
    """Row of `Trips` of an in-person service, else `NONE`."""


@dataclass(frozen=True, slots=True)
class Trips(Contract):
    """One entry an in-person service: what the citizen's trips for it will need (R2, R9, R11)."""

    uniform: Annotated[NDArray[np.uint16], "services", "trips", Range(0, "uniforms")]
    """Time of day of each trip, first to last, as a column of `Timetable.arrival_second`:
    `retries` + 2, for the first trip, one after a trip in vain, and the retries."""
    patience: Annotated[NDArray[np.int64], "services", AMOUNT_OR_FAR]
    """Seconds from arrival until the citizen leaves; `FAR` for never."""
    comes_back: Annotated[NDArray[np.int32], "services", AMOUNT]
    """Days until the citizen comes back after leaving."""


@dataclass(frozen=True, slots=True)
class Stations(Contract):
    """One entry a station, a (step, field) pair with one queue (R1)."""

    step: Annotated[NDArray[np.int8], "stations", Range(0, len(STEPS))]
    """Index into `STEPS`."""
    field: Annotated[NDArray[np.int32], "stations", Range(0, "fields")]
    """Index into `Workload.fields`."""
    by_due_date: Annotated[NDArray[np.bool_], "stations"]
    """Discipline `due-date` instead of `fifo` (R4)."""
    booked_first: Annotated[NDArray[np.bool_], "stations"]
    """Booked citizens are called before walk-ins (R4)."""
    pauses: Annotated[NDArray[np.bool_], "stations"]
    """Work at the end of duty is paused instead of finished (R6)."""
    last_ticket: Annotated[NDArray[np.int64], "stations", Range(0, DAY + 1)]
    """Seconds before closing from which who comes gets no ticket any more (R8)."""
    overtime_at_most: Annotated[NDArray[np.int64], "stations", Range(0, DAY + 1, or_far=FAR)]
    """Seconds after closing at which those not called yet are sent home, 0 for all at closing;
    `FAR` for never (R8)."""
    tickets_per_day: Annotated[NDArray[np.int64], "stations", AMOUNT_OR_FAR]
    """Cap on tickets a calendar day; `FAR` for none (R10)."""
    target_wait: Annotated[NDArray[np.int64], "stations", Range(1, FAR)]
    """Target wait in seconds, for officers who choose by target (R4)."""
    hurry: Annotated[NDArray[np.int32], "stations", "lengths", Range(1, 1001)]
    """Factor of the work, in thousandths, by number waiting; a longer queue takes the last column.
    A single column of 1000 is no hurry (R7)."""
    places: Annotated[NDArray[np.int64], "stations", AMOUNT]
    """Places of all slots of the reported period, at which one citizen each can be booked."""


@dataclass(frozen=True, slots=True)
class Bookings(Contract):
    """One entry a visit that wants an appointment, in the order in which they choose."""

    station: Annotated[NDArray[np.int32], "bookings", Range(0, "stations")]
    """Station of the visit."""
    moment: Annotated[NDArray[np.int64], "bookings", AMOUNT]
    """The slot's first second; where none was free, when the citizen wanted to come."""
    ended: Annotated[NDArray[np.int8], "bookings", Range(0, len(BookingEnd))]
    """`BookingEnd`."""


@dataclass(frozen=True, slots=True)
class Timetable(Contract):
    """Calendars, doors, courier trips and due moments as tables: days × whatever they need.

    The tables reach past the horizon by the longest limit; what lies beyond them is `FAR`.
    """

    calendar_first: Annotated[NDArray[np.int64], "calendars + 1", Offsets("intervals")]
    """Intervals of calendar c are `calendar_first[c]` to `calendar_first[c + 1]` - 1."""
    calendar_start: Annotated[NDArray[np.int64], "intervals", AMOUNT]
    """First second of each interval of the calendars, one calendar after the other."""
    calendar_end: Annotated[NDArray[np.int64], "intervals", AMOUNT]
    """Second after the last of each interval."""
    opens: Annotated[NDArray[np.int64], "days", AMOUNT]
    """First opening of the doors of each day, 00:00 where they stay closed."""
    closing: Annotated[NDArray[np.int64], "days", AMOUNT_OR_FAR]
    """Moment from which a day's visits are turned away: its closing, 00:00 of a closed day, `FAR`
    of a day without a closing (R8)."""
    closings: Annotated[NDArray[np.int64], "closings", AMOUNT]
    """All closings, ascending (R8)."""
    next_open_day: Annotated[NDArray[np.int32], "days + 1", Range(0, "days + 1")]
    """The first open day on or after each day, `days` where none is left."""
    next_working_day: Annotated[NDArray[np.int32], "days + 1", Range(0, "days + 1")]
    """The first working day on or after each day, likewise."""
    day_type: Annotated[NDArray[np.int32], "days", Range(0, "day types")]
    """Row of `arrival_second` of each day."""
    first_weekday: Annotated[int, Range(0, 7)]
    """Weekday of the first day, 0 for Monday."""
    arrival_second: Annotated[NDArray[np.int32], "day types", "uniforms", Range(0, DAY)]
    """Second of the day of a trip; at the door before opening, never at or after closing (R2)."""
    cut_off: Annotated[NDArray[np.int64], "days", AMOUNT]
    """Last second of each day in which an acceptance can start the clock on that day: its cut-off,
    or the second before its close where that is earlier; whoever is accepted later starts on the
    next working day (R12)."""
    due: Annotated[NDArray[np.int64], "limits", "days", AMOUNT_OR_FAR]
    """Due moment by limit and start day of the clock; for a limit in working hours, that of a clock
    which starts at the opening (R12)."""
    limit_hours: Annotated[NDArray[np.int64], "limits", Range(NONE, MOST)]
    """Seconds of a limit in working hours, `NONE` of a limit in days."""
    extension: Annotated[NDArray[np.int32], "limits", Range(NONE, "limits")]
    """Row of `due` by which a limit is extended, from its due day on; `NONE` of one that never is
    (R12)."""
    close_before: Annotated[NDArray[np.int64], "days", Range(NONE, MOST)]
    """Close of the last working day before each day; `NONE` where there is none (R12)."""
    working_hours: Annotated[int, Range(0, "calendars")]
    """The calendar in which limits in working hours run: the opening hours of working days."""
    courier_first: Annotated[NDArray[np.int64], "directions + 1", Offsets("courier trips")]
    """Trips of direction k are `courier_first[k]` to `courier_first[k + 1]` - 1."""
    courier_departs: Annotated[NDArray[np.int64], "courier trips", AMOUNT]
    """Departure of each courier trip, ascending within a direction (R2)."""
    courier_arrives: Annotated[NDArray[np.int64], "courier trips", AMOUNT]
    """Arrival of each courier trip."""


@dataclass(frozen=True, slots=True)
class Workload(Contract):
    """Everything that happens to the Center from outside in one replication."""

    horizon: Annotated[int, AMOUNT]
    """The run covers the instants [0, horizon), in seconds (R14)."""
    period_start: Annotated[int, AMOUNT]
    """First second of the reported period; what lies before is the warm-up (R14)."""
    retries: Annotated[int, Range(0, 2**15)]
    """Failed trips after which a visit is lost at the next (R11)."""
    leaves_silently: bool
    """Whether who runs out of patience keeps the place in the queue (R9)."""
    call_out: Annotated[int, AMOUNT]
    """Seconds that calling such a ticket costs (R9)."""
    fields: Annotated[tuple[str, ...], "fields"]
    """Keys of the fields."""
    procedures: Annotated[tuple[str, ...], "procedures"]
    """Keys of the procedures."""
    procedure_field: Annotated[NDArray[np.int32], "procedures", Range(0, "fields")]
    """Field of each procedure."""
    procedure_own: Annotated[NDArray[np.bool_], "procedures"]
    """Whether the Center's own authorities decide it."""
    jobs: Jobs
    ops: Operations
    trips: Trips
    stations: Stations
    bookings: Bookings
    """What no engine reads."""
    time: Timetable
    agency_days: Annotated[NDArray[np.int32], "procedures", "calendars", Range(NONE, MOST)]
    """Working days in which the agency of a calendar is to answer for a procedure; `NONE` without a
    limit."""

    @property
    def job_of_op(self) -> NDArray[np.int64]:
        """The job of each operation."""
        return np.repeat(np.arange(len(self.jobs.kind)), np.diff(self.jobs.first_op))


def same_arrays(one: object, other: object) -> bool:
    """Whether two of the contracts hold the same arrays, element for element and by type."""
    if type(one) is not type(other):
        return False
    for name, declaration in declared(type(one)).items():
        a, b = (attrgetter(name)(contract) for contract in (one, other))
        if declaration.kind is np.ndarray:
            if a.dtype != b.dtype or not np.array_equal(a, b):
                return False
        elif not declaration.is_part and a != b:
            return False
    return True
