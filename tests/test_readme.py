"""README says what the code says."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from simulator.measures import Estimate, Method
from simulator.studies.compiling import compile_engine
from simulator.studies.sweep import open_sweep

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SCENARIO = Path("scenarios") / "van-don-2021.yaml"
KEYS = runpy.run_path(str(ROOT / "docs" / "keys.py"))


def test_the_table_of_keys_is_that_of_the_schema():
    """After a change of the schema, run `python docs/keys.py`."""
    readme = README.read_text(encoding="utf-8")
    assert KEYS["with_table"](readme) == readme


def test_the_table_tells_a_key_with_its_values_its_default_and_its_meaning():
    rows = {line.split("`")[1]: line for line in KEYS["table"]().splitlines()[2:]}
    retries = "| `citizens.retries` | whole number | `3` | Trips after being sent home, "
    assert rows["citizens.retries"].startswith(retries)
    assert "| needed |" in rows["staff.GROUP.officers"]
    assert "`finish` (receive, return); `pause` (app" in rows["queues.STATION.at_break"]
    assert "`per year`" in rows["procedures.PROCEDURE.volume"]
    assert "| points, or `full` |" in rows["scores.par_index.areas.AREA.target"]


@pytest.fixture
def script(monkeypatch):
    """Returns what a script of docs defines, which is not run."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    return lambda name: runpy.run_path(str(ROOT / "docs" / f"{name}.py"), run_name=name)


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


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the scenario of the examples, of a few days in place of a year."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / SCENARIO).write_text(
        f"extends: {ROOT / SCENARIO}\n"
        "period: {from: 2021-03-01, to: 2021-03-05, warm_up: 2 days}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("Agg")
    compile_engine()  # so that no worker compiles
    yield tmp_path
    plt.close("all")


def test_the_examples_in_python_run_one_after_the_other(clone):
    """As they stand, but for the number of replications, and of days."""
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    names = {"__name__": "__main__"}
    for number, block in enumerate(blocks):
        few = re.sub(r"replications=\d+", "replications=2", block)
        exec(compile(few, f"README, Python {number + 1}", "exec"), names)  # noqa: S102  # what README says
    assert names["measures"]["wait_mean"] > 0
    assert set(names["differences"]["second"]) == {"4 officers", "5 officers"}
    with open_sweep(clone / "plan") as sweep:
        assert [sweep.replications(point) for point in sweep.points] == [2, 2]
