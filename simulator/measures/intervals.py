"""Intervals: what the replications of a scenario say together about one measure.

In: the `Series` of a measure: its value, count and items in each replication. Out: `Estimate`, the
mean (of a quantile over few items, the quantile of all of them) with a 95 % confidence interval
clipped to what is possible. The replication is the unit: what happens within one is not
independent. It does not know how the values were measured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import cbrt, inf, isfinite, nan, sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulator.measures.keys import MeasureKey
from simulator.measures.occurrence import CONFIDENCE, Occurrence
from simulator.measures.replicated import Replicated, Series
from simulator.measures.result import Measures

LEAST_UNLIKE = 3
"""Replications that must differ from all others for an interval: of fewer there is no spread."""

FEW_ITEMS = 100
"""Items below which a quantile of a replication is pooled, and below which one of all is none."""

SKEWNESS_WEIGHT = 3.0
"""Of a skewness that is surely seen. Of few values of a skewed population it comes out too small,
of 20 at about half (Joanes and Gill 1998); this and `ROOM` are such that intervals of the shipped
scenario keep what they promise, which `docs/intervals.py` measures."""

ROOM = (0.88, 3.0)
"""Half-widths of Student's interval that an end lies from the mean, at least and at most. On the
side of the short tail Student's own is too wide. On that of the long one Hall's transformation has
a pole: from there on, where no end would be far enough, it is the most."""


class Method(StrEnum):
    """Where an interval comes from."""

    T = "t"
    """Student's t over the replications, with room for skewness."""
    POOLED = "pooled"
    """The same over what each of them adds to a quantile that is pooled over them."""
    UNLIKE = "unlike"
    """No interval: fewer than three replications differ from the others. How many do, and how often
    that may happen, stands in `Estimate.unlike`."""
    FEW = "few"
    """No value: a quantile of fewer than 100 items in all."""
    NONE = "none"
    """No interval: fewer than two replications counted anything, or a pooled quantile is the same
    without any of them."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure over the replications of one scenario."""

    mean: float
    """Mean over the replications that counted something; of a pooled quantile, the quantile; nan if
    there is none."""
    low: float | None
    """Lower end of the interval."""
    high: float | None
    """Upper end of the interval."""
    n: int
    """Replications that counted something; 0 where there is no value."""
    method: Method
    """Where the interval comes from."""
    unlike: Occurrence | None = None
    """Of `Method.UNLIKE`: in how many replications the value is not that of most."""

    @property
    def is_alike(self) -> bool:
        """Whether all replications that counted something, two or more, have the same value."""
        return self.unlike is not None and self.unlike.times == 0

    @property
    def is_zero(self) -> bool:
        """Whether they all have the value 0."""
        return self.is_alike and self.mean == 0

    def data(self) -> dict[str, object]:
        """Return it for programs; it is JSON."""
        found: dict[str, object] = {
            "mean": self.mean if isfinite(self.mean) else None,
            "low": self.low,
            "high": self.high,
            "n": self.n,
        }
        if self.method not in (Method.T, Method.NONE):
            found["method"] = self.method.value
        if self.unlike:
            found["unlike"] = self.unlike.data()
        return found


