"""A large ticket log, and its reading beside that of its bare cells, in a process of its own.

In: how many tickets, and how their times are written. Out: `Reading`. Run as a script, it reads a
file.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from subprocess import run
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from simulator.records import read_tickets

ROOT = Path(__file__).parents[2]
A_DAY = 4_000
"""Tickets of a day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of a file took."""

    tickets: int
    seconds: float
    of_cells: float
    """Seconds that pyarrow.csv takes for the file."""
    peak: int
    """Memory in bytes, all that the process holds included."""


def write_log(path: Path, tickets: int, form: str) -> None:
    """Write a log with its times in a form of `strftime`, packed as its name says."""
    chances = np.random.default_rng(1)
    number = np.arange(tickets)
    taken = np.datetime64("2019-01-07") + (number // A_DAY).astype("timedelta64[D]")
    taken = taken + (27_000 + number % A_DAY * 8).astype("timedelta64[s]")
    called = taken + chances.integers(1, 3_600, tickets).astype("timedelta64[s]")
    finished = called + chances.integers(60, 1_200, tickets).astype("timedelta64[s]")

    def one_of(word: str, number: int) -> pa.Array:
        codes = pa.array(chances.integers(0, number, tickets, np.int32))
        words = [f"{word} {name}" for name in range(number)]
        return pa.DictionaryArray.from_arrays(codes, words).cast(pa.string())

    columns = {
        "Số vé": pa.array(number % A_DAY + 1),
        "Họ và tên": pa.array(["Nguyễn Văn A"]).take(pa.array(np.zeros(tickets, np.int64))),
        "Lĩnh vực": one_of("Lĩnh vực", 8),
        "Giờ lấy số": pc.strftime(pa.array(taken), form),
        "Giờ gọi": pc.strftime(pa.array(called), form),
        "Giờ kết thúc": pc.strftime(pa.array(finished), form),
        "Quầy": one_of("Quầy", 20),
    }
    csv.write_csv(pa.table(columns), path)


def apart(path: Path) -> Reading:
    """Return what a new process takes to read a log."""
    command = [sys.executable, "-m", "tests.benchmarks.one_reading", str(path)]
    done = run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return Reading(**json.loads(done.stdout))


def reading(path: Path) -> Reading:
    """Read a log, three times in turn with its bare cells, and take the shortest of each."""
    ours, theirs, peak = [], [], 0
    for _time in range(3):
        began = perf_counter()
        tickets = len(read_tickets(path).log.taken)
        ours.append(perf_counter() - began)
        peak = peak or getrusage(RUSAGE_SELF).ru_maxrss * 1024  # Linux counts in KiB
        began = perf_counter()
        csv.read_csv(path)
        theirs.append(perf_counter() - began)
    return Reading(tickets, min(ours), min(theirs), peak)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(reading(Path(sys.argv[1])))))
