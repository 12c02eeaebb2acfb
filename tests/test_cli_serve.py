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
    assert err.startswith(f"the desk cannot be opened at 127.0.0.1, port {port}: ")


def test_without_its_packages_it_says_so(onestop, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "simulator.web.serving", raising=False)
    code, _out, err = onestop("serve")
    assert code == 2
    assert "pip install 'onestop-simulator[web]'" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_it_serves_until_it_is_told_to_end():
    command = [*ONESTOP, "serve", str(CENTER), "--port", "0"]
    with subprocess.Popen(
        [*command, "--lang", "en", "--seed", "1"], stderr=subprocess.PIPE, text=True
    ) as server:
        address = server.stderr.readline().split()[4].partition("?")[0]
        assert httpx.get(address).status_code == 200
        desk = httpx.get(f"{address}api/desk", timeout=60).json()
        assert (desk["title"], desk["seed"]) == ("Two counters", 1)
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        assert server.stderr.read() == ""
