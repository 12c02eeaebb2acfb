"""Nothing computed is lost, though what is said cannot be written and names are no text."""

import errno
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from simulator import cli
from simulator.studies.compiling import compile_engine
from tests.studies.sweep.conftest import BASE, PLAN

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
MONTH = "period={from: 2021-01-01, to: 2021-01-31, warm_up: 1 days}"
SHORT = ("-n", 2, "--seed", 1, "--set", MONTH)
RUN = ("run", TEXTBOOK, *SHORT)
COMPARE = ("compare", TEXTBOOK, "--with", "staff.clerks.officers=2", *SHORT)

RUN_FILES = {"results.sqlite", "scenario.yaml", "measures.csv", "summary.json", "report.html"}
COMPARE_FILES = {"compare.html", "compare.xlsx", "compare.csv", "compare.json"}

MAIN = "from simulator.cli import main; main()"


@pytest.fixture(autouse=True, scope="module")
def compiled():
    """The engine is compiled before, so that no run has to say that it compiles."""
    compile_engine()


@pytest.fixture
def plan(tmp_path):
    """A plan of few replications."""
    (tmp_path / "base.yaml").write_bytes(BASE.read_bytes())
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("replications: 3", "replications: 1"), encoding="utf-8")
    return path


class Full(io.StringIO):
    """A stream to a device that is full."""

    def write(self, text):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def exit_code(monkeypatch):
    """Runs the command line with other streams; its exit code."""

    def run(*arguments, stdout, stderr):
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "stderr", stderr)
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        return left.value.code or 0

    return run


def names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "files"),
    [(RUN, RUN_FILES), ((*RUN, "--json"), RUN_FILES), (COMPARE, COMPARE_FILES)],
    ids=["run", "json", "compare"],
)
def test_a_result_is_saved_though_stdout_is_full(exit_code, tmp_path, arguments, files):
    err = io.StringIO()
    assert exit_code(*arguments, "--out", tmp_path / "o", stdout=Full(), stderr=err) == 2
    assert names(tmp_path / "o") >= files
    last = err.getvalue().splitlines()[-1]
    assert last == "onestop: the answer cannot be written to stdout: No space left on device"


def test_the_page_and_exports_of_a_sweep_are_saved_though_all_streams_are_full(
    exit_code, plan, tmp_path
):
    out = tmp_path / "o"
    code = exit_code(
        *("sweep", plan, "--out", out, "--workers", 1, "--export", "csv"),
        stdout=Full(),
        stderr=Full(),
    )
    assert code == 2
    assert names(out) >= {"sweep.html", "sweep.xlsx", "results.csv"}


@pytest.mark.parametrize(
    ("stdout", "stderr", "code"),
    [(io.StringIO(), Full(), 2), (None, io.StringIO(), 2), (io.StringIO(), None, 0)],
    ids=["stderr full", "stdout closed", "stderr closed"],
)
def test_a_result_is_saved_whatever_cannot_be_said(exit_code, tmp_path, stdout, stderr, code):
    out = tmp_path / "o"
    assert exit_code(*RUN, "--out", out, stdout=stdout, stderr=stderr) == code
    assert names(out) >= RUN_FILES


def test_help_that_cannot_be_written_is_no_defect(exit_code):
    err = io.StringIO()
    assert exit_code("run", "--help", stdout=Full(), stderr=err) == 2
    assert "defect" not in err.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("streams", [">/dev/full 2>/dev/full", "<&- >&- 2>&-"])
def test_a_process_saves_its_result_whatever_its_streams(tmp_path, streams):
    """As the system has it: a closed stream leaves its number to the next file that is opened."""
    out = tmp_path / "o"
    started = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {streams}', "sh"]
        + [str(word) for word in (sys.executable, "-c", MAIN, *RUN, "--events", "--out", out)],
        env=os.environ | {"MPLBACKEND": "foo"},
        timeout=60,
        check=False,
    )
    assert started.returncode == 2
    assert names(out) >= RUN_FILES
    assert len(pd.read_parquet(out / "events.parquet"))
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["replications"] == 2


# Names that are not UTF-8


@pytest.fixture
def strange(tmp_path):
    """A name that is no text, and the scenario that has it."""
    name = os.fsdecode(b"k\xe9.yaml")
    try:
        (tmp_path / name).write_bytes(TEXTBOOK.read_bytes())
    except OSError:
        pytest.skip("the file system takes no such name")
    return tmp_path / name


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_scenario_is_read_whatever_its_name(onestop, strange, command):
    assert onestop(command, strange)[0] == 0


def test_a_run_of_and_into_a_strange_name_is_whole(onestop, strange):
    out = strange.with_name(os.fsdecode(b"\xff"))
    assert onestop("run", strange, *SHORT, "--events", "--out", out)[0] == 0
    assert names(out) >= {*RUN_FILES, "events.parquet"}
    command = json.loads((out / "summary.json").read_text("utf-8"))["provenance"]["command"]
    assert r"k\xe9.yaml" in command
    assert onestop("report", out)[0] == 0
    assert "identical" in onestop("rerun", out)[1]


def test_a_comparison_of_a_strange_name_is_whole(onestop, strange):
    out = strange.with_name(os.fsdecode(b"\xff"))
    assert onestop("compare", strange, TEXTBOOK, *SHORT, "--out", out)[0] == 0
    assert names(out) >= COMPARE_FILES


def test_a_sweep_of_a_strange_name_is_whole(onestop, plan, tmp_path):
    strange = plan.rename(plan.with_name(os.fsdecode(b"\xe9.yaml")))
    out = tmp_path / os.fsdecode(b"\xff")
    code, _, err = onestop("sweep", strange, "--out", out, "--workers", 1, "--export", "parquet")
    assert code == 0, err
    assert names(out) >= {"sweep.html", "results.parquet"}


# A disk that is full


def test_a_starter_that_cannot_be_written_whole_is_not_there(onestop, tmp_path):
    file = tmp_path / "new.yaml"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        code, _, err = onestop("new", file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (code, err) == (2, f"{file} cannot be written: {os.strerror(errno.EFBIG)}\n")
    assert not file.exists()


def test_beside_json_the_check_of_a_sweep_is_told_on_stderr(onestop, plan, tmp_path):
    code, _out, err = onestop("sweep", plan, "--out", tmp_path / "o", "--workers", 1, "--json")
    assert code == 0
    assert "Checked against the SimPy model: " in err
