"""How soon the page of the desk stands, from the start of its command; the engine loads behind it.

It is held against a program that starts the same server and nothing else: what the machine has to
do beside counts for both.
"""

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from tests.benchmarks.test_commands import ONESTOP, ROOT

SHIPPED = "scenarios/van-don-2021.yaml"
SERVE = (*ONESTOP, "serve", SHIPPED, "--port", "0", "--lang", "en")

BARE = (
    sys.executable,
    "-c",
    """
import socket, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

place = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{place.getsockname()[1]}/", file=sys.stderr, flush=True)
app = Starlette(routes=[Route("/{path:path}", lambda _request: JSONResponse({"desk": ""}))])
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[place])
""",
)
"""A server of one answer."""

TIMES = 3
"""That the desk may take as long as a server of one answer does."""
ROUNDS = 5


@contextmanager
def _started(command):
    """Start a server; yield its address, and end it without ceremony."""
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        found = (re.search(r"http://[\d.:]+/", line) for line in server.stderr)
        yield next(filter(None, found)).group()
        server.kill()


def _seconds(command):
    """Return the seconds until the page is there, and the words of its headings."""
    start = perf_counter()
    with _started(command) as address:
        for part in ("", "static/desk.js", "api/texts"):
            with urlopen(address + part) as answer:  # noqa: S310  # the address is our own
                content = answer.read()
        taken = perf_counter() - start
    assert "desk" in json.loads(content)
    return taken


def test_the_page_stands_soon_after_the_start(benchmark):
    taken = {BARE: [], SERVE: []}

    def pair():
        for command, seconds in taken.items():
            seconds.append(_seconds(command))

    benchmark.pedantic(pair, rounds=ROUNDS, warmup_rounds=1)
    bare, desk = (median(seconds[1:]) for seconds in taken.values())
    benchmark.extra_info |= {
        "must": f"1 s on a machine that does nothing else, {TIMES}× a server of one answer",
        "takes": f"{desk:.2f} s, {desk / bare:.1f}×",
    }
    assert desk <= TIMES * bare
