"""The scripts that write parts of the docs: the reference is new, and tables tell what they may."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.measures import Estimate, Method
from simulator.results.files import COMPARE_FILES, RUN_FILES, SWEEP_FILES
from tests.shipped import CENTERS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def script(monkeypatch):
    """Returns what a script of docs defines, which is not run."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    return lambda name: runpy.run_path(str(ROOT / "docs" / f"{name}.py"), run_name=name)


@pytest.fixture
def parts(script):
    """The parts of the reference, by their marks."""
    return script("reference")["parts"]()


def rows(table):
    """The rows of tables, by what stands first in each."""
    return {line.split("`")[1]: line for line in table.splitlines() if line.startswith("| `")}


def test_the_reference_is_what_the_code_declares(script, parts):
    """After a change of it, run `python docs/reference.py`."""
    for mark, content in parts.items():
        for page, text in script("blocks")["with_part"](mark, content).items():
            assert page.read_text(encoding="utf-8") == text, page


def test_the_reference_tells_a_key_with_its_values_its_default_and_its_meaning(parts):
    told = rows(parts["keys"])
    retries = "| `citizens.retries` | Further trips before giving up | whole number | `3` | Trips "
    assert told["citizens.retries"].startswith(retries)
    assert "| needed |" in told["staff.GROUP.officers"]
    assert "`finish` (receive, return); `pause` (app" in told["queues.STATION.at_break"]
    assert "`per year`" in told["procedures.PROCEDURE.volume"]
    assert "| points, or `full` |" in told["scores.par_index.areas.AREA.target"]
    assert "Coefficient of variation" in told["gamma.cv"]
    assert told["calendars.CALENDAR"].count("the keys of `calendar`") == 1
    assert [path for path in told if path.startswith("calendars.CALENDAR.")] == [
        "calendars.CALENDAR.label"  # which the Center's own does not have
    ]


def test_keys_and_measures_are_told_in_vietnamese_too(parts):
    for name in ("keys", "measures"):
        assert list(rows(parts[name])) == list(rows(parts[f"{name}-vi"]))
    assert "| bắt buộc | Số công chức" in rows(parts["keys-vi"])["staff.GROUP.officers"]
    assert "thời gian chờ" in rows(parts["measures-vi"])["wait_p90"]


def test_every_key_says_what_it_means(parts):
    for name in ("keys", "keys-vi"):
        assert not [row for row in rows(parts[name]).values() if row.endswith("|  |")]


def test_every_file_of_a_result_is_told(parts):
    for name, files in (("run", RUN_FILES), ("compare", COMPARE_FILES), ("sweep", SWEEP_FILES)):
        assert list(rows(parts[f"files-{name}"])) == list(files)


def test_a_rule_is_told_in_short_and_in_full(parts):
    sections = parts["rules"].split("## ")[1:]
    assert [section.split()[0] for section in sections] == [f"R{n}" for n in range(1, 15)]
    told = "A station may issue a limited number of tickets a day; an appointment needs none."
    assert f"\n\n*{told}*\n\n" in sections[9]


def test_a_mark_that_no_page_has_is_refused(script):
    with pytest.raises(SystemExit, match="no page has marks 'nothing'"):
        script("blocks")["with_part"]("nothing", "")


def test_of_all_levers_together_only_what_holds_is_bold(script):
    """A difference of 2.6 standard errors leaves out 0 alone, and not as one of twelve."""
    levers = script("levers")
    changes = {"strong": 2.0, "weak": 0.6, "none": 0.0}
    varies = np.tile([-1.0, 1.0], 10)
    runs = {change: levers["Run"](overrides=(change,)) for change in changes}
    results = {levers["Run"](): {column.measure: varies * 0 for column in levers["COLUMNS"]}} | {
        run: {column.measure: (changes[change] + varies) / 10 for column in levers["COLUMNS"]}
        for change, run in runs.items()
    }
    cases = {change: levers["Case"](run) for change, run in runs.items()}
    written = levers["table"](cases, results, corner="lever")
    bold = {line.split(" | ")[0]: line.count("**") // 2 for line in written.splitlines()}
    assert [bold[f"| {change}"] for change in changes] == [4, 0, 0]
    assert written.endswith(
        "20 replications, seed 2021, in bold where the interval leaves out 0; where fewer than "
        "three replications differ from the rest, there is none. All intervals together "
        "hold with 95 %: each has 99.58 % (Bonferroni over 3 pairs of scenarios × 4 measures)."
    )


def test_the_highest_mean_of_a_plan_is_told_as_that_of_the_points_tried(script):
    means = {"low": 0.5, "high": 0.899, "middle": 0.8}
    sweep = SimpleNamespace(
        estimate=lambda point, _measure: Estimate(
            means[point], means[point] - 0.004, means[point] + 0.004, 20, Method.T
        )
    )
    assert script("yearly_plan")["highest_text"](sweep, list(means)) == (
        "the highest mean on time of the 3 points tried is 89.9 % (89.5 – 90.3)"
    )


def test_five_published_figures_stand_beside_every_scenario_of_2026(script):
    published = script("published")
    assert {len(figures) for figures in published["FIGURES"].values()} == {5}
    assert set(published["FIGURES"]) == {path.stem for path in CENTERS if "2026" in path.stem}


@pytest.mark.full
@pytest.mark.parametrize("mark", ["published", "no-shows", "in-a-row"])
def test_published_figures_stand_beside_what_the_scenarios_come_to(script, mark):
    """After a change of it, run `python docs/published.py`."""
    content = script("published")["PARTS"][mark]()
    for page, text in script("blocks")["with_part"](mark, content).items():
        assert page.read_text(encoding="utf-8") == text
