"""The desk on a socket: whatever comes, and whoever leaves, it answers the next."""

import gc
import json
import os
import socket
from concurrent.futures import Future
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest

from simulator.scenario import read_resolved
from simulator.web import answering, background, logs, serving
from simulator.web.app import desk_app
from simulator.web.desk import Desk
from simulator.web.serving import DeskServer
from tests.web.conftest import CENTER, REPLICATIONS, SEED
from tests.web.test_logs import log

__all__ = ["log"]  # A fixture.

MANY = 3_000
"""Replications that nobody waits for in a test."""
PATIENCE = 60
"""Seconds: a test has not the machine to itself."""


class Served:
    """A desk that is served, and how much is worked at for whom."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.port = port
        self.begun = self.ended = 0

    @contextmanager
    def client(self):
        """Yield a browser that has sat down."""
        headers = {"origin": self.address, "accept-language": "en"}
        with httpx.Client(base_url=self.address, headers=headers, timeout=PATIENCE) as client:
            client.get("/api/desk").raise_for_status()
            yield client

    def raw(self, content):
        """Return the first line of what is answered to bytes."""
        with closing(socket.create_connection(("127.0.0.1", self.port), PATIENCE)) as connection:
            connection.sendall(content)
            return connection.makefile("rb").readline().decode().strip()

    def noted(self, work):
        """Return work of which it is noted when it begins and ends."""

        def do(*asked):
            self.begun += 1
            try:
                return work(*asked)
            finally:
                self.ended += 1

        return do

    def at_work(self):
        """How much is worked at now."""
        return self.begun - self.ended


@contextmanager
def served(replications=MANY):
    """Serve the desk of a small Center in a thread."""
    with closing(socket.create_server(("127.0.0.1", 0))) as place:
        desk = Future()
        server = DeskServer(
            desk,
            lambda: Desk(read_resolved(CENTER), file="", seed=SEED, replications=replications),
            desk_app(desk, language="en"),
        )
        thread = Thread(target=server.run, kwargs={"sockets": [place]})
        thread.start()
        found = Served(place.getsockname()[1])
        with pytest.MonkeyPatch.context() as patch:
            for module in (answering, background, logs):
                patch.setattr(module, "work_at", found.noted(module.work_at))
            try:
                yield found
            finally:
                server.should_exit = True
                thread.join(PATIENCE)
                assert not thread.is_alive()


@pytest.fixture(scope="module")
def desk():
    with served() as found:
        yield found


@pytest.fixture
def client(desk):
    """A browser that has sat down."""
    with desk.client() as found:
        yield found


def until(is_so):
    end = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < end
        sleep(0.01)


def request(line="GET /api/texts HTTP/1.1", host="127.0.0.1", **headers):
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    where = "" if host is None else f"Host: {host}\r\n"
    return f"{line}\r\n{where}{told}Connection: close\r\n\r\n".encode("latin-1")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (request(), 200),
        (request(host="LOCALHOST"), 200),
        (request(host=None), 400),
        (request("GET /api/texts HTTP/1.0", host=None), 421),
        (request(Host="evil.example"), 400),
        (request(host="localhost."), 421),
        (request("GET http://evil.example/api/texts HTTP/1.1"), 404),
        (request("GET http://127.0.0.1/api/texts HTTP/1.1", host="evil.example"), 421),
        (request("GET //evil.example/%2e%2e HTTP/1.1"), 404),
        (request("OPTIONS * HTTP/1.1"), 403),
        (request("TRACE / HTTP/1.1"), 403),
        (request("CONNECT evil.example:80 HTTP/1.1"), 403),
        (request("HEAD / HTTP/1.1"), 200),
        (request(Upgrade="websocket"), 200),
        (request("POST /api/plan HTTP/1.1", Content_Length="-1"), 400),
        (request(X="a\0b"), 400),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
    ],
)
def test_requests_by_hand_are_answered(desk, content, status):
    assert desk.raw(content).startswith(f"HTTP/1.1 {status} ")


def test_connections_on_which_nothing_is_asked_are_in_nobodys_way(desk, monkeypatch, capfd):
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 10)
    with ExitStack() as connections:
        idle = []
        for _each in range(40):
            idle.append(socket.create_connection(("127.0.0.1", desk.port), PATIENCE))
            connections.enter_context(closing(idle[-1]))
            idle[-1].send(b"GET / HT")
        assert desk.raw(request()).startswith("HTTP/1.1 200 ")
        still = [is_open(each) for each in idle]
    assert sum(still) <= serving.MOST_CONNECTIONS
    assert not any(still[:20])  # The oldest have gone.
    assert capfd.readouterr().err == ""


def is_open(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/plan/{plan}/answer", None),
        ("/api/plan/{plan}/ranking", None),
        ("/api/assumptions", None),
        ("/api/plan/{plan}/download/report.html", None),
        ("/api/kept", {"plan": "{plan}", "name": "mine"}),
        ("/api/plan/{plan}/replay", {"day": "2021-03-02"}),
    ],
)
def test_who_leaves_frees_the_work(desk, client, log, path, body):
    before = desk.begun
    client.post("/api/upload", content=log, headers={"x-file-name": "log.csv"}).raise_for_status()
    changes = {"staff.busy.speed": 0.5 + len(path) / 100}  # Never worked at before.
    plan = client.post("/api/plan", json={"changes": changes}).json()["plan"]
    with asking(
        desk, client, path.format(plan=plan), body and json.dumps(body).replace("{plan}", plan)
    ):
        until(lambda: desk.begun > before)
        assert desk.at_work()
    until(lambda: not desk.at_work())


def asking(desk, client, path, body=None):
    """Ask for something, and wait for no answer; return the connection, to be closed."""
    asked = client.build_request("POST" if body else "GET", path, content=body)
    told = {
        "Cookie": asked.headers["cookie"],
        "Origin": desk.address,
        "Content-Length": str(len(asked.content)),
    }
    line = f"{asked.method} {asked.url.path} HTTP/1.1"
    connection = socket.create_connection(("127.0.0.1", desk.port))
    connection.sendall(request(line, f"127.0.0.1:{desk.port}", **told) + asked.content)
    return closing(connection)


def test_ten_moves_in_a_second_leave_one_experiment_running(desk, client):
    before = desk.begun
    with ExitStack() as streams:
        for officers in range(1, 11):
            changes = {"staff.busy.officers": officers}
            plan = client.post("/api/plan", json={"changes": changes}).json()["plan"]
            streams.enter_context(client.stream("GET", f"/api/plan/{plan}/answer"))
        until(lambda: desk.begun > before and desk.at_work() == 1)
    until(lambda: not desk.at_work())


@pytest.mark.parametrize("what", ["answer", "download/report.html"])
def test_a_desk_that_is_worked_at_ends(capfd, what):
    with ExitStack() as streams, served() as found:
        client = streams.enter_context(found.client())
        plan = client.post("/api/plan", json={"changes": {"staff.busy.speed": 1.01}}).json()["plan"]
        streams.enter_context(asking(found, client, f"/api/plan/{plan}/{what}"))
        until(found.at_work)
        begun = monotonic()  # The desk is told to end while somebody listens.
    assert monotonic() - begun < serving.PATIENCE
    assert capfd.readouterr().err == ""


@pytest.mark.full
def test_memory_is_flat_over_a_thousand_moves():
    moves = [{"staff.busy.speed": round(1 + number / 1000, 3)} for number in range(1000)]
    with served(replications=REPLICATIONS) as found, found.client() as client:
        for number, changes in enumerate(moves):
            if number == 200:
                before = resident()
            plan = client.post("/api/plan", json={"changes": changes}).json()["plan"]
            assert "event: done" in client.get(f"/api/plan/{plan}/answer").text
        assert resident() - before < 20_000_000


def resident():
    """Return the bytes that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
