"""Serving: the desk at an address, until it is told to end.

In: what loads the desk, and an address. Out: a server; where the desk cannot be loaded it ends,
with what was wrong. Signals are uvicorn's while it serves.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from ipaddress import ip_address
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.language import _, language
from simulator.web.app import desk_app, load_into
from simulator.web.guard import Guard

if TYPE_CHECKING:
    from simulator.web.desk import Desk

PATIENCE = 10
"""Seconds in which a replication that is being served comes to its end."""
MOST_CONNECTIONS = 100
"""Of all browsers; one has six."""


def serve_desk(
    load: "Callable[[], Desk]", *, host: str, port: int, say: Callable[[str], object]
) -> None:
    """Serve a desk, and say where it is.

    Parameters
    ----------
    load
        Loads the desk, behind the page that is there at once.
    host, port
        The address; on port 0 any that is free.
    say
        Told the address of the page.

    Raises
    ------
    OSError
        If the address cannot be had.
    BaseException
        What `load` raises.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.create_server((host, port), family=family)) as listening:
        address = listening.getsockname()[0]
        name = socket.gethostname() if ip_address(address).is_unspecified else host
        token = None if ip_address(address).is_loopback else token_urlsafe(24)
        desk: Future[Desk] = Future()
        app = desk_app(desk, language=language(), host=name, token=token)
        server = DeskServer(desk, load, app)
        shown = f"[{name}]" if ":" in name else name
        query = f"?lang={language()}" + (f"&token={token}" if token else "")
        where = f"http://{shown}:{listening.getsockname()[1]}/{query}"
        say(_("The desk is at {address} (Ctrl-C ends it)", address=where))
        server.run(sockets=[listening])
        if desk.done():
            desk.result()


class _Connection(H11Protocol):
    """A connection; where there are too many, the oldest goes on which nothing is asked."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its base has it
        """Make room for it."""
        super().connection_made(transport)
        self.made = self.loop.time()
        if len(self.connections) > MOST_CONNECTIONS:
            idle: Iterator[Any] = filter(_is_idle, self.connections)  # Itself is among them.
            min(idle, key=lambda each: each.made).transport.close()


def _is_idle(connection: Any) -> bool:
    """Whether a connection, of whatever protocol, is there and has no request to be answered."""
    is_asked = connection.cycle and not connection.cycle.response_complete
    return not (is_asked or connection.transport.is_closing())


class DeskServer(uvicorn.Server):
    """A server whose desk is loaded when the page is there, and cleared before it ends."""

    def __init__(self, desk: "Future[Desk]", load: "Callable[[], Desk]", app: Guard) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Connection,
                ws="none",
                lifespan="off",
                backlog=MOST_CONNECTIONS // 4,  # More are not taken at a time, before any goes.
                log_level="error",  # What is no request is not worth a line.
                access_log=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self._desk, self._load = desk, load
        desk.add_done_callback(self._end_without)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Be there, and load the desk."""
        await super().startup(sockets)
        load_into(self._desk, self._load)

    def _end_without(self, desk: "Future[Desk]") -> None:
        """End where the desk cannot be loaded."""
        self.should_exit |= desk.exception() is not None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, when streams have."""
        if self._desk.done() and not self._desk.exception():
            self._desk.result().close()
        await super().shutdown(sockets)
