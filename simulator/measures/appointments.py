"""Measures of appointments: waits of booked citizens and of walk-ins, and what became of slots.

In: the trips of an `Outcome`, and the bookings of the `Workload`. Out: `Tables` of the measures
that the catalogue lists for appointments. It knows nothing of what a citizen came for.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome
from simulator.demand.workload import MINUTE, NONE, BookingEnd, JobFlag, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.tallies import Tables, ratios, totals
from simulator.measures.tickets import Tickets, called_in_time, tickets_of

WITHIN_MINUTES = (5, 15)
"""Times in which whoever has an appointment may hope to be called."""

FULL = (BookingEnd.WALKS_IN, BookingEnd.GIVES_UP)
MISSED = (BookingEnd.LATE, BookingEnd.COMES_AGAIN, BookingEnd.NO_SHOW)


def appointment_measures(workload: Workload, outcome: Outcome, places: Breakdown) -> Tables:
    """Take the measures of appointments.

    Parameters
    ----------
    workload, outcome
        One replication.
    places
        The labels of the stations.
    """
    tickets = tickets_of(workload, outcome, since=workload.period_start)
    is_booked = _are_booked(tickets, workload)
    has_slots = workload.stations.places[workload.ops.where[tickets.op]] > 0
    return {
        **_waits("booked", tickets.take(np.flatnonzero(is_booked)), workload, places),
        **_waits("walk_in", tickets.take(np.flatnonzero(has_slots & ~is_booked)), workload, places),
        **_slots(workload, places),
    }


def _are_booked(tickets: Tickets, workload: Workload) -> NDArray[np.bool_]:
    """Whether each ticket is that of an appointment, which is for the first trip of a visit."""
    jobs = workload.jobs
    booked = np.flatnonzero(jobs.flags & JobFlag.BOOKED)
    begin = np.full(len(workload.ops.kind), NONE)
    begin[jobs.first_op[booked]] = jobs.begin[booked]
    return np.asarray(begin[tickets.op] == tickets.arrival)


def _waits(whose: str, tickets: Tickets, workload: Workload, places: Breakdown) -> Tables:
    """Take the mean wait of some tickets, and the shares called in time."""
    station = workload.ops.where[tickets.op]
    waits = places.segments(tickets.wait, station)
    measures = {f"{whose}_wait_mean": waits.means(unit=MINUTE)}
    late = tickets.late_for(WITHIN_MINUTES)
    for minutes, called in called_in_time(late, WITHIN_MINUTES, station, places).items():
        measures[f"{whose}_within_{minutes}"] = ratios(called, waits.counts)
    return places.tables(measures)


def _slots(workload: Workload, places: Breakdown) -> Tables:
    """Count the bookings of the period, and the places that nobody came to."""
    bookings, stations = workload.bookings, len(workload.stations.step)
    in_period = bookings.moment >= workload.period_start
    in_period &= bookings.moment < workload.horizon

    def booked(ends: Sequence[BookingEnd]) -> NDArray[np.int64]:
        chosen = in_period & np.isin(bookings.ended, ends)
        return np.bincount(bookings.station[chosen], minlength=stations)

    kept, missed = booked([BookingEnd.KEPT]), booked(MISSED)
    by_station = {
        "appointments": kept + missed,
        "fully_booked": booked(FULL),
        "no_shows": booked([BookingEnd.NO_SHOW]),
        "slots_missed": missed,
        "slots_unused": workload.stations.places - kept,
    }
    return places.tables(
        {name: totals(places.roll_up(counted)) for name, counted in by_station.items()}
    )
