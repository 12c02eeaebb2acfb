"""Replicated: some measures in some replications of a scenario, as arrays.

In: the `Measures` of each replication. Out: `Replicated`, which studies store, send and put end to
end, and `Series`, one measure of it. What the replications say together is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures.keys import MeasureIndex, MeasureKey
from simulator.measures.result import Measures
from simulator.measures.tallies import Items


@dataclass(frozen=True, slots=True)
class Series:
    """One measure in each replication."""

    key: MeasureKey
    values: NDArray[np.float64]
    """nan where there was nothing to take one over. Shape (n,)."""
    counts: NDArray[np.int64]
    """As the `Kind` of the measure says. Shape (n,)."""
    items: Sequence[Items]
    """Of a quantile what it was taken over, None where that is too much to keep; of other measures
    None. Length n."""


@dataclass(frozen=True, slots=True, eq=False)
class Replicated:
    """Some measures in some replications."""

    index: MeasureIndex
    values: NDArray[np.float64]
    """Shape (replications, measures)."""
    counts: NDArray[np.int64]
    """Likewise."""
    samples: tuple[Mapping[MeasureKey, Items], ...]
    """Of each replication, by the key of a quantile."""

    @classmethod
    def of(
        cls,
        replications: Sequence[Measures],
        measures: Iterable[MeasureKey | str] | None = None,
    ) -> "Replicated":
        """Take some measures of some replications, all for None.

        Raises
        ------
        ValueError
            If the replications have not the same measures.
        KeyError
            If they have not one that is asked for; the message gives a near match.
        """
        index = replications[0].index
        if any(one.index is not index and one.index != index for one in replications):
            raise ValueError(_("the replications of a scenario must have the same measures"))
        some = index.keys_of(measures)
        rows = slice(None) if measures is None else [index.row(key) for key in some]
        return cls(
            some,
            np.stack([one.values[rows] for one in replications]),
            np.stack([one.counts[rows] for one in replications]),
            tuple(one.samples for one in replications),
        )

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.values)

    def rows(
        self,
    ) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64], Mapping[MeasureKey, Items]]]:
        """Go over the replications: values, counts and samples of each."""
        return zip(self.values, self.counts, self.samples, strict=True)

    def series(self, measure: MeasureKey | str) -> Series:
        """Return one measure."""
        column = self.index.row(measure)
        key = self.index[column]
        items = [one.get(key) for one in self.samples]
        return Series(key, self.values[:, column], self.counts[:, column], items)
