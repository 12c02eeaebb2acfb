"""Several problems of one value, told together by a validator that would else tell the first.

In come what a validator found and what pydantic found below it; out comes one error that carries
them all, which `messages` takes apart again. What the rules are is not known here.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic_core import ErrorDetails

Key = TypeVar("Key", str, int)
Entry = TypeVar("Entry")
Read = TypeVar("Read")


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


def problem_of(value: object, error: str | ValueError, *below: str | int) -> ErrorDetails:
    """Return what is wrong with a value as a whole, or with what stands below it."""
    raised = ValueError(error) if isinstance(error, str) else error
    return {
        "type": "value_error",
        "loc": below,
        "msg": str(error),
        "input": value,
        "ctx": {"error": raised},
    }


def read_each(
    entries: Iterable[tuple[Key, Entry]], read: Callable[[Key, Entry], Read]
) -> dict[Key, Read]:
    """Read every entry of a mapping or list.

    Raises
    ------
    SeveralProblemsError
        With what is wrong with each that cannot be read.
    """
    found: dict[Key, Read] = {}
    problems = []
    for key, entry in entries:
        try:
            found[key] = read(key, entry)
        except ValueError as error:
            problems.append(problem_of(entry, error, key))
    if problems:
        raise SeveralProblemsError(problems)
    return found
