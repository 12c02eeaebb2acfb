"""How time and memory grow: with the years, and with the size of the Center.

Each has a process of its own. The growth is a ratio of times per operation, all in one run; for
the years, without the time in which the system clears pages: memory of a year is kept from one
replication to the next, that of a hundred is handed back. It is told beside.
"""

import pytest

from tests.benchmarks.one_run import Parts, apart

YEARS = 100
"""Years of the long run: 21 million operations, in 4 GB."""

TIMES = 100
"""Times the standard Center: 3 million dossiers, 2,400 officers."""

BYTES = 170
"""Bytes that one operation may take."""


@pytest.fixture(scope="module")
def year():
    """One year."""
    return apart(times=20)


def test_growth_with_the_years_and_memory(benchmark, year):
    long = benchmark.pedantic(apart, kwargs={"years": YEARS}, rounds=1)
    growth = _of_engine(long) / _of_engine(year)
    bytes_each = (long.peak - long.before) / long.operations
    benchmark.extra_info |= {"must": "1.15× per operation", "takes": f"{growth:.2f}×"}
    benchmark.extra_info |= {"with the system": f"{_served(long) / _served(year):.2f}×"}
    benchmark.extra_info |= {"years": f"{YEARS} against 1"} | _parts(long, year)
    benchmark.extra_info |= {"memory must": f"{BYTES} bytes an operation"}
    benchmark.extra_info |= {"memory takes": f"{bytes_each:.0f} bytes an operation"}
    assert growth <= 2  # far from it: something is not linear
    assert bytes_each <= 2 * BYTES  # far from it: something is kept that should be freed


def test_growth_with_the_center(benchmark, year):
    large = benchmark.pedantic(apart, kwargs={"center": TIMES}, rounds=1)
    growth = _served(large) / _served(year)
    benchmark.extra_info |= {"must": "4× per operation", "takes": f"{growth:.2f}×"}
    benchmark.extra_info |= {"size": f"{TIMES} times"} | _parts(large, year)
    assert growth <= 4


def _of_engine(of: Parts) -> float:
    """Return the seconds of the engine for an operation, without those of the system."""
    return (of.serve - of.system) / of.operations


def _served(of: Parts) -> float:
    """Return the seconds of serving for an operation."""
    return of.serve / of.operations


def _parts(of: Parts, year: Parts) -> dict[str, str]:
    """Return how the rest has grown, per operation."""
    draw = of.draw / of.operations / (year.draw / year.operations)
    measure = of.measure / of.operations / (year.measure / year.operations)
    return {"drawing": f"{draw:.2f}×", "measuring": f"{measure:.2f}×"}
