"""The roster: who is on duty when, in one replication.

In: a scenario's staff and calendars, compiled once to `Posts`, and the `Draws` of a replication.
Out: `Roster`, the second contract from demand to center. It knows nothing of the jobs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.demand.absences import Absences, draw_absences, plan_absences
from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.timetable import Calendars, on_days
from simulator.demand.workload import DAY, offsets
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
    first_helped: NDArray[np.int64]
    helped: NDArray[np.int32]
    other_duties: NDArray[np.float64]
    """Share of each shift spent elsewhere, by group."""
    absences: Absences
    """What is drawn of leave and sickness."""
    officer: NDArray[np.int64]
    """Officer of each shift; a shift does not run past midnight here."""
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
    helped: list[list[int]] = []
    shifts: list[NDArray[np.int64]] = []
    for row, (key, settings) in enumerate(scenario.staff.items()):
        serves = sorted(station_row[station] for station in scenario.served_stations(key))
        helps = sorted(station_row[station] for station in scenario.helped_stations(key))
        open_times = calendars.named(settings.calendar).open_times
        headcount = headcount_by_day(settings, ordinals)
        for fewer, enough in pairwise([0, *np.unique(headcount).tolist()]):
            # These are there on the same days: those with more officers than `fewer`.
            own = _cut_at_midnight(on_days(open_times, np.flatnonzero(fewer < headcount)))
            for nth in range(fewer, enough):
                group.append(row)
                number.append(nth)
                served.append(serves)
                helped.append(helps)
                shifts.append(own)
    nothing = np.empty(0, np.int64)  # all there is where nobody is there on any day
    officer = np.repeat(np.arange(len(group)), np.array([len(own) for own in shifts], np.int64))
    start, end = np.concatenate([nothing.reshape(0, 2), *shifts]).T
    key_of = np.array([name_key(key) for key in scenario.staff], np.uint32)
    groups, numbers = np.array(group, np.int32), np.array(number, np.int64)
    return Posts(
        groups=tuple(scenario.staff),
        group=groups,
        number=numbers,
        speed=np.array([round(1000 * staff[row].speed) for row in group], np.int32),
        by_target=np.array([staff[row].chooses == "target" for row in group], np.bool_),
        first_served=offsets([len(stations) for stations in served]),
        served=np.concatenate([nothing, *served]).astype(np.int32),
        first_helped=offsets([len(stations) for stations in helped]),
        helped=np.concatenate([nothing, *helped]).astype(np.int32),
        other_duties=np.array([each.other_duties for each in staff]),
        absences=plan_absences(scenario, calendars),
        officer=officer,
        start=start,
        end=end,
        address=Address.of(
            who=key_of[groups[officer]],
            day=first_day + start // DAY,
            index=numbers[officer] * DAY + start % DAY,
        ),
    )


def draw_roster(posts: Posts, draws: Draws) -> Roster:
    """Draw the roster of one replication: shifts less leave, sickness and other duties.

    Other duties take one block of each shift, of the group's share of its length, at a drawn place.
    """
    length = posts.end - posts.start
    away = np.rint(posts.other_duties[posts.group[posts.officer]] * length).astype(np.int64)
    place = draws.uniform(Purpose.OTHER_DUTIES, posts.address) * (length - away + 1)
    leaves = np.where(away > 0, posts.start + place.astype(np.int64), posts.end)
    starts = np.stack([posts.start, leaves + away], axis=1).ravel()
    ends = np.stack([leaves, posts.end], axis=1).ravel()
    absent = draw_absences(posts.absences, draws, posts.group, posts.number)
    there = (ends > starts) & ~np.repeat(absent[posts.officer, posts.start // DAY], 2)
    officer, starts, ends = np.repeat(posts.officer, 2)[there], starts[there], ends[there]
    # R3: abutting intervals are one.
    follows = (officer[1:] == officer[:-1]) & (starts[1:] == ends[:-1])
    is_first, is_last = np.append(True, ~follows), np.append(~follows, True)
    officer = officer[is_first[: len(officer)]]
    return Roster(
        groups=posts.groups,
        group=posts.group,
        speed=posts.speed,
        by_target=posts.by_target,
        first_served=posts.first_served,
        served=posts.served,
        first_helped=posts.first_helped,
        helped=posts.helped,
        first_duty=offsets(np.bincount(officer, minlength=len(posts.group))),
        duty_start=starts[is_first[: len(starts)]],
        duty_end=ends[is_last[: len(ends)]],
    )


def headcount_by_day(settings: Staff, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Officers of a group on each day of the run."""
    headcount = np.full(len(ordinals), settings.officers)
    for change in settings.changes:
        during = (ordinals >= change.from_.toordinal()) & (ordinals <= change.to.toordinal())
        headcount[during] += change.officers
    return headcount


def _cut_at_midnight(open_times: OpenTimes) -> NDArray[np.int64]:
    """Intervals that do not run past midnight, start and end of each. Shape (intervals, 2)."""
    last = int(open_times.ends[-1]) if len(open_times.ends) else 0
    cuts = np.arange(DAY, last, DAY)
    cuts = cuts[open_times.is_open(cuts) & open_times.is_open(cuts - 1)]
    return np.stack(
        [np.sort(np.append(open_times.starts, cuts)), np.sort(np.append(open_times.ends, cuts))],
        axis=1,
    )
