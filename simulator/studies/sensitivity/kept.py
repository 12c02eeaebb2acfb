"""The sensitivity analysis that a folder holds, read again without simulating.

In: a store. Out: the `Sensitivity` that was found, or what a run of the scenario has of it. What is
said of it is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from pathlib import Path

from simulator.language import _
from simulator.measures import MeasureIndex, Replicated
from simulator.measures.loading import validated
from simulator.results.database import reading
from simulator.results.folder import FolderError
from simulator.results.kept import KeptReplication as Kept
from simulator.results.reading import Reader
from simulator.results.run import written_in
from simulator.results.study import SensitivityDefinition, StoredCenter, StoredSpread
from simulator.scenario import Scenario
from simulator.studies.replicate import Showing, unshown
from simulator.studies.sensitivity.question import SensitivityQuestion
from simulator.studies.sensitivity.space import Subject
from simulator.studies.sensitivity.stages import Inquiry, Sensitivity
from simulator.studies.sweep.targets import Target
from simulator.studies.work import Found


def read_sensitivity(store: Reader, showing: Showing = unshown) -> Sensitivity:
    """Read a sensitivity analysis.

    Parameters
    ----------
    store
        What has it.
    showing
        Is told of each Center of its hypercube that is put together again.

    Raises
    ------
    FolderError
        If it cannot be read, or is not finished.
    ScenarioError
        If a scenario of it is not valid any more.
    """
    of, seed = store.definition(SensitivityDefinition), store.study.seed
    with reading(store.path, "study"):
        targets = tuple(Target.parse(measure, text) for measure, text in of.targets.items())
    asked = Inquiry(
        centers=tuple(_center(store, each) for each in of.centers),
        measures=of.measures,
        targets=targets,
        replications=of.replications,
        runs=of.runs,
        every=of.every,
        engine=of.engine,
    )
    question = SensitivityQuestion(asked, seed=seed, showing=showing)
    found = question.answer(question.experiment_with(_Stored(store), seed=seed))
    if found is None:
        message = _("{folder} is not finished yet: the same command goes on with it")
        raise FolderError(message.format(folder=store.path.parent))
    return found


def spreads_in(
    folder: Path, scenario: Scenario, showing: Showing = unshown
) -> dict[str, StoredSpread]:
    """Return what assumptions leave of a scenario, from the folder of its analysis, by measure.

    What nothing is counted of is left out.

    Raises
    ------
    FolderError, ScenarioError
        As `read_sensitivity`; or if the analysis is of another scenario.
    """
    with Reader(folder) as reader:
        found = read_sensitivity(reader, showing)
    if [center.scenario.hash for center in found.asked.centers] != [scenario.hash]:
        message = _("{folder} holds a sensitivity analysis of another scenario")
        raise FolderError(message.format(folder=folder))
    return {
        str(each.measure): StoredSpread(low=each.low, high=each.high, explained=each.explained)
        for each in found.spreads
        if not isnan(each.low)
    }


def _center(store: Reader, stored: StoredCenter) -> Subject:
    resolved = written_in(stored, store.path.parent)
    return Subject(stored.name, stored.file, stored.settings, resolved, validated(resolved))


@dataclass(frozen=True)
class _Stored:
    """What keeps the replications of an experiment that only reads."""

    store: Reader

    @cached_property
    def _keys(self) -> set[str]:
        return {self.store.key_of(point.scenario) for point in self.store.points()}

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:
        """Return what there is of a source, up to the first replication that is missing."""
        return self.store.kept(key, index) if key in self._keys else None

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:
        """Keep nothing: nothing is made."""

    def found(self, key: str) -> Sequence[Kept]:  # noqa: ARG002  # a store's
        """Return nothing: it is not asked for."""
        return ()
