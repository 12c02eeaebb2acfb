"""Whatever is sent to the desk, it answers, and goes on."""

import asyncio
import random

import h11
import httpx
import pytest
from starlette.requests import Request

from simulator.web import requests as web_requests
from simulator.web.desk import MOST_CHANGES
from simulator.web.requests import Refusal, body_of
from tests.web.conftest import REPLICATIONS
from tests.web.malformed import requests
from tests.web.test_serving import served
from tests.web.test_streaming import run_apart


def survives(client, seed, number):
    """Send malformed requests; each has an answer that is no defect, and the desk goes on."""
    plan = client.post("/api/plan", json={"changes": {}}).json()["plan"]
    seat, draw = dict(client.cookies), random.Random(seed)  # noqa: S311  # seeded for a test
    for method, path, headers, body in requests(draw, number, plan):
        client.cookies = seat
        try:
            answer = client.request(method, path, headers=headers, content=body)
        except (httpx.InvalidURL, h11.LocalProtocolError, httpx.LocalProtocolError, UnicodeError):
            continue  # It never left the client.
        told = f"{method} {path} {headers} {body[:200]!r}"
        assert answer.status_code < 500, told
        assert "Traceback" not in answer.text, told
    client.cookies = seat
    answer = client.post("/api/plan", json={"changes": {"staff.busy.officers": 2}})
    assert "event: done" in client.get(f"/api/plan/{answer.json()['plan']}/answer").text


def test_the_desk_survives_malformed_requests(client):
    survives(client, 1, 400)


def test_the_desk_survives_them_on_a_socket(capfd):
    with served(replications=REPLICATIONS) as desk, desk.client() as client:
        survives(client, 3, 300)
    assert capfd.readouterr().err == ""


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
def test_the_desk_survives_thousands_of_malformed_requests(client):
    survives(client, 2, 10_000)
