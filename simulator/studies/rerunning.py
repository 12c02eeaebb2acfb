"""Rerunning: what a result says of its scenarios, and whether the same comes out again.

In: the folder of any study, or the summary of a run. Out: `RecordedResult`, its scenarios with the
replications that count of each; and `Comparing`, the `Store` of an experiment that replicates
these, which holds what comes against what was recorded and keeps only what differs. How it is told
is not known here.
"""

import shlex
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, assert_never

import numpy as np
from pydantic import ValidationError

from simulator.language import _, reason
from simulator.measures import MeasureIndex, Measures, Replicated, Series, summarize
from simulator.measures.loading import load_scenario
from simulator.results.database import damage, place_of, reading
from simulator.results.files import SCENARIO, STORE, SUMMARY
from simulator.results.folder import FolderError
from simulator.results.kept import KeptReplication as Kept
from simulator.results.lacking import without_results
from simulator.results.program import is_another, other_program
from simulator.results.provenance import SUMMARY_FILE, Provenance, RecordedProvenance, Summary
from simulator.results.reading import Reader
from simulator.results.run import not_what_was_run, written_in
from simulator.results.study import (
    CompareDefinition,
    LeversDefinition,
    RunDefinition,
    SensitivityDefinition,
    SweepDefinition,
)
from simulator.scenario import Scenario, ScenarioError, validated
from simulator.scenario.files import file_content
from simulator.scenario.names import as_on_disk
from simulator.studies.experiment import Experiment, Point
from simulator.studies.precision import Until
from simulator.studies.session import Session
from simulator.studies.source import Source
from simulator.studies.sweep.plan import setting_text
from simulator.studies.sweep.plan_file import read_plan
from simulator.studies.work import Found

LARGEST_SUMMARY = 100_000_000
"""Bytes; that of a Center of a hundred procedures takes a hundredth of it."""

SCENARIO_WORD = 2
"""Which word of a recorded command is the scenario file, counted from 0."""

