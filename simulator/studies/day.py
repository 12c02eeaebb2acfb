"""A day: what the same citizens met on one day of two scenarios, to be seen side by side.

In: two scenarios, as sources, and which day of the first is looked for. Out: what happened on that
day in each of them, of replication 0. How it is shown is not known here.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.center import Outcome, serve
from simulator.demand.workload import DAY, NONE, OpKind, Workload
from simulator.measures import DayRecord, day_record
from simulator.measures.lobby_hours import queues_of
from simulator.measures.tickets import tickets_of
from simulator.scenario.vocabulary import STEPS
from simulator.studies.source import Source
from simulator.studies.spans import number_at

Which: TypeAlias = Literal["typical", "worst"]
"""The open day in the middle by the largest number waiting at once, or the worst of a month."""

EVERY = 300
"""Seconds between two counts of what is at the steps."""


@dataclass(frozen=True, slots=True, eq=False)
class DaySeen:
    """One day of a scenario."""

    record: DayRecord
    moments: NDArray[np.int64]
    """Seconds of the day. Shape (moments,)."""
    at_steps: NDArray[np.int64]
    """Dossiers, or citizens, that wait or are served at each step then. Shape (moments, steps)."""
    busy: NDArray[np.int64]
    """Officers at work then. Shape (moments,)."""
    on_duty: NDArray[np.int64]
    """Officers on duty then. Shape (moments,)."""
    open: NDArray[np.int64]
    """When the doors are open: start, end. Shape (openings, 2)."""


def days_seen(first: Source, second: Source, *, seed: int, which: Which) -> tuple[DaySeen, DaySeen]:
    """Return a day of two scenarios of the same period, which is looked for in the first.

    Parameters
    ----------
    first, second
        The scenarios.
    seed
        Of the chances; replication 0 is served.
    which
        The typical day, or the worst of about a month.

    Raises
    ------
    LookupError
        If the first is not open on any day.
    """
    workload, outcome = _served(first, seed)
    queues = queues_of(tickets_of(workload, outcome, since=workload.period_start), workload)
    day = queues.worst_day if which == "worst" else queues.typical_day
    if day == NONE:
        raise LookupError(which)
    seen = _seen(first, workload, outcome, day, seed)
    same = second.workload_key == first.workload_key
    workload, outcome = _served(second, seed, workload if same else None)
    return seen, _seen(second, workload, outcome, day, seed)


def _served(
    source: Source, seed: int, workload: Workload | None = None
) -> tuple[Workload, Outcome]:
    workload = workload or source.workload(seed, 0)
    return workload, serve(workload, source.roster(seed, 0))


def _seen(source: Source, workload: Workload, outcome: Outcome, day: int, seed: int) -> DaySeen:
    record = day_record(outcome, workload, source.roster(seed, 0), day, source.first_day)
    moments = np.arange(0, DAY, EVERY)
    ops, times = workload.ops, outcome.ops
    served = np.flatnonzero(
        (ops.kind == OpKind.SERVE)
        & (times.ready != NONE)
        & (times.ready < (day + 1) * DAY)
        & ((times.finish == NONE) | (times.finish >= day * DAY))
    )
    step = workload.stations.step[ops.where[served]]
    finish = np.where(times.finish[served] == NONE, workload.horizon, times.finish[served])
    spans = np.column_stack([times.ready[served], finish]) - day * DAY
    return DaySeen(
        record=record,
        moments=moments,
        at_steps=np.column_stack(
            [number_at(moments, *spans[step == each].T) for each in range(len(STEPS))]
        ),
        busy=number_at(moments, *record.work[:, 1:3].T),
        on_duty=number_at(moments, *record.duty[:, 1:3].T),
        open=_openings(workload, day),
    )


def _openings(workload: Workload, day: int) -> NDArray[np.int64]:
    """Return when the doors are open on a day: start, end."""
    time = workload.time
    office = slice(*time.calendar_first[:2])
    spans = np.column_stack([time.calendar_start[office], time.calendar_end[office]]) - day * DAY
    return spans[(spans[:, 0] < DAY) & (spans[:, 1] > 0)]
