"""Writes a resolved scenario with the origin of every value behind it.

In come a scenario and what it was put together from; out comes its canonical YAML text, in which
each line ends in a comment: the file and line, or the override, that its values come from, or
`default`. What the keys mean is not known here, but for two sections that take what they lack from
others: calendars from the Center's own, queues of a station from those of its step.
"""

from collections.abc import Mapping

from simulator.language import N_, _
from simulator.scenario.model import Scenario
from simulator.scenario.nodes import Node
from simulator.scenario.number_text import plain_number
from simulator.scenario.problems import KeyPath
from simulator.scenario.resolving import Resolved
from simulator.scenario.weekdays import weekdays_of
from simulator.scenario.writer import yaml_text

DEFAULT = N_("default")
"""The origin of a value that nobody wrote."""

_SETTING_DEPTH = 3
"""Keys that lead to a setting of a calendar or a queue: section, name, setting."""


def dump_with_origins(scenario: Scenario, resolved: Resolved) -> str:
    """Return the canonical YAML text of a scenario, with the origins of its values as comments.

    Reading the text gives an equal scenario.

    Parameters
    ----------
    scenario
        The scenario.
    resolved
        What it was validated from.
    """
    return yaml_text(scenario.canonical(), comment=lambda path: origin(resolved.tree, path))


def origin(tree: Node, path: KeyPath) -> str:
    """Return where the value at a path of the canonical form comes from.

    Parameters
    ----------
    tree
        The values that were written.
    path
        The path of a value that is no mapping and no list, or of an empty one.
    """
    section, *rest = path
    if tree.at(path[:_SETTING_DEPTH]) is None:
        if section == "calendars" and rest:
            path = ("calendar", *rest[1:])
        elif section == "queues" and rest:
            path = ("queues", str(rest[0]).partition("/")[0], *rest[1:])
    node = tree
    for key in path:
        if not isinstance(node.value, Mapping | tuple):
            break  # Written in a short form, such as one text for both languages.
        child = _child(node, key)
        if child is None:
            return _(DEFAULT)
        node = child
    return str(node.place)


def _child(node: Node, key: str | int) -> Node | None:
    """Return the node under a key, which may have been written as another text for the same.

    A number has several, and days of the week have other names and lie in ranges.
    """
    exact = node.child(key)
    if exact or isinstance(key, int):
        return exact
    number = plain_number(key)
    for written, entry in node.entries.items():
        is_same_number = number is not None and number == plain_number(written)
        if is_same_number or _holds_days(written, key):
            return entry
    return None


def _holds_days(text: str, other: str) -> bool:
    """Whether both name days of the week, the first all those of the other."""
    try:
        return {*weekdays_of(text)} >= {*weekdays_of(other)}
    except ValueError:
        return False
