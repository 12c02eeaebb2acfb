"""Long work goes on as long as somebody listens, and one thing at a time for each."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest

from simulator.web.streaming import as_events, streamed
from tests.web.conftest import ADDRESS, desk_of

MOVES = 10


def run_apart(coroutine):
    """Run a coroutine in a thread: in this one a browser may have a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def endless(ended):
    def work(tell, is_given_up):
        number = 0
        while not is_given_up():
            tell(("number", number))
            number += 1
        ended.set()

    return work


def test_work_ends_when_nobody_listens():
    ended = Event()

    async def listen():
        stream = streamed(endless(ended), Event())
        first = [await anext(stream) for _each in range(3)]
        await stream.aclose()
        return first

    assert run_apart(listen()) == [("number", 0), ("number", 1), ("number", 2)]
    assert ended.wait(5)


def test_a_defect_in_work_is_not_hidden():
    def work(_tell, _is_given_up):
        raise RuntimeError("broken")

    async def listen():
        return [each async for each in streamed(work, Event())]

    with pytest.raises(RuntimeError, match="broken"):
        run_apart(listen())


def test_what_stands_in_the_way_is_told():
    def work(_tell, _is_given_up):
        raise ValueError("too long")

    async def listen():
        return [each async for each in streamed(work, Event())]

    told = {"problems": [{"path": "", "message": "too long"}]}
    assert run_apart(listen()) == [("problems", told)]


def test_events_are_written_on_lines_of_their_own():
    async def told():
        yield "answer", {"said": "đ\n"}

    async def write():
        return [each async for each in as_events(told())]

    assert run_apart(write()) == ['event: answer\ndata: {"said": "đ\\n"}\n\n']


def test_of_ten_moves_the_last_is_worked():
    """The others are given up, each by the next."""

    async def move(client, officers):
        answer = await client.post("/api/plan", json={"changes": {"staff.busy.officers": officers}})
        path = f"/api/plan/{answer.json()['plan']}/answer"
        return asyncio.ensure_future(client.get(path))

    async def moved():
        headers = {"origin": ADDRESS, "accept-language": "en"}
        transport = httpx.ASGITransport(desk_of(replications=40))
        async with httpx.AsyncClient(
            transport=transport, base_url=ADDRESS, headers=headers
        ) as client:
            await client.get("/api/desk")
            asked = [await move(client, number + 1) for number in range(MOVES)]
            return [(await each).text for each in asked]

    *before, last = run_apart(moved())
    assert "event: done" in last
    assert not any("event: done" in each for each in before)
