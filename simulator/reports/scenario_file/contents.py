"""What stands in the cells of a scenario's workbook.

In comes the tree of a scenario or plan; out come the rows of each sheet of the layout, what
fits no cell as rows of the sheet for all others. Units, widths and lists to choose from are not
decided here, but for the unit of a heading: that of most values under it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from simulator.language import LANGUAGES, language
from simulator.scenario.clocks import parse_date
from simulator.scenario.model_sources import is_assumption
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath, dotted
from simulator.scenario.quantities import Duration, Limit, Rate, WorkingTime
from simulator.scenario.schema import ANY, ITEM
from simulator.scenario.shares import parse_share
from simulator.scenario.vocabulary import OFFICE, SHARE
from simulator.scenario.weekdays import days_said
from simulator.scenario.workbook.layout import (
    CONSTANT,
    FAMILIES,
    HOURS,
    OTHER,
    PATH,
    KeyPart,
    Sheet,
    part_at,
    plan_sheets,
    scenario_sheets,
    station_said,
)
from simulator.scenario.writer import flow_text

Shown = str | float | date
"""What is written into a cell."""

_QUANTITIES = (Duration, WorkingTime, Limit, Rate)


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet with its rows."""

    sheet: Sheet
    units: Mapping[KeyPart, str]
    """The unit in the heading of each part that has one."""
    rows: list[tuple[list[str], dict[KeyPart, Shown]]]
    """The names of each row, and what stands in it."""


def filled(tree: Node) -> list[Filled]:
    """Return the sheets of a scenario or plan."""
    sheets = plan_sheets() if tree.child("base") else scenario_sheets()
    if sources := tree.child("sources"):
        tree = tree.with_child("sources", _stated(sources))
    written: set[KeyPath] = set()
    *found, others = (_filled(sheet, tree, written) for sheet in sheets)
    (value,) = others.sheet.parts
    others.rows.extend(
        ([dotted(path)], {value: flow_text(left.plain())}) for path, left in _rest(tree, written)
    )
    return [*found, others]


def shown(part: KeyPart, value: object, unit: str) -> Shown | None:
    """Return what is written for a value under a heading with a unit; None where it fits not."""
    match part.role, value:
        case (("vi" | "en"), _):
            cell = _of_label(part, value)
        case (("mean" | "cv" | "family"), _):
            cell = _of_distribution(part, value, unit)
        case "list", (_, *_):
            items = [station_said(str(item)) for item in value] if part.is_station else value
            cell = flow_text(items)[1:-1]
        case "mapping", {**entries} if entries:
            cell = flow_text(value)[1:-1]
        case "yaml", _:
            cell = _number(value) if _is_number(value) else flow_text(value)
        case "", _:
            cell = _single(part, value, unit)
        case _:
            cell = None
    return cell


def _stated(sources: Node) -> Node:
    """Return what is said of sources, each as a mapping."""
    entries = {
        path: said
        if said.is_mapping and not said.entries.keys() & {*LANGUAGES}
        else Node(said.place, {"assumption" if is_assumption(said.plain()) else "source": said})
        for path, said in sources.entries.items()
    }
    return Node(sources.place, entries)


def _filled(sheet: Sheet, tree: Node, written: set[KeyPath]) -> Filled:
    """Fill a sheet, and add the paths of what stands in it to `written`."""
    things = [] if sheet.pattern == OTHER else [*_things(tree, sheet.pattern)]
    if sheet.pattern == HOURS:
        things = [*tree.select("calendar.hours.*"), *things]
    units = {
        part: _unit(part, [_plain(thing.at(part.path)) for _path, thing in things])
        for part in sheet.parts
    }
    rows: list[tuple[list[str], dict[KeyPart, Shown]]] = []
    for path, thing in things:
        is_empty = len(path) < len(sheet.pattern) and path[:1] != ("calendar",)
        names = _names(sheet, path)
        values = {} if is_empty else {part: _plain(thing.at(part.path)) for part in sheet.parts}
        if sheet.names[-1:] == (PATH,) and (of_path := part_at(names[-1])):
            said = of_path.choices()
            values = {
                part: said.get(value, value)
                if part.role == "yaml" and isinstance(value, str | bool)
                else value
                for part, value in values.items()
            }
        cells = {
            part: cell
            for part, value in values.items()
            if value is not None and (cell := shown(part, value, units[part])) is not None
        }
        here = {(*path, *part.path) for part in cells} | ({path} if is_empty else set())
        if path[:1] == ("sources",) and any(_rest(thing, here, path)):
            continue  # Its path has dots, so that no path leads to a part of it.
        written |= here
        if here:
            rows.append((names, cells))
    return Filled(sheet, units, rows)


