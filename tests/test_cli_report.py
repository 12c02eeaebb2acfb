"""`onestop report`: a stored result, shown again."""

import json
import shlex
from pathlib import Path

import pytest

from simulator.results.files import FORM, PAGE, RUN_FILES, SCENARIO, STORE, SUMMARY, WORKBOOK
from simulator.results.folder import ResultFolder

TEXTBOOK = Path(__file__).parents[1] / "scenarios" / "textbook" / "mm1.yaml"
DISTRICT = Path(__file__).parent / "reports" / "district.yaml"
A_MONTH = "period={from: 2021-03-01, to: 2021-03-31, warm_up: 1 days}"
SHOWN = f"{FORM}, {WORKBOOK}, {PAGE}"


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

    monkeypatch.setattr("simulator.reports.run.report.RunReport.pages", fail)
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


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no database", "is not of this program: choose another folder"),
        (b"SQLite format 3\0", "is not of this program: choose another folder"),
        (b"", "is damaged: run it again, into another folder or with --force"),
    ],
)
def test_a_store_that_is_none_is_refused(onestop, folder, content, told):
    (folder / STORE).write_bytes(content)
    made = contents(folder)
    code, _, err = onestop("report", folder)
    assert code == 2
    assert err == f"{folder / STORE} {told}\n"
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
