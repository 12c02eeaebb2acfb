"""The application: the page of the desk at once, and all that is on it when that is loaded.

In: what loads the desk. Out: an ASGI application, for a server or a test. The page and its parts
need nothing of the program, so that they are there while it is loaded; whoever asks for more waits.
"""

from asyncio import wrap_future
from collections.abc import Awaitable, Callable
from importlib.resources import files
from threading import Thread
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.language import Language, _
from simulator.web.guard import Guard, refused
from simulator.web.requests import Refusal
from simulator.web.words import WORDS

if TYPE_CHECKING:
    from concurrent.futures import Future

    from simulator.web.desk import Desk

Answering = Callable[[Request], Awaitable[Response]]

_HERE = files(__package__)
_KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
_PAGE = "page.html"

_LATER = {
    "desk": ("/api/desk", "GET"),
    "plan": ("/api/plan", "POST"),
    "answer": ("/api/plan/{plan}/answer", "GET"),
    "day": ("/api/plan/{plan}/day", "GET"),
    "download": ("/api/plan/{plan}/download/{name}", "GET"),
    "replay": ("/api/plan/{plan}/replay", "POST"),
    "form": ("/api/form", "GET"),
    "kept": ("/api/kept", "GET"),
    "keep": ("/api/kept", "POST"),
    "let_go": ("/api/kept/{plan}", "DELETE"),
    "upload": ("/api/upload", "POST"),
    "fit": ("/api/fit", "POST"),
    "back": ("/api/back", "POST"),
    "ranking": ("/api/plan/{plan}/ranking", "GET"),
    "assumptions": ("/api/assumptions", "GET"),
}
"""Addresses and methods of what a desk answers, by its name there."""


def load_into(desk: "Future[Desk]", load: "Callable[[], Desk]") -> None:
    """Load a desk in a thread, and then its engine."""

    def do() -> None:
        try:
            found = load()
        except BaseException as error:  # It is raised to whoever waits.
            desk.set_exception(error)
        else:
            desk.set_result(found)
            found.warm()

    Thread(target=do, daemon=True).start()


def desk_app(
    desk: "Future[Desk]", *, language: Language, host: str = "localhost", token: str | None = None
) -> Guard:
    """Return the application of a desk, guarded.

    Parameters
    ----------
    desk
        The desk, when it is loaded.
    language
        Where a request asks for none.
    host
        The name by which it is reached.
    token
        What a client has to know; None where only this machine reaches it.
    """

    def later(name: str) -> Answering:
        async def answer(request: Request) -> Response:
            found = await wrap_future(desk)
            async with found.turn(request, name):
                try:
                    response: Response = await getattr(found, name)(request)
                except ValueError as error:
                    return found.problems(error)
                return response

        return answer

    routes = [Route(path, later(name), methods=[way]) for name, (path, way) in _LATER.items()]
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/static/{name}", _static),
            Route("/api/texts", _texts),
            *routes,
        ],
        exception_handlers={
            Refusal: _refused,
            404: lambda _request, _error: refused(404, _("there is no such thing on the desk")),
            405: lambda _request, _error: refused(405, _("that cannot be done here")),
        },
    )
    return Guard(app, host, language, token)


async def _page(_request: Request) -> Response:
    return _sent(_PAGE)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in {each.name for each in (_HERE / "static").iterdir()}:
        raise Refusal(404, _("there is no such thing on the desk"))
    return _sent(f"static/{name}")


def _sent(name: str) -> Response:
    """Send a file of the page."""
    return Response((_HERE / name).read_bytes(), media_type=_KINDS.get(name.rpartition(".")[2]))


async def _texts(_request: Request) -> Response:
    """Send the words of the page itself."""
    return JSONResponse({key: _(text) for key, text in WORDS.items()})


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101  # it is called for those
    return error.answer
