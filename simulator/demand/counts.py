"""Poisson counts by inversion: the number that a uniform stands for.

In: expected numbers and uniforms. Out: counts. A count grows with its expected number under the
same uniform, so that more demand adds dossiers and takes none away.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.demand.kernels import kernel

NEGLIGIBLE_SDS = 12.0
"""Standard deviations below the mean under which a Poisson count has no weight to speak of."""


@kernel()
def poisson_quantiles(
    expected: NDArray[np.float64], uniform: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the smallest k with P(N ≤ k) ≥ uniform, N Poisson. Shapes (n,)."""
    counts = np.empty(len(expected), np.int64)
    for i in range(len(expected)):
        mean = expected[i]
        k = max(0, math.floor(mean - NEGLIGIBLE_SDS * math.sqrt(mean)))
        term = math.exp(k * math.log(mean) - mean - math.lgamma(k + 1.0)) if mean > 0 else 1.0
        gathered = term
        most = mean + NEGLIGIBLE_SDS * math.sqrt(mean) + 50  # rounding may never reach uniform
        while gathered < uniform[i] and k < most:
            k += 1
            term *= mean / k
            gathered += term
        counts[i] = k
    return counts
