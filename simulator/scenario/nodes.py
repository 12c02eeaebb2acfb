"""Nodes: the values of a scenario as they were written, each with its place.

What a reader makes, and what merging, overrides and checks hand on; trees are not changed, but
answered with others. How a text is read, and what the keys mean, is not known here.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from simulator.scenario.problems import KeyPath, Place


class NoValue(Enum):
    """Values that are none."""

    REMOVE = "~"
    """`~`: the key of the extended file goes."""
    EMPTY = ""
    """Nothing was written; the reader has reported it."""


Value: TypeAlias = "str | int | float | bool | NoValue | Mapping[str, Node] | tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a scenario file and where it was written.

    Attributes
    ----------
    place : Place
        The line of the value's key, or of the value where it has none.
    value : Value
        A scalar, a mapping of nodes by key, or a tuple of nodes.
    removed : Mapping of str to Place
        Keys that ``~`` removed from a mapping, so that a key missed later can name its ``~``.
    """

    place: Place
    value: Value
    removed: Mapping[str, Place] = field(default_factory=dict)

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return isinstance(self.value, Mapping)

    @property
    def entries(self) -> "Mapping[str, Node]":
        """The nodes of a mapping by key; none for any other value."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def items(self) -> "tuple[Node, ...]":
        """The nodes of a list; none for any other value."""
        return self.value if isinstance(self.value, tuple) else ()

    def child(self, key: str | int) -> "Node | None":
        """Return the node under a key or at a position of a list; None where there is none."""
        if isinstance(key, str):
            return self.entries.get(key)
        return self.items[key] if 0 <= key < len(self.items) else None

    def at(self, path: KeyPath) -> "Node | None":
        """Return the node that `path` leads to; None where there is none."""
        node: Node | None = self
        for key in path:
            node = node.child(key) if node else None
        return node

    def nearest(self, path: KeyPath) -> "Node":
        """Return the node that `path` leads to, or the one nearest to it that was written."""
        nodes = (self.at(path[:length]) for length in range(len(path), 0, -1))
        return next(filter(None, nodes), self)

    def select(self, pattern: str, path: KeyPath = ()) -> "Iterator[tuple[KeyPath, Node]]":
        """Yield nodes and their paths by a dotted pattern; * is any key or item."""
        key, _dot, rest = pattern.partition(".")
        keys: Iterable[str | int] = (
            (*self.entries, *range(len(self.items))) if key == "*" else (key,)
        )
        for here in keys:
            node = self.child(here)
            if node is None:
                continue
            if rest:
                yield from node.select(rest, (*path, here))
            else:
                yield (*path, here), node

    def with_child(self, key: str | int, child: "Node") -> "Node":
        """Return the mapping or list with another node under a key or at a position."""
        if isinstance(key, int):
            return replace(self, value=(*self.items[:key], child, *self.items[key + 1 :]))
        return replace(self, value={**self.entries, key: child})

    def without(self, key: str, place: Place) -> "Node":
        """Return the mapping without a key that a ``~`` at `place` removes."""
        entries = {name: node for name, node in self.entries.items() if name != key}
        return Node(self.place, entries, {**self.removed, key: place})

    def pruned(self, paths: Container[KeyPath], path: KeyPath = ()) -> "Node":
        """Return the node without what some paths lead to; `path` leads to itself."""
        if self.is_mapping:
            entries = {
                key: node.pruned(paths, (*path, key))
                for key, node in self.entries.items()
                if (*path, key) not in paths
            }
            return replace(self, value=entries)
        items = tuple(
            node.pruned(paths, (*path, position))
            for position, node in enumerate(self.items)
            if (*path, position) not in paths
        )
        return replace(self, value=items) if self.items else self

    def plain(self) -> object:
        """Return the value as dicts, tuples and scalars; None for ``~`` and for an empty value."""
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return None if isinstance(self.value, NoValue) else self.value

    def walk(self, path: KeyPath = ()) -> "Iterator[tuple[KeyPath, Node]]":
        """Yield every node below and including this one with its path."""
        yield path, self
        for key, node in self.entries.items():
            yield from node.walk((*path, key))
        for position, node in enumerate(self.items):
            yield from node.walk((*path, position))
