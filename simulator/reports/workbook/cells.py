"""Cells and sheets: what all sheets of the workbook have in common.

In: texts, numbers and estimates. Out: cells that hold them, texts never as formulas, and sheets
that print on A4. It knows nothing of what they mean.
"""

import re
from collections.abc import Iterable, Sequence
from math import isnan
from typing import NamedTuple, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import _
from simulator.measures import Estimate
from simulator.reports.document import Text, Tone
from simulator.reports.figures import Unit, decimals, pattern
from simulator.reports.files import STARTS_A_FORMULA

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

WRAPPED = Alignment(wrap_text=True, vertical="top")
BOLD = Font(name="Calibri", size=11, bold=True)
ITALIC = Font(name="Calibri", size=11, italic=True)
"""The font that workbooks have by themselves, bold and slanted."""


_FONTS = {Tone.STRONG: BOLD, Tone.QUIET: ITALIC}


class Number(NamedTuple):
    """A number in full, and how it is shown."""

    value: float
    unit: Unit
    places: int
    """Decimals that are shown."""


Row: TypeAlias = Sequence[str | Text | Number | None]


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
    cell.quotePrefix = cell.value.startswith(STARTS_A_FORMULA)


def write_number(cell: Cell, value: float, unit: Unit, places: int) -> None:
    """Write a number in full, shown with so many decimals; nothing where it does not exist."""
    if not isnan(value):
        # openpyxl writes 16 digits of a number, and a double may need 17: hence as a text.
        cell.value = repr(value if isinstance(value, int) else float(value))
        cell.data_type = "n"
        cell.number_format = pattern(places) + "%" * (unit.scale == 100)  # noqa: PLR2004  # percent


def spread(estimate: Estimate, unit: Unit) -> tuple[Number | None, ...]:
    """Return mean, low and high of an estimate, each for a cell of its own."""
    places = decimals(estimate, unit)
    values = (estimate.mean, estimate.low, estimate.high)
    return tuple(None if value is None else Number(value, unit, places) for value in values)


def write_rows(sheet: Worksheet, rows: Iterable[Row], *, first: int, is_wrapped: bool) -> None:
    """Write rows of cells, one below the other.

    Parameters
    ----------
    sheet
        Where to.
    rows
        Texts, numbers, and None for nothing.
    first
        The row where they begin.
    is_wrapped
        Whether long texts are broken; one that stands alone in its row never is.
    """
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            cell = cell_at(sheet, number, column)
            if isinstance(value, Number):
                write_number(cell, *value)
            elif value:
                text = Text(value) if isinstance(value, str) else value
                write_text(cell, text.text)
                if text.tone in _FONTS:
                    cell.font = _FONTS[text.tone]
            if is_wrapped and len(row) > 1:
                cell.alignment = WRAPPED


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


def set_heads(sheet: Worksheet, heads: Sequence[str], widths: Sequence[float]) -> None:
    """Write the heads of a table into the first row, which stays in sight."""
    set_widths(sheet, widths)
    write_rows(sheet, [[Text(head, Tone.STRONG) for head in heads]], first=1, is_wrapped=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def interval_heads() -> tuple[str, str]:
    """Return the heads of the columns of an interval."""
    return _("95 %, low"), _("95 %, high")
