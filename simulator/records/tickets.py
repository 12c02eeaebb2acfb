"""Ticket logs: what a Center's ticket machine has noted, as arrays.

In: rows of a log that have been read, and that make sense. Out: a `TicketLog`, and `Snapshots` of
those who wait and of the counters that are open, as some machines note them. Moments are counted as
everywhere: whole seconds since 00:00 of the first day, local time. How a file is read is not known
here, nor what is made of it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Contract, Range
from simulator.demand.workload import AMOUNT, MOST, NONE

MOMENT_OR_NONE = Range(NONE, MOST)


class Ending(IntEnum):
    """How a ticket ended, as far as the log says."""

    UNKNOWN = 0
    """The log does not say: called, it was served, or called in vain."""
    SERVED = 1
    CALLED_IN_VAIN = 2
    """Called, and nobody came: they had left before the call."""
    LEFT = 3
    """Gone openly, before any call: at `finished`, where that is known."""


@dataclass(frozen=True, slots=True)
class TicketLog(Contract):
    """The tickets of one office or of several, in the order in which they were taken."""

    first_day: date
    """The day on which second 0 lies."""
    offices: Annotated[tuple[str, ...], "offices"]
    queues: Annotated[tuple[str, ...], "queues"]
    """Their names; each is of one office, and two offices may call theirs alike."""
    counters: Annotated[tuple[str, ...], "counters"]
    """Those that the log names, if it does; each is of one office."""
    office: Annotated[NDArray[np.int32], "queues", Range(0, "offices")]
    """Of each queue."""
    queue: Annotated[NDArray[np.int32], "tickets", Range(0, "queues")]
    taken: Annotated[NDArray[np.int64], "tickets", AMOUNT]
    """When, s; never before the one above."""
    called: Annotated[NDArray[np.int64], "tickets", MOMENT_OR_NONE]
    """When, s; `NONE` where never, or not known."""
    finished: Annotated[NDArray[np.int64], "tickets", MOMENT_OR_NONE]
    """When the service ended, s; `NONE` where there was none, or it is not known."""
    counter: Annotated[NDArray[np.int32], "tickets", Range(NONE, "counters")]
    """Who called it; `NONE` where the log does not say."""
    ending: Annotated[NDArray[np.int8], "tickets", Range(0, len(Ending))]
    """An `Ending`."""

    def only(self, rows: NDArray[np.intp]) -> "TicketLog":
        """Return some of its tickets, in this order; the offices and queues stay all."""
        of_tickets = ("queue", "taken", "called", "finished", "counter", "ending")
        return replace(self, **{name: getattr(self, name)[rows] for name in of_tickets})


@dataclass(frozen=True, slots=True)
class Snapshots(Contract):
    """What was seen of queues from time to time, in the order of time."""

    first_day: date
    """The day on which second 0 lies."""
    offices: Annotated[tuple[str, ...], "offices"]
    queues: Annotated[tuple[str, ...], "queues"]
    office: Annotated[NDArray[np.int32], "queues", Range(0, "offices")]
    """Of each queue."""
    queue: Annotated[NDArray[np.int32], "snapshots", Range(0, "queues")]
    seen: Annotated[NDArray[np.int64], "snapshots", AMOUNT]
    """When, s."""
    waiting: Annotated[NDArray[np.int32], "snapshots", Range(0, 2**31)]
    """People who waited."""
    booths: Annotated[NDArray[np.int32], "snapshots", Range(NONE, 2**31)]
    """Counters that served the queue; `NONE` where it is not known."""
    last_called: Annotated[NDArray[np.int32], "snapshots", Range(NONE, 2**31)]
    """The number that was called last; `NONE` where none was, or it is not known."""
