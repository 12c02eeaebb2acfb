"""`onestop compare`, as a planner meets it."""

import json
import os
import shlex
import signal

import pytest

from simulator.reports.report import Report
from simulator.results.files import BRIEFS, COMPARE_FILES
from simulator.studies.pools.this_process import ThisProcess
from tests.studies.comparison.conftest import BUSY, CALM, CENTER

SHORT = ("--seed", 7, "-n", 3, "--quiet")


def test_a_variation_is_compared_with_the_file(onestop):
    code, out, err = onestop("compare", CENTER, "--with", BUSY, "--seed", 7, "-n", 6, "--quiet")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Two counters"
    assert lines[1] == (
        "1 March 2021 to 31 March 2021 · 2 scenarios · 6 replications of each · seed 7"
    )
    said = (
        "With “Land counter · Officers: 1 → 2” in place of “two-counters”, the mean wait is short"
    )
    assert lines[2].startswith("With 6 replications only large differences can be seen")
    assert lines[4].startswith("Side by side ")
    assert said in " ".join(lines)
    assert "Checked against the SimPy model: " in lines[-1]


def test_files_page_and_numbers_are_saved(onestop, tmp_path):
    out = tmp_path / "out"
    code, _, err = onestop("compare", CENTER, CENTER, "--seed", 7, "-n", 2, "--out", out)
    assert code == 0
    assert {file.name for file in out.iterdir()} == set(COMPARE_FILES) - {*BRIEFS}
    assert (
        f"Saved in {out}: results.sqlite, compare.csv, compare.json, compare.xlsx, compare.html"
        in err
    )
    assert (out / "compare.csv").read_bytes().startswith(b"\xef\xbb\xbffirst,second,measure,")
    assert b"two-counters (2)" in (out / "compare.html").read_bytes()


