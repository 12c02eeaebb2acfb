"""`onestop report` and `onestop rerun`: a stored result, shown again and computed again."""

import json
import shlex
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from simulator import cli
from simulator.results.folder import (
    FORM,
    PAGE,
    RUN_FILES,
    SCENARIO,
    STORE,
    SUMMARY,
    WORKBOOK,
    ResultFolder,
)
from simulator.results.program import identity

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
DISTRICT = Path(__file__).parent / "reports" / "district.yaml"
A_MONTH = "period={from: 2021-03-01, to: 2021-03-31, warm_up: 1 days}"
SHOWN = f"{FORM}, {WORKBOOK}, {PAGE}"


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """The folder of a result, and the scenario that it was run from."""
    folder = tmp_path_factory.mktemp("stored")
    scenario = shutil.copy(DISTRICT, folder / "district.yaml")
    arguments = ["-n", "2", "--seed", "7", "-q", "--set", "staff.all.speed=1.1"]
    with pytest.raises(SystemExit):
        cli.main(["run", str(scenario), *arguments, "--out", str(folder / "out")])
    return folder


@pytest.fixture
def folder(stored, tmp_path):
    """A copy of the result that a test may change."""
    return shutil.copytree(stored / "out", tmp_path / "out")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# The pages again


def test_the_pages_of_measured_times_are_made_from_anywhere(onestop, tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "times.csv").write_text("minutes\n3\n5\n", encoding="utf-8")
    scenario = tmp_path / "own" / "measured.yaml"
    measured = "procedures.job.steps.receive={empirical: {file: times.csv, column: minutes}}"
    scenario.write_text(TEXTBOOK.read_text(encoding="utf-8"), encoding="utf-8")
    run = ("run", scenario, "-n", 1, "--seed", 1, "-q", "--set", measured, "--set", A_MONTH)
    assert onestop(*run, "--out", tmp_path / "out" / "deep")[0] == 0
    made = contents(tmp_path / "out" / "deep")
    monkeypatch.chdir(tmp_path / "own")
    assert onestop("report", "../out/deep")[::2] == (0, f"Saved in ../out/deep: {SHOWN}\n")
    again = contents(tmp_path / "out" / "deep")
    assert b"../../own/times.csv" in again.pop(PAGE)  # as they are found from there
    assert made.pop(PAGE)
    assert again == made


def test_the_pages_are_those_that_the_run_made(onestop, folder):
    made = contents(folder)
    for name in (FORM, PAGE, WORKBOOK):
        (folder / name).unlink()
    code, out, err = onestop("report", folder)
    assert (code, out) == (0, "")
    assert err == f"Saved in {folder}: {FORM}, {WORKBOOK}, {PAGE}\n"
    assert contents(folder) == made


def test_the_pages_speak_the_language_that_is_asked_for(onestop, folder):
    assert '<html lang="en">' in (folder / PAGE).read_text(encoding="utf-8")
    onestop("report", folder, "--lang", "vi")
    assert '<html lang="vi">' in (folder / PAGE).read_text(encoding="utf-8")


def test_the_form_is_filled_in_for_a_quarter(onestop, folder):
    code, _, _ = onestop("report", folder, "--period", "Q2")
    assert code == 0
    assert "Quý II/2021" in (folder / FORM).read_text(encoding="utf-8")
    assert "Quý II/2021" in (folder / PAGE).read_text(encoding="utf-8")


def test_a_period_that_is_not_there_changes_nothing(onestop, folder):
    made = contents(folder)
    code, _, err = onestop("report", folder, "--period", "2020")
    assert code == 2
    assert err == "the period has no quarter or year '2020'; it has 2021-Q1, 2021-Q2, 2021\n"
    assert contents(folder) == made


def test_a_defect_of_the_pages_is_not_bad_input(onestop, folder, monkeypatch):
    def fail(*_, **__):
        raise ValueError("a defect")

    monkeypatch.setattr("simulator.reports.pages.pages", fail)
    assert onestop("report", folder)[0] == 1


def test_a_result_that_a_run_is_writing_is_not_shown(onestop, folder):
    with ResultFolder(folder, files=RUN_FILES, replace=True):
        code, _, err = onestop("report", folder)
    why = "wait for it, or choose another folder"
    assert (code, err) == (2, f"another call is writing to {folder}: {why}\n")


def test_a_folder_without_a_result_is_refused(onestop, tmp_path):
    code, _, err = onestop("report", tmp_path)
    assert code == 2
    assert f"holds no results: {STORE} is missing" in err


@pytest.mark.parametrize("content", [b"no database", b"", b"SQLite format 3\0"])
def test_a_store_that_is_none_is_refused(onestop, folder, content):
    (folder / STORE).write_bytes(content)
    made = contents(folder)
    code, _, err = onestop("report", folder)
    assert code == 2
    assert err == f"{folder / STORE} is not of this program: choose another folder\n"
    assert contents(folder) == made


