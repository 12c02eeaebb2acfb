"""`onestop sensitivity --levers` and `onestop run --levers`, as a planner meets them."""

import json

import pytest

from simulator.results.folder import LEVERS_FILES
from tests.studies.levers.centers import ALONE, BASE

SHORT = ("--seed", 7, "-n", 2)


@pytest.fixture
def center(tmp_path):
    """Return a small Center in a file."""
    file = tmp_path / "center.yaml"
    file.write_text(BASE.format(name="Alone") + ALONE, encoding="utf-8")
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


def test_what_is_of_assumptions_is_refused(onestop, center):
    code, _, err = onestop("sensitivity", center, "--levers", "--all", "--measure", "wait_mean")
    assert (code, err) == (2, "--measure, --all: of assumptions, and not of levers; leave it out\n")


def test_a_run_tells_its_best_levers_where_it_is_asked(onestop, center, tmp_path):
    out = tmp_path / "out"
    command = ("run", center, "--seed", 7, "-n", 8, "--out", out)
    code, said, _ = onestop(*command, "--levers")
    assert code == 0
    best = "It would help: One officer more: counter (1 officer more, 100 a year)."
    assert best in " ".join(said.split())
    data = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert data["levers"][0]["lever"] == "staff.officers more counter"
    assert "What would help" in (out / "report.html").read_text(encoding="utf-8")
    assert onestop("report", out)[0] == 0
    assert "What would help" in (out / "report.html").read_text(encoding="utf-8")
    assert onestop("rerun", out)[0] == 0
    _, plain, _ = onestop(*command)
    assert "It would help" not in plain
    assert "levers" not in json.loads((out / "summary.json").read_text(encoding="utf-8"))
