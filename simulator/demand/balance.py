"""Work shared out among groups that overlap, so that their loads are as even as can be.

In: the work of stations, the capacity of groups, and who serves what, as plain arrays. Out: pools
of stations and groups, by load. A ratio of work to capacity for each group alone is wrong where
groups share stations: all work can be done only if, for every set of stations, the groups that
serve any of them can do their work together (Hall's condition). What a unit of work is, and when
it comes, is not known here.
"""

from collections.abc import Iterator
from math import inf, isclose
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Shared(NamedTuple):
    """Stations and the groups that carry their work, all to the same load."""

    stations: NDArray[np.intp]
    """Their numbers; each has work."""
    groups: NDArray[np.intp]
    """Their numbers; other groups that serve these stations have a higher load, or no capacity."""
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
        Highest load first; stations and groups of the same load that service links are one pool.
        Each station with work is in one. A group that is in none has nothing to do, or has no
        capacity where others have some.

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
    left &= ~stuck
    levels = [(inf, stuck, capacity == 0)]
    while left.any():
        able &= left
        groups = _binding_groups(work, capacity, able)
        stations = left & ~able[~groups].any(axis=0)
        load = float(work[stations].sum() / capacity[groups].sum())
        left &= ~stations
        able[groups] = False
        if isclose(load, levels[-1][0]):  # several sets tie, and the program chose one of them
            _, more_stations, more_groups = levels.pop()
            stations, groups = stations | more_stations, groups | more_groups
        levels.append((load, stations, groups))
    return [
        pool
        for _, stations, groups in levels
        for pool in _linked(work, capacity, serves & groups[:, None], stations)
    ]


def _binding_groups(
    work: NDArray[np.float64], capacity: NDArray[np.float64], able: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which groups keep the highest load from being lower. Shape (groups,).

    The program: minimise ρ so that each group gives to its stations at most ρ of its capacity in
    all, and each station gets its work. By duality, the worth of an hour at each station is a mean
    of solutions that are level on a set of stations with the largest work ÷ capacity, and 0
    elsewhere; its level sets are such sets too. So half the largest worth parts the stations, far
    from any rounding.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  # heavy, and only for the check

    stations = np.flatnonzero(able.any(axis=0))
    group, station = np.nonzero(able[:, stations])
    # Each station in units of its largest group: coefficients are at most 1, and the work is in
    # proportion to its load, so that a small office beside a large one is not lost in rounding.
    unit = np.where(able, capacity[:, None], 0.0).max(axis=0)[stations]
    due = work[stations] / unit
    gives = group == np.arange(len(capacity))[:, None]
    gets = (station == np.arange(len(stations))[:, None]) * (capacity[group] / unit[station])
    solution = linprog(
        c=np.append(np.zeros(len(group)), 1.0),  # parts given by group to station, and ρ
        A_ub=np.column_stack([gives, -np.ones(len(capacity))]),
        b_ub=np.zeros(len(capacity)),
        A_eq=np.column_stack([gets, np.zeros(len(stations))]),
        b_eq=due / due.max(),
        method="highs-ds",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    worth = solution.eqlin.marginals / unit
    worst = stations[worth > worth.max() / 2]
    return np.asarray(able[:, worst].any(axis=1))


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
