"""Ranking: what may be called the highest of several, and what chance leaves open.

In: estimates, or values by replication, by what they are of. Out: those that can be the highest. No
title or finding states as a fact what another replication might turn round.
"""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.measures import Estimate, student_interval

Key = TypeVar("Key")


def not_clearly_below(found: Mapping[Key, Estimate]) -> list[Key]:
    """Return what has the highest mean, and behind it what chance may have put below it.

    These are the ones whose intervals overlap that of the highest, by their means; all of them
    where only the highest has no interval, counted once. One replication has no intervals: there it
    is the highest alone.
    """
    ranked = sorted((key for key in found if found[key].n), key=lambda key: -found[key].mean)
    if not ranked:
        return []
    low = ends(found[ranked[0]])[0]
    highs = {key: ends(found[key])[1] for key in ranked}
    if low is None:
        is_known = any(high is not None for high in highs.values())
        return ranked if is_known else ranked[:1]
    return [key for key, high in highs.items() if high is None or high >= low]


def not_lower_for_certain(found: Mapping[Key, NDArray[np.float64]]) -> list[Key]:
    """Return what has the highest mean, and behind it what chance may have put below it.

    Each is compared with the highest within replications, whose chances they share: two that go up
    and down together are told apart by intervals that overlap. Behind the highest stand those of
    which the 95 % interval of the difference holds 0, or that it has none of, by their means; of
    one replication it is the highest alone. A difference that is the same in nearly all
    replications has no interval, and is taken as it is in these.

    Parameters
    ----------
    found
        Values by replication, nan where there was nothing to take one over; at least one is none.
    """
    means = {key: float(np.nanmean(own)) for key, own in found.items() if not np.isnan(own).all()}
    highest, *others = sorted(means, key=lambda key: -means[key])
    if len(found[highest]) == 1:
        return [highest]
    below = {key: _least(found[highest] - found[key]) for key in others}
    return [highest, *(key for key, low in below.items() if low is None or low <= 0)]


def _least(differences: NDArray[np.float64]) -> float | None:
    estimate = student_interval(differences)
    return float(np.nanmedian(differences)) if estimate.unlike else estimate.low


def ends(estimate: Estimate) -> tuple[float | None, float | None]:
    """Return the interval of an estimate, for a comparison with others.

    What is the same in nearly all replications, and so has no interval, is taken at its mean.
    """
    if estimate.unlike:
        return estimate.mean, estimate.mean
    return estimate.low, estimate.high
