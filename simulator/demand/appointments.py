"""Appointments: where slots stand, who is booked for which, and who keeps it.

In: a scenario's appointments and calendars; the arrivals of one replication, each at the second at
which its citizen wants to come. Out: `BookableSlots`; and the same arrivals at the seconds at which
they do come, with the empty slots of those who do not, and the `Bookings`, from which measures are
taken. What an appointment is worth at the counter is the engines' business.

All draws are addressed by the visit that books, so whoever is booked or not changes nobody else's
needs; but a place that one citizen takes is taken for the others.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.demand.dossiers import Arrivals
from simulator.demand.draws import Address, Draws, Purpose
from simulator.demand.kernels import kernel
from simulator.demand.prepared import PreparedScenario
from simulator.demand.quantile_table import read_tables
from simulator.demand.workload import DAY, NONE, BookingEnd, Bookings, Channel
from simulator.scenario.model_appointments import Appointments

KEPT, LATE, COMES_AGAIN = BookingEnd.KEPT, BookingEnd.LATE, BookingEnd.COMES_AGAIN
NO_SHOW, WALKS_IN, GIVES_UP = BookingEnd.NO_SHOW, BookingEnd.WALKS_IN, BookingEnd.GIVES_UP


def book(prepared: PreparedScenario, draws: Draws, arrivals: Arrivals) -> tuple[Arrivals, Bookings]:
    """Book the visits that want an appointment, and draw who keeps it.

    Each takes the first place that is free from the wanted second to the end of the horizon, in the
    order of the wanted seconds.

    Returns
    -------
    The arrivals as they come, and what became of each wish for an appointment.
    """
    rules, slots = prepared.scenario.appointments, prepared.slots
    if rules is None or slots is None:
        return arrivals, Bookings.full(0, station=0, moment=0, ended=0)
    booking = _who_books(prepared, draws, arrivals)
    address, wanted = arrivals.address[booking], arrivals.begin[booking]
    station = prepared.visit_station[arrivals.stream[booking]]
    slot = _first_free(
        station, wanted, slots.until[wanted // DAY], slots.first, slots.start, slots.places.copy()
    )
    ended = _endings(rules, draws, address, slot)
    comes = np.where(slot == NONE, wanted, slot)
    moment = comes.copy()

    late = np.flatnonzero(ended == LATE)
    comes[late] = _late(prepared, draws, address[late], slot[late])
    grace = rules.grace.seconds
    ended[late[comes[late] - slot[late] <= grace]] = KEPT
    again = np.flatnonzero(ended == COMES_AGAIN)
    comes[again] = _comes_again(prepared, draws, address[again], slot[again])

    horizon = prepared.run_days * DAY
    stays = np.ones(len(arrivals.begin), np.bool_)
    stays[booking] = (ended != NO_SHOW) & (ended != GIVES_UP) & (comes < horizon)
    begin, is_booked = arrivals.begin.copy(), arrivals.is_booked.copy()
    begin[booking], is_booked[booking] = comes, ended == KEPT
    coming = replace(arrivals, begin=begin, is_booked=is_booked)
    is_empty = np.isin(ended, (COMES_AGAIN, NO_SHOW)) & (slot < horizon)
    is_empty &= rules.no_show is not None and rules.no_show.costs.seconds > 0
    return (
        _with_empty_slots(coming, np.flatnonzero(stays), booking[is_empty], slot[is_empty]),
        Bookings.of(station=station, moment=moment, ended=ended),
    )


def _with_empty_slots(
    arrivals: Arrivals, stays: NDArray[np.intp], missed: NDArray[np.intp], slot: NDArray[np.int64]
) -> Arrivals:
    """Some of the arrivals, and after them the slots that some have missed."""
    rows = np.concatenate([stays, missed])
    nobody = np.arange(len(rows)) >= len(stays)
    taken = arrivals.take(rows)
    return replace(
        taken,
        begin=np.append(taken.begin[~nobody], slot),
        size=taken.size * ~nobody,
        has_priority=taken.has_priority & ~nobody,
        is_booked=taken.is_booked & ~nobody,
        is_empty=nobody,
    )


@dataclass(frozen=True, slots=True)
class SlotLoad:
    """How many visits want an appointment at a station in the reported period, and may have one."""

    station: str
    """Its name, step/field."""
    wanted: float
    """Visits that are expected to want one."""
    places: int
    """Places of its slots."""


def slot_loads(prepared: PreparedScenario) -> tuple[SlotLoad, ...]:
    """Compare the appointments that are wanted with those that there are, station by station.

    What is booked ahead of the period's ends, in or out of it, is not told apart.
    """
    booked = prepared.procedures.booked
    reported = slice(prepared.scenario.period.warm_up_days, None)
    visits = prepared.expected[: len(booked), Channel.COUNTER, reported].sum(axis=1)
    station = prepared.procedures.station[:, 0]
    wanted = np.zeros(len(prepared.stations.places) + 1)  # the last stands for NONE
    np.add.at(wanted, station, visits * booked)
    return tuple(
        SlotLoad("/".join(name), float(wanted[row]), int(prepared.stations.places[row]))
        for name, row in prepared.station_row.items()
        if wanted[row] > 0
    )


def _who_books(prepared: PreparedScenario, draws: Draws, arrivals: Arrivals) -> NDArray[np.intp]:
    """Visits that want an appointment, by the second at which they want to come."""
    share = np.append(prepared.procedures.booked, np.zeros(len(prepared.stream_key)))
    share = share[arrivals.stream]  # enquiries come after the procedures, and never book
    asked = np.flatnonzero(arrivals.is_visit & (share > 0))
    uniform = draws.uniform(Purpose.BOOKED, arrivals.address[asked])
    booking = asked[uniform < share[asked]]
    return booking[np.argsort(arrivals.begin[booking], kind="stable")]


@kernel()
def _first_free(  # noqa: PLR0917  # columns of the bookings and slots
    station: NDArray[np.int32],
    wanted: NDArray[np.int64],
    until: NDArray[np.int64],
    first: NDArray[np.int64],
    start: NDArray[np.int64],
    free: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the slot that each takes, `NONE` where nothing is free; wanted seconds ascend."""
    slot = np.full(len(station), NONE, np.int64)
    begins = first.copy()  # of each station, its first slot that has not passed
    for row in range(len(station)):
        own = station[row]
        end = first[own + 1]
        while begins[own] < end and start[begins[own]] < wanted[row]:
            begins[own] += 1
        at = begins[own]
        while at < end and start[at] < until[row]:
            if free[at] > 0:
                free[at] -= 1
                slot[row] = start[at]
                break
            at += 1
    return slot


