"""The contract from center to measures: what happened to every job, trip and officer.

Both engines return it, array for array the same. Moments are whole seconds since 00:00 of the
first day; `NONE` (-1) says that a moment did not come before the horizon.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Contract, Range
from simulator.demand.workload import DAY, FAR, MOST, NONE

MOMENT = Range(NONE, "horizon")


class JobEnd(IntEnum):
    """How a job ended."""

    NOT_BEGUN = 0
    """Its visit was lost or is not finished."""
    OPEN = 1
    """Unfinished at the horizon (R14)."""
    DONE = 2
    """The whole route is done."""
    LOST = 3
    """Given up after too many failed trips (R11)."""
    RETURNED = 4
    """Returned, because the supplement never came: settled in time (R12)."""


class TripEnd(IntEnum):
    """How a trip to the Center ended."""

    WAITING = 0
    """Still in the queue at the horizon."""
    SERVED = 1
    """Called by an officer; `gone` is the moment of the call."""
    TURNED_AWAY = 2
    """Came at or after closing, on a closed day, or found no ticket left (R8, R10)."""
    SENT_HOME = 3
    """Waited at closing, and nobody stayed (R8)."""
    LEFT = 4
    """Ran out of patience (R9)."""
    IN_VAIN = 5
    """The result was not ready (R11, R13)."""


@dataclass(frozen=True, slots=True)
class OpTimes(Contract):
    """One entry an operation of the workload."""

    ready: Annotated[NDArray[np.int64], "operations", MOMENT]
    """When it could begin: it joined a queue, or its delay, visit or courier trip began; for an
    in-person service the arrival of the last trip."""
    start: Annotated[NDArray[np.int64], "operations", MOMENT]
    """When an officer first took it; `ready` for the other kinds."""
    finish: Annotated[NDArray[np.int64], "operations", MOMENT]
    """When it was done."""
    officer: Annotated[NDArray[np.int32], "operations", Range(NONE, "officers")]
    """The officer who did it (the last, where it was handed over), else -1."""


@dataclass(frozen=True, slots=True)
class TripTimes(Contract):
    """One entry a time that a citizen comes, by operation and then in order of coming."""

    op: Annotated[NDArray[np.int64], "trips made", Range(0, "operations")]
    """The in-person service they came for."""
    arrival: Annotated[NDArray[np.int64], "trips made", MOMENT]
    """When they came to the door, or, having stayed at the Center, began to wait."""
    gone: Annotated[NDArray[np.int64], "trips made", MOMENT]
    """When they were called, left, were sent home or turned away; -1 if still waiting."""
    ended: Annotated[NDArray[np.int8], "trips made", Range(0, len(TripEnd))]
    """`TripEnd`."""
    ticketed: Annotated[NDArray[np.bool_], "trips made"]
    """Whether they held a ticket of the station's queue."""
    stayed: Annotated[NDArray[np.bool_], "trips made"]
    """Whether they had stayed at the Center, so that it is no new trip (R13)."""


@dataclass(frozen=True, slots=True)
class JobTimes(Contract):
    """One entry a job of the workload; the moments are those of dossiers, -1 for visits."""

    ended: Annotated[NDArray[np.int8], "jobs", Range(0, len(JobEnd))]
    """`JobEnd`."""
    accepted: Annotated[NDArray[np.int64], "jobs", MOMENT]
    """When the dossier was first accepted (R12)."""
    due: Annotated[NDArray[np.int64], "jobs", Range(NONE, MOST, or_far=FAR)]
    """Due moment of the clock that ran last, as an extension has changed it; `FAR` without a limit
    or while the clock stands."""
    first_due: Annotated[NDArray[np.int64], "jobs", Range(NONE, MOST, or_far=FAR)]
    """The same before an extension."""
    ready: Annotated[NDArray[np.int64], "jobs", MOMENT]
    """When the result was ready, or the dossier returned (R12)."""
    collected: Annotated[NDArray[np.int64], "jobs", MOMENT]
    """When the route was finished: the citizen has the result."""


@dataclass(frozen=True, slots=True)
class Worked(Contract):
    """Seconds of work, by officer × station and day."""

    officer: Annotated[NDArray[np.int32], "pairs", Range(0, "officers")]
    """Officer of each pair: every station that they serve or help, in their order."""
    station: Annotated[NDArray[np.int32], "pairs", Range(0, "stations")]
    """Station of each pair."""
    seconds: Annotated[NDArray[np.int32], "pairs", "days of the run", Range(0, DAY + 1)]
    """Seconds worked, overtime included."""
    overtime: Annotated[NDArray[np.int32], "pairs", "days of the run", Range(0, DAY + 1)]
    """Seconds of these worked off duty (R8)."""


@dataclass(frozen=True, slots=True)
class Outcome(Contract):
    """Everything that happened in one replication."""

    ops: OpTimes
    trips: TripTimes
    jobs: JobTimes
    worked: Worked
