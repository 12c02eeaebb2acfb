"""Work shared out among groups that overlap, so that their loads are as even as can be.

In: the work of stations, the capacity of groups, and who serves what, as plain arrays. Out: pools
of stations and groups, by load. A ratio of work to capacity for each group alone is wrong where
groups share stations: all work can be done only if, for every set of stations, the groups that
serve any of them can do their work together (Hall's condition). What a unit of work is, and when
it comes, is not known here.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Shared(NamedTuple):
    """Stations and the groups that carry their work, all to the same load."""

    stations: NDArray[np.intp]
    """Their numbers; each has work."""
    groups: NDArray[np.intp]
    """Their numbers; other groups that serve these stations have a higher load or no capacity."""
    load: float
    """Work ÷ capacity; infinite where the groups have none."""


def balance(
    work: NDArray[np.float64], capacity: NDArray[np.float64], serves: NDArray[np.bool_]
) -> list[Shared]:
    """Share work out so that the highest load is least, then the next highest, and so on.

    The highest load is the largest, over all sets of stations, of their work divided by the
    capacity of the groups that serve any of them. The pools are those of the lexicographically
    optimal base (Fujishige, "Lexicographically optimal base of a polymatroid with respect to a
    weight vector", Math. Oper. Res. 5, 1980).

    Parameters
    ----------
    work
        Work of each station, 0 or more. Shape (stations,).
    capacity
        Work that each group can do, 0 or more. Shape (groups,).
    serves
        Whether a group serves a station. Shape (groups, stations).

    Returns
    -------
    list of Shared
        Highest load first. Each station with work is in one pool. A group that is in none has
        nothing to do, or has no capacity where others have some.

    Examples
    --------
    Together the two groups have capacity to spare, but the second station has only one of them:

    >>> bottleneck, rest = balance(
    ...     work=np.array([2.0, 12.0]),
    ...     capacity=np.array([10.0, 10.0]),
    ...     serves=np.array([[True, False], [True, True]]),
    ... )
    >>> bottleneck
    Shared(stations=array([1]), groups=array([1]), load=1.2)
    >>> rest
    Shared(stations=array([0]), groups=array([0]), load=0.2)
    """
    able = serves & (capacity > 0)[:, None]
    left = work > 0
    stuck = left & ~able.any(axis=0)
    shared = list(_linked(work, capacity, serves, stuck))
    left &= ~stuck
    while left.any():
        able &= left
        binding = _binding_groups(work, capacity, able)
        bound = left & ~able[~binding].any(axis=0)
        shared += _linked(work, capacity, able & binding[:, None], bound)
        able[binding] = False
        left &= ~bound
    return sorted(shared, key=lambda pool: -pool.load)


def _binding_groups(
    work: NDArray[np.float64], capacity: NDArray[np.float64], able: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which groups keep the highest load from being lower. Shape (groups,).

    The program: minimise ρ so that what the groups do at each station adds up to its work, and what
    each group does is at most ρ × its capacity. By duality, the multipliers of the capacities are
    a mean of solutions that are level on the groups of one set of stations with the largest work ÷
    capacity, and 0 elsewhere; their level sets are such groups too. So half the largest multiplier
    parts the groups, far from any rounding.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  # heavy, and only for the check

    group, station = np.nonzero(able)
    capacity_share = np.where(able.any(axis=1), capacity, 0.0)
    capacity_share /= capacity_share.sum()
    work_share = np.where(able.any(axis=0), work, 0.0)
    work_share /= work_share.sum()
    does = group == np.arange(len(capacity))[:, None]
    done = station == np.arange(len(work))[:, None]
    solution = linprog(
        c=np.append(np.zeros(len(group)), 1.0),  # the work of each pair, and ρ
        A_ub=np.column_stack([does, -capacity_share]),
        b_ub=np.zeros(len(capacity)),
        A_eq=np.column_stack([done, np.zeros(len(work))]),
        b_eq=work_share,
        method="highs-ds",
    )
    multiplier = np.where(capacity_share > 0, -solution.ineqlin.marginals, 0.0)
    return np.asarray(multiplier > multiplier.max() / 2)


def _linked(
    work: NDArray[np.float64],
    capacity: NDArray[np.float64],
    serves: NDArray[np.bool_],
    stations: NDArray[np.bool_],
) -> Iterator[Shared]:
    """Part stations into pools that no group links, each with the groups that serve it."""
    left = stations.copy()
    while left.any():
        pool = np.arange(len(left)) == np.argmax(left)
        size = 0
        while size < pool.sum():
            size = pool.sum()
            groups = serves[:, pool].any(axis=1)
            pool |= serves[groups].any(axis=0) & left
        total = capacity[groups].sum()
        load = float(work[pool].sum() / total) if total > 0 else inf
        yield Shared(np.flatnonzero(pool), np.flatnonzero(groups), load)
        left &= ~pool
