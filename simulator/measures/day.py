"""One day at the Center, for a picture of it: who waited, who served them, who was on duty.

In: `Outcome`, `Workload`, `Roster`, a day and the date of the first one. Out: `DayRecord`, arrays
of what happened on that day, in seconds of it. It counts nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome, TripEnd
from simulator.demand.contract import Range
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, NONE, OpKind, Workload
from simulator.measures.labels import station_names
from simulator.measures.tickets import came_to_counters

MOMENT = Range(NONE, DAY + 1)
"""A second of the day, its end included, or none."""


@dataclass(frozen=True, slots=True, eq=False)
class DayRecord:
    """One day of one replication; moments are seconds of the day, 0 to 86,400.

    What began before the day begins at 0, what ends after it ends at 86,400, and `NONE` stands for
    what did not come before the horizon.
    """

    date: date
    """The day."""
    fields: Annotated[tuple[str, ...], "fields"]
    """Keys of the fields."""
    stations: Annotated[tuple[str, ...], "stations"]
    """Stations, `step/field`."""
    groups: Annotated[tuple[str, ...], "groups"]
    """Keys of the groups of officers."""

    arrival: Annotated[NDArray[np.int64], "visits", MOMENT]
    """When a citizen came, ascending; one entry a ticket whose holder waited or was served on the
    day, and one for each who was turned away on it without a ticket. Shape (visits,)."""
    call: Annotated[NDArray[np.int64], "visits", MOMENT]
    """When they were called, `NONE` if never."""
    end: Annotated[NDArray[np.int64], "visits", MOMENT]
    """When they had been served, or went unserved; `NONE` if neither."""
    field: Annotated[NDArray[np.int32], "visits", Range(0, "fields")]
    """Index into `fields`, of the station."""
    station: Annotated[NDArray[np.int32], "visits", Range(0, "stations")]
    """Index into `stations`."""
    officer: Annotated[NDArray[np.int32], "visits", Range(NONE, "officers")]
    """The officer who served them, `NONE` for nobody."""
    ended: Annotated[NDArray[np.int8], "visits", Range(0, len(TripEnd))]
    """`TripEnd`."""
    stayed: Annotated[NDArray[np.bool_], "visits"]
    """Whether they had stayed at the Center (R13)."""

    officer_group: Annotated[NDArray[np.int32], "officers", Range(0, "groups")]
    """Index into `groups`. Shape (officers,)."""
    duty: Annotated[NDArray[np.int64], "intervals", 3, Range(0, DAY + 1)]
    """Intervals of duty on the day: officer, start, end. Shape (intervals, 3)."""
    work: Annotated[NDArray[np.int64], "services", 4, MOMENT]
    """Services worked on during the day, of citizens and of papers, by officer and start: officer,
    start, end, station. From the first start to the finish, pauses included; the officer is the
    last one, where a service was handed over (R6). Shape (services, 4)."""


def day_record(
    outcome: Outcome, workload: Workload, roster: Roster, day: int, first_day: date
) -> DayRecord:
    """Take the record of one day.

    Parameters
    ----------
    outcome
        What happened.
    workload, roster
        What the engine was given.
    day
        Day of the run, 0 for the first one simulated, as `Details.worst_day`.
    first_day
        The day on which second 0 lies.

    Raises
    ------
    ValueError
        If the run has no such day.
    """
    if not 0 <= day * DAY < workload.horizon:
        last = (workload.horizon - 1) // DAY
        raise ValueError(f"the run has days 0 to {last}, and no day {day}")
    tickets = came_to_counters(workload, outcome)
    called = tickets.ended == TripEnd.SERVED
    finish = np.where(called, outcome.ops.finish[tickets.op], tickets.gone)
    there = np.flatnonzero(_touches(day, tickets.arrival, _or_horizon(finish, workload)))
    there = there[np.argsort(tickets.arrival[there], kind="stable")]
    tickets, called, finish = tickets.take(there), called[there], finish[there]
    station = workload.ops.where[tickets.op]
    return DayRecord(
        date=first_day + timedelta(days=day),
        fields=workload.fields,
        stations=station_names(workload),
        groups=roster.groups,
        arrival=_second(day, tickets.arrival),
        call=_second(day, np.where(called, tickets.gone, NONE)),
        end=_second(day, np.where(tickets.ended == TripEnd.WAITING, NONE, finish)),
        field=workload.stations.field[station],
        station=station,
        officer=np.where(called, outcome.ops.officer[tickets.op], np.int32(NONE)),
        ended=tickets.ended,
        stayed=tickets.stayed,
        officer_group=roster.group,
        duty=_duty(roster, day),
        work=_work(outcome, workload, day),
    )


def _duty(roster: Roster, day: int) -> NDArray[np.int64]:
    """Return the intervals of duty on a day: officer, start, end."""
    officer = np.repeat(np.arange(len(roster.group)), np.diff(roster.first_duty))
    on_day = _touches(day, roster.duty_start, roster.duty_end)
    start, end = (_second(day, bounds[on_day]) for bounds in (roster.duty_start, roster.duty_end))
    return np.column_stack([officer[on_day], start, end])


def _work(outcome: Outcome, workload: Workload, day: int) -> NDArray[np.int64]:
    """Return the services worked on during a day: officer, start, end, station."""
    times = outcome.ops
    begun = np.flatnonzero((workload.ops.kind == OpKind.SERVE) & (times.start != NONE))
    end = _or_horizon(times.finish[begun], workload)
    on_day = _touches(day, times.start[begun], end)
    op, end = begun[on_day], end[on_day]
    order = np.lexsort((times.start[op], times.officer[op]))
    op, end = op[order], end[order]
    return np.column_stack(
        [
            times.officer[op].astype(np.int64),
            _second(day, times.start[op]),
            _second(day, end),
            workload.ops.where[op],
        ]
    )


def _or_horizon(finish: NDArray[np.int64], workload: Workload) -> NDArray[np.int64]:
    """Return when each was finished, the horizon where it was not before."""
    return np.where(finish == NONE, workload.horizon, finish)


def _touches(day: int, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether intervals, which last a second at least, have one of the day."""
    return (start < (day + 1) * DAY) & (np.maximum(end, start + 1) > day * DAY)


def _second(day: int, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return moments as seconds of a day, those of other days at its edge."""
    return np.where(moments == NONE, NONE, np.clip(moments - day * DAY, 0, DAY))
