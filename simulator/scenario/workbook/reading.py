"""Reads a scenario or plan from a workbook, as the tree of nodes that a YAML file would give.

In come the bytes of a file; out come nodes, each with the cell that it stands in, and the problems
of the workbook itself: formulas, hidden cells, headings and sheets that there are not. What the
values mean is checked by whoever checks those of a YAML file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from openpyxl import Workbook

from simulator.language import _
from simulator.scenario.near_matches import near_match
from simulator.scenario.nodes import Node
from simulator.scenario.number_text import tidy
from simulator.scenario.problems import KeyPath, Place, Problem
from simulator.scenario.schema import ANY, ITEM
from simulator.scenario.units import UNITS, spellings
from simulator.scenario.vocabulary import ALL, OFFICE
from simulator.scenario.weekdays import days_meant
from simulator.scenario.workbook.grid import REMARK, CellEntry, Grid, Row, grid_of
from simulator.scenario.workbook.growing import Growing
from simulator.scenario.workbook.layout import (
    BY_DOTS,
    GUIDE,
    HOURS,
    OF_SHEETS,
    OTHER,
    PATH,
    ROLES,
    KeyPart,
    Role,
    Sheet,
    in_both,
    part_at,
    part_named,
    plan_sheets,
    scenario_sheets,
    station_of,
)
from simulator.scenario.workbook.opening import opened
from simulator.scenario.workbook.values import below, is_yaml, joined, node_of

MOST_CELLS = 30_000
"""Cells of a workbook that are read; a Center of a hundred procedures has a sixth of them."""

_OF_THING = 2
"""Keys of the path of a thing that has a row."""
_WITH_UNIT = re.compile(r"(?P<title>.*\S)\s*\((?P<unit>[^()]*)\)")


class Headed(NamedTuple):
    """A heading that was understood."""

    part: KeyPart
    unit: str
    """Of numbers alone that stand under it, as it was written; empty for none."""


def read_workbook(content: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a workbook.

    Parameters
    ----------
    content
        The bytes of the file.
    file
        Its name in problems.

    Returns
    -------
    tree : Node or None
        None where it cannot be opened, or holds too much.
    problems : list of Problem
        What is wrong with the workbook.
    """
    try:
        workbook = opened(content)
    except ValueError as error:
        return None, [Problem.at(Place(file), (), str(error))]
    return _WorkbookReading(workbook, file).tree()


