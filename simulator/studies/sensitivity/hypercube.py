"""The hypercube: the answer with all assumptions moved at once, each anywhere in its range.

In: how many assumptions there are, and the seed of the study; or the answers of such a design. Out:
its positions; the interval of the answer from the assumptions, how much of it their effects one by
one explain, and which pairs act together. It is a design of experiments, and no chance of the
Center: what citizens and officers meet is drawn elsewhere. How it is said is not known here.

The design is a Latin hypercube, of which each assumption takes every part of its range once (McKay,
Beckman and Conover 1979, "A comparison of three methods for selecting values of input variables in
the analysis of output from a computer code", Technometrics 21(2)).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr
from scipy.stats import qmc

from simulator.measures import CONFIDENCE, MeasureKey
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.space import AS_IT_IS, Space, Way
from simulator.studies.sensitivity.tornado import Tornado, possible_answers

RUNS = 300
"""Centers that are tried."""

EXPLAINED = 0.8
"""Share of the answer's variance above which the assumptions may be looked at one by one."""

MOST_PAIRS = 5
"""Pairs that are named."""

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Together:
    """Two assumptions that do together what neither does alone."""

    names: tuple[str, str]
    share: float
    """Of the variance of the answer, beside the effects one by one and the pairs before it."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An answer over all that the assumptions may be."""

    measure: MeasureKey
    low: float
    high: float
    """Between these it lies in 95 of 100 Centers whose assumptions are anywhere in their ranges;
    nan where none of them has an answer."""
    values: NDArray[np.float64]
    """The answer in each of them; nan where nothing is counted. Shape (runs,)."""
    explained: float
    """Share of its variance that the assumptions explain one by one, as the tornado has them."""
    pairs: tuple[Together, ...]
    """What more is explained by pairs, the one that explains most first; none where the assumptions
    may be looked at one by one."""


def design(space: Space, runs: int, seed: int) -> list[Way]:
    """Return the ways of a Latin hypercube over the ranges of all assumptions.

    Half of them have less of an assumption than it is, and half more, where it may be both.
    """
    names, moves = sorted(space.assumptions), set(space.moves)
    ends = np.array([[end * (((name, end),) in moves) for end in (-1.0, 1.0)] for name in names])
    cube = qmc.LatinHypercube(len(names), rng=np.random.default_rng(seed)).random(runs)
    positions = ends[:, 0] + cube * (ends[:, 1] - ends[:, 0])
    return [tuple(zip(names, row, strict=True)) for row in positions.tolist()]


def spread(space: Space, answers: Answers, ways: Sequence[Way], effects: Tornado) -> Spread:
    """Return what an answer comes to over a design.

    Parameters
    ----------
    space, answers
        The ways, and what came of them.
    ways
        Those of the design with which a Center can be.
    effects
        What the assumptions do one by one.

    Notes
    -----
    The ends are quantiles that one more Center falls below as often as they say, whatever the
    distribution: the k-th of n at k ÷ (n + 1).
    """
    measure = effects.measure
    values = over(space, answers, ways, measure, effects.base.mean)
    counted = ~np.isnan(values)
    found = values[counted]
    if not len(found):
        return Spread(measure, nan, nan, values, explained=1.0, pairs=())
    ends = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
    low, high = np.quantile(found, ends, method="weibull")
    names = sorted(space.assumptions)
    positions = np.array([[at for _name, at in way] for way in ways])[counted]
    alone = _one_by_one(effects, dict(zip(names, positions.T, strict=True)))
    known = [np.ones(len(found)), *([alone] if alone.any() else [])]
    explained = _explained(found, known)
    pairs = () if explained >= EXPLAINED else tuple(_pairs(names, positions, found, known))
    return Spread(measure, float(low), float(high), values, explained, pairs)


def over(
    space: Space, answers: Answers, ways: Sequence[Way], measure: MeasureKey, base: float
) -> NDArray[np.float64]:
    """Return the answer in each Center of a design. Shape (runs,); nan where nothing is counted.

    Notes
    -----
    Each Center is simulated once, for the citizens of the first replication. It is taken to be
    apart there from its mean as the scenario is from the mean of its own replications, `base`: a
    share by its odds, another amount in proportion, and by how much two Centers differ by as much.
    """
    first = float(answers.values(AS_IT_IS, measure, 1)[0])
    values = np.array([answers.values(way, measure, 1) for way in ways]).reshape(-1)
    if isnan(base - first):  # Nothing is counted that would tell how far they are apart.
        found = values
    elif len(space.centers) > 1:
        found = values + base - first
    elif measure.entry.highest > 1:
        found = values * (base / first) if first else values
    elif 0 < first < 1 and 0 < base < 1:
        odds = base * (1 - first) / (first * (1 - base))
        found = odds * values / (odds * values + 1 - values)
    else:
        found = values
    is_as_it_is = values == first  # What changes nothing is the mean, to the last bit.
    return np.where(is_as_it_is, base, np.clip(found, *possible_answers(space, measure)))


def _one_by_one(
    effects: Tornado, positions: Mapping[str, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return what the effects one by one say of positions by assumption, added up. Shape (runs,).

    What a part of the way does lies on the parabola through what both ends do.
    """
    changes = [
        np.nan_to_num(effect.first) * at * (at + effect.position) / 2
        for bar in effects.bars
        for at in [positions[bar.assumption.name]]
        for effect in bar.effects
    ]
    return np.asarray(np.sum(changes, axis=0))


def _explained(found: NDArray[np.float64], known: Sequence[NDArray[np.float64]]) -> float:
    """Return the share of the variance of an answer that a regression on columns explains."""
    left = _left(np.array(known).T, found)
    total = float(found.var()) * len(found)
    return 1 - float(left @ left) / total if total else 1.0


def _left(known: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what a regression on known columns leaves of others."""
    basis = np.linalg.qr(known)[0]
    return np.asarray(columns - basis @ (basis.T @ columns))


def _pairs(
    names: Sequence[str],
    positions: NDArray[np.float64],
    found: NDArray[np.float64],
    known: Sequence[NDArray[np.float64]],
) -> Iterator[Together]:
    """Yield the pairs whose product explains what is left, as long as it is no chance.

    By chance one of all pairs explains as much in at most 5 of 100 designs (Bonferroni).
    """
    columns = list(known)
    pairs = list(combinations(range(len(names)), 2))
    products = np.array([positions[:, one] * positions[:, other] for one, other in pairs])
    while len(columns) - len(known) < min(MOST_PAIRS, len(pairs)):
        regressors = np.array(columns).T
        left, apart = _left(regressors, found), _left(regressors, products.T)
        sizes = np.linalg.norm(apart, axis=0) * (np.linalg.norm(left) or 1.0)
        alike = np.divide(left @ apart, sizes, out=np.zeros(len(pairs)), where=sizes > _NOTHING)
        best = int(np.abs(alike).argmax())
        freedom, square = len(found) - len(columns) - 1, float(alike[best] ** 2)
        ratio = sqrt(freedom * square / max(1 - square, _NOTHING))
        if 2 * stdtr(freedom, -ratio) * len(pairs) > 1 - CONFIDENCE:
            return
        before = _explained(found, columns)
        columns.append(products[best])
        one, other = pairs[best]
        yield Together((names[one], names[other]), _explained(found, columns) - before)