def _plain(node: Node | None) -> object:
    return node.plain() if node else None


def _names(sheet: Sheet, path: KeyPath) -> list[str]:
    """Return what the row of a thing is called by, in the language that is spoken."""
    if sheet.pattern == HOURS:
        *above, days = map(str, path)
        calendar = OFFICE if above[0] == "calendar" else above[1]
        return [calendar, days_said(days, in_vietnamese=language() == "vi")]
    names = [str(key) for key, part in zip(path, sheet.pattern, strict=False) if part == ANY]
    return [*map(station_said, names)] if sheet.is_of_stations else names


def _things(tree: Node, pattern: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    """Yield what a pattern leads to; of what has a name and is empty, that: a case of nothing."""
    if not pattern:
        yield (), tree
        return
    *above, last = ("*" if part in (ANY, ITEM) else str(part) for part in pattern)
    for path, node in tree.select(".".join(above)):
        if above[-1] == "*" and node.is_mapping and not node.entries:
            yield path, node
        yield from node.select(last, path)


def _rest(node: Node, written: set[KeyPath], path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
    """Yield what stands in no cell, each as a whole as far as nothing of it does."""
    if path in written:
        return
    if path and not any(each[: len(path)] == path for each in written):
        yield path, node
        return
    for key in (*node.entries, *range(len(node.items))):
        if (child := node.child(key)) is not None:
            yield from _rest(child, written, (*path, key))


def _unit(part: KeyPart, values: list[object]) -> str:
    """Return the unit of most values, or the one that is usual; empty where there are none."""
    if not part.unit:
        return ""
    quantities = filter(None, (_quantity(part, value) for value in values))
    units = Counter(unit for _amount, unit, _words in quantities if unit)
    return units.most_common(1)[0][0] if units else part.unit


def _quantity(part: KeyPart, value: object) -> tuple[float, str, str] | None:
    """Return the amount and the unit of a quantity, empty for a word, and all of it in words."""
    if part.role == "mean":
        value = _mean(value)
    kind = Duration if part.role == "mean" else part.key.kind
    if value is None or kind not in _QUANTITIES:
        return None
    try:
        quantity = kind.parse(value)
    except ValueError:
        return None
    match quantity:
        case Rate(amount, per):
            unit = f"per {per}"
        case Limit(kind=name, amount=amount):
            unit = name if quantity.is_timed else ""
        case _:
            amount, unit = quantity.amount, quantity.unit
    return amount, unit, quantity.in_words(language())


def _mean(value: object) -> object:
    """Return the mean of a distribution that a mean and a cv tell; None for any other."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return None
    family, told = next(iter(value.items()))
    if family == CONSTANT:
        return told
    return told.get("mean") if family in FAMILIES else None


def _of_label(part: KeyPart, value: object) -> Shown | None:
    """Return the text of a label in one language; one for both stands as the Vietnamese."""
    texts = value if isinstance(value, Mapping) else {"vi": value}
    if not all(map(_text, texts.values())):
        return None
    return _text(texts.get(part.role))


def _of_distribution(part: KeyPart, value: object, unit: str) -> Shown | None:
    """Return what stands in one of the cells of a distribution."""
    if isinstance(value, str):  # In place of one, such as `none`.
        return part.choices().get(value) if part.role == "mean" else None
    if _mean(value) is None or not isinstance(value, Mapping):
        return None
    family, told = next(iter(value.items()))
    if part.role == "mean":
        return _single(part, value, unit)
    if part.role == "family":
        return part.choices()[family]
    return None if family == CONSTANT else _number(told.get("cv"))


def _single(part: KeyPart, value: object, unit: str) -> Shown | None:
    """Return what stands for a value that has a cell to itself."""
    choices = part.choices()
    if isinstance(value, str | bool) and value in choices:
        return choices[value]
    if (quantity := _quantity(part, value)) is not None:
        amount, of, words = quantity
        return _number(amount) if of == unit else words
    if part.key.kind is date:
        return parse_date(value)
    if part.key.written == SHARE:
        value = parse_share(value)
    return _number(value) if part.is_number and _is_number(value) else _text(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: object) -> float | None:
    """Return a number as people write it, whole ones without a point."""
    if not isinstance(value, int | float):
        return None
    return int(value) if value == int(value) else value


def _text(value: object) -> str | None:
    """Return a text, where a cell holds it as it is."""
    if value is None or isinstance(value, Mapping | tuple | list):
        return None
    text = str(value)
    return text if text and text == text.strip() else None
