"""Explaining: whether chance, or assumptions, explain what a Center saw and the model does not say.

In: what each replication, and each trial of an assumption, says of the observed days. Out: an
`Explanation`: each number held against the range in which such days fall by chance, and by chance
and assumptions together; and the assumptions that would bring the model nearest, with how far they
would have to move. How it is said is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import floor, hypot, isnan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from simulator.measures import CONFIDENCE
from simulator.measures.observed import Observation, Span
from simulator.results.kept import Move
from simulator.results.result import Result
from simulator.scenario import Place
from simulator.scenario.resolving import node_of
from simulator.studies.assumptions import Assumption
from simulator.studies.observed.trials import moves_of

LEAST_GAIN = 0.2
"""Share of the misfit that an assumption must take away to be named: less may be chance."""


_POSITIONS = np.arange(-100, 101) / 100
"""How far an assumption may move, as finely as anybody would say it."""


class Explained(Enum):
    """What explains the number that was seen."""

    CHANCE = "chance"
    """Such days may come out so."""
    ASSUMPTIONS = "assumptions"
    """Chance does not, but with assumptions as they may be it may come out so."""
    NOTHING = "nothing"
    """Not even both do."""
    UNKNOWN = "unknown"
    """Nothing can be said: of one replication there is no chance to be seen."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The model beside a number that was seen; ends that are not known are nan."""

    observation: Observation
    model: float
    """Mean over the replications."""
    chance: tuple[float, float]
    """Between which such days fall by chance, with 95 %."""
    together: tuple[float, float]
    """The same by chance and assumptions; of assumptions not tried, by chance alone."""

    @property
    def explained(self) -> Explained:
        """What explains what was seen."""
        if isnan(self.chance[0]):
            return Explained.UNKNOWN
        ranges = {Explained.CHANCE: self.chance, Explained.ASSUMPTIONS: self.together}
        return next(
            (by for by, (low, high) in ranges.items() if low <= self.observation.value <= high),
            Explained.NOTHING,
        )

    @property
    def is_by_chance(self) -> bool:
        """Whether chance explains it, or nothing can be said."""
        return self.explained in (Explained.CHANCE, Explained.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Remedy:
    """An assumption that would bring the model nearer to what was seen."""

    assumption: Assumption
    position: float
    """How far it would have to move: -1 is as little as it may be, 1 as much."""
    compared: tuple[Beside, ...]
    """What was seen, beside what the model says then."""
    misfit: float
    """Share of the misfit that is left: of squares, each in units of what chance does."""

    @property
    def explains(self) -> bool:
        """Whether chance explains the rest of each number."""
        return all(each.is_by_chance for each in self.compared)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was seen, held against the model."""

    compared: tuple[Beside, ...]
    """One entry a number, in the order in which they were written."""
    remedies: tuple[Remedy, ...]
    """The one that brings the model nearest first."""
    tried: int
    """Moves of assumptions that were tried, or that no Center can make."""
    moves: int
    """Those that there are."""

    @property
    def is_by_chance(self) -> bool:
        """Whether chance explains all that it can be held against."""
        return all(each.is_by_chance for each in self.compared)


def explanation_of(
    result: Result, written: object, moved: Mapping[Move, NDArray[np.float64]]
) -> Explanation | None:
    """Hold what was seen against a run; None where its scenario says nothing of it.

    Parameters
    ----------
    result
        The run.
    written
        Its scenario as it was put together, as plain data.
    moved
        What the observed days come to with an assumption moved, in the first replication.
    """
    span = Span.of(result.scenario)
    if span is None:
        return None
    values = np.array([one.observed for one in result.details])
    moves = moves_of(node_of(written, Place("")), result.scenario.sources)
    made = {move: found for move, found in moved.items() if move in moves}
    effects = {move: found - values[0] for move, found in made.items() if len(found)}
    alike: dict[str, list[NDArray[np.float64]]] = {}
    for (name, _position), effect in effects.items():
        alike.setdefault(name, [np.zeros(len(effect))]).append(np.nan_to_num(effect))
    reaches = np.array([[np.min(of, axis=0), np.max(of, axis=0)] for of in alike.values()])
    reach = np.sqrt((reaches**2).sum(axis=0)) if alike else np.zeros((2, values.shape[1]))
    compared = [
        _compared(seen, column, *ends)
        for seen, column, ends in zip(span.observations, values.T, reach.T.tolist(), strict=True)
    ]
    remedies = _remedies(compared, effects, moves)
    return Explanation(tuple(compared), remedies, len(made), len(moves))


def chance_range(values: NDArray[np.float64], highest: float) -> tuple[float, float]:
    """Return the range in which one more replication falls with 95 %; nan where there is none.

    Parameters
    ----------
    values
        One a replication; nan where nothing was counted, and left out.
    highest
        Largest possible value; the smallest is 0.

    Notes
    -----
    From 39 replications on it is told by ranks: the k-th least and the k-th greatest of n hold one
    more with (n + 1 - 2k) ÷ (n + 1), whatever the distribution. Of fewer, by Student's t: mean ±
    t·s·√(1 + 1/n) (Hahn and Meeker, *Statistical Intervals*, §4.7), and at least from the least
    value to the greatest, which hold it where what is measured is skewed.

    Examples
    --------
    >>> [round(end, 1) for end in chance_range(np.array([10.0, 11.0, 12.0]), 60.0)]
    [6.0, 16.0]
    """
    counted = np.sort(values[~np.isnan(values)])
    n = len(counted)
    if n < 2:  # noqa: PLR2004  # one has no spread
        return np.nan, np.nan
    rank = floor((n + 1) * (1 - CONFIDENCE) / 2)
    if rank:
        return float(counted[rank - 1]), float(counted[-rank])
    reach = stdtrit(n - 1, (1 + CONFIDENCE) / 2) * counted.std(ddof=1) * sqrt(1 + 1 / n)
    low = min(counted.mean() - reach, counted[0])
    high = max(counted.mean() + reach, counted[-1])
    return max(float(low), 0.0), min(float(high), highest)


def _compared(seen: Observation, values: NDArray[np.float64], less: float, more: float) -> Beside:
    """Hold a number against the replications, and what assumptions may make of it: less, or more.

    Assumptions are taken to err apart from each other: what they may do, and what chance may, adds
    up in squares.
    """
    counted = values[~np.isnan(values)]
    model = float(counted.mean()) if len(counted) else np.nan
    low, high = chance_range(values, seen.key.entry.highest)
    least, most = model - hypot(model - low, less), model + hypot(high - model, more)
    together = max(least, 0.0), min(most, seen.key.entry.highest)
    return Beside(seen, model, (low, high), together)


def _remedies(
    compared: Sequence[Beside],
    effects: Mapping[Move, NDArray[np.float64]],
    moves: Mapping[Move, Assumption],
) -> tuple[Remedy, ...]:
    """Return the assumptions that bring the model nearer, the one that does so best first."""
    ends: dict[str, dict[float, NDArray[np.float64]]] = {}
    for (name, position), effect in effects.items():
        ends.setdefault(name, {})[position] = np.nan_to_num(effect)
    assumptions = {name: assumption for (name, _position), assumption in moves.items()}
    found = (_remedy(compared, assumptions[name], own) for name, own in ends.items())
    nearer = [remedy for remedy in found if remedy.misfit <= 1 - LEAST_GAIN]
    return tuple(sorted(nearer, key=lambda remedy: remedy.misfit))


def _remedy(
    compared: Sequence[Beside], assumption: Assumption, ends: Mapping[float, NDArray[np.float64]]
) -> Remedy:
    """Return how far an assumption is best moved, and what is left then.

    What a part of the way does lies on the parabola through what both ends do, and on a straight
    line where only one of them is known.
    """
    is_between = (min(*ends, 0) <= _POSITIONS) & (max(*ends, 0) >= _POSITIONS)
    positions = _POSITIONS[is_between].tolist()
    down, up = (ends[end] if end in ends else -ends[-end] for end in (-1.0, 1.0))
    slope, bend = (up - down) / 2, (up + down) / 2
    values = np.array([each.observation.value for each in compared])
    gaps = values - np.array([each.model for each in compared])
    widths = np.array([each.chance[1] - each.chance[0] for each in compared]) / 2
    units = np.where(widths > 0, widths, np.where(gaps, np.abs(gaps), 1.0))
    is_known = np.array([each.explained is not Explained.UNKNOWN for each in compared])

    def misfit(position: float) -> float:
        left = np.where(is_known, gaps - position * slope - position**2 * bend, 0.0) / units
        return float(left @ left)

    best = min(positions, key=misfit)
    if best and not assumption.changes(best):  # Half an officer is none.
        best = float(np.sign(best))
    return Remedy(
        assumption,
        best,
        tuple(map(_moved, compared, (best * slope + best**2 * bend).tolist())),
        misfit(best) / (misfit(0) or 1.0),
    )


def _moved(compared: Beside, by: float) -> Beside:
    """Return a number beside the model where that says so much more of it, if that can be."""
    highest, (low, high) = compared.observation.key.entry.highest, compared.chance
    by = min(max(compared.model + by, 0.0), highest) - compared.model
    return replace(compared, model=compared.model + by, chance=(low + by, high + by))
