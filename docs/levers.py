"""Write README's table of what each lever of the Vân Đồn scenario does.

Usage: python docs/levers.py [REPLICATIONS]

Each lever changes one thing of the shipped scenario; the citizens stay the same. The table goes
between the marks in README.md.
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import simulator
from simulator.measures import Estimate, summarize_all

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "scenarios" / "van-don-2021.yaml"
HEADQUARTERS = ROOT / "scenarios" / "van-don-2021-headquarters-seal.yaml"
SEED = 2021
MEASURES = ("wait_mean", "before_due_rate", "on_time_rate", "overtime_hours")

LEVERS: dict[str, tuple[Path, list[str]]] = {
    "the shipped scenario": (SCENARIO, []),
    "one land counter officer more": (SCENARIO, ["staff.land-counter.officers=3"]),
    "one land counter officer fewer": (SCENARIO, ["staff.land-counter.officers=1"]),
    "one seal clerk more": (SCENARIO, ["staff.seal-clerk.officers=2"]),
    "the seal at headquarters, by courier": (HEADQUARTERS, []),
    "no consultations of other agencies": (SCENARIO, ["procedures.all.consult=[]"]),
    "no other duties": (SCENARIO, ["staff.all.other_duties=0"]),
    "signing at all hours": (SCENARIO, ["staff.vice-chair.calendar=office"]),
    "no due dates": (SCENARIO, ["procedures.all.limit=none"]),
    "first come, first served instead of by due date": (
        SCENARIO,
        ["queues.appraise.discipline=fifo", "queues.approve.discipline=fifo"],
    ),
}


def estimates(lever: tuple[Path, list[str]], replications: int) -> dict[str, Estimate]:
    """Run one lever."""
    path, overrides = lever
    scenario = simulator.load_scenario(path, overrides=overrides)
    runs = simulator.run(scenario, replications=replications, seed=SEED)
    return summarize_all([replication.measures for replication in runs])


def cell(measure: str, estimate: Estimate) -> str:
    """A mean with its interval."""
    if measure.endswith("rate"):
        low, mean, high = (100 * x for x in (estimate.low, estimate.mean, estimate.high))
        return f"{mean:.1f} % ({low:.1f}–{high:.1f})"
    digits = 1 if measure == "wait_mean" else 0
    return f"{estimate.mean:.{digits}f} ({estimate.low:.{digits}f}–{estimate.high:.{digits}f})"


def main() -> None:
    """Run all levers and put the table into README."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with ProcessPoolExecutor() as pool:
        results = pool.map(estimates, LEVERS.values(), [replications] * len(LEVERS))
        rows = [
            f"| {name} | "
            + " | ".join(cell(measure, result[measure]) for measure in MEASURES)
            + " |"
            for name, result in zip(LEVERS, results, strict=True)
        ]
    head = (
        "| | mean wait, min | before due | before due or on time | overtime, h a year |\n"
        "|---|---|---|---|---|\n"
    )
    table = head + "\n".join(rows)
    readme = ROOT / "README.md"
    marks = re.compile(r"(<!-- levers -->\n).*?(\n<!-- /levers -->)", re.DOTALL)
    text, found = marks.subn(lambda match: match[1] + table + match[2], readme.read_text())
    if not found:
        raise SystemExit("README.md has no marks for the table")
    readme.write_text(text)


if __name__ == "__main__":
    main()
