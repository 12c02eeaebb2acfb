"""Sheets: the blocks of a section as rows, one below the other.

In: a `Section` of a document. Out: a sheet. Numbers stand in cells of their own: an interval takes
two columns, and with its mean three. It decides nothing about what is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from simulator.language import _
from simulator.reports.document import (
    Block,
    Cell,
    Interval,
    Items,
    Number,
    Row,
    Section,
    Shown,
    Table,
    Text,
    Tone,
    text_of,
)
from simulator.reports.figures import ABSENT
from simulator.reports.workbook.cells import (
    add_sheet,
    cell_at,
    make_room,
    set_widths,
    write_number,
    write_text,
)

_NARROWEST, _WIDEST = 11, 48
"""Characters of a column."""
_LEAST_OF_TEXT = 100
"""Characters that a text which stands alone in its row has room for at least."""

_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
_FONT = Font(name="Calibri", size=11)
"""The font that workbooks have by themselves."""
_FONTS = {
    Tone.STRONG: _FONT + Font(bold=True),
    Tone.QUIET: _FONT + Font(italic=True),
    Tone.MET: _FONT + Font(color="116329"),
    Tone.UNCLEAR: _FONT + Font(color="744500"),
    Tone.MISSED: _FONT + Font(color="A40E26"),
}


def add_section(workbook: Workbook, section: Section, *, header: str) -> None:
    """Add the sheet of a section.

    Parameters
    ----------
    workbook
        Where to.
    section
        What it shows; where that is a table alone, its heads stay in sight.
    header
        What stands at the head of every printed page.
    """
    sheet = add_sheet(workbook, section.title, header=header)
    match section.blocks:
        case [Table() as table]:
            _write(sheet, _lines(table), is_list=table.is_list)
            if table.heads:
                sheet.freeze_panes = "A2"
                sheet.print_title_rows = "1:1"
            if table.is_list:
                sheet.auto_filter.ref = sheet.dimensions
        case blocks:
            _write(sheet, _rows(blocks), is_list=False)


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    """Yield what blocks say row by row, with empty rows between them."""
    for block in filter(None, blocks):
        match block:
            case str() | Text():
                yield (block,)
                continue
            case Items():
                yield from _items(block)
            case Section():
                if block.title:
                    yield (Text(block.title, Tone.STRONG),)
                yield from _rows(block.blocks)
            case Table():
                if block.title:
                    yield (Text(block.title, Tone.STRONG),)
                yield from _lines(block)
                if block.note:
                    yield (Text(block.note, Tone.QUIET),)
            case _:
                raise TypeError(f"a workbook does not show {block!r}")
        yield ()


def _items(block: Items) -> Iterator[Row]:
    for place, said in enumerate((text_of(item) for item in block.items if item), start=1):
        yield (f"{place}. {said.text}" if block.are_numbered else said,)


def _lines(table: Table) -> Iterator[Row]:
    """Yield the heads and the rows of a table, each number in a cell of its own."""
    table = table.seen(Shown.IN_WORKBOOK)
    rows = [[_parts(cell) for cell in row] for row in table.rows]
    spans = [max(map(len, column)) for column in zip_longest(*rows, fillvalue=())]
    if table.heads:
        yield tuple(
            Text(head, Tone.STRONG)
            for name, span in zip(table.heads, spans, strict=True)
            for head in (name, *interval_heads())[_HEADS[span]]
        )
    for row in rows:
        yield tuple(
            cell
            for parts, span in zip(row, spans, strict=False)  # some rows are of one text
            for cell in (*parts, *[""] * (span - len(parts) if len(row) > 1 else 0))
        )


_HEADS = {1: slice(0, 1), 2: slice(1, 3), 3: slice(0, 3)}
"""Which of name, low and high stand over so many columns."""


def interval_heads() -> tuple[str, str]:
    """Return the heads of the columns of an interval."""
    return _("95 %, low"), _("95 %, high")


def _parts(cell: Cell) -> Sequence[Cell]:
    return cell.parts if isinstance(cell, Interval) else ("" if cell == ABSENT else cell,)


def _write(sheet: Worksheet, rows: Iterable[Row], *, is_list: bool) -> None:
    """Write rows into a sheet; in a list no row is higher than others."""
    every = list(rows)
    written = [row for row, above in zip(every, [(), *every], strict=False) if row or above]
    widths = _widths(written)
    set_widths(sheet, widths)
    for place, row in enumerate(written, start=1):
        for column, cell in enumerate(row, start=1):
            _fill(sheet, place, column, cell, is_wrapped=not is_list or place == 1)
        if len(row) == 1 and len(widths) > 1:
            sheet.merge_cells(
                start_row=place, end_row=place, start_column=1, end_column=len(widths)
            )
            make_room(sheet, place, text_of(row[0]).text, sum(widths))
    if is_list and widths[-1] == _WIDEST:
        # With the sentences of the last column the print would be too small to read.
        sheet.print_area = f"A1:{sheet.cell(len(written), len(widths) - 1).coordinate}"


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return the widths of columns, as their texts need; together they have room for sentences."""
    columns = zip_longest(*(row for row in rows if len(row) > 1), fillvalue="")
    widths = [
        min(max(_NARROWEST, *(len(text_of(cell).text) + 1 for cell in column)), _WIDEST)
        for column in columns
    ] or [0]
    widths[-1] += max(_LEAST_OF_TEXT - sum(widths), 0)
    return widths


def _fill(sheet: Worksheet, row: int, column: int, value: Cell, *, is_wrapped: bool) -> None:
    cell, said = cell_at(sheet, row, column), text_of(value)
    if not said.text:
        return
    if isinstance(value, Number):
        write_number(cell, value)
    else:
        write_text(cell, said.full or said.text)
    if said.tone in _FONTS:
        cell.font = _FONTS[said.tone]
    cell.alignment = _WRAPPED if is_wrapped else _TOP
