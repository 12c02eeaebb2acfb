"""The result: every measure of one replication.

In: what the measuring modules have counted. Out: `Measures`, two plain arrays with their names,
and the form. It is what studies store and reports read; it knows nothing of how it came about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.measures.form import Form
from simulator.measures.tallies import Items
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Every measure of one replication; names and order are those of all replications.

    It is read as a mapping of names to values: ``measures["visits"]``, ``measures.get("visits")``,
    ``"visits" in measures``, ``len(measures)``, ``dict(measures)``.
    """

    names: tuple[str, ...]
    """Names with suffixes, in the order of the catalogue."""
    values: NDArray[np.float64]
    """Value of each, nan where there was nothing to take one over. Shape (names,)."""
    counts: NDArray[np.int64]
    """Count of each, as its `Kind` says. Shape (names,)."""
    form: Form
    """Form II.06a/VPCP/KSTT of the period."""
    samples: Mapping[str, Items] = field(default_factory=dict)
    """What each quantile was taken over, by name, to be pooled with that of other replications."""

    def __getitem__(self, name: str) -> float:
        """Return the value of a measure by its full name, as `wait_mean.receive/land`.

        Raises
        ------
        KeyError
            If the scenario has no such measure; the message gives a near match.
        """
        try:
            return float(self.values[self.names.index(composed(name))])
        except ValueError:
            raise KeyError(f"no measure {name!r}{near_match(name, self.names)}") from None

    def get(self, name: str, default: float | None = None) -> float | None:
        """Return the value of a measure, or `default` if the scenario has no such measure."""
        return self[name] if name in self else default  # noqa: SIM401  # it is what it says

    def __contains__(self, name: object) -> bool:
        """Whether the scenario has a measure of this full name."""
        return isinstance(name, str) and composed(name) in self.names

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return the number of measures."""
        return len(self.names)

    def keys(self) -> tuple[str, ...]:
        """Return the names."""
        return self.names

    def items(self) -> Iterator[tuple[str, float]]:
        """Iterate over the names with their values."""
        return zip(self.names, self.values.tolist(), strict=True)
