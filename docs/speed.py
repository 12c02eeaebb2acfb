"""Write docs/speed.md: how long one center-year takes, from the benchmarks.

Usage: python docs/speed.py

It runs `pytest tests/benchmarks`, so the machine should do nothing else meanwhile.
"""

import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PAGE = Path(__file__).with_name("speed.md")
ROOT = PAGE.parents[1]

TEXT = """\
# Speed

Made by `python docs/speed.py`, which runs the benchmarks of `tests/benchmarks` one after the other.
One *center-year* is a year of a Center with 8 fields, 24 officers and 30,000 dossiers, in which
every rule of service is in use. Machines differ by a factor of four, so only what is a ratio (×),
both sides of it measured in this one run, holds elsewhere; times are those of this machine.

{table}

How long other simulators take: [beside its peers](peers.md).
"""

MUST = "must"
"""What a benchmark calls its bound."""

TAKES = "takes"
"""What a benchmark calls its result where that is no time."""

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


def measured() -> Mapping[str, Any]:
    """Run the benchmarks and return what pytest-benchmark stored."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "benchmarks.json"
        subprocess.run(  # noqa: S603  # our own benchmarks
            [
                *(sys.executable, "-m", "pytest", "-q", "tests/benchmarks"),
                *("--benchmark-only", f"--benchmark-json={path}"),
            ],
            cwd=ROOT,
            check=True,
        )
        stored: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def table(stored: Mapping[str, Any]) -> str:
    """Lay out the benchmarks, with the machine and the day below."""
    rows = ["| what | takes | must | also measured |", "|---|---|---|---|"]
    rows += [row(benchmark) for benchmark in stored["benchmarks"]]
    machine = stored["machine_info"]
    cpu = machine.get("cpu", {})
    name = cpu.get("brand_raw") or platform.processor() or "unknown processor"
    day = datetime.now(UTC).date().isoformat()
    python = f"Python {machine['python_version']}"
    return "\n".join(
        (*rows, "", f"Medians. {name}, {cpu.get('count', '?')} cores, {python}, {day}.")
    )


def row(benchmark: Mapping[str, Any]) -> str:
    """Return the row of one benchmark."""
    name = benchmark["name"].removeprefix("test_").replace("_", " ")
    extra = dict(benchmark["extra_info"])
    must = extra.pop(MUST, "")
    takes = extra.pop(TAKES, None) or seconds(benchmark["stats"]["median"])
    also = "; ".join(f"{key}: {value}" for key, value in extra.items())
    return f"| {name} | {takes} | {must} | {also} |"


def seconds(value: float) -> str:
    """Return a time with three figures, in the unit that suits it."""
    factor, unit = next(((f, u) for f, u in UNITS if value >= f), UNITS[-1])
    return f"{value / factor:.3g} {unit}"


if __name__ == "__main__":
    PAGE.write_text(TEXT.format(table=table(measured())), encoding="utf-8")
