"""Kept: what a store has of a study, as it is read: points, and what came of replications.

In: nothing. Out: the types of it. How it is stored is not known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.measures import DayRecord, Details, Measures, Series

Move: TypeAlias = tuple[str, float]
"""The path of an assumption, and how far it is moved: -1 or 1."""

FRESH = 10**9
"""Number of the first replication of a second stage: no first one comes so far."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptReplication:
    """What came of one replication, as it is kept."""

    measures: Measures
    details: Details | None = None
    """What pictures need of it; of a run only."""
    day: DayRecord | None = None
    """The day that is pictured; of the first replication of a run only."""


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """A thing that is tried, as it is stored."""

    number: int
    """Its place in the study, from 0."""
    case: str
    """Name of the case, or of the scenario; empty where there is none."""
    settings: Mapping[str, Any]
    """By path: of the grid, and then of the case."""
    scenario: int
    """Number of its scenario in the store."""
    cost: float
    """Of its officers a year, in the currency of the study."""


@dataclass(frozen=True, slots=True)
class StoredSeries(Series):
    """One measure in the replications of a point that are stored."""

    replications: NDArray[np.int64]
    """Their numbers. Shape (n,)."""

    def first(self, n: int) -> Self:
        """Return the first of them."""
        return replace(
            self,
            values=self.values[:n],
            counts=self.counts[:n],
            items=self.items[:n],
            replications=self.replications[:n],
        )
