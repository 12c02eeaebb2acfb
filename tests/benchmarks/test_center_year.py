"""How long one center-year takes: drawn, served by the SimPy engine, and measured.

Run with `pytest tests/benchmarks --benchmark-only`. Times depend on the machine, so each comes with
`extra_info`: what it must not exceed, and for the engine its ratio to SimPy's own resources, which
serve the same number of operations in the same run.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import simpy

from simulator.center import serve
from simulator.demand import Plan, draw_replication
from simulator.demand.workload import OpKind
from simulator.measures import measure
from simulator.scenario import load_scenario

CENTER_YEAR = Path(__file__).with_name("center_year.yaml")


@pytest.fixture(scope="module")
def plan():
    plan = Plan(load_scenario(CENTER_YEAR))
    draw_replication(plan, seed=1, replication=0)  # compiles
    return plan


@pytest.fixture(scope="module")
def replication(plan):
    return draw_replication(plan, seed=1, replication=0)


@pytest.fixture(scope="module")
def outcome(replication):
    return serve(*replication)


def test_drawing_a_center_year(benchmark, plan):
    benchmark.extra_info["must"] = "20 ms"
    workload, _ = benchmark(draw_replication, plan, seed=1, replication=0)
    assert len(workload.jobs.kind) > 30_000


def test_measuring_a_center_year(benchmark, replication, outcome):
    benchmark.extra_info["must"] = "15 ms"
    assert benchmark(measure, outcome, *replication)["received"] > 29_000


def test_serving_a_center_year_in_simpy(benchmark, replication):
    workload, roster = replication
    served = int(np.count_nonzero(workload.ops.kind == OpKind.SERVE))
    started = time.perf_counter()
    _serve_by_simpy_resources(served)
    resources = (time.perf_counter() - started) / served
    benchmark.pedantic(serve, args=(workload, roster), rounds=2)
    own = benchmark.stats.stats.median / served
    benchmark.extra_info |= {
        "must": "20 s",
        "ratio to SimPy's resources": round(own / resources, 1),
    }


def test_memory_of_a_center_year(benchmark):
    """Peak memory of a process that draws, serves and measures it."""
    code = (
        "import json, resource, sys, simulator\n"
        "scenario = simulator.load_scenario(sys.argv[1])\n"
        "list(simulator.run(scenario, seed=1))\n"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )

    def peak_mib():
        done = subprocess.run(
            [sys.executable, "-c", code, str(CENTER_YEAR)],
            capture_output=True,
            check=True,
            text=True,
        )
        return json.loads(done.stdout) / 1024

    benchmark.extra_info |= {
        "must": "1 GiB",
        "takes": f"{benchmark.pedantic(peak_mib, rounds=1):.0f} MiB",
    }


def test_help_of_the_command_line(benchmark):
    benchmark.extra_info["must"] = "0.5 s"
    command = [sys.executable, "-c", "from simulator.cli import main; main()", "--help"]
    benchmark.pedantic(
        subprocess.run, args=(command,), kwargs={"check": True, "capture_output": True}, rounds=5
    )


def _serve_by_simpy_resources(operations):
    """A tandem of five FIFO stations with SimPy's resources, as many operations as asked for."""
    env = simpy.Environment()
    stations = [simpy.Resource(env, capacity=3) for _ in range(5)]
    rng = np.random.default_rng(1)
    jobs = operations // len(stations)
    arrivals = np.cumsum(rng.exponential(5.0, jobs)).tolist()
    works = rng.exponential(10.0, (jobs, len(stations))).tolist()

    def dossier(work):
        for station, seconds in zip(stations, work, strict=True):
            with station.request() as request:
                yield request
                yield env.timeout(seconds)

    def source():
        for at, work in zip(arrivals, works, strict=True):
            yield env.timeout(at - env.now)
            env.process(dossier(work))

    env.process(source())
    env.run()
