"""How long one center-year takes: drawn, served by both engines, measured, and a thousand of them.

Run with `pytest tests/benchmarks --benchmark-only`. Times depend on the machine, so each comes with
what it must not exceed in `extra_info`; only ratios measured in one run can fail.
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pytest
from pyarrow import parquet

from simulator.center import serve
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import same_arrays
from simulator.measures import measure
from simulator.scenario import load_scenario
from tests.benchmarks.one_run import CENTER_YEAR

SWEEP = 1_000
"""Center-years of a sweep."""

SAMPLE = 40
"""Center-years of it that are run, after one that loads the program in each process."""

PROCESSES = 2


@pytest.fixture(scope="module")
def plan():
    return PreparedScenario(load_scenario(CENTER_YEAR))


@pytest.fixture(scope="module")
def replication(plan):
    return draw_replication(plan, seed=1, replication=0)


@pytest.fixture(scope="module")
def outcome(replication):
    return serve(*replication)  # compiles, too


def test_compiled_engine_against_simpy(benchmark, replication, outcome):
    began = perf_counter()
    model = serve(*replication, engine="simpy")
    simpy = perf_counter() - began
    assert same_arrays(model, outcome)
    benchmark.pedantic(serve, args=replication, rounds=25)
    ratio = simpy / benchmark.stats.stats.median
    benchmark.extra_info |= {"must": "at least 100×", "takes": f"{ratio:.0f}×"}
    benchmark.extra_info["SimPy"] = f"{simpy:.1f} s"
    assert ratio >= 50  # a machine may favour either by a half


def test_compiled_engine_per_operation(benchmark, replication, outcome):
    operations = len(replication[0].ops.kind)
    benchmark.pedantic(serve, args=replication, rounds=25)
    median = benchmark.stats.stats.median
    benchmark.extra_info |= {"must": "200 ns", "takes": f"{median / operations * 1e9:.0f} ns"}
    benchmark.extra_info["operations"] = f"{operations:,}"


def test_one_replication_drawn_served_and_measured(benchmark, plan, outcome):
    benchmark.extra_info["must"] = "80 ms"

    def replicate():
        workload, roster = draw_replication(plan, seed=1, replication=0)
        return measure(serve(workload, roster), workload, roster)

    measures = benchmark.pedantic(replicate, rounds=15, warmup_rounds=1)
    assert measures["received"] > 29_000


def test_drawing_a_center_year(benchmark, plan, replication):
    benchmark.extra_info["must"] = "20 ms"
    workload, _ = benchmark.pedantic(
        draw_replication, args=(plan,), kwargs={"seed": 1, "replication": 0}, rounds=25
    )
    assert len(workload.jobs.kind) > 30_000


def test_measuring_a_center_year(benchmark, replication, outcome):
    benchmark.extra_info["must"] = "15 ms"
    measures = benchmark.pedantic(measure, args=(outcome, *replication), rounds=25, warmup_rounds=1)
    assert measures["received"] > 29_000


def test_sweep_of_a_thousand_center_years(benchmark, tmp_path, outcome):
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), _load) as pool:
        list(pool.map(_ready, range(PROCESSES)))

        def sample():
            paths = [tmp_path / f"{number}.parquet" for number in range(SAMPLE)]
            return list(pool.map(_store, range(SAMPLE), paths))

        stored = benchmark.pedantic(sample, rounds=1)
    assert all(path.stat().st_size for path in stored)
    whole = benchmark.stats.stats.median * SWEEP / SAMPLE
    benchmark.extra_info |= {"must": "60 s on 2 cores", "takes": f"{whole:.0f} s"}
    benchmark.extra_info["from"] = f"{SAMPLE} of them, in {PROCESSES} processes"


def _load() -> None:
    """Load the program in a process of the sweep, and its scenario."""
    global _PLAN  # noqa: PLW0603  # what a process keeps between its tasks
    _PLAN = PreparedScenario(load_scenario(CENTER_YEAR))
    workload, roster = draw_replication(_PLAN, seed=1, replication=SAMPLE)
    measure(serve(workload, roster), workload, roster)


def _ready(_number: int) -> None:
    """Wait until a process has loaded."""


def _store(number: int, path: Path) -> Path:
    """Replicate once, and write all measures to a file."""
    workload, roster = draw_replication(_PLAN, seed=1, replication=number)
    measures = measure(serve(workload, roster), workload, roster)
    columns = {"measure": measures.index.names, "value": measures.values, "count": measures.counts}
    parquet.write_table(pa.table(columns), path)
    return path
