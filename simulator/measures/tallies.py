"""Tallies: means, quantiles, shares and totals of labelled items, each with its count.

In: whole numbers (seconds, or nothing but the items themselves) and the label of each. Out:
`Cells`, one value and one count a label. Sums are taken in whole numbers and divided once, so no
value depends on the order of the items. It knows neither the Center nor the names of measures.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Range
from simulator.measures.measure import Scope

_VALUE_BITS = 40
"""Bits of a packed key that hold the value: 2**40 seconds are 34,000 years."""


MOST_ITEMS = 400
"""Items of a quantile that are kept, to be pooled with those of other replications."""

COUNT = Range(0, 2**53)
"""No count, and no number of seconds, reaches the end: all are exact in float64."""

Items = NDArray[np.float64] | None
"""Items in ascending order, in the unit of their measure; None where they are too many to keep."""


class Cells(NamedTuple):
    """The values of one measure in one scope, one a label."""

    values: NDArray[np.float64]
    """Values; nan where there was nothing to take one over. Shape (labels,)."""
    counts: NDArray[np.int64]
    """What the catalogue says a `Kind` counts. Shape (labels,)."""
    items: tuple[Items, ...] = ()
    """Of a quantile the items of each label; else nothing."""

    def of(self, labels: list[int]) -> "Cells":
        """Return those of some of the labels."""
        items = tuple(self.items[label] for label in labels) if self.items else ()
        return Cells(self.values[labels], self.counts[labels], items)


Tables = dict[tuple[str, Scope], Cells]
"""Cells by name of the measure and scope."""


def sums(items: NDArray[np.int64], labels: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """Sum the items of each label. Shape (size,)."""
    # The weights are whole numbers: their sums are exact in float64 below 2**53.
    return np.bincount(labels, weights=items, minlength=size).astype(np.int64)


def totals(total: NDArray[np.int64], *, unit: int = 1) -> Cells:
    """Make cells of totals in whole units; a value is the total ÷ `unit`."""
    return Cells(total / unit, total)


def ratios(above: NDArray[np.int64], below: NDArray[np.int64], *, unit: int = 1) -> Cells:
    """Divide label by label: above ÷ below ÷ `unit`, nan where `below` is 0."""
    values = np.full(len(below), np.nan)
    np.divide(above, below * unit, out=values, where=below > 0)
    return Cells(values, below)


@dataclass(frozen=True, slots=True)
class Segments:
    """Items in ascending order within each label, one label after the other.

    Examples
    --------
    >>> seconds, station = np.array([30, 10, 20, 7]), np.array([0, 0, 0, 1])
    >>> segments = Segments.of(seconds, station, 3)
    >>> segments.quantiles(0.5).values.tolist(), segments.counts.tolist()
    ([20.0, 7.0, nan], [3, 1, 0])
    """

    ordered: NDArray[np.int64]
    """The items. Shape (items,)."""
    first: NDArray[np.int64]
    """The items of label k are `ordered[first[k] : first[k + 1]]`. Shape (labels + 1,)."""

    @classmethod
    def of(cls, items: NDArray[np.int64], labels: NDArray[np.int64], size: int) -> "Segments":
        """Sort items, each from 0 to 2**40 - 1, by label, 0 to size - 1.

        Label and item are packed into one integer: NumPy sorts plain integers several times faster
        than it sorts indices.
        """
        keys = labels << _VALUE_BITS
        keys |= items
        keys.sort()
        first = np.searchsorted(keys, np.arange(size + 1) << _VALUE_BITS)
        keys &= (1 << _VALUE_BITS) - 1
        return cls(keys, first)

    @property
    def counts(self) -> NDArray[np.int64]:
        """The number of items of each label. Shape (labels,)."""
        return np.diff(self.first)

    def means(self, *, unit: int = 1) -> Cells:
        """Take the mean of each label, in units of `unit`."""
        counts = self.counts
        total = np.zeros(len(counts), np.int64)
        some = counts > 0
        if some.any():
            total[some] = np.add.reduceat(self.ordered, self.first[:-1][some])
        return ratios(total, counts, unit=unit)

    def quantiles(self, probability: float, *, unit: int = 1, is_thinned: bool = False) -> Cells:
        """Take a quantile of each label, in units of `unit`, linear between order statistics.

        Type 7 of Hyndman and Fan (1996), NumPy's `linear`. Of a label with at most `MOST_ITEMS`
        items they are kept; of one with more, if `is_thinned`, so many at equal steps of rank.
        """
        counts = self.counts
        some = counts > 0
        first, last = self.first[:-1][some], counts[some] - 1
        position = last * probability
        below = np.floor(position).astype(np.int64)
        low = self.ordered[first + below]
        high = self.ordered[first + np.minimum(below + 1, last)]
        values = np.full(len(counts), np.nan)
        values[some] = (low + (high - low) * (position - below)) / unit
        items = tuple(
            self._items(*ends, unit=unit, is_thinned=is_thinned)
            for ends in pairwise(self.first.tolist())
        )
        return Cells(values, counts, items)

    def _items(self, first: int, stop: int, *, unit: int, is_thinned: bool) -> Items:
        count = stop - first
        if count <= MOST_ITEMS:
            return self.ordered[first:stop] / unit
        if not is_thinned:
            return None
        ranks = (2 * np.arange(MOST_ITEMS) + 1) * count // (2 * MOST_ITEMS)
        return self.ordered[first + ranks] / unit
