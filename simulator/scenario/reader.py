"""Reads the YAML text of a scenario into plain nodes, each with the place it was written at.

In comes a file or a text; out comes a tree of ``Node`` (texts, numbers, truth values, mappings,
lists) and the problems of the text itself: syntax, tags, anchors, duplicate keys, empty values.
What the keys mean is not known here. The tree is built from the parser's events and not by a YAML
constructor, because a constructor forgets the lines, gives dates a type of their own, cannot tell
an empty value from ``~``, and may build whatever a tag asks for. YAML is read by ruamel.yaml
because it follows version 1.2, in which ``07:30`` and ``no`` are texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from simulator.language import _, reason
from simulator.scenario.names import composed
from simulator.scenario.problems import KeyPath, Place, Problem
from simulator.scenario.syntax import empty_message, syntax_message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST_FILE = 1_000_000
"""Bytes; a Center of a hundred procedures takes a tenth of it."""
DEEPEST_NESTING = 32
"""Levels of mappings and lists; a scenario needs nine."""


class Mark(Enum):
    """Values that are none."""

    REMOVE = "~"
    """`~`: the key of the extended file goes."""
    EMPTY = ""
    """Nothing was written; the reader has reported it."""


Value: TypeAlias = "str | int | float | bool | Mark | Mapping[str, Node] | tuple[Node, ...]"


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
    def entries(self) -> Mapping[str, Node]:
        """The nodes of a mapping by key; none for any other value."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def items(self) -> tuple[Node, ...]:
        """The nodes of a list; none for any other value."""
        return self.value if isinstance(self.value, tuple) else ()

    def child(self, key: str | int) -> Node | None:
        """Return the node under a key or at a position of a list; None where there is none."""
        if isinstance(key, str):
            return self.entries.get(key)
        return self.items[key] if 0 <= key < len(self.items) else None

    def at(self, path: KeyPath) -> Node | None:
        """Return the node that `path` leads to; None where there is none."""
        node: Node | None = self
        for key in path:
            node = node.child(key) if node else None
        return node

    def select(self, pattern: str, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
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

    def with_child(self, key: str | int, child: Node) -> Node:
        """Return the mapping or list with another node under a key or at a position."""
        if isinstance(key, int):
            return replace(self, value=(*self.items[:key], child, *self.items[key + 1 :]))
        return replace(self, value={**self.entries, key: child})

    def without(self, key: str, place: Place) -> Node:
        """Return the mapping without a key that a ``~`` at `place` removes."""
        entries = {name: node for name, node in self.entries.items() if name != key}
        return Node(self.place, entries, {**self.removed, key: place})

    def plain(self) -> object:
        """Return the value as dicts, tuples and scalars; None for ``~`` and for an empty value."""
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return None if isinstance(self.value, Mark) else self.value

    def walk(self, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
        """Yield every node below and including this one with its path."""
        yield path, self
        for key, node in self.entries.items():
            yield from node.walk((*path, key))
        for position, node in enumerate(self.items):
            yield from node.walk((*path, position))


def read_file(path: Path) -> tuple[Node | None, list[Problem]]:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file; problems name it as given here.

    Returns
    -------
    tree : Node or None
        The mapping at the top of the file, or None where there is none to go on with.
    problems : list of Problem
        What is wrong with the file and its text.
    """
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None, [Problem.at(place, (), _("cannot be read: there is no such file"))]
    except OSError as error:
        message = _("cannot be read: {reason}").format(reason=reason(error))
        return None, [Problem.at(place, (), message)]
    except ValueError:  # A NUL or half a character in it, which no file system takes.
        return None, [Problem.at(place, (), _("is no name of a file"))]
    if len(content) > LARGEST_FILE:
        return None, [Problem.at(place, (), _("is larger than 1 MB: this is no scenario"))]
    try:
        text = content.decode("utf-8-sig")  # Windows editors begin a file with a mark.
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("is not UTF-8 text: save it as UTF-8")
        return None, [Problem(place.file, line, "", None, message)]
    tree, problems = read_text(text, partial(Place, place.file))
    if tree is None and not problems:
        problems = [Problem.at(place, (), _("the file is empty"))]
    elif tree is not None and not isinstance(tree.value, Mapping):
        message = _("a scenario is a mapping of keys to values")
        problems.append(Problem.at(tree.place, (), message, tree.plain()))
        tree = None
    return tree, problems


def read_text(text: str, place_of: Callable[[int], Place]) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Parameters
    ----------
    text
        The YAML text.
    place_of
        Gives the place to name for a line, counted from 1.

    Returns
    -------
    tree : Node or None
        None where the text is empty, breaks YAML's syntax, or is nested too deeply.
    problems : list of Problem
        What is wrong with the text.
    """
    reading = _Reading(YAML(typ="safe", pure=True).parse(text), place_of)
    try:
        return reading.document(), reading.problems
    except _TooDeepError:
        pass
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        last_line = text.rstrip().count("\n") + 1  # The end of the text may be a line further.
        reading.report(min(line, last_line), (), syntax_message(error))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = _("the character {sign!r} is not allowed")
        reading.report(line, (), message.format(sign=chr(error.character)))
    except YAMLError as error:
        reading.report(1, (), _("is not YAML: {problem}").format(problem=error))
    return None, reading.problems


class _TooDeepError(Exception):
    """The text is nested too deeply to go on."""


class _Reading:
    """One pass over the events of a YAML text, building nodes and collecting problems."""

    def __init__(self, events: Iterator[Event], place_of: Callable[[int], Place]) -> None:
        self._events = events
        self._place_of = place_of
        self.problems: list[Problem] = []

    def report(self, line: int, path: KeyPath, message: str, value: object = None) -> None:
        self.problems.append(Problem.at(self._place_of(line), path, message, value))

    def document(self) -> Node | None:
        tree: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.report(_line(event), (), _("a file holds one scenario: remove the ---"))
                    break
            elif isinstance(event, NodeEvent):
                tree = self._node(event, _line(event), ())
        return tree

    def _node(self, event: Event, line: int, path: KeyPath) -> Node:
        """Build the node that `event` begins; `line` is that of its key."""
        if len(path) > DEEPEST_NESTING:
            message = _("is nested deeper than {levels} levels")
            self.report(line, (), message.format(levels=DEEPEST_NESTING))
            raise _TooDeepError
        self._refuse_extras(event, path)
        value: Value
        if isinstance(event, MappingStartEvent):
            value = self._mapping(path, in_braces=bool(event.flow_style))
        elif isinstance(event, SequenceStartEvent):
            value = self._sequence(path)
        else:
            value = _scalar(event)
        return Node(self._place_of(line), value)

    def _sequence(self, path: KeyPath) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            node = self._node(event, _line(event), (*path, len(nodes)))
            if node.value is Mark.EMPTY:
                self.report(_line(event), (*path, len(nodes)), _("no item may be empty"))
            nodes.append(node)
        return tuple(nodes)

    def _mapping(self, path: KeyPath, *, in_braces: bool) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            line = _line(event)
            key = self._key(event, path)
            node = self._node(next(self._events), line, (*path, key))
            if node.value is Mark.EMPTY:
                self.report(line, (*path, key), empty_message(key, in_braces=in_braces))
            if key in nodes:
                first = lines[key]
                if first == line:
                    message = _("this key is given twice, in line {line}")
                else:
                    message = _("this key is given twice, in lines {first} and {line}")
                self.report(line, (*path, key), message.format(first=first, line=line))
            elif key:
                nodes[key], lines[key] = node, line
        return nodes

    def _key(self, event: Event, path: KeyPath) -> str:
        """Return a key as it is written; empty, and reported, where it is no text."""
        self._refuse_extras(event, path)
        line = _line(event)
        if isinstance(event, ScalarEvent):
            key = composed(event.value)  # Not the text of the file: quotes may hold escapes.
            if key == "<<":
                self.report(line, path, _("the key << is not allowed: write the keys out"), key)
            elif not key:
                self.report(line, path, _("a key is missing before the colon"))
            return key
        self._node(event, line, (*path, "?"))
        self.report(line, path, _("a key must be a text or a number"))
        return ""

    def _refuse_extras(self, event: Event, path: KeyPath) -> None:
        """Refuse tags, which may construct anything, and aliases, which may multiply a text."""
        if isinstance(event, AliasEvent):
            message = _("an alias is not allowed: write the value out")
            self.report(_line(event), path, message, f"*{event.anchor}")
            return
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            message = _("an anchor is not allowed: remove it")
            self.report(_line(event), path, message, f"&{anchor}")
        if tag is not None:
            message = _("a tag is not allowed: put a text that begins with ! in quotes")
            self.report(_line(event), path, message, tag)


_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, bool | float | Mark] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("~", "null", "Null", "NULL"), Mark.REMOVE),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


def _scalar(event: Event) -> Value:
    """Return the value of a scalar by YAML 1.2's core schema, octal and hexadecimal aside."""
    if not isinstance(event, ScalarEvent):  # An alias, which is refused.
        return str(event)
    text = composed(event.value)
    if event.style is not None:  # In quotes, or a block of text.
        return text
    if not text:
        return Mark.EMPTY
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return _WORDS.get(text, text)


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1
