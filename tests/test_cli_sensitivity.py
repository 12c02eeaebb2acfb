"""`onestop sensitivity` and `compare --sensitivity`, from the command line to the files."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from simulator import cli
from simulator.studies.sensitivity import stages
from simulator.studies.sensitivity.hypercube import design

QUEUE = """
name: {vi: "Một quầy", en: "One counter"}
period: {from: 2021-03-01, to: 2021-03-09, warm_up: 1 days}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    {field: any, volume: 5 per hour, limit: none, steps: {receive: {exponential: {mean: 7.5 min}}}}
staff: {clerks: {officers: 1, serves: [receive/all]}}
sources: {staff: the staff plan}
"""
FEW = ("--seed", "1", "--runs", "10", "-n", "3", "--measure", "wait_mean", "-q", "--lang", "en")
MOVES, RUNS, REPLICATIONS = 4, 10, 3


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    """The file of a queue."""
    file = tmp_path_factory.mktemp("queue") / "queue.yaml"
    file.write_text(QUEUE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def stored_analysis(scenario):
    """The folder of an analysis."""
    out = scenario.parent / "out"
    with pytest.raises(SystemExit):
        cli.main(["sensitivity", str(scenario), *FEW, "--out", str(out)])
    return out


@pytest.fixture
def analysed(stored_analysis, tmp_path):
    """A copy of it that a test may change, and its data."""
    out = shutil.copytree(stored_analysis, tmp_path / "out")
    return out, json.loads((out / "sensitivity.json").read_text(encoding="utf-8"))


def comparable(data):
    """Leave out when it was made."""
    return {key: value for key, value in data.items() if key != "provenance"}


def test_it_is_stored_with_as_many_replications_as_it_says(analysed):
    out, data = analysed
    assert {file.name for file in out.iterdir()} == {
        "results.sqlite",
        "sensitivity.html",
        "sensitivity.json",
        "sensitivity.xlsx",
    }
    with closing(sqlite3.connect(out / "results.sqlite")) as db:
        (stored,) = db.execute("SELECT count(*) FROM finished").fetchone()
    assert (
        stored
        == data["replications_in_all"]
        == (REPLICATIONS + MOVES + RUNS + MOVES * (REPLICATIONS - 1))
    )
    answer = data["measures"]["wait_mean"]
    assert answer["assumptions"]["low"] < answer["mean"] < answer["assumptions"]["high"]
    assert [bar["assumption"] for bar in answer["tornado"]] == data["mattering"]


def test_what_was_interrupted_goes_on(onestop, scenario, analysed):
    out, data = analysed
    with closing(sqlite3.connect(out / "results.sqlite")) as db, db:
        for table in ("finished", "results"):
            left = "scenario > 9 OR (scenario > 3 AND replication)"
            db.execute(f"DELETE FROM {table} WHERE {left}")  # noqa: S608  # our own words
    code, _said, err = onestop("report", out)
    assert (code, "not finished" in err) == (2, True)
    code, said, _err = onestop("sensitivity", scenario, *FEW, "--out", out, "--json")
    assert (code, comparable(json.loads(said))) == (0, comparable(data))


def test_nothing_is_simulated_twice(onestop, scenario, analysed, monkeypatch):
    out, data = analysed

    def refuse(*_arguments, **_options):
        raise AssertionError

    monkeypatch.setattr("simulator.cli.working._pool_for", refuse)
    code, said, _err = onestop("sensitivity", scenario, *FEW, "--out", out, "--json")
    assert (code, comparable(json.loads(said))) == (0, comparable(data))


def test_it_is_shown_and_computed_again(onestop, analysed):
    out, _data = analysed
    page = (out / "sensitivity.html").read_text(encoding="utf-8")
    code, _said, err = onestop("report", out, "--lang", "en")
    assert (code, (out / "sensitivity.html").read_text(encoding="utf-8")) == (0, page)
    assert "10 of 10 Centers put together" in err
    assert "Centers" not in onestop("report", out, "-q")[2]
    code, said, _err = onestop("rerun", out, "-q", "--lang", "en")
    assert (code, said.startswith("identical")) == (0, True)


def test_the_text_has_both_intervals_and_what_to_measure_first(onestop, scenario):
    code, said, _err = onestop("sensitivity", scenario, *FEW, "--target", "wait_mean <= 16 min")
    assert code == 0
    assert "by chance" in said
    assert "by the assumptions" in said
    first = "Measure these first: job · Service times, Receive"
    assert first in " ".join(said.split())
    assert "Mean wait ≤ 16.0 min" in said


def test_a_run_sets_both_intervals_side_by_side(onestop, scenario, analysed, tmp_path):
    out, data = analysed
    options = ("-n", "2", "--seed", "1", "-q", "--lang", "en")
    code, said, _err = onestop(
        "run", scenario, *options, "--sensitivity", out, "--out", tmp_path / "run"
    )
    assert (code, "How far it is open" in said) == (0, True)
    hint = "How far they leave the answer open: `onestop sensitivity`"
    assert hint not in said
    assert hint in onestop("run", scenario, *options)[1]
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    kept = data["measures"]["wait_mean"]["assumptions"]
    assert summary["assumptions"]["wait_mean"]["low"] == kept["low"]
    onestop("report", tmp_path / "run", "--lang", "en")
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "How far it is open" in page
    code, said, err = onestop(
        "run", scenario, *options, "--sensitivity", out, "--set", "staff.clerks.speed=2"
    )
    assert (code, said, "another scenario" in err) == (2, "", True)


def test_two_centers_are_analysed_together(onestop, scenario, monkeypatch):
    monkeypatch.setattr(stages, "design", lambda space, _runs, seed: design(space, RUNS, seed))
    options = ("--seed", "1", "-n", "2", "-q", "--lang", "en", "--measure", "wait_mean")
    faster = "staff.clerks.speed=1.5; name=Faster"
    code, said, err = onestop(
        "compare", scenario, "--with", faster, "--sensitivity", *options, "--json"
    )
    data = json.loads(said)
    assert (code, data["centers"]) == (0, ["One counter", "Faster"])
    assert data["measures"]["wait_mean"]["mean"] < 0
    code, _said, err = onestop(
        "compare", scenario, "--with", faster, "--with", "demand.growth=2", "--sensitivity"
    )
    assert (code, "two scenarios, not 3" in err) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--measure", "wait_maen"], "there is no measure 'wait_maen' (did you mean 'wait_mean'"),
        (["--target", "on_time_rate"], "--target on_time_rate: is written as a relation"),
        (["--target", "on_tim_rate > 0.9"], "there is no measure 'on_tim_rate'"),
        (["--set", "sources.procedures=known"], "every number has a source"),
        (["-n", "1"], "is not a whole number of 2 or more"),
    ],
)
def test_bad_input_is_told_before_anything_is_simulated(onestop, scenario, tmp_path, options, told):
    out = tmp_path / "out"
    code, said, err = onestop("sensitivity", scenario, *options, "--out", out, "--lang", "en")
    assert (code, said) == (2, "")
    assert told in err
    assert not out.exists()
