"""Streams: long work in a thread for a client, and given up when that has gone or moved on.

In: work that asks whether it is given up. Out: what it returns; or what it tells bit by bit, as
server-sent events. What the work is, is not known here.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from threading import Event, Lock
from typing import Any, TypeAlias, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from simulator.language import _
from simulator.studies.experiment import Event as Happening
from simulator.studies.experiment import Experiment
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.running import LOOK_SECONDS, PointError, run

Result = TypeVar("Result")

Told: TypeAlias = tuple[str, object]
"""Name of an event, and its data."""
IsGivenUp: TypeAlias = Callable[[], bool]
Work: TypeAlias = Callable[[Callable[[Told], None], IsGivenUp], None]
"""Given whom to tell, and whom to ask whether it is given up."""

_ONE_AT_A_TIME = Lock()


class GivenUp(ValueError):  # noqa: N818  # no error of the program
    """What was worked at is given up: nobody waits for it any more."""


class OneAtATime(ThisProcess):
    """One process as a pool, at one unit at a time whoever asks: what it keeps is for one thread.

    Work is parted as if there were many workers, so that a unit is one replication of one
    scenario: nobody waits for more than one that is given up.
    """

    workers = 1_000_000
    capacity = 1

    def __init__(self, is_given_up: IsGivenUp) -> None:
        self._is_given_up = is_given_up

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Call a function when it is its turn."""
        return alone(super().submit, function, *arguments, is_given_up=self._is_given_up)


def alone(
    function: Callable[..., Result], *arguments: Any, is_given_up: IsGivenUp, **named: Any
) -> Result:
    """Call a function that serves replications, when nobody else does.

    Raises
    ------
    GivenUp
        If nobody waits for it when it is its turn.
    """
    while not _ONE_AT_A_TIME.acquire(timeout=LOOK_SECONDS):
        go_on(is_given_up)
    try:
        go_on(is_given_up)
        return function(*arguments, **named)
    finally:
        _ONE_AT_A_TIME.release()


def work_at(
    experiment: Experiment,
    is_given_up: IsGivenUp,
    heed: Callable[[Happening], object] = lambda _event: None,
) -> None:
    """Run all that an experiment lacks, and have each thing that happens heeded.

    Raises
    ------
    GivenUp
        If nobody waits for it any more.
    """
    run(experiment, OneAtATime(is_given_up), on_event=heed, is_cancelled=is_given_up)
    go_on(is_given_up)


def go_on(is_given_up: IsGivenUp) -> None:
    """Raise `GivenUp` where nobody waits any more."""
    if is_given_up():
        raise GivenUp(_("something else was asked for meanwhile"))


async def worked(request: Request, work: Callable[[IsGivenUp], Result], given_up: Event) -> Result:
    """Do work in a thread for a request that waits for it; if its client has gone, it is given up.

    Raises
    ------
    GivenUp
        If it was.
    ValueError
        With what stands in its way.
    """

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        given_up.set()

    watching = asyncio.ensure_future(watch())
    try:
        result = await run_in_threadpool(work, given_up.is_set)
    except (MemoryError, PointError) as error:
        raise ValueError(str(error)) from error
    finally:
        watching.cancel()
    go_on(given_up.is_set)
    return result


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
        except GivenUp:
            pass
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
