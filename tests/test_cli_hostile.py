"""The command line and input that means harm, or means nothing."""

import json
import os
import re

import pytest

from tests.test_cli import TEXTBOOK

ESCAPE = "\x1b[31m\u202e\x9b2J"


@pytest.fixture
def textbook(tmp_path):
    path = tmp_path / "mm1.yaml"
    path.write_text(TEXTBOOK, encoding="utf-8")
    return path


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("run", "--out"),
        ("run", "--day"),
        ("run", "--set"),
        ("run", "--measure"),
        ("run", "--period"),
        ("check", "--lang"),
        ("compare", "--with"),
        ("sweep", "--cluster"),
    ],
)
def test_an_option_with_nothing_behind_it_is_a_mistake(onestop, textbook, command, option, value):
    for typed in ([option, value], [f"{option}={value}"]):
        code, out, err = onestop(command, textbook, *typed)
        assert (code, out) == (2, "")
        assert f"Invalid value for {option}: nothing is given there" in err


def test_what_is_wrong_with_an_option_is_told_behind_its_name_in_vietnamese(onestop, textbook):
    _, _, err = onestop("run", textbook, "--out", "", "--lang", "vi")
    assert "Giá trị của --out không hợp lệ: " in err


@pytest.mark.parametrize("command", ["run", "check", "show", "report", "rerun", "new", "sweep"])
def test_an_argument_with_nothing_in_it_is_a_mistake(onestop, command):
    code, out, err = onestop(command, "")
    assert (code, out) == (2, "")
    assert "nothing is given there" in err


@pytest.mark.parametrize("typed", ["١", "1_0", "²", "1.0", "0x10", "9" * 5000, "10\u00a0"])
@pytest.mark.parametrize("option", ["--seed", "--replications"])
def test_a_whole_number_is_that_of_a_scenario(onestop, textbook, option, typed):
    code, out, err = onestop("run", textbook, option, typed)
    assert (code, out) == (2, "")
    assert "is not a whole number" in err


@pytest.mark.parametrize("typed", ["1_0", "٣", "inf", "nan", "1e400"])
def test_a_half_width_is_a_number_as_in_a_scenario(onestop, textbook, typed):
    code, _, err = onestop("run", textbook, "--precision", typed)
    assert code == 2
    assert "is not a number above 0" in err
    code, _, err = onestop("run", textbook, "--precision", 1, "--measure", f"wait_mean={typed}")
    assert code == 2
    assert "is not a number above 0" in err


def harmless(text):
    return not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    "typed",
    [
        ("check", f"{ESCAPE}.yaml"),
        ("check", "mm1.yaml", "--set", f"staff.clerks.officers={ESCAPE}"),
        ("check", "mm1.yaml", "--set", f"staff.{ESCAPE}=3"),
        ("check", "mm1.yaml", f"--{ESCAPE}"),
        ("compare", "mm1.yaml", "--with", f"name={ESCAPE}"),
        ("compare", "mm1.yaml", "--with", "staff.clerks.officers=2", "--measure", ESCAPE),
        ("run", "mm1.yaml", "--engine", ESCAPE),
        ("rerun", ESCAPE),
        ("report", ESCAPE),
        ("sweep", ESCAPE, "--out", ESCAPE),
    ],
)
def test_nothing_that_is_typed_steers_the_terminal(onestop, textbook, monkeypatch, typed):
    monkeypatch.chdir(textbook.parent)
    code, out, err = onestop(*typed)
    assert code == 2
    assert harmless(out)
    assert harmless(err)
    assert r"1b[31m\u202e" in err


@pytest.mark.parametrize("command", [("check",), ("check", "--json"), ("show",)])
def test_nothing_that_a_scenario_holds_steers_the_terminal(onestop, textbook, command):
    spelled = r'"A \u202e\u2066 B"'  # In quotes, a text may hold what the file may not.
    textbook.write_text(TEXTBOOK.replace('"M/M/1"', spelled), encoding="utf-8")
    code, out, _ = onestop(command[0], textbook, *command[1:])
    assert code == 0
    assert harmless(out)


