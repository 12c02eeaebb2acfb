"""Reads the YAML text of a scenario into plain nodes, each with the place it was written at.

In comes a file or a text; out comes a tree of ``Node`` (texts, numbers, truth values, mappings,
lists) and the problems of the text itself: syntax, tags, anchors, duplicate keys, empty values.
What the keys mean is not known here. The tree is built from the parser's events and not by a YAML
constructor, because a constructor forgets the lines, gives dates a type of their own, cannot tell
an empty value from ``~``, and may build whatever a tag asks for. Nor is it built from the nodes of
a composer, which takes in the whole text however long or deep it is, forgets which tags and aliases
were written and where, and has nothing to tell of a text that breaks the syntax further down. YAML
is read by ruamel.yaml because it follows version 1.2, in which ``07:30`` and ``no`` are texts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

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

from simulator.language import N_, _, reason
from simulator.scenario.files import is_workbook, regular_file
from simulator.scenario.names import composed
from simulator.scenario.nodes import Node, NoValue, Value
from simulator.scenario.number_text import plain_number
from simulator.scenario.problems import KeyPath, Place, Problem
from simulator.scenario.syntax import (
    empty_message,
    plain_key,
    plainly_indented,
    refused_sign,
    syntax_problem,
)

LARGEST_FILE = 1_000_000
"""Bytes; a Center of a hundred procedures takes a tenth of it."""
DEEPEST_NESTING = 32
"""Levels of mappings and lists; a scenario needs nine."""
MOST_ENTRIES = 30_000
"""Keys and values of a file; a Center of a hundred procedures has a third of them."""
LONGEST_KEY = 200
"""Signs of a key; those of sources, which are paths, are the longest."""

_LINE_END = re.compile(r"\r\n?|\n")


def read_file(path: Path) -> tuple[Node | None, list[Problem]]:
    """Read a scenario file: YAML, or a workbook by its name.

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
        with regular_file(path) as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None, [Problem.at(place, (), _("cannot be read: there is no such file"))]
    except OSError as error:
        return None, [Problem.at(place, (), _("cannot be read: {reason}", reason=reason(error)))]
    return read_content(content, place.file)


