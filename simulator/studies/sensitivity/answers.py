"""Answers: what comes of each way in which assumptions are moved, replication by replication.

In: the replications of an experiment, as they are finished, or as a store has them. Out: in each
the answer to what is asked: a measure, or of two Centers by how much the second differs from the
first. Which ways are tried is not known here.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.measures import (
    Items,
    MeasureIndex,
    MeasureKey,
    Replicated,
    Series,
    replication_values,
)
from simulator.results.kept import KeptReplication as Kept
from simulator.studies.experiment import Keeping
from simulator.studies.sensitivity.space import Space, Way
from simulator.studies.source import Source
from simulator.studies.work import Found

Row: TypeAlias = tuple[NDArray[np.float64], NDArray[np.int64], Mapping[MeasureKey, Items]]
"""A replication: values, counts and samples, as of `Replicated.rows`."""


class Answers:
    """The `Store` of an experiment: it remembers some measures of what another one keeps.

    How many replications of a source count is not told to that one: more may be asked for.

    Parameters
    ----------
    space
        The ways.
    index
        The measures that are asked for.
    store
        What keeps the replications.
    """

    def __init__(self, space: Space, index: MeasureIndex, store: Keeping) -> None:
        self.index = index
        self._space, self._store = space, store
        self._rows: dict[str, list[Row]] = {}

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:  # noqa: ARG002  # a store's
        """Return what there is of a source, up to the first replication that is missing."""
        kept = self._store.kept(key, self.index)
        if kept is not None:
            self._rows[key] = list(kept.rows())
        return kept

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:  # noqa: ARG002  # a store's
        """Keep further replications of a source."""
        if found:
            self._store.add(key, first=first, found=found, enough=False)
            made = Replicated.of([one.measures for one in found], self.index)
            self._rows.setdefault(key, []).extend(made.rows())

    def found(self, key: str) -> Sequence[Kept]:
        """Return the replications of a source that count, as the other store has them."""
        return self._store.found(key)

    def values(self, way: Way, measure: MeasureKey, replications: int) -> NDArray[np.float64]:
        """Return the answer in the first replications of a way; nan where nothing was counted.

        Shape (replications,).
        """
        first, *second = (
            self._values(source, measure, replications) for source in self._space.sources(way)
        )
        return second[0] - first if second else first

    def _values(self, source: Source, measure: MeasureKey, count: int) -> NDArray[np.float64]:
        column = self.index.row(measure)
        rows = self._rows[source.key][:count]
        return replication_values(
            Series(
                measure,
                np.array([values[column] for values, _counts, _samples in rows]),
                np.array([counts[column] for _values, counts, _samples in rows]),
                [samples.get(measure) for _values, _counts, samples in rows],
            )
        )
