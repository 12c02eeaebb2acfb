"""Ranking: what may be called the highest of several, and what chance leaves open.

In: estimates by what they are of. Out: those that can be the highest. No title or finding states as
a fact what another replication might turn round.
"""

from collections.abc import Mapping
from typing import TypeVar

from simulator.measures import Estimate

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
    low, highs = found[ranked[0]].low, {key: found[key].high for key in ranked}
    if low is None:
        is_known = any(high is not None for high in highs.values())
        return ranked if is_known else ranked[:1]
    return [key for key, high in highs.items() if high is None or high >= low]
