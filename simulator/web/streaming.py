"""Streams: long work in a thread, told bit by bit to a client, and given up when that has gone.

In: work that tells what it finds, and asks whether it is given up. Out: what it told, as it comes;
as server-sent events. What the work is, is not known here.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from threading import Event, Lock
from typing import Any, TypeAlias, TypeVar

from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import PointError

Result = TypeVar("Result")

Told: TypeAlias = tuple[str, object]
"""Name of an event, and its data."""
Work: TypeAlias = Callable[[Callable[[Told], None], Callable[[], bool]], None]
"""Given whom to tell, and whom to ask whether it is given up."""

_ONE_AT_A_TIME = Lock()


class OneAtATime(ThisProcess):
    """One process as a pool, at one unit at a time whoever asks: what it keeps is for one thread.

    Work is parted as if there were many workers, so that a unit is one replication of one
    scenario: nobody waits for more than one that is given up.
    """

    workers = 1_000_000
    capacity = 1

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Call a function when it is its turn."""
        return alone(super().submit, function, *arguments)


def alone(function: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
    """Call a function that serves replications, when nobody else does."""
    with _ONE_AT_A_TIME:
        return function(*arguments, **named)


async def streamed(work: Work, given_up: Event) -> AsyncIterator[Told]:
    """Do work in a thread, and yield what it tells; who stops listening has it given up.

    What stands in the way of it is told as `problems`.
    """
    loop, told = asyncio.get_running_loop(), asyncio.Queue[Told | None]()

    def tell(event: Told | None) -> None:
        loop.call_soon_threadsafe(told.put_nowait, event)

    def do() -> None:
        try:
            work(tell, given_up.is_set)
        except (ValueError, MemoryError, PointError) as error:
            tell(("problems", {"problems": [{"path": "", "message": str(error)}]}))
        finally:
            tell(None)

    try:
        done = asyncio.ensure_future(asyncio.to_thread(do))
        while (event := await told.get()) is not None:
            yield event
        await done
    finally:
        given_up.set()


async def as_events(told: AsyncIterator[Told]) -> AsyncIterator[str]:
    """Write what is told as server-sent events."""
    async for name, data in told:
        yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
