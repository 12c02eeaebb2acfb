"""The sheet of form II.06a, laid out as the paper is.

In: the `FormTable`. Out: a sheet, ready to be printed. Like the form, it is Vietnamese.
"""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from simulator.reports.document import Number
from simulator.reports.figures import COUNT
from simulator.reports.run.form_table import FormTable
from simulator.reports.workbook.cells import (
    add_sheet,
    cell_at,
    make_room,
    set_widths,
    write_number,
    write_text,
)

_FONT = "Times New Roman"
_WIDTHS = (5.0, 34.0, *[10.0] * 11)
_EDGE = Side(style="thin")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def add_form(workbook: Workbook, title: str, form: FormTable) -> None:
    """Add the sheet of the form."""
    sheet = add_sheet(workbook, title, header=form.form, footer=("Số liệu mô phỏng", "Trang &P/&N"))
    set_widths(sheet, _WIDTHS)
    head = _write_title(sheet, form)
    first = _write_heads(sheet, head, form)
    after = _write_rows(sheet, first, form)
    for cells in sheet.iter_rows(min_row=head, max_row=after - 1, max_col=len(form.numbers)):
        for cell in cells:
            cell.border = _BOX
    _write(sheet, after + 1, form.note, columns=(1, 13), italic=True, align="left")
    sheet.freeze_panes = f"C{first}"
    sheet.print_title_rows = f"{head}:{first - 1}"
    sheet.print_options.horizontalCentered = True


def _write_title(sheet: Worksheet, form: FormTable) -> int:
    """Write what stands above the table; return the row after it."""
    _write(sheet, 1, form.form, columns=(1, 2), bold=True, align="left")
    _write(sheet, 1, form.title, columns=(3, 9), bold=True)
    _write(sheet, 1, form.reporter, columns=(10, 13), align="left")
    row = 2
    for line in form.period_lines:
        _write(sheet, row, line, columns=(3, 9), bold=row == 2)  # noqa: PLR2004  # the first
        row += 1
    _write(sheet, row, form.unit, columns=(8, 13), italic=True, align="right")
    return row + 1


def _write_heads(sheet: Worksheet, row: int, form: FormTable) -> int:
    """Write the headings and the numbers of the columns; return the row after them."""
    for headings in form.headings:
        for text, column, columns, rows in headings:
            span = (column, column + columns - 1)
            _write(sheet, row, text, columns=span, rows=rows, bold=True)
        row += 1
    for column, number in enumerate(form.numbers, start=1):
        _write(sheet, row, number, columns=(column, column), italic=True)
    return row + 1


def _write_rows(sheet: Worksheet, row: int, form: FormTable) -> int:
    """Write the numbers of the fields and the totals; return the row after them."""
    for number, field, cells in form.rows:
        is_total = number is None
        if number is not None:
            _write(sheet, row, number, columns=(1, 1))
        _write(sheet, row, field, columns=(2, 2), bold=is_total, align="left")
        for column, count in enumerate(cells, start=3):
            _write(sheet, row, count, columns=(column, column), bold=is_total, align="right")
        row += 1
    return row


def _write(
    sheet: Worksheet,
    row: int,
    value: str | int,
    *,
    columns: tuple[int, int],
    rows: int = 1,
    bold: bool = False,
    italic: bool = False,
    align: str = "center",
) -> None:
    """Write a cell over its columns and rows, from the first to the last, and make room for it."""
    first, last = columns
    cell = cell_at(sheet, row, first)
    if isinstance(value, str):
        write_text(cell, value)
    else:
        write_number(cell, Number.of(value, COUNT))
    cell.font = Font(name=_FONT, size=11, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if first < last or rows > 1:
        sheet.merge_cells(
            start_row=row, end_row=row + rows - 1, start_column=first, end_column=last
        )
    if rows == 1:
        make_room(sheet, row, str(value), sum(_WIDTHS[first - 1 : last]))
