"""Two hundred sweeps of a queue whose waits are known: what is named, and how often wrongly."""

from math import sqrt

import numpy as np
import pytest

from simulator.results.store import resumed
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.sweep import open_sweep, read_plan
from simulator.studies.sweep.design import SweepQuestion
from simulator.studies.sweep.frontier import cheapest_by_level
from tests.theory.test_closed_forms import mmc_wait

SWEEPS, REPLICATIONS = 200, 10

BASE = """\
name: M/M/3
period: {from: 2021-01-01, to: 2021-01-04, warm_up: 1 days}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    {field: any, volume: 0.2 per min, limit: none, steps: {receive: {exponential: {mean: 10 min}}}}
staff:
  clerks: {officers: 3, serves: [receive/all], cost: 1}
currency: million VND
"""

SPEEDS = {"first": 1.0, "second": 1.005, "third": 1.01, "winner": 1.08}
"""Of plans that cost more and more: the first three miss the target by a percent or more."""


def wait(speed):
    """Mean wait of M/M/3 (Erlang 1917), in minutes."""
    return mmc_wait(3, 2 / speed, 10 / speed)


TARGET = 0.99 * wait(SPEEDS["third"])

PLAN = f"""\
base: base.yaml
cases:
  first: {{staff.clerks.speed: 1.0, staff.clerks.cost: 1}}
  second: {{staff.clerks.speed: 1.005, staff.clerks.cost: 2}}
  third: {{staff.clerks.speed: 1.01, staff.clerks.cost: 3}}
  winner: {{staff.clerks.speed: 1.08, staff.clerks.cost: 4}}
replications: {REPLICATIONS}
targets: {{wait_mean: "<= {TARGET:.4f} min"}}
"""


def named(folder, plan, points, seed):
    """Sweep with a seed; return the case that is named, if any, its waits, and its grid's."""
    with resumed(folder) as store:
        session = SweepQuestion(plan, points).session(store, seed=seed, command="", check=False)
        for part in session.parts:
            part.run(ThisProcess(), lambda _event: None)
    with open_sweep(folder) as sweep:
        (each,) = cheapest_by_level(sweep)
        winner = sweep.series(sweep.points[-1], "wait_mean").values
        if not each.is_certain:
            return None, None, winner
        return each.point.case, sweep.answering(each.point, "wait_mean").values, winner


@pytest.mark.full
def test_of_two_hundred_sweeps_few_name_a_plan_that_misses_and_most_the_winner(tmp_path):
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    plan, points = read_plan(tmp_path / "plan.yaml")
    found = [named(tmp_path / str(seed), plan, points, seed) for seed in range(SWEEPS)]
    cases = [case for case, _waits, _winner in found]
    wrong = sum(case in ("first", "second", "third") for case in cases)
    assert wrong <= SWEEPS * 0.05 + 3 * sqrt(SWEEPS * 0.05 * 0.95)

    grid = np.concatenate([winner for _case, _waits, winner in found])
    error = grid.std(ddof=1) / sqrt(REPLICATIONS)
    assert (TARGET - wait(SPEEDS["winner"])) / error >= 3, "the winner is clear"
    assert cases.count("winner") >= 0.9 * SWEEPS

    flattered = [
        (waits.mean() - wait(SPEEDS["winner"])) / waits.std(ddof=1) * sqrt(len(waits))
        for case, waits, _winner in found
        if case == "winner"
    ]
    assert abs(np.mean(flattered)) < 0.6, "in standard errors; by a grid of 72 points: 1.9"
