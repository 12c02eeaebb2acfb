"""Occurrence: in how many of some replications something happened, and how often it may.

In: two numbers. Out: `Occurrence`, a share of the replications with its exact interval. What
happened is not known here. A replication is a year, where the period is one: the unit in which
mishaps that come together are independent.
"""

from dataclasses import dataclass, field

from scipy.special import betaincinv

CONFIDENCE = 0.95
"""Confidence of every interval."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened in some of the replications.

    Notes
    -----
    The interval is that of Clopper and Pearson (1934), "The use of confidence or fiducial limits
    illustrated in the case of the binomial", Biometrika 26(4); of none in n it ends at
    1 − 0.025^(1/n).

    Examples
    --------
    >>> once = Occurrence(1, of=10)
    >>> once.share, round(once.low, 4), round(once.high, 4)
    (0.1, 0.0025, 0.445)
    >>> Occurrence(0, of=10).low, round(Occurrence(0, of=10).high, 3)
    (0.0, 0.308)
    """

    times: int
    """Replications in which it happened."""
    of: int
    """Replications in all, 1 or more."""
    confidence: float = field(default=CONFIDENCE, repr=False)
    """Of its interval."""

    def data(self) -> dict[str, object]:
        """Return it for programs; it is JSON."""
        return {"times": self.times, "of": self.of, "low": self.low, "high": self.high}

    @property
    def share(self) -> float:
        """Share of the replications in which it happened."""
        return self.times / self.of

    @property
    def low(self) -> float:
        """Lower end of the interval of the share of all such periods."""
        if self.times == 0:
            return 0.0
        return float(betaincinv(self.times, self.of - self.times + 1, (1 - self.confidence) / 2))

    @property
    def high(self) -> float:
        """Upper end of it."""
        if self.times == self.of:
            return 1.0
        return float(betaincinv(self.times + 1, self.of - self.times, (1 + self.confidence) / 2))
