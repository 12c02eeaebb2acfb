"""What the benchmarks share: scenarios of the standard load, and one replication in its parts.

In: how many times the years, or the size of the Center. Out: `Parts`. Run as a script, it writes
the parts of one replication in a process of its own, with the memory that it took.
"""

import json
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import run
from time import perf_counter

from simulator.center import serve
from simulator.demand import Plan, draw_replication
from simulator.measures import measure
from simulator.scenario import Scenario, load_scenario

CENTER_YEAR = Path(__file__).with_name("center_year.yaml")

FIRST_YEAR = 2021
GROWTH = 1.3
"""`demand.growth` of the standard load."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One replication in its parts."""

    operations: int
    draw: float
    """Seconds; so are the next two."""
    serve: float
    measure: float
    before: int
    """Memory before it, in bytes, when a month has been replicated."""
    peak: int
    """Peak memory after it, in bytes."""


def larger(*, years: int = 1, center: int = 1) -> Scenario:
    """Return the standard load over more years, or with a larger Center: citizens and officers.

    In a larger one nobody takes leave: one officer of a group at a time may, so that the leave of
    a large group does not fit into a year.
    """
    overrides: dict[str, object] = {"period.to": f"{FIRST_YEAR + years - 1}-12-31"}
    if center > 1:
        overrides["demand.growth"] = GROWTH * center
        staff = load_scenario(CENTER_YEAR).staff
        overrides |= {
            f"staff.{key}.officers": each.officers * center for key, each in staff.items()
        }
        overrides |= {f"staff.{key}.leave": "0 working days" for key in staff}
    return load_scenario(CENTER_YEAR, overrides=overrides)


def apart(*, years: int = 1, center: int = 1) -> Parts:
    """Return the parts of a replication that a new process makes."""
    command = [sys.executable, "-m", "tests.benchmarks.one_run", str(years), str(center)]
    done = run(command, cwd=CENTER_YEAR.parents[2], capture_output=True, check=True, text=True)
    return Parts(**json.loads(done.stdout))


def parts(scenario: Scenario) -> Parts:
    """Replicate a scenario once, with the compiled engine."""
    plan = Plan(scenario)
    _replicate(Plan(load_scenario(CENTER_YEAR, overrides={"period.to": f"{FIRST_YEAR}-01-31"})))
    before = _resident()
    return Parts(*_replicate(plan), before=before, peak=_peak())


def _replicate(plan: Plan) -> tuple[int, float, float, float]:
    began = perf_counter()
    workload, roster = draw_replication(plan, seed=1, replication=0)
    drawn = perf_counter()
    outcome = serve(workload, roster)
    served = perf_counter()
    measure(outcome, workload, roster)
    return len(workload.ops.kind), drawn - began, served - drawn, perf_counter() - served


def _resident() -> int:
    """Return the memory of this process in bytes, as Linux tells it."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


def _peak() -> int:
    """Return the peak memory of this process in bytes; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    of = parts(larger(years=int(sys.argv[1]), center=int(sys.argv[2])))
    sys.stdout.write(json.dumps(asdict(of)))
