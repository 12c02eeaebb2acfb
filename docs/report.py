"""Write into README what the command line prints: a report, and the answer to a faulty file.

Usage: python docs/report.py

The blocks go between the marks `report` and `mistakes` in README.md.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from blocks import ROOT, block, put

WIDTH = 100

FAULTY = """\
extends: van-don-2021.yaml
period: {from: 2021-01-01, to: 2021-02-29}
procedures:
  land-transfer:
    incomplete: 18
    limit: 10
    steps: {receive: {gamma: {mean: 12 min, cv: 0,6}}}
staff:
  land-counter: {oficers: 3, serves: [receive/lnad]}
"""


def onestop(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", "from simulator.cli import main; main()", *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": str(WIDTH), "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def report() -> str:
    """Return the command and the report of the shipped scenario."""
    arguments = ("run", "scenarios/van-don-2021.yaml", "--seed", "2021")
    done = onestop(*arguments, "--quiet")
    if done.returncode:
        raise SystemExit(done.stderr)
    return block(f"$ onestop {' '.join(arguments)}\n{done.stdout}")


def mistakes() -> str:
    """Return a faulty file and what the command line says of it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shipped = ROOT / "scenarios" / "van-don-2021.yaml"
        (folder / shipped.name).write_bytes(shipped.read_bytes())
        (folder / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
        done = onestop("check", "faulty.yaml", folder=folder)
    said = f"$ onestop check faulty.yaml\n{done.stderr}"
    return f"{block(FAULTY, 'yaml')}\n\n{block(said)}"


if __name__ == "__main__":
    put("mistakes", mistakes())
    put("report", report())
