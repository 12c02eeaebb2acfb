"""How time and memory grow: with the years, and with the size of the Center.

Each replication has a process of its own, so that none finds memory that another has left. The
growth is a ratio of times per operation, all in one run.
"""

import pytest

from tests.benchmarks.one_run import Parts, apart

YEARS = 100
"""Years of the long run: 21 million operations, in 4 GB."""

TIMES = 20
"""Times the standard Center: 600,000 dossiers, 480 officers."""

BYTES = 150
"""Bytes that one operation may take."""


@pytest.fixture(scope="module")
def year():
    """One year, the quickest of three."""
    return min((apart() for _ in range(3)), key=_of_engine)


def test_growth_with_the_years(benchmark, year):
    long = benchmark.pedantic(apart, kwargs={"years": YEARS}, rounds=1)
    growth = _of_engine(long) / _of_engine(year)
    benchmark.extra_info |= {"must": "1.15× per operation", "takes": f"{growth:.2f}×"}
    benchmark.extra_info |= {"years": f"{YEARS} against 1"} | _parts(long, year)
    assert growth <= 3  # far from it: something is not linear


def test_growth_with_the_center(benchmark, year):
    large = benchmark.pedantic(apart, kwargs={"center": TIMES}, rounds=1)
    growth = _of_engine(large) / _of_engine(year)
    benchmark.extra_info |= {"must": "4× per operation", "takes": f"{growth:.2f}×"}
    benchmark.extra_info |= {"size": f"{TIMES} times"} | _parts(large, year)
    assert growth <= 4


def test_memory_of_a_replication(benchmark):
    one = benchmark.pedantic(apart, rounds=1)
    each = (one.peak - one.before) / one.operations
    benchmark.extra_info |= {
        "must": f"{BYTES} bytes an operation",
        "takes": f"{each:.0f} bytes an operation",
        "peak of the process": f"{one.peak / 2**20:.0f} MiB",
    }


def _of_engine(of: Parts) -> float:
    """Return the seconds of the engine for an operation."""
    return of.serve / of.operations


def _parts(of: Parts, year: Parts) -> dict[str, str]:
    """Return how the rest has grown, per operation."""
    draw = of.draw / of.operations / (year.draw / year.operations)
    measure = of.measure / of.operations / (year.measure / year.operations)
    return {"drawing": f"{draw:.2f}×", "measuring": f"{measure:.2f}×"}
