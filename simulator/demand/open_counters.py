"""Officers who are on duty as it is given, as by what was seen of open counters, instead of drawn.

In: how many of each group are there from moment to moment. Out: the `Roster` that says the same.
Nothing is drawn here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Contract, Range, mark_sound
from simulator.demand.roster import Roster, officers_of
from simulator.demand.workload import AMOUNT, offsets
from simulator.scenario import Scenario, Station


@dataclass(frozen=True, slots=True, eq=False)
class OpenCounters(Contract):
    """How many officers of each group are on duty, from each moment to the next."""

    groups: Annotated[tuple[str, ...], "groups"]
    """Keys of groups of officers; others are on duty as they are drawn."""
    moment: Annotated[NDArray[np.int64], "moments", AMOUNT]
    """From when, s; ascending. Before the first nobody is there."""
    officers: Annotated[NDArray[np.int32], "moments", "groups", Range(0, 2**15)]
    """How many."""

    def since(self, shift: int, *, until: int) -> "OpenCounters":
        """Return them as counted from `shift` s before, from there on and as long as `until`."""
        moment = self.moment + shift
        own = (moment >= 0) & (moment < until)
        return OpenCounters(self.groups, moment[own], self.officers[own])

    def more(self, by_group: Mapping[str, int]) -> "OpenCounters":
        """Return them with so many more of some groups, or fewer, whenever any of it is there."""
        more = np.array([by_group.get(group, 0) for group in self.groups], np.int32)
        officers = np.where(self.officers > 0, np.maximum(self.officers + more, 0), 0)
        return OpenCounters.of(groups=self.groups, moment=self.moment, officers=officers)


def roster_of(
    counters: OpenCounters,
    drawn: Roster,
    scenario: Scenario,
    station_row: Mapping[Station, int],
    *,
    horizon: int,
) -> Roster:
    """Return the roster of officers who are on duty as it is given.

    Parameters
    ----------
    counters
        How many are there.
    drawn
        Who else is on duty.
    scenario
        What each group serves, and how.
    station_row
        Row of each station in the workload.
    horizon
        When the run ends, after the last moment.
    """
    group: list[int] = []
    shifts = [np.empty((0, 2), np.int64)]
    for row, key in enumerate(scenario.staff):
        own = (
            _shifts(counters, key, horizon)
            if key in counters.groups
            else _duties(drawn, np.flatnonzero(drawn.group == row))
        )
        group += [row] * len(own)
        shifts += own
    start, end = np.concatenate(shifts).T
    roster = replace(
        officers_of(scenario, np.array(group, np.int32), station_row),
        first_duty=offsets([len(own) for own in shifts[1:]]),
        duty_start=np.ascontiguousarray(start),
        duty_end=np.ascontiguousarray(end),
    )
    mark_sound(roster)
    return roster


def _shifts(counters: OpenCounters, group: str, horizon: int) -> list[NDArray[np.int64]]:
    """When each officer of a group is there: the first whenever anybody is. Shapes (shifts, 2)."""
    there = counters.officers[:, counters.groups.index(group)]
    moment = np.append(counters.moment, horizon)
    return [
        moment[np.flatnonzero(np.diff(there > nth, prepend=False, append=False))].reshape(-1, 2)
        for nth in range(there.max(initial=0))
    ]


def _duties(roster: Roster, officers: NDArray[np.intp]) -> list[NDArray[np.int64]]:
    """When some officers are on duty, likewise."""
    duties = np.stack([roster.duty_start, roster.duty_end], axis=1)
    return [duties[roster.first_duty[i] : roster.first_duty[i + 1]] for i in officers]