def test_a_store_that_is_cut_off_is_refused(onestop, folder):
    whole = (folder / STORE).read_bytes()
    (folder / STORE).write_bytes(whole[: len(whole) // 2])
    code, _, err = onestop("report", folder)
    assert code == 2
    assert f"{folder / STORE} is damaged" in err


def test_what_the_summary_and_the_scenario_say_beside_it_changes_no_page(onestop, folder):
    made = contents(folder)
    for name in (SUMMARY, SCENARIO):
        (folder / name).unlink()
        del made[name]
    assert onestop("report", folder)[0] == 0
    assert contents(folder) == made


# The command again


def test_the_recorded_command_gives_the_recorded_numbers(onestop, stored):
    code, out, err = onestop("rerun", stored / "out" / SUMMARY)
    assert (code, err) == (0, "")
    assert out.startswith("identical: ")


def test_numbers_that_differ_are_named(onestop, stored, folder):
    summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    summary["measures"]["wait_mean"]["mean"] = 1.5
    (folder / SUMMARY).write_text(json.dumps(summary), encoding="utf-8")
    code, out, _ = onestop("rerun", folder / SUMMARY)
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
    code, out, _ = onestop("rerun", folder)
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
    _, out, _ = onestop("rerun", folder)
    assert out.startswith(f"Other versions: numpy 1.0, now {version('numpy')}.\nNumbers may differ")


def test_of_another_version_the_stored_scenario_is_run_as_it_is_read_now(onestop, folder):
    """Each further key of a scenario with a default makes another hash of every one."""
    changed(folder, build="1a2b3c4d", scenario_hash="of other keys")
    code, out, err = onestop("rerun", folder)
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
    code, out, err = onestop("rerun", folder)
    assert code == 0
    assert out.startswith("identical: ")
    beside = folder / SCENARIO
    assert err == f"{folder / 'gone.yaml'} is not found from here: {beside} is run\n"
    shutil.copy(TEXTBOOK, folder / "gone.yaml")
    _, _, err = onestop("rerun", folder)
    assert err == f"{folder / 'gone.yaml'} has changed: {beside} is run\n"
    beside.unlink()
    code, _, err = onestop("rerun", folder)
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
    code, _, err = onestop("rerun", path)
    assert (code, err) == (0, "")
    monkeypatch.chdir(folder)
    code, _, err = onestop("rerun", SUMMARY)
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
    code, _, err = onestop("rerun", path)
    assert code == 2
    assert f"{path} is no summary of a result" in err


def test_a_summary_that_is_not_there_is_named(onestop, tmp_path):
    for named in (tmp_path / SUMMARY, tmp_path):
        code, _, err = onestop("rerun", named)
        assert (code, err) == (2, f"there is no file {tmp_path / SUMMARY}\n")


# What a run pictures


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--day", "2021-13-01"), "there is no month 13"),
        (("--day", "2020-01-01"), "which is not in the period"),
        (("--day", "2021-03-13"), "--day is 2021-03-13: the Center is closed on that day"),
        (("--day", "2021-04-30"), "--day is 2021-04-30: the Center is closed on that day"),
        (("--period", "Q4"), "the period has no quarter or year 'Q4'; it has 2021-Q1"),
    ],
)
def test_what_cannot_be_shown_is_refused_before_anything_is_run(onestop, tmp_path, option, said):
    out = tmp_path / "out"
    code, _, err = onestop("run", DISTRICT, "-n", 1, "--out", out, *option)
    assert code == 2
    assert said in err
    assert not out.exists()


@pytest.mark.parametrize("option", ["--day=2021-03-12", "--period=2021", "--events"])
def test_what_goes_into_a_folder_needs_one(onestop, option):
    code, _, err = onestop("run", DISTRICT, option)
    assert code == 2
    assert err == f"{option.partition('=')[0]} needs a folder: add --out DIR\n"


def test_the_day_that_is_asked_for_is_pictured(onestop, tmp_path):
    out = tmp_path / "out"
    onestop("run", DISTRICT, "-n", 1, "--seed", 7, "--out", out, "--day", "2021-03-12")
    assert "12 March 2021" in (out / PAGE).read_text(encoding="utf-8")


def test_the_recorded_command_runs_as_it_is(onestop, tmp_path):
    out = tmp_path / "out"
    shown = ("--day", "2021-03-12", "--period", "q1")
    onestop("run", DISTRICT, "-n", 1, "--seed", 7, "-q", "--no-check", "--out", out, *shown)
    recorded = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    _, *words = shlex.split(recorded["provenance"]["command"])
    code, text, err = onestop(*words, "--json", "--quiet")
    assert (code, err) == (0, "")
    assert json.loads(text)["measures"] == recorded["measures"]
