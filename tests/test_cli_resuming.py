"""A run and a comparison that are started again go on; what is stored is not made again."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from simulator.results.files import STORE
from simulator.studies.pools.this_process import ThisProcess

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
SHORT = ("--set", "period={from: 2021-03-01, to: 2021-03-12, warm_up: 1 days}")
RUN = ("run", TEXTBOOK, *SHORT)
COMPARE = ("compare", TEXTBOOK, "--with", "staff.clerks.officers=2", *SHORT)
COMMANDS = {"run": (RUN, "summary.json"), "compare": (COMPARE, "compare.json")}

OF_BOTH = pytest.mark.parametrize("kind", COMMANDS)

OF_A_CALL = ("created", "run_seconds", "command")
"""What no two calls have in common."""


class StopsAfter(ThisProcess):
    """Has Ctrl-C pressed after some units and checks."""

    def __init__(self, left):
        super().__init__()
        self.left = left

    def submit(self, *arguments):
        if not self.left:
            os.kill(os.getpid(), signal.SIGINT)
        self.left -= 1
        return super().submit(*arguments)


@pytest.fixture
def stopped_after(monkeypatch):
    """Has Ctrl-C pressed after some units and checks."""

    def stop(units):
        monkeypatch.setattr(
            "simulator.studies.pools.choosing.pool_for", lambda *_: StopsAfter(units)
        )
        monkeypatch.setattr("simulator.studies.experiment.UNIT_SECONDS", 0)

    return stop


def numbers(folder, file):
    """All that a summary says, but when and for how long."""
    data = json.loads((folder / file).read_text(encoding="utf-8"))
    for part in OF_A_CALL:
        del data["provenance"][part]
    return data


def finished(folder):
    there = f"{(folder / STORE).as_uri()}?mode=rw"  # asking does not make it
    with closing(sqlite3.connect(there, uri=True)) as db:
        return db.execute("SELECT count(*) FROM finished").fetchone()[0]


@OF_BOTH
def test_what_was_interrupted_goes_on_to_the_same_numbers(
    onestop, tmp_path, monkeypatch, stopped_after, kind
):
    command, file = COMMANDS[kind]
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    asked = (*command, "-n", 6, "--seed", 7)
    onestop(*asked, "--out", undisturbed)
    stopped_after(4)
    assert onestop(*asked, "--out", out)[0] == 130
    before = finished(out)
    assert 0 < before < finished(undisturbed)
    monkeypatch.undo()
    code, _, err = onestop(*command, "-n", 6, "--out", out)  # with the seed that it had
    left = finished(undisturbed) - before
    assert (code, finished(out)) == (0, finished(undisturbed))
    assert f"{left} of {left} replications" in err
    assert numbers(out, file) == numbers(undisturbed, file)


@OF_BOTH
def test_what_is_finished_is_shown_and_not_run_again(onestop, tmp_path, monkeypatch, kind):
    command, file = COMMANDS[kind]
    asked = (*command, "-n", 2, "--seed", 7, "-q", "--out", tmp_path)
    shown = onestop(*asked)
    made = (tmp_path / file).read_bytes()

    def fail(*_):
        pytest.fail("it is run again")

    monkeypatch.setattr("simulator.studies.running.work", fail)
    monkeypatch.setattr("simulator.studies.running.check_first_month", fail)
    assert onestop(*asked) == shown
    assert (tmp_path / file).read_bytes() == made
    onestop("report", tmp_path)
    assert (tmp_path / file).read_bytes() == made


@OF_BOTH
def test_more_replications_are_added_and_of_fewer_the_rest_stays(onestop, tmp_path, kind):
    command, file = COMMANDS[kind]
    for n, stored in ((2, 2), (3, 3), (2, 3)):
        onestop(*command, "-n", n, "--seed", 7, "--out", tmp_path / "out")
        onestop(*command, "-n", n, "--seed", 7, "--out", tmp_path / str(n), "--force")
        assert numbers(tmp_path / "out", file) == numbers(tmp_path / str(n), file)
        scenarios = 1 if command is RUN else 2
        assert finished(tmp_path / "out") == scenarios * stored


@OF_BOTH
def test_what_was_not_checked_is_checked_when_that_is_asked_for(onestop, tmp_path, kind):
    command, file = COMMANDS[kind]
    asked = (*command, "-n", 2, "--seed", 7, "-q", "--out", tmp_path)
    onestop(*asked, "--no-check")
    assert numbers(tmp_path, file)["provenance"].get("check") is None
    code, text, _ = onestop(*asked)
    assert code == 0
    assert "Checked against the SimPy model: " in text
    onestop(*asked[:-1], tmp_path / "checked")
    assert numbers(tmp_path, file) == numbers(tmp_path / "checked", file)


OTHERS = [
    (("--seed", 8), "with seed 7, and 8 is asked for"),
    (("--seed", 7, "--engine", "simpy"), "that was made with another --engine"),
    (("--seed", 7, "--set", "staff.clerks.speed=2"), "of other scenarios, none of which"),
]


@OF_BOTH
@pytest.mark.parametrize("other", OTHERS, ids=["seed", "engine", "scenario"])
def test_another_command_is_refused_with_what_to_do(onestop, tmp_path, kind, other):
    command, file = COMMANDS[kind]
    asked, message = other
    onestop(*command, "-n", 2, "--seed", 7, "--out", tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, out, err = onestop(*command, "-n", 2, *asked, "--out", tmp_path)
    assert (code, out) == (2, "")
    assert message in err
    assert err.endswith("Choose another folder, or replace what is there with --force.\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made
    assert onestop(*command, "-n", 2, *asked, "--out", tmp_path, "--force")[0] == 0
    assert (tmp_path / file).read_bytes() != made[file]


def test_another_day_to_be_pictured_is_another_run(onestop, tmp_path):
    onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path)
    code, _, err = onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path, "--day", "2021-03-03")
    assert code == 2
    assert "holds a run that was made with another --day" in err


def test_a_study_of_another_kind_is_refused_and_not_replaced(onestop, tmp_path):
    onestop(*RUN, "-n", 2, "--seed", 7, "--out", tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for force in ((), ("--force",)):
        code, _, err = onestop(*COMPARE, "-n", 2, "--seed", 7, "--out", tmp_path, *force)
        assert code == 2
        assert f"{tmp_path} holds a run, and not a comparison. Choose another folder.\n" in err
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made


def test_fewer_scenarios_than_before_or_in_another_order_are_a_comparison_of_their_own(
    onestop, tmp_path
):
    two, three = COMPARE, (*COMPARE, "--with", "staff.clerks.officers=3")
    others = (*COMPARE[:3], "staff.clerks.officers=3", "--with", COMPARE[3], *SHORT)
    for number, asked in enumerate((three, two, others)):
        command = (*asked, "-n", 2, "--seed", 7, "-q", "--out")
        assert onestop(*command, tmp_path / "out")[0] == 0
        onestop(*command, tmp_path / str(number))
        assert numbers(tmp_path / "out", "compare.json") == numbers(
            tmp_path / str(number), "compare.json"
        )
        made = [
            json.loads((tmp_path / each / "compare.json").read_text(encoding="utf-8"))
            for each in ("out", str(number))
        ]
        assert made[0]["provenance"]["command"] == made[1]["provenance"]["command"]


def test_two_kinds_of_result_do_not_mix_where_the_store_is_damaged(onestop, tmp_path):
    onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path)
    (tmp_path / STORE).write_bytes(b"")
    made = {path.name for path in tmp_path.iterdir()}
    code, _, err = onestop(*COMPARE, "-n", 2, "--seed", 7, "--out", tmp_path, "--force")
    assert code == 2
    assert "holds other results (" in err
    assert {path.name for path in tmp_path.iterdir()} == made


def test_a_database_of_another_program_is_not_replaced(onestop, tmp_path):
    with closing(sqlite3.connect(tmp_path / STORE)) as db, db:
        db.execute("CREATE TABLE mine (a)")
    made = (tmp_path / STORE).read_bytes()
    for force in ((), ("--force",)):
        code, _, err = onestop(*RUN, "-n", 1, "--out", tmp_path, *force)
        assert code == 2
        assert "is not of this program" in err
        assert (tmp_path / STORE).read_bytes() == made


def test_a_store_that_is_damaged_can_be_replaced(onestop, tmp_path):
    onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path)
    with closing(sqlite3.connect(tmp_path / STORE)) as db, db:
        db.execute("UPDATE study SET definition = '['")
    assert onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path)[0] == 2
    assert onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path, "--force")[0] == 0


def test_a_store_of_which_nothing_is_left_can_be_replaced(onestop, tmp_path):
    (tmp_path / STORE).touch()
    code, _, err = onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path)
    assert code == 2
    assert "is damaged: run it again, into another folder or with --force" in err
    assert onestop(*RUN, "-n", 1, "--seed", 7, "--out", tmp_path, "--force")[0] == 0


def test_events_stay_as_long_as_they_are_those_of_the_run(onestop, tmp_path):
    asked = (*RUN, "--seed", 7, "--no-check", "--out", tmp_path)
    onestop(*asked, "-n", 2, "--events")
    made = (tmp_path / "events.parquet").read_bytes()
    onestop(*asked, "-n", 2)
    assert (tmp_path / "events.parquet").read_bytes() == made
    onestop(*asked, "-n", 3)
    assert not (tmp_path / "events.parquet").exists()


def test_events_of_a_run_that_is_stored_are_made_of_all_its_replications(onestop, tmp_path):
    import pyarrow.parquet as pq  # noqa: PLC0415  # heavy

    onestop(*RUN, "-n", 2, "--seed", 7, "--out", tmp_path)
    before = numbers(tmp_path, "summary.json")
    assert onestop(*RUN, "-n", 2, "--seed", 7, "--out", tmp_path, "--events")[0] == 0
    assert pq.ParquetFile(tmp_path / "events.parquet").num_row_groups == 2
    assert numbers(tmp_path, "summary.json") == before


def test_a_precision_that_was_interrupted_is_reached(onestop, tmp_path, monkeypatch, stopped_after):
    asked = (*RUN, "--seed", 7, "--precision", 2, "--max-replications", 12)
    onestop(*asked, "--out", tmp_path / "undisturbed")
    stopped_after(4)
    assert onestop(*asked, "--out", tmp_path / "out")[0] == 130
    monkeypatch.undo()
    assert onestop(*asked, "--out", tmp_path / "out")[0] == 0
    made, undisturbed = (
        numbers(tmp_path / name, "summary.json") for name in ("out", "undisturbed")
    )
    assert made == undisturbed


def test_the_page_of_a_comparison_is_made_again_without_its_files(onestop, tmp_path):
    scenario = shutil.copy(TEXTBOOK, tmp_path / "own.yaml")
    out = tmp_path / "out"
    onestop("compare", scenario, *COMPARE[2:], "-n", 2, "--seed", 7, "--out", out)
    made = (out / "compare.html").read_bytes()
    (out / "compare.html").unlink()
    Path(scenario).unlink()
    assert onestop("report", out)[::2] == (0, f"Saved in {out}: compare.xlsx, compare.html\n")
    assert (out / "compare.html").read_bytes() == made


MAIN = "from simulator.cli import main; main()"


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.full)])
@OF_BOTH
def test_killed_again_and_again_and_resumed_it_comes_to_the_same_numbers(
    onestop, tmp_path, kind, kills
):
    command, file = COMMANDS[kind]
    asked = [*map(str, command), "-n", "60", "--seed", "7", "--no-check"]
    onestop(*asked, "--out", tmp_path / "undisturbed")
    expected = numbers(tmp_path / "undisturbed", file)
    chance, before = random.Random(kills), 0  # noqa: S311  # no secret
    for _kill in range(kills):
        out = tmp_path / "out"
        child = subprocess.Popen(
            [sys.executable, "-c", MAIN, *asked, "--out", str(out)], stderr=subprocess.DEVNULL
        )
        while child.poll() is None and not (out / STORE).exists():
            time.sleep(0.01)
        try:
            child.wait(chance.uniform(0, 1.0))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        now = finished(out)
        assert now >= before
        before = now
        if child.returncode == 0:
            assert numbers(out, file) == expected
            shutil.rmtree(out)
            before = 0
    assert onestop(*asked, "--out", out)[0] == 0
    assert numbers(out, file) == expected
    assert not (out / ".onestop").exists()
