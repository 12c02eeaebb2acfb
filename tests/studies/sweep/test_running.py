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

from simulator.results.program import identity
from simulator.studies.pools import PoolError
from simulator.studies.pools.cluster import Cluster
from simulator.studies.pools.processes import Processes
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import PointError
from simulator.studies.sweep import read_plan
from tests.studies.sweep.conftest import PLAN, stored


@pytest.fixture
def here(sweep, write, tmp_path):
    """The store of a sweep within this process."""
    sweep(write(), out=tmp_path / "here")
    return stored(tmp_path / "here")


def test_one_process_and_two_give_the_same_rows(sweep, write, tmp_path, here):
    for workers in (1, 2):
        out = tmp_path / f"{workers}"
        with Processes(workers) as pool:
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
    with Cluster(cluster) as pool:
        assert pool.workers == 2
        sweep(write(), pool, out=tmp_path / "cluster")
        assert stored(tmp_path / "cluster") == here
        pool.submit = Deadly(pool, tmp_path / "killed")
        sweep(write(), pool, out=tmp_path / "disturbed")
    assert (tmp_path / "killed").exists()
    assert stored(tmp_path / "disturbed") == here


def test_a_worker_that_is_killed_midway_changes_nothing(sweep, write, tmp_path, here):
    with Processes(2) as pool:
        pool.submit = Deadly(pool, tmp_path / "killed")
        sweep(write(), pool)
    assert (tmp_path / "killed").exists()
    assert stored(tmp_path / "out") == here


class DiesAt(ThisProcess):
    """Dies at a scenario, and takes with it what else is in the unit."""

    def __init__(self, hash_of_scenario):
        self.hash, self.tried, self.renewed = hash_of_scenario, [], 0

    def submit(self, function, unit):
        keys = [source.key for source in unit.sources]
        if self.hash not in keys:
            return super().submit(function, unit)
        self.tried.append(len(keys))
        future = Future()
        future.set_exception(BrokenProcessPool("a process was terminated abruptly"))
        return future

    def renew(self):
        self.renewed += 1


def test_a_point_at_which_workers_die_is_named_after_three_tries(sweep, write, tmp_path):
    points = read_plan(write())[1]
    pool = DiesAt(points[2].hash)
    told = r"a worker died at today, staff.clerks.officers=1, demand.growth=1.2, 3 times"
    with pytest.raises(PointError, match=told):
        sweep(write(), pool)
    assert pool.tried == [4, 1, 1]  # with the others of its workload, and then alone
    assert pool.renewed == 2
    assert len(stored(tmp_path / "out")["finished"]) >= 6  # the points before
    sweep(write())


class Fails(ThisProcess):
    """Gives nothing but an error."""

    def __init__(self, error):
        self.error = error

    def submit(self, function, *arguments):
        future = Future()
        future.set_exception(self.error)
        return future


def test_the_error_of_a_worker_names_the_point(sweep, write):
    told = "today, staff.clerks.officers=1, demand.growth=1.0: no such luck"
    with pytest.raises(PointError, match=told):
        sweep(write(), Fails(ValueError("no such luck")))


def test_memory_that_a_worker_has_not_is_told_as_such(sweep, write):
    with pytest.raises(MemoryError):
        sweep(write(), Fails(MemoryError()))


def test_a_cluster_that_is_lost_is_told(sweep, write):
    with pytest.raises(PoolError, match="the cluster was lost"):
        sweep(write(), Fails(CancelledError()))


def test_a_worker_of_another_version_is_refused(sweep, write, monkeypatch):
    monkeypatch.setattr("simulator.studies.experiment.identity", lambda: "9.9")
    with pytest.raises(PointError, match=r"a worker has version .*, the sweep has 9\.9"):
        sweep(write())


def test_units_of_any_length_come_to_the_same(sweep, write, tmp_path, monkeypatch):
    plan = write(PLAN.replace("replications: 3", "replications: 12"))
    sweep(plan, out=tmp_path / "short")
    monkeypatch.setattr(ThisProcess, "longest_unit", 50)
    sweep(plan, out=tmp_path / "long")
    assert stored(tmp_path / "short") == stored(tmp_path / "long")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("tcp://127.0.0.1:9", "Timed out"),
        ("tls://127.0.0.1:8786", "TLS"),
        ("foo", "missing port number"),
    ],
)
def test_an_address_at_which_nobody_answers_is_told_in_a_line(
    onestop, write, tmp_path, address, reason
):
    if not find_spec("distributed"):
        pytest.skip("the extra [cluster] is not installed: distributed is missing")
    command = ("sweep", write(), "--out", tmp_path / "out", "--cluster", address, "-q")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.studies.pools.cluster.CONNECT_SECONDS", 0.3)
        code, out, err = onestop(*command)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(f"no scheduler answers at {address}: ")
    assert reason in line


@pytest.mark.filterwarnings("ignore")  # of distributed, which closes loosely
def test_a_cluster_whose_workers_have_another_version_is_refused(cluster, monkeypatch):
    monkeypatch.setattr("simulator.studies.pools.cluster.identity", OtherIdentity())
    with pytest.raises(PoolError, match=r"the worker tcp://.* has version .*, this is 9\.9"):
        Cluster(cluster)


class OtherIdentity:
    """Another version here; what is sent to the workers is the function that gives theirs."""

    def __call__(self):
        return "9.9"

    def __reduce__(self):
        return own_identity, ()


def own_identity():
    return identity
