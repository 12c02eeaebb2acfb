"""The roster: who is on duty when, in one replication.

In: a scenario's staff and calendars, compiled once to `Posts`, and the `Draws` of a replication.
Out: `Roster`, the second contract from demand to center. It knows nothing of the jobs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.timetable import Calendars
from simulator.demand.workload import DAY
from simulator.scenario import Scenario, Station
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


@dataclass(frozen=True, slots=True)
class Posts:
    """What the rosters of all replications share: officers, and their shifts before other duties.

    Shapes are (officers,) for the first arrays and (shifts,) for the last four.
    """

    groups: tuple[str, ...]
    group: NDArray[np.int32]
    number: NDArray[np.int64]
    """Number of each officer within the group: part of the address of their draws."""
    speed: NDArray[np.int32]
    by_target: NDArray[np.bool_]
    first_served: NDArray[np.int64]
    served: NDArray[np.int32]
    other_duties: NDArray[np.float64]
    """Share of each shift spent elsewhere, by group."""
    officer: NDArray[np.int64]
    """Officer of each shift."""
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    address: Address
    """Of the draws of each shift."""


def plan_posts(
    scenario: Scenario, calendars: Calendars, station_row: Mapping[Station, int]
) -> Posts:
    """Set up the officers of a scenario and the shifts in which they are there.

    Parameters
    ----------
    scenario
        A resolved scenario.
    calendars
        Its calendars.
    station_row
        Row of each station in the workload.
    """
    staff = list(scenario.staff.values())
    first_day = scenario.period.first_day.toordinal()
    ordinals = first_day + np.arange(calendars.run_days)
    group: list[int] = []
    number: list[int] = []
    served: list[list[int]] = []
    shifts: list[OpenTimes] = []
    for row, (key, settings) in enumerate(scenario.staff.items()):
        stations = sorted(station_row[station] for station in scenario.served_stations(key))
        open_times = calendars.named(settings.calendar).open_times
        headcount = headcount_by_day(settings, ordinals)
        for nth in range(int(headcount.max())):
            group.append(row)
            number.append(nth)
            served.append(stations)
            shifts.append(_on_days(open_times, nth < headcount))
    nothing = np.empty(0, np.int64)  # all there is where nobody is there on any day
    n_shifts = np.array([len(own.starts) for own in shifts], np.int64)
    officer = np.repeat(np.arange(len(group)), n_shifts)
    start = np.concatenate([nothing, *(own.starts for own in shifts)])
    key_of = np.array([name_key(key) for key in scenario.staff], np.uint32)
    groups, numbers = np.array(group, np.int32), np.array(number, np.int64)
    return Posts(
        groups=tuple(scenario.staff),
        group=groups,
        number=numbers,
        speed=np.array([round(1000 * staff[row].speed) for row in group], np.int32),
        by_target=np.array([staff[row].chooses == "target" for row in group], np.bool_),
        first_served=_first([len(stations) for stations in served]),
        served=np.concatenate([nothing, *served]).astype(np.int32),
        other_duties=np.array([each.other_duties for each in staff]),
        officer=officer,
        start=start,
        end=np.concatenate([nothing, *(own.ends for own in shifts)]),
        address=Address.of(
            who=key_of[groups[officer]],
            day=first_day + start // DAY,
            index=numbers[officer] * DAY + start % DAY,
        ),
    )


def draw_roster(posts: Posts, draws: Draws) -> Roster:
    """Draw the roster of one replication: shifts less one block of other duties in each.

    The block has the group's share of the shift's length and lies at a drawn place in it.
    """
    length = posts.end - posts.start
    away = np.rint(posts.other_duties[posts.group[posts.officer]] * length).astype(np.int64)
    place = draws.uniform(Purpose.OTHER_DUTIES, posts.address) * (length - away + 1)
    leaves = np.where(away > 0, posts.start + place.astype(np.int64), posts.end)
    starts = np.stack([posts.start, leaves + away], axis=1).ravel()
    ends = np.stack([leaves, posts.end], axis=1).ravel()
    there = ends > starts
    officer = np.repeat(posts.officer, 2)[there]
    return Roster(
        groups=posts.groups,
        group=posts.group,
        speed=posts.speed,
        by_target=posts.by_target,
        first_served=posts.first_served,
        served=posts.served,
        first_helped=np.zeros(len(posts.group) + 1, np.int64),
        helped=np.empty(0, np.int32),
        first_duty=_first(np.bincount(officer, minlength=len(posts.group))),
        duty_start=starts[there],
        duty_end=ends[there],
    )


def _first(lengths: ArrayLike) -> NDArray[np.int64]:
    """Where each of several concatenated parts starts, and where the last ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


def headcount_by_day(settings: Staff, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Officers of a group on each day of the run."""
    headcount = np.full(len(ordinals), settings.officers)
    for change in settings.changes:
        during = (ordinals >= change.from_.toordinal()) & (ordinals <= change.to.toordinal())
        headcount[during] += change.officers
    return headcount


def _on_days(shifts: OpenTimes, there: NDArray[np.bool_]) -> OpenTimes:
    """The part of the shifts that lies on the days of the run on which the officer is there."""
    midnights = np.flatnonzero(there) * DAY
    return shifts.intersect(OpenTimes.of(np.stack([midnights, midnights + DAY], axis=1)))
