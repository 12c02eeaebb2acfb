"""Writes the plain data of a scenario as YAML text that a planner can read and edit.

In come dicts, lists, numbers and texts; out comes YAML in which what fits on a line stands on one,
as in ``receive: {gamma: {mean: 12 min, cv: 0.6}}``. A remark on each value can stand behind it as a
comment. What the keys mean is not known here.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import Node
from ruamel.yaml.representer import SafeRepresenter

from simulator.scenario.number_text import plain_number
from simulator.scenario.problems import KeyPath, Place
from simulator.scenario.reader import read_text

_LONGEST_ON_A_LINE = 125
_LONGEST_BEFORE_A_COMMENT = 76
_NO_FOLDING = 10**9
_INDENT = 2
_PLAIN = re.compile(r"\w(?:[\w./+%()–-]|:(?=\w)| (?=[\w(–]))*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _MappingOnALine(dict[Any, Any]):
    """A mapping written within braces."""


class _ListOnALine(list[Any]):
    """A list written within brackets."""


class _Representer(SafeRepresenter):
    """Writes the two on one line, everything else in blocks, and in quotes what needs them."""

    def text(self, data: str) -> Node:
        """Write a text without quotes where that is safe beyond doubt; the emitter errs there."""
        # A date without quotes is a date to YAML, and a text again to our reader.
        kind = "timestamp" if _DATE.fullmatch(data) else "str"
        style = None if _PLAIN.fullmatch(data) else '"'
        return self.represent_scalar(f"tag:yaml.org,2002:{kind}", data, style=style)

    def mapping_on_a_line(self, data: _MappingOnALine) -> Node:
        return self.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)

    def list_on_a_line(self, data: _ListOnALine) -> Node:
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Representer.add_representer(str, _Representer.text)
_Representer.add_representer(_MappingOnALine, _Representer.mapping_on_a_line)
_Representer.add_representer(_ListOnALine, _Representer.list_on_a_line)


def yaml_text(data: object, *, comment: Callable[[KeyPath], str] | None = None) -> str:
    """Return `data` as YAML text, keys in their order.

    Parameters
    ----------
    data
        Dicts with text keys, lists, numbers, truth values and texts.
    comment
        Gives the comment on the value at a path; only values of one comment share a line.

    Examples
    --------
    >>> data = {"seal": {"at": "center"}, "bundle": {"1": 0.9, "12": 0.1}}
    >>> print(yaml_text(data))
    seal: {at: center}
    bundle: {1: 0.9, 12: 0.1}
    >>> print(yaml_text(data, comment=lambda path: f"on the {path[0]}"))
    seal: {at: center}         # on the seal
    bundle: {1: 0.9, 12: 0.1}  # on the bundle
    """
    text = io.StringIO()
    top = data if isinstance(data, dict) else {}
    entries = {_number_key(key): _laid_out(value, (key,), comment) for key, value in top.items()}
    _yaml().dump(entries, text)
    return _commented(text.getvalue(), comment) if comment else text.getvalue()


def flow_text(value: object) -> str:
    """Return a value as YAML on one line, lists and mappings within their brackets.

    Examples
    --------
    >>> flow_text({"constant": "2 min"}), flow_text(["receive/land", 0.5]), flow_text("a, b")
    ('{constant: 2 min}', '[receive/land, 0.5]', '"a, b"')
    """
    text = io.StringIO()
    _yaml().dump(_MappingOnALine({"x": _on_one_line(value)}), text)
    return text.getvalue().strip().removeprefix("{x: ").removesuffix("}")


def _on_one_line(value: object) -> object:
    if isinstance(value, Mapping):
        return _MappingOnALine(
            {_number_key(key): _on_one_line(entry) for key, entry in value.items()}
        )
    if isinstance(value, list | tuple):
        return _ListOnALine(map(_on_one_line, value))
    return value


def _yaml() -> Any:  # Its settings are typed as if never set.
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = _NO_FOLDING
    return yaml


def _laid_out(value: object, path: KeyPath, comment: Callable[[KeyPath], str] | None) -> object:
    """Return the data with its short mappings and lists marked to stand on a line."""
    shown = str(value).replace("'", "")
    if comment is None:
        is_short = len(shown) <= _LONGEST_ON_A_LINE
    else:
        line = f"{' ' * _INDENT * (len(path) - 1)}{path[-1]}: {shown}"
        comments = {comment(leaf) for leaf in _leaves(value, path)}
        is_short = len(line) <= _LONGEST_BEFORE_A_COMMENT and len(comments) == 1
    if isinstance(value, dict):
        mapping = {
            _number_key(key): _laid_out(entry, (*path, key), comment)
            for key, entry in value.items()
        }
        return _MappingOnALine(mapping) if is_short else mapping
    if isinstance(value, list):
        items = [_laid_out(item, (*path, index), comment) for index, item in enumerate(value)]
        return _ListOnALine(items) if is_short else items
    return value


def _leaves(value: object, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of the values below one that hold no others."""
    entries = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else ()
    if not value or not isinstance(value, dict | list):
        yield path
    for key, entry in (*entries, *items):
        yield from _leaves(entry, (*path, key))


def _commented(text: str, comment: Callable[[KeyPath], str]) -> str:
    """Return YAML text with a comment behind every line that holds values, in one column."""
    tree, _ = read_text(text, partial(Place, ""))
    comments = {
        node.place.line: comment(path)
        for path, node in (tree.walk() if tree else ())
        if path and not (node.entries or node.items)
    }
    lines = dict(enumerate(text.removesuffix("\n").split("\n"), start=1))
    widths = [len(line) for number, line in lines.items() if number in comments]
    column = max((width for width in widths if width <= _LONGEST_BEFORE_A_COMMENT), default=0)
    for number in lines.keys() & comments.keys():
        lines[number] = f"{lines[number]:{column}}  # {_on_a_line(comments[number])}"
    return "".join(f"{line}\n" for line in lines.values())


def _on_a_line(text: str) -> str:
    """Return a text as a comment can hold it."""
    return text if text.isprintable() else ascii(text)


def _number_key(key: str) -> object:
    """Return a key that is a number as such, so that it is written without quotes."""
    number = plain_number(key)
    return key if number is None or str(number) != key else number
