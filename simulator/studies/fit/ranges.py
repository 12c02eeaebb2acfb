"""Ranges: how sure a value is that was estimated from the days of a log.

In: what each day adds to the top and the bottom of a ratio. Out: `Fitted`, the ratio with the range
that it may lie in, by a bootstrap over days: tickets of one day are alike, and days are not.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 1000
LEVEL = 0.95

_SEED = 20_260_301
"""The same log gives the same ranges."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A value that was estimated from a log."""

    value: float
    n: int
    """Observations that it rests on."""
    low: float | None = None
    high: float | None = None
    """Ends of its 95 % range; None where the log is too short to tell."""

    def times(self, factor: float) -> "Fitted":
        """Return it in another unit."""
        ends = [None if end is None else end * factor for end in (self.low, self.high)]
        return Fitted(self.value * factor, self.n, *ends)

    def wider(self, factor: float) -> "Fitted":
        """Return it with a range that is wider by a factor, to both sides."""
        if self.low is None or self.high is None:
            return self
        low, high = (self.value + factor * (end - self.value) for end in (self.low, self.high))
        return replace(self, low=max(low, 0.0), high=high)


@lru_cache(maxsize=4)
def resamples(days: int) -> NDArray[np.int64]:
    """Return how often each day is in samples of as many days. Shape (samples, days)."""
    generator = np.random.default_rng(_SEED)
    return generator.multinomial(days, np.full(days, 1 / days), size=RESAMPLES)


def ratio(top: ArrayLike, bottom: ArrayLike, n: int) -> Fitted:
    """Return the sum of what days add to the top over that of the bottom. Shapes (days,).

    Parameters
    ----------
    top, bottom
        What each day adds.
    n
        Observations.

    Examples
    --------
    >>> ratio([30, 10, 20], [3, 1, 2], n=6)
    Fitted(value=10.0, n=6, low=10.0, high=10.0)
    """
    above, below = np.asarray(top, np.float64), np.asarray(bottom, np.float64)
    counts = below > 0
    above, below = above[counts], below[counts]
    if not len(below):
        return Fitted(0.0, 0)
    value = float(above.sum() / below.sum())
    if len(below) < 2:  # noqa: PLR2004  # one day says nothing of how days differ
        return Fitted(value, n)
    taken = resamples(len(below))
    return Fitted(value, n, *ends((taken @ above) / (taken @ below), len(below)))


def ends(resampled: NDArray[np.float64], days: int) -> tuple[float, float]:
    """Return the ends of the range of a value, from what it is in samples of so many days.

    Quantiles farther out than 2.5 % make up for what few days do not show (Hesterberg 2015, "What
    teachers should know about the bootstrap", The American Statistician 69: the expanded percentile
    interval).
    """
    from scipy.special import ndtr, stdtrit  # noqa: PLC0415  # heavy, and only for fits

    outside = (1 - LEVEL) / 2
    if days > 1:
        outside = float(ndtr(stdtrit(days - 1, outside) * sqrt(days / (days - 1))))
    low, high = np.quantile(resampled, (outside, 1 - outside))
    return float(low), float(high)


def ends_of_few(value: float, resampled: NDArray[np.float64], days: int) -> tuple[float, float]:
    """Return the same of a value that is not negative, from few samples.

    By their spread, that of their logarithms where none is 0: quantiles of few reach less far than
    those of many.

    Examples
    --------
    >>> low, high = ends_of_few(10.0, np.array([9.0, 10.0, 11.0, 10.5]), days=30)
    >>> round(low, 1), round(high, 1)
    (8.4, 12.0)
    """
    from scipy.special import stdtrit  # noqa: PLC0415  # as above

    reach = float(stdtrit(days - 1, (1 + LEVEL) / 2)) * sqrt(days / (days - 1))
    if min(value, *resampled) > 0:
        factor = exp(reach * float(np.std(np.log(resampled), ddof=1)))
        return value / factor, value * factor
    half = reach * float(np.std(resampled, ddof=1))
    return max(value - half, 0.0), value + half
