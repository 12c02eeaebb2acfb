"""Writes the plain data of a scenario as YAML text that a planner can read and edit.

In come dicts, lists, numbers and texts; out comes YAML in which what fits on a line stands on one,
as in ``receive: {gamma: {mean: 12 min, cv: 0.6}}``. What the keys mean is not known here.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_LONGEST_ON_A_LINE = 125
_NO_FOLDING = 10_000
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


def yaml_text(data: object) -> str:
    """Return `data` as YAML text, keys in their order.

    Parameters
    ----------
    data
        Dicts with text keys, lists, numbers, truth values and texts.

    Examples
    --------
    >>> print(yaml_text({"seal": {"at": "center"}, "bundle": {"1": 0.9, "12": 0.1}}))
    seal: {at: center}
    bundle: {1: 0.9, 12: 0.1}
    """
    yaml: Any = YAML(typ="safe", pure=True)  # Its settings are typed as if never set.
    yaml.Representer = _Representer
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = _NO_FOLDING
    text = io.StringIO()
    top = data if isinstance(data, dict) else {}
    yaml.dump({_number_key(key): _laid_out(value) for key, value in top.items()}, text)
    return text.getvalue()


def _laid_out(value: object) -> object:
    """Return the data with its short mappings and lists marked to stand on a line."""
    is_short = len(str(value).replace("'", "")) <= _LONGEST_ON_A_LINE
    if isinstance(value, dict):
        mapping = {_number_key(key): _laid_out(entry) for key, entry in value.items()}
        return _MappingOnALine(mapping) if is_short else mapping
    if isinstance(value, list):
        items = [_laid_out(item) for item in value]
        return _ListOnALine(items) if is_short else items
    return value


def _number_key(key: str) -> object:
    """Return a key that is a number as such, so that it is written without quotes."""
    if not key[:1].isdecimal():
        return key
    for kind in (int, float):
        try:
            number = kind(key)
        except ValueError:
            continue
        if str(number) == key:
            return number
    return key
