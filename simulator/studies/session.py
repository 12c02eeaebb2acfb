"""Sessions: an experiment is run, and it is recorded how its results came about.

In: an experiment with its points, and what keeps its replications. Out: a provenance, which stands
in the store from the first moment on. The command line and Python go through this; what they say of
it is theirs.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Protocol, Self

from simulator.center.comparing import OutcomeComparison, OutcomeDifference
from simulator.results.provenance import Check, Provenance, provenance
from simulator.results.store import Store, Taken
from simulator.studies.checking import ENGINES
from simulator.studies.experiment import EngineChecked, Event, Experiment, Finished, Point
from simulator.studies.pools import Pool
from simulator.studies.running import run


class EngineDifferenceError(RuntimeError):
    """The compiled engine and the SimPy model differ: a defect of the program."""

    def __init__(self, difference: OutcomeDifference) -> None:
        super().__init__(difference.text(*ENGINES))
        self.difference = difference
        """In what."""


def stop_at_difference(event: Event) -> None:
    """End the work where the engines differ, if what follows is of no use then.

    Raises
    ------
    EngineDifferenceError
        If the check has found a difference.
    """
    if isinstance(event, EngineChecked) and event.comparison.difference:
        raise EngineDifferenceError(event.comparison.difference)


class CountedWork(Protocol):
    """Work of a session that is shown by a count of its own."""

    @property
    def counts(self) -> Literal["replications", "points", "levels"]:
        """What is counted."""

    @property
    def to_do(self) -> int:
        """How many there are to be done, at most."""

    def done(self, event: Event) -> int:
        """Return how many are done by what has just been finished."""

    def run(self, pool: Pool, on_event: Callable[[Event], object]) -> None:
        """Do what is left; raises as `simulator.studies.running.run` does."""


class Session:
    """One time that an experiment is run, as a context: its begin and its end are recorded.

    Parameters
    ----------
    experiment
        What to do, its points included.
    store
        What keeps the replications, if anything does.
    command
        What repeats it.
    told
        Points of which it is recorded whether their engines agree.
    check
        Whether they are compared, unless all is stored and has been compared before. Where the
        SimPy model serves, there is nothing to be compared.
    taken
        What the store had of it before.
    further
        What is done after the experiment, if anything is.
    """

    def __init__(
        self,
        experiment: Experiment,
        store: Store | None,
        *,
        command: str,
        told: Sequence[Point],
        check: bool,
        taken: Taken | None = None,
        further: Sequence[CountedWork] = (),
    ) -> None:
        self.experiment, self.taken = experiment, taken
        self.parts: tuple[CountedWork, ...] = (self, *further)
        """What is done, one after the other."""
        self.store, self._command, self._told = store, command, told
        self._started = datetime.now(UTC)
        is_compared = check and experiment.serving.engine == "compiled"
        self._checked = told if is_compared else ()
        self._checks: dict[str, Check] = {each.source.key: "interrupted" for each in self._checked}
        now = self._made_now()
        lacks = experiment.left or any(part.to_do for part in further)
        last = (store and not lacks and store.last_session_if_any) or now
        is_same = last is not now and last["command"] == now["command"]
        self.is_done = is_same and (not is_compared or "identical" in (last["check"] or {}))
        """Whether nothing is left to be made or checked, and the last command asked for the same:
        of another its record would tell of other scenarios, or of the same in another order."""
        self._foreseen = self.to_do
        self.provenance = last if self.is_done else now
        """How the results came about; complete when the session has ended."""

    def _made_now(self) -> Provenance:
        serving = self.experiment.serving
        checks = [self._checks.get(point.source.key) for point in self._told]
        return provenance(
            self.experiment.points[0].source.scenario,
            command=self._command,
            seed=serving.seed,
            started=self._started,
            engine=serving.engine,
            check=checks if len(checks) > 1 else checks[0],
            precision=self.experiment.precision,
        )

    def __enter__(self) -> Self:
        """Begin it."""
        for point in self._checked:
            self.experiment.check(point)
        if self.store:
            self._number = self.store.begin_session(self.provenance)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, whatever has become of it."""
        self.provenance = self._made_now()
        if self.store:
            self.store.end_session(self._number, self.provenance)

    @property
    def counts(self) -> Literal["replications", "points", "levels"]:
        """What is counted: points where nobody knows how many replications a precision takes."""
        is_precise = bool(self.experiment.until.targets)
        return "points" if is_precise and len(self.experiment.points) > 1 else "replications"

    @property
    def to_do(self) -> int:
        """How many there are to be done: points, or replications, at most."""
        experiment = self.experiment
        if self.counts == "points":
            return experiment.unfinished
        if experiment.until.targets:
            return experiment.until.at_most
        return experiment.left + experiment.later

    def done(self, event: Event) -> int:
        """Return how many of them are done; of what was not foreseen none is counted."""
        if not isinstance(event, Finished):
            return 0
        if self.counts == "points":
            return event.watch.enough
        counted = min(len(event.found), self._foreseen)
        self._foreseen -= counted
        return counted

    def run(self, pool: Pool, on_event: Callable[[Event], object]) -> None:
        """Run what is left; raises as `simulator.studies.running.run` does."""

        def heed(event: Event) -> None:
            if not isinstance(event, Finished):
                self._checks[event.point.source.key] = event.comparison
            on_event(event)

        run(self.experiment, pool, on_event=heed)

    @property
    def difference(self) -> OutcomeDifference | None:
        """In what the engines differ, as far as they have been compared; None if in nothing."""
        made = (check for check in self._checks.values() if isinstance(check, OutcomeComparison))
        return next((check.difference for check in made if check.difference), None)

    @property
    def is_checked(self) -> bool:
        """Whether all that was to be compared has been."""
        return self.is_done or "interrupted" not in self._checks.values()
