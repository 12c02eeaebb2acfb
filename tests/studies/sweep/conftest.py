"""A small Center and plans of it, run in this process or by the command line."""

import sqlite3
from pathlib import Path

import pytest

from simulator.results.store import resumed
from simulator.studies.compiling import compile_engine
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sweep import open_sweep, read_plan
from simulator.studies.sweep.design import SweepQuestion

BASE = Path(__file__).parent / "invalid" / "base.yaml"

PLAN = """\
base: base.yaml
vary:
  staff.clerks.officers: [1, 2]
  demand.growth: [1.0, 1.2]
cases:
  today: {}
  trained: {staff.clerks.speed: 1.1}
replications: 3
targets: {wait_mean: "<= 5 min"}
decide: {at_most: 0}
"""

OVERLOADED = (
    PLAN.replace('wait_mean: "<= 5 min"', 'before_due_rate: ">= 0.5"')
    .replace("[1.0, 1.2]", "[2.0]")
    .replace("replications: 3", "replications: 6")
)
"""Where points cannot carry their load: the target is of dossiers without a limit, which are all in
time. Of six replications alike, 46 % of the years may yet be others: 1 − 0.025^(1/6)."""

YEARS = """\
base: base.yaml
vary: {staff.clerks.officers: [1]}
replications: 12
targets: {wait_mean: "<= 14 min"}
decide: {at_most: 0}
years: 0.5
"""
"""Means of 4.6 to 15.8 minutes: two replications are above 14, and three above 12.5."""

SEED = 3


@pytest.fixture(autouse=True, scope="session")
def compiled():
    """The engine is compiled before, so that no worker compiles."""
    compile_engine()


@pytest.fixture
def write(tmp_path):
    """Writes a plan beside the base; returns its path."""
    (tmp_path / "base.yaml").write_bytes(BASE.read_bytes())

    def write_plan(text=PLAN):
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_plan


@pytest.fixture
def sweep(tmp_path):
    """Runs the grid of a plan into a folder, by a pool; returns what the store kept before."""

    def run_it(path, pool=None, *, out=tmp_path / "out", seed=SEED, decide=False):
        plan, points = read_plan(path)
        with resumed(out) as store:
            question = SweepQuestion(plan, points)
            session = question.session(store, seed=seed, command="", check=False)
            for part in session.parts if decide else session.parts[:1]:
                part.run(pool or ThisProcess(), lambda _event: None)
        return session.taken

    return run_it


def table(folder, query):
    """The rows of a query to a store, which is not made by asking."""
    db = sqlite3.connect(f"{(folder / 'results.sqlite').as_uri()}?mode=rw", uri=True)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def stored(folder):
    """All that a store holds of a sweep, less when it was run; values to the last bit."""
    return {
        "points": table(folder, "SELECT * FROM points ORDER BY id"),
        "scenarios": table(folder, "SELECT * FROM scenarios ORDER BY id"),
        "finished": table(folder, "SELECT * FROM finished ORDER BY 1, 2"),
        "results": table(
            folder,
            "SELECT scenario, replication, name, hex(value), value, count "
            "FROM results JOIN measures ON measures.id = measure ORDER BY 1, 2, 3",
        ),
    }


@pytest.fixture
def results(sweep, write, tmp_path):
    """The results of the plan, which is overloaded with one clerk."""
    sweep(write())
    with open_sweep(tmp_path / "out") as found:
        yield found
