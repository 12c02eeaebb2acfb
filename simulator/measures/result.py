"""The result: every measure of one replication.

In: what the measuring modules have counted. Out: `Measures`, two plain arrays with their names,
and the form. It is what studies store and reports read; it knows nothing of how it came about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.measures.form import Form
from simulator.scenario.number_text import near_match


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Every measure of one replication; names and order are those of all replications."""

    names: tuple[str, ...]
    """Names with suffixes, in the order of the catalogue."""
    values: NDArray[np.float64]
    """Value of each, nan where there was nothing to take one over. Shape (names,)."""
    counts: NDArray[np.int64]
    """Count of each, as its `Kind` says. Shape (names,)."""
    form: Form
    """Form II.06a/VPCP/KSTT of the period."""

    def __getitem__(self, name: str) -> float:
        """Return the value of a measure by its full name, as `wait_mean.receive/land`.

        Raises
        ------
        KeyError
            If the scenario has no such measure; the message gives a near match.
        """
        try:
            return float(self.values[self.names.index(name)])
        except ValueError:
            raise KeyError(f"no measure {name!r}{near_match(name, self.names)}") from None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self.names)
