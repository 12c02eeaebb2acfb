"""How the arrivals of a day spread over it.

In: a scenario's opening hours and relative weights by hour. Out: for every kind of day a
distribution of the second of arrival, read at a uniform: exactly for first arrivals, from a table
for later trips.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR
from simulator.scenario import Scenario
from simulator.scenario.calendars import DatedCalendar

COLUMNS = 2**16
"""Columns of the table: one for each 16-bit uniform."""

Density = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Edges in seconds of the day, and the cumulated weight at each, from 0 to 1: density is constant
between edges."""


@dataclass(frozen=True)
class DayProfiles:
    """The spread of visits over each day (R2)."""

    day_type: NDArray[np.int32]
    """Kind of each day, a row of `table`. Shape (days,)."""
    densities: tuple[Density, ...]
    """Density of each kind of day."""
    table: NDArray[np.int32]
    """Second of the day by kind and 16-bit uniform. Shape (kinds, 65536)."""

    def second(self, day: NDArray[np.int64], uniform: NDArray[np.float64]) -> NDArray[np.int64]:
        """Second of the day of an arrival. Shapes (n,)."""
        second = np.empty(len(day), np.int64)
        kind_of = self.day_type[day]
        for kind, density in enumerate(self.densities):
            of_kind = kind_of == kind
            second[of_kind] = second_of(density, uniform[of_kind])
        return second


def second_of(density: Density, uniform: NDArray[np.float64]) -> NDArray[np.int64]:
    """Second of the day at which a density has gathered `uniform` of its weight."""
    edges, gathered = density
    second = np.interp(uniform, gathered, edges).astype(np.int64)
    return np.minimum(second, int(edges[-1]) - 1)  # rounding may reach the end


def profiles_of(scenario: Scenario, office: DatedCalendar) -> DayProfiles:
    """Spread the visits of a scenario over the days of the Center's own calendar.

    What draws asks here, and what must know the hours of arrival before anything is drawn.
    """
    return visit_profiles(office, scenario.demand.hours)


def visit_profiles(office: DatedCalendar, weights: Mapping[int, float] | None) -> DayProfiles:
    """Spread visits by hourly weights, or flat over the open hours where there are none.

    Whoever comes before opening or in a break waits at the door; nobody comes at or after closing,
    so what weight lies there goes to the rest of the day. A day whose whole weight lies there is
    flat over its open hours.
    """
    kinds: dict[tuple[tuple[int, int], ...], int] = {}
    day_type = np.zeros(office.n_days, np.int32)
    spans_of_day = spans_by_day(office)
    for day, spans in enumerate(spans_of_day):
        day_type[day] = kinds.setdefault(spans, len(kinds))
    densities = tuple(_density(spans, weights) for spans in kinds)
    midpoints = (np.arange(COLUMNS) + 0.5) / COLUMNS
    table = np.stack([second_of(density, midpoints) for density in densities])
    return DayProfiles(day_type, densities, table.astype(np.int32))


def hourly_density(weights: Mapping[int, float], until: int = DAY) -> Density:
    """Constant density within each hour, nothing from second `until` of the day on."""
    edges = np.minimum(np.arange(25) * HOUR, until).astype(np.float64)
    weight = np.array([weights.get(hour, 0.0) for hour in range(24)]) * np.diff(edges) / HOUR
    return _cumulated(edges, weight)


def _density(spans: tuple[tuple[int, int], ...], weights: Mapping[int, float] | None) -> Density:
    if weights and spans:
        edges, gathered = hourly_density(weights, until=spans[-1][1])
        if gathered[-1] > 0:
            return edges, gathered
    edges = np.array(spans or ((0, DAY),), np.float64).ravel()
    lengths = np.diff(edges)
    lengths[1::2] = 0  # between the spans
    return _cumulated(edges, lengths)


def _cumulated(edges: NDArray[np.float64], weight: NDArray[np.float64]) -> Density:
    gathered = np.concatenate([[0.0], np.cumsum(weight)])
    if gathered[-1] > 0:
        gathered /= gathered[-1]
    return edges, gathered


def spans_by_day(office: DatedCalendar) -> list[tuple[tuple[int, int], ...]]:
    """Opening spans of each day, in seconds of that day."""
    starts, ends = office.open_times.starts, office.open_times.ends
    result = []
    for midnight in range(0, office.n_days * DAY, DAY):
        touching = slice(
            int(np.searchsorted(ends, midnight, side="right")),
            int(np.searchsorted(starts, midnight + DAY)),
        )
        result.append(
            tuple(
                (max(int(start) - midnight, 0), min(int(end) - midnight, DAY))
                for start, end in zip(starts[touching], ends[touching], strict=True)
            )
        )
    return result
