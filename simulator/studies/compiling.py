"""Compile the engine before it is needed, once after an installation.

In: nothing. Out: the machine code of all kernels, in the folder where later runs find it. It serves
a small Center to make Numba compile; what a kernel computes is not known here.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import BinaryIO

from llvmlite.binding import get_host_cpu_name  # type: ignore[import-untyped]  # has no types

from simulator.center import serve
from simulator.demand import draw
from simulator.demand.kernels import code_folder, folders_in_use
from simulator.demand.workload import DAY
from simulator.scenario import load_scenario
from simulator.scenario.starter import starter_text

_DAYS = 7
"""Days of the small Center that are served: all kernels are called on the first."""

_LOOK_SECONDS = 0.1
"""Seconds between two looks at whether another process has done it."""


def is_compiled() -> bool:
    """Whether the engine of this version has been compiled, and its code kept, on this machine."""
    mark = _mark()
    return mark is not None and mark.exists()


def is_kept() -> bool:
    """Whether there is a folder that keeps what is compiled for later runs."""
    return code_folder() is not None


def compile_engine(is_given_up: Callable[[], bool] = lambda: False) -> None:
    """Compile all kernels, or load those that are compiled, and keep their code.

    Of several processes that come to it at once, one compiles and the others wait for it.

    Parameters
    ----------
    is_given_up
        Asked while another process compiles: whether to leave it at that.
    """
    mark = _mark()
    if mark is None:
        _use_all()
        return
    with _alone(mark.parent, is_given_up) as is_ours:
        if not is_ours or mark.exists():
            return
        _use_all()
        mark.touch()


def _use_all() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "starter.yaml"
        path.write_text(starter_text("en"), encoding="utf-8")
        workload, roster = draw(load_scenario(path), seed=1)
    serve(replace(workload, horizon=min(workload.horizon, _DAYS * DAY)), roster)


def _mark() -> Path | None:
    """Return the file that stands for a compiled engine, named after all that it is made of."""
    folder = code_folder()
    if folder is None:
        return None
    import_module("simulator.center.compiled")  # Only kernels that are loaded are known.
    parts = "\n".join([get_host_cpu_name(), *folders_in_use()])
    return folder / f"compiled-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


@contextmanager
def _alone(folder: Path, is_given_up: Callable[[], bool]) -> Iterator[bool]:
    """Hold the lock of a folder, and say whether it was to be had before it was given up.

    Where locks are unknown, do without. Numba puts each file into its place whole, so that
    processes that compile at once only do more than they need.
    """
    with (folder / "lock").open("wb") as lock:
        while _is_held_elsewhere(lock):
            if is_given_up():
                yield False
                return
            sleep(_LOOK_SECONDS)
        yield True


def _is_held_elsewhere(lock: BinaryIO) -> bool:
    """Take a lock, unless another process has it."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        pass  # Some shared disks lock no files.
    return False
