"""A sheet as its headings and rows: what was written in which cell, and what cannot be read of it.

In comes a sheet of an opened workbook; out come the values of its cells, each with its place. What
begins with ``#`` - a row, a column - is the planner's own. What the values mean is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import N_, _
from simulator.scenario.names import composed
from simulator.scenario.problems import Cell, Place, Problem
from simulator.scenario.syntax import refused_sign
from simulator.signs import on_a_line

REMARK = "#"
"""What begins with it is not read."""

Raw = str | int | float | bool | date | time | timedelta
"""What a cell holds; a date with a time of day is a `datetime`."""

_LONGEST_TITLE = 60
"""Characters of the title of a sheet that a message shows."""
_NO_VALUE = {
    "f": N_("a formula is not calculated: put its value here"),
    "e": N_("an error of the spreadsheet stands here: put a value"),
}
"""What is told of cells that hold none, by the type that the library has for them."""


class CellEntry(NamedTuple):
    """What was written in a cell."""

    raw: Raw
    place: Place

    @property
    def text(self) -> str:
        """It as a text."""
        return self.raw if isinstance(self.raw, str) else str(self.raw)


Lines = dict[int, dict[int, Any]]
"""Cells as the library has them, by row and column."""
Row = dict[int, CellEntry]
"""What stands in a row, by column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or what can be read of it."""

    place: Place
    """Of the sheet."""
    heads: Row
    """Its first row."""
    rows: list[Row]
    """The others, each with what stands under a heading."""
    problems: list[Problem]


def grid_of(worksheet: Worksheet, number: int, file: str) -> Grid:
    """Return what stands in a sheet, the n-th of a file."""
    title = on_a_line(worksheet.title, _LONGEST_TITLE)

    def place(row: int = 0, column: int = 0) -> Place:
        cell = f"!{get_column_letter(column)}{row}" if row else ""
        return Place(file, Cell(number, row, column, f"{title}{cell}"))

    lines = _lines(worksheet)
    first = min(lines, default=0)
    problems = [Problem.at(place(*at), (), told) for at, told in _hindrances(worksheet, lines)]
    if len(lines) > 1 and len(lines[first]) == 1:  # Whatever the sheet, it has two headings.
        ((column, cell),) = lines.pop(first).items()
        message = _("stands alone above the headings: put # before it")
        problems.append(Problem.at(place(first, column), (), message, str(cell.value)))
        first = min(lines)
    found: dict[int, Row] = {row: {} for row in lines}
    for row, line in lines.items():
        for column, cell in line.items():
            value, message = _value(cell)
            if column not in lines[first]:
                message = _("stands under no heading: put # before what is yours alone")
            if message:
                problems.append(Problem.at(place(row, column), (), message))
            else:
                found[row][column] = CellEntry(value, place(row, column))
    heads = found.pop(first, {})
    return Grid(place(), heads, [*filter(None, found.values())], problems)


def _lines(worksheet: Worksheet) -> Lines:
    """Return the cells that hold something, but for those of the planner's own rows and columns."""
    # To iterate over a sheet makes all cells between those that there are.
    cells: dict[tuple[int, int], Any] = worksheet._cells  # noqa: SLF001
    lines: Lines = {}
    for (row, column), cell in sorted(cells.items()):
        if cell.value is not None and str(cell.value).strip():
            lines.setdefault(row, {})[column] = cell
    read = {row: line for row, line in lines.items() if not _is_remark(line[min(line)])}
    heads = read[min(read)] if read else {}
    own = {column for column, cell in heads.items() if _is_remark(cell)}
    return {
        row: {column: cell for column, cell in line.items() if column not in own}
        for row, line in read.items()
        if line.keys() - own
    }


def _is_remark(cell: Any) -> bool:
    return str(cell.value).lstrip().startswith(REMARK) and cell.data_type == "s"


def _hindrances(worksheet: Worksheet, read: Lines) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield cells, or none for the sheet, of which it is not seen what stands where."""
    if worksheet.sheet_state != "visible" and read:
        yield (), _("this sheet is hidden: show it, or delete it")
    columns = worksheet.column_dimensions.values()
    hidden = [each for each in columns if each.hidden or each.width == 0]
    for row, line in read.items():
        dimension = worksheet.row_dimensions.get(row)
        if dimension is not None and (dimension.hidden or dimension.height == 0):
            yield (row, min(line)), _("this row is hidden: show it, or delete it")
    for column in sorted({column for line in read.values() for column in line}):
        if any(column in range(each.min or 0, (each.max or 0) + 1) for each in hidden):
            yield (min(read), column), _("this column is hidden: show it, or delete it")
    for merged in worksheet.merged_cells.ranges:
        lines = [row for row in range(merged.min_row, merged.max_row + 1) if row in read]
        if lines:
            at = merged.min_row, merged.min_col
            yield at, _("cells are merged here: unmerge them, and write a value in each")


def _value(cell: Any) -> tuple[Raw, str]:
    """Return the value of a cell, or what is wrong with it."""
    value = cell.value
    if message := _NO_VALUE.get(cell.data_type):
        return "", _(message)
    if isinstance(value, str):
        value = composed(unescape(value)).strip()
        return value, next(filter(None, map(refused_sign, value.splitlines())), "")
    if isinstance(value, datetime) and value.time() == time():
        return value.date(), ""
    if isinstance(value, float) and value.is_integer():
        return int(value), ""
    return value, ""