def student_interval(
    values: NDArray[np.float64],
    *,
    lowest: float = -inf,
    highest: float = inf,
    confidence: float = CONFIDENCE,
    skewness_weight: float = SKEWNESS_WEIGHT,
) -> Estimate:
    """Estimate a mean by Student's t, with room for skewness.

    Parameters
    ----------
    values
        One value a replication; nan where there was nothing to count, and left out.
    lowest, highest
        What is possible; the interval is clipped to it.
    confidence
        Of the interval.
    skewness_weight
        In place of `SKEWNESS_WEIGHT`; 1 is Hall's own, which is enough of more replications, and
        leaves an interval where the confidence is high.

    Notes
    -----
    Student's interval is mean ± t·s/√n, with s the sample standard deviation and t the quantile of
    n − 1 degrees of freedom (Law, *Simulation Modeling and Analysis*, §4.5). Of a skewed measure it
    misses on one side. Hall (1992), "On the removal of skewness by transformation", Journal of the
    Royal Statistical Society B 54(1), turns t into

        h(±t) = ((1 + 3a(±t − a/2))^(1/3) − 1) ÷ a,  a = γ ÷ (3√n),

    and mean − h(t)·s/√n, mean − h(−t)·s/√n are the ends, here within `ROOM` of Student's. γ is the
    sample skewness G (that of Joanes and Gill 1998, "Comparing measures of sample skewness and
    kurtosis", The Statistician 47(1)), times `SKEWNESS_WEIGHT` · G² ÷ (G² + v), where v is the
    variance of G in normal samples, 6n(n − 1) ÷ ((n − 2)(n + 1)(n + 3)): chance is not taken for
    skewness. There is none of two.

    Where all but one or two replications have the same value there is no interval: that the others
    are so rare is all that is known, and `Estimate.unlike` says how rare they may be.

    Examples
    --------
    >>> estimate = student_interval(np.array([1.0, 2.0, 3.0]))
    >>> round(estimate.low, 3), estimate.mean, round(estimate.high, 3)
    (-0.484, 2.0, 4.484)
    >>> student_interval(np.array([1.0, 1.0, 1.0, 0.9])).unlike
    Occurrence(times=1, of=4)
    """
    counted = values[~np.isnan(values)]
    n = len(counted)
    if n == 0:
        return Estimate(nan, None, None, 0, Method.NONE)
    mean = float(counted.mean())
    if n == 1:
        return Estimate(mean, None, None, 1, Method.NONE)
    most_common = int(np.unique(counted, return_counts=True)[1].max())
    if n - most_common < LEAST_UNLIKE and 2 * most_common > n:
        unlike = Occurrence(n - most_common, of=n, confidence=confidence)
        return Estimate(mean, None, None, n, Method.UNLIKE, unlike)
    error = float(counted.std(ddof=1)) / sqrt(n)
    t = float(stdtrit(n - 1, (1 + confidence) / 2))
    a = _skewness(counted, skewness_weight) / (3 * sqrt(n))
    least, most = (t * room for room in ROOM)
    below, above = (min(max(least, _hall(t, tail)), most) for tail in (a, -a))
    low, high = max(mean - error * below, lowest), min(mean + error * above, highest)
    return Estimate(mean, low, high, n, Method.T)


def _skewness(values: NDArray[np.float64], weight: float) -> float:
    """Return the skewness to allow for, γ of `student_interval`."""
    n = len(values)
    if n < 3:  # noqa: PLR2004  # two values lie evenly about their mean
        return 0.0
    spread = values.std()
    if spread == 0:  # they differ by less than a number can tell
        return 0.0
    g = sqrt(n * (n - 1)) / (n - 2) * float((((values - values.mean()) / spread) ** 3).mean())
    by_chance = 6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))
    return float(weight * g**3 / (g**2 + by_chance))


def _hall(t: float, a: float) -> float:
    """Return h(t) of `student_interval`, infinite from its pole on; h(−t) is −h(t) of −a."""
    if abs(a) < 1e-9:  # noqa: PLR2004  # the limit, to all decimals that there are
        return t
    cube = 1 + 3 * a * (t - a / 2)
    return (cbrt(cube) - 1) / a if cube > 0 else inf


def is_pooled(series: Series) -> bool:
    """Whether a measure is a quantile to be taken over the items of all replications.

    It is where half of the replications that have any have fewer than 100: the quantile of few
    items is biased, and the mean of many such is too.
    """
    counted = np.flatnonzero(series.counts).tolist()
    is_kept = all(series.items[place] is not None for place in counted)
    is_few = len(counted) == 0 or np.median(series.counts[counted]) < FEW_ITEMS
    return series.key.entry.probability is not None and is_kept and bool(is_few)