def test_a_pipe_in_the_place_of_a_plan_or_a_result_is_refused(onestop, textbook, tmp_path):
    pipe, plan, result = (tmp_path / name for name in ("pipe.yaml", "plan.yaml", "result"))
    os.mkfifo(pipe)
    plan.write_text("base: pipe.yaml\n", encoding="utf-8")
    result.mkdir()
    for name in ("summary.json", "results.sqlite"):
        os.mkfifo(result / name)
    for typed in (
        ("compare", textbook, pipe),
        ("sweep", pipe, "--out", tmp_path / "out"),
        ("sweep", plan, "--out", tmp_path / "out"),
        ("rerun", pipe),
        ("rerun", result),
        ("report", result),
    ):
        code, out, err = onestop(*typed)
        assert (code, out) == (2, "")
        assert "cannot be read: it is a pipe, not a file" in err


SUMMARY = {
    "replications": 1,
    "measures": {"wait_mean": {"mean": 1.0}},
    "provenance": {
        "command": "onestop run mm1.yaml",
        "seed": 1,
        "engine": "compiled",
        "scenario_hash": "",
    },
}


@pytest.mark.parametrize(
    "changed",
    [
        {"replications": 2.5},
        {"replications": 10**15},
        {"replications": True},
        {"measures": {"wait_mean": 3}},
        {"measures": [1]},
        {"provenance": []},
        {"provenance": SUMMARY["provenance"] | {"seed": "x"}},
        {"provenance": SUMMARY["provenance"] | {"seed": -1}},
        {"provenance": SUMMARY["provenance"] | {"engine": "abacus"}},
        {"provenance": SUMMARY["provenance"] | {"command": 5}},
    ],
    ids=str,
)
def test_a_summary_that_says_what_cannot_be_is_refused(onestop, tmp_path, changed):
    path = tmp_path / "summary.json"
    path.write_text(json.dumps(SUMMARY | changed), encoding="utf-8")
    code, out, err = onestop("rerun", path)
    assert (code, out) == (2, "")
    assert "is no summary of a result" in err


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' + "9" * 5_000 + "}", "{", "\ufeff{}"])
def test_a_summary_that_cannot_be_read_is_refused(onestop, tmp_path, text):
    path = tmp_path / "summary.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = onestop("rerun", path)
    assert (code, out) == (2, "")
    assert "is no summary of a result" in err


def test_a_summary_that_is_no_json_is_refused_without_words_of_a_library(onestop, tmp_path):
    path = tmp_path / "summary.json"
    path.write_text("{", encoding="utf-8")
    err = onestop("rerun", path, "--lang", "vi")[2]
    assert err == f"{path} không phải là tóm tắt của một kết quả\n"


TOO_LONG = (
    "procedures.job: a time of 36500 days was drawn, and at most 24855 days, 68 years, can be "
    "simulated: write shorter times"
)


@pytest.mark.parametrize("command", ["run", "compare", "verify", "check"])
def test_a_service_that_takes_longer_than_a_life_is_an_error_of_the_scenario(
    onestop, textbook, command
):
    a_century = ("--set", "procedures.job.steps.receive={constant: 36500 days}")
    own = {
        "run": ("-n", 1, "--out", textbook.parent / "out"),
        "compare": ("-n", 2, "--with", "staff.clerks.officers=2"),
        "verify": ("-n", 1),
        "check": ("--warm-up",),
    }
    code, out, err = onestop(command, textbook, *a_century, *own[command], "--seed", 1)
    assert (code, out) == (2, "")
    assert err.endswith(f"{TOO_LONG}\n")
    assert not (textbook.parent / "out").exists()


def test_a_sweep_of_which_nothing_could_be_finished_is_no_result(onestop, textbook, tmp_path):
    plan, out = tmp_path / "plan.yaml", tmp_path / "out"
    vary = "vary: {procedures.job.steps.receive: [{constant: 36500 days}]}"
    plan.write_text(f"base: mm1.yaml\n{vary}\nreplications: 1\n", encoding="utf-8")
    code, _, err = onestop("sweep", plan, "--out", out, "--workers", 1)
    assert code == 2
    assert err.endswith(f": {TOO_LONG}\n")
    why = f"{out / 'results.sqlite'} holds no results yet: start what was to make them again"
    for command in ("report", "rerun"):
        assert onestop(command, out) == (2, "", f"{why}\n")
    assert [file.name for file in out.iterdir()] == ["results.sqlite"]
