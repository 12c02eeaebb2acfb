"""How long whole commands take, as a planner meets them: from the shell's prompt to the report."""

import os
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

from tests.benchmarks.one_run import CENTER_YEAR

ROOT = CENTER_YEAR.parents[2]

ONESTOP = (sys.executable, "-c", "from simulator.cli import main; main()")

RUN = (*ONESTOP, "run", "scenarios/van-don-2021.yaml", "-n", "20", "--seed", "1", "--quiet")
"""The shipped scenario, 20 replications, the first month of the first one checked by SimPy."""

IMPORT = (
    *(sys.executable, "-c"),
    "import simulator.center.compiled; from simulator.studies.compiling import compile_engine",
)
"""All that a run computes with; nothing is compiled."""

NOTHING = (sys.executable, "-c", "pass")

LIBRARY = (sys.executable, "-c", "import typer")
"""What commands are declared with; less than it no command can take."""

COMPILE = (*IMPORT[:2], f"{IMPORT[2]}; compile_engine()")
"""The first run ever, of a small Center: the same, and everything is compiled."""


def test_first_run_ever_against_importing_the_package(benchmark, tmp_path):
    """The least of three in turn, in seconds of a processor: other work on it counts little."""
    cpu = {IMPORT: [], COMPILE: []}

    def pair():
        for command, seconds in cpu.items():
            seconds.append(_cpu_seconds(command, tmp_path / str(len(seconds))))

    _run(IMPORT, tmp_path)  # Python keeps its own code of each module
    benchmark.pedantic(pair, rounds=3)
    importing, compiling = map(min, cpu.values())
    ratio = compiling / importing
    benchmark.extra_info |= {"must": "30×", "takes": f"{ratio:.1f}×"}
    benchmark.extra_info |= {"importing": f"{importing:.2f} s", "compiling": f"{compiling:.1f} s"}
    assert ratio <= 30


def test_first_run_after_installation(benchmark, tmp_path):
    benchmark.extra_info["must"] = "40 s"
    benchmark.pedantic(_run, args=(RUN, tmp_path), rounds=1)


def test_later_runs(benchmark, tmp_path):
    benchmark.extra_info["must"] = "5 s"
    benchmark.pedantic(_run, args=(RUN, tmp_path), warmup_rounds=1, rounds=3)


def test_help_of_the_command_line_against_python_itself(benchmark, tmp_path):
    took = {NOTHING: [], LIBRARY: [], (*ONESTOP, "--help"): []}

    def in_turn():
        for command, seconds in took.items():
            began = perf_counter()
            _run(command, tmp_path)
            seconds.append(perf_counter() - began)

    benchmark.pedantic(in_turn, warmup_rounds=1, rounds=9)
    python, library, helping = map(median, took.values())
    benchmark.extra_info |= {"must": "4×", "takes": f"{helping / python:.1f}×"}
    benchmark.extra_info |= {"help": f"{helping * 1e3:.0f} ms"}
    benchmark.extra_info |= {"of it typer": f"{library / python:.1f}×"}
    assert helping / python <= 15


def _cpu_seconds(command, compiled):
    """Run a command to its end, and return the processor's time for it."""
    before = getrusage(RUSAGE_CHILDREN)
    _run(command, compiled)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command, compiled):
    """Run a command to its end, with its machine code in a folder of its own."""
    told = {**os.environ, "NUMBA_CACHE_DIR": str(compiled)}
    subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True)
