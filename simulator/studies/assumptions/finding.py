"""Finding: the assumptions of a scenario, each of one number or of several that move together.

In: the tree of a scenario as it was put together, and what `sources` says. Out: an `Assumption` for
each entry of `sources`, and for each number that no entry covers; and the scenario with one moved.
Names, periods and what a Center is judged by are none, and what things cost changes no measure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from simulator.scenario import Resolved, Scenario, validated
from simulator.scenario.merging import matches
from simulator.scenario.model_sources import Stated
from simulator.scenario.nodes import Node
from simulator.scenario.numbers import WrittenNumber, numbers
from simulator.scenario.problems import KeyPath, dotted
from simulator.scenario.resolving import node_of
from simulator.scenario.sourcing import Covering, Path, values
from simulator.studies.assumptions.moving import moved

_LEFT_OUT = (("staff", "*", "cost"), ("procedures", "*", "consult", "*", "limit"))
"""What changes no measure: a cost, and the time that an agency has."""
_SECTIONS_LEFT_OUT = frozenset({"name", "period", "scores", "sources", "observed"})


@dataclass(frozen=True, slots=True)
class Assumption:
    """Values of a scenario that may be otherwise, and move together."""

    name: str
    """The path under `sources`; of a value that no entry covers, its own."""
    stated: Stated | None
    """What `sources` says."""
    parts: tuple[WrittenNumber, ...]
    """One at least, each of which can move."""

    @property
    def is_open(self) -> bool:
        """Whether the values may be otherwise: no source says what they are, or it says a range."""
        return self.stated is None or self.stated.is_assumption or self.stated.range is not None

    def values(self, position: float) -> dict[KeyPath, object]:
        """Return its values, moved: -1 for the least that they may be, 1 for the greatest."""
        stated = self.stated.range if self.stated else None
        return {
            part.path: moved(part.written, part.key, position, stated, part.share)
            for part in self.parts
        }

    def settings(self, position: float) -> dict[str, object]:
        """Return the same by path, as `--set` takes them."""
        return {dotted(path): value for path, value in self.values(position).items()}

    def without(self, paths: Collection[KeyPath]) -> Self | None:
        """Return it without the values at some paths; None if none is left."""
        parts = tuple(part for part in self.parts if part.path not in paths)
        return replace(self, parts=parts) if parts else None

    def wholes(self, position: float) -> list[int]:
        """Return those of its values, moved, that come in whole numbers."""
        return [value for value in self.values(position).values() if isinstance(value, int)]

    def changes(self, position: float) -> bool:
        """Whether any of its values is another one if it is moved."""
        values = self.values(position)
        return any(values[part.path] != part.written for part in self.parts)


def assumptions(tree: Node, sources: Mapping[str, Stated]) -> tuple[Assumption, ...]:
    """Return the assumptions of a scenario, and the numbers that have a source, likewise.

    Parameters
    ----------
    tree
        The scenario as it was put together: `Resolved.tree`.
    sources
        What it says of sources: `Scenario.sources`.

    Examples
    --------
    >>> from simulator.scenario import read_resolved
    >>> tree = read_resolved("scenarios/textbook/mm1.yaml").tree
    >>> [assumption.name for assumption in assumptions(tree, {})]
    ['procedures.job.volume', 'procedures.job.steps.receive', 'staff.clerks.officers']
    """
    entries = Covering({name: name for name in sources})
    parts: dict[str, tuple[WrittenNumber, ...]] = {}
    for number in filter(_may_be_otherwise, numbers(tree)):
        path = tuple(map(str, number.path))
        name = entries.stated(path)
        part = number.named_by(name) if name else number
        alone = Assumption("", sources[name] if name else None, (part,))
        if alone.changes(-1) or alone.changes(1):
            name = name or ".".join(path)
            parts[name] = (*parts.get(name, ()), part)
    return tuple(Assumption(name, sources.get(name), found) for name, found in parts.items())


def unmoved(tree: Node, found: tuple[Assumption, ...]) -> tuple[Path, ...]:
    """Return the paths of values that no assumption moves: zeros, and what is no number."""
    moving = {tuple(map(str, part.path)) for each in found for part in each.parts}
    return tuple(
        path
        for path, _value in values(tree.plain())
        if path[0] not in _SECTIONS_LEFT_OUT
        and not any(other[: len(path)] == path for other in moving)
    )


def moved_scenario(resolved: Resolved, *moves: tuple[Assumption, float]) -> Scenario:
    """Return a scenario with assumptions moved, checked; of sources it says nothing.

    Parameters
    ----------
    resolved
        The scenario as it was put together.
    moves
        Assumptions, each with how far it is moved, as of `Assumption.values`.

    Raises
    ------
    ScenarioError
        If no Center can be so.
    """
    tree = resolved.tree
    for assumption, position in moves:
        for path, value in assumption.values(position).items():
            tree = _with(tree, path, value)
    entries = {key: node for key, node in tree.entries.items() if key != "sources"}
    return validated(replace(resolved, tree=replace(tree, value=entries)))


def _may_be_otherwise(number: WrittenNumber) -> bool:
    """Whether a number is one of what is simulated, and not of what it is judged by or costs."""
    return number.path[0] not in _SECTIONS_LEFT_OUT and not matches(number.path, _LEFT_OUT)


def _with(node: Node, path: KeyPath, value: object) -> Node:
    """Return a tree with a value in place of the one that a path leads to."""
    first, *rest = path
    child = node.child(first)
    assert child is not None  # noqa: S101  # a path of the tree
    below = _with(child, tuple(rest), value) if rest else node_of(value, child.place)
    return node.with_child(first, below)
