"""The background: what is worked out while nobody moves anything.

In: a plan. Out: as it goes, the levers that help most and the assumptions that decide, as
JSON in the language that is spoken. What was found stays on a shelf, so that who is interrupted
goes on there. It is what `onestop sensitivity` says with as many replications; by itself that has
more, and the last word.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from time import monotonic

from simulator.language import _, ngettext
from simulator.measures import CONFIDENCE, MeasureIndex, MeasureKey
from simulator.measures.names import names_of
from simulator.reports.figures import difference_unit, number
from simulator.reports.levers.telling import Telling
from simulator.reports.moved import Moved
from simulator.scenario import Scenario
from simulator.studies.experiment import Event, Experiment, Point
from simulator.studies.levers import WAIT, Levers, pullable
from simulator.studies.levers.answer import levers_tried
from simulator.studies.levers.pulling import Pullable, pulled_in
from simulator.studies.paired import family_confidence
from simulator.studies.precision import Until
from simulator.studies.sensitivity import Bar, Space, Subject
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.space import AS_IT_IS, Way
from simulator.studies.sensitivity.tornado import tornado
from simulator.web.plans import DeskPlan
from simulator.web.shelf import Borrowed, Drawn, Shelf
from simulator.web.streaming import IsGivenUp, Told, go_on, work_at
from simulator.web.telling import Json

REPLICATIONS = 5
"""Of a plan and of each lever, and of each assumption."""

ALL_REPLICATIONS = 20
"""Of levers, once all have those: of fewer, what many gain cannot be told from chance."""

MOST_SCENARIOS = 1_000
"""Scenarios whose replications are kept."""

EVERY = 2.0
"""Seconds from one word of it to the next, at least."""

SHOWN = 8
"""Levers, and assumptions, that there is room for."""

Tell = Callable[[Told], None]


class Background:
    """What is worked out about a scenario in the background.

    Parameters
    ----------
    plan
        The scenario.
    seed
        Of the chances.
    """

    def __init__(self, plan: DeskPlan, seed: int) -> None:
        self._plan, self._seed = plan, seed
        self._shelf = Shelf(MOST_SCENARIOS)

    @cached_property
    def _levers(self) -> list[Pullable]:
        return pullable(self._plan.resolved, self._plan.scenario)

    @cached_property
    def _space(self) -> Space:
        plan = self._plan
        return Space([Subject("", None, (), plan.resolved, plan.scenario)])

    def ranking(self, tell: Tell, is_given_up: IsGivenUp, *, today: DeskPlan) -> None:
        """Pull each lever, and tell which help most of those that have been pulled.

        What they come to is told as changes of today's scenario.
        """
        kept, base = Borrowed(self._shelf), self._plan.point
        experiment = Experiment(self._seed, Until.made(REPLICATIONS), store=kept)
        drawn = (Point(each.point.label, Drawn.like(each.point.source)) for each in self._levers)
        points = [base, *drawn]
        stages = (REPLICATIONS, ALL_REPLICATIONS)

        def told() -> None:
            made = [len(kept.measures(each.point.source.key)) for each in self._levers]
            done = [
                lever
                for lever, replications in zip(self._levers, made, strict=True)
                if replications >= REPLICATIONS
            ]
            found = done and levers_tried(
                self._plan.scenario,
                kept.measures(base.source.key),
                pulled_in(experiment, done),
                seed=self._seed,
                planned=ALL_REPLICATIONS,
            )
            levers = [*_told_of(found, today)] if found else []
            reached = sum(each >= stage for each in made for stage in stages)
            data = {"done": reached, "of": len(stages) * len(made), "levers": levers}
            tell(("levers", data | _rests_on(max(REPLICATIONS, min(made, default=0)))))

        for stage in stages:
            experiment.extend(points, Until.made(stage))
            _work_through(experiment, told, is_given_up)
        tell(("done", {}))

    def assumptions(self, tell: Tell, is_given_up: IsGivenUp) -> None:
        """Move each assumption, and tell which do most to the wait."""
        space = self._space
        wait = names_of(self._plan.scenario).key(str(WAIT))
        answers = Answers(space, MeasureIndex([wait]), Borrowed(self._shelf))
        experiment = Experiment(self._seed, Until.made(1), store=answers)
        ways: list[Way] = [AS_IT_IS]
        for way in space.moves:  # To put a Center together takes as long as to serve it.
            go_on(is_given_up)
            ways += [way] if space.sources(way) else []
        experiment.extend(_point(space, way) for way in ways)
        _work_through(experiment, lambda: _tell_progress(tell, experiment, ways), is_given_up)
        first = tornado(space, answers, wait, mattering=(), replications=1, confidence=CONFIDENCE)
        most = [bar.assumption.name for bar in first.bars[:SHOWN] if bar.reach]
        again = [way for way in ways if way == AS_IT_IS or way[0][0] in most]
        experiment.extend((_point(space, way) for way in again), Until.made(REPLICATIONS))
        _work_through(experiment, lambda: _tell_progress(tell, experiment, ways), is_given_up)
        found = tornado(
            space,
            answers,
            wait,
            mattering=most,
            replications=REPLICATIONS,
            confidence=family_confidence(2 * len(most) or 1),
        )
        bars = (bar for bar in found.bars if bar.assumption.name in most)
        said = [_assumption(self._plan.scenario, each, wait) for each in bars]
        data = {"done": 1, "of": 1, "assumptions": said}
        tell(("assumptions", data | _rests_on(REPLICATIONS)))
        tell(("done", {}))


def _told_of(found: Levers, today: DeskPlan) -> Iterator[Json]:
    telling = Telling(found)
    for each in found.helping[:SHOWN]:
        gains = (telling.words.verdict(one.measure, one.estimate) for one in each.gained)
        yield {
            "label": telling.name(each),
            "changes": today.as_moved(each.lever.overrides),
            "gain": "; ".join(gains),
            "worse": telling.worse(each),
        }


def _rests_on(replications: int) -> Json:
    """Say how many replications it is of."""
    said = ngettext("{n} replication of each", "{n} replications of each", replications)
    return {"replications": replications, "rests_on": said.format(n=replications)}


def _point(space: Space, way: Way) -> Point:
    (source,) = space.sources(way)
    return Point(" ".join(name for name, _position in way), source)


def _work_through(experiment: Experiment, told: Callable[[], None], is_given_up: IsGivenUp) -> None:
    """Run an experiment, and tell of it now and then, and at its end."""
    due = monotonic()

    def heed(_event: Event) -> None:
        nonlocal due
        if monotonic() >= due:
            told()
            due = monotonic() + EVERY

    work_at(experiment, is_given_up, heed)
    told()


def _tell_progress(tell: Tell, experiment: Experiment, ways: Sequence[Way]) -> None:
    """Tell how many moves have been tried; which decide is known later, when some were again."""
    done = min(len(ways) - experiment.unfinished, len(ways) - 1)
    tell(("assumptions", {"done": done, "of": len(ways), "assumptions": []}))


def _assumption(scenario: Scenario, bar: Bar, measure: MeasureKey) -> Json:
    """Say what an assumption is, what it may be, and what that does."""
    words, entry = Moved(scenario), measure.entry
    ends = [words.value(bar.assumption, each.position) for each in bar.effects]
    effects = (
        number(effect.value, difference_unit(entry.quantity)).replace("-", "−")
        for effect in bar.effects
    )
    return {
        "label": words.name(bar.assumption),
        "value": words.value(bar.assumption, 0.0),
        "range": " – ".join(ends),
        "effect": _("{measure}: {changes}").format(
            measure=_(entry.title), changes=" / ".join(effects)
        ),
    }
