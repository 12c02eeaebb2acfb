"""`onestop sensitivity --levers` and `onestop run --levers`, as a planner meets them."""

import json

import pytest

from simulator.results.files import LEVERS_FILES
from simulator.results.run import read_run
from tests.studies.levers.centers import text_of

SHORT = ("--seed", 7, "-n", 2)


@pytest.fixture
def center(tmp_path):
    """Return a small Center in a file."""
    file = tmp_path / "center.yaml"
    file.write_text(text_of("alone"), encoding="utf-8")
    return file


def test_levers_are_pulled_saved_gone_on_with_shown_again_and_computed_again(
    onestop, center, tmp_path
):
    out = tmp_path / "out"
    command = ("sensitivity", center, "--levers", *SHORT, "--out", out)
    code, _, err = onestop(*command)
    assert code == 0
    assert {file.name for file in out.iterdir()} == set(LEVERS_FILES)
    assert "Saved in " in err
    data = json.loads((out / "levers.json").read_text(encoding="utf-8"))
    assert len(data["levers"]) == 7
    assert onestop(*command)[2].startswith("Saved in")  # nothing was run
    assert onestop("report", out)[0] == 0
    code, said, _ = onestop("rerun", out)
    assert (code, said[:11]) == (0, "identical: ")
    more = next(each for each in data["levers"] if each["lever"] == "staff.officers more counter")
    ((path, officers),) = more["set"].items()
    code, _, err = onestop(*command, "--set", f"{path}={officers}")  # what a lever has led to
    assert (code, "of other scenarios, none of which is asked for now" in err) == (2, True)
    assert json.loads((out / "levers.json").read_text(encoding="utf-8")) == data


def test_what_is_of_assumptions_is_refused(onestop, center):
    code, _, err = onestop("sensitivity", center, "--levers", "--all", "--measure", "wait_mean")
    assert (code, err) == (2, "--measure, --all: of assumptions, and not of levers; leave it out\n")


def test_a_run_names_the_best_levers_of_a_study_of_its_scenario_and_keeps_them(
    onestop, center, tmp_path
):
    study, out = tmp_path / "study", tmp_path / "out"
    assert onestop("sensitivity", center, "--levers", "--seed", 7, "-n", 8, "--out", study)[0] == 0
    command = ("run", center, "--seed", 7, "-n", 2, "--out", out)
    best = "It would help: One officer more: counter (1 officer more, 100 units of cost a year)."
    code, said, _ = onestop(*command, "--levers", study)
    assert (code, best in " ".join(said.split())) == (0, True)
    (first, *_others) = json.loads((out / "summary.json").read_text(encoding="utf-8"))["levers"]
    assert (first["key"], first["way"], first["where"]) == ("staff.officers", "more", ["counter"])
    by_itself = best.removeprefix("It would help: ")
    assert by_itself in (out / "report.html").read_text(encoding="utf-8")
    assert read_run(out).levers[0].key == "staff.officers"
    other = ("--set", "staff.counter.speed=1.1")
    code, _, err = onestop("run", center, *other, "--levers", study, "-n", 1)
    assert (code, err) == (2, f"{study} holds a study of levers of another scenario\n")
