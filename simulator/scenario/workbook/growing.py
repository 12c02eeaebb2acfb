"""A tree of nodes that grows value by value, as the cells of a workbook are read.

In come nodes with the paths that they are to stand at; out comes the tree, and what was put where
something stands already. What the values mean, and which cells they come from, is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.language import _
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath, Place, Problem


@dataclass(slots=True)
class _Growth:
    """A mapping or a list that is being put together."""

    place: Place
    entries: "dict[str | int, _Growth | Node]" = field(default_factory=dict)

    def node(self) -> Node:
        """Return it as a node; what is numbered is a list."""
        nodes = {
            key: entry if isinstance(entry, Node) else entry.node()
            for key, entry in self.entries.items()
        }
        if nodes and all(isinstance(key, int) for key in nodes):
            return Node(self.place, tuple(nodes.values()))
        return Node(self.place, {str(key): node for key, node in nodes.items()})


class Growing:
    """A tree that grows; problems are added to a list."""

    def __init__(self, place: Place, problems: list[Problem]) -> None:
        self._root = _Growth(place)
        self._problems = problems

    def node(self) -> Node:
        """Return the tree as it is now."""
        return self._root.node()

    def put(self, path: KeyPath, node: Node) -> None:
        """Put a node at a path; its entries one by one where some are there already."""
        branch = self.branch(path[:-1], node.place)
        if branch is None:
            return
        there = branch.entries.setdefault(path[-1], node)
        if isinstance(there, _Growth) and node.is_mapping:
            for key, entry in node.entries.items():
                self.put((*path, key), entry)
        elif there is not node:
            self._refuse(path, node.place, there.place)

    def branch(self, path: KeyPath, place: Place) -> _Growth | None:
        """Return the mapping or list at a path, made if need be; None where a value stands."""
        branch = self._root
        for depth, key in enumerate(path, start=1):
            there = branch.entries.setdefault(key, _Growth(place))
            if isinstance(there, Node):
                self._refuse(path[:depth], place, there.place)
                return None
            branch = there
        return branch

    def names(self, path: KeyPath) -> Iterable[str | int]:
        """Return the keys of what stands at a path; none where nothing does, or a value."""
        branch: _Growth | Node | None = self._root
        for key in path:
            branch = branch.entries.get(key) if isinstance(branch, _Growth) else None
        return branch.entries.keys() if isinstance(branch, _Growth) else ()

    def numbered(self, keys: Iterable[str]) -> KeyPath:
        """Return a path by its texts, those of them that are places in a list as numbers."""
        path: KeyPath = ()
        for key in keys:
            place = int(key) if key.isdecimal() else -1
            path = (*path, place if place in self.names(path) else key)
        return path

    def _refuse(self, path: KeyPath, place: Place, first: Place) -> None:
        message = _("is given twice: {first} has it too", first=first.line)
        self._problems.append(Problem.at(place, path, message))
