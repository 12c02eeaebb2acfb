"""Which hours on duty can serve citizens, and which only papers.

In: a `PreparedScenario` and the work for which citizens come. Out: the capacity of each group on
each day, by parts of its duty. Citizens are served while the doors are open, and in breaks, when
they wait at the door; before opening, as far as they stand there already; after closing, where all
who wait are served, by officers who were on duty until then (R8). Nothing is drawn here.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulator.demand.absences import expected_presence
from simulator.demand.prepared import PreparedScenario
from simulator.demand.roster import headcount_by_day
from simulator.demand.workload import DAY
from simulator.scenario import Station


class Part(IntEnum):
    """A part of the duty of a day."""

    OPEN = 0
    """Citizens can be served."""
    LATE = 1
    """After closing, on duty since before: citizens who wait are served if all are (R8)."""
    SHUT = 2
    """Only papers can be worked on."""


def capacity_by_part(
    prepared: PreparedScenario, in_person: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the seconds of work, at speed 1, that each group can do in each part of each day.

    Parameters
    ----------
    prepared
        The prepared scenario.
    in_person
        Work of each day for which citizens come, in seconds. Shape (stations, days of the reported
        period).

    Returns
    -------
    NDArray[float64]
        Shape (parts, groups, days of the reported period).
    """
    reported = slice(prepared.scenario.period.warm_up_days, None)
    presence = expected_presence(prepared.posts.absences)
    officers = np.array(
        [
            headcount_by_day(group, prepared.ordinals) * group.speed * (1 - group.other_duties)
            for group in prepared.scenario.staff.values()
        ]
    )
    officers = (officers * presence)[:, reported]
    duty = np.stack(
        [_duty(prepared, group.calendar) for group in prepared.scenario.staff.values()], axis=1
    )
    early, capacity = np.split(duty[..., reported] * officers, [1])
    at_the_door = (serves(prepared) | helps(prepared)) @ (
        in_person * _share_before_opening(prepared)[reported]
    )
    used = np.minimum(early[0], at_the_door)
    capacity[Part.OPEN] += used
    capacity[Part.SHUT] += early[0] - used
    return capacity


def serves(prepared: PreparedScenario) -> NDArray[np.bool_]:
    """Tell which groups serve which stations. Shape (groups, stations)."""
    return _rows(
        prepared, [prepared.scenario.served_stations(group) for group in prepared.scenario.staff]
    )


def helps(prepared: PreparedScenario) -> NDArray[np.bool_]:
    """Tell which groups only help which stations. Shape (groups, stations)."""
    return _rows(
        prepared, [prepared.scenario.helped_stations(group) for group in prepared.scenario.staff]
    )


def _rows(
    prepared: PreparedScenario, stations_of_groups: list[tuple[Station, ...]]
) -> NDArray[np.bool_]:
    table = np.zeros((len(stations_of_groups), len(prepared.station_row)), np.bool_)
    for row, stations in enumerate(stations_of_groups):
        table[row, [prepared.station_row[station] for station in stations]] = True
    return table


def _duty(prepared: PreparedScenario, calendar: str) -> NDArray[np.int64]:
    """Seconds on duty of one officer before the doors open, and in each `Part` beside.

    Shape (1 + parts, days of the run).
    """
    shifts = prepared.calendars.named(calendar).open_times
    midnight = np.arange(prepared.run_days + 1) * DAY
    opens = prepared.timetable.opens[: prepared.run_days]
    closing = np.minimum(prepared.timetable.closing[: prepared.run_days], midnight[1:])
    until = shifts.seconds_before
    early, is_open = until(opens) - until(midnight[:-1]), until(closing) - until(opens)
    stays_until = np.minimum(shifts.runs_until(closing - 1), midnight[1:])
    late = np.where(closing > opens, np.maximum(stays_until - closing, 0), 0)
    return np.array([early, is_open, late, np.diff(until(midnight)) - early - is_open - late])


def _share_before_opening(prepared: PreparedScenario) -> NDArray[np.float64]:
    """The share of each day's visits that come before the doors open. Shape (days of the run,)."""
    opens = prepared.timetable.opens[: prepared.run_days] % DAY
    share = np.zeros(prepared.run_days)
    for day_type, (edges, gathered) in enumerate(prepared.profiles.densities):
        of_type = prepared.profiles.day_type[: prepared.run_days] == day_type
        share[of_type] = np.interp(opens[of_type], edges, gathered)
    return share
