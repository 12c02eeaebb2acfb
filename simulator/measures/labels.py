"""Labels: over what the measures of a scenario are taken, and which label a station carries.

In: the fields, stations and timetable of a `Workload` and the groups of a `Roster`. Out: `Labels`,
texts only, the same for every replication of a scenario, with the keys of its measures, and the
`Breakdown` of the stations by these. It knows nothing of what happened.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand.roster import Roster
from simulator.demand.workload import HOUR, NONE, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.catalogue import CATALOGUE
from simulator.measures.keys import HOUR_LABELS, MeasureIndex, MeasureKey, station_label
from simulator.measures.measure import Needs, Scope
from simulator.scenario.vocabulary import OUTSIDE, OWN, STEPS, WEEKDAYS


@dataclass(frozen=True)
class Labels:
    """The labels of one scenario, by scope; the keys of its measures are made once."""

    steps: tuple[str, ...]
    """Steps that have a station, in their order."""
    fields: tuple[str, ...]
    """All fields."""
    stations: tuple[str, ...]
    """All stations, `step/field`."""
    groups: tuple[str, ...]
    """All groups of officers."""
    hours: tuple[int, ...]
    """Hours of the day in which citizens can come."""
    weekdays: tuple[int, ...]
    """Weekdays on which they can, 0 for Monday."""
    own: tuple[str, ...]
    """The reserved label of the Center's own procedures; empty where all are."""
    has: frozenset[Needs]
    """What measures may need that not every scenario has."""

    def of(self, scope: Scope) -> tuple[str, ...]:
        """Return the labels of a scope; one empty text for the whole Center."""
        return {
            Scope.ALL: ("",),
            Scope.STEP: self.steps,
            Scope.FIELD: self.fields,
            Scope.STATION: self.stations,
            Scope.GROUP: self.groups,
            Scope.OWN: self.own,
            Scope.HOUR: tuple(HOUR_LABELS[hour] for hour in self.hours),
            Scope.WEEKDAY: tuple(WEEKDAYS[day] for day in self.weekdays),
            Scope.COMING: (OUTSIDE,),
        }[scope]

    @property
    def tables(self) -> tuple[tuple[str, Scope], ...]:
        """The measures that there are here, each with its scopes."""
        return _tables(self)

    @property
    def index(self) -> MeasureIndex:
        """The keys of all measures: by measure, then scope, then label."""
        return _index(self)


@lru_cache(maxsize=64)
def _tables(labels: Labels) -> tuple[tuple[str, Scope], ...]:
    """Return the tables of labels; all replications of a scenario have the same."""
    return tuple(
        (measure.name, scope)
        for measure in CATALOGUE
        if measure.needs is None or measure.needs in labels.has
        for scope in measure.scopes
        if labels.of(scope)
    )


@lru_cache(maxsize=64)
def _index(labels: Labels) -> MeasureIndex:
    """Return the keys of labels, likewise."""
    return MeasureIndex(
        MeasureKey(name, scope, label)
        for name, scope in labels.tables
        for label in labels.of(scope)
    )


def labels_of(workload: Workload, roster: Roster) -> Labels:
    """Return the labels of a scenario; no draw has a part in them."""
    time = workload.time
    is_open = time.next_open_day[:-1] == np.arange(len(time.day_type))
    return Labels(
        steps=tuple(STEPS[index] for index in sorted(set(workload.stations.step.tolist()))),
        fields=workload.fields,
        stations=station_names(workload),
        groups=roster.groups,
        hours=arrival_hours(is_open, time.day_type, time.arrival_second),
        weekdays=open_weekdays(is_open, time.first_weekday),
        own=() if workload.procedure_own.all() else (OWN,),
        has=needs(
            extensions=bool((time.extension != NONE).any()),
            appointments=bool(workload.stations.places.any()),
        ),
    )


def station_names(workload: Workload) -> tuple[str, ...]:
    """Return the stations as `step/field`."""
    step, field = workload.stations.step.tolist(), workload.stations.field.tolist()
    return tuple(
        station_label(STEPS[s], workload.fields[f]) for s, f in zip(step, field, strict=True)
    )


def needs(*, extensions: bool, appointments: bool) -> frozenset[Needs]:
    """Return what measures may need of what there is."""
    there = {Needs.EXTENSIONS: extensions, Needs.APPOINTMENTS: appointments}
    return frozenset(need for need, is_there in there.items() if is_there)


def arrival_hours(
    is_open: NDArray[np.bool_], day_type: NDArray[np.integer], arrival_second: NDArray[np.integer]
) -> tuple[int, ...]:
    """Return the hours of the day, ascending, in which citizens come on some open day.

    Parameters
    ----------
    is_open
        Whether the doors open. Shape (days,).
    day_type, arrival_second
        As of `Timetable`.
    """
    kinds = np.unique(day_type[is_open])
    bits = int(np.bitwise_or.reduce(1 << (arrival_second[kinds] // HOUR), axis=None))
    return tuple(hour for hour in range(24) if bits >> hour & 1)


def open_weekdays(is_open: NDArray[np.bool_], first_weekday: int) -> tuple[int, ...]:
    """Return the weekdays, ascending from 0 for Monday, of which some day is open.

    Parameters
    ----------
    is_open
        Whether the doors open on each day. Shape (days,).
    first_weekday
        Weekday of the first.
    """
    days = np.flatnonzero(is_open) + first_weekday
    return tuple(np.unique(days % len(WEEKDAYS)).tolist())


def places_of(workload: Workload) -> Breakdown:
    """Return the labels of the stations in the scopes of places."""
    step, field = workload.stations.step, workload.stations.field
    station = np.arange(len(step))
    return Breakdown.of(
        {
            Scope.ALL: (np.zeros_like(station), (0,)),
            Scope.STEP: (step, np.unique(step).tolist()),
            Scope.FIELD: (field, range(len(workload.fields))),
            Scope.STATION: (station, range(len(station))),
        }
    )
