"""A small scenario with every kind of number, written to a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import Resolved, read_resolved, validated
from simulator.studies.assumptions import Assumption, assumptions

CENTER = """
name: Center
period: {from: 2026-01-01, to: 2026-01-31, warm_up: 10 days}
calendar: {country: none, hours: {mon-fri: [08:00-12:00, 13:00-17:00]}}
fields: {land: Land, tax: Tax}
demand: {day_cv: 0.1, weekdays: {mon: 1.2}}
procedures:
  transfer:
    field: land
    volume: 20 per working day
    limit: 10 working days
    channels: {post: 0.2, counter: 0.8}
    bundle: {1: 0.8, 2: 0.2}
    incomplete: 20 %
    correction: 0
    steps:
      receive: {gamma: {mean: 10 min, cv: 0.6}}
      return: {triangular: {low: 1 min, mode: 2 min, high: 6 min}}
  advice:
    field: tax
    volume: 10 per working day
    limit: same day
    steps: {receive: {constant: 5 min}}
staff:
  clerks:
    serves: [receive/all, return/all]
    officers: 3
    speed: 1.111
    leave: 1 working days
    sick: 0.02
    cost: 120
scores: {one_stop: {points: 2}}
"""

Reading = Callable[[str], tuple[Resolved, dict[str, Assumption]]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """Read the scenario with what is said under `sources`: as put together, and its assumptions."""

    def _read(sources: str = "") -> tuple[Resolved, dict[str, Assumption]]:
        file = tmp_path / "center.yaml"
        file.write_text(f"{CENTER}{sources}", encoding="utf-8")
        resolved = read_resolved(file)
        found = assumptions(resolved.tree, validated(resolved).sources)
        return resolved, {each.name: each for each in found}

    return _read
