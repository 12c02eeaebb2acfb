"""README says what the code says."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from simulator.studies.compiling import compile_engine
from simulator.studies.sweep import open_sweep

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SCENARIO = Path("scenarios") / "van-don-2021.yaml"


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
