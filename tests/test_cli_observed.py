"""A run beside what the Center saw: told, kept, shown again, and gone on with."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from simulator import cli, load_scenario
from simulator.results.files import STORE
from simulator.scenario import ScenarioError
from simulator.studies.observed import trials
from tests.studies.observed.conftest import CENTER
from tests.test_cli_resuming import StopsAfter

SEEN = """
observed: {wait_mean: 1 min, visits: 10 per working day, from: 2026-02-02, to: 2026-02-22}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a run of the small Center, that has seen other numbers, and its file."""
    folder = tmp_path_factory.mktemp("observed")
    file = folder / "center.yaml"
    file.write_text(CENTER + SEEN, encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["run", str(file), "-n", "3", "--seed", "4", "-q", "--out", str(folder / "out")])
    return folder


@pytest.fixture
def file(made):
    """The file of the Center."""
    return made / "center.yaml"


@pytest.fixture
def out(made, tmp_path):
    """A copy of the folder that a test may change."""
    return shutil.copytree(made / "out", tmp_path / "out")


def rows(out):
    """Return what is stored of assumptions moved."""
    with closing(sqlite3.connect(out / STORE)) as db:
        return db.execute("SELECT * FROM moved").fetchall()


def test_the_model_is_set_beside_what_was_seen(out):
    observed = json.loads((out / "summary.json").read_text())["observed"]
    assert (observed["from"], observed["to"]) == ("2026-02-02", "2026-02-22")
    visits = observed["measures"]["visits"]
    assert (visits["seen"], visits["unit"]) == (10, "per working day")
    assert visits["explained_by"] == "nothing"
    assert observed["tried"] == observed["of"] == len(rows(out)) > 0
    page = (out / "report.html").read_text()
    assert "2 numbers that the Center saw are not explained by chance" in page
    assert "Visits, per working day: the model says" in page
    assert "you saw 10; by chance alone such days fall within" in page


def test_what_the_model_would_say_is_told_as_an_estimate(onestop, file):
    """Both ends of an assumption are simulated, and what lies between them is not."""
    seen = ("--set", "observed={visits: 30 per working day, from: 2026-02-02, to: 2026-02-22}")
    code, told, _err = onestop("run", file, "-n", "3", "--seed", "4", "--set", "observed=~", *seen)
    said = " ".join(told.split())
    assert code == 0
    assert "Then the model says about: Visits, per working day" in said
    assert "is estimated from the ends of what each may be, tried in one replication" in said


def test_it_is_shown_again_without_simulating(out, onestop, monkeypatch):
    pages = {name: (out / name).read_bytes() for name in ("report.html", "report.xlsx")}
    monkeypatch.setattr(trials, "observed_in", None)
    for name in pages:
        (out / name).unlink()
    assert onestop("report", out)[0] == 0
    assert {name: (out / name).read_bytes() for name in pages} == pages


def test_what_was_tried_is_not_tried_again(out, file, onestop):
    before = rows(out)
    with closing(sqlite3.connect(out / STORE)) as db:
        db.execute("DELETE FROM moved WHERE assumption = 'procedures.transfer.volume'")
        db.commit()
    code, told, err = onestop("run", file, "-n", "3", "--seed", "4", "--out", out)
    assert code == 0
    assert "2 of 2 assumptions moved" in err
    assert "What the Center saw from 2 February 2026 to 22 February 2026" in told
    assert rows(out) == before


def test_what_was_interrupted_is_told_and_goes_on(out, file, onestop, monkeypatch):
    before = rows(out)
    with closing(sqlite3.connect(out / STORE)) as db:
        db.execute("DELETE FROM moved")
        db.commit()
    monkeypatch.setattr("simulator.studies.pools.choosing.pool_for", lambda *_: StopsAfter(3))
    monkeypatch.setattr("simulator.studies.experiment.UNIT_SECONDS", 0)
    asked = ("run", file, "-n", "3", "--seed", "4", "-q", "--out", out)
    code, told, _err = onestop(*asked)
    assert code == 130
    assert 0 < len(rows(out)) < len(before)
    assert f"{len(rows(out))} of {len(before)} moves of assumptions were tried" in " ".join(
        told.split()
    )
    monkeypatch.undo()
    assert onestop(*asked)[0] == 0
    assert rows(out) == before


def test_nothing_is_tried_where_chance_explains_all(file, onestop):
    seen = ("--set", "observed=~", "--set", "observed={on_time_rate: 1.0}")
    code, told, err = onestop("run", file, "-n", "2", "--seed", "4", *seen)
    assert code == 0
    assert "Chance explains every number" in told
    assert "assumptions moved" not in err


@pytest.mark.parametrize("command", ["run", "check", "show"])
def test_what_is_wrong_with_it_is_bad_input(command, onestop, file):
    code, _out, err = onestop(command, file, "--set", "observed.wait_men=3 min")
    assert code == 2
    assert "observed.wait_men: there is no measure 'wait_men'" in err


def test_without_it_nothing_is_said(onestop, file):
    arguments = ("run", file, "-n", "2", "--seed", "4", "--set", "observed=~", "--json")
    code, told, _err = onestop(*arguments)
    assert code == 0
    assert "observed" not in json.loads(told)


def test_what_was_seen_of_no_measure_is_refused_everywhere(onestop, file):
    nonsense = "observed.nonsense=3"
    for arguments in (("check", file, "--set", nonsense), ("compare", file, "--with", nonsense)):
        code, _out, err = onestop(*arguments)
        assert code == 2
        assert f"{nonsense}: observed.nonsense: there is no measure 'nonsense'" in err
    with pytest.raises(ScenarioError, match="there is no measure 'nonsense'"):
        load_scenario(file, overrides=[nonsense])
