"""Switching values: the value of an assumption at which an answer comes to lie beyond a bound.

In: bounds that the answer keeps with one value of an assumption and not with another, as the
tornado has shown. Out: the ways to be tried to bracket the value, step by step; then a `Switch` for
each. Each step halves the bracket, for the same citizens. How it is said is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.measures import Bound, MeasureKey
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.space import AS_IT_IS, Space, Way
from simulator.studies.sensitivity.tornado import level, possible

STEPS = 6
"""Times that a bracket is halved: it is a 64th of what is between the value and its end then."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A bound on an answer: a target, or of two Centers that one of them is better."""

    measure: MeasureKey
    bound: Bound


@dataclass(frozen=True, slots=True)
class Switch:
    """Where an assumption turns what is said of a criterion."""

    criterion: Criterion
    name: str
    """Of the assumption."""
    position: float
    """Of the assumption where it turns: -1 is as little as it may be, 1 as much."""
    low: float
    high: float
    """Between these positions it turns as far as chance leaves it open; an end of the range, or 0,
    where it may turn beyond."""


@dataclass(slots=True)
class _Bracket:
    """Positions of an assumption between which it turns a criterion."""

    criterion: Criterion
    name: str
    inner: float
    """Here it is as with all assumptions as they are."""
    outer: float
    """And here it is not."""
    tried: list[float]
    """All positions of which there are answers, from 0 to the end."""

    @property
    def middle(self) -> Way:
        """The assumption, moved to the middle."""
        return ((self.name, (self.inner + self.outer) / 2),)


class Search:
    """The search for the positions at which an assumption turns a criterion.

    Parameters
    ----------
    space, answers
        The ways, and what came of them.
    criteria
        What may turn.
    names
        The assumptions that are looked at.
    replications
        Of each way.
    """

    def __init__(
        self,
        space: Space,
        answers: Answers,
        criteria: Sequence[Criterion],
        names: Sequence[str],
        replications: int,
    ) -> None:
        self._space, self._answers, self._replications = space, answers, replications
        self._brackets = [
            _Bracket(criterion, name, 0.0, end, [0.0, end])
            for criterion in criteria
            for way in possible(space)
            for name, end in way
            if name in names and self._keeps(criterion, way) != self._keeps(criterion, AS_IT_IS)
        ]

    def step(self) -> list[Way]:
        """Return the middles of all brackets, but for those with which no Center can be."""
        return [each.middle for each in self._brackets if self._space.sources(each.middle)]

    def narrow(self) -> None:
        """Take what came of them."""
        for each in self._brackets:
            if not self._space.sources(each.middle):
                continue
            ((_name, middle),) = each.middle
            is_kept = self._keeps(each.criterion, AS_IT_IS)
            if self._keeps(each.criterion, each.middle) == is_kept:
                each.inner = middle
            else:
                each.outer = middle
            each.tried.append(middle)

    @property
    def found(self) -> tuple[Switch, ...]:
        """Where criteria turn."""
        return tuple(map(self._switch, self._brackets))

    def _switch(self, bracket: _Bracket) -> Switch:
        criterion, tried = bracket.criterion, sorted(bracket.tried, key=abs)
        ways = [((bracket.name, at),) if at else AS_IT_IS for at in tried]
        ends = np.array([self._level(criterion.measure, way) for way in ways])
        beyond = ends > criterion.bound.bound
        turns = [_turn(tried, column, criterion.bound.bound, beyond[-1, 1]) for column in ends.T]
        low, position, high = turns
        if self._keys(bracket.middle) in map(self._keys, ways) or self._leaps(bracket):
            low = position = high = bracket.outer  # There is nothing between: no half an officer.
        return Switch(criterion, bracket.name, position, *sorted((low, high)))

    def _leaps(self, bracket: _Bracket) -> bool:
        """Whether a whole number of those that move together is another one where it turns."""
        inner, outer = (
            [each for _center, own in self._space.own(bracket.name) for each in own.wholes(at)]
            for at in (bracket.inner, bracket.outer)
        )
        return inner != outer

    def _keys(self, way: Way) -> list[str]:
        return [source.key for source in self._space.sources(way)]

    def _keeps(self, criterion: Criterion, way: Way) -> bool:
        return criterion.bound.holds(self._level(criterion.measure, way)[1])

    def _level(self, measure: MeasureKey, way: Way) -> tuple[float, float, float]:
        """Return the low end, the mean and the high end of an answer."""
        one = level(self._space, self._answers, way, measure, self._replications)
        low, high = (one.mean if end is None else end for end in (one.low, one.high))
        return low, one.mean, high


def _turn(tried: Sequence[float], values: NDArray[np.float64], bound: float, beyond: bool) -> float:
    """Return where values come to lie on one side of a bound, on straight lines between them.

    Examples
    --------
    >>> _turn([0.0, 0.5, 1.0], np.array([10.0, 14.0, 22.0]), 16.0, beyond=True)
    0.625
    """
    is_there = (values > bound) == beyond
    first = int(is_there.argmax()) if is_there.any() else len(tried) - 1
    if first == 0 or not is_there.any():
        return tried[first]
    before, after = values[first - 1], values[first]
    share = float((bound - before) / (after - before))
    return tried[first - 1] + share * (tried[first] - tried[first - 1])
