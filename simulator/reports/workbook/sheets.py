"""Sheets: the blocks of a section as rows, one below the other.

In: a `Section` of a document. Out: a sheet. Numbers stand in cells of their own: an interval takes
two columns, and with its mean three. It decides nothing about what is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
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

_NARROWEST, _WIDEST_HEAD, _WIDEST = 11, 25, 44
"""Characters of a column."""
_LEAST_OF_TEXT = 100
"""Characters that a text which stands alone in its row has room for at least."""

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
            _write(sheet, _lines(table, _spans([table])), is_list=table.is_list)
            if table.heads:
                sheet.freeze_panes = "A2"
                sheet.print_title_rows = "1:1"
            if table.is_list:
                sheet.auto_filter.ref = sheet.dimensions
        case blocks:
            _write(sheet, _rows(blocks, _spans(_tables(blocks))), is_list=False)


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table) and block:
            yield block
        elif isinstance(block, Section):
            yield from _tables(block.blocks)


def _spans(tables: Iterable[Table]) -> list[int]:
    """Return how many columns of the sheet each column of its tables takes: they share them."""
    own = (_own_spans(table.seen(Shown.IN_WORKBOOK)) for table in tables)
    return [max(spans) for spans in zip_longest(*own, fillvalue=1)]


def _own_spans(table: Table) -> list[int]:
    columns = zip_longest(*table.rows, fillvalue="")
    return [max(len(_parts(cell)) for cell in column) for column in columns]


def _rows(blocks: Iterable[Block], spans: Sequence[int]) -> Iterator[Row]:
    """Yield what blocks say row by row, with empty rows between them.

    `spans` are the columns of the sheet that those of its tables take.
    """
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
                yield from _rows(block.blocks, spans)
            case Table():
                if block.title:
                    yield (Text(block.title, Tone.STRONG),)
                yield from _lines(block, spans)
                if block.note:
                    yield (Text(block.note, Tone.QUIET),)
            case _:
                raise TypeError(f"a workbook does not show {block!r}")
        yield ()


def _items(block: Items) -> Iterator[Row]:
    for place, said in enumerate((text_of(item) for item in block.items if item), start=1):
        yield (f"{place}. {said.text}" if block.are_numbered else said,)


def _lines(table: Table, spans: Sequence[int]) -> Iterator[Row]:
    """Yield the heads and the rows of a table, each number in a cell of its own."""
    table = table.seen(Shown.IN_WORKBOOK)
    if table.heads:
        heads = [
            [Text(head, Tone.STRONG) for head in _heads(name, span)]
            for name, span in zip(table.heads, _own_spans(table), strict=True)
        ]
        yield _side_by_side(heads, spans)
    for row in table.rows:
        yield _side_by_side([_parts(cell) for cell in row], spans)


def _heads(name: str, span: int) -> tuple[str, ...]:
    """Return the heads of a column that takes so many: an interval has one at each end."""
    ends = _("95 %, low"), _("95 %, high")
    return {1: (name,), 2: ends, 3: (name, *ends)}[span]


def _side_by_side(row: Sequence[Sequence[Cell]], spans: Sequence[int]) -> Row:
    """Return the cells of a row, each with as many columns as it takes."""
    return tuple(
        cell
        for parts, span in zip(row, spans, strict=False)
        for cell in (*parts, *[""] * (span - len(parts)))
    )


def _parts(cell: Cell) -> Sequence[Cell]:
    """Return what stands in cells of their own; nothing stands for what there is not."""
    return cell.parts if isinstance(cell, Interval) else ("" if cell == ABSENT else cell,)


def _write(sheet: Worksheet, rows: Iterable[Row], *, is_list: bool) -> None:
    """Write rows into a sheet; in a list no row is higher than others."""
    every = list(rows)
    written = [row for row, above in zip(every, [(), *every], strict=False) if row or above]
    widths = _widths(written)
    set_widths(sheet, widths)
    for place, row in enumerate(written, start=1):
        is_wrapped = not is_list or place == 1
        for column, (cell, width) in enumerate(zip(row, widths, strict=False), start=1):
            room = width if len(row) > 1 else sum(widths)
            _fill(sheet, cell_at(sheet, place, column), cell, room if is_wrapped else 0)
        if len(row) == 1 and len(widths) > 1:
            sheet.merge_cells(None, place, 1, place, len(widths))
    if is_list and widths[-1] == _WIDEST:
        # With the sentences of the last column the print would be too small to read.
        sheet.print_area = f"A1:{sheet.cell(len(written), len(widths) - 1).coordinate}"


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return the widths of columns, as their texts need; together they have room for sentences."""
    columns = zip_longest(*(row for row in rows if len(row) > 1), fillvalue="")
    widths = [
        min(max(_NARROWEST, *(_width(text_of(cell)) for cell in column)), _WIDEST)
        for column in columns
    ] or [0]
    widths[-1] += max(_LEAST_OF_TEXT - sum(widths), 0)
    return widths


def _width(said: Text) -> int:
    """Return how wide a column is for a text; long heads break."""
    return min(len(said.text) + 2, _WIDEST_HEAD if said.tone is Tone.STRONG else _WIDEST)


def _fill(sheet: Worksheet, cell: SheetCell, value: Cell, room: float) -> None:
    """Write a cell; a text is broken in the room that it has, in characters, if it has any."""
    said = text_of(value)
    if isinstance(value, Number):
        write_number(cell, value)
    elif text := said.full or said.text:
        write_text(cell, text)
        if room:
            make_room(sheet, cell.row, text, room)
    else:
        return
    if said.tone in _FONTS:
        cell.font = _FONTS[said.tone]
    # A text behind a number, which stands to the right, is set off from it.
    is_beside = cell.column > 1 and not isinstance(value, Number)
    cell.alignment = Alignment(
        horizontal="left" if is_beside else None,
        indent=int(is_beside),
        vertical="top",
        wrap_text=bool(room),
    )
