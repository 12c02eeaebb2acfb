"""Pools: who does the work of a sweep: processes of this machine, or a cluster.

In: how many workers, or where the scheduler of a cluster listens. Out: a `Pool`, all of whose work
goes through a `concurrent.futures.Executor`. What the work is, is not known here.

Workers die with their parent, even one that was killed: each watches the pipe that its parent
holds open, and the system closes that when the parent is gone. So it is on every system; Linux
kills by itself those that are stopped.
"""

import ctypes
import logging
import os
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from simulator.language import _

Result = TypeVar("Result")

PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: the signal that a process gets when its parent is gone."""

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""


class PoolError(OSError):
    """A pool that cannot be had any more; the message says why, and what to do."""


class Pool(ABC):
    """Workers behind an executor, as a context; left by an error, it stops them at once."""

    workers: int
    """How many units are worked at, at the same time."""

    @property
    @abstractmethod
    def executor(self) -> Executor:
        """The executor."""

    @abstractmethod
    def renew(self) -> None:
        """Replace an executor that is broken."""

    @abstractmethod
    def close(self, *, at_once: bool) -> None:
        """Let the workers go, in the middle of their work or when they are done."""

    def submit(self, function: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        """Have a worker call a function."""
        return self.executor.submit(function, *arguments)

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the workers go."""
        self.close(at_once=kind is not None)


class LocalPool(Pool):
    """Processes of this machine, started anew and not forked: so it is on every system.

    Parameters
    ----------
    workers
        How many; one for each core that this process may use when absent.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        self._others = {child.pid for child in active_children()}
        self._executor = self._made()

    @property
    def executor(self) -> Executor:
        """The executor."""
        return self._executor

    def submit(self, function: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        """Have a worker call a function; where it has to be started, Ctrl-C is not for it."""
        if not hasattr(signal, "pthread_sigmask"):  # on Windows
            return super().submit(function, *arguments)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(function, *arguments)
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


class ClusterPool(Pool):
    """The workers of a Dask cluster.

    Parameters
    ----------
    address
        Of its scheduler, as tcp://scheduler:8786.

    Raises
    ------
    PoolError
        If `distributed` is not installed, nobody answers there, or there is no worker.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed  # noqa: PLC0415  # an extra, and seconds to load
        except ImportError as error:
            told = _("--cluster needs the extra: pip install 'onestop-simulator[cluster]'")
            raise PoolError(told) from error
        # It tells in tracebacks what is told here in a line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            client: Any = distributed.Client  # has no types
            self._client = client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            told = _("no scheduler answers at {address}: {reason}")
            raise PoolError(told.format(address=address, reason=error)) from error
        self.workers = sum(self._client.nthreads().values())
        if not self.workers:
            self._client.close()
            told = _("the cluster at {address} has no workers: start some with `dask worker`")
            raise PoolError(told.format(address=address))
        self._executor = self._client.get_executor()

    @property
    def executor(self) -> Executor:
        """The executor."""
        executor: Executor = self._executor
        return executor

    def renew(self) -> None:
        """Do nothing: the scheduler replaces workers by itself, and gives their work to others."""

    def close(self, *, at_once: bool) -> None:
        """Leave the cluster; its workers stay."""
        self._executor.shutdown(wait=not at_once)
        self._client.close()
