"""The roster: who is on duty when, in one replication.

In: a scenario's staff and calendars, compiled once to `Posts`, and the `Draws` of a replication.
Out: `Roster`, the second contract from demand to center. It knows nothing of the jobs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.absences import Absences, draw_absences, prepare_absences
from simulator.demand.contract import Contract, Offsets, Range, mark_sound
from simulator.demand.draws import Address, Draws, Purpose, name_key
from simulator.demand.timetable import Calendars, on_days
from simulator.demand.workload import AMOUNT, DAY, offsets
from simulator.scenario import Scenario, Station
from simulator.scenario.calendars import OpenTimes
from simulator.scenario.model_center import Staff

MOST_SPEED = 2**20
"""Speeds are less, in thousandths: times a moment, still a whole number (R7)."""


@dataclass(frozen=True, slots=True)
class Roster(Contract):
    """Every officer with their stations and duty intervals; officers of a group stand together."""

    groups: Annotated[tuple[str, ...], "groups"]
    """Keys of the groups of officers, in the order of the scenario."""
    group: Annotated[NDArray[np.int32], "officers", Range(0, "groups")]
    """Group of each officer."""
    speed: Annotated[NDArray[np.int32], "officers", Range(1, MOST_SPEED)]
    """Work done a second, in thousandths (R7)."""
    by_target: Annotated[NDArray[np.bool_], "officers"]
    """Whether the officer chooses by target wait (R4)."""
    first_served: Annotated[NDArray[np.int64], "officers + 1", Offsets("stations served")]
    """Officer i serves stations `served[first_served[i] : first_served[i + 1]]`."""
    served: Annotated[NDArray[np.int32], "stations served", Range(0, "stations")]
    """Stations served, ascending for each officer."""
    first_helped: Annotated[NDArray[np.int64], "officers + 1", Offsets("stations helped")]
    """Officer i helps stations `helped[first_helped[i] : first_helped[i + 1]]`."""
    helped: Annotated[NDArray[np.int32], "stations helped", Range(0, "stations")]
    """Stations helped, ascending for each officer (R4)."""
    first_duty: Annotated[NDArray[np.int64], "officers + 1", Offsets("duties")]
    """Officer i is on duty in intervals `first_duty[i]` to `first_duty[i + 1]` - 1."""
    duty_start: Annotated[NDArray[np.int64], "duties", AMOUNT]
    """First second of each duty interval, ascending for each officer; abutting ones are one."""
    duty_end: Annotated[NDArray[np.int64], "duties", AMOUNT]
    """Second after the last of each duty interval."""


@dataclass(frozen=True, slots=True)
class Posts:
    """What the rosters of all replications share: officers, and their shifts before other duties.

    Shapes are (officers,), (groups,), and (shifts,) for the last four.
    """

    officers: Roster
    """Everybody, without duties."""
    number: NDArray[np.int64]
    """Number of each officer within the group: part of the address of their draws."""
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


def prepare_posts(
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
    shifts = [np.empty((0, 2), np.int64)]  # all there is where nobody is there on any day
    for row, settings in enumerate(staff):
        open_times = calendars.named(settings.calendar).open_times
        headcount = headcount_by_day(settings, ordinals)
        for fewer, enough in pairwise([0, *np.unique(headcount).tolist()]):
            # These are there on the same days: those with more officers than `fewer`.
            own = _cut_at_midnight(on_days(open_times, np.flatnonzero(fewer < headcount)))
            for nth in range(fewer, enough):
                group.append(row)
                number.append(nth)
                shifts.append(own)
    officer = np.repeat(np.arange(len(group)), [len(own) for own in shifts[1:]])
    start, end = np.concatenate(shifts).T
    key_of = np.array([name_key(key) for key in scenario.staff], np.uint32)
    groups, numbers = np.array(group, np.int32), np.array(number, np.int64)

    return Posts(
        officers=officers_of(scenario, groups, station_row),
        number=numbers,
        other_duties=np.array([settings.other_duties for settings in staff]),
        absences=prepare_absences(scenario, calendars),
        officer=officer,
        start=start,
        end=end,
        address=Address.of(
            who=key_of[groups[officer]],
            day=first_day + start // DAY,
            index=numbers[officer] * DAY + start % DAY,
        ),
    )


def officers_of(
    scenario: Scenario, groups: NDArray[np.int32], station_row: Mapping[Station, int]
) -> Roster:
    """Set up officers of these groups, one each, who are never on duty."""
    staff = list(scenario.staff.values())

    def of_officers(by_group: list[tuple[Station, ...]]) -> list[list[int]]:
        rows = [sorted(station_row[station] for station in stations) for stations in by_group]
        return [rows[row] for row in groups]

    served = of_officers([scenario.served_stations(key) for key in scenario.staff])
    helped = of_officers([scenario.helped_stations(key) for key in scenario.staff])
    return Roster.of(
        groups=tuple(scenario.staff),
        group=groups,
        speed=[round(1000 * staff[row].speed) for row in groups],
        by_target=[staff[row].chooses == "target" for row in groups],
        first_served=offsets([len(stations) for stations in served]),
        served=list(chain.from_iterable(served)),
        first_helped=offsets([len(stations) for stations in helped]),
        helped=list(chain.from_iterable(helped)),
        first_duty=np.zeros(len(groups) + 1),
        duty_start=[],
        duty_end=[],
    )


def draw_roster(posts: Posts, draws: Draws) -> Roster:
    """Draw the roster of one replication: shifts less leave, sickness and other duties.

    Other duties take one block of each shift, of the group's share of its length, at a drawn place.
    """
    length, group = posts.end - posts.start, posts.officers.group
    away = np.rint(posts.other_duties[group[posts.officer]] * length).astype(np.int64)
    place = draws.uniform(Purpose.OTHER_DUTIES, posts.address) * (length - away + 1)
    leaves = np.where(away > 0, posts.start + place.astype(np.int64), posts.end)
    starts = np.stack([posts.start, leaves + away], axis=1).ravel()
    ends = np.stack([leaves, posts.end], axis=1).ravel()
    absent = draw_absences(posts.absences, draws, group, posts.number)
    there = (ends > starts) & ~np.repeat(absent[posts.officer, posts.start // DAY], 2)
    officer, starts, ends = np.repeat(posts.officer, 2)[there], starts[there], ends[there]
    # R3: abutting intervals are one.
    follows = (officer[1:] == officer[:-1]) & (starts[1:] == ends[:-1])
    is_first, is_last = np.append(True, ~follows), np.append(~follows, True)
    officer = officer[is_first[: len(officer)]]
    roster = replace(
        posts.officers,
        first_duty=offsets(np.bincount(officer, minlength=len(group))),
        duty_start=starts[is_first[: len(starts)]],
        duty_end=ends[is_last[: len(ends)]],
    )
    mark_sound(roster)
    return roster


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