Estimates = dict[str, Mapping[str, Any]]
"""Each measure by its full name, as it stands in a summary."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of a scenario."""

    label: str
    """What a person calls it; empty where there is only one."""
    source: Source
    replications: int
    estimates: Callable[[], Estimates]
    """Reads the measures."""


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A result that can be computed again."""

    recorded: Sequence[Recorded]
    provenance: Provenance | RecordedProvenance
    """How it came about: `simulator.results.provenance`, of any version."""
    stored: Path
    """Where the scenarios are stored."""
    changed: Path | None
    """What they were read from, where that is not there or gives others now."""
    is_read_otherwise: bool
    """Whether another program stored them, and this one may understand them otherwise."""

    @property
    def replications(self) -> int:
        """Replications of all scenarios."""
        return sum(each.replications for each in self.recorded)

    def session(self, comparing: "Comparing", *, command: str) -> Session:
        """Return the session that computes it again."""
        seed, engine = self.provenance["seed"], self.provenance["engine"]
        experiment = Experiment(seed, Until.made(1), store=comparing, engine=engine)
        for each in self.recorded:
            experiment.extend([Point(each.label, each.source)], Until.made(each.replications))
        return Session(experiment, None, command=command, told=experiment.points, check=False)


def recorded_result(path: Path) -> RecordedResult:
    """Read what was recorded.

    Parameters
    ----------
    path
        The folder of a result, or the summary of a run.

    Raises
    ------
    FolderError
        If there is none yet, it cannot be read, or the scenarios of it are not to be had any more.
    ScenarioError
        If the scenario of a run is not valid any more.
    ValueError
        If a scenario cannot be drawn.
    """
    path = as_on_disk(path)
    if not path.is_dir():
        return _of_summary(path)
    if not (path / STORE).exists() and (path / SUMMARY).exists():  # of a version before
        return _of_summary(path / SUMMARY)
    return _of_store(Reader(path))


def _of_store(store: Reader) -> RecordedResult:
    origin, recorded = store.last_session, recorded_in(store)
    changed = _changed(store, {each.source.key for each in recorded})
    return RecordedResult(recorded, origin, store.path, changed, is_another(origin))


def _changed(store: Reader, recorded: set[str]) -> Path | None:
    """Return a file that gives other scenarios now than those that were recorded, if any does."""
    definition, command = store.study.definition, shlex.split(store.last_session["command"])
    common = _overrides(command)
    match definition:
        case SweepDefinition():
            plan = as_on_disk(Path(definition.plan))
            try:
                return None if recorded <= {each.hash for each in read_plan(plan)[1]} else plan
            except ScenarioError:
                return plan
        case CompareDefinition(alternatives=files) | SensitivityDefinition(centers=files):
            named = [
                (Path(each.file), [*common, *each.settings])
                for each in files
                if each.file is not None
            ]
        case RunDefinition() | LeversDefinition():
            named = [(Path(word), common) for word in command[SCENARIO_WORD : SCENARIO_WORD + 1]]
        case _:
            assert_never(definition)
    changed = (file for file, settings in named if not _loaded(file, settings, recorded))
    return next(changed, None)


def _of_summary(file: Path) -> RecordedResult:
    """Read a summary and the scenario of its run.

    Another state of the program may know further keys, so that no scenario is what it was to the
    byte: then it is the one that was stored.
    """
    summary = _summary(file)
    origin, measures = summary["provenance"], summary["measures"]
    command, was_run = shlex.split(origin["command"]), {origin["scenario_hash"]}
    named, beside = as_on_disk(Path(command[SCENARIO_WORD])), file.with_name(SCENARIO)
    scenario, changed = _loaded(named, _overrides(command), was_run), None
    if scenario is None:
        changed = named
        scenario = _loaded(beside, (), was_run if not is_another(origin) else None)
    if scenario is None:
        gone = _(
            "The scenario that was run is not there any more: {why}, and {beside} is not there or "
            "has changed"
        ).format(why=why_changed(named), beside=beside)
        raise FolderError("\n".join([gone, *other_program(origin)]))
    source, is_read_otherwise = Source.of(scenario), scenario.hash not in was_run
    recorded = Recorded("", source, summary["replications"], lambda: dict(measures))
    return RecordedResult([recorded], origin, beside, changed, is_read_otherwise)


def _summary(file: Path) -> Summary:
    place = "provenance.command"
    try:
        recorded = SUMMARY_FILE.validate_json(file_content(file, LARGEST_SUMMARY))
        if len(shlex.split(recorded["provenance"]["command"])) > SCENARIO_WORD:
            return recorded
    except FileNotFoundError:
        raise FolderError(_("there is no file {file}").format(file=file)) from None
    except OSError as error:
        message = _("{path} cannot be read: {reason}")
        raise FolderError(message.format(path=file, reason=reason(error))) from error
    except ValidationError as error:  # What the library says of it is English, but for the place.
        place = place_of(error)
    message = _("{file} is no summary of a result").format(file=file)
    raise FolderError(f"{message}: {place}" if place else message)


def _loaded(
    file: Path, overrides: Sequence[str], hashes: Collection[str] | None
) -> Scenario | None:
    """Return the scenario of a file; None where it is none, or not of those that are meant."""
    try:
        scenario = load_scenario(as_on_disk(file), overrides=overrides)
    except ScenarioError:
        return None
    return scenario if hashes is None or scenario.hash in hashes else None


def _overrides(command: Sequence[str]) -> list[str]:
    return [value for flag, value in pairwise(command) if flag == "--set"]


def why_changed(named: Path) -> str:
    """Say why a file is not what is run."""
    message = _("{named} has changed") if named.is_file() else _("{named} is not found from here")
    return message.format(named=named)


def recorded_in(store: Reader) -> list[Recorded]:
    """Return what a store has of each scenario of its study that has replications.

    Raises
    ------
    FolderError
        If there is none yet, it cannot be read, or a scenario is not what was run, though this
        version made it: another one may know further keys.
    ScenarioError
        If the scenario of a run is not valid any more.
    ValueError
        If a scenario cannot be drawn.
    """
    counted, definition = store.counted(), store.study.definition
    axes = definition.axes if isinstance(definition, SweepDefinition) else ()
    found: dict[int, Recorded] = {}
    for place, point in enumerate(store.points()):
        number = point.scenario
        count = counted.get(number, 0)
        if not count or number in found:
            continue
        if store.without_gap(number) != count:
            raise damage(store.path, f"finished, {number}")
        source = Source.of(_scenario(store, place, number))
        if source.key != store.key_of(number) and not is_another(store.last_session):
            raise not_what_was_run(store.path.parent, store.last_session)
        with reading(store.path, "points"):
            values = [f"{path}={setting_text(point.settings[path])}" for path in axes]
        label = ", ".join(filter(None, [point.case, *values]))
        found[number] = Recorded(label, source, count, partial(_stored, store, number))
    if not found:
        raise without_results(store.path)
    return list(found.values())


def _scenario(store: Reader, place: int, number: int) -> Scenario:
    folder, definition = store.path.parent, store.study.definition
    match definition:
        case RunDefinition():
            return validated(written_in(definition, folder))
        case SweepDefinition():
            return store.scenario(number, folder / definition.folder)
        case SensitivityDefinition() | LeversDefinition():
            return store.scenario(number, folder)
        case CompareDefinition():
            if place >= len(definition.alternatives):
                raise damage(store.path, "points")
            return store.scenario(number, folder / definition.alternatives[place].folder)
        case _:
            assert_never(definition)


def _stored(store: Reader, number: int) -> Estimates:
    place = f"results, scenario {number}"
    with reading(store.path, place), np.errstate(divide="raise", invalid="raise"):
        series = (store.series(number, key) for key in store.measures)
        return dict(_estimate(each) for each in series if len(each.values))


def _made(replications: Sequence[Measures]) -> Estimates:
    replicated = Replicated.of(replications)
    return dict(_estimate(replicated.series(key)) for key in replicated.index)


def _estimate(series: Series) -> tuple[str, Mapping[str, Any]]:
    key = series.key
    return str(key), {**summarize(series).data(), "unit": key.entry.unit}


@dataclass(frozen=True, slots=True)
class Differing:
    """A measure of a scenario that is not what was recorded; a mean is None where there is none."""

    label: str
    measure: str
    recorded: Any
    now: Any


class Comparing:
    """The `Store` of an experiment: holds what comes against what was recorded.

    Parameters
    ----------
    recorded
        What was recorded, all of it of scenarios that differ.
    """

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        self._recorded = {each.source.key: each for each in recorded}
        self._made: dict[str, list[Measures]] = {}
        self.differing: list[Differing] = []
        self.measures = self.replications = 0
        """How many have been compared."""

    def kept(self, key: str, index: MeasureIndex) -> Replicated | None:  # noqa: ARG002  # a store's
        """Return nothing: all is made again."""
        return None

    def add(self, key: str, *, first: int, found: Sequence[Found], enough: bool) -> None:  # noqa: ARG002  # a store's
        """Take further replications of a source; the last of them has all compared."""
        self._made.setdefault(key, []).extend(each.measures for each in found)
        if enough:
            own = self._recorded[key]
            made = self._made.pop(key)
            estimates = own.estimates()
            self.differing += _differing(own.label, estimates, _made(made))
            self.measures += len(estimates)
            self.replications += len(made)

    def found(self, key: str) -> Sequence[Kept]:  # noqa: ARG002  # a store's
        """Return nothing: it is compared and gone."""
        return ()


def _differing(label: str, recorded: Estimates, now: Estimates) -> Iterator[Differing]:
    for name in {**recorded, **now}:
        one, other = recorded.get(name), now.get(name)
        if one != other:
            yield Differing(label, name, one and one["mean"], other and other["mean"])
