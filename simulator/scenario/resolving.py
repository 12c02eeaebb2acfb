"""Puts a scenario together: the file, the files that it extends, and values set by path.

In comes the path of a file and overrides (``staff.land.officers=3``); out comes one tree of nodes,
each still naming the file and line or the override that it came from, with all problems met. Which
keys there are and what their values may be is the schema's to know, and not known here; but for
`sources`, which speak of values that a later file can replace.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from numbers import Integral, Real
from pathlib import Path
from typing import TypeAlias

from simulator.language import _
from simulator.scenario.files import why_unreadable
from simulator.scenario.merging import merge
from simulator.scenario.model_sources import ASSUMPTION, is_assumption
from simulator.scenario.names import as_on_disk, composed
from simulator.scenario.nodes import Node, NoValue
from simulator.scenario.paths import set_path
from simulator.scenario.problems import KeyPath, Place, Problem, ScenarioError
from simulator.scenario.reader import read_file, read_text
from simulator.scenario.sourcing import Covering, values
from simulator.scenario.vocabulary import ALL

Overrides: TypeAlias = Mapping[str, object] | Sequence[str]
"""Values by path, as Python values or, as on the command line, as texts ``path=value`` in YAML."""

LONGEST_CHAIN = 32
"""Files that may extend one another; two or three do."""


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

    def seen_from(self, folder: Path) -> "Resolved":
        """Return the scenario as a file in another folder has to name its tables."""
        way = Path(os.path.relpath(self.folder.resolve(), folder.resolve()))
        return replace(self, tree=_with_files_in(self.tree, way), folder=folder)

    def overridden(self, overrides: Overrides) -> "Resolved":
        """Return the scenario with `overrides` set one after the other, their problems added."""
        tree = self.tree
        problems = list(self.problems)
        for path, value in _override_nodes(overrides, problems):
            try:
                tree = with_sources_settled(tree, set_path(tree, path, value))
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
    path = as_on_disk(Path(path))
    problems: list[Problem] = []
    tree = _read_chain(path, (), problems)
    if tree is None:
        raise ScenarioError(problems)
    return Resolved(tree, path.parent, tuple(problems)).overridden(overrides)


def node_of(value: object, place: Place) -> Node:
    """Return a Python value as nodes written at `place`.

    None stands for ``~``; dates, and whatever is no YAML value, are taken as their texts.
    """
    if isinstance(value, Mapping):
        entries = {composed(str(key)): node_of(entry, place) for key, entry in value.items()}
        return Node(place, entries)
    if isinstance(value, list | tuple):
        return Node(place, tuple(node_of(item, place) for item in value))
    return Node(place, NoValue.REMOVE if value is None else _scalar(value))


def _scalar(value: object) -> str | int | float | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Integral):  # Numbers of NumPy too.
        return int(value)
    return float(value) if isinstance(value, Real) else composed(str(value))


def _read_chain(path: Path, seen: tuple[Path, ...], problems: list[Problem]) -> Node | None:
    """Read a file merged over those that it extends; None where one of them cannot be read.

    `seen` holds the files that led to this one.
    """
    tree, found = read_file(path)
    problems += found
    link = tree.entries.get("extends") if tree else None
    if tree is None or link is None:
        return tree
    if link.value is NoValue.EMPTY:  # The reader has reported it.
        return None
    own = replace(tree, value={k: node for k, node in tree.entries.items() if k != "extends"})
    base_path = as_on_disk(path.parent / str(link.plain()))
    seen = (*seen, path.resolve())
    if message := _broken_link(link, base_path, seen):
        problems.append(Problem.at(link.place, ("extends",), message, link.plain()))
        return None
    base = _read_chain(base_path, seen, problems)
    if base is None:
        return None
    base = _with_files_in(base, Path(str(link.value)).parent)
    return with_sources_settled(base, merge(base, own, (), problems), own)


def with_sources_settled(before: Node, after: Node, over: Node | None = None) -> Node:
    """Return a scenario in which no value has the source of another that stood in its place.

    A source speaks of the value that its file knew, and so does a range. A value that was changed
    since is an assumption without one, unless what changed it has a source for it.

    Parameters
    ----------
    before, after
        The scenario without the change, and with it.
    over
        What was laid over it; absent for a single value.
    """
    named = _sources(before)
    earlier, sources = dict(_spoken_of(before, named)), Covering(named)
    own = Covering(_sources(over) if over else {})
    said = after.child("sources")
    entries = dict(said.entries) if said else {}
    for path, value in _spoken_of(after, named):
        stated = sources.stated(path)
        if stated is None or earlier.get(path) == value:
            continue
        if is_assumption(stated.plain()):
            if not stated.child("range"):
                continue
            remark = replace(stated, value={"assumption": stated.entries["assumption"]})
        else:
            remark = Node((after.at(path) or after).place, ASSUMPTION[0])
        entries[".".join(path)] = own.stated(path) or remark
    if said is None or entries == said.entries:
        return after
    return replace(after, value={**after.entries, "sources": replace(said, value=entries)})


def _spoken_of(tree: Node, sources: Iterable[str]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the values of a scenario, and the numbers within them that sources name."""
    found = list(values(tree.plain()))
    yield from found
    known = {path for path, _value in found}
    for source in sources:
        pattern = ".".join("*" if key == ALL else key for key in source.split("."))
        for path, node in tree.select(pattern):
            keys = tuple(map(str, path))
            if keys not in known and any(keys[:end] in known for end in range(1, len(keys))):
                known.add(keys)
                yield keys, node.plain()


def _sources(tree: Node) -> Mapping[str, Node]:
    """Return what is said of sources."""
    said = tree.child("sources")
    return said.entries if said else {}


def _broken_link(link: Node, base_path: Path, seen: tuple[Path, ...]) -> str:
    """Return what is wrong with what a file extends, or an empty text."""
    if not isinstance(link.value, str):
        return _("name the file that is extended")
    if len(seen) > LONGEST_CHAIN:
        return _("more than {most} files extend one another", most=LONGEST_CHAIN)
    if message := why_unreadable(base_path):
        return message
    message = _("a file cannot extend itself, directly or through others")
    return message if base_path.resolve() in seen else ""


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
    if node.is_mapping:
        return replace(node, value=entries)
    if node.items:
        return replace(node, value=tuple(_with_files_in(item, folder) for item in node.items))
    return node


def _override_nodes(overrides: Overrides, problems: list[Problem]) -> list[tuple[str, Node]]:
    """Return the path and the value of each override that can be read; add to `problems`."""
    if isinstance(overrides, Mapping):
        return [
            (composed(path), node_of(value, Place(f"--set {path}={value}")))
            for path, value in overrides.items()
        ]
    values: list[tuple[str, Node]] = []
    for text in (overrides,) if isinstance(overrides, str) else overrides:
        place = Place(f"--set {text}")
        path, equals, yaml = text.partition("=")
        if not (path.strip() and equals):
            message = _("is written as path=value, e.g. staff.counter.officers=3")
            problems.append(Problem.at(place, (), message))
            continue
        value, found = read_text(yaml, partial(_anywhere, place))
        if value is None and not found:
            found = [Problem.at(place, (path.strip(),), _("no value may be empty"))]
        else:
            found = [replace(each, path=_below(path.strip(), each.path)) for each in found]
        problems += found
        if value is not None:
            values.append((composed(path.strip()), value))
    return values


def _below(path: str, below: str) -> str:
    """Return the whole path of what lies within an override; of all of its text none is needed."""
    return f"{path}.{below}" if below else ""


def _anywhere(place: Place, _line: int) -> Place:
    """Return the one place that every line of an override has."""
    return place
