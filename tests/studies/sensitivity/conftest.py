"""Small Centers whose truth is known, and how they are analysed in this process."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from simulator.scenario import read_resolved, validated
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sensitivity import Inquiry, Sensitivity, Subject
from simulator.studies.sensitivity.analysing import answered
from simulator.studies.sweep.targets import Target

QUEUE = """
name: M/M/3
period: {from: 2021-01-01, to: 2021-01-24, warm_up: 3 days}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    {field: any, volume: 0.2 per min, limit: none, steps: {receive: {exponential: {mean: 10 min}}}}
staff:
  clerks: {officers: 3, serves: [receive/all]}
"""
"""Offered 2 erlangs: citizens wait 4.44 minutes (Erlang C)."""

SEED = 3

Analyse = Callable[..., Sensitivity]


def center(file: Path, text: str, name: str = "Center") -> Subject:
    """Write a Center, and read it."""
    file.write_text(text, encoding="utf-8")
    resolved = read_resolved(file)
    return Subject(name, str(file), (), resolved, validated(resolved))


@pytest.fixture
def analyse(tmp_path: Path) -> Analyse:
    """Analyse one Center, or two, given as texts."""

    def _analyse(
        *texts: str,
        measures: Sequence[str] = ("wait_mean",),
        targets: Sequence[tuple[str, str]] = (),
        seed: int = SEED,
        **asked: int,
    ) -> Sensitivity:
        centers = tuple(
            center(tmp_path / f"{number}.yaml", text, f"Center {number}")
            for number, text in enumerate(texts)
        )
        held = tuple(Target.parse(*target) for target in targets)
        asked_for = Inquiry(centers, tuple(measures), held, **asked)
        return answered(asked_for, seed=seed, pool=ThisProcess())

    return _analyse
