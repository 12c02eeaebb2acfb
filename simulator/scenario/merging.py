"""Merges what one scenario file says over what another says.

In come two trees of nodes; out comes one, each value still naming the place that it came from. Only
collections of named things merge; everything else is replaced whole. Files and overrides are not
known here, nor is which keys there are.
"""

from collections.abc import Iterable, Iterator, Mapping

from simulator.language import _
from simulator.scenario.near_matches import near_match
from simulator.scenario.nodes import Node, NoValue
from simulator.scenario.problems import MOST_PROBLEMS, KeyPath, Problem

COLLECTIONS: frozenset[KeyPath] = frozenset(
    {("fields",), ("procedures",), ("procedures", "*", "steps"), ("calendars",), ("staff",)}
)
"""Mappings whose keys are names that the planner chose, or the steps of a flow."""

MERGED: frozenset[KeyPath] = COLLECTIONS | {
    (),
    ("period",),
    ("calendar",),
    ("calendars", "*"),
    ("demand",),
    ("procedures", "*"),
    ("citizens",),
    ("appointments",),
    ("queues",),
    ("queues", "*"),
    ("staff", "*"),
    ("seal",),
    ("courier",),
    ("observed",),
    ("scores",),
    ("scores", "*"),
    ("scores", "par_index", "areas"),
    ("scores", "par_index", "areas", "*"),
    ("sources",),
}
"""Mappings that merge key by key; any other value is replaced whole."""


def merge(base: Node, over: Node, path: KeyPath, problems: list[Problem]) -> Node:
    """Return `over` merged over `base`, both standing at `path`; add to `problems`.

    Collections of named things merge key by key, and ``~`` removes a key of `base`. Anything else
    is replaced whole.
    """
    if not (base.is_mapping and over.is_mapping and matches(path, MERGED)):
        return over
    entries, removed = dict(base.entries), dict(base.removed)
    for key, node in over.entries.items():
        below = (*path, key)
        if node.value is not NoValue.REMOVE:
            entries[key] = merge(entries[key], node, below, problems) if key in entries else node
        elif key in entries:
            del entries[key]
            removed[key] = node.place
        else:
            hint = near_match(key, entries) if len(problems) < MOST_PROBLEMS else ""
            message = _("there is nothing that ~ could remove{hint}", hint=hint)
            problems.append(Problem.at(node.place, below, message))
    return Node(base.place, entries, removed)


def matches(path: KeyPath, patterns: Iterable[KeyPath]) -> bool:
    """Whether one of `patterns`, in which * stands for any key, is like `path`."""
    return any(
        len(pattern) == len(path)
        and all(part in ("*", key) for part, key in zip(pattern, path, strict=True))
        for pattern in patterns
    )


def whole_values(path: tuple[str, ...], data: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the values of plain data that merging replaces whole, at a path and below it."""
    if isinstance(data, Mapping) and matches(path, MERGED):
        for key, entry in data.items():
            yield from whole_values((*path, str(key)), entry)
    else:
        yield path, data
