"""The breakdown: the labels, in several scopes, over which measures are taken at once.

In: what tells items apart, such as stations or the hours of a week, and what is shown of it in each
scope. Out: `Breakdown`, which takes whole numbers, items and cells from the one to the other. What
is counted, and what the measures are, is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from simulator.measures.measure import Scope
from simulator.measures.tallies import Cells, Segments, Tables, roll_up


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The label of each *leaf* in each scope: a leaf is the least that items are told apart by.

    The labels of all scopes are numbered in one row, so that one pass over the items is enough.

    Examples
    --------
    >>> step, field = np.array([0, 2, 2]), np.array([0, 0, 1])
    >>> stations = Breakdown.of({Scope.STEP: (step, (0, 2)), Scope.FIELD: (field, (0, 1))})
    >>> officers = stations.roll_up(np.array([3, 4, 5]))
    >>> {scope.value: officers[part].tolist() for scope, part in stations.parts.items()}
    {'step': [3, 9], 'field': [7, 5]}
    """

    parts: dict[Scope, slice]
    """The labels of each scope."""
    label: NDArray[np.int64]
    """The label of each leaf in each scope, 0 where it has none. Shape (leaves, scopes)."""
    size: int
    """Number of labels, 0 included."""

    @classmethod
    def of(cls, scopes: Mapping[Scope, tuple[NDArray[np.integer], Sequence[int]]]) -> "Breakdown":
        """Number the labels of some scopes.

        Parameters
        ----------
        scopes
            By scope, of each leaf what it is there, and what of this has a label, in order.
        """
        parts, columns, size = {}, [], 1
        for scope, (what, shown) in scopes.items():
            number = dict(zip(shown, count(size), strict=False))
            columns.append([number.get(each, 0) for each in what.tolist()])
            parts[scope] = slice(size, size + len(shown))
            size += len(shown)
        return cls(parts, np.array(columns, np.int64).T.copy(), size)

    def roll_up(self, by_leaf: NDArray[np.integer]) -> NDArray[np.int64]:
        """Sum whole numbers given by leaf to all labels. Shape (labels,)."""
        return roll_up(by_leaf, self.label, self.size)

    def segments(self, items: NDArray[np.int64], leaf: NDArray[np.integer]) -> Segments:
        """Sort items from 0, and part them by all labels."""
        return Segments.dealt(items, leaf, self.label, self.size)

    def tables(self, measures: Mapping[str, Cells]) -> Tables:
        """Part the cells of all labels, of some measures by their names, by scope."""
        return {
            (name, scope): cells.of(part)
            for name, cells in measures.items()
            for scope, part in self.parts.items()
        }
