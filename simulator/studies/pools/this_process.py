"""The process that asks, as a pool: for what is done before a worker would have started."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from simulator.studies.pools import Pool

Result = TypeVar("Result")


class ThisProcess(Pool):
    """Works when it is asked to. Ctrl-C ends it in the middle, as it ends any Python."""

    workers = capacity = longest_unit = 1

    def submit(self, function: Callable[..., Result], *arguments: Any) -> "Future[Result]":
        """Call a function."""
        future: Future[Result] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def renew(self) -> None:
        """Do nothing: who would call has died."""

    def close(self, *, at_once: bool) -> None:
        """Do nothing: all is done."""
