"""Rerunning: what a result says of its scenarios, and whether the same comes out again.

In: the store of any study, or what a summary says of a run. Out: `Recorded`, a scenario with the
replications that count of it; and `Comparing`, the `Store` of an experiment that replicates these,
which holds what comes against what was recorded and keeps only what differs. How it is told is not
known here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from simulator.measures import MeasureIndex, Measures, Replicated, Series, summarize
from simulator.results.database import damage, reading
from simulator.results.program import is_another
from simulator.results.reading import KeptReplication as Kept
from simulator.results.reading import Reader, without_results
from simulator.results.run import not_what_was_run, written_in
from simulator.results.study import CompareDefinition, RunDefinition, SweepDefinition
from simulator.scenario import Scenario, validated
from simulator.studies.source import Source
from simulator.studies.sweep.plan import setting_text
from simulator.studies.work import Found

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
    if isinstance(definition, RunDefinition):
        return validated(written_in(definition, folder))
    if not isinstance(definition, CompareDefinition):
        return store.scenario(number, folder / definition.folder)
    if place >= len(definition.alternatives):
        raise damage(store.path, "points")
    return store.scenario(number, folder / definition.alternatives[place].folder)


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
