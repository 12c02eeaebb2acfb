"""Sessions: an experiment is run, and it is recorded how its results came about.

In: an experiment with its points, and what keeps its replications. Out: a provenance, which stands
in the store from the first moment on. The command line and Python go through this; what they say of
it is theirs.
"""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from simulator.center.comparing import OutcomeComparison, OutcomeDifference
from simulator.results.provenance import Check, Provenance
from simulator.results.store import Store
from simulator.studies.checking import ENGINES
from simulator.studies.experiment import Event, Experiment, Finished, Point
from simulator.studies.pools import Pool
from simulator.studies.running import run


class EngineDifferenceError(RuntimeError):
    """The compiled engine and the SimPy model differ: a defect of the program."""

    def __init__(self, difference: OutcomeDifference) -> None:
        super().__init__(difference.text(*ENGINES))
        self.difference = difference
        """In what."""


class Session:
    """One time that an experiment is run, as a context: its begin and its end are recorded.

    Parameters
    ----------
    experiment
        What to do, its points included.
    store
        What keeps the replications, if anything does.
    checked
        Points whose engines are compared, unless all is stored and has been compared before.
    origin
        Says how the results came about, given what became of the check of each of these points.
    """

    def __init__(
        self,
        experiment: Experiment,
        store: Store | None,
        *,
        checked: Sequence[Point],
        origin: Callable[[list[Check]], Provenance],
    ) -> None:
        self._experiment, self._store, self._origin = experiment, store, origin
        self._checked = checked
        self._checks: dict[str, Check] = {each.source.key: "interrupted" for each in checked}
        now = self._made_now()
        last = (store and not experiment.left and store.last_session_if_any) or now
        is_same = last is not now and last["command"] == now["command"]
        self.is_done = is_same and (not checked or "identical" in (last["check"] or {}))
        """Whether nothing is left to be made or checked, and the last command asked for the same:
        of another its record would tell of other scenarios, or of the same in another order."""
        self.provenance = last if self.is_done else now
        """How the results came about; complete when the session has ended."""

    def _made_now(self) -> Provenance:
        return self._origin([self._checks[point.source.key] for point in self._checked])

    def __enter__(self) -> Self:
        """Begin it."""
        for point in self._checked:
            self._experiment.check(point)
        if self._store:
            self._number = self._store.begin_session(self.provenance)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, whatever has become of it."""
        self.provenance = self._made_now()
        if self._store:
            self._store.end_session(self._number, self.provenance)

    def run(self, pool: Pool, on_event: Callable[[Event], object]) -> None:
        """Run what is left; raises as `simulator.studies.running.run` does."""

        def heed(event: Event) -> None:
            if not isinstance(event, Finished):
                self._checks[event.point.source.key] = event.comparison
            on_event(event)

        run(self._experiment, pool, on_event=heed)

    @property
    def difference(self) -> OutcomeDifference | None:
        """In what the engines differ, as far as they have been compared; None if in nothing."""
        made = (check for check in self._checks.values() if isinstance(check, OutcomeComparison))
        return next((check.difference for check in made if check.difference), None)

    @property
    def is_checked(self) -> bool:
        """Whether all that was to be compared has been."""
        return self.is_done or "interrupted" not in self._checks.values()
