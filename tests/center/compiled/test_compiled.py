"""The compiled engine gives the outcome of the SimPy model, array for array.

Random Centers are in `test_invariants`, and every Center of the other tests is served by both
(`build.Scene.run`); here are the shipped scenarios, Centers of unusual sizes,
and what random ones hardly ever meet.
"""

import os
import subprocess
import sys
from dataclasses import replace
from inspect import getsource

import numpy as np
import pytest

from simulator.center import serve
from simulator.center.compiled import bit_sets, heaps, run, serve_compiled
from simulator.center.compiled.layout import Floor
from simulator.demand import PreparedScenario, draw_replication, kernels
from simulator.demand.workload import DAY, FAR, NONE, same_arrays
from simulator.scenario import load_scenario
from tests.center.build import Scene
from tests.center.compiled.mutants import RULES
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import Dossier
from tests.center.steps import serve as served
from tests.shipped import FOLDER, SCENARIOS

ENGINES = ("compiled", "simpy")


@pytest.mark.full
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios_are_served_alike(path):
    plan = PreparedScenario(load_scenario(path))
    for replication in range(5):
        workload, roster = draw_replication(plan, seed=7, replication=replication)
        one, other = (serve(workload, roster, engine=engine) for engine in ENGINES)
        assert same_arrays(one, other)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios_are_served_alike_until_the_eighth_morning(path):
    workload, roster = draw_replication(
        PreparedScenario(load_scenario(path)), seed=8, replication=0
    )
    week = replace(workload, horizon=7 * DAY + 10 * HOUR)
    one, other = (serve(week, roster, engine=engine) for engine in ENGINES)
    assert (one.ops.finish > 0).sum() > 400
    assert same_arrays(one, other)


WITH_BOUNDS_CHECKED = """
from simulator.center.compiled import serve_compiled
from simulator.center.compiled.laying_out import lay_out
from simulator.center.compiled.run import serve_all
from simulator.demand.workload import same_arrays
from tests.center.compiled.mutants import cases

served = cases(300)
for workload, roster, outcome in served:
    assert same_arrays(outcome, serve_compiled(workload, roster))
floor = lay_out(*served[0][:2])  # somebody comes there
try:
    serve_all(floor._replace(start=floor.start[:0]))
except IndexError:
    print("noticed")
"""


def test_no_index_is_out_of_bounds(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WITH_BOUNDS_CHECKED],
        env=os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode) == ("noticed\n", 0), done.stderr


@pytest.mark.parametrize("module", [*RULES, bit_sets, heaps], ids=lambda module: module.__name__)
def test_a_change_in_any_module_gives_the_machine_code_another_folder(module):
    assert getsource(module) in named_after()


def test_a_new_order_of_the_floor_gives_the_machine_code_another_folder():
    assert f"Floor {Floor._fields!r}" in named_after()


def named_after():
    """The texts from which the folder for the code of the engine has its name."""
    return list(kernels._compiled_into(vars(run), set()))


@pytest.fixture(scope="module")
def drawn():
    plan = PreparedScenario(load_scenario(FOLDER / "van-don-2021-summer-leave.yaml"))
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


def test_of_two_who_came_at_once_and_waited_alike_the_lower_number_is_called():
    scene = Scene(days=1)
    one, two = scene.station(target_wait=600), scene.station(target_wait=600)
    scene.officer(one, two, chooses="target")
    scene.visit(one, "08:00", HOUR)
    scene.visit(one, "08:01", MINUTE)
    scene.visit(two, "08:02", MINUTE)
    scene.visit(one, "08:02", MINUTE)
    assert np.argsort(scene.run().outcome.ops.start).tolist() == [0, 1, 2, 3]


