"""Requests: what a client sends, read within bounds.

In: a request that may hold anything. Out: plain data that can be written again, or a `Refusal`.
What it means is not known here.
"""

import json
from asyncio import timeout
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from simulator.language import _
from simulator.web.guard import refused

LARGEST_BODY = 256_000
"""Bytes of what is changed on the desk."""
LONGEST = 60
"""Seconds in which a body comes, or it is no longer waited for."""
DEEPEST = 12
"""Levels of what is changed: a value of a scenario has six."""


class Refusal(Exception):  # noqa: N818  # no error of the program
    """What is wrong with a request."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.answer = refused(status, message)


async def body_of(request: Request, most: int = LARGEST_BODY) -> bytes:
    """Return the body of a request.

    Raises
    ------
    Refusal
        If it is larger than that, or too slow, or the client has gone.
    """
    parts, size = [], 0
    try:
        async with timeout(LONGEST):
            async for part in request.stream():
                parts.append(part)
                size += len(part)
                if size > most:
                    raise Refusal(413, _("is larger than {most} kB", most=most // 1000))
    except (ClientDisconnect, TimeoutError) as error:
        raise Refusal(400, _("the request has broken off")) from error
    return b"".join(parts)


async def data_of(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request brings.

    Raises
    ------
    Refusal
        If it is none, or too large, or too deep.
    """
    content = await body_of(request)
    try:
        data = json.loads(content, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or _depth(data) > DEEPEST:
        raise Refusal(400, _("the request is not understood"))
    return data


def text_in(data: dict[str, Any], key: str, *, longest: int = 200) -> str:
    """Return a text of a request; empty where there is none."""
    value = data.get(key)
    return value[:longest] if isinstance(value, str) else ""


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _depth(value: object) -> int:
    """Return how many levels a value has, but no more than are too many."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            below
            for each in level
            if isinstance(each, dict | list)
            for below in (each.values() if isinstance(each, dict) else each)
        ]
    return depth