def read_content(content: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read what is in a scenario file, which is named `file`; likewise."""
    place = Place(file)
    if len(content) > LARGEST_FILE:
        return None, [Problem.at(place, (), _("is larger than 1 MB: this is no scenario"))]
    if is_workbook(Path(file)):
        # Needed by few, and slow to load; it reads the YAML of its cells by this module.
        from simulator.scenario.workbook.reading import read_workbook  # noqa: PLC0415

        return read_workbook(content, file)
    try:
        text = content.decode("utf-8-sig")  # Windows editors begin a file with a mark.
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("is not UTF-8 text: save it as UTF-8")
        return None, [Problem(file, line, "", None, message)]
    tree, problems = read_text(text, partial(Place, file))
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
        None where the text is empty, breaks YAML's syntax, is nested too deeply or holds too much.
    problems : list of Problem
        What is wrong with the text.
    """
    reading = _Reading(_LINE_END.split(text), place_of)
    return reading.document(), reading.problems


class _EndError(Exception):
    """There is no going on with the text: it is nested too deeply, or holds too much."""


class _Reading:
    """One pass over the events of a YAML text, building nodes and collecting problems."""

    def __init__(self, lines: list[str], place_of: Callable[[int], Place]) -> None:
        self._lines = lines
        self._place_of = place_of
        self._entries = 0
        self._events: Iterator[Event] = iter(())
        self.problems: list[Problem] = []

    def report(self, line: int, path: KeyPath, message: str, value: object = None) -> None:
        self.problems.append(Problem.at(self._place_of(line), path, message, value))

    def document(self) -> Node | None:
        """Return the tree of the text; None where there is none to go on with."""
        self._refuse_signs()
        if self.problems:
            return None
        self._indent_plainly()
        text = "\n".join(self._lines)
        self._events = YAML(typ="safe", pure=True).parse(text)
        try:
            return self._tree()
        except _EndError:
            pass
        except MarkedYAMLError as error:
            # The parser notices the end of a text a line further.
            line, message = syntax_problem(error, text.rstrip().split("\n"))
            self.report(line, (), message)
        except YAMLError as error:
            self.report(1, (), _("is not YAML: {problem}", problem=error))
        return None

    def _refuse_signs(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            message = "" if line.isascii() and line.isprintable() else refused_sign(line)
            if message:
                self.report(number, (), message)

    def _indent_plainly(self) -> None:
        """Report what only looks like indentation, and go on as if it was."""
        for position, line in enumerate(self._lines):
            plain, message = (line, "") if line.isascii() else plainly_indented(line)
            if message:
                self.report(position + 1, (), message)
                self._lines[position] = plain

    def _tree(self) -> Node | None:
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
            self.report(
                line, (), _("is nested deeper than {levels} levels", levels=DEEPEST_NESTING)
            )
            raise _EndError
        self._count(line)
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
            if node.value is NoValue.EMPTY:
                self.report(_line(event), (*path, len(nodes)), _("no item may be empty"))
            nodes.append(node)
        return tuple(nodes)

    def _mapping(self, path: KeyPath, *, in_braces: bool) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        lines: dict[str, int] = {}
        before = ""
        while not isinstance(event := next(self._events), MappingEndEvent):
            line = _line(event)
            key, is_plain = self._key(event, path)
            node = self._node(next(self._events), line, (*path, key))
            is_empty = node.value is NoValue.EMPTY and is_plain
            if is_empty:
                message = empty_message(key, before, in_braces=in_braces)
                self.report(line, (*path, key), message)
            before = f"{key}: {node.value}"
            if key in nodes and is_empty:
                continue  # What may be half of a number is told once.
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

    def _key(self, event: Event, path: KeyPath) -> tuple[str, bool]:
        """Return a key, and whether all of its signs can be seen; it is empty where it is none."""
        self._refuse_extras(event, path)
        line = _line(event)
        self._count(line)
        if not isinstance(event, ScalarEvent):
            self._node(event, line, (*path, "?"))
            self.report(line, path, _("a key must be a text or a number"))
            return "", True
        written = composed(event.value)  # Not the text of the file: quotes may hold escapes.
        key, message = plain_key(written, event.start_mark.column + 1 + bool(event.style))
        if message:
            self.report(line, (*path, key), message)
        elif key == "<<":
            self.report(line, path, _("the key << is not allowed: write the keys out"), key)
        elif not key:
            self.report(line, path, _("a key is missing before the colon"))
        elif len(key) > LONGEST_KEY:
            self.report(line, path, _("a key has at most {most} signs", most=LONGEST_KEY), key)
            key = ""
        return key, not message

    def _count(self, line: int) -> None:
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            message = _("holds more than {most} keys and values: this is no scenario")
            self.report(line, (), message.format(most=MOST_ENTRIES))
            raise _EndError

    def _refuse_extras(self, event: Event, path: KeyPath) -> None:
        """Refuse tags, which may construct anything, and aliases, which may multiply a text."""
        for extra, sign, message in _ALIAS if isinstance(event, AliasEvent) else _EXTRAS:
            given = getattr(event, extra, None)
            if given is not None:
                self.report(_line(event), path, _(message), f"{sign}{given}")


_ALIAS = (("anchor", "*", N_("an alias is not allowed: write the value out")),)
_EXTRAS = (
    ("anchor", "&", N_("an anchor is not allowed: remove it")),
    ("tag", "", N_("a tag is not allowed: put a text that begins with ! in quotes")),
)
"""What YAML has beside values, its sign, and what to do about it."""

_WORDS: Mapping[str, bool | float | NoValue] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("~", "null", "Null", "NULL"), NoValue.REMOVE),
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
        return NoValue.EMPTY
    number = plain_number(text)
    return _WORDS.get(text, text) if number is None else number


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1
