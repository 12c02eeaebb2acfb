"""Labels: over what the measures of a scenario are taken, and which label a station carries.

In: the fields, stations and timetable of a `Workload` and the groups of a `Roster`. Out: `Labels`,
texts only, the same for every replication of a scenario, with the keys of its measures, and
`Places`, which takes a station's number to its label in each scope. It knows nothing of what
happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand.roster import Roster
from simulator.demand.workload import HOUR, NONE, Workload
from simulator.measures.catalogue import CATALOGUE
from simulator.measures.keys import HOUR_LABELS, MeasureIndex, MeasureKey, station_label
from simulator.measures.measure import PLACES, Needs, Scope
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


@dataclass(frozen=True, slots=True)
class Places:
    """The label of each station in each scope of places, as indices into `Labels.of`."""

    label: dict[Scope, NDArray[np.int32]]
    """By scope, the label of each station. Shape (stations,)."""
    size: dict[Scope, int]
    """By scope, the number of labels."""

    @classmethod
    def of(cls, workload: Workload, labels: Labels) -> "Places":
        """Take the stations of a workload to their labels."""
        stations = workload.stations
        count = len(stations.step)
        used = np.unique(stations.step)
        return cls(
            label={
                Scope.ALL: np.zeros(count, np.int32),
                Scope.STEP: np.searchsorted(used, stations.step).astype(np.int32),
                Scope.FIELD: stations.field.astype(np.int32),
                Scope.STATION: np.arange(count, dtype=np.int32),
            },
            size={scope: len(labels.of(scope)) for scope in PLACES},
        )

    def split(
        self, station: NDArray[np.integer]
    ) -> Iterator[tuple[Scope, NDArray[np.integer], int]]:
        """Yield each scope with the labels of items at the given stations, and their number."""
        for scope in PLACES:
            yield scope, self.label[scope].take(station), self.size[scope]

    def roll_up(self, by_station: NDArray[np.integer], scope: Scope) -> NDArray[np.int64]:
        """Sum whole numbers given by station to the labels of a scope."""
        sums = np.zeros(self.size[scope], np.int64)
        np.add.at(sums, self.label[scope], by_station)
        return sums
