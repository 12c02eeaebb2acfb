"""The question of a sensitivity analysis: how it is stored, and run stage by stage.

In: what is asked. Out: a `Question` whose experiment grows when it is told that a stage is
finished, and whose answer is a `Sensitivity`. What is tried in which stage is not known here.
"""

from pathlib import Path

from simulator.center import check_engine
from simulator.language import _
from simulator.measures import MeasureIndex
from simulator.measures.names import names_of
from simulator.results.run import scenario_text
from simulator.results.store import NewPoint, Store
from simulator.results.study import SensitivityDefinition, StoredCenter
from simulator.studies.experiment import Experiment, Keeping, Point
from simulator.studies.keeping import Keeper, Memory
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.replicate import Showing, checked_seed, unshown
from simulator.studies.sensitivity.answers import Answers
from simulator.studies.sensitivity.space import AS_IT_IS, Space, Way
from simulator.studies.sensitivity.stages import Inquiry, Sensitivity, Stages, Tried

_MOST_NAMED = 2
"""Assumptions that the label of a way has room for."""


class SensitivityQuestion(Question):
    """What is asked, and what is to be tried for it.

    Parameters
    ----------
    asked
        What is asked.
    seed
        Of the chances, and of the design of the hypercube.
    showing
        Is told of each Center of that design which is put together.

    Raises
    ------
    ValueError
        If a Center cannot be drawn.
    KeyError
        If a measure is not one of the first Center; the message gives a near match.
    """

    def __init__(self, asked: Inquiry, *, seed: int, showing: Showing = unshown) -> None:
        self._asked, self._seed, self._showing = asked, checked_seed(seed), showing
        self._space = Space(asked.centers, every=asked.every)
        if not self._space.moves:
            raise ValueError(
                _("every number has a source, and none a range: --all moves them by a fifth")
            )
        self.points = [
            Point(center.name, source)
            for center, source in zip(asked.centers, self._space.sources(AS_IT_IS), strict=True)
        ]
        self.until, self.engine = Until.made(1), asked.engine
        self._index = MeasureIndex(
            names_of(asked.centers[0].scenario).keys_of(
                dict.fromkeys([*asked.measures, *(target.measure for target in asked.targets)])
            )
        )
        self._sources = {point.source.key: point.source for point in self.points}
        self._new = {point.source.key: _new_point(point) for point in self.points}
        self._store: Store | None = None
        self._is_finished = False

    def defined(self, folder: Path) -> tuple[SensitivityDefinition, list[NewPoint]]:
        """Return how it is stored in a folder, and what has been asked for so far."""
        asked = self._asked
        definition = SensitivityDefinition(
            centers=tuple(
                StoredCenter(
                    name=each.name,
                    file=each.file,
                    settings=each.settings,
                    scenario=scenario_text(each.resolved.seen_from(folder)),
                )
                for each in asked.centers
            ),
            measures=asked.measures,
            targets={each.measure: each.text for each in asked.targets},
            replications=asked.replications,
            runs=asked.runs,
            every=asked.every,
            engine=asked.engine,
        )
        return definition, list(self._new.values())

    def experiment(self, *, seed: int, store: Store | None = None) -> Experiment:
        """Return the experiment that brings what a store lacks, as far as that is known yet."""
        check_engine(self.engine)
        self._store = store
        return self.experiment_with(Keeper(store, self._sources) if store else Memory(), seed=seed)

    def experiment_with(self, store: Keeping, *, seed: int) -> Experiment:
        """Return the same, of whatever keeps replications."""
        answers = Answers(self._space, self._index, store)
        self._stages = Stages(
            self._asked, self._space, answers, seed=self._seed, showing=self._showing
        )
        self._later = self._stages.trials()
        experiment = Experiment(seed, self.until, store=answers, engine=self.engine)
        self.go_on(experiment)
        return experiment

    def go_on(self, experiment: Experiment) -> None:
        """Ask for the next stage, where all of those before is finished."""
        while not (experiment.unfinished or self._is_finished):
            trials = next(self._later, None)
            if trials is None:
                self._is_finished = True
                return
            points = [(point, trial) for trial in trials for point in self._points(trial)]
            for point, trial in points:
                self._sources[point.source.key] = point.source
                self._new.setdefault(point.source.key, _new_point(point, trial.way))
            if self._store:
                self.taken_by(self._store, seed=experiment.serving.seed)
            for point, trial in points:
                experiment.extend([point], Until.made(trial.replications))
        experiment.later = self._stages.later

    def _points(self, trial: Tried) -> list[Point]:
        named = [f"{name} {position:+.3g}" for name, position in trial.way[:_MOST_NAMED]]
        more = ["…"] if len(trial.way) > _MOST_NAMED else []
        return [
            Point(", ".join([center.name, *named, *more]), source)
            for center, source in zip(
                self._asked.centers, self._space.sources(trial.way), strict=True
            )
        ]

    def answer(self, experiment: Experiment) -> Sensitivity | None:  # noqa: ARG002  # a question's
        """Return what came of it; None as long as something is to be finished."""
        return self._stages.result if self._is_finished else None


def _new_point(point: Point, way: Way = AS_IT_IS) -> NewPoint:
    """Return what a store is told of a point."""
    settings: dict[str, object] = dict(way)
    return NewPoint(point.source.key, point.label, settings, point.source.scenario.staff_cost)
