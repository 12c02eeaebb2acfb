"""How long one center-year takes: drawn, served by both engines, measured; and many of them.

Run with `pytest tests/benchmarks --benchmark-only`. Times depend on the machine, so what must hold
are ratios of times taken in turn, in one run. A machine may favour either side by a third or so,
and other work may, too: only what is far from what it must be fails.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest

from simulator.center import serve
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import same_arrays
from simulator.measures import measure
from simulator.scenario import load_scenario
from simulator.studies.experiment import Experiment, Point
from simulator.studies.pools.processes import Processes
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.precision import Until
from simulator.studies.running import run
from simulator.studies.source import Source
from tests.benchmarks.one_run import CENTER_YEAR

TURNS = 15

YEARS = 60
"""Center-years that are shared out to processes."""


@pytest.fixture(scope="module")
def plan():
    return PreparedScenario(load_scenario(CENTER_YEAR))


@pytest.fixture(scope="module")
def replication(plan):
    return draw_replication(plan, seed=1, replication=0)


@pytest.fixture(scope="module")
def outcome(replication):
    return serve(*replication)  # compiles, too


@pytest.fixture(scope="module")
def parts(plan, replication, outcome):
    """What a replication consists of."""
    return {
        "drawing": lambda: draw_replication(plan, seed=1, replication=0),
        "serving": lambda: serve(*replication),
        "measuring": lambda: measure(outcome, *replication),
    }


def test_simpy_against_the_compiled_engine(benchmark, replication, outcome):
    began = perf_counter()
    model = serve(*replication, engine="simpy")
    simpy = perf_counter() - began
    assert same_arrays(model, outcome)
    benchmark.pedantic(serve, args=replication, rounds=25)
    compiled = benchmark.stats.stats.median
    ratio, operations = simpy / compiled, len(replication[0].ops.kind)
    benchmark.extra_info |= {"must": "at least 150×", "takes": f"{ratio:.0f}×"}
    benchmark.extra_info |= {"SimPy": f"{simpy:.1f} s", "compiled": f"{compiled * 1e3:.1f} ms"}
    benchmark.extra_info["an operation"] = f"{compiled / operations * 1e9:.0f} ns"
    assert ratio >= 75


def test_drawing_and_measuring_against_serving(benchmark, parts):
    took = {name: [] for name in parts}
    benchmark.pedantic(_in_turn, args=(parts, took), rounds=TURNS, warmup_rounds=1)
    drawing, serving, measuring = (median(seconds) for seconds in took.values())
    ratio = (drawing + measuring) / serving
    benchmark.extra_info |= {"must": "0.6×", "takes": f"{ratio:.2f}×"}
    benchmark.extra_info |= {name: f"{median(own) * 1e3:.1f} ms" for name, own in took.items()}
    assert ratio <= 1


def test_a_further_point_with_other_staff_against_serving(benchmark, parts):
    scenario = load_scenario(CENTER_YEAR)
    group, staff = next(iter(scenario.staff.items()))
    more = {f"staff.{group}.officers": staff.officers + 1}
    one = Point("one", Source.of(scenario))
    other = Point("other", Source.of(load_scenario(CENTER_YEAR, overrides=more)))
    assert other.source.workload_key == one.source.workload_key
    asked = {
        "one": lambda: _run(ThisProcess(), [one], 1),
        "both": lambda: _run(ThisProcess(), [one, other], 1),
        "serving": parts["serving"],
    }
    took = {name: [] for name in asked}
    benchmark.pedantic(_in_turn, args=(asked, took), rounds=TURNS, warmup_rounds=1)
    alone, both, serving = (median(seconds) for seconds in took.values())
    ratio = (both - alone) / serving
    benchmark.extra_info |= {"must": "1.4×", "takes": f"{ratio:.2f}×"}
    benchmark.extra_info |= {"one": f"{alone * 1e3:.0f} ms", "both": f"{both * 1e3:.0f} ms"}
    assert ratio <= 2


def test_two_processes_against_one(benchmark):
    """Both are warm: they have loaded the program and the scenario, and what it has drawn."""
    point = Point("year", Source.of(load_scenario(CENTER_YEAR)))
    with Processes(1) as one, Processes(2) as two:
        for pool in (one, two):
            _run(pool, [point], 2 * pool.workers)
        began = perf_counter()
        _run(one, [point], YEARS)
        alone = perf_counter() - began
        benchmark.pedantic(_run, args=(two, [point], YEARS), rounds=1)
    shared = benchmark.stats.stats.median
    benchmark.extra_info |= {"must": "at least 1.7×", "takes": f"{alone / shared:.2f}×"}
    benchmark.extra_info |= {"center-years": f"{YEARS}", "with two": f"{shared:.1f} s"}
    assert alone / shared >= 1.2


def _in_turn(asked: dict[str, Callable[[], object]], took: dict[str, list[float]]) -> None:
    """Do each once, and note the seconds."""
    for name, do in asked.items():
        began = perf_counter()
        do()
        took[name].append(perf_counter() - began)


def _run(pool, points, replications) -> None:
    """Replicate points, and keep what comes of it in memory."""
    experiment = Experiment(1, Until.made(replications))
    experiment.extend(points)
    run(experiment, pool, on_event=lambda _event: None)
