"""Open hours: how long the doors of the Center were open between two moments.

In: a calendar of the `Timetable`, as a rule the Center's own. Out: seconds, for whole arrays of
moments of the run at once. It is asked for every wait, so it looks a moment up by a table of coarse
bins instead of searching for it, and is compiled.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import all_read_only, read_only
from simulator.demand.kernel_parts import inlined
from simulator.demand.kernels import kernel
from simulator.demand.workload import FAR, Timetable

_BIN_BITS = 12
"""A bin is 2**12 seconds, a little over an hour: seldom more than one closing falls in it."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """The opening intervals of a calendar, with one that never comes behind the last."""

    start: NDArray[np.int64]
    """First second of each interval."""
    end: NDArray[np.int64]
    """Second after the last of each interval."""
    before: NDArray[np.int64]
    """Open seconds before each interval."""
    first: NDArray[np.int64]
    """The first interval that ends after the start of each bin, to the one past the horizon's."""

    @classmethod
    def of_center(cls, time: Timetable, horizon: int) -> "OpenHours":
        """Take the hours of the Center's own doors: calendar 0, up to the horizon."""
        return cls.of_calendar(time, 0, horizon)

    @classmethod
    def of_calendar(cls, time: Timetable, calendar: int, horizon: int) -> "OpenHours":
        """Take the hours of any calendar; moments up to the horizon can be looked up in them."""
        own = slice(time.calendar_first[calendar], time.calendar_first[calendar + 1])
        start, end = time.calendar_start[own], time.calendar_end[own]
        bins = np.arange((horizon >> _BIN_BITS) + 2) << _BIN_BITS
        first = np.searchsorted(end, bins, side="right")
        return cls(
            start=np.append(start, FAR),
            end=np.append(end, FAR),
            before=np.concatenate(([0], np.cumsum(end - start))),
            first=first,
        )

    @property
    def columns(self) -> tuple[NDArray[np.int64], ...]:
        """What kernels take of them."""
        return all_read_only(self.start, self.end, self.before, self.first)

    def seconds_before(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the open seconds in [0, moment) for each moment, from 0 to the horizon."""
        return self.between(np.zeros_like(moments), moments)

    def between(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the open seconds in [start, end) for each pair; 0 where end is not later."""
        return _between(read_only(start), read_only(end), self.columns)

    def shut_until(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return when the doors open next, for each moment; the moment itself while they are."""
        interval = np.searchsorted(self.end, moments, side="right")
        return np.maximum(self.start.take(interval), moments)

    def after(self, moments: NDArray[np.int64], seconds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return when some open seconds, 1 or more, have passed since each moment, or `FAR`."""
        reached = self.seconds_before(moments) + seconds
        # The interval in which they end may end with them.
        interval = np.searchsorted(self.before, reached) - 1
        return np.minimum(self.start[interval] + reached - self.before[interval], FAR)


@kernel()
def _between(start: NDArray[np.int64], end: NDArray[np.int64], columns: Any) -> NDArray[np.int64]:
    """Return the open seconds of each pair."""
    seconds = np.empty(len(start), np.int64)
    for pair in range(len(start)):
        seconds[pair] = open_seconds(columns, start[pair], end[pair])
    return seconds


@inlined
def open_seconds(columns: Any, start: int, end: int) -> int:
    """Return the open seconds in [start, end); 0 where end is not later."""
    return max(_before(columns, end) - _before(columns, start), 0)


@inlined
def _before(columns: Any, moment: int) -> int:
    """Return the open seconds before a moment."""
    start, end, before, first = columns
    interval = first[moment >> _BIN_BITS]
    while end[interval] <= moment:
        interval += 1
    return int(before[interval] + max(moment - start[interval], 0))
