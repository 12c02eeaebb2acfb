"""Kernels: functions that Numba compiles, and the folder that keeps what it has compiled.

In: plain functions. Out: compiled ones, whose machine code is kept between runs. Numba takes up
kept code again as long as the function's own file is unchanged; that a constant or a kernel of
*another* file has changed it does not see. So the code of each module of kernels is kept in a
folder named after everything that can be compiled into it: a newer version never runs old code,
and code of the same version is compiled once. (To name it after the sources of all that is imported
would be simpler; but of four changes to these, three reach no kernel, and each would cost a minute
of compiling.) What is computed is not known here.

A kernel is what Python calls; what it consists of are `kernel_parts`, where it is told what takes
time to compile, and how to add a rule cheaply.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import EnumMeta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np

from simulator.demand.kernel_parts import is_part

_Function = TypeVar("_Function", bound=Callable[..., Any])

_settings: Any = numba.config  # Numba gives them their names when it is loaded.

_PACKAGE = Path(__file__).parents[1]
_CONSTANTS = (bool, int, float, str, tuple, np.generic, np.dtype)

LEAN: dict[str, Any] = {"_nrt": False, "error_model": "numpy"}
"""Options of a kernel that makes no array: without the counting of references to arrays, which in a
kernel of many parts takes longer than the work, and without a test of each divisor."""

_folders: dict[str, str] = {}
"""Folder name of each module of kernels that is loaded."""


def kernel(**options: Any) -> Callable[[_Function], _Function]:
    """Compile a function with `numba.njit`, and keep its code where that can be.

    While it works, other threads of the process go on, such as those that answer a page.

    A kernel may read constants, enumerations, named tuples, parts and kernels of other modules of
    the package, imported by name before the module's first kernel.

    Parameters
    ----------
    options
        Those of `numba.njit` but `cache` and `nogil`.
    """

    def compiled(function: _Function) -> _Function:
        with _kept_code_of(function) as is_kept:
            dispatcher: _Function = numba.njit(cache=is_kept, nogil=True, **options)(function)
        return dispatcher

    return compiled


@cache
def code_folder() -> Path | None:
    """Return the folder for the code of all kernels, or None where none can be written to.

    The first that can be, in the order of Numba: where `NUMBA_CACHE_DIR` points, the package's own
    `__pycache__`, the user's folder for such things.
    """
    named = _settings.CACHE_DIR
    places = [*([Path(named)] if named else []), _PACKAGE / "__pycache__", *_folder_of_user()]
    for place in places:
        folder = place / "kernels"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError:
            continue
        return folder
    return None


def folders_in_use() -> list[str]:
    """Return the names of the folders, in the `code_folder`, of the modules that are loaded."""
    return sorted(_folders.values())


def _folder_of_user() -> list[Path]:
    if sys.platform == "win32":
        named = os.environ.get("LOCALAPPDATA")
    else:
        named = os.environ.get("XDG_CACHE_HOME")
    try:
        place = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        return []
    return [place / "onestop-simulator"]


@contextmanager
def _kept_code_of(function: Callable[..., Any]) -> Iterator[bool]:
    """Let Numba keep the code of a function in our folder, if there is one, and say whether."""
    folder = None if _settings.DISABLE_JIT else code_folder()  # What is interpreted has no code.
    if folder is None:
        yield False
        return
    module = function.__module__
    if module not in _folders:
        digest = hashlib.sha256("\n".join(_compiled_into(function.__globals__, set())).encode())
        _folders[module] = f"{module}-{digest.hexdigest()[:16]}"
        _remove_earlier(folder, module)
    before = _settings.CACHE_DIR
    _settings.CACHE_DIR = str(folder / _folders[module])
    try:
        yield True
    finally:
        _settings.CACHE_DIR = before


def _remove_earlier(folder: Path, module: str) -> None:
    """Remove the code of earlier versions of a module, where no other installation can use it."""
    if folder.is_relative_to(_PACKAGE) and not (folder / _folders[module]).exists():
        for earlier in folder.glob(f"{module}-*"):
            shutil.rmtree(earlier, ignore_errors=True)


def _compiled_into(module: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """Yield what the code of a module of kernels depends on, as texts."""
    if module["__name__"] in seen:
        return
    if not seen:
        yield f"numba {numba.__version__}, {sys.implementation.cache_tag}, {LEAN}"
        yield f"bounds checked: {_settings.BOUNDSCHECK}"
        for compiler in ("kernel_parts.py", "references.py"):
            yield Path(__file__).with_name(compiler).read_text(encoding="utf-8")
    seen.add(module["__name__"])
    yield Path(module["__file__"]).read_text(encoding="utf-8")
    for name, value in sorted(module.items()):
        if name.startswith("__"):
            continue
        if isinstance(value, EnumMeta):
            yield f"{name} {list(value)!r}"
        elif isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields"):
            yield f"{name} {value._fields!r}"  # machine code reads them by place
        elif isinstance(value, _CONSTANTS):
            yield f"{name} {value!r}"
        elif is_part(value) or hasattr(value, "py_func"):
            yield from _compiled_into(getattr(value, "py_func", value).__globals__, seen)
