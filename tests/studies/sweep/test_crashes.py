"""Whatever ends a sweep, no result is lost, doubled or changed, and no process is left behind."""

import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import which
from uuid import uuid4

import pytest

from tests.studies.sweep.conftest import PLAN, stored, table

MAIN = "from simulator.cli import main; main()"
MARK = "ONESTOP_TEST_OF_CRASHES"
ROOT = Path(__file__).parents[3]

LONGER = PLAN.replace("replications: 3", "replications: 50").replace(
    "[1.0, 1.2]", "[1.0, 1.1, 1.2]"
)


@pytest.fixture
def started():
    """Starts the command line in a session of its own; what is left at the end is killed."""
    children = []

    def start(*arguments, mark="", through=()):
        child = subprocess.Popen(
            [*through, sys.executable, "-c", MAIN, *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {MARK: mark},
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()  # No signal is sent to one that has ended.
        child.wait()
        child.stderr.close()


def state(process):
    """The state of a process: T where it is stopped, Z where it has ended."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def marked(mark):
    """The processes that were started with a mark, and theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            environment = (path / "environ").read_bytes()
            is_gone = state(path.name) == "Z"
        except OSError:
            continue
        if f"{MARK}={mark}".encode() in environment and not is_gone:
            found.append(int(path.name))
    return found


def none_is_left(mark, seconds=10.0):
    """Whether the processes with a mark are gone, or go in a while."""
    until = time.monotonic() + seconds
    while marked(mark) and time.monotonic() < until:
        time.sleep(0.05)
    return not marked(mark)


CENTER_YEAR = ROOT / "tests" / "benchmarks" / "center_year.yaml"


@pytest.mark.parametrize("moment", [0.0, 0.2, 1.0])
@pytest.mark.parametrize(
    "command",
    [
        ("run", CENTER_YEAR, "-n", 100, "--no-check"),
        ("compare", CENTER_YEAR, "--with", "staff.land-counter.officers=4", "-n", 100),
        ("sweep",),
    ],
    ids=["run", "compare", "sweep"],
)
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes by /proc")
def test_workers_end_with_their_parent_also_while_they_start(
    started, write, tmp_path, command, moment
):
    mark = uuid4().hex
    if command == ("sweep",):
        command = (*command, write(LONGER), "--out", tmp_path / "out", "--workers", 2)
    child = started(*command, mark=mark)
    while len(marked(mark)) < 3:  # itself, who tracks what they share, and a worker
        assert child.poll() is None
        time.sleep(0.01)
    time.sleep(moment)
    child.kill()
    child.wait()
    assert none_is_left(mark, seconds=2.0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_at_once_and_keeps_what_was_finished(started, write, tmp_path, number):
    plan, out, mark = write(LONGER), tmp_path / "out", uuid4().hex
    begun = time.monotonic()
    child = started("sweep", plan, "--out", out, "--seed", 3, mark=mark)
    while not (out.exists() and finished(out)):
        assert child.poll() is None
        time.sleep(0.05)
    took_to_begin = time.monotonic() - begun
    os.killpg(child.pid, signal.SIGINT) if number == signal.SIGINT else child.send_signal(number)
    begun = time.monotonic()
    err = child.communicate(timeout=60)[1]
    assert child.returncode == 130
    assert time.monotonic() - begun < max(5, took_to_begin)  # on a slow machine, as slow as that
    assert f"interrupted: {finished(out)} replications are stored" in err
    assert "Traceback" not in err
    assert none_is_left(mark)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes by /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_workers_that_are_stopped_end_with_their_parent(started, write, tmp_path, number):
    plan, out, mark = write(LONGER), tmp_path / "out", uuid4().hex
    child = started("sweep", plan, "--out", out, "--seed", 3, "--workers", 1, mark=mark)
    while not finished(out):
        assert child.poll() is None
        time.sleep(0.05)
    for process in marked(mark):
        if process != child.pid and is_worker(process):
            os.kill(process, signal.SIGSTOP)
            while state(process) != "T":
                time.sleep(0.01)
    child.send_signal(number)
    err = child.communicate(timeout=60)[1]
    if number == signal.SIGINT:
        assert child.returncode == 130
        assert f"interrupted: {finished(out)} replications are stored" in err
    assert none_is_left(mark)


def is_worker(process):
    """Whether a process that a sweep has started is a worker, not who tracks what they share."""
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


HALFWAY = """
import os, time
from simulator.studies.pools.processes import Processes
from tests.studies.sweep.test_crashes import state, stop_halfway
pool = Processes(1)
process = pool.submit(os.getpid).result()
pool.submit(stop_halfway)
while state(process) != "T":
    time.sleep(0.02)
pool.close(at_once=True)
"""


def stop_halfway():
    """In a worker: stop it when it has written the length of what it hands over, and no more."""
    write = Connection._send

    def write_and_stop(self, *arguments):
        write(self, *arguments)
        os.kill(os.getpid(), signal.SIGSTOP)

    Connection._send = write_and_stop
    return bytes(100_000)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads states from /proc")
def test_a_worker_that_is_stopped_while_it_hands_over_keeps_nobody_waiting():
    left = subprocess.run([sys.executable, "-c", HALFWAY], cwd=ROOT, timeout=60, check=False)
    assert left.returncode == 0


@pytest.mark.skipif(not which("nohup"), reason="needs nohup")
def test_a_sweep_outlives_its_terminal_where_it_was_told_to(started, write, tmp_path):
    out, mark = tmp_path / "out", uuid4().hex
    child = started("sweep", write(), "--out", out, "--workers", 1, mark=mark, through=["nohup"])
    while not out.exists() or len(marked(mark)) < 3:  # itself, a worker, and who tracks
        assert child.poll() is None
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGHUP)
    err = child.communicate(timeout=120)[1]
    assert child.returncode == 0, err
    assert (out / "sweep.html").exists()


def finished(out):
    """The number of replications in a store, which may be on its way."""
    try:
        return table(out, "SELECT count(*) FROM finished")[0][0]
    except Exception:
        return 0


@pytest.mark.parametrize("most", [2, pytest.param(50, marks=pytest.mark.full)])
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds processes by /proc")
def test_killed_again_and_again_and_resumed_it_comes_to_the_same_rows(
    started, sweep, write, tmp_path, most
):
    plan = write(LONGER)
    sweep(plan, out=tmp_path / "undisturbed")
    expected = stored(tmp_path / "undisturbed")
    moments = random.Random(50)  # noqa: S311  # no secret
    out, kills, midway = tmp_path / "0", 0, 0
    while kills < most:
        mark = uuid4().hex
        goal = finished(out) + moments.choice([0, moments.randint(1, 40)])
        child = started("sweep", plan, "--out", out, "--seed", 3, "--workers", 2, "-q", mark=mark)
        while child.poll() is None and finished(out) < goal:
            time.sleep(0.01)
        try:
            child.wait(moments.uniform(0.0, 1.5))
        except subprocess.TimeoutExpired:
            child.kill()
            kills += 1
        told = child.communicate()
        assert child.returncode in (0, -signal.SIGKILL), told
        assert none_is_left(mark)
        midway += 0 < finished(out) < len(expected["finished"])
        if child.returncode == 0:
            assert stored(out) == expected
            out = tmp_path / f"{kills}"
    assert midway >= most // 5
    child = started("sweep", plan, "--out", out, "--seed", 3)
    assert child.communicate()[1]
    assert child.returncode == 0
    assert stored(out) == expected


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a megabyte and a half."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(disk)],  # noqa: S607  # as root
        check=False,
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        pytest.skip(f"needs root to mount a small tmpfs: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607  # as above


@pytest.mark.full
def test_a_disk_that_is_full_is_told_and_nothing_stored_is_lost(
    started, sweep, write, tmp_path, small_disk
):
    plan = write(LONGER)
    sweep(plan, out=tmp_path / "undisturbed")
    expected = stored(tmp_path / "undisturbed")
    child = started("sweep", plan, "--out", small_disk / "out", "--seed", 3, "-q")
    err = child.communicate()[1]
    assert child.returncode == 2
    assert "the disk is full" in err
    assert len(err.splitlines()) == 1
    done = finished(small_disk / "out")
    assert 0 < done < len(expected["finished"])
    subprocess.run(  # room is made
        ["mount", "-o", "remount,size=64m", str(small_disk)],  # noqa: S607  # as above
        check=True,
    )
    child = started("sweep", plan, "--out", small_disk / "out", "--seed", 3)
    err = child.communicate()[1]
    assert f"Kept from before: {done} replications" in err
    assert stored(small_disk / "out") == expected


MANY = """\
base: base.yaml
vary:
  staff.clerks.speed: [{speeds}]
  demand.growth: [{growths}]
replications: 1
"""

IMPORTS = """
import simulator.cli.sweep, simulator.studies.sweep.session
import simulator.studies.work, simulator.center.compiled, simulator.cli.compiling
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_memory_does_not_grow_with_the_points(started, write, tmp_path):
    many = {"speeds": 1, "growths": 1}
    for name in many:
        many[name] = ", ".join(f"1.{number:03d}" for number in range(100))
    plan = write(MANY.format(**many))
    imports = int(
        subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, check=True).stdout
    )
    mark = uuid4().hex
    child = started("sweep", plan, "--out", tmp_path / "out", "--workers", 2, "-q", mark=mark)
    peaks = {}
    while child.poll() is None:
        for process in marked(mark):
            try:
                status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
            except OSError:
                continue
            peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
            peaks[process] = int(peak[0]) if peak else peaks.get(process, 0)
        time.sleep(0.2)
    assert child.returncode == 0
    assert finished(tmp_path / "out") == 10_000
    assert max(peaks.values()) - imports < 150 * 1024
