"""Slots: when appointments can be booked at each station, and how far ahead.

In: a scenario's appointments, its calendar and the queues of reception. Out: `BookableSlots`, which
every replication shares. Nobody is booked here.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand.profiles import spans_by_day
from simulator.demand.timetable import Calendars
from simulator.demand.workload import DAY, FAR, offsets
from simulator.scenario import Scenario, Station


@dataclass(frozen=True)
class BookableSlots:
    """The slots of the run and of the days after it that can be booked from it, by station."""

    first: NDArray[np.int64]
    """Slots of station s are `first[s]` to `first[s + 1]` - 1. Shape (stations + 1,)."""
    start: NDArray[np.int64]
    """First second of each, ascending within a station. Shape (slots,)."""
    places: NDArray[np.int64]
    """Citizens that can be booked for each. Shape (slots,)."""
    until: NDArray[np.int64]
    """Second before which a visit must be booked, by the day on which it wants to come: the end of
    the last open day that can be booked then. Shape (days of the run,)."""

    def places_between(self, start: int, end: int) -> NDArray[np.int64]:
        """Return the places of the slots that start in [start, end), by station."""
        counted = self.places * ((self.start >= start) & (self.start < end))
        return np.diff(offsets(counted)[self.first])


def bookable_slots(scenario: Scenario, calendars: Calendars) -> BookableSlots | None:
    """Lay out the slots of a scenario; None where there are no appointments.

    They stand from the beginning of each opening of a day, one after the other, where they end
    within it and start before the last ticket of the day.
    """
    rules = scenario.appointments
    if rules is None:
        return None
    office, days = calendars.office, np.arange(calendars.days)
    closing = np.where(office.has_closing, office.closes, FAR)
    spans = spans_by_day(office)

    @cache
    def starts(every: int, last_ticket: int) -> NDArray[np.int64]:
        of_spans = [
            day * DAY + np.arange(first, end - every + 1, every)
            for day in days.tolist()
            for first, end in spans[day]
        ]
        start = np.concatenate([np.empty(0, np.int64), *of_spans])
        return np.asarray(start[start < closing[start // DAY] - last_ticket])

    def of(station: Station) -> tuple[NDArray[np.int64], int]:
        step, field = station
        slots = rules.of_field(field) if step == "receive" else None
        if slots is None:
            return np.empty(0, np.int64), 0
        last_ticket = scenario.queue_settings(step, field).last_ticket
        seconds = round(last_ticket.seconds) if last_ticket else 0
        return starts(round(slots.every.seconds), seconds), slots.places

    of_stations = [of(station) for station in scenario.stations()]
    lengths = [len(start) for start, _places in of_stations]
    open_days = np.append(np.flatnonzero(office.is_open_day), calendars.days - 1)
    wanted = np.searchsorted(open_days, days[: calendars.run_days], side="right") - 1
    last = open_days[np.minimum(wanted + int(rules.horizon.days), len(open_days) - 1)]
    return BookableSlots(
        first=offsets(lengths),
        start=np.concatenate([start for start, _places in of_stations]),
        places=np.repeat([places for _start, places in of_stations], lengths),
        until=(last + 1) * DAY,
    )
