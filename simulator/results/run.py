"""The run that a folder holds: stored, and read again without simulating.

In: a `Result` with the scenario as it was written, or the folder of one. Out: a store that holds
it, or the `Result` again, with all that its pages say. It knows nothing of pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.results.database import damage
from simulator.results.files import STORE
from simulator.results.folder import FolderError
from simulator.results.kept import KeptReplication, Move
from simulator.results.program import other_program
from simulator.results.provenance import Provenance
from simulator.results.reading import Reader
from simulator.results.result import Result
from simulator.results.study import RunDefinition, StoredCenter, StoredLever, StoredSpread
from simulator.scenario import Place, Resolved, Scenario, ScenarioError, validated
from simulator.scenario.reader import read_text
from simulator.scenario.writer import yaml_text


@dataclass(frozen=True, slots=True)
class Stored:
    """A result with all that its pages say."""

    result: Result
    written: object
    """The data of the scenario as it was put together, without defaults."""
    provenance: Mapping[str, Any]
    """How it came about: `simulator.results.provenance`."""
    moved: Mapping[Move, NDArray[np.float64]] = field(default_factory=dict)
    """What observed days come to with an assumption moved, as far as that was asked."""
    assumed: Mapping[str, StoredSpread] = field(default_factory=dict)
    """What assumptions leave of some measures, as far as that was asked."""
    levers: tuple[StoredLever, ...] = ()
    """Levers of the Center that help most, as far as that was asked."""


def scenario_text(resolved: Resolved) -> str:
    """Return the content of scenario.yaml: what was written, put together, without defaults."""
    return yaml_text(resolved.data)


def result_of(
    found: Sequence[KeptReplication], scenario: Scenario, *, seed: int, planned: int
) -> Result:
    """Return the replications of a run, summarized; there is one at least, and all have details."""
    return Result.of(
        scenario,
        seed=seed,
        planned=planned,
        replications=[one.measures for one in found],
        details=[one.details for one in found if one.details],
        day=found[0].day,
    )


def read_run(folder: Path) -> Stored:
    """Read a run from its folder.

    Raises
    ------
    FolderError
        If the folder holds none, or what it holds cannot be read.
    ScenarioError
        If its scenario is not valid any more.
    """
    with Reader(folder) as reader:
        definition, origin = reader.definition(RunDefinition), reader.last_session
        resolved = written_in(definition, folder)
        scenario = _scenario(resolved, origin, folder)
        found = list(reader.found(reader.points()[0].scenario, scenario))
        if not found or any(one.details is None for one in found):
            raise damage(reader.path, "finished")
        asked = definition.replications
        planned = asked if isinstance(asked, int) else len(found)
        result = result_of(found, scenario, seed=reader.study.seed, planned=planned)
        moved, assumed, levers = reader.moved(), definition.assumed, definition.levers
        return Stored(result, resolved.data, origin, moved, assumed, levers)


def written_in(definition: RunDefinition | StoredCenter, folder: Path) -> Resolved:
    """Return a scenario that was stored as it was put together."""
    tree, problems = read_text(definition.scenario, partial(Place, str(folder / STORE)))
    if tree is None:
        raise ScenarioError(problems) if problems else damage(folder / STORE, "study")
    return Resolved(tree, folder, tuple(problems))


def _scenario(resolved: Resolved, provenance: Provenance, folder: Path) -> Scenario:
    scenario = validated(resolved)
    if scenario.hash != provenance["scenario_hash"]:
        raise not_what_was_run(folder, provenance)
    return scenario


def not_what_was_run(folder: Path, provenance: Provenance) -> FolderError:
    """Return the error of a scenario that is another one now."""
    message = _(
        "the scenario in {folder} is not what was run, or another version wrote it: run the "
        "scenario again, into another folder or with --force"
    )
    return FolderError("\n".join([message.format(folder=folder), *other_program(provenance)]))
