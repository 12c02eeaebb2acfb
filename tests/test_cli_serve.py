"""`onestop serve`: the page stands, and what cannot be served is told."""

import signal
import socket
import subprocess
import sys
from contextlib import closing

import httpx
import pytest

from tests.web.conftest import CENTER

ONESTOP = (sys.executable, "-c", "from simulator.cli import main; main()")


def test_a_scenario_with_problems_ends_it():
    # A process of its own: where a browser is driven in this one, its loop is running.
    wrong = ("--set", "staff.busy.officers=0")
    command = [*ONESTOP, "serve", str(CENTER), "--port", "0", "--lang", "en", *wrong]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert "staff.busy.officers: 0: must be at least 1" in done.stderr


def test_a_port_that_is_taken_is_told(onestop):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, _out, err = onestop("serve", "--port", port)
    assert code == 2
    assert err == (
        f"the desk cannot be opened at 127.0.0.1, port {port}: Address already in use: choose "
        "another by --host and --port\n"
    )


def test_a_host_that_is_none_is_told(onestop):
    code, _out, err = onestop("serve", "--host", "a..b")
    assert code == 2
    assert "(" not in err.splitlines()[0]


def test_without_its_packages_it_says_so(onestop, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "simulator.web.serving", raising=False)
    code, _out, err = onestop("serve")
    assert code == 2
    assert "pip install 'onestop-simulator[web]'" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize("told", ["SIGINT", pytest.param("SIGTERM", marks=pytest.mark.full)])
def test_it_serves_until_it_is_told_to_end(told):
    command = [*ONESTOP, "serve", str(CENTER), "--port", "0", "-n", "200"]
    with subprocess.Popen(
        [*command, "--lang", "en", "--seed", "1"], stderr=subprocess.PIPE, text=True
    ) as server:
        address = server.stderr.readline().split()[4].partition("?")[0]
        headers = {"origin": address.strip("/")}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            assert client.get("/").status_code == 200
            desk = client.get("/api/desk").json()
            assert (desk["title"], desk["seed"]) == ("Two counters", 1)
            plan = client.post("/api/plan", json={"changes": {}}).json()["plan"]
            with client.stream("GET", f"/api/plan/{plan}/answer") as answer:
                next(answer.iter_lines())
                server.send_signal(getattr(signal, told))  # While somebody listens.
                assert server.wait(20) == 0
        assert server.stderr.read() == ""
