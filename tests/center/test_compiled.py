"""The compiled engine gives the outcome of the SimPy model, array for array.

Random Centers are in `test_invariants`, and every Center of the other tests is served by both
(`build.Scene.run`); here are the shipped scenarios, and Centers of unusual sizes.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.center import serve
from simulator.center.compiled import serve_compiled
from simulator.demand import Plan, draw_replication
from simulator.demand.workload import DAY, NONE, same_arrays
from simulator.scenario import load_scenario
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import Dossier
from tests.center.steps import serve as served

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(SCENARIOS.rglob("*.yaml"))
ENGINES = ("compiled", "simpy")


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_are_served_alike(path):
    plan = Plan(load_scenario(path))
    for replication in range(5):
        workload, roster = draw_replication(plan, seed=7, replication=replication)
        one, other = (serve(workload, roster, engine=engine) for engine in ENGINES)
        assert same_arrays(one, other)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_are_served_alike_until_the_eighth_morning(path):
    workload, roster = draw_replication(Plan(load_scenario(path)), seed=8, replication=0)
    week = replace(workload, horizon=7 * DAY + 10 * HOUR)
    one, other = (serve(week, roster, engine=engine) for engine in ENGINES)
    assert (one.ops.finish > 0).sum() > 400
    assert same_arrays(one, other)


WITH_BOUNDS_CHECKED = """
from simulator.center.compiled import serve_all, serve_compiled
from simulator.center.laying_out import lay_out
from simulator.demand.workload import same_arrays
from tests.center.mutants import cases

for workload, roster, outcome in cases(300):
    assert same_arrays(outcome, serve_compiled(workload, roster))
floor = lay_out(workload, roster)
try:
    serve_all(floor._replace(start=floor.start[:0]))
except IndexError:
    print("noticed")
"""


@pytest.mark.slow
def test_no_index_is_out_of_bounds(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WITH_BOUNDS_CHECKED],
        env=os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode) == ("noticed\n", 0), done.stderr


@pytest.fixture(scope="module")
def drawn():
    plan = Plan(load_scenario(SCENARIOS / "van-don-2021-summer-leave.yaml"))
    return draw_replication(plan, seed=7, replication=0)


def test_a_horizon_in_the_middle_of_work(drawn):
    workload, roster = drawn
    for horizon in (
        0,
        1,
        9 * HOUR + 7,
        3 * DAY + 10 * HOUR + 13,
        20 * DAY + 16 * HOUR + 59 * MINUTE,
    ):
        cut = replace(workload, horizon=horizon)
        one, other = (serve(cut, roster, engine=engine) for engine in ENGINES)
        assert same_arrays(one, other)


def test_the_order_of_events_in_an_instant_does_not_matter(drawn):
    outcome = serve_compiled(*drawn)
    assert all(same_arrays(outcome, serve_compiled(*drawn, salt=salt)) for salt in (1, 170, 2**30))


def test_serving_changes_neither_contract_and_takes_arrays_that_may_not_be_written_to(drawn):
    workload, roster = drawn
    locked = [
        array
        for part in (workload.jobs, workload.ops, workload.trips, workload.time, roster)
        for name in part.__dataclass_fields__
        if isinstance(array := getattr(part, name), np.ndarray)
    ]
    outcome = serve(workload, roster)
    for array in locked:
        array.flags.writeable = False
    try:
        assert same_arrays(outcome, serve(workload, roster))
    finally:
        for array in locked:
            array.flags.writeable = True


@pytest.mark.parametrize("officers", [0, 1, 31, 32, 33, 64, 65, 130])
def test_any_number_of_officers(officers):
    scene = Scene(days=2)
    desk, back = scene.station(), scene.station(discipline="due-date")
    for number in range(officers):
        serves = (desk,) if number % 3 else (desk, back)
        scene.officer(*serves, helps=[] if number % 3 == 0 else [back], speed=1 + number % 2 / 10)
    for number in range(200):
        scene.visit(desk, "08:00", 20 * MINUTE + number, brings=[Dossier([served(back, HOUR)])])
    assert len(scene.run().outcome.ops.start) == 400


def test_any_number_of_stations():
    scene = Scene(days=1)
    stations = [scene.station() for _ in range(150)]
    for first in range(0, 150, 15):
        scene.officer(*stations[first : first + 15], helps=stations[:first][:5])
    for number in range(300):
        scene.visit(stations[number * 7 % 150], "08:00", 5 * MINUTE + number % 4)
    assert (scene.run().outcome.ops.start >= 0).sum() > 100


@pytest.mark.parametrize("duty", [[], [("08:00", "09:00")]])
def test_an_officer_without_duty_serves_nobody(duty):
    scene = Scene(days=2)
    desk, back = scene.station(), scene.station()
    scene.officer(desk, duty=[])
    scene.officer(desk, back, duty=duty)
    for _ in range(3):
        scene.visit(desk, "08:10", 10 * MINUTE, brings=[Dossier([served(back, MINUTE)])])
    outcome = scene.run().outcome
    assert set(outcome.ops.officer.tolist()) == {1 if duty else NONE}


def test_an_officer_without_a_job():
    scene = Scene(days=2)
    scene.officer(scene.station())
    assert scene.run().outcome.worked.seconds.tolist() == [[0, 0]]


def test_nobody_at_all():
    scene = Scene(days=1)
    outcome = scene.run().outcome
    assert len(outcome.ops.ready) == len(outcome.worked.officer) == 0
