"""The contract from center to measures: what happened to every job, trip and officer.

Both engines return it, array for array the same. Moments are whole seconds since 00:00 of the
first day; `NONE` (-1) says that a moment did not come before the horizon.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


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
class OpTimes:
    """One entry an operation of the workload."""

    ready: NDArray[np.int64]
    """When it could begin: it joined a queue, or its delay, visit or courier trip began; for an
    in-person service the arrival of the last trip."""
    start: NDArray[np.int64]
    """When an officer first took it; `ready` for the other kinds."""
    finish: NDArray[np.int64]
    """When it was done."""
    officer: NDArray[np.int32]
    """The officer who did it (the last, where it was handed over), else -1."""


@dataclass(frozen=True, slots=True)
class TripTimes:
    """One entry a time that a citizen comes, by operation and then in order of coming."""

    op: NDArray[np.int64]
    """The in-person service they came for."""
    arrival: NDArray[np.int64]
    """When they came to the door, or, having stayed at the Center, began to wait."""
    gone: NDArray[np.int64]
    """When they were called, left, were sent home or turned away; -1 if still waiting."""
    ended: NDArray[np.int8]
    """`TripEnd`."""
    ticketed: NDArray[np.bool_]
    """Whether they held a ticket of the station's queue."""
    stayed: NDArray[np.bool_]
    """Whether they had stayed at the Center, so that it is no new trip (R13)."""


@dataclass(frozen=True, slots=True)
class JobTimes:
    """One entry a job of the workload; the moments are those of dossiers, -1 for visits."""

    ended: NDArray[np.int8]
    """`JobEnd`."""
    accepted: NDArray[np.int64]
    """When the dossier was first accepted (R12)."""
    due: NDArray[np.int64]
    """Due moment of the clock that ran last; `FAR` without a limit or while the clock stands."""
    ready: NDArray[np.int64]
    """When the result was ready, or the dossier returned (R12)."""
    collected: NDArray[np.int64]
    """When the route was finished: the citizen has the result."""


@dataclass(frozen=True, slots=True)
class Worked:
    """Seconds of work, by officer × station and day."""

    officer: NDArray[np.int32]
    """Officer of each pair: every station that they serve or help, in their order."""
    station: NDArray[np.int32]
    """Station of each pair."""
    seconds: NDArray[np.int32]
    """Seconds worked, overtime included. Shape (pairs, days of the run)."""
    overtime: NDArray[np.int32]
    """Seconds of these worked off duty (R8). Shape (pairs, days of the run)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that happened in one replication."""

    ops: OpTimes
    trips: TripTimes
    jobs: JobTimes
    worked: Worked
