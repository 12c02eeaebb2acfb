"""Says in a planner's words what the schema found wrong, and where in the files it is.

In come the errors of pydantic and the tree that was validated; out come problems with file, line,
path, value and message, unknown keys with a near match. Which rules there are is not known here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.language import N_, _
from simulator.scenario.near_matches import near_match
from simulator.scenario.nodes import Node
from simulator.scenario.number_text import tidy
from simulator.scenario.problems import KeyPath, Place, Problem
from simulator.scenario.schema import known_keys
from simulator.scenario.several import SeveralProblemsError
from simulator.scenario.shares import number_message
from simulator.scenario.syntax import key_slip

_KEY_MARK = "[key]"
"""What pydantic ends the location of a key with, as opposed to its value."""

_MESSAGES: Mapping[str, str] = {
    "bool_type": N_("must be true or false"),
    "dict_type": N_("a mapping is due: {{key: value}}"),
    "finite_number": N_("must be a finite number"),
    "float_type": N_("a number is due"),
    "greater_than": N_("must be more than {gt:g}"),
    "greater_than_equal": N_("must be at least {ge:.15g}"),
    "int_type": N_("a whole number is due"),
    "less_than": N_("must be less than {lt:g}"),
    "less_than_equal": N_("must be at most {le:.15g}"),
    "model_type": N_("a mapping is due: {{key: value}}"),
    "string_too_short": N_("must not be empty"),
    "string_type": N_("a text is due: put it in quotes"),
    "too_short": N_("must not be empty"),
    "tuple_type": N_("a list is due: [one, two]"),
}
"""Messages by pydantic's type of error, filled with its context."""


_FEW_KEYS = 6
"""Keys of a section that are listed beside one that is none of them."""

_TRUTH: Mapping[str, str] = {
    **dict.fromkeys(("yes", "có", "co", "on", "đúng", "x"), "true"),
    **dict.fromkeys(("no", "không", "khong", "off", "sai"), "false"),
}
"""What planners write for true and false."""


def problems_of(
    error: ValidationError, tree: Node, model: type[BaseModel]
) -> Iterator[tuple[KeyPath, Problem]]:
    """Yield the problems that `model` found in `tree`, each with the path that it names."""
    for details in _all_details(error.errors(include_url=False)):
        location = details["loc"]
        is_of_key = location[-1:] == (_KEY_MARK,)
        if is_of_key:
            location = location[:-1]
        path, place = _path_and_place(location, tree)
        is_named_by_path = is_of_key or details["type"] in ("missing", "extra_forbidden")
        written = tree.at(path)
        if not is_named_by_path and written is None:
            continue  # The schema filled it in from a value that was written, and is told itself.
        value = None if is_named_by_path or written is None else written.plain()
        yield path, Problem.at(place, path, _message(details, location, tree, model), value)


def _all_details(errors: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the errors, those that one of them carries taken apart."""
    for details in errors:
        error = details.get("ctx", {}).get("error")
        if isinstance(error, SeveralProblemsError):
            for below in _all_details(error.details):
                yield {**below, "loc": (*details["loc"], *below["loc"])}
        else:
            yield details


def _path_and_place(location: KeyPath, tree: Node) -> tuple[KeyPath, Place]:
    """Return the path of an error and the place nearest to it that was written."""
    node, place, path = tree, tree.place, location
    for depth, key in enumerate(location):
        child = node.child(key)
        if child is None:
            place = node.removed.get(str(key), node.place)
            path = location[: depth + 1] if node.is_mapping or node.items else location[:depth]
            break
        node, place = child, child.place
    return path, place


def _message(details: ErrorDetails, location: KeyPath, tree: Node, model: type[BaseModel]) -> str:
    match details:
        case {"type": "missing"}:
            parent = tree.at(location[:-1])
            is_removed = parent is not None and location[-1] in parent.removed
            message = (
                _("this key is needed, and ~ removes it")
                if is_removed
                else _("this key is missing")
            )
        case {"type": "extra_forbidden"}:
            message = _unknown_key(str(location[-1]), known_keys(model, location[:-1]))
        case {"type": "value_error", "ctx": {"error": error}}:
            message = str(error)
        case {"type": "literal_error", "input": value, "ctx": {"expected": expected}}:
            choices = re.findall(r"'([^']*)'", expected)
            hint = near_match(str(value), choices)
            message = _("must be one of {choices}{hint}", choices=", ".join(choices), hint=hint)
        case {"type": "float_type" | "int_type" as kind, "input": str(text)}:
            message = number_message(text, _(_MESSAGES[kind]), is_whole=kind == "int_type")
        case {"type": "bool_type", "input": str(word)} if tidy(word) in _TRUTH:
            message = _("must be true or false: write {text}", text=_TRUTH[tidy(word)])
        case {"type": "tuple_type", "input": str() | int() | float() as text}:
            message = _("a list is due: write [{text}]", text=text)
        case {"type": "dict_type" | "model_type", "input": str(text)} if slip := key_slip(text):
            message = slip
        case {"type": kind} if kind in _MESSAGES:
            message = _(_MESSAGES[kind]).format(**details.get("ctx", {}))
        case _:
            message = details["msg"]
    return message


def _unknown_key(key: str, known: Sequence[str]) -> str:
    hint = near_match(key, known)
    if not hint and 0 < len(known) <= _FEW_KEYS:
        return _("unknown key: write one of {choices}", choices=", ".join(known))
    return _("unknown key{hint}", hint=hint)
