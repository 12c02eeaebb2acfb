"""The run: one scenario, replicated, with all that its pages show.

In: a scenario as it was written and as it is understood, and how often it is replicated. Out: a
`Question` whose answer is a `Result`.
"""

from collections.abc import Mapping
from pathlib import Path

from simulator.center import Engine
from simulator.measures.observed import Span
from simulator.results.result import Result
from simulator.results.run import result_of, scenario_text
from simulator.results.store import NewPoint
from simulator.results.study import RunDefinition, StoredLever, StoredSpread
from simulator.scenario import Resolved, Scenario
from simulator.studies.experiment import Experiment, Point
from simulator.studies.observed import Trials, explanation_of
from simulator.studies.observing import WORST_DAY, Sight
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.session import Session
from simulator.studies.source import Source


class RunQuestion(Question):
    """What is asked of a run.

    Parameters
    ----------
    label
        What a person calls the scenario.
    resolved, scenario
        The scenario as it was put together, and as it is understood.
    until
        How many replications.
    engine
        The engine that serves.
    day
        The day that is pictured, as it was asked for, if it was.
    pictured
        The same, counted from the first one simulated.
    whole
        Whether all of each replication is looked at, so that none can be taken from a store.
    assumed
        What assumptions leave of some measures, as `simulator.studies.sensitivity.kept` has it.
    levers
        Those that help most, as `simulator.studies.levers.helping_in` has them.

    Raises
    ------
    ValueError
        If the scenario cannot be drawn.
    """

    def __init__(
        self,
        label: str,
        resolved: Resolved,
        scenario: Scenario,
        until: Until,
        *,
        engine: Engine = "compiled",
        day: str | None = None,
        pictured: int = WORST_DAY,
        whole: bool = False,
        assumed: Mapping[str, StoredSpread] | None = None,
        levers: tuple[StoredLever, ...] = (),
    ) -> None:
        self.points = [Point(label, Source.of(scenario))]
        self.until, self.engine = until, engine
        self.observer, self.anew = Sight(pictured, whole, Span.of(scenario)), whole
        self._resolved, self._scenario, self._day = resolved, scenario, day
        self._assumed = dict(assumed or {})
        self._levers = levers

    def defined(self, folder: Path) -> tuple[RunDefinition, list[NewPoint]]:
        """Return how it is stored in a folder, and its scenario."""
        definition = RunDefinition(
            scenario=scenario_text(self._resolved.seen_from(folder)),
            replications=self.until.stored,
            engine=self.engine,
            day=self._day,
            assumed=self._assumed,
            levers=self._levers,
        )
        return definition, [NewPoint(self._scenario.hash, "", {}, self._scenario.staff_cost)]

    def answer(self, experiment: Experiment, *, was_interrupted: bool = False) -> Result | None:
        """Return what came of it; None where nothing was finished.

        What ended by its precision has as many replications as were planned, unless it was
        interrupted.
        """
        found = experiment.found(self.points[0])
        if not found:
            return None
        is_reached = self.until.targets and not was_interrupted
        planned = len(found) if is_reached else self.until.at_most
        return result_of(found, self._scenario, seed=experiment.serving.seed, planned=planned)

    def trials(self, result: Result, session: Session) -> Trials | None:
        """Return the assumptions that are tried otherwise, as far as that is not stored yet.

        Parameters
        ----------
        result
            What came of the run.
        session
            That has run it.

        Returns
        -------
        None where chance explains what the Center saw, or it saw nothing.
        """
        span, found = Span.of(self._scenario), explanation_of(result, self._resolved.data, {})
        if span is None or found is None or found.is_by_chance:
            return None
        return Trials(self._resolved, self._scenario, span, seed=result.seed, store=session.store)
