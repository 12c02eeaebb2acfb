"""The question of levers: a Center as it is, and with each of its levers pulled alone.

In: a scenario as it was put together, and how often it is replicated; or a store. Out: a `Question`
whose answer is `Levers`, and the same read again. Replication i of each point has the same citizens
with the same needs, drawn once for all that differ in staffing alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from simulator.center import Engine
from simulator.language import _
from simulator.measures import Estimate
from simulator.results.folder import FolderError
from simulator.results.reading import Reader
from simulator.results.run import scenario_text, written_in
from simulator.results.store import NewPoint
from simulator.results.study import LeversDefinition, StoredCenter, StoredLever
from simulator.scenario import Resolved, Scenario, read_resolved, validated
from simulator.scenario.names import path_text
from simulator.scenario.resolving import Overrides
from simulator.studies.experiment import Experiment, Point
from simulator.studies.levers.answer import Levers, levers_tried
from simulator.studies.levers.pulling import pullable, pulled_in, stored_levers
from simulator.studies.paired import Difference
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.replicate import seed_of
from simulator.studies.running import run
from simulator.studies.source import Source

REPLICATIONS = 20
"""Of each point."""

LEAST = 2
"""From which a difference has an interval."""


class LeversQuestion(Question):
    """What is asked of the levers of a Center.

    Parameters
    ----------
    file
        The scenario file, as it was named.
    resolved
        The scenario as it was put together; its tables are named from the folder that it is stored
        in, if it is.
    replications
        How many of each point.
    engine
        The engine that serves.

    Raises
    ------
    ScenarioError
        If the scenario has problems.
    ValueError
        If it cannot be drawn.
    """

    most_checked = 1

    def __init__(
        self,
        file: str,
        resolved: Resolved,
        *,
        replications: int = REPLICATIONS,
        engine: Engine = "compiled",
    ) -> None:
        self.until, self.engine = Until.made(replications), engine
        self._resolved, self._scenario = resolved, validated(resolved)
        self._levers = pullable(resolved, self._scenario)
        self.points = [
            Point(file, Source.of(self._scenario)),
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
        base = [one.measures for one in experiment.found(self.points[0])]
        tried = pulled_in(experiment, self._levers)
        seed, planned = experiment.serving.seed, self.until.at_least
        return levers_tried(self._scenario, base, tried, seed=seed, planned=planned)


def pull_levers(
    path: str | Path,
    *,
    overrides: Overrides = (),
    replications: int = REPLICATIONS,
    seed: int | None = None,
    engine: Engine = "compiled",
) -> Levers:
    """Pull each lever of a Center for the same citizens, as `onestop sensitivity --levers` does.

    Parameters
    ----------
    path
        A scenario file.
    overrides
        Values set in it, as of `load_scenario`.
    replications
        How many of the scenario as it is, and with each lever, 2 or more.
    seed
        0 to 2³² - 1; drawn when absent, and recorded in the results.
    engine
        `compiled` or `simpy`: the same outcome, later.

    Raises
    ------
    ScenarioError
        If the scenario has problems.
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> period = {"period": {"from": "2021-03-01", "to": "2021-03-14"}}
    >>> path = "scenarios/textbook/mm1.yaml"
    >>> found = pull_levers(path, overrides=period, replications=2, seed=1)
    >>> sorted(found.frame()["lever"].unique())[-2:]
    ['staff.officers more clerks', 'staff.speed more clerks']
    """
    if replications < LEAST:
        raise ValueError(f"replications must be {LEAST} or more, not {replications}")
    resolved = read_resolved(path, overrides=overrides)
    question = LeversQuestion(
        path_text(Path(path)), resolved, replications=replications, engine=engine
    )
    experiment = question.experiment(seed=seed_of(seed))
    run(experiment, ThisProcess(), on_event=lambda _event: None)
    return cast("Levers", question.answer(experiment))  # all of it is finished


def read_levers(store: Reader) -> Levers:
    """Read what levers do from the store of a folder.

    Raises
    ------
    FolderError
        If it cannot be read, or is not finished.
    ScenarioError
        If its scenario is not valid any more.
    """
    definition = store.definition(LeversDefinition)
    scenario = validated(written_in(definition.center, store.path.parent))
    base = [one.measures for one in store.found(store.points()[0].scenario, scenario)]
    seed, planned = store.study.seed, definition.replications
    found = levers_tried(scenario, base, stored_levers(store, scenario), seed=seed, planned=planned)
    if found is None:
        message = _("{folder} is not finished yet: the same command goes on with it")
        raise FolderError(message.format(folder=store.path.parent))
    return found


def helping_in(folder: Path, scenario: Scenario) -> tuple[StoredLever, ...]:
    """Return the levers of a scenario that help most, from the folder of a study of them.

    Raises
    ------
    FolderError, ScenarioError
        As `read_levers`; or if the study is of another scenario.
    """
    with Reader(folder) as reader:
        found = read_levers(reader)
    if found.base.scenario.hash != scenario.hash:
        message = _("{folder} holds a study of levers of another scenario")
        raise FolderError(message.format(folder=folder))
    return tuple(
        StoredLever(
            key=each.lever.named,
            way=each.lever.way,
            where=each.lever.where,
            officers=each.effort.officers,
            money=each.effort.money,
            gains=_estimates(each.gained),
            worse=_estimates(each.worse),
        )
        for each in found.best
    )


def _estimates(differences: Sequence[Difference]) -> dict[str, Estimate]:
    return {str(each.measure): each.estimate for each in differences}
