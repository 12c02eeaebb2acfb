"""The tandem in Cimba: a library in C, which `in_cimba.c` beside this uses as its benchmark does.

In: an installed Cimba that `pkg-config` knows, and a C compiler, `cc` or what CC names. The model
is compiled as optimized as a release of Cimba is, and called in this process.
"""

import ctypes
import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from tandem import Tandem

MODEL = Path(__file__).with_suffix(".c")
FLAGS = ("-std=c2x", "-O3", "-DNDEBUG", "-fPIC", "-shared")


def _said(*command: str) -> str:
    """Return what a command prints.

    Raises
    ------
    ImportError
        If it is not there, or fails: then there is no Cimba to be measured.
    """
    try:
        done = subprocess.run(  # noqa: S603  # a compiler, of the caller's choice
            command, capture_output=True, check=True, encoding="utf-8"
        )
    except FileNotFoundError as problem:
        raise ImportError(f"there is no {command[0]}") from problem
    except subprocess.CalledProcessError as problem:
        raise ImportError(problem.stderr.strip().partition("\n")[0]) from problem
    return done.stdout


def _model() -> ctypes.CDLL:
    """Compile the model and load it."""
    installed = shlex.split(_said("pkg-config", "--cflags", "--libs", "cimba"))
    folder = _said("pkg-config", "--variable=libdir", "cimba").strip()
    with TemporaryDirectory() as made:
        library = Path(made) / "tandem.so"
        compiler = shlex.split(os.environ.get("CC", "cc"))
        _said(*compiler, *FLAGS, str(MODEL), *installed, f"-Wl,-rpath,{folder}", "-o", str(library))
        model = ctypes.CDLL(str(library))
    whole, numbers = ctypes.c_int64, np.ctypeslib.ndpointer(np.int64, flags="C_CONTIGUOUS")
    model.tandem_set_up.argtypes = [whole, whole, numbers, numbers, numbers, whole, numbers]
    model.tandem_set_up.restype = ctypes.c_void_p
    model.tandem_clear.argtypes = [ctypes.c_void_p]
    model.cimba_version.restype = ctypes.c_char_p
    return model


_MODEL = _model()

VERSION = _MODEL.cimba_version().decode()
"""Of Cimba."""


class Cimba:
    """Processes and queues of Cimba; one model at a time, until its starts have been read."""

    def __init__(self, tandem: Tandem) -> None:
        self._arrivals, self._work, self._servers = (  # Cimba reads them while it serves.
            np.ascontiguousarray(each, np.int64)
            for each in (tandem.arrivals, tandem.work, tandem.servers)
        )
        self._starts = np.full(tandem.work.shape, -1, np.int64)
        self._handle = _MODEL.tandem_set_up(
            *tandem.work.shape,
            self._arrivals,
            self._work,
            self._servers,
            tandem.horizon,
            self._starts,
        )

    def serve(self) -> None:
        """Run to the horizon."""
        _MODEL.tandem_serve()

    def starts(self) -> NDArray[np.int64]:
        """Return what the servers noted down, and give back what the model has taken."""
        _MODEL.tandem_clear(self._handle)
        return self._starts
