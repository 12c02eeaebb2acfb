"""Poisson counts by inversion: the number that a uniform stands for.

In: expected numbers and uniforms. Out: counts. A count grows with its expected number under the
same uniform, so that more demand adds dossiers and takes none away.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Address, Draws, Purpose
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


def day_factors(draws: Draws, ordinals: NDArray[np.int64], cv: float) -> NDArray[np.float64]:
    """Return the factor common to each day: gamma with mean 1 and the given cv. Shape (days,)."""
    return day_factor(draws.uniform(Purpose.DAY_FACTOR, Address.of(who=0, day=ordinals)), cv)


def day_factor(uniform: NDArray[np.float64], cv: float) -> NDArray[np.float64]:
    """Return the factors of days that uniforms stand for. Shape as `uniform`."""
    if cv == 0:
        return np.ones_like(uniform)
    from scipy.special import gammaincinv  # noqa: PLC0415  # heavy, and only for uneven days

    return np.asarray(gammaincinv(cv**-2, uniform) * cv**2)
