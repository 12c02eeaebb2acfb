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
import unicodedata
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

from simulator.scenario.problems import KeyPath, Place, Problem

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
        key, _, rest = pattern.partition(".")
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
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        return None, [Problem.at(place, (), f"cannot be read: {reason}")]
    except ValueError:  # A NUL or half a character in it, which no file system takes.
        return None, [Problem.at(place, (), "is no name of a file")]
    if len(content) > LARGEST_FILE:
        return None, [Problem.at(place, (), "is larger than 1 MB: this is no scenario")]
    try:
        text = content.decode("utf-8-sig")  # Windows editors begin a file with a mark.
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [Problem(place.file, line, "", None, "is not UTF-8 text: save it as UTF-8")]
    tree, problems = read_text(text, partial(Place, place.file))
    if tree is None and not problems:
        problems = [Problem.at(place, (), "the file is empty")]
    elif tree is not None and not isinstance(tree.value, Mapping):
        message = "a scenario is a mapping of keys to values"
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
    # One keyboard writes "ệ" as one character, another as two or three: they are the same name.
    text = unicodedata.normalize("NFC", text)
    reading = _Reading(YAML(typ="safe", pure=True).parse(text), place_of)
    try:
        return reading.document(), reading.problems
    except _TooDeepError:
        pass
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        last_line = text.rstrip().count("\n") + 1  # The end of the text may be a line further.
        reading.report(min(line, last_line), (), _syntax_message(error))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        reading.report(line, (), f"the character {chr(error.character)!r} is not allowed")
    except YAMLError as error:
        reading.report(1, (), f"is not YAML: {error}")
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
                    self.report(_line(event), (), "a file holds one scenario: remove the ---")
                    break
            elif isinstance(event, NodeEvent):
                tree = self._node(event, _line(event), ())
        return tree

    def _node(self, event: Event, line: int, path: KeyPath) -> Node:
        """Build the node that `event` begins; `line` is that of its key."""
        if len(path) > DEEPEST_NESTING:
            self.report(line, (), f"is nested deeper than {DEEPEST_NESTING} levels")
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
                self.report(_line(event), (*path, len(nodes)), "no item may be empty")
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
                self.report(line, (*path, key), _empty_message(key, in_braces=in_braces))
            if key in nodes:
                first = lines[key]
                where = f"line {line}" if first == line else f"lines {first} and {line}"
                self.report(line, (*path, key), f"this key is given twice, in {where}")
            elif key:
                nodes[key], lines[key] = node, line
        return nodes

    def _key(self, event: Event, path: KeyPath) -> str:
        """Return a key as it is written; empty, and reported, where it is no text."""
        self._refuse_extras(event, path)
        line = _line(event)
        if isinstance(event, ScalarEvent):
            key: str = event.value
            if key == "<<":
                self.report(line, path, "the key << is not allowed: write the keys out", key)
            elif not key:
                self.report(line, path, "a key is missing before the colon")
            return key
        self._node(event, line, (*path, "?"))
        self.report(line, path, "a key must be a text or a number")
        return ""

    def _refuse_extras(self, event: Event, path: KeyPath) -> None:
        """Refuse tags, which may construct anything, and aliases, which may multiply a text."""
        if isinstance(event, AliasEvent):
            message = "an alias is not allowed: write the value out"
            self.report(_line(event), path, message, f"*{event.anchor}")
            return
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            message = "an anchor is not allowed: remove it"
            self.report(_line(event), path, message, f"&{anchor}")
        if tag is not None:
            message = "a tag is not allowed: put a text that begins with ! in quotes"
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
    text: str = event.value
    if event.style is not None:  # In quotes, or a block of text.
        return text
    if not text:
        return Mark.EMPTY
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return _WORDS.get(text, text)


def _empty_message(key: str, *, in_braces: bool) -> str:
    """Say that a value is empty, and which trap within braces may have left it so."""
    if not in_braces:
        return "no value may be empty"
    if key[:1].isdecimal():
        return "no value may be empty; a decimal comma splits a number: write 0.6, not 0,6"
    if ":" in key:
        return "no value may be empty; a space is missing after the colon"
    return "no value may be empty; a text with a comma within {…} needs quotes"


_PLAIN_SYNTAX = {
    "expected <block end>": "is indented differently from the lines beside it",
    "mapping values are not allowed here": "a second colon in a line: is the line indented rightly,"
    " and is a text with a colon in quotes?",
    "could not find expected ':'": "a colon is missing after a key",
    "found unexpected end of stream": "a quote is not closed",
    "expected ',' or ']'": "a list in […] is not closed",
    "expected ',' or '}'": "a mapping in {…} is not closed",
}
"""What a planner is told instead of the parser's words."""


def _syntax_message(error: MarkedYAMLError) -> str:
    problem = str(error.problem or error.context)
    if "\\t" in problem:
        return "a tab cannot indent a line: use spaces"
    plain = next((said for sign, said in _PLAIN_SYNTAX.items() if sign in problem), None)
    problem = f"is not YAML: {plain or problem}"
    if error.context is None or error.context_mark is None or error.context == error.problem:
        return problem
    line = error.context_mark.line + 1
    if plain:
        return f"{problem}, in what begins in line {line}"
    return f"{problem} {error.context} that begins in line {line}"


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1
