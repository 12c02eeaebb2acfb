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

from simulator.demand.contract import Range, all_read_only
from simulator.demand.kernels import kernel
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

    def of(self, labels: slice) -> "Cells":
        """Return those of some of the labels."""
        return Cells(self.values[labels], self.counts[labels], self.items[labels])


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


def roll_up(by_leaf: NDArray[np.integer], label: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Sum whole numbers given by leaf to all its labels, as in a `Breakdown`. Shape (size,)."""
    return sums(np.repeat(by_leaf, label.shape[1]), label.ravel(), size)


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

    ordered: NDArray[np.int64]
    """The items. Shape (items,)."""
    first: NDArray[np.int64]
    """The items of label k are `ordered[first[k] : first[k + 1]]`. Shape (labels + 1,)."""
    total: NDArray[np.int64]
    """The sum of the items of each label. Shape (labels,)."""

    @classmethod
    def of(cls, items: NDArray[np.int64], labels: NDArray[np.integer], size: int) -> "Segments":
        """Sort items from 0 by label, 0 to size - 1."""
        return cls.dealt(items, labels, np.arange(size)[:, np.newaxis], size)

    @classmethod
    def dealt(
        cls,
        items: NDArray[np.int64],
        leaf: NDArray[np.integer],
        label: NDArray[np.int64],
        size: int,
    ) -> "Segments":
        """Sort items from 0 once, and deal each to all labels of its leaf, as in a `Breakdown`.

        Item and leaf are packed into one integer, as short as can be: NumPy sorts plain integers
        several times faster than it sorts indices, and short ones twice as fast as long ones.
        """
        bits = len(label).bit_length()
        is_short = int(items.max(initial=0)) << bits <= np.iinfo(np.int32).max
        keys: NDArray[np.signedinteger] = items.astype(np.int32 if is_short else np.int64)
        keys <<= bits
        keys |= leaf.astype(keys.dtype)
        keys.sort()
        count = roll_up(np.bincount(leaf, minlength=len(label)), label, size)
        first = np.append(0, np.cumsum(count))
        keys, label, first = all_read_only(keys.astype(np.int64), label, first)
        ordered, total = _dealt(keys, bits, label, first)
        return cls(ordered, first, roll_up(total, label, size))

    @property
    def counts(self) -> NDArray[np.int64]:
        """The number of items of each label. Shape (labels,)."""
        return np.diff(self.first)

    def means(self, *, unit: int = 1) -> Cells:
        """Take the mean of each label, in units of `unit`."""
        return ratios(self.total, self.counts, unit=unit)

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
        low = self.ordered[first + below]
        high = self.ordered[first + np.minimum(below + 1, last)]
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


@kernel()
def _dealt(
    keys: NDArray[np.int64], bits: int, label: NDArray[np.int64], first: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Deal ascending items, packed above their leaves, to all their labels; sum those of a leaf.

    The items of each label are laid in one row, from where it is `first` on.
    """
    leaves, scopes = label.shape
    ordered, total = np.empty(len(keys) * scopes, np.int64), np.zeros(leaves, np.int64)
    free = first.copy()
    for key in keys:
        leaf, item = key & ((1 << bits) - 1), key >> bits
        total[leaf] += item
        for own in label[leaf]:
            place = free[own]
            free[own] += 1
            ordered[place] = item
    return ordered, total
