"""Pools: who works: this process, processes of this machine, or a cluster.

In: how many workers, or where the scheduler of a cluster listens. Out: a `Pool`, which
gives a future for each piece of work. What the work is, is not known here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

Result = TypeVar("Result")

AHEAD = 1
"""Units that wait beside each that is worked at, so that no worker waits for the next."""


class PoolError(OSError):
    """A pool that cannot be had any more; the message says why, and what to do."""


class Pool(ABC):
    """Workers, as a context; left by an error, it stops them at once."""

    workers: int
    """How many units are worked at, at the same time."""
    longest_unit = 50
    """Replications of a unit at most."""

    @property
    def capacity(self) -> int:
        """How many units are under way at most."""
        return self.workers * (1 + AHEAD)

    @abstractmethod
    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Have a worker call a function."""

    @abstractmethod
    def renew(self) -> None:
        """Replace workers after one has died, and the others with it."""

    @abstractmethod
    def close(self, *, at_once: bool) -> None:
        """Let the workers go, in the middle of their work or when they are done."""

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
