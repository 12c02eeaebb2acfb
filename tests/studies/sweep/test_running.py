"""Workers: wherever they work, and whatever becomes of them, the rows are the same."""

import os
import signal
import subprocess
import sys
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulator.studies.sweep import read_plan
from simulator.studies.sweep.pools import ClusterPool, LocalPool, PoolError
from simulator.studies.sweep.running import UnitError
from simulator.studies.sweep.work import Unit
from tests.studies.sweep.conftest import PLAN, Here, HerePool, stored


@pytest.fixture
def here(sweep, write, tmp_path):
    """The store of a sweep within this process."""
    sweep(write(), out=tmp_path / "here")
    return stored(tmp_path / "here")


def test_one_process_and_two_give_the_same_rows(sweep, write, tmp_path, here):
    for workers in (1, 2):
        out = tmp_path / f"{workers}"
        with LocalPool(workers) as pool:
            sweep(write(), pool, out=out)
        assert stored(out) == here


CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler on loopback with two workers, processes of their own."""
    if not find_spec("distributed"):
        pytest.skip("the extra [cluster] is not installed: distributed is missing")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    host = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},  # for what kills
    )
    yield host.stdout.readline().strip()
    host.communicate("\n", timeout=30)


def kill_once(path):
    """Kill the worker that does this first."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly:
    """Units of which one kills its worker."""

    def __init__(self, pool, path, units=3):
        self._submit, self._path, self._before = pool.submit, path, units

    def __call__(self, function, *arguments):
        self._before -= 1
        if not self._before:
            return self._submit(work_and_kill_once, function, self._path, *arguments)
        return self._submit(function, *arguments)


def work_and_kill_once(function, path, *arguments):
    kill_once(path)
    return function(*arguments)


@pytest.mark.filterwarnings("ignore")  # of distributed, which closes loosely
def test_a_cluster_gives_the_same_rows_though_a_worker_is_killed(
    sweep, write, tmp_path, here, cluster
):
    with ClusterPool(cluster) as pool:
        assert pool.workers == 2
        sweep(write(), pool, out=tmp_path / "cluster")
        assert stored(tmp_path / "cluster") == here
        pool.submit = Deadly(pool, tmp_path / "killed")
        sweep(write(), pool, out=tmp_path / "disturbed")
    assert (tmp_path / "killed").exists()
    assert stored(tmp_path / "disturbed") == here


def test_a_worker_that_is_killed_midway_changes_nothing(sweep, write, tmp_path, here):
    with LocalPool(2) as pool:
        pool.submit = Deadly(pool, tmp_path / "killed")
        sweep(write(), pool)
    assert (tmp_path / "killed").exists()
    assert stored(tmp_path / "out") == here


class DiesAt(Here):
    """Dies at a scenario, and takes all that is under way with it."""

    def __init__(self, hash_of_scenario):
        self.hash, self.tried = hash_of_scenario, []

    def submit(self, function, /, *arguments, **options):
        (unit,) = arguments
        assert isinstance(unit, Unit)
        if unit.hash != self.hash:
            return super().submit(function, *arguments, **options)
        self.tried.append(unit.first)
        future = Future()
        future.set_exception(BrokenProcessPool("a process was terminated abruptly"))
        return future


def test_a_point_at_which_workers_die_is_named_after_three_tries(sweep, write, tmp_path):
    points = read_plan(write())[1]
    executor = DiesAt(points[2].hash)
    pool = HerePool(executor)
    told = r"a worker died at today, staff.clerks.officers=1, demand.growth=1.2, 3 times"
    with pytest.raises(UnitError, match=told):
        sweep(write(), pool)
    assert len(executor.tried) == 3
    assert pool.renewed == 2
    assert len(stored(tmp_path / "out")["finished"]) >= 6  # the points before
    sweep(write())


class Fails(Here):
    def __init__(self, error):
        self.error = error

    def submit(self, function, /, *arguments, **options):
        future = Future()
        future.set_exception(self.error)
        return future


def test_the_error_of_a_worker_names_the_point(sweep, write):
    told = "today, staff.clerks.officers=1, demand.growth=1.0: no such luck"
    with pytest.raises(UnitError, match=told):
        sweep(write(), HerePool(Fails(ValueError("no such luck"))))


def test_a_cluster_that_is_lost_is_told(sweep, write):
    with pytest.raises(PoolError, match="the cluster was lost"):
        sweep(write(), HerePool(Fails(CancelledError())))


def test_a_worker_of_another_version_is_refused(sweep, write, monkeypatch):
    monkeypatch.setattr("simulator.studies.sweep.units.identity", lambda: "9.9")
    with pytest.raises(UnitError, match=r"a worker has version .*, the sweep has 9\.9"):
        sweep(write())


def test_what_takes_long_is_handed_over_in_parts(sweep, write, tmp_path, here, monkeypatch):
    monkeypatch.setattr("simulator.studies.sweep.work.UNIT_SECONDS", 0)
    plan = write(PLAN.replace("replications: 3", "replications: 12"))
    sweep(plan, out=tmp_path / "parts")
    monkeypatch.undo()
    sweep(plan, out=tmp_path / "whole")
    assert stored(tmp_path / "parts") == stored(tmp_path / "whole")


def test_nobody_at_the_address_is_told():
    if not find_spec("distributed"):
        pytest.skip("the extra [cluster] is not installed: distributed is missing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.studies.sweep.pools.CONNECT_SECONDS", 0.3)
        with pytest.raises(PoolError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
            ClusterPool("tcp://127.0.0.1:9")