def _endings(
    rules: Appointments, draws: Draws, address: Address, slot: NDArray[np.int64]
) -> NDArray[np.int8]:
    """`BookingEnd` of each; who is late may still be so within grace."""

    def happens(chance: float, purpose: Purpose) -> NDArray[np.bool_]:
        return draws.uniform(purpose, address) < chance

    ended = np.full(len(slot), KEPT, np.int8)
    if rules.late:
        ended[happens(rules.late.chance, Purpose.LATE)] = LATE
    if rules.no_show:
        missed = happens(rules.no_show.chance, Purpose.NO_SHOW)
        again = happens(rules.no_show.comes_again, Purpose.NO_SHOW_COMES_AGAIN)
        ended[missed] = np.where(again[missed], COMES_AGAIN, NO_SHOW)
    ended[slot == NONE] = WALKS_IN if rules.full == "walk-in" else GIVES_UP
    return ended


def _late(
    prepared: PreparedScenario, draws: Draws, address: Address, slot: NDArray[np.int64]
) -> NDArray[np.int64]:
    """When who is late comes, on the day of the slot."""
    table = np.full(len(slot), prepared.late_by, np.int32)
    by = read_tables(prepared.tables, table, draws.uniform(Purpose.LATE_BY, address))
    return np.asarray(np.minimum(slot + by, (slot // DAY + 1) * DAY - 1))


def _comes_again(
    prepared: PreparedScenario, draws: Draws, address: Address, slot: NDArray[np.int64]
) -> NDArray[np.int64]:
    """When who missed the appointment comes: on another day, the first open one from then on."""
    table = np.full(len(slot), prepared.comes_back, np.int32)
    seconds = read_tables(prepared.tables, table, draws.uniform(Purpose.NO_SHOW_DAYS, address))
    days = -(-seconds // DAY)  # rounded up
    following = prepared.timetable.next_open_day
    first = slot // DAY + np.maximum(days, 1)
    day = following[np.minimum(first, len(following) - 1)].astype(np.int64)
    there = np.flatnonzero(day < len(following) - 1)
    uniform = draws.uniform(Purpose.NO_SHOW_TIME, address[there])
    comes: NDArray[np.int64] = day * DAY
    comes[there] += prepared.profiles.second(day[there], uniform)
    return comes
