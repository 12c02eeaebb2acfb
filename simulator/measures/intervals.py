"""Intervals: what the replications of a scenario say together about one measure.

In: a measure's value and count in each replication. Out: `Estimate`, the mean with a 95 %
confidence interval clipped to what is possible. It does not know how the values were measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulator.measures.catalogue import Kind, Measure, measure_named
from simulator.measures.result import Measures

CONFIDENCE = 0.95
"""Confidence of every interval."""


class Method(StrEnum):
    """Where an interval comes from."""

    T = "t"
    """Student's t over the replications."""
    EXACT = "exact"
    """The exact binomial bound on the pooled count, of a share that is 0 or 1 in two or more."""
    NONE = "none"
    """No interval: fewer than two replications counted anything."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure over the replications of one scenario."""

    mean: float
    """Mean over the replications that counted something; nan if none did."""
    low: float | None
    """Lower end of the interval."""
    high: float | None
    """Upper end of the interval."""
    n: int
    """Replications that counted something."""
    method: Method
    """Where the interval comes from."""


def student_interval(
    values: NDArray[np.float64], *, lowest: float = -inf, highest: float = inf
) -> Estimate:
    """Estimate a mean by Student's t.

    Parameters
    ----------
    values
        One value a replication; nan where there was nothing to count, and left out.
    lowest, highest
        What is possible; the interval is clipped to it.

    Notes
    -----
    mean ± t(n − 1, 0.975) · s / √n, with s the sample standard deviation; Law, *Simulation
    Modeling and Analysis*, §4.5.

    Examples
    --------
    >>> estimate = student_interval(np.array([1.0, 2.0, 3.0]))
    >>> round(estimate.low, 3), estimate.mean, round(estimate.high, 3)
    (-0.484, 2.0, 4.484)
    """
    counted = values[~np.isnan(values)]
    n = len(counted)
    if n == 0:
        return Estimate(nan, None, None, 0, Method.NONE)
    mean = float(counted.mean())
    if n == 1:
        return Estimate(mean, None, None, 1, Method.NONE)
    half_width = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2) * counted.std(ddof=1)) / sqrt(n)
    low, high = max(mean - half_width, lowest), min(mean + half_width, highest)
    return Estimate(mean, low, high, n, Method.T)


def summarize(values: NDArray[np.float64], counts: NDArray[np.int64], measure: Measure) -> Estimate:
    """Estimate one measure from its replications.

    Parameters
    ----------
    values
        Its value in each replication, nan where there was nothing to count. Shape (n,).
    counts
        Its count in each replication: of a share, the number of all items. Shape (n,).
    measure
        The catalogue's entry: what is possible, and whether counts pool.

    Notes
    -----
    A share that is 0 in every replication has no spread for Student's t to see. Its interval is
    then Clopper and Pearson's (1934) on the pooled count N: from 0 to 1 − (α/2)^(1/N); likewise
    from (α/2)^(1/N) to 1 for a share of 1. One replication has no interval here either: the bound
    would stand for chance within it alone.
    """
    estimate = student_interval(values, lowest=0.0, highest=measure.highest)
    if measure.kind is not Kind.SHARE or estimate.mean not in {0.0, 1.0}:
        return estimate
    if estimate.method is Method.NONE:
        return estimate
    bound = ((1 - CONFIDENCE) / 2) ** (1 / int(counts.sum()))
    low, high = (0.0, 1 - bound) if estimate.mean == 0.0 else (bound, 1.0)
    return Estimate(estimate.mean, low, high, estimate.n, Method.EXACT)


def summarize_all(replications: Sequence[Measures]) -> dict[str, Estimate]:
    """Estimate every measure of a scenario.

    Parameters
    ----------
    replications
        One entry a replication, all of one scenario.

    Raises
    ------
    ValueError
        If there is none, or their measures have not the same names.
    """
    if not replications:
        raise ValueError("no replications to summarize")
    names = replications[0].names
    if any(other.names != names for other in replications):
        raise ValueError("replications with different measures: they are of different scenarios")
    values = np.column_stack([one.values for one in replications])
    counts = np.column_stack([one.counts for one in replications])
    return {
        name: summarize(values[row], counts[row], measure_named(name))
        for row, name in enumerate(names)
    }
