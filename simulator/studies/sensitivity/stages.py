"""Stages: what a sensitivity analysis tries, each stage by what came of those before.

In: what is asked of one Center, or of two, and the answers as they come. Out: the ways to be tried,
stage by stage: first the scenario as it is, every move and the hypercube, once each; then more of
what matters; then where criteria turn, step by step. Last a `Sensitivity`, all that came of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from simulator.center import Engine
from simulator.measures import Bound, MeasureKey
from simulator.studies.paired import family_confidence
from simulator.studies.replicate import Showing, unshown
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.hypercube import RUNS, Spread, design, over, spread
from simulator.studies.sensitivity.space import AS_IT_IS, Space, Subject, Way
from simulator.studies.sensitivity.switching import STEPS, Criterion, Search, Switch
from simulator.studies.sensitivity.tornado import (
    MATTERING,
    Tornado,
    level,
    mattering,
    possible,
    tornado,
)
from simulator.studies.sweep.targets import Target

REPLICATIONS = 15
"""Of the scenario as it is, and of each move of what matters."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked of a sensitivity analysis."""

    centers: tuple[Subject, ...]
    """One, or two of which it is asked by how much the second differs from the first."""
    measures: tuple[str, ...]
    """Full names."""
    targets: tuple[Target, ...] = ()
    """What a single Center is held against."""
    replications: int = REPLICATIONS
    runs: int = RUNS
    """Of the hypercube."""
    every: bool = False
    """Whether numbers that have a source are moved as well."""
    engine: Engine = "compiled"


@dataclass(frozen=True, slots=True)
class Tried:
    """A way that is to be simulated."""

    way: Way
    replications: int


@dataclass(frozen=True, slots=True)
class Held:
    """A criterion, held against an answer."""

    criterion: Criterion
    is_kept: bool | None
    """Whether it is kept with all assumptions as they are; None where nothing is counted."""
    share: float
    """Share of the Centers of the hypercube that keep it."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What came of a sensitivity analysis."""

    asked: Inquiry
    space: Space
    seed: int
    tornadoes: tuple[Tornado, ...]
    """Of each measure."""
    spreads: tuple[Spread, ...]
    """Likewise."""
    mattering: tuple[str, ...]
    """Names of the assumptions that were looked at in all replications."""
    held: tuple[Held, ...]
    """What the answers were held against."""
    switches: tuple[Switch, ...]
    """Where an assumption turns what is said of a criterion."""
    confidence: float
    """Of the interval of each effect, so that those of all moves hold together with 95 %."""
    replications: int
    """That all of it took."""
    draws: int
    """Times that citizens were drawn for them: ways that differ in staffing alone share theirs."""

    @property
    def finished(self) -> int:
        """Replications of the scenario as it is, and of what matters."""
        return self.asked.replications


class Stages:
    """What is tried.

    Parameters
    ----------
    asked, space, answers
        What is asked, of which ways, and what has come of them.
    seed
        Of the design of the hypercube.
    showing
        Is told of each Center that is put together.
    """

    def __init__(
        self,
        asked: Inquiry,
        space: Space,
        answers: Answers,
        *,
        seed: int,
        showing: Showing = unshown,
    ) -> None:
        self._asked, self._space, self._answers, self._seed = asked, space, answers, seed
        self._measures = [answers.index.key(name) for name in asked.measures]
        self._moves = possible(space)
        ways = design(space, asked.runs, seed)
        with showing(len(ways)) as advance:
            self._cube = []
            for way in ways:
                self._cube += [way] if space.sources(way) else []
                advance()
        self._mattering: list[str] = []
        self._criteria: list[Criterion] = []
        self._search: Search | None = None
        self._made: dict[str, int] = {}
        """Replications of each source."""
        self._draws = 0

    @property
    def later(self) -> int:
        """Replications that are to be made after the first stage, about."""
        if self._search is not None:
            return 0
        moves = min(2 * MATTERING, len(self._moves)) if not self._mattering else 0
        steps = STEPS * len(self._asked.targets or self._asked.measures)
        return len(self._space.centers) * (
            moves * (self._asked.replications - 1) + steps * self._asked.replications
        )

    def trials(self) -> Iterator[list[Tried]]:
        """Yield what is to be tried, stage by stage, when there are answers to all before."""
        for trials in self._stages():
            self._count(trials)
            yield trials

    def _count(self, trials: Sequence[Tried]) -> None:
        """Count the replications of a stage, and how often citizens are drawn for them."""
        draws: dict[str, int] = {}
        for trial in trials:
            for source in self._space.sources(trial.way):
                more = trial.replications - self._made.get(source.key, 0)
                draws[source.workload_key] = max(draws.get(source.workload_key, 0), more)
                self._made[source.key] = max(self._made.get(source.key, 0), trial.replications)
        self._draws += sum(draws.values())

    def _stages(self) -> Iterator[list[Tried]]:
        asked, space, answers = self._asked, self._space, self._answers
        once = [Tried(way, 1) for way in (*self._moves, *self._cube)]
        yield [Tried(AS_IT_IS, asked.replications), *once]
        self._mattering = mattering(space, answers, self._measures)
        yield [
            Tried(way, asked.replications)
            for way in self._moves
            if any(name in self._mattering for name, _position in way)
        ]
        self._criteria = list(self._turning())
        self._search = Search(space, answers, self._criteria, self._mattering, asked.replications)
        for _step in range(STEPS):
            yield [Tried(way, asked.replications) for way in self._search.step()]
            self._search.narrow()

    def _turning(self) -> Iterator[Criterion]:
        """Yield what assumptions may turn: targets, or which of two Centers is better."""
        for target in self._asked.targets:
            yield Criterion(self._answers.index.key(target.measure), target)
        for measure in self._measures if len(self._space.centers) > 1 else ():
            apart = self._level(measure)
            if apart and not isnan(apart):
                yield Criterion(measure, Bound(">" if apart > 0 else "<", 0.0))

    def _held(self, criterion: Criterion) -> Held:
        measure, holds = criterion.measure, criterion.bound.holds
        base = self._level(measure)
        values = over(self._space, self._answers, self._cube, measure, base)
        share = float(np.mean(list(map(holds, values.tolist())) or [False]))
        return Held(criterion, None if isnan(base) else holds(base), share)

    def _level(self, measure: MeasureKey) -> float:
        count = self._asked.replications
        return level(self._space, self._answers, AS_IT_IS, measure, count).mean

    @property
    def result(self) -> Sensitivity:
        """All that came of it, when there are answers to all stages."""
        assert self._search is not None  # noqa: S101  # the last stage
        confidence = family_confidence(len(self._moves) * len(self._measures) or 1)
        tornadoes = tuple(
            tornado(
                self._space,
                self._answers,
                each,
                mattering=self._mattering,
                replications=self._asked.replications,
                confidence=confidence,
            )
            for each in self._measures
        )
        return Sensitivity(
            self._asked,
            self._space,
            self._seed,
            tornadoes,
            tuple(spread(self._space, self._answers, self._cube, each) for each in tornadoes),
            tuple(self._mattering),
            tuple(map(self._held, self._criteria)),
            self._search.found,
            confidence,
            sum(self._made.values()),
            self._draws,
        )
