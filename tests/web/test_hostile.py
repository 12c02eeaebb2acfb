"""Whatever is sent to the desk, it answers, and goes on."""

import asyncio
import gc
import os
import random
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from simulator.web import requests as web_requests
from simulator.web.desk import MOST_CHANGES
from simulator.web.requests import Refusal, body_of
from tests.web.conftest import client_of
from tests.web.malformed import requests
from tests.web.test_streaming import run_apart


def survives(app, seed, number):
    """Send malformed requests; each has an answer that is no defect, and the desk goes on."""
    client = client_of(app)
    client.get("/api/desk")
    plan = client.plan({})["plan"]
    seat, draw = dict(client.cookies), random.Random(seed)  # noqa: S311  # seeded for a test
    for method, path, headers, body in requests(draw, number, plan):
        client.cookies = seat
        try:
            answer = client.request(method, path, headers=headers, content=body)
        except (httpx.InvalidURL, httpx.LocalProtocolError, UnicodeEncodeError):
            continue  # It never left the client.
        told = f"{method} {path} {headers} {body[:200]!r}"
        assert answer.status_code < 500, told
        assert "Traceback" not in answer.text, told
    client.cookies = seat
    assert client.answers({"staff.busy.officers": 2})[-1]["is_preliminary"] is False


def test_the_desk_survives_malformed_requests(app):
    survives(app, 1, 500)


def test_a_plan_has_not_more_changes_than_can_be_looked_at(client):
    changes = {f"sources.a{number}": "x" for number in range(MOST_CHANGES + 1)}
    assert client.post("/api/plan", json={"changes": changes}).status_code == 400


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(web_requests, "LONGEST", 0.01)
    waiting = asyncio.Event
    request = Request({"type": "http", "method": "POST"}, lambda: waiting().wait())
    with pytest.raises(Refusal, match="broken off"):
        run_apart(body_of(request))


@pytest.mark.full
def test_the_desk_survives_thousands_of_malformed_requests(app):
    survives(app, 2, 10_000)


@pytest.mark.full
def test_memory_is_flat_over_a_thousand_moves(app):
    client = client_of(app)
    client.get("/api/desk")
    moves = [{"staff.busy.speed": round(1 + n / 1000, 3)} for n in range(1000)]
    for changes in moves[:200]:
        client.answers(changes)
    before = resident()
    for changes in moves[200:]:
        client.answers(changes)
    assert resident() - before < 20_000_000


def resident():
    """Return the bytes that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
