"""Compile the engine before it is needed, once after an installation.

In: nothing. Out: the machine code of all kernels, in the folder where later runs find it. It serves
a small Center to make Numba compile; what a kernel computes is not known here.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from llvmlite.binding import get_host_cpu_name  # type: ignore[import-untyped]  # has no types

from simulator.center import serve
from simulator.demand import draw
from simulator.demand.kernels import code_folder, folders_in_use
from simulator.demand.workload import DAY
from simulator.scenario import load_scenario
from simulator.scenario.starter import starter_text

_DAYS = 7
"""Days of the small Center that are served: all kernels are called on the first."""


def is_compiled() -> bool:
    """Whether the engine of this version has been compiled, and its code kept, on this machine."""
    mark = _mark()
    return mark is not None and mark.exists()


def is_kept() -> bool:
    """Whether there is a folder that keeps what is compiled for later runs."""
    return code_folder() is not None


def compile_engine() -> None:
    """Compile all kernels, or load those that are compiled, and keep their code.

    Of several processes that come to it at once, one compiles and the others wait for it.
    """
    mark = _mark()
    if mark is None:
        _use_all()
        return
    with _alone(mark.parent):
        if mark.exists():
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
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; where locks are unknown, do without.

    Numba puts each file into its place whole, so that processes that compile at once only do more
    than they need.
    """
    with (folder / "lock").open("w") as lock:
        with suppress(ImportError, OSError):  # not on Windows, nor on some shared disks
            import fcntl  # noqa: PLC0415  # see above

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
