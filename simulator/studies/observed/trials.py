"""Trials: the observed days again, with each assumption as little, and as much, as it may be.

In: a scenario, and what is stored of its trials. Out: an `Experiment` of those that are lacking:
one replication each, with the citizens of the first of the run, so that what differs is what the
assumption does. What is made of the numbers is not known here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.measures import MeasureIndex
from simulator.measures.observed import Span
from simulator.results.kept import Move
from simulator.results.store import Store
from simulator.scenario import Resolved, Scenario
from simulator.scenario.model_sources import Stated
from simulator.scenario.nodes import Node
from simulator.studies.assumptions import Assumption, assumptions, moved_scenario
from simulator.studies.experiment import Experiment, Point
from simulator.studies.observing import observed_in
from simulator.studies.precision import Until
from simulator.studies.replicate import Replication
from simulator.studies.session import Session
from simulator.studies.source import Source
from simulator.studies.work import Found


def moves_of(tree: Node, sources: Mapping[str, Stated]) -> dict[Move, Assumption]:
    """Return each way in which an assumption of a scenario may be otherwise.

    Parameters
    ----------
    tree
        The scenario as it was put together: `Resolved.tree`.
    sources
        What it says of sources.
    """
    return {
        (assumption.name, position): assumption
        for assumption in assumptions(tree, sources)
        if assumption.is_open
        for position in (-1.0, 1.0)
        if assumption.changes(position)
    }


class Trials:
    """What is tried: it keeps what its own experiment finds.

    Parameters
    ----------
    resolved, scenario
        The scenario as it was put together, and as it is understood.
    span
        What was observed.
    seed
        Of the run.
    store
        That of the run, if it has one.
    """

    def __init__(
        self,
        resolved: Resolved,
        scenario: Scenario,
        span: Span,
        *,
        seed: int,
        store: Store | None = None,
    ) -> None:
        self.moved = store.moved() if store else {}
        """What the observed days come to; no number where no Center can be so."""
        self._store = store
        self._moves: dict[str, list[Move]] = {}
        self.experiment = Experiment(seed, Until.made(1), store=self, observer=_Watching(span))
        """Of one replication of each of those that are lacking."""
        for move, assumption in moves_of(resolved.tree, scenario.sources).items():
            if move not in self.moved:
                self._try(move, resolved, assumption)

    @property
    def session(self) -> Session | None:
        """What runs them; None where nothing is lacking."""
        points = self.experiment.points[:1]
        if not points:
            return None
        return Session(self.experiment, None, command="", told=points, check=False)

    def _try(self, move: Move, resolved: Resolved, assumption: Assumption) -> None:
        name, position = move
        try:
            source = Source.of(moved_scenario(resolved, (assumption, position)))
        except ValueError:  # No Center can be so: fewer officers than are away, say.
            self._keep(move, np.zeros(0))
            return
        self._moves.setdefault(source.key, []).append(move)
        self.experiment.extend([Point(f"{name}, {position:+g}", source)])

    def _keep(self, move: Move, values: NDArray[np.float64]) -> None:
        self.moved[move] = values
        if self._store:
            self._store.add_moved(move, values)

    def kept(self, key: str, index: MeasureIndex) -> None:
        """Return nothing: what there is from before is not among the points."""

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:  # noqa: ARG002  # as others keep
        """Keep what a replication says of the observed days."""
        for move in self._moves[key]:
            for one in found:
                self._keep(move, np.asarray(one.seen))

    def found(self, key: str) -> tuple[()]:  # noqa: ARG002  # as others keep
        """Return nothing: what is found stands in `moved`."""
        return ()


@dataclass(frozen=True, slots=True)
class _Watching:
    """An `Observer` of the observed days."""

    span: Span

    def __call__(self, _source: Source, one: Replication) -> NDArray[np.float64]:
        """Return what a replication says of them."""
        return observed_in(self.span, one)
