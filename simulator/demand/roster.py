"""The roster: who is on duty when, in one replication.

In: a `Plan` and the `Draws` of the replication. Out: `Roster`, the second contract from demand to
center. It knows nothing of the jobs.
"""

from collections.abc import Sequence, Sized
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.plan import Plan
from simulator.demand.workload import DAY
from simulator.scenario.calendars import OpenTimes
from simulator.scenario.model_center import Staff


@dataclass(frozen=True, slots=True)
class Roster:
    """Every officer with their stations and duty intervals; officers of a group stand together."""

    groups: tuple[str, ...]
    """Keys of the groups of officers, in the order of the scenario."""
    group: NDArray[np.int32]
    """Group of each officer. Shape (officers,)."""
    speed: NDArray[np.int32]
    """Work done a second, in thousandths (R7). Shape (officers,)."""
    by_target: NDArray[np.bool_]
    """Whether the officer chooses by target wait (R4). Shape (officers,)."""
    first_served: NDArray[np.int64]
    """Officer i serves stations `served[first_served[i] : first_served[i + 1]]`."""
    served: NDArray[np.int32]
    """Stations served, ascending for each officer."""
    first_helped: NDArray[np.int64]
    """Officer i helps stations `helped[first_helped[i] : first_helped[i + 1]]`."""
    helped: NDArray[np.int32]
    """Stations helped, ascending for each officer (R4)."""
    first_duty: NDArray[np.int64]
    """Officer i is on duty in intervals `first_duty[i]` to `first_duty[i + 1]` - 1."""
    duty_start: NDArray[np.int64]
    """First second of each duty interval, ascending for each officer; abutting ones are one."""
    duty_end: NDArray[np.int64]
    """Second after the last of each duty interval."""


def draw_roster(plan: Plan, draws: Draws) -> Roster:
    """Draw the roster of one replication: shifts, changes of staff, other duties.

    Parameters
    ----------
    plan
        The compiled scenario.
    draws
        The random numbers of the replication.
    """
    staff = plan.scenario.staff
    group, served, duty = [], [], []
    for row, (key, settings) in enumerate(staff.items()):
        stations = sorted(plan.station_row[pair] for pair in plan.scenario.served_stations(key))
        shifts = plan.calendars.named(settings.calendar).open_times.clip(0, plan.run_days * DAY)
        headcount = headcount_by_day(settings, plan.ordinals)
        for number in range(int(headcount.max(initial=0))):
            there = number < headcount
            own = _on_days(shifts, there)
            group.append(row)
            served.append(stations)
            duty.append(_without_other_duties(own, settings.other_duties, draws, key, number, plan))
    return Roster(
        groups=tuple(staff),
        group=np.array(group, np.int32),
        speed=np.array([round(1000 * list(staff.values())[row].speed) for row in group], np.int32),
        by_target=np.array(
            [list(staff.values())[row].chooses == "target" for row in group], np.bool_
        ),
        first_served=_first(served),
        served=np.concatenate([np.empty(0, np.int32), *served]).astype(np.int32),
        first_helped=np.zeros(len(group) + 1, np.int64),
        helped=np.empty(0, np.int32),
        first_duty=_first([own.starts for own in duty]),
        duty_start=np.concatenate([np.empty(0, np.int64), *(own.starts for own in duty)]),
        duty_end=np.concatenate([np.empty(0, np.int64), *(own.ends for own in duty)]),
    )


def _first(parts: Sequence[Sized]) -> NDArray[np.int64]:
    """Where each of several concatenated parts starts, and where the last ends."""
    lengths = np.array([len(part) for part in parts], np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def headcount_by_day(settings: Staff, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the officers of a group on each day, changes of staff applied.

    Parameters
    ----------
    settings
        The group.
    ordinals
        Proleptic Gregorian ordinals of the days. Shape (days,).
    """
    headcount = np.full(len(ordinals), settings.officers)
    for change in settings.changes:
        during = (ordinals >= change.from_.toordinal()) & (ordinals <= change.to.toordinal())
        headcount[during] += change.officers
    return headcount


def _on_days(shifts: OpenTimes, there: NDArray[np.bool_]) -> OpenTimes:
    """The part of the shifts that lies on days on which the officer is there."""
    if there.all():
        return shifts
    midnights = np.flatnonzero(there) * DAY
    return shifts.intersect(OpenTimes.of(np.stack([midnights, midnights + DAY], axis=1)))


def _without_other_duties(
    shifts: OpenTimes, share: float, draws: Draws, key: str, number: int, plan: Plan
) -> OpenTimes:
    """Shifts less one block elsewhere in each, of the given share, at a drawn place."""
    if share == 0:
        return shifts
    day = shifts.starts // DAY
    at = Address.of(
        who=name_key(key),
        day=plan.ordinals[day],
        index=number * DAY + shifts.starts % DAY,
    )
    length = shifts.ends - shifts.starts
    away = np.rint(share * length).astype(np.int64)
    leaves = shifts.starts + np.floor(
        draws.uniform(Purpose.OTHER_DUTIES, at) * (length - away + 1)
    ).astype(np.int64)
    starts = np.concatenate([shifts.starts, leaves + away])
    ends = np.concatenate([leaves, shifts.ends])
    return OpenTimes.of(np.stack([starts, ends], axis=1))