class _WorkbookReading:
    """One pass over a workbook, growing a tree and collecting problems."""

    def __init__(self, workbook: Workbook, file: str) -> None:
        self._workbook = workbook
        self._file = file
        self._problems: list[Problem] = []
        self._extends = False  # What it lacks may be in another file.
        self._tree = Growing(Place(file), self._problems)

    def tree(self) -> tuple[Node | None, list[Problem]]:
        """Read all sheets, in the order of the layout."""
        sheets = (*scenario_sheets(), *plan_sheets())
        known = {tidy(text): each for each in sheets for text in _both(each.title)}
        found: list[tuple[Sheet, Grid]] = []
        cells = 0
        for number, worksheet in enumerate(self._workbook.worksheets, start=1):
            title = tidy(worksheet.title)
            if title.startswith(REMARK) or title in map(tidy, _both(GUIDE)):
                continue
            grid = grid_of(worksheet, number, self._file)
            cells += sum(map(len, grid.rows))
            if cells > MOST_CELLS:
                message = _("holds more than {most} cells: this is no scenario", most=MOST_CELLS)
                return None, [Problem.at(grid.place, (), message)]
            if title in known:
                found.append((known[title], grid))
            elif grid.heads or grid.problems:
                message = _("unknown sheet{hint}: # before its title keeps it as your own")
                titles = [text for each in sheets for text in _both(each.title)]
                hint = near_match(worksheet.title, titles)
                self._report(grid.place, message.format(hint=hint))
        self._extends = any(
            entry.text == "extends"
            for sheet, grid in found
            for row in grid.rows
            for entry in row.values()
            if sheet.pattern == OTHER
        )
        for sheet, grid in sorted(found, key=lambda each: sheets.index(each[0])):
            self._problems += grid.problems
            self._read(sheet, grid)
        return self._tree.node(), self._problems

    def _report(self, place: Place, message: str, value: object = None) -> None:
        self._problems.append(Problem.at(place, (), message, value))

    def _read(self, sheet: Sheet, grid: Grid) -> None:
        """Read the rows of a sheet."""
        named, headed = self._columns(sheet, grid.heads)
        missing = [name for name, column in zip(sheet.names, named, strict=True) if not column]
        if missing and grid.heads:
            message = _("the heading {heading!r} is missing", heading=_(missing[0]))
            self._report(grid.place, message)
        elif sheet.is_list:
            key, value = named
            self._put((), self._listed(sheet, key, value, grid.rows), grid.place)
        else:
            for row, path in self._things(sheet, named, grid.rows):
                cells = [(headed[at], found) for at, found in row.items() if at in headed]
                if sheet.names[-1:] == (PATH,):
                    cells = [(_as_at(row[named[-1]], *cell), cell[1]) for cell in cells]
                if not cells or any(each.part.path for each, _found in cells):
                    self._tree.branch(path, _place(row))
                elif sheet.pattern == HOURS:
                    self._tree.branch(path[:2], _place(row))
                self._put(path, cells, row[named[-1]].place if named else _place(row))

    def _columns(self, sheet: Sheet, heads: Row) -> tuple[list[int], dict[int, Headed]]:
        """Return the columns that name the thing of a row, 0 for none, and those of its parts."""
        said = [{*map(tidy, _both(name))} for name in sheet.names]
        named = [0] * len(said)
        headed: dict[int, Headed] = {}
        for column, head in heads.items():
            places = [at for at, texts in enumerate(said) if tidy(head.text) in texts]
            if places and not named[places[0]]:
                named[places[0]] = column
                continue
            found = None if places else self._heading(sheet, head)
            if places or (found and found.part in {each.part for each in headed.values()}):
                self._report(head.place, _("this heading is given twice"), head.raw)
            elif found:
                headed[column] = found
        return named, headed

    def _heading(self, sheet: Sheet, head: CellEntry) -> Headed | None:
        """Return what a heading stands for; or tell that it is none."""
        parts, text = part_named(sheet), tidy(head.text)
        match = _WITH_UNIT.fullmatch(text)
        title, word = (match["title"], match["unit"]) if match else (text, "")
        units = spellings(UNITS)
        if text in parts:
            return Headed(parts[text], "")
        if title in parts and parts[title].unit and word in units:
            return Headed(parts[title], word)
        if title in parts:
            message = _("unknown unit in the heading{hint}", hint=near_match(word, units))
        else:
            headings = [text for part in sheet.parts for text in in_both(part.heading)]
            hint = near_match(head.text.partition(" (")[0], headings)
            message = _("unknown heading{hint}: # before it keeps it as your own", hint=hint)
        self._report(head.place, message, head.raw)
        return None

    def _listed(
        self, sheet: Sheet, key: int, value: int, rows: list[Row]
    ) -> list[tuple[Headed, CellEntry]]:
        """Return the values of a list of keys, each with what it is the value of."""
        listed: list[tuple[Headed, CellEntry]] = []
        for row in rows:
            if value in row and key not in row:
                self._report(row[value].place, _("the item of this value is missing"))
            elif value in row and (headed := self._heading(sheet, row[key])):
                listed.append((headed, row[value]))
        return listed

    def _things(
        self, sheet: Sheet, named: list[int], rows: list[Row]
    ) -> Iterator[tuple[Row, KeyPath]]:
        """Yield the rows of a table, each with the path of the thing that it is about."""
        seen: dict[KeyPath, Place] = {}
        for row in rows:
            names = [row[column] for column in named if column in row]
            rest = {column: found for column, found in row.items() if column not in named}
            if dates := [each for each in names if not isinstance(each.raw, str | int | float)]:
                message = _("is no name: set the format of the cell to text, and type it again")
                self._report(dates[0].place, message, dates[0].raw)
                continue
            if len(names) < len(named):
                if names and not rest:  # A case in which nothing is set.
                    self._tree.branch((*sheet.pattern[:1], names[0].text), names[0].place)
                else:
                    message = _("the name of what this row is about is missing")
                    self._report(_place(row), message)
                continue
            path = self._path(sheet, names)
            if path in seen:
                message = _("is given twice: {first} has it too", first=seen[path].line)
                self._report(names[-1].place, message, names[-1].raw)
            elif message := self._unknown(path):
                self._report(names[0].place, message, names[0].raw)
            else:
                seen[path] = _place(row)
                yield row, path

    def _path(self, sheet: Sheet, names: list[CellEntry]) -> KeyPath:
        """Return the path of the thing of a row by its names."""
        texts = [found.text for found in names]
        if sheet.pattern == HOURS:
            calendar, days = texts[0], days_meant(texts[1])
            if tidy(calendar) == OFFICE:
                return ("calendar", "hours", days)
            texts = [calendar, days]
        if sheet.pattern == OTHER:
            first, *rest = texts[0].split(".")
            keys = [first, ".".join(rest)] if first in BY_DOTS and rest else [first, *rest]
            return self._tree.numbered(keys)
        if sheet.is_of_stations:
            texts[0] = station_of(texts[0]).removesuffix(f"/{ALL}")
        path: KeyPath = ()
        left = iter(texts)
        for part in sheet.pattern:
            key = len([*self._tree.names(path)]) if part == ITEM else part
            path = (*path, next(left) if part == ANY else key)
        return path

    def _unknown(self, path: KeyPath) -> str:
        """Return what to say where a row adds to a thing that no other sheet has."""
        if len(path) <= _OF_THING or (path[0], ANY) not in OF_SHEETS or path[0] in BY_DOTS:
            return ""
        known = [str(name) for name in self._tree.names(path[:1])]
        if path[1] in known or self._extends:
            return ""
        hint = near_match(str(path[1]), known)
        return _("{name!r} is on no other sheet{hint}", name=path[1], hint=hint)

    def _put(self, path: KeyPath, cells: Sequence[tuple[Headed, CellEntry]], name: Place) -> None:
        """Put what stands in some cells below a path, whose last key stands at a place."""
        joint: dict[KeyPath, dict[Role, Node]] = {}
        for (part, unit), found in cells:
            where = (*path, *part.path)
            node, problems = node_of(part, found, unit, self._workbook.epoch)
            self._problems += [below(where, problem) for problem in problems]
            if node and node.items and not part.path:  # What is wrong with the key is told there.
                node = replace(node, place=name)
            if node and part.role in ROLES:
                joint.setdefault(where, {})[part.role] = node
            elif node:
                self._tree.put(where, node)
        for where, parts in joint.items():
            try:
                self._tree.put(where, joined(parts))
            except ValueError as error:
                place = next(iter(parts.values())).place
                self._problems.append(Problem.at(place, where, str(error)))


def _both(title: str) -> list[str]:
    """Return a text marked by `N_` in both languages."""
    return [*in_both(lambda: _(title))]


def _as_at(path: CellEntry, headed: Headed, found: CellEntry) -> Headed:
    """Return what a value stands for beside a path: what it would in the cell of that key."""
    part = part_at(path.text) if headed.part.role == "yaml" and not is_yaml(found) else None
    return Headed(part, "") if part else headed


def _place(row: Row) -> Place:
    """Return the place of the first cell of a row."""
    return next(iter(row.values())).place
