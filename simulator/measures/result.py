"""The result: every measure of one replication.

In: what the measuring modules have counted. Out: `Measures`, two plain arrays with their keys, and
the form. It is what studies store and reports read; it knows nothing of how it came about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.measures.form import Form
from simulator.measures.keys import MeasureIndex, MeasureKey
from simulator.measures.tallies import Items


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Every measure of one replication; keys and order are those of all replications.

    It is read as a mapping of full names to values: ``measures["visits"]``,
    ``measures.get("visits")``, ``"visits" in measures``, ``len(measures)``, ``dict(measures)``.
    """

    index: MeasureIndex
    """What each value is of, in the order of the catalogue."""
    values: NDArray[np.float64]
    """Value of each, nan where there was nothing to take one over. Shape (measures,)."""
    counts: NDArray[np.int64]
    """Count of each, as its `Kind` says. Shape (measures,)."""
    form: Form
    """Form II.06a/VPCP/KSTT of the period."""
    samples: Mapping[MeasureKey, Items] = field(default_factory=dict)
    """What each quantile was taken over, to be pooled with that of other replications."""

    def __getitem__(self, measure: MeasureKey | str) -> float:
        """Return the value of a measure by its key or full name, as `wait_mean.receive/land`.

        Raises
        ------
        KeyError
            If the scenario has no such measure; the message gives a near match.
        """
        return float(self.values[self.index.row(measure)])

    def get(self, measure: MeasureKey | str, default: float | None = None) -> float | None:
        """Return the value of a measure, or `default` if the scenario has no such measure."""
        return self[measure] if measure in self else default  # noqa: SIM401  # it is what it says

    def __contains__(self, measure: object) -> bool:
        """Whether the scenario has a measure of this key or full name."""
        return measure in self.index

    def __iter__(self) -> Iterator[str]:
        """Iterate over the full names."""
        return iter(self.keys())

    def __len__(self) -> int:
        """Return the number of measures."""
        return len(self.index)

    def keys(self) -> tuple[str, ...]:
        """Return the full names."""
        return self.index.names

    def items(self) -> Iterator[tuple[str, float]]:
        """Iterate over the full names with their values."""
        return zip(self.keys(), self.values.tolist(), strict=True)