def replication_values(series: Series) -> NDArray[np.float64]:
    """Return a value for each replication, of which the mean is the estimate of the measure.

    These are what scenarios are compared by, replication by replication.

    Parameters
    ----------
    series
        The measure in each replication.

    Returns
    -------
    The values of the series; of a pooled quantile the quantile plus what each replication moves it
    by, all nan where it has fewer than 100 items. Shape (n,).

    Notes
    -----
    A replication with m of the N items, c of them up to the quantile q of probability p, moves the
    share of items up to q by n(pm − c) ÷ N, less the mean of these, which ties make. By how much
    that moves q is told as Woodruff (1952), "Confidence intervals for medians and other position
    measures", Journal of the American Statistical Association 47(260), has it: Student's interval
    of the share, from p − h to p + h, is taken to the quantiles at its ends, and their distance
    ÷ 2h is how much q moves with the share (Francisco and Fuller 1991, "Quantile estimation with a
    complex survey design", Annals of Statistics 19(1)). The jackknife, which looks at the next few
    items alone, gives wider intervals that hold the truth less often.
    """
    return _pooled_values(series) if is_pooled(series) else series.values


def _pooled_values(series: Series) -> NDArray[np.float64]:
    """Return the `replication_values` of a pooled quantile."""
    values = np.full(len(series.values), np.nan)
    if series.counts.sum() < FEW_ITEMS:
        return values
    counted = np.flatnonzero(series.counts).tolist()
    kept = [cast("NDArray[np.float64]", series.items[place]) for place in counted]
    repeats = series.counts[counted] // [len(each) for each in kept]
    whole = [np.repeat(each, times) for each, times in zip(kept, repeats, strict=True)]
    items, n = np.concatenate(whole), len(whole)
    probability = cast("float", series.key.entry.probability)
    pooled = np.quantile(items, probability)
    values[counted] = pooled
    if n > 1:
        fewer = [probability * len(each) - np.count_nonzero(each <= pooled) for each in whole]
        shares = n * (np.array(fewer) - np.mean(fewer)) / len(items)
        h = stdtrit(n - 1, (1 + CONFIDENCE) / 2) * shares.std(ddof=1) / sqrt(n)
        ends = np.clip([probability - h, probability + h], 0, 1)
        if ends[0] < ends[1]:  # else the share is the same in all
            values[counted] += shares * np.diff(np.quantile(items, ends)) / np.diff(ends)
    return values


def summarize(
    series: Series,
    *,
    confidence: float = CONFIDENCE,
    skewness_weight: float = SKEWNESS_WEIGHT,
) -> Estimate:
    """Estimate one measure from its replications.

    Parameters
    ----------
    series
        The measure in each replication; the catalogue says of it what is possible, and whether it
        is a quantile.
    confidence, skewness_weight
        Of the interval, as of `student_interval`.

    Notes
    -----
    The interval is that of `student_interval` over `replication_values`.
    """
    pooled = is_pooled(series)
    values = _pooled_values(series) if pooled else series.values
    found = student_interval(
        values,
        lowest=0.0,
        highest=series.key.entry.highest,
        confidence=confidence,
        skewness_weight=skewness_weight,
    )
    if not pooled:
        return found
    if not found.n:
        return replace(found, method=Method.FEW if series.counts.any() else Method.NONE)
    if found.low is None:
        return replace(found, method=Method.NONE, unlike=None)
    return replace(found, method=Method.POOLED)


class Estimates(Mapping[MeasureKey, Estimate]):
    """Every measure of a scenario, each estimated when it is first asked for."""

    def __init__(self, replicated: Replicated) -> None:
        self._replicated = replicated
        self._known: dict[MeasureKey, Estimate] = {}

    def __getitem__(self, key: MeasureKey) -> Estimate:
        """Return the estimate of a measure."""
        if key not in self._known:
            self._known[key] = summarize(self._replicated.series(key))
        return self._known[key]

    def __iter__(self) -> Iterator[MeasureKey]:
        """Go over the measures, in the order of the catalogue."""
        return iter(self._replicated.index)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._replicated.index)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a measure."""
        return key in self._replicated.index


def summarize_all(replications: Sequence[Measures]) -> Estimates:
    """Estimate every measure of a scenario.

    Parameters
    ----------
    replications
        One entry a replication, all of one scenario.

    Raises
    ------
    ValueError
        If there is none, or they have not the same measures.
    """
    if not replications:
        raise ValueError("no replications to summarize")
    return Estimates(Replicated.of(replications))
