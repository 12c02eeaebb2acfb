"""`--brief` and `--brief-word`: one sheet for the leadership, beside the other files."""

import shutil
from pathlib import Path

import pytest

from simulator.cli import console
from simulator.results.files import BRIEF, BRIEF_IN_WORD, STORE
from simulator.results.store import resumed

DISTRICT = Path(__file__).parent / "reports" / "district.yaml"
CENTER = Path(__file__).parent / "studies" / "comparison" / "two-counters.yaml"
BASE = Path(__file__).parent / "studies" / "sweep" / "invalid" / "base.yaml"
PLAN = """\
base: base.yaml
vary: {staff.clerks.officers: [2, 3]}
replications: 2
targets: {wait_mean: "<= 500 min"}
decide: {at_most: 0}
"""


@pytest.fixture
def plan(tmp_path):
    shutil.copy(BASE, tmp_path / "base.yaml")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path / "plan.yaml"


def test_a_stored_run_is_told_on_one_sheet_in_the_language_that_is_asked_for(onestop, folder):
    code, out, err = onestop("report", folder, "--brief", "--brief-word", "--lang", "vi")
    assert (code, out) == (0, "")
    assert err.endswith(f", {BRIEF}, {BRIEF_IN_WORD}\n")
    assert "<h1>TỜ TRÌNH</h1>" in (folder / BRIEF).read_text(encoding="utf-8")
    assert (folder / BRIEF_IN_WORD).read_bytes().startswith(b"PK")


def test_a_comparison_makes_it_and_a_report_makes_the_same_again(onestop, tmp_path):
    compare = ("compare", CENTER, "--with", "staff.busy.officers=2", "-n", 3, "--seed", 1)
    code, _out, err = onestop(*compare, "--out", tmp_path / "out", "--brief", "--no-check")
    assert code == 0
    assert BRIEF in err
    made = (tmp_path / "out" / BRIEF).read_bytes()
    (tmp_path / "out" / BRIEF).unlink()
    assert onestop("report", tmp_path / "out", "--brief")[0] == 0
    assert (tmp_path / "out" / BRIEF).read_bytes() == made


def test_a_sweep_makes_it(onestop, plan, tmp_path):
    sweep = ("sweep", plan, "--workers", 1, "--seed", 1, "-q", "--no-check", "--brief")
    assert onestop(*sweep, "--out", tmp_path / "out")[0] == 0
    assert "It is proposed: " in (tmp_path / "out" / BRIEF).read_text(encoding="utf-8")


def test_a_sheet_of_earlier_numbers_does_not_stay_beside_those_of_a_sweep(tmp_path):
    for _time in range(2):
        with resumed(tmp_path) as store:
            store.commit({})
        assert [file.name for file in tmp_path.iterdir()] == [STORE]
        (tmp_path / BRIEF).touch()


@pytest.mark.parametrize("option", ["--brief", "--brief-word"])
@pytest.mark.parametrize("command", [("run", DISTRICT), ("compare", CENTER, CENTER)])
def test_it_needs_a_folder(onestop, command, option):
    code, _out, err = onestop(*command, option)
    assert (code, err) == (2, f"{option} needs a folder: add --out DIR\n")


def test_without_the_library_the_file_for_word_is_refused_before_anything_is_done(
    onestop, tmp_path, monkeypatch
):
    monkeypatch.setattr(console, "find_spec", lambda _name: None)
    code, _out, err = onestop("run", DISTRICT, "--brief-word", "--out", tmp_path / "out")
    told = "--brief-word needs the extra: pip install 'onestop-simulator[office]'\n"
    assert (code, err) == (2, told)
    assert not (tmp_path / "out").exists()


def test_what_decides_a_comparison_has_none(onestop, tmp_path):
    compare = ("compare", CENTER, "--with", "staff.busy.officers=2", "--sensitivity", "--brief")
    code, _out, err = onestop(*compare, "--out", tmp_path / "out")
    assert (code, err) == (2, "--brief is of the comparison: leave it out with --sensitivity\n")
    assert not (tmp_path / "out").exists()


def test_a_study_that_has_none_is_left_as_it_is(onestop, tmp_path):
    levers = ("sensitivity", CENTER, "--levers", "-n", 2, "-q", "--out", tmp_path / "out")
    assert onestop(*levers)[0] == 0
    code, _out, err = onestop("report", tmp_path / "out", "--brief")
    assert (code, err) == (2, "--brief is of a run, a comparison or a sweep: leave it out\n")
    assert (tmp_path / "out" / STORE).exists()
