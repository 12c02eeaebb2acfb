"""The engine is compiled once, whoever comes first, and however many come at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.studies import compiling

ROOT = Path(__file__).parents[2]
MAIN = "from simulator.cli import main; main()"
ONE_YEAR = ("run", "scenarios/van-don-2021.yaml", "-n", "1", "--seed", "1")


@pytest.fixture
def used(monkeypatch, tmp_path):
    """An empty folder for the code; a list that grows when all kernels are used."""
    times: list[str] = []
    monkeypatch.setattr(compiling, "code_folder", lambda: tmp_path)
    monkeypatch.setattr(compiling, "_use_all", lambda: times.append("used"))
    return times


def test_it_is_compiled_until_the_version_changes(used, monkeypatch):
    assert not compiling.is_compiled()
    compiling.compile_engine()
    assert compiling.is_compiled()
    compiling.compile_engine()
    assert len(used) == 1

    monkeypatch.setattr(compiling, "folders_in_use", lambda: ["simulator.center.compiled-0123"])
    assert not compiling.is_compiled()
    compiling.compile_engine()
    assert len(used) == 2


def test_another_processor_has_its_own_code(used, monkeypatch):
    compiling.compile_engine()
    monkeypatch.setattr(compiling, "get_host_cpu_name", lambda: "another")
    assert not compiling.is_compiled()


def test_what_is_not_finished_is_not_taken_as_compiled(used, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(compiling, "_use_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        compiling.compile_engine()
    assert not compiling.is_compiled()


def test_without_a_folder_it_is_never_kept(used, monkeypatch):
    monkeypatch.setattr(compiling, "code_folder", lambda: None)
    assert not compiling.is_kept()
    compiling.compile_engine()
    assert not compiling.is_compiled()
    assert len(used) == 1


def test_of_many_at_once_one_compiles_and_the_others_wait(tmp_path):
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from simulator.studies import compiling\n"
        "folder = Path(sys.argv[1])\n"
        "def use_all():\n"
        "    (folder / f'began-{os.getpid()}').touch()\n"
        "    time.sleep(1)\n"
        "compiling.code_folder = lambda: folder\n"
        "compiling._use_all = use_all\n"
        "compiling.compile_engine()\n"
        "assert compiling.is_compiled()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    together = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=60) for process in together] == [0] * 4
    assert len(list(tmp_path.glob("began-*"))) == 1


def test_the_waiting_for_another_that_compiles_can_be_given_up(used, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    looks = iter([False, True])
    with (tmp_path / "lock").open("w") as held:  # by a process that is stopped, say
        fcntl.flock(held, fcntl.LOCK_EX)
        compiling.compile_engine(lambda: next(looks))
    assert not used
    assert not compiling.is_compiled()


def started(folder):
    """Starts a run with nothing compiled but what is in a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, *ONE_YEAR],
        cwd=ROOT,
        env=os.environ | {"NUMBA_CACHE_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.full
def test_the_first_of_all_runs_compiles_and_no_other_does(tmp_path):
    """Four at once; that of the small Center leaves nothing to compile for a larger one."""
    together = [started(tmp_path) for _ in range(4)]
    first = [process.communicate(timeout=300) for process in together]
    assert all("Compiling the engine: once after installation" in err for _, err in first)
    assert len({out for out, _ in first}) == 1
    kept = set(tmp_path.rglob("*.nbc"))
    out, err = started(tmp_path).communicate(timeout=60)
    assert "Compiling" not in err
    assert out == first[0][0]
    assert set(tmp_path.rglob("*.nbc")) == kept
    assert not list(tmp_path.rglob("*.tmp.*"))
