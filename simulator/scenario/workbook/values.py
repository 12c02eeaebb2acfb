"""The value that stands in a cell: as the text or number that a YAML file would have for it.

In comes what was written, the part of the layout that it stands in, and the unit of its heading;
out come nodes and what is wrong with the YAML of a cell. Whether a value is right is not known
here.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from openpyxl.utils.datetime import from_excel

from simulator.language import _
from simulator.scenario.nodes import Node, Value
from simulator.scenario.number_text import (
    SEPARATORS,
    number_text,
    plain_number,
    tidy,
    two_readings,
)
from simulator.scenario.problems import KeyPath, Place, Problem, dotted
from simulator.scenario.reader import read_text
from simulator.scenario.slips import corrected
from simulator.scenario.vocabulary import DAYS
from simulator.scenario.weekdays import days_meant
from simulator.scenario.workbook.grid import CellEntry, Raw
from simulator.scenario.workbook.layout import (
    CONSTANT,
    FAMILIES,
    KeyPart,
    Role,
    station_of,
    value_said,
)

_BETWEEN_ITEMS = re.compile(r"\s*[;\n]\s*")
_YAML = frozenset("\"'{[~")
"""Signs of a text that is YAML already."""
_LEAST_DAY, _MOST_DAY = 30_000, 80_000
"""Numbers that are dates to a spreadsheet, from 1982 to 2119; a year alone is none of them."""


def node_of(
    part: KeyPart, found: CellEntry, unit: str, epoch: datetime
) -> tuple[Node | None, list[Problem]]:
    """Return what stands in a cell as nodes, and what is wrong with it.

    Parameters
    ----------
    part
        What stands there.
    found
        What was written.
    unit
        Of numbers alone, as its heading has it; may be empty.
    epoch
        The day from which the workbook counts dates.
    """
    text = found.raw if isinstance(found.raw, str) else ""
    if text and part.role in _WRAPPED:
        tree, problems = _collection(text, part.role, found.place)
        if tree and part.is_station:
            items = [replace(item, value=station_of(str(item.value))) for item in tree.items]
            tree = replace(tree, value=tuple(items)) if items else tree
        return tree, problems
    problems = []
    if isinstance(found.raw, date) and part.is_number:
        message = _("a date stands here: set the format of the cell to number, and type it again")
        problems = [Problem.at(found.place, (), message)]
    value = _value(part, found.raw, unit, epoch)
    node = Node(found.place, value)
    return (Node(found.place, (node,)) if part.role == "list" else node), problems


def is_yaml(found: CellEntry) -> bool:
    """Whether a text can only be meant as YAML."""
    return bool(_YAML & {*found.text})


def joined(parts: Mapping[Role, Node]) -> Node:
    """Return the node of a label, or of a distribution, whose parts stand in several cells.

    Raises
    ------
    ValueError
        If a part is missing without which the others say nothing, or there is one too many.
    """
    if parts.keys() <= {"vi", "en"}:
        return Node(next(iter(parts.values())).place, {str(role): parts[role] for role in parts})
    mean, cv, family = (parts.get(role) for role in ("mean", "cv", "family"))
    if mean is None:
        raise ValueError(_("the mean of this time is missing"))
    if mean.value == "none" and not (cv or family):
        return mean
    named = str(family.value) if family else FAMILIES[0] if cv else CONSTANT
    at = (family or mean).place
    if named == CONSTANT:
        if cv:
            raise ValueError(_("a constant time has no cv: empty the cell, or name a distribution"))
        return Node(mean.place, {CONSTANT: mean})
    told = {"mean": mean} | ({"cv": cv} if cv else {})
    place = mean.place if named in FAMILIES else at
    return Node(place, {named: Node(at, told)})


_WRAPPED: Mapping[Role, str] = {"list": "[{}]", "mapping": "{{{}}}", "yaml": "{}"}
"""How the text of a cell is made YAML."""


def _collection(text: str, role: Role, place: Place) -> tuple[Node | None, list[Problem]]:
    """Read a list, a mapping or any YAML from the text of a cell."""
    if role != "yaml" and not _YAML & {*text}:
        items = [item for item in _BETWEEN_ITEMS.split(text) if item]
        if len(items) > 1 or ";" in text:  # In which numbers may have commas.
            node = _parted(items, role, place)
            if len(node.items or node.entries) == len(items):  # No key is given twice.
                return node, []
        if role == "mapping" and not all(":" in item for item in items):
            message = _("a name and its value are due, as in 1: 0.9; 2: 0.1")
            return None, [Problem.at(place, (), message, text)]
        text = ", ".join(items)
    is_whole = text.startswith(_WRAPPED[role][0])
    return read_text(text if is_whole else _WRAPPED[role].format(text), partial(_anywhere, place))


def _parted(items: Iterable[str], role: Role, place: Place) -> Node:
    """Return a list or mapping whose items are known."""
    if role == "list":
        return Node(place, tuple(Node(place, item) for item in items))
    pairs = (item.partition(":") for item in items)
    return Node(
        place, {key.strip(): Node(place, _number(value.strip())) for key, _colon, value in pairs}
    )


def below(path: KeyPath, problem: Problem) -> Problem:
    """Return the problem of a part of a value with the path of the value before its own."""
    return replace(problem, path=".".join(filter(None, (dotted(path), problem.path))))


def _anywhere(place: Place, _line: int) -> Place:
    """Return the one place that every line of a cell has."""
    return place


def _value(part: KeyPart, raw: Raw, unit: str, epoch: datetime) -> Value:
    """Return what stands in a cell alone."""
    if isinstance(raw, str) and tidy(raw) in value_said(part):
        return value_said(part)[tidy(raw)]
    if isinstance(raw, str) and part.key.written == DAYS:
        return days_meant(raw)
    if isinstance(raw, str) and part.is_number:
        raw = _number(raw)
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return _of_number(part, raw, unit, epoch)
    if isinstance(raw, time):
        return raw.isoformat("seconds" if raw.second else "minutes")
    return raw if isinstance(raw, str) else str(raw)


def _of_number(part: KeyPart, number: float, unit: str, epoch: datetime) -> Value:
    """Return what a number stands for: with its unit, or as the date that it is."""
    if part.is_number or part.role in _WRAPPED:
        return f"{number_text(number)} {unit}" if unit else number
    if part.key.kind is date and _LEAST_DAY <= number <= _MOST_DAY:
        with suppress(ValueError, OverflowError):
            return str(from_excel(number, epoch))[:10]
    return number_text(number)


def _number(text: str) -> str | float:
    """Return the number that a text beyond doubt is, or begins with; other texts as they are."""
    clean = tidy(text)
    if two_readings(clean):
        return text
    meant = corrected(clean, SEPARATORS)
    number = plain_number(meant.text if meant else clean)
    if number is not None:
        return number
    return meant.text if meant else text
