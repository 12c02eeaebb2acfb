"""Processes of this machine as a pool: one for each core.

In: how many. Out: a `Pool` whose workers die with their parent, even one that was killed: each
watches the pipe that its parent holds open, and the system closes that when the parent is gone. So
it is on every system; Linux kills by itself those that are stopped. A worker that is being started
loads this module before any of its work, so that it watches from its first moments: it imports
nothing heavy.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from simulator.studies.pools import Pool

Result = TypeVar("Result")

PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: the signal that a process gets when its parent is gone."""

MOST_ON_WINDOWS = 61
"""Processes that Python can wait for there."""


class Processes(Pool):
    """Processes of this machine, started anew and not forked: so it is on every system.

    Parameters
    ----------
    workers
        How many; one for each core that this process may use when absent. On Windows there are
        `MOST_ON_WINDOWS` at most.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        if sys.platform == "win32":
            self.workers = min(self.workers, MOST_ON_WINDOWS)
        self._others = {child.pid for child in active_children()}
        self._executor = self._made()

    def submit(self, function: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        """Have a worker call a function; where it has to be started, Ctrl-C is not for it."""
        if not hasattr(signal, "pthread_sigmask"):  # on Windows
            return self._executor.submit(function, *arguments)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._executor.submit(function, *arguments)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def renew(self) -> None:
        """Start other processes in place of those of a broken executor."""
        self._end()
        self._executor = self._made()

    def close(self, *, at_once: bool) -> None:  # noqa: ARG002  # where all is done, none works
        """End the processes."""
        self._end()

    def _end(self) -> None:
        """Kill the processes, as those that are stopped heed nothing else, and wait for their end.

        What one of them was writing meanwhile ends there, as nobody is left who could go on with
        it; else the executor would wait for the rest.
        """
        for child in active_children():
            if child.pid not in self._others:
                child.kill()
        self._executor._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001  # see above
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, get_context("spawn"), initializer=_begin_worker)


def cores() -> int:
    """Return the number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS, nor on Windows
        return os.cpu_count() or 1


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
