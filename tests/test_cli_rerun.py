"""`onestop rerun`: a stored result, computed again."""

import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import pytest

from simulator import cli
from simulator.results.files import SCENARIO, STORE, SUMMARY
from simulator.results.program import identity
from simulator.studies.pools.this_process import ThisProcess

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
DISTRICT = Path(__file__).parent / "reports" / "district.yaml"


def test_the_recorded_command_gives_the_recorded_numbers(onestop, stored):
    code, out, err = onestop("rerun", stored / "out" / SUMMARY, "-q")
    assert (code, err) == (0, "")
    assert out.startswith("identical: ")


def test_numbers_that_differ_are_named(onestop, stored, folder):
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    summary["measures"]["wait_mean"]["mean"] = 1.5
    (folder / SUMMARY).write_text(json.dumps(summary), encoding="utf-8")
    code, out, _ = onestop("rerun", folder / SUMMARY, "-q")
    assert code == 1
    assert out.startswith("different: 1 measure\nwait_mean: recorded 1.5, now ")


def changed(folder, *, wait=None, **provenance):
    """A summary in which something else is recorded; a part of None is left out."""
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    parts = {**summary["provenance"], **provenance}
    summary["provenance"] = {key: part for key, part in parts.items() if part is not None}
    if wait is not None:
        summary["measures"]["wait_mean"]["mean"] = wait
    (folder / SUMMARY).write_text(json.dumps(summary), encoding="utf-8")
    return summary["provenance"]


@pytest.mark.parametrize("build", [None, "1a2b3c4d"])
def test_numbers_of_another_version_are_said_to_be_of_it(onestop, folder, build):
    changed(folder, wait=1.5, version="0.0.9", build=build)
    code, out, _ = onestop("rerun", folder / SUMMARY, "-q")
    made = f"0.0.9+{build}" if build else "0.0.9"
    first, second, third, fourth = out.splitlines()
    assert code == 1
    assert first == f"The result was made by onestop {made}; this is onestop {identity()}."
    assert second == "Numbers may differ for that reason; these do:"
    assert third == "different: 1 measure"
    assert fourth.startswith("wait_mean: recorded 1.5, now ")


def test_other_libraries_are_named_where_numbers_differ(onestop, folder):
    libraries = {"numpy": "1.0", "holidays": version("holidays"), "gone": "3"}
    changed(folder, wait=1.5, libraries=libraries)
    _, out, _ = onestop("rerun", folder / SUMMARY, "-q")
    assert out.startswith(f"Other versions: numpy 1.0, now {version('numpy')}.\nNumbers may differ")


def test_of_another_version_the_stored_scenario_is_run_as_it_is_read_now(onestop, folder):
    """Each further key of a scenario with a default makes another hash of every one."""
    changed(folder, build="1a2b3c4d", scenario_hash="of other keys")
    code, out, err = onestop("rerun", folder / SUMMARY, "-q")
    assert code == 0
    assert out.startswith("identical: ")
    assert err.startswith("The result was made by onestop ")
    assert err.endswith(f"\n{folder / SCENARIO} is run, as this program reads it\n")


def test_a_scenario_that_has_changed_is_taken_from_beside_the_summary(onestop, folder):
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    command = summary["provenance"]["command"].split()
    command[2] = str(folder / "gone.yaml")
    summary["provenance"]["command"] = " ".join(command)
    (folder / SUMMARY).write_text(json.dumps(summary), encoding="utf-8")
    code, out, err = onestop("rerun", folder / SUMMARY, "-q")
    assert code == 0
    assert out.startswith("identical: ")
    beside = folder / SCENARIO
    assert err == f"{folder / 'gone.yaml'} is not found from here: {beside} is run\n"
    shutil.copy(TEXTBOOK, folder / "gone.yaml")
    _, _, err = onestop("rerun", folder / SUMMARY, "-q")
    assert err == f"{folder / 'gone.yaml'} has changed: {beside} is run\n"
    beside.unlink()
    code, _, err = onestop("rerun", folder / SUMMARY, "-q")
    assert code == 2
    assert "The scenario that was run is not there any more" in err


