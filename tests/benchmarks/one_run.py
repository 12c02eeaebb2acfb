"""What the benchmarks share: scenarios of the standard load, and one replication in its parts.

In: how many times the years, or the size of the Center. Out: `Parts`. Run as a script, it writes
the parts of one replication in a process of its own, with the memory that it took.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getpagesize, getrusage
from subprocess import run
from time import perf_counter

import numpy as np

from simulator.center import serve
from simulator.demand import PreparedScenario, draw_replication
from simulator.measures import measure
from simulator.scenario import Scenario, load_scenario

CENTER_YEAR = Path(__file__).with_name("center_year.yaml")


@dataclass(frozen=True, slots=True)
class Parts:
    """One replication in its parts."""

    operations: int
    draw: float
    """Seconds; so are the next three."""
    serve: float
    measure: float
    system: float
    """What the system took of serving, to clear pages of memory."""
    before: int
    """Memory before it, in bytes, when a month has been replicated."""
    peak: int
    """Peak memory after it, in bytes."""


def larger(*, years: int = 1, center: int = 1) -> Scenario:
    """Return the standard load over more years, or with a larger Center: citizens and officers.

    In a larger one nobody takes leave: one officer of a group at a time may, so that the leave of
    a large group does not fit into a year.
    """
    standard = load_scenario(CENTER_YEAR)
    last = standard.period.to
    overrides: dict[str, object] = {"period.to": f"{last.replace(year=last.year + years - 1)}"}
    if center > 1:
        overrides["demand.growth"] = standard.demand.growth * center
        for key, group in standard.staff.items():
            overrides[f"staff.{key}.officers"] = group.officers * center
            overrides[f"staff.{key}.leave"] = "0 working days"
    return load_scenario(CENTER_YEAR, overrides=overrides)


def apart(*, years: int = 1, center: int = 1, times: int = 1) -> Parts:
    """Return the parts of a replication that a new process makes."""
    command = [sys.executable, "-m", "tests.benchmarks.one_run"]
    command += [str(number) for number in (years, center, times)]
    done = run(command, cwd=CENTER_YEAR.parents[2], capture_output=True, check=True, text=True)
    return Parts(**json.loads(done.stdout))


def parts(scenario: Scenario, *, times: int = 1) -> Parts:
    """Replicate a scenario with the compiled engine, and take the mean of a number of times.

    The memory is that of a first replication, the times are those of later ones: pages that a
    process touches for the first time come from the system, which takes its own time for them.
    """
    plan = PreparedScenario(scenario)
    month = load_scenario(
        CENTER_YEAR, overrides={"period.to": f"{scenario.period.from_ + timedelta(30)}"}
    )
    _replicate(PreparedScenario(month))
    before = _resident()
    operations = _replicate(plan)[0]
    peak = _peak()
    seconds = np.mean([_replicate(plan)[1] for _ in range(times)], axis=0)
    return Parts(operations, *seconds.tolist(), before=before, peak=peak)


def _replicate(plan: PreparedScenario) -> tuple[int, list[float]]:
    """Return the operations of a replication, and the seconds of `Parts`."""
    began = perf_counter()
    workload, roster = draw_replication(plan, seed=1, replication=0)
    drawn, system = perf_counter(), getrusage(RUSAGE_SELF).ru_stime
    outcome = serve(workload, roster)
    served, system = perf_counter(), getrusage(RUSAGE_SELF).ru_stime - system
    measure(outcome, workload, roster)
    seconds = [drawn - began, served - drawn, perf_counter() - served, system]
    return len(workload.ops.kind), seconds


def _resident() -> int:
    """Return the memory of this process in bytes, as Linux tells it."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * getpagesize()


def _peak() -> int:
    """Return the peak memory of this process in bytes; Linux counts in KiB."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    years, center, times = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(asdict(parts(larger(years=years, center=center), times=times))))
