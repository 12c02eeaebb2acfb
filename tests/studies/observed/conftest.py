"""A small Center whose truth is known."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.measures.observed import Span
from simulator.results.result import Result
from simulator.results.run import result_of
from simulator.scenario import Resolved, Scenario, read_resolved, validated
from simulator.studies.experiment import Experiment, Point
from simulator.studies.observing import WORST_DAY, Sight
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.precision import Until
from simulator.studies.running import run
from simulator.studies.source import Source

CENTER = """
name: Center
period: {from: 2026-01-05, to: 2026-04-26, warm_up: 7 days}
calendar: {country: none, hours: {mon-fri: [08:00-12:00, 13:00-17:00]}}
fields: {land: Land, tax: Tax}
procedures:
  transfer:
    field: land
    volume: 25 per working day
    limit: 5 working days
    channels: {counter: 0.8, online: 0.2}
    incomplete: 0.2
    steps:
      receive: {gamma: {mean: 14 min, cv: 0.6}}
      appraise: {gamma: {mean: 20 min, cv: 0.6}}
      return: {constant: 4 min}
  advice:
    field: tax
    volume: 20 per working day
    steps: {receive: {gamma: {mean: 5 min, cv: 0.5}}}
staff:
  clerks: {officers: 2, serves: [receive/all, return/all]}
  desk: {officers: 2, serves: [appraise/all]}
sources: {staff: the staff plan}
"""
SEED = 5


class Center:
    """The Center in a file, run with what is set in it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def resolved(self, overrides: Mapping[str, object]) -> Resolved:
        """Return it as it is put together."""
        return read_resolved(self.file, overrides=overrides)

    def run(self, overrides: Mapping[str, object], replications: int, seed: int = SEED) -> Result:
        """Run it."""
        return _run(self.resolved(overrides), replications, seed)


def _run(resolved: Resolved, replications: int, seed: int) -> Result:
    scenario: Scenario = validated(resolved)
    experiment = Experiment(
        seed,
        Until.made(replications),
        observer=Sight(WORST_DAY, whole=False, span=Span.of(scenario)),
    )
    point = Point("", Source.of(scenario))
    experiment.extend([point])
    run(experiment, ThisProcess(), on_event=lambda _event: None)
    return result_of(experiment.found(point), scenario, seed=seed, planned=replications)


def observed_of(result: Result) -> NDArray[np.float64]:
    """Return what the replications say of the observed days. Shape (replications, numbers)."""
    return np.array([one.observed for one in result.details])


@pytest.fixture(scope="session")
def center(tmp_path_factory: pytest.TempPathFactory) -> Center:
    """Return the Center."""
    file = tmp_path_factory.mktemp("observed") / "center.yaml"
    file.write_text(CENTER, encoding="utf-8")
    return Center(file)


__all__ = ["CENTER", "SEED", "Center", "observed_of"]
