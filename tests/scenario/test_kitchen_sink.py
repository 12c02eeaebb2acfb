"""A Center with every key of the language: there is none that makes no difference."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from simulator.scenario import ScenarioError, load_scenario, read_resolved, validated
from simulator.scenario.families import Distribution
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath, dotted
from simulator.scenario.resolving import Resolved

KITCHEN_SINK = Path(__file__).parent / "kitchen_sink.yaml"


def sections(value: object) -> Iterator[BaseModel]:
    """Yield every section of a scenario below a value."""
    if isinstance(value, BaseModel):
        yield value
        value = {name: getattr(value, name) for name in type(value).model_fields}
    for child in (
        value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    ):
        yield from sections(child)


def test_the_kitchen_sink_has_every_key_of_the_language() -> None:
    written: dict[type[BaseModel], set[str]] = {}
    for section in sections(load_scenario(KITCHEN_SINK)):
        kind = Distribution if isinstance(section, Distribution) else type(section)
        written.setdefault(kind, set()).update(section.model_fields_set)
    missing = {
        f"{kind.__name__}.{name}"
        for kind, names in written.items()
        for name in kind.model_fields.keys() - names
    }
    assert missing == {"ScaleTo.dossiers"}  # there is one or the other


OTHER_WORD: dict[str, str | float] = {
    "VN": "none",
    "TH": "VN",
    "none": "15:00",  # of a cut-off
    "mon-sat": "t2-t6",
    "sun-thu": "every-day",
    "center": "headquarters",
    "headquarters": "center",
    "slip": "notice",
    "notice": "slip",
    "silently": "openly",
    "at-once": "one-by-one",
    "boundary-free": "vertical",
    "lost": "walk-in",
    "in-turn": "before-walk-ins",
    "fifo": "due-date",
    "due-date": "fifo",
    "finish": "pause",
    "pause": "finish",
    "send-home": "serve-all",
    "target": "first-come",
    "same day": "none",
    "tax-office": "signing",
    "signing": "office",
    "abroad": "office",
    "minutes": "note",
    "commune": "district",
    "full": 12,
}


def otherwise(value: object) -> str | float:
    """Return another value of the same kind that a planner might have written."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1 if isinstance(value, int) else round(value / 2, 3)
    text = str(value)
    if text in OTHER_WORD:
        return OTHER_WORD[text]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return str(date.fromisoformat(text) + timedelta(days=1))
    if number := re.match(r"\d+", text):
        return f"{int(number[0]) + 1}{text[number.end() :]}"
    return f"{text}!"


REFUSED = re.compile(
    r".*\.(channels|bundle|collects)\.\w+|demand\.enquiries\.fields\.\w+|.*\.mixture\.\d\.weight"
    r"|demand\.surges\.0\.fields\.0|procedures\.[\w-]+\.field|staff\..*\.(serves|helps)\.\d"
    r"|.*\.empirical\.(file|column)|scores\.norms\.longest_wait"
)
"""Values that cannot change alone: shares of a sum, names of what there is, one of a few waits."""


def changed(tree: Node, path: KeyPath, value: str | float | None) -> Node:
    """Return the tree with another value at a path; without the key for None."""
    key, *below = path
    child = tree.child(key)
    assert child is not None
    if below:
        return tree.with_child(key, changed(child, tuple(below), value))
    if value is None:
        return tree.without(str(key), child.place)
    return tree.with_child(key, replace(child, value=value))


@cache
def as_it_is() -> Resolved:
    """Return the kitchen sink, read once."""
    return read_resolved(KITCHEN_SINK)


@cache
def hash_as_it_is() -> str:
    return validated(as_it_is()).hash


def outcome(path: KeyPath, value: str | float | None) -> str:
    """Return "same", "differs", or what is told of the kitchen sink with one value changed."""
    try:
        scenario = validated(replace(as_it_is(), tree=changed(as_it_is().tree, path, value)))
    except ScenarioError as error:
        return str(error)
    return "same" if scenario.hash == hash_as_it_is() else "differs"


def test_every_value_of_the_kitchen_sink_counts() -> None:
    scalars = {
        path: node.value
        for path, node in as_it_is().tree.walk()
        if isinstance(node.value, str | int | float)
    }
    assert len(scalars) > 150
    outcomes = {path: outcome(path, otherwise(value)) for path, value in scalars.items()}
    unlike = {dotted(path): told for path, told in outcomes.items() if told != "differs"}
    assert {path: told for path, told in unlike.items() if not REFUSED.fullmatch(path)} == {}
    assert "same" not in unlike.values()


def test_every_key_of_the_kitchen_sink_counts() -> None:
    tree = as_it_is().tree
    keys = [path for path, _ in tree.walk() if path and isinstance(path[-1], str)]
    assert len(keys) > 150
    assert [dotted(path) for path in keys if outcome(path, None) == "same"] == []
