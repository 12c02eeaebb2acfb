"""A Center with a busy counter and a calm one, and its comparisons with variations of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from simulator import run
from simulator.results.provenance import Provenance, provenance
from simulator.studies.comparison import Compared, compared, read_alternatives
from simulator.studies.comparison.alternatives import MEASURES

CENTER = Path(__file__).with_name("two-counters.yaml")

BUSY, CALM = "staff.busy.officers=2", "staff.calm.officers=2"
"""One officer more at the bottleneck, and one elsewhere."""

HOSTILE = "name='<script>alert(1)</script>=$x${{1}}'"


@cache
def compare(
    *variations: str,
    replications: int = 6,
    measures: tuple[str, ...] = MEASURES,
    all_pairs: bool = False,
    planned: int | None = None,
) -> Compared:
    """Compare the Center with variations of it."""
    alternatives = read_alternatives([CENTER], variations=variations)
    runs = [
        [one.measures for one in run(each.scenario, replications=replications, seed=7)]
        for each in alternatives
    ]
    return compared(
        alternatives,
        runs,
        measures,
        seed=7,
        planned=planned or replications,
        all_pairs=all_pairs,
    )


def origin_of(of: Compared) -> Provenance:
    """How the scenarios came about."""
    return provenance(
        of.base.scenario,
        command="onestop compare",
        seed=7,
        started=datetime.now(UTC),
        engine="compiled",
        check=[None for _one in of.alternatives],
    )


@pytest.fixture(scope="session")
def both() -> Compared:
    """The Center, with one officer more at the bottleneck, and with one elsewhere."""
    return compare(BUSY, CALM)


@pytest.fixture(scope="session")
def comparison_of() -> Callable[..., Compared]:
    return compare
