"""Puts a scenario together: the file, the files it extends, and single values set by path.

In comes the path of a file and overrides (``staff.land.officers=3``); out comes one tree of nodes,
each still naming the file and line or the override that it came from, with all problems met. Only
collections of named things merge; everything else is replaced whole. Which keys there are and what
their values may be is the schema's to know, and not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from numbers import Integral, Real
from pathlib import Path
from typing import TypeAlias

from simulator.scenario.number_text import near_match
from simulator.scenario.problems import KeyPath, Place, Problem, ScenarioError
from simulator.scenario.reader import Mark, Node, read_file, read_text
from simulator.scenario.vocabulary import ALL, STEPS

Overrides: TypeAlias = Mapping[str, object] | Sequence[str]
"""Values by path, as Python values or, as on the command line, as texts ``path=value`` in YAML."""

_COLLECTIONS: frozenset[KeyPath] = frozenset(
    {("fields",), ("procedures",), ("procedures", "*", "steps"), ("calendars",), ("staff",)}
)
"""Mappings whose keys are names that the planner chose, or the steps of a flow."""

_MERGED: frozenset[KeyPath] = _COLLECTIONS | {
    (),
    ("period",),
    ("calendar",),
    ("calendars", "*"),
    ("demand",),
    ("procedures", "*"),
    ("citizens",),
    ("queues",),
    ("queues", "*"),
    ("staff", "*"),
    ("seal",),
    ("courier",),
    ("sources",),
}
"""Mappings that merge key by key; any other value is replaced whole."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario put together and not yet validated.

    Attributes
    ----------
    tree : Node
        The values, each with its place.
    folder : Path
        The folder of the scenario file, from which it names other files.
    problems : tuple of Problem
        What was wrong with the texts and with putting them together.
    """

    tree: Node
    folder: Path
    problems: tuple[Problem, ...] = ()

    @property
    def data(self) -> object:
        """The values as dicts, tuples and scalars."""
        return self.tree.plain()

    @property
    def origins(self) -> dict[KeyPath, Place]:
        """The place of every value: its file and line, or the override that set it."""
        return {path: node.place for path, node in self.tree.walk()}

    def overridden(self, overrides: Overrides) -> Resolved:
        """Return the scenario with `overrides` set one after the other, their problems added."""
        tree = self.tree
        problems = list(self.problems)
        for path, value in _override_nodes(overrides, problems):
            try:
                tree = set_path(tree, path, value)
            except ScenarioError as error:
                problems += error.problems
        return replace(self, tree=tree, problems=tuple(problems))


def read_resolved(path: str | Path, *, overrides: Overrides = ()) -> Resolved:
    """Read a scenario file, merge it over the files that it extends, and set `overrides`.

    Parameters
    ----------
    path
        The scenario file.
    overrides
        Values by path, set in their order.

    Raises
    ------
    ScenarioError
        If the file, or one it extends, cannot be read at all.
    """
    path = Path(path)
    problems: list[Problem] = []
    tree = _read_chain(path, (path.resolve(),), problems)
    if tree is None:
        raise ScenarioError(problems)
    return Resolved(tree, path.parent, tuple(problems)).overridden(overrides)


def merge(base: Node, over: Node, path: KeyPath, problems: list[Problem]) -> Node:
    """Return `over` merged over `base`, both standing at `path`; add to `problems`.

    Collections of named things merge key by key, and ``~`` removes a key of `base`. Anything else
    is replaced whole.
    """
    if not (_is_mapping(base) and _is_mapping(over) and _matches(path, _MERGED)):
        return over
    entries, removed = dict(base.entries), dict(base.removed)
    for key, node in over.entries.items():
        below = (*path, key)
        if node.value is not Mark.REMOVE:
            entries[key] = merge(entries[key], node, below, problems) if key in entries else node
        elif key in entries:
            del entries[key]
            removed[key] = node.place
        else:
            message = f"there is nothing that ~ could remove{near_match(key, entries)}"
            problems.append(Problem.at(node.place, below, message))
    return Node(base.place, entries, removed)


def set_path(tree: Node, path: str, value: Node) -> Node:
    """Return `tree` with `value` at a dotted path, merged there as a file would be.

    Behind ``all``, the value is set wherever the rest of the path matches. A key that a thing may
    have and does not have yet is added; a new named thing only as a mapping, and a new step never
    behind ``all``. ``~`` removes a key.

    Raises
    ------
    ScenarioError
        If the path matches nothing.
    """
    return _set(tree, (), tuple(path.split(".")), value)


def node_of(value: object, place: Place) -> Node:
    """Return a Python value as nodes written at `place`.

    None stands for ``~``; dates, and whatever is no YAML value, are taken as their texts.
    """
    if isinstance(value, Mapping):
        return Node(place, {str(key): node_of(entry, place) for key, entry in value.items()})
    if isinstance(value, list | tuple):
        return Node(place, tuple(node_of(item, place) for item in value))
    return Node(place, Mark.REMOVE if value is None else _scalar(value))


def _scalar(value: object) -> str | int | float | bool:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Integral):  # Numbers of NumPy too.
        return int(value)
    return float(value) if isinstance(value, Real) else str(value)


def _read_chain(path: Path, seen: tuple[Path, ...], problems: list[Problem]) -> Node | None:
    """Read a file merged over those that it extends; None where one of them cannot be read.

    `seen` holds the files of the chain so far, this one included.
    """
    tree, found = read_file(path)
    problems += found
    link = tree.entries.get("extends") if tree else None
    if tree is None or link is None:
        return tree
    own = Node(tree.place, {key: node for key, node in tree.entries.items() if key != "extends"})
    base_path = path.parent / str(link.plain())
    if message := _broken_link(link, base_path, seen):
        problems.append(Problem.at(link.place, ("extends",), message, link.plain()))
        return None
    base = _read_chain(base_path, (*seen, base_path.resolve()), problems)
    if base is None:
        return None
    return merge(_with_files_in(base, Path(str(link.value)).parent), own, (), problems)


def _broken_link(link: Node, base_path: Path, seen: tuple[Path, ...]) -> str:
    """Return what is wrong with what a file extends, or an empty text."""
    if not isinstance(link.value, str):
        return "name the file that is extended"
    if base_path.resolve() in seen:
        return "a file cannot extend itself, directly or through others"
    if not base_path.is_file():
        siblings = (file.name for file in base_path.parent.glob("*.y*ml"))
        return f"there is no such file{near_match(base_path.name, siblings)}"
    return ""


def _with_files_in(node: Node, folder: Path) -> Node:
    """Return `node` with the files that its empirical distributions name moved into `folder`.

    A file named in an extended scenario is found from that scenario's folder.
    """
    entries = {key: _with_files_in(entry, folder) for key, entry in node.entries.items()}
    empirical = entries.get("empirical")
    named = empirical.child("file") if empirical else None
    if empirical and named and isinstance(named.value, str):
        moved = replace(named, value=(folder / named.value).as_posix())
        entries["empirical"] = replace(empirical, value={**empirical.entries, "file": moved})
    if _is_mapping(node):
        return replace(node, value=entries)
    if node.items:
        return replace(node, value=tuple(_with_files_in(item, folder) for item in node.items))
    return node


def _set(
    node: Node, done: KeyPath, keys: tuple[str, ...], value: Node, *, everywhere: bool = False
) -> Node:
    """Return `node`, reached by `done`, with `value` set at the `keys` that remain."""
    if done == ("sources",):
        keys = (".".join(keys),)  # There, a key is itself a path.
    elif keys[0] == ALL:
        return _set_everywhere(node, done, keys[1:], value)
    key, rest = _key_in(node, keys[0]), keys[1:]
    path = (*done, key)
    child = node.child(key)
    if child is None:
        if not _may_gain(node, done, value, is_last=not rest, everywhere=everywhere):
            message = f"matches nothing{near_match(str(key), node.entries)}"
            raise ScenarioError([Problem.at(value.place, path, message)])
        child = Node(value.place, {}) if rest else value
    if rest:
        return _with_child(node, key, _set(child, path, rest, value))
    problems: list[Problem] = []
    if _is_mapping(node) and value.value is Mark.REMOVE:
        changed = merge(node, Node(node.place, {str(key): value}), done, problems)
    else:
        changed = _with_child(node, key, merge(child, value, path, problems))
    if problems:
        raise ScenarioError(problems)
    return changed


def _set_everywhere(node: Node, done: KeyPath, keys: tuple[str, ...], value: Node) -> Node:
    """Return `node` with `value` set below each of its keys that the rest of the path matches."""
    names: list[str | int] = [*node.entries, *range(len(node.items))]
    if done == ("queues",):  # They exist without being written.
        names = list(dict.fromkeys((*STEPS, *names)))
    failure = ScenarioError([Problem.at(value.place, (*done, ALL), "matches nothing")])
    is_set = False
    for name in names:
        if name == ALL:
            continue
        try:
            node = _set(node, done, (str(name), *keys), value, everywhere=True)
            is_set = True
        except ScenarioError as error:
            failure = error
    if not is_set:
        raise failure
    return node


def _may_gain(node: Node, done: KeyPath, value: Node, *, is_last: bool, everywhere: bool) -> bool:
    """Whether a path may add a key to `node`: what a typing error would do must not pass."""
    if not _is_mapping(node) or value.value is Mark.REMOVE:
        return False
    if _matches(done, _COLLECTIONS):
        return is_last and _is_mapping(value) and not everywhere
    return is_last or _matches(done, _MERGED)


def _key_in(node: Node, key: str) -> str | int:
    return int(key) if node.items and key.isdecimal() else key


def _with_child(node: Node, key: str | int, child: Node) -> Node:
    if isinstance(key, int):
        return replace(node, value=(*node.items[:key], child, *node.items[key + 1 :]))
    return replace(node, value={**node.entries, key: child})


def _override_nodes(overrides: Overrides, problems: list[Problem]) -> list[tuple[str, Node]]:
    """Return the path and the value of each override that can be read; add to `problems`."""
    if isinstance(overrides, Mapping):
        return [
            (path, node_of(value, Place(f"--set {path}={value}")))
            for path, value in overrides.items()
        ]
    values: list[tuple[str, Node]] = []
    for text in (overrides,) if isinstance(overrides, str) else overrides:
        place = Place(f"--set {text}")
        path, equals, yaml = text.partition("=")
        if not (path.strip() and equals):
            message = "is written as path=value, e.g. staff.counter.officers=3"
            problems.append(Problem.at(place, (), message))
            continue
        value, found = read_text(yaml, partial(_anywhere, place))
        if value is None and not found:
            found = [Problem.at(place, (path.strip(),), "no value may be empty")]
        problems += found
        if value is not None:
            values.append((path.strip(), value))
    return values


def _anywhere(place: Place, _line: int) -> Place:
    """Return the one place that every line of an override has."""
    return place


def _is_mapping(node: Node) -> bool:
    return isinstance(node.value, Mapping)


def _matches(path: KeyPath, patterns: frozenset[KeyPath]) -> bool:
    """Whether one of `patterns`, in which * stands for any key, is like `path`."""
    return any(
        len(pattern) == len(path)
        and all(part in ("*", key) for part, key in zip(pattern, path, strict=True))
        for pattern in patterns
    )
