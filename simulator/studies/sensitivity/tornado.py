"""The tornado: what each assumption does to an answer, as little and as much as it may be.

In: the answers with one assumption moved, and as it is. Out: a `Tornado` for each measure that is
asked for, and which assumptions matter. The citizens are the same throughout, so that what differs
is what the assumption does. How an effect is drawn or said is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from simulator.measures import Estimate, MeasureKey, student_interval
from simulator.studies.assumptions import Assumption
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.space import AS_IT_IS, Space, Way

MATTERING = 15
"""Assumptions that are looked at in more than one replication."""

_ONE = 1  # Replication that shows what matters.


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move of an assumption does to an answer."""

    position: float
    """How far it is moved: -1 is as little as it may be, 1 as much."""
    first: float
    """What it does in the first replication; nan where nothing is counted."""
    estimate: Estimate | None
    """What it does in the mean, with an interval that holds together with all others of the study;
    None for an assumption that does not matter."""

    @property
    def value(self) -> float:
        """The best that is known of it; 0 where nothing is."""
        found = self.first if self.estimate is None else self.estimate.mean
        return 0.0 if isnan(found) else found

    @property
    def is_seen(self) -> bool:
        """Whether its interval leaves out 0, or all replications change by the same amount."""
        one = self.estimate
        if one is None:
            return False
        if one.low is None or one.high is None:
            return one.is_alike and one.mean != 0
        return not one.low <= 0 <= one.high


@dataclass(frozen=True, slots=True)
class Bar:
    """An assumption, moved down and up."""

    assumption: Assumption
    effects: tuple[Effect, ...]
    """Of the moves that some Center can be made with: down first."""

    def effect(self, position: float) -> Effect | None:
        """Return what a move does; None where nothing moves, or no Center can be so."""
        return next((each for each in self.effects if each.position == position), None)

    @property
    def reach(self) -> float:
        """From the least to the most that the answer changes by; no change is among them."""
        values = [0.0, *(effect.value for effect in self.effects)]
        return max(values) - min(values)

    @property
    def is_seen(self) -> bool:
        """Whether one of its effects is seen."""
        return any(effect.is_seen for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Tornado:
    """All assumptions, by what they do to one answer."""

    measure: MeasureKey
    base: Estimate
    """The answer with all assumptions as they are, with what chance leaves open."""
    bars: tuple[Bar, ...]
    """The one that does most first."""


def tornado(
    space: Space,
    answers: Answers,
    measure: MeasureKey,
    *,
    mattering: Sequence[str],
    replications: int,
    confidence: float,
) -> Tornado:
    """Return what each assumption does to an answer.

    Parameters
    ----------
    space, answers
        The ways, and what came of them.
    measure
        What is asked.
    mattering
        Names of the assumptions of which there are more replications than one.
    replications
        How many.
    confidence
        Of each interval.
    """
    bars: dict[str, list[Effect]] = {name: [] for name in space.assumptions}
    for way in possible(space):
        ((name, position),) = way
        count = replications if name in mattering else _ONE
        changed = _changes(answers, way, measure, count)
        estimate = _estimate(measure, changed, confidence) if name in mattering else None
        bars[name].append(Effect(position, float(changed[0]), estimate))
    found = (Bar(space.assumptions[name], tuple(effects)) for name, effects in bars.items())
    return Tornado(
        measure,
        level(space, answers, AS_IT_IS, measure, replications),
        tuple(sorted(found, key=lambda bar: -bar.reach)),
    )


def possible(space: Space) -> list[Way]:
    """Return the moves of single assumptions with which a Center can be."""
    return [way for way in space.moves if space.sources(way)]


def mattering(space: Space, answers: Answers, measures: Sequence[MeasureKey]) -> list[str]:
    """Return the names of the assumptions that matter most, by their first replication.

    An assumption counts by the answer that it does most to, next to what the others do to it.
    """
    found = [
        tornado(space, answers, each, mattering=(), replications=_ONE, confidence=0.0)
        for each in measures
    ]
    return ranked(found)[:MATTERING]


def ranked(tornadoes: Sequence[Tornado]) -> list[str]:
    """Return the names of the assumptions that change an answer, the one that does most first."""
    shares: dict[str, float] = {}
    for each in tornadoes:
        most = each.bars[0].reach if each.bars else 0.0
        for bar in each.bars:
            if bar.reach:
                name = bar.assumption.name
                shares[name] = max(shares.get(name, 0.0), bar.reach / most)
    return sorted(shares, key=lambda name: -shares[name])


def level(
    space: Space, answers: Answers, way: Way, measure: MeasureKey, replications: int
) -> Estimate:
    """Estimate an answer."""
    lowest, highest = possible_answers(space, measure)
    values = answers.values(way, measure, replications)
    return student_interval(values, lowest=lowest, highest=highest)


def possible_answers(space: Space, measure: MeasureKey) -> tuple[float, float]:
    """Return the least and the greatest that an answer can be."""
    highest = measure.entry.highest
    return (-highest if len(space.centers) > 1 else 0.0), highest


def _changes(
    answers: Answers, way: Way, measure: MeasureKey, replications: int
) -> NDArray[np.float64]:
    """Return by how much the answer changes in each replication. Shape (replications,)."""
    before, after = (answers.values(each, measure, replications) for each in (AS_IT_IS, way))
    return after - before


def _estimate(measure: MeasureKey, changed: NDArray[np.float64], confidence: float) -> Estimate:
    most = 2 * measure.entry.highest  # Of two Centers it is a change of a difference.
    return student_interval(changed, lowest=-most, highest=most, confidence=confidence)