def test_of_two_who_waited_alike_the_lower_number_is_called_whoever_came_first():
    scene = Scene(days=1)
    one, two = scene.station(target_wait=601), scene.station(target_wait=600)
    scene.officer(one, two, chooses="target")
    scene.visit(two, 8 * HOUR, HOUR)
    scene.visit(two, 9 * HOUR - 600, MINUTE)
    scene.visit(one, 9 * HOUR - 601, MINUTE)
    other = Scene(days=1)
    one, two = other.station(target_wait=601), other.station(target_wait=600)
    other.officer(one, two, chooses="target")
    other.visit(two, 8 * HOUR, HOUR)
    other.visit(one, 9 * HOUR - 601, MINUTE)
    other.visit(two, 9 * HOUR - 600, MINUTE)
    for either in (scene, other):
        assert np.argsort(either.run().outcome.ops.start).tolist() == [0, 1, 2]


def test_who_has_been_released_is_bound_no_more_on_the_next_day():
    scene = Scene(days=2)
    desk = scene.station(at_break="pause")
    scene.officer(desk, duty=[("08:00", "17:00"), (DAY + 8 * HOUR, DAY + 10 * HOUR)])
    scene.officer(desk, duty=[("08:00", "17:30")])
    for arrival, work in (("16:30", 240), ("16:35", 30), ("16:40", 5)):
        scene.visit(desk, arrival, work * MINUTE)
    scene.papers("17:15", served(desk, MINUTE))
    finish = scene.run().outcome.ops.finish.tolist()
    assert finish == [
        NONE,
        17 * HOUR + 5 * MINUTE,
        17 * HOUR + 10 * MINUTE,
        17 * HOUR + 16 * MINUTE,
    ]


def test_who_is_bound_last_is_released_too():
    scene = Scene(days=2)
    desk = scene.station(at_break="pause")
    scene.officer(desk, duty=[("08:00", "17:00"), (DAY + 8 * HOUR, DAY + 10 * HOUR)])
    scene.officer(desk, duty=[("08:00", "17:30")])
    scene.officer(desk, duty=[("08:00", "17:30")])
    for arrival, work in (("16:30", 240), ("16:35", 30), ("16:35", 40), ("16:40", 5)):
        scene.visit(desk, arrival, work * MINUTE)
    assert scene.run().outcome.ops.finish[0] == NONE


def test_whoever_is_released_leaves_the_others_at_work():
    scene = Scene(days=1)
    desk, back = scene.station(), scene.station()
    scene.officer(desk, duty=[("08:00", "17:00")])
    scene.officer(back, duty=[("08:00", "18:00")])
    scene.visit(desk, "16:50", 10 * MINUTE)
    scene.visit(desk, "16:55", 10 * MINUTE)
    scene.papers("17:15", served(back, MINUTE))
    assert scene.run().outcome.ops.finish[2] == 17 * HOUR + 16 * MINUTE


def test_an_officer_is_bound_day_after_day():
    scene = Scene(days=5)
    desk = scene.station()
    scene.officer(desk)
    for day in range(5):
        for _ in range(3):
            scene.visit(desk, day * DAY + 16 * HOUR + 59 * MINUTE, 10 * MINUTE)
    assert (scene.run().outcome.ops.finish > 0).all()


def test_no_working_day_is_left_in_the_tables():
    scene = Scene(days=3, holidays=range(1, 60), cut_off="09:00")
    desk = scene.station(at_break="pause")
    scene.officer(desk, duty=[(8 * HOUR, 11 * HOUR), (2 * DAY, 2 * DAY + 4 * HOUR)])
    scene.officer(desk, duty=[(DAY + 8 * HOUR, DAY + 12 * HOUR)])
    for limit in (scene.limit(working_days=1), scene.limit(working_seconds=HOUR)):
        scene.papers("09:30", served(desk, 2 * HOUR), limit=limit, accepted=True)
    assert scene.run().outcome.jobs.due.tolist() == [FAR, FAR]


def test_nobody_at_all():
    scene = Scene(days=1)
    outcome = scene.run().outcome
    assert len(outcome.ops.ready) == len(outcome.worked.officer) == 0
