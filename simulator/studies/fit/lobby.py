"""The lobby of one office: the tickets of a log, cut into its days.

In: a `TicketLog`, and the name of an office. Out: a `Lobby`. What is estimated from it is not known
here.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, NONE
from simulator.language import mistake
from simulator.records import Ending, TicketLog
from simulator.studies.fit.ranges import Fitted, ratio
from simulator.studies.replay.source import office_of

_BUSY = 0.1
"""Share of the tickets of a usual day from which a day is an open one: test tickets are fewer."""


@dataclass(frozen=True)
class Lobby:
    """The tickets of one office, in the order in which they were taken."""

    log: TicketLog
    """Its own part of the log."""

    @cached_property
    def calendar_day(self) -> NDArray[np.int64]:
        """Day on which each ticket was taken, counted from the first day of the log."""
        return self.log.taken // DAY

    @cached_property
    def open_days(self) -> NDArray[np.int64]:
        """Days on which the office was open, counted likewise."""
        counts = np.bincount(self.calendar_day)
        usual = np.median(counts[counts > 0])
        return np.flatnonzero((counts > 0) & (counts >= _BUSY * usual))

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """Row of each ticket's day in `open_days`; `NONE` of one that is none."""
        row = np.searchsorted(self.open_days, self.calendar_day)
        row = np.minimum(row, len(self.open_days) - 1)
        return np.where(self.open_days[row] == self.calendar_day, row, NONE)

    @property
    def first_date(self) -> date:
        """The first open day."""
        return self.date_of(int(self.open_days[0]))

    @property
    def last_date(self) -> date:
        """The last open day."""
        return self.date_of(int(self.open_days[-1]))

    def date_of(self, day: int) -> date:
        """Return the date of a day of the log."""
        return self.log.first_day + timedelta(days=day)

    @cached_property
    def weekday(self) -> NDArray[np.int64]:
        """Weekday of each open day, 0 for Monday. Shape (open days,)."""
        return (self.open_days + self.log.first_day.weekday()) % 7

    @cached_property
    def was_called(self) -> NDArray[np.bool_]:
        """Whether each ticket was called, on a day that is an open one."""
        return np.asarray((self.log.called != NONE) & (self.day != NONE))

    @cached_property
    def gone(self) -> NDArray[np.int64]:
        """When each ticket was no longer in its queue: called, left, or the day over."""
        log = self.log
        left = np.where(
            (log.ending == Ending.LEFT) & (log.finished != NONE),
            log.finished,
            (self.calendar_day + 1) * DAY,
        )
        return np.where(log.called != NONE, log.called, left)

    @cached_property
    def served_for(self) -> NDArray[np.int64]:
        """Seconds of each service; `NONE` where there was none, or it is not known."""
        log = self.log
        is_known = (
            self.was_called
            & (log.finished != NONE)
            & np.isin(log.ending, (Ending.UNKNOWN, Ending.SERVED))
        )
        return np.where(is_known, log.finished - log.called, NONE)

    def count(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count some of the tickets by open day. Shape (open days,)."""
        return np.bincount(self.day[chosen & (self.day != NONE)], minlength=len(self.open_days))

    def mean(self, chosen: NDArray[np.bool_], amount: NDArray[np.int64]) -> Fitted:
        """Return the mean of an amount over some of the tickets. Shapes (tickets,)."""
        counts = chosen & (self.day != NONE)
        added = np.bincount(self.day[counts], amount[counts], minlength=len(self.open_days))
        return ratio(added, self.count(chosen), int(chosen.sum()))


def lobby_of(log: TicketLog, office: str | None = None) -> Lobby:
    """Take one office out of a log.

    Parameters
    ----------
    log
        Of one office, or of several.
    office
        Its name; may be absent where there is only one.

    Raises
    ------
    ValueError
        If the log has several offices and none is named, not the one that is, or no tickets of it.
    """
    number = office_of(log, office)
    part = of_queues(log, log.office == number)
    if not len(part.taken):
        raise mistake("the log has no tickets of {name!r}", name=log.offices[number])
    is_there = np.bincount(part.counter[part.counter != NONE], minlength=len(log.counters)) > 0
    row = np.append(np.cumsum(is_there) - 1, NONE)  # NONE stays what it is.
    return Lobby(
        replace(
            part,
            offices=(log.offices[number],),
            office=np.zeros(len(part.queues), np.int32),
            counters=tuple(np.array(log.counters, object)[is_there]),
            counter=row[part.counter].astype(np.int32),
        )
    )


def of_queues(log: TicketLog, own: NDArray[np.bool_]) -> TicketLog:
    """Return a log of some of its queues alone. Shape (queues,)."""
    part = log.only(np.flatnonzero(own[log.queue]))
    return replace(
        part,
        queues=tuple(np.array(log.queues, object)[own]),
        office=log.office[own],
        queue=(np.cumsum(own) - 1)[part.queue].astype(np.int32),
    )
