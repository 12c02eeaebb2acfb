"""Reading what reports wrote: the cells of a workbook as people see them, CSV, lines of a terminal.

In: files in the language that is spoken. Out: texts and numbers. It knows nothing of what they are
about.
"""

import csv
import re
from io import BytesIO, StringIO
from typing import Any

from babel.numbers import format_decimal
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from simulator.language import language

_FORMAT = re.compile(r'(?:"([^"]*)")?([#0,.]+)(%)?(?:"([^"]*)")?(?:"([^"]*)")?')


def workbook_in(content: bytes) -> Workbook:
    """Read a workbook."""
    return load_workbook(BytesIO(content))


def shown(cell: Cell) -> str:
    """Return a cell as a spreadsheet of the language shows it."""
    if not isinstance(cell.value, int | float):
        return cell.value or ""
    before, digits, percent, *after = _FORMAT.fullmatch(cell.number_format).groups("")
    value = cell.value * (100 if percent else 1)
    return f"{before}{format_decimal(value, digits, locale=language())}{percent}{''.join(after)}"


def rows_named(workbook: Workbook, sheet: str, name: str, column: int = 0) -> list[list[Cell]]:
    """Return the rows of a sheet that have a name in a column."""
    return [list(row) for row in workbook[sheet].iter_rows() if row[column].value == name]


def plain(text: str) -> str:
    """Return a number as it is with any unit, sign or space left out, a minus a hyphen."""
    return re.sub(r"[^\d.,-]", "", text.replace("−", "-"))


def ends(interval: str) -> list[str]:
    """Return the ends of an interval, as `plain`; of what stands in place of one, that."""
    low, dash, high = interval.partition(" – ")
    return [plain(low), plain(high)] if dash and "/" not in interval else [interval, ""]


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of a CSV file, numbers with a point."""
    separator, mark = (";", ",") if language() == "vi" else (",", ".")
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    decimal = re.compile(rf"-?\d+{re.escape(mark)}\d+(e-?\d+)?")
    return [
        [cell.replace(mark, ".") if decimal.fullmatch(cell) else cell for cell in row]
        for row in rows
    ]


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its heads."""
    heads, *rows = rows_of(text)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def values(cells: list[Cell]) -> list[Any]:
    """Return what is in cells, None for texts."""
    return [cell.value if isinstance(cell.value, int | float) else None for cell in cells]


def lines_with(text: str, *parts: str) -> list[str]:
    """Return the lines of a terminal in which some texts stand one behind the other."""
    wanted = re.compile(".*".join(re.escape(part) for part in parts))
    return [line for line in text.splitlines() if wanted.search(line)]


def assert_no_formula(workbook: Workbook, start: str) -> None:
    """Texts with a start are there and quoted, and no cell of a workbook is calculated."""
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    hostile = [cell for cell in cells if str(cell.value).startswith(start)]
    assert hostile
    assert {(cell.data_type, cell.quotePrefix) for cell in hostile} == {("s", True)}
    assert "f" not in {cell.data_type for cell in cells}
