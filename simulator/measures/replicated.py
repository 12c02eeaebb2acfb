"""Replicated: some measures in some replications of a scenario, as arrays.

In: the `Measures` of each replication. Out: `Replicated`, which studies store, send and put end to
end, and `Series`, one measure of it. What the replications say together is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.measures.result import Measures
from simulator.measures.tallies import Items


@dataclass(frozen=True, slots=True)
class Series:
    """One measure in each replication."""

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

    names: tuple[str, ...]
    values: NDArray[np.float64]
    """Shape (replications, names)."""
    counts: NDArray[np.int64]
    """Likewise."""
    samples: tuple[Mapping[str, Items], ...]
    """Of each replication, by the name of a quantile."""

    @classmethod
    def of(cls, replications: Sequence[Measures]) -> "Replicated":
        """Take all measures of some replications.

        Raises
        ------
        ValueError
            If their measures have not the same names.
        """
        names = replications[0].names
        if any(other.names != names for other in replications):
            told = "replications with different measures: they are of different scenarios"
            raise ValueError(told)
        return cls(
            names,
            np.stack([one.values for one in replications]),
            np.stack([one.counts for one in replications]),
            tuple(one.samples for one in replications),
        )

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.values)

    def rows(self) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64], Mapping[str, Items]]]:
        """Go over the replications: values, counts and samples of each."""
        return zip(self.values, self.counts, self.samples, strict=True)

    def series(self, name: str) -> Series:
        """Return one measure."""
        column = self.names.index(name)
        items = [one.get(name) for one in self.samples]
        return Series(self.values[:, column], self.counts[:, column], items)

    def some(self, names: Sequence[str]) -> "Replicated":
        """Return some of the measures."""
        columns = [self.names.index(name) for name in names]
        samples = tuple({name: one.get(name) for name in names} for one in self.samples)
        return Replicated(tuple(names), self.values[:, columns], self.counts[:, columns], samples)

    def then(self, later: "Replicated") -> "Replicated":
        """Put the replications of another after these; it has the same names."""
        return Replicated(
            self.names,
            np.concatenate([self.values, later.values]),
            np.concatenate([self.counts, later.counts]),
            self.samples + later.samples,
        )