def test_a_relative_path_is_looked_for_from_here(onestop, folder, monkeypatch):
    path = folder / SUMMARY
    summary = json.loads(path.read_text(encoding="utf-8"))
    words = summary["provenance"]["command"].split()
    words[2] = "district.yaml"
    summary["provenance"]["command"] = " ".join(words)
    path.write_text(json.dumps(summary), encoding="utf-8")
    monkeypatch.chdir(DISTRICT.parent)
    code, _, err = onestop("rerun", path, "-q")
    assert (code, err) == (0, "")
    monkeypatch.chdir(folder)
    code, _, err = onestop("rerun", SUMMARY, "-q")
    assert (code, err) == (0, "district.yaml is not found from here: scenario.yaml is run\n")


SHORT = json.dumps(
    {
        "provenance": {"command": "onestop run", "seed": 7, "engine": "simpy", "scenario_hash": ""},
        "replications": 1,
        "measures": {"wait_mean": {}},
    }
)
"""A summary whose command names no scenario."""


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"provenance": {"command": "onestop"}}', '{"provenance": 3}', SHORT],
)
def test_what_is_no_summary_is_refused(onestop, tmp_path, text):
    path = tmp_path / SUMMARY
    path.write_text(text, encoding="utf-8")
    code, _, err = onestop("rerun", path, "-q")
    assert code == 2
    assert f"{path} is no summary of a result" in err


def test_what_is_not_there_is_named(onestop, tmp_path):
    code, _, err = onestop("rerun", tmp_path / SUMMARY)
    assert (code, err) == (2, f"there is no file {tmp_path / SUMMARY}\n")
    code, _, err = onestop("rerun", tmp_path)
    assert code == 2
    assert err.startswith(f"{tmp_path} holds no results: {STORE} is missing")


# From the store, of every command

SHORT = "{from: 2021-03-01, to: 2021-03-12, warm_up: 1 days}"
COMMANDS = {
    "run": ("run", "mm1.yaml", "--set", f"period={SHORT}", "-n", 3),
    "compare": (
        *("compare", "mm1.yaml", "--with", "staff.clerks.officers=2"),
        *("--set", f"period={SHORT}", "-n", 3),
    ),
    "sweep": ("sweep", "plan.yaml"),
}
SCENARIOS = {"run": 1, "compare": 2, "sweep": 2}
PLAN = f"""\
base: mm1.yaml
vary: {{staff.clerks.officers: [1, 2]}}
cases: {{short: {{period: {SHORT}}}}}
replications: 3
"""

OF_ALL = pytest.mark.parametrize("kind", COMMANDS)


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """A folder with results of every command, and what they were made of."""
    here, folder = Path.cwd(), tmp_path_factory.mktemp("results")
    shutil.copy(TEXTBOOK, folder)
    (folder / "plan.yaml").write_text(PLAN)
    os.chdir(folder)
    for kind, command in COMMANDS.items():
        with pytest.raises(SystemExit):
            cli.main([*map(str, command), "--seed", "7", "-q", "--no-check", "--out", kind])
    os.chdir(here)
    return folder


@pytest.fixture
def place(results, tmp_path, monkeypatch):
    """A copy of it that a test may change; commands are given there."""
    monkeypatch.chdir(shutil.copytree(results, tmp_path / "results"))
    return tmp_path / "results"


def change(folder, *statements):
    with closing(sqlite3.connect(folder / STORE)) as db, db:
        for statement in statements:
            db.execute(statement)


@OF_ALL
def test_every_result_is_computed_again_from_its_store(onestop, place, kind):
    for file in (place / kind).iterdir():
        if file.name != STORE:
            file.unlink()
    made = (place / kind / STORE).read_bytes()
    code, out, err = onestop("rerun", kind)
    assert (code, out.startswith("identical: ")) == (0, True)
    scenarios = "1 scenario" if kind == "run" else "2 scenarios"
    count = 3 * SCENARIOS[kind]
    head, *progress = err.splitlines()
    assert head == (
        f"Computing {kind} again: {count} replications of {scenarios} (seed 7, engine compiled)"
    )
    assert progress[-1].startswith(f"{count} of {count} replications")
    assert (place / kind / STORE).read_bytes() == made


