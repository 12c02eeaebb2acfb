"""Kept code: taken up again when nothing has changed, and never when something has.

A package of a few lines stands for ours: Python starts anew for each use, as between two runs.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import simulator.demand.kernels

DEMAND = Path(simulator.demand.kernels.__file__).parent

CONSTANTS = """
from enum import IntEnum
from typing import NamedTuple

FACTOR = 2

class Kind(IntEnum):
    ADDED = 10

class Pair(NamedTuple):
    first: int
    second: int
"""
INNER = """
from tiny.demand.kernels import kernel

@kernel()
def one_more(x):
    return x + 1
"""
PART = """
from tiny.demand.kernel_parts import inlined

@inlined
def once(x: int) -> int:
    return x * 1
"""
OUTER = """
from tiny.demand.kernels import kernel
from tiny.demand.constants import FACTOR, Kind, Pair
from tiny.demand.inner import one_more
from tiny.demand.part import once

@kernel()
def outer(pair):
    return FACTOR * later(pair.first) + pair.second + Kind.ADDED

@kernel()
def later(x):
    return one_more(once(x))
"""
USE = """
from tiny.demand.kernels import code_folder
from tiny.demand.constants import Pair
from tiny.demand.outer import outer
print(outer(Pair(first=20, second=0)), sum(outer.stats.cache_misses.values()), code_folder())
"""


@pytest.fixture
def demand(tmp_path):
    """The folder of a small package that has a copy of the modules under test."""
    folder = tmp_path / "lib" / "tiny" / "demand"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "__init__.py").touch()
    for name in ("kernels.py", "kernel_parts.py", "references.py"):
        ours = (DEMAND / name).read_text(encoding="utf-8")
        (folder / name).write_text(ours.replace("simulator.", "tiny."), encoding="utf-8")
    (folder / "constants.py").write_text(CONSTANTS)
    (folder / "inner.py").write_text(INNER)
    (folder / "part.py").write_text(PART)
    (folder / "outer.py").write_text(OUTER)
    return folder


@pytest.fixture
def started(demand, tmp_path):
    """Starts Python on the small package."""

    def start(**environment):
        own = {"PYTHONPATH": str(demand.parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
        inherited = {name: value for name, value in os.environ.items() if "CACHE" not in name}
        return subprocess.Popen(
            [sys.executable, "-c", USE],
            env=inherited | {"HOME": str(tmp_path / "home")} | own | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def used(started):
    """Calls the kernel in a Python of its own: the result, the number compiled, and the folder."""

    def use(**environment):
        return answer_of(started(**environment))

    return use


def answer_of(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    result, compiled, folder = out.split(maxsplit=2)
    return int(result), int(compiled), folder.strip()


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_code_is_compiled_once(used):
    assert used()[:2] == (52, 1)
    assert used()[:2] == (52, 0)


@pytest.mark.parametrize(
    ("file", "change_of", "result"),
    [
        ("constants.py", ("FACTOR = 2", "FACTOR = 3"), 73),
        ("constants.py", ("ADDED = 10", "ADDED = 20"), 62),
        ("constants.py", ("first: int\n    second: int", "second: int\n    first: int"), 52),
        ("inner.py", ("x + 1", "x + 2"), 54),
        ("outer.py", ("return one_more(once(x))", "return one_more(once(x)) + 1"), 54),
        ("part.py", ("x * 1", "x * 2"), 92),
    ],
)
def test_a_change_in_any_file_of_the_kernel_is_compiled(demand, used, file, change_of, result):
    used()
    change(demand / file, *change_of)
    assert used()[:2] == (result, 1)


def test_what_no_kernel_reads_compiles_nothing(demand, used):
    used()
    change(demand / "constants.py", "FACTOR = 2", "FACTOR = 2\nUNUSED = 1  # and a comment")
    assert used()[:2] == (52, 0)


def test_in_the_package_the_code_of_earlier_versions_is_removed(demand, used):
    folder = Path(used()[2])
    assert folder == demand.parent / "__pycache__" / "kernels"
    before = {path.name for path in folder.iterdir()}
    change(demand / "inner.py", "x + 1", "x + 2")
    used()
    after = {path.name for path in folder.iterdir()}
    assert len(before) == len(after) == 2
    assert not before & after


def test_an_interpreted_run_leaves_the_code_that_is_kept(started, used):
    used()
    started(NUMBA_DISABLE_JIT="1").communicate(timeout=60)
    assert used()[:2] == (52, 0)


def block(folder):
    """Let nothing be written below the package, whoever tries."""
    (folder.parent / "__pycache__").write_text("no folder")


def test_where_the_package_cannot_be_written_to_the_user_keeps_the_code(demand, used, tmp_path):
    block(demand)
    result, compiled, folder = used()
    assert (result, compiled) == (52, 1)
    assert Path(folder) == tmp_path / "home" / ".cache" / "onestop-simulator" / "kernels"
    assert used()[:2] == (52, 0)


def test_a_folder_that_is_named_comes_first(used, tmp_path):
    _, _, folder = used(NUMBA_CACHE_DIR=str(tmp_path / "named"))
    assert Path(folder) == tmp_path / "named" / "kernels"
    assert used(NUMBA_CACHE_DIR=str(tmp_path / "named"))[:2] == (52, 0)


def test_where_nothing_can_be_written_it_works_all_the_same(demand, used):
    block(demand)
    nowhere = {"HOME": os.devnull, "NUMBA_CACHE_DIR": f"{os.devnull}/below"}
    assert used(**nowhere) == used(**nowhere) == (52, 1, "None")


def test_processes_that_compile_at_once_keep_whole_code(started, used, tmp_path):
    together = [started() for _ in range(4)]
    assert [answer_of(process)[0] for process in together] == [52] * 4
    assert used()[:2] == (52, 0)
    assert not list(tmp_path.rglob("*.tmp.*"))