def test_an_earlier_comparison_is_not_replaced_unasked(onestop, tmp_path):
    arguments = ("compare", CENTER, "--with", BUSY, *SHORT, "--out", tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert onestop(*arguments)[0] == 0
    code, out, err = onestop(*arguments, "--seed", 99)
    assert (code, out) == (2, "")
    assert "holds a comparison with seed " in err
    assert onestop(*arguments, "--seed", 99, "--force")[0] == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_json_is_all_that_is_printed_and_its_command_repeats_it(onestop):
    name = "name='a; b'; staff.busy.officers=2"
    code, out, err = onestop(
        "compare", CENTER, "--with", name, "--with", CALM, "--set", "staff.busy.speed=1.1",
        "--measure", "wait_mean", "--measure", "visits", "--all-pairs", "--no-check", "--json",
        *SHORT,
    )  # fmt: skip
    assert (code, err) == (0, "")
    first = json.loads(out)
    assert [each["name"] for each in first["scenarios"]] == ["two-counters", "a; b", CALM]
    assert len(first["differences"]) == 3 * 2
    _, *arguments = shlex.split(first["provenance"]["command"])
    second = json.loads(onestop(*arguments, "--json", "--quiet")[1])
    assert second["scenarios"] == first["scenarios"]
    assert second["differences"] == first["differences"]
    assert second["provenance"]["command"] == first["provenance"]["command"]


def test_both_engines_find_the_same_differences(onestop):
    found = []
    for engine in ("compiled", "simpy"):
        arguments = ("compare", CENTER, "--with", BUSY, *SHORT, "--engine", engine, "--json")
        _, out, _ = onestop(*arguments)
        found.append(json.loads(out)["differences"])
    assert found[0] == found[1]


def test_without_quiet_the_check_is_told_beside_json(onestop):
    _, out, err = onestop("compare", CENTER, "--with", BUSY, "-n", 2, "--seed", 7, "--json")
    assert json.loads(out)
    assert "Checked against the SimPy model: " in err
    assert "4 of 4 replications" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((CENTER,), "two to 26 scenarios, not 1"),
        ((CENTER, "nowhere.yaml"), "nowhere.yaml"),
        ((CENTER, "--with", ";"), "--with sets nothing"),
        ((CENTER, "--with", "staff.bsuy.officers=2"), "--with staff.bsuy.officers=2: staff.bsuy"),
        ((CENTER, "--with", "period.to=2021-04-01"), "only the same days can be compared"),
        ((CENTER, "--with", BUSY, "--measure", "wait_maen"), "did you mean 'wait_mean'?"),
        (
            (CENTER, "--with", "name=Late; demand.hours={'9': 1}", "--measure", "wait_mean.08h"),
            "Late: there is no measure 'wait_mean.08h'",
        ),
        ((CENTER, "--with", BUSY, "-n", "1"), "not a whole number of 2 or more"),
        ((CENTER, "--with", BUSY, "--seed", "-1"), "not a whole number from 0"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(onestop, tmp_path, arguments, told):
    out = tmp_path / "out"
    code, text, err = onestop("compare", *arguments, "--out", out)
    assert (code, text) == (2, "")
    assert told in err
    assert " of 20 replications" not in err
    assert not out.exists()


class InterruptedAfter(ThisProcess):
    """A pool in which Ctrl-C is pressed after some replications and checks."""

    def __init__(self, done):
        self.left = done

    def submit(self, function, *arguments):
        if not self.left:
            os.kill(os.getpid(), signal.SIGINT)
        self.left -= 1
        return super().submit(function, *arguments)


@pytest.fixture
def interrupted_after(monkeypatch):
    """Has Ctrl-C pressed after some replications and checks."""

    def interrupt(done):
        monkeypatch.setattr(
            "simulator.studies.pools.choosing.pool_for", lambda *_: InterruptedAfter(done)
        )

    return interrupt


GROWN = ("--with", "demand.growth=1.1")


def test_what_both_have_finished_is_told_and_saved_after_an_interrupt(
    onestop, tmp_path, monkeypatch, interrupted_after
):
    interrupted_after(5 + 2)  # of the third replication, the first scenario only; both are checked
    compared = ("compare", CENTER, *GROWN, "--seed", 7)
    code, text, err = onestop(*compared, "-n", 9, "--out", tmp_path)
    assert code == 130
    assert "Interrupted: 2 of 9 replications finished." in text
    assert "onestop: interrupted: 2 of 9 replications finished" in err
    found = json.loads((tmp_path / "compare.json").read_text(encoding="utf-8"))
    assert found["replications"] == 2
    monkeypatch.undo()
    whole = json.loads(onestop(*compared, "--json", "-n", 2)[1])
    assert found["differences"] == whole["differences"]


def test_nothing_is_told_where_not_every_scenario_has_finished(
    onestop, tmp_path, monkeypatch, interrupted_after
):
    interrupted_after(1)
    compared = ("compare", CENTER, *GROWN, "-n", 3)
    code, text, err = onestop(*compared, "--out", tmp_path / "out")
    assert (code, text) == (130, "")
    assert "interrupted: 1 replication is stored; the same command goes on" in err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["results.sqlite"]
    monkeypatch.undo()
    code, _, err = onestop(*compared, "--out", tmp_path / "out")
    assert code == 0
    assert "5 of 5 replications" in err


def test_an_interruption_while_saving_does_not_stop_it(onestop, tmp_path, monkeypatch):
    save = Report.saved_in

    def interrupted(*arguments, **options):
        os.kill(os.getpid(), signal.SIGINT)
        return save(*arguments, **options)

    monkeypatch.setattr(Report, "saved_in", interrupted)
    code, _, _ = onestop("compare", CENTER, "--with", BUSY, *SHORT, "--out", tmp_path)
    assert code == 130
    assert {file.name for file in tmp_path.iterdir()} == set(COMPARE_FILES) - {*BRIEFS}


def test_scenarios_are_called_by_their_names_in_the_language_of_the_page(onestop, tmp_path):
    named = f"name={{vi: Thêm một công chức, en: One officer more}}; {BUSY}"
    of = ("compare", CENTER, "--with", named, *SHORT, "--no-check", "--out", tmp_path)
    _, out, _ = onestop(*of, "--lang", "vi")
    assert "Thêm một công chức" in out
    assert onestop("report", tmp_path, "--lang", "en")[0] == 0
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")
    assert "B One officer more" in page
    told = page.partition('id="scenarios"')[0]  # which has what was typed
    assert "Thêm một" not in told


def test_a_wrong_engine_is_told_last_and_the_differences_before(onestop, wrong_engine):
    code, text, err = onestop("compare", CENTER, "--with", BUSY, *SHORT)
    assert code == 1
    assert "Checked against the SimPy model: they differ" in text
    assert "this is a defect of the program" in err
    assert "onestop compare " in err


def test_vietnamese_is_spoken(onestop):
    code, out, _ = onestop("compare", CENTER, "--with", BUSY, *SHORT, "--lang", "vi")
    assert code == 0
    assert "compared" not in out
