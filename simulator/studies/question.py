"""Questions: what a study is asked, from the command line or from Python.

In: scenarios, and how often each is to be replicated. Out: what a store is told of it, an
`Experiment` that brings what the store lacks, and the `Session` that runs it. What an answer looks
like, each kind of question says for itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from simulator.center import Engine, check_engine
from simulator.results.program import identity
from simulator.results.store import NewPoint, Store, Taken
from simulator.results.study import Definition, Study
from simulator.studies.experiment import Experiment, Point
from simulator.studies.keeping import Keeper
from simulator.studies.precision import Until
from simulator.studies.replicate import checked_seed
from simulator.studies.session import CountedWork, Session
from simulator.studies.work import Observer


class Question(ABC):
    """What is asked of some scenarios."""

    points: Sequence[Point]
    """The scenarios, by what they are called."""
    until: Until
    """How many replications of each."""
    engine: Engine = "compiled"
    observer: Observer | None = None
    """Looks at each replication beside its measures."""
    in_turn = False
    """Whether all points go on side by side, or one after the other."""
    anew = False
    """Whether all is made again, whatever a store has."""
    most_checked: int | None = None
    """Points from the first of which it is told whether the engines agree; of all where None."""

    @abstractmethod
    def defined(self, folder: Path) -> tuple[Definition, list[NewPoint]]:
        """Return how it is stored in a folder, and what is tried."""

    def taken_by(self, store: Store, *, seed: int) -> Taken:
        """Let a store take it; raises as `Store.take` does."""
        definition, points = self.defined(store.folder.path)
        return store.take(Study(program=identity(), seed=seed, definition=definition), points)

    def experiment(self, *, seed: int, store: Store | None = None) -> Experiment:
        """Return the experiment that brings what a store lacks, which has taken it.

        Raises
        ------
        ValueError
            If the seed or the engine are out of range.
        """
        check_engine(self.engine)
        sources = {point.source.key: point.source for point in self.points}
        experiment = Experiment(
            checked_seed(seed),
            self.until,
            store=Keeper(store, sources, anew=self.anew) if store else None,
            engine=self.engine,
            observer=self.observer,
            in_turn=self.in_turn,
        )
        experiment.extend(self.points)
        return experiment

    def session(self, store: Store | None, *, seed: int, command: str, check: bool) -> Session:
        """Let a store take it, and return the session that runs what is lacking.

        Parameters
        ----------
        store
            What keeps the replications; memory when None.
        seed
            Of the chances.
        command
            What repeats it.
        check
            Whether the first month of them is served by the SimPy model as well.

        Raises
        ------
        FolderError
            If the store has results that are not of this question.
        ValueError
            As `experiment`.
        """
        taken = self.taken_by(store, seed=seed) if store else None
        experiment = self.experiment(seed=seed, store=store)
        return Session(
            experiment,
            store,
            command=command,
            told=self.points[: self.most_checked],
            check=check,
            taken=taken,
            further=self.further(store, seed=seed) if store else (),
        )

    def go_on(self, experiment: Experiment) -> None:  # noqa: B027  # most ask for all at once
        """Ask an experiment for more, where what was asked for has come, and it tells of more."""

    def further(self, store: Store, *, seed: int) -> Sequence[CountedWork]:  # noqa: ARG002  # for some
        """Return what is done when the store has all replications, if anything is."""
        return ()