@OF_ALL
def test_what_differs_is_named_with_its_scenario(onestop, place, kind):
    change(
        place / kind,
        "UPDATE results SET value = value + 1 WHERE scenario = 1 AND replication = 0 "
        "AND measure = (SELECT id FROM measures WHERE name = 'wait_mean')",
    )
    code, out, _ = onestop("rerun", kind, "-q")
    label = {
        "run": "",
        "compare": "mm1, ",
        "sweep": "short, staff.clerks.officers=1, ",
    }[kind]
    assert code == 1
    assert out.startswith(f"different: 1 measure\n{label}wait_mean: recorded ")


@OF_ALL
def test_of_an_unfinished_result_what_there_is_is_computed_again(onestop, place, kind):
    unfinished = f"(scenario = {SCENARIOS[kind]} AND replication > 1)"
    change(
        place / kind,
        f"DELETE FROM results WHERE {unfinished}",  # noqa: S608  # our own
        f"DELETE FROM finished WHERE {unfinished}",  # noqa: S608  # our own
    )
    code, out, err = onestop("rerun", kind)
    assert (code, out.startswith("identical: ")) == (0, True)
    assert f"again: {3 * SCENARIOS[kind] - 1} replications of " in err


@OF_ALL
def test_a_file_that_has_changed_or_is_gone_is_named_and_the_stored_scenario_run(
    onestop, place, kind
):
    named = "plan.yaml" if kind == "sweep" else "mm1.yaml"
    said = f": {Path(kind, STORE)} is run\n"
    text = (place / "mm1.yaml").read_text(encoding="utf-8")
    (place / "mm1.yaml").write_text(f"{text}\ncurrency: VND\n", encoding="utf-8")
    code, out, err = onestop("rerun", kind, "-q")
    assert (code, out.startswith("identical: ")) == (0, True)
    assert err == f"{named} has changed{said}"
    (place / named).unlink()
    assert onestop("rerun", kind, "-q")[2] == f"{named} is not found from here{said}"


@OF_ALL
def test_of_another_version_the_store_is_run_and_the_version_named(onestop, place, kind):
    change(
        place / kind,
        "UPDATE sessions SET provenance = json_set(provenance, '$.build', '1a2b3c4d')",
        "UPDATE scenarios SET hash = 'of other keys' || id",
    )
    code, out, err = onestop("rerun", kind, "-q")
    assert (code, out.startswith("identical: ")) == (0, True)
    assert err.startswith("The result was made by onestop ")
    assert err.endswith(f"\n{Path(kind, STORE)} is run, as this program reads it\n")


@OF_ALL
def test_a_stored_scenario_that_is_not_what_was_run_is_refused(onestop, place, kind):
    change(place / kind, "UPDATE scenarios SET hash = 'another' || id")
    code, out, err = onestop("rerun", kind, "-q")
    assert (code, out) == (2, "")
    assert f"the scenario in {kind} is not what was run" in err


def test_a_store_without_replications_says_so(onestop, place):
    change(place / "sweep", "DELETE FROM finished", "DELETE FROM results")
    code, _, err = onestop("rerun", "sweep", "-q")
    assert code == 2
    assert "holds no results yet" in err


def test_an_interrupt_tells_how_far_all_was_identical(onestop, place, monkeypatch):
    class StopsAfter(ThisProcess):
        left = 5

        def submit(self, *arguments):
            if not self.left:
                signal.raise_signal(signal.SIGINT)
            self.left -= 1
            return super().submit(*arguments)

    monkeypatch.setattr("simulator.studies.pools.choosing.pool_for", lambda *_: StopsAfter())
    monkeypatch.setattr("simulator.studies.experiment.UNIT_SECONDS", 0)
    code, out, err = onestop("rerun", "sweep", "-q")
    assert (code, out) == (130, "")
    assert err == "onestop: interrupted: 3 of 6 replications compared, all identical\n"
