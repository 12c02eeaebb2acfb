"""Cells and sheets: what all sheets of a workbook have in common.

In: texts and numbers. Out: cells that hold them, texts never as formulas, and sheets that print on
A4. It knows nothing of what they mean.
"""

import re
from collections.abc import Sequence
from datetime import date
from math import isfinite, isnan
from textwrap import wrap
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from simulator.reports.document import Number
from simulator.reports.figures import PERCENT, pattern, sign_of
from simulator.reports.files import guarded

LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""

_LONGEST_TITLE = 31
_LONGEST_HEADER = 100
"""Of a text at the head of a page; a workbook whose whole line is past 255 does not open."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has not (XML 1.0, production 2)."""
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Begins a character given by its code (ECMA-376 part 1, 22.9.2.19)."""
_NO_TITLE = re.compile(r"[\\*?:/\[\]]")

_LINE = 15.0
"""Points from one line to the next."""


def cleaned(text: str) -> str:
    r"""Return a text as a workbook can hold it: without characters that XML has not.

    Examples
    --------
    >>> cleaned("Land\x00 and\r\nhouses"), cleaned("_x0041_")
    ('Land and\nhouses', '_x005F_x0041_')
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CODED.sub("_x005F_", _FORBIDDEN.sub("", lines))[:LONGEST_TEXT]


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that is not merged into another: it can be written to."""
    return cast("Cell", sheet.cell(row, column))


def write_text(cell: Cell, text: str) -> None:
    """Write a text that stays one, also when somebody edits the cell."""
    cell.value = cleaned(text)
    cell.data_type = "s"
    cell.quotePrefix = guarded(cell.value) != cell.value


def write_value(cell: Cell, value: str | float | date, number_format: str = "General") -> None:
    """Write a text, a number in full, or a day, shown by a format."""
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, date):
        cell.value = value
    else:
        # openpyxl writes 16 digits of a number, and a double may need 17: hence as a text.
        cell.value = repr(value)
        cell.data_type = "n"
    cell.number_format = number_format


def write_number(cell: Cell, number: Number) -> None:
    """Write a number in full, shown as people read it; nothing where it does not exist."""
    if isfinite(number.value):
        value = number.value if isinstance(number.value, int) else float(number.value)
        write_value(cell, value, _format(number))
    elif not isnan(number.value):
        write_text(cell, number.text)


def _format(number: Number) -> str:
    """Return the format of a number: its decimals, its unit and what stands around it."""
    is_share = number.unit.scale == PERCENT.scale
    sign = "%" if is_share else _literal(sign_of(number.unit))
    decimals = pattern(number.decimals)
    return f"{_literal(number.before)}{decimals}{sign}{_literal(number.after)}"


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def add_sheet(
    workbook: Workbook, title: str, *, header: str, footer: tuple[str, str] = ("", "&P/&N")
) -> Worksheet:
    """Add a sheet that prints on A4 across, as wide as the page.

    Parameters
    ----------
    workbook
        Where to.
    title
        Its title; what titles cannot hold is left out.
    header
        What stands at the head of every printed page.
    footer
        What stands at its foot, left and right, in the code that spreadsheets have for it.
    """
    sheet = workbook.create_sheet(_NO_TITLE.sub(" ", cleaned(title))[:_LONGEST_TITLE].strip(" '"))
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddHeader.left.text = cleaned(header)[:_LONGEST_HEADER].replace("&", "&&")
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = footer
    return cast("Worksheet", sheet)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns, in characters."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def make_room(sheet: Worksheet, row: int, text: str, width: float) -> None:
    """Make a row high enough for a text in merged cells: spreadsheets make none higher for it."""
    height = sheet.row_dimensions[row].height or _LINE
    lines = sum(len(wrap(line, int(width))) for line in text.splitlines())
    sheet.row_dimensions[row].height = max(height, _LINE * lines)
