"""The guard: which requests come in at all, and what every answer says to browsers.

In: a request. Out: a refusal, or the request handed on, in the language that it asks for. A page of
another site can neither read what is here nor have anything done: the host that was asked for, the
origin of what changes anything, and on a network the token are checked first.
"""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from secrets import compare_digest
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response

from simulator.language import LANGUAGES, _, speaking

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN = "onestop_token"  # noqa: S105  # the name of a cookie

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands before an application."""

    app: App
    host: str
    """The name by which it is reached, beside `localhost` and addresses of numbers."""
    language: str
    """Where a request asks for none."""
    token: str | None = None
    """What a client has to know; None where only this machine reaches it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        client = HTTPConnection(scope)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in HEADERS.items()),
                ]
            await send(message)

        with speaking(self._language(client)):
            answer = self._refusal(client) or self._token_asked(client)
            await (answer or self.app)(scope, receive, marked)

    def _language(self, client: HTTPConnection) -> str:
        asked = (*client.query_params.getlist("lang"), client.headers.get("accept-language"))
        return next((each for each in asked if each in LANGUAGES), self.language)

    def _refusal(self, client: HTTPConnection) -> Response | None:
        """Refuse a request that a page of another site may have made."""
        headers, method, path = client.headers, client.scope["method"], client.scope["path"]
        host = headers.get("host", "")
        if not self._is_ours(host):
            return refused(421, _("this is not the address of the desk"))
        if path != "/" and headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return refused(403, _("only the page of the desk can change anything"))
        origin = headers.get("origin", "")
        if method not in _SAFE and origin not in (f"http://{host}", f"https://{host}"):
            return refused(403, _("only the page of the desk can change anything"))
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a host is one that no other site can give itself."""
        try:
            parts = urlsplit(f"//{host}")
        except ValueError:
            return False
        name = parts.hostname or ""
        if parts.netloc != host or "@" in host:
            return False
        if name in ("localhost", self.host.lower()):
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True

    def _token_asked(self, client: HTTPConnection) -> Response | None:
        """Ask for the token; who brings it with the address of the page gets it as a cookie."""
        name, query = cookie(TOKEN, client.scope), client.query_params
        if self.token is None or self._knows(client.cookies.get(name)):
            return None
        if client.scope["path"] == "/" and self._knows(next(iter(query.getlist("token")), None)):
            lang = next((each for each in query.getlist("lang") if each in LANGUAGES), "")
            answer = RedirectResponse(f"/?lang={lang}" if lang else "/", status_code=303)
            answer.set_cookie(name, self.token, httponly=True, samesite="strict")
            return answer
        return refused(401, _("open the address that `onestop serve` has printed, with its token"))

    def _knows(self, token: str | None) -> bool:
        return compare_digest((token or "").encode(), (self.token or "").encode())


def cookie(name: str, scope: Mapping[str, Any]) -> str:
    """Return what a cookie is called: two desks of one machine do not take each other's."""
    return f"{name}_{scope['server'][1]}"


def refused(status: int, message: str) -> Response:
    """Return the answer that says what is wrong."""
    return JSONResponse({"problems": [{"path": "", "message": message}]}, status)
