"""The question of levers: a Center as it is, and with each of its levers pulled alone.

In: a scenario as it was put together, and how often it is replicated; or a store. Out: a `Question`
whose answer is `Levers`, and the same read again. Replication i of each point has the same citizens
with the same needs, drawn once for all that differ in staffing alone.
"""

from collections.abc import Sequence
from pathlib import Path

from simulator.center import Engine
from simulator.language import _
from simulator.results.folder import FolderError
from simulator.results.reading import Reader
from simulator.results.result import Result
from simulator.results.run import scenario_text, written_in
from simulator.results.store import NewPoint, Store
from simulator.results.study import LeversDefinition, StoredCenter
from simulator.scenario import Resolved, Scenario, validated
from simulator.studies.experiment import Experiment, Point
from simulator.studies.keeping import Keeper
from simulator.studies.levers.answer import Levers, levers_tried
from simulator.studies.levers.pulling import Pullable, pullable, pulled_in, stored_levers
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.session import Session
from simulator.studies.source import Source

REPLICATIONS = 20
"""Of each point."""


class LeversQuestion(Question):
    """What is asked of the levers of a Center.

    Parameters
    ----------
    file
        The scenario file, as it was named.
    resolved, scenario
        The scenario as it was put together, and as it is understood.
    replications
        How many of each point.
    engine
        The engine that serves.

    Raises
    ------
    ValueError
        If the scenario cannot be drawn.
    """

    most_checked = 1

    def __init__(
        self,
        file: str,
        resolved: Resolved,
        scenario: Scenario,
        *,
        replications: int = REPLICATIONS,
        engine: Engine = "compiled",
    ) -> None:
        self.until, self.engine = Until.made(replications), engine
        self._resolved, self._scenario = resolved, scenario
        self._levers = pullable(resolved, scenario)
        self.points = [
            Point(file, Source.of(scenario)),
            *(lever.point for lever in self._levers),
        ]

    def defined(self, folder: Path) -> tuple[LeversDefinition, list[NewPoint]]:
        """Return how it is stored in a folder, and its points."""
        definition = LeversDefinition(
            center=StoredCenter(
                name=self._scenario.name.spoken,
                file=self.points[0].label,
                settings=(),
                scenario=scenario_text(self._resolved.seen_from(folder)),
            ),
            replications=self.until.at_least,
            engine=self.engine,
        )
        scenario = self._scenario
        base = NewPoint(scenario.hash, "", {}, scenario.staff_cost)
        return definition, [base, *(lever.stored for lever in self._levers)]

    def answer(self, experiment: Experiment) -> Levers | None:
        """Return what came of it; None where a point has finished nothing."""
        found = [one.measures for one in experiment.found(self.points[0])]
        if not found:
            return None
        base = Result.of(
            self._scenario,
            seed=experiment.serving.seed,
            planned=self.until.at_least,
            replications=found,
            details=(),
        )
        return levers_tried(base, pulled_in(experiment, self._levers))


def read_levers(store: Reader) -> Levers:
    """Read what levers do from the store of a folder.

    Raises
    ------
    FolderError
        If it cannot be read, or a lever has no replication yet.
    """
    definition = store.definition(LeversDefinition)
    scenario = validated(written_in(definition.center, store.path.parent))
    kept = list(store.found(store.points()[0].scenario, scenario))
    if kept:
        base = Result.of(
            scenario,
            seed=store.study.seed,
            planned=definition.replications,
            replications=[one.measures for one in kept],
            details=(),
        )
        if found := levers_of_run(store, base):
            return found
    message = _("{folder} is not finished yet: the same command goes on with it")
    raise FolderError(message.format(folder=store.path.parent))


class Pulling:
    """The levers of a run that is finished, pulled for the same citizens.

    Parameters
    ----------
    levers
        Which.
    result
        The run.
    engine
        The engine that serves.
    store
        That of the run, if it has one, which has been told of the levers.
    """

    def __init__(
        self,
        levers: Sequence[Pullable],
        result: Result,
        *,
        engine: Engine = "compiled",
        store: Store | None = None,
    ) -> None:
        self._levers, self._result = levers, result
        points = [lever.point for lever in levers]
        sources = {point.source.key: point.source for point in points}
        self._experiment = Experiment(
            result.seed,
            Until.made(len(result.replications)),
            store=Keeper(store, sources) if store else None,
            engine=engine,
        )
        self._experiment.extend(points)

    @property
    def session(self) -> Session:
        """What runs those that are lacking."""
        told = self._experiment.points[:1]
        return Session(self._experiment, None, command="", told=told, check=False)

    @property
    def found(self) -> Levers | None:
        """What they do; None where one of them has finished nothing."""
        return levers_tried(self._result, pulled_in(self._experiment, self._levers))


def levers_of_run(store: Reader, result: Result) -> Levers | None:
    """Read what the levers of a run do; None where none was asked for, or some are not finished.

    Raises
    ------
    FolderError
        If it cannot be read.
    """
    tried = stored_levers(store, result.scenario)
    return levers_tried(result, tried) if tried else None
