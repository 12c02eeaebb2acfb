"""Several problems of one value, told together by a validator that would else tell the first.

In come what a validator found and what pydantic found below it; out comes one error that carries
them all, which `messages` takes apart again. What the rules are is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


class SeveralProblemsError(ValueError):
    """What is wrong with a value and with what stands below it.

    Parameters
    ----------
    details
        The problems as pydantic tells them; their locations count from the value.
    """

    def __init__(self, details: Iterable[ErrorDetails]) -> None:
        self.details = tuple(details)
        super().__init__("; ".join(problem["msg"] for problem in self.details))


def problem_of(value: object, message: str) -> ErrorDetails:
    """Return what is wrong with a value as a whole."""
    return {
        "type": "value_error",
        "loc": (),
        "msg": message,
        "input": value,
        "ctx": {"error": ValueError(message)},
    }
