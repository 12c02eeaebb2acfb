"""How long whole commands take, as a planner meets them: from the shell's prompt to the report."""

import os
import subprocess
import sys

from tests.benchmarks.one_run import CENTER_YEAR

ROOT = CENTER_YEAR.parents[2]

ONESTOP = (sys.executable, "-c", "from simulator.cli import main; main()")

RUN = (*ONESTOP, "run", "scenarios/van-don-2021.yaml", "-n", "20", "--seed", "1", "--quiet")
"""The shipped scenario, 20 replications, the first month of the first one checked by SimPy."""


def test_first_run_after_installation(benchmark, tmp_path):
    benchmark.extra_info["must"] = "40 s"
    benchmark.pedantic(_run, args=(RUN, tmp_path), rounds=1)


def test_later_runs(benchmark, tmp_path):
    benchmark.extra_info["must"] = "5 s"
    benchmark.pedantic(_run, args=(RUN, tmp_path), warmup_rounds=1, rounds=3)


def test_help_of_the_command_line(benchmark, tmp_path):
    benchmark.extra_info["must"] = "0.5 s"
    benchmark.pedantic(_run, args=((*ONESTOP, "--help"), tmp_path), warmup_rounds=1, rounds=5)


def _run(command, compiled):
    """Run a command to its end, with its machine code in a folder of its own."""
    told = {**os.environ, "NUMBA_CACHE_DIR": str(compiled)}
    subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True)
