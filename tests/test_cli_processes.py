"""The command line in a process of its own: what it loads, signals, pipes and terminals."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest

from simulator.studies.compiling import compile_engine

DISTRICT = Path(__file__).parent / "reports" / "district.yaml"
TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"

IN_SIMPY = ("run", TEXTBOOK, "--engine", "simpy", "--set")
A_SECOND = (*IN_SIMPY, "period={from: 2021-01-01, to: 2022-06-30, warm_up: 1 days}")
"""A run of which a replication takes about a second."""
A_CENTURY = (*IN_SIMPY, "period={from: 2021-01-01, to: 2121-01-01, warm_up: 1 days}")

IN_YEARS = ("run", Path(__file__).parent / "benchmarks" / "center_year.yaml")
"""A run that is done by several processes, where there are the cores."""

MAIN = "from simulator.cli import main; main()"


@pytest.fixture(autouse=True, scope="module")
def compiled():
    """The engine is compiled before, so that no run has to say that it compiles."""
    compile_engine()


def python(code, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **environment):
    """Starts Python on some code."""
    return subprocess.Popen(  # our own code
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=stdout,
        stderr=stderr,
        text=True,
        encoding="utf-8",
        env=os.environ | environment,
    )


def finished(process):
    """Waits for a process; its exit code, stdout and stderr."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_help_loads_nothing_heavy():
    heavy = ["numpy", "scipy", "numba", "pandas", "pyarrow", "simpy", "pydantic", "ruamel", "rich"]
    code = (
        "import contextlib, sys\n"
        "from simulator.cli import main\n"
        "with contextlib.suppress(SystemExit):\n"
        "    main(['--help'])\n"
        f"print('loaded', sorted(set(sys.modules) & set({heavy})))"
    )
    _, out, _ = finished(python(code))
    assert out.splitlines()[-1] == "loaded []"


def wait_for_replications(child, count):
    """Wait until the progress lines tell that so many are finished."""
    while True:
        line = child.stderr.readline()
        assert line, "the run ended before it was interrupted"
        if line.split()[0].isdecimal() and int(line.split()[0]) >= count:
            return


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_reports_and_saves_what_was_finished(tmp_path, number):
    out = tmp_path / "out"
    child = python(MAIN, *A_SECOND, "-n", 10, "--seed", 5, "--out", out, "--events")
    wait_for_replications(child, 1)
    child.send_signal(number)
    code, text, err = finished(child)
    assert code == 130
    done = json.loads((out / "summary.json").read_text(encoding="utf-8"))["replications"]
    assert 1 <= done < 10
    assert f"interrupted: {done} of 10 replications finished" in err
    assert f"Interrupted: {done} of 10 replications finished." in text
    assert set(pd.read_parquet(out / "events.parquet")["replication"]) == set(range(done))
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_run_interrupted_before_anything_was_finished_leaves_nothing(tmp_path):
    out = tmp_path / "out"
    child = python(MAIN, *A_CENTURY, "--out", out, "--events")
    while not out.exists():
        assert child.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    message = "onestop: interrupted before the first replication was finished\n"
    assert finished(child) == (130, "", message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_on_several_cores_reports_what_was_finished_when_interrupted(tmp_path, number):
    out = tmp_path / "out"
    child = python(MAIN, *IN_YEARS, "-n", 100, "--seed", 5, "--out", out, "--no-check")
    wait_for_replications(child, 1)
    child.send_signal(number)
    code, text, err = finished(child)
    assert code == 130
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    done = summary["replications"]
    assert 1 <= done < 100
    assert f"interrupted: {done} of 100 replications finished" in err
    assert f"Interrupted: {done} of 100 replications finished." in text
    assert "Traceback" not in err


# Pipes


@pytest.mark.parametrize("arguments", [("show", DISTRICT), ("run", DISTRICT, "-n", 1, "--json")])
def test_a_reader_that_stops_reading_is_no_error(arguments):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as closed:
        code, _, err = finished(python(MAIN, *arguments, stdout=closed))
    assert code == 0
    assert "Error" not in err


def test_vietnamese_is_written_whatever_the_locale():
    process = python(MAIN, "show", DISTRICT, PYTHONIOENCODING="ascii", LC_ALL="C")
    _, out, _ = finished(process)
    assert "Đất đai" in out


def pieces_of(terminal):
    """What a terminal is shown, piece by piece: unread, it would let who writes wait."""
    with suppress(OSError):  # Nobody writes to it any more.
        while piece := os.read(terminal, 4096):
            yield piece
    os.close(terminal)


def test_a_terminal_sees_a_bar_and_a_pipe_sees_only_the_report():
    ours, theirs = pty.openpty()
    process = python(MAIN, "run", DISTRICT, "-n", 2, stderr=theirs, TERM="xterm", COLUMNS="80")
    os.close(theirs)
    parts = []
    reader = Thread(target=lambda: parts.extend(pieces_of(ours)))
    reader.start()
    code, out, _ = finished(process)
    reader.join()
    shown = b"".join(parts).decode()
    assert code == 0
    assert "2/2" in shown
    assert out.startswith("District Public Administration Center\n")
    assert "\x1b" not in out
