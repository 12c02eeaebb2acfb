"""A desk with a small Center, and a client that sits at it."""

import json
import warnings
from concurrent.futures import Future
from pathlib import Path

import pytest

from simulator.scenario import read_resolved
from simulator.web.app import desk_app, load_into
from simulator.web.desk import Desk
from tests.pages.conftest import browser

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It is asked to use a newer httpx, which has another name.
    from starlette.testclient import TestClient

__all__ = ["browser"]  # It is closed when the tests of this folder are done.

CENTER = Path(__file__).parents[1] / "studies" / "comparison" / "two-counters.yaml"
ADDRESS = "http://127.0.0.1:8700"
SEED, REPLICATIONS = 7, 4


class Client(TestClient):
    """A page that talks to the desk, in English unless it says otherwise."""

    def plan(self, changes, **headers):
        """Lay a plan on the desk; return what is said of it."""
        answer = self.post("/api/plan", json={"changes": changes}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def events(self, path, **headers):
        """Return the names and data of a stream."""
        answer = self.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        lines = [part.split("\n") for part in answer.text.strip().split("\n\n")]
        return [
            (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
            for name, data in lines
        ]

    def answers(self, changes, **headers):
        """Return all that is said of a plan while it is worked."""
        found = self.events(f"/api/plan/{self.plan(changes)['plan']}/answer", **headers)
        assert found[-1][0] == "done"
        return [data for name, data in found[:-1]]


def desk_of(file=CENTER, *, host="localhost", token=None, replications=REPLICATIONS):
    """Return the guarded application of a desk, which is being loaded."""
    desk = Future()
    load_into(
        desk, lambda: Desk(read_resolved(file), file="", seed=SEED, replications=replications)
    )
    return desk_app(desk, language="en", host=host, token=token)


def client_of(app, address=ADDRESS):
    """Return a client as a browser that was sent there."""
    headers = {"origin": address, "accept-language": "en"}
    return Client(app, base_url=address, headers=headers, follow_redirects=False)


@pytest.fixture(scope="session")
def app():
    """The desk, loaded once."""
    return desk_of()


@pytest.fixture
def client(app):
    """A client that has sat down at the desk."""
    client = client_of(app)
    assert client.get("/api/desk").status_code == 200
    return client
