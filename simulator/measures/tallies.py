"""Tallies: means, quantiles, shares and totals of labelled items, each with its count.

In: whole numbers (seconds, or nothing but the items themselves) and the label of each. Out:
`Cells`, one value and one count a label. Sums are taken in whole numbers and divided once, so no
value depends on the order of the items. It knows neither the Center nor the names of measures.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.contract import Range
from simulator.measures.measure import Scope

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


def counted(*labels: tuple[NDArray[np.integer | np.bool_], int]) -> NDArray[np.int64]:
    """Count items by labels, each of which is given with its size, the number of its values.

    Returns
    -------
    NDArray[np.int64]
        Shape (size of the first label, of the second, …).

    Examples
    --------
    >>> field, is_settled = np.array([0, 1, 1]), np.array([True, False, True])
    >>> counted((field, 2), (is_settled, 2)).tolist()
    [[0, 1], [1, 1]]
    """
    cell, sizes = labels[0][0].astype(np.int32), [size for _, size in labels]
    for label, size in labels[1:]:
        cell *= size
        cell += label
    return np.bincount(cell, minlength=prod(sizes)).reshape(sizes)


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
    >>> medians = segments.quantiles(0.5)
    >>> medians.values.tolist(), segments.counts.tolist()
    ([20.0, 7.0, nan], [3, 1, 0])
    """

    ordered: NDArray[np.signedinteger]
    """The items, in no more bits than they need. Shape (items,)."""
    first: NDArray[np.int64]
    """The items of label k are `ordered[first[k] : first[k + 1]]`. Shape (labels + 1,)."""

    @classmethod
    def of(cls, items: NDArray[np.int64], labels: NDArray[np.integer], size: int) -> "Segments":
        """Sort items from 0 by label, 0 to size - 1.

        Label and item are packed into one integer, as short as can be: NumPy sorts plain integers
        several times faster than it sorts indices, and short ones twice as fast as long ones.
        """
        bits = int(items.max(initial=0)).bit_length()
        dtype = np.dtype(np.int32 if size << bits <= np.iinfo(np.int32).max else np.int64)
        keys: NDArray[np.signedinteger] = labels.astype(dtype)
        keys <<= bits
        keys |= items.astype(dtype)
        keys.sort()
        first = np.searchsorted(keys, np.arange(size + 1, dtype=dtype) << bits)
        keys &= (1 << bits) - 1
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
            total[some] = np.add.reduceat(self.ordered, self.first[:-1][some], dtype=np.int64)
        return ratios(total, counts, unit=unit)

    def quantiles(
        self, probability: float, *, unit: int = 1, items: tuple[Items, ...] = ()
    ) -> Cells:
        """Take a quantile of each label, in units of `unit`, linear between order statistics.

        Type 7 of Hyndman and Fan (1996), NumPy's `linear`. One that is to be pooled later takes its
        `items` along.
        """
        counts = self.counts
        some = counts > 0
        first, last = self.first[:-1][some], counts[some] - 1
        position = last * probability
        below = np.floor(position).astype(np.int64)
        low = self.ordered[first + below].astype(np.int64)
        high = self.ordered[first + np.minimum(below + 1, last)].astype(np.int64)
        values = np.full(len(counts), np.nan)
        values[some] = (low + (high - low) * (position - below)) / unit
        return Cells(values, counts, items)

    def items(self, *, unit: int = 1, is_thinned: bool = False) -> tuple[Items, ...]:
        """Return the items of each label, in units of `unit`, of quantiles that are pooled later.

        Of a label with at most `MOST_ITEMS` all of them; of one with more, if `is_thinned`, so many
        at equal steps of rank.
        """
        return tuple(
            self._items(*ends, unit=unit, is_thinned=is_thinned)
            for ends in pairwise(self.first.tolist())
        )

    def _items(self, first: int, stop: int, *, unit: int, is_thinned: bool) -> Items:
        count = stop - first
        if count <= MOST_ITEMS:
            return self.ordered[first:stop] / unit
        if not is_thinned:
            return None
        ranks = (2 * np.arange(MOST_ITEMS) + 1) * count // (2 * MOST_ITEMS)
        return self.ordered[first + ranks] / unit
