"""Word: a letter as a file for word processors, on one sheet.

In: a `Letter`. Out: the bytes of the file, the same for the same letter. What it says is not known
here. The library that writes it is an extra: whoever asks for the file makes sure that it is there.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from simulator.language import language
from simulator.reports.charts import Chart
from simulator.reports.charts.drawing import plain
from simulator.reports.document import (
    Charts,
    Letter,
    Section,
    Shown,
    Sides,
    Table,
    Text,
    Tone,
    text_of,
)
from simulator.reports.files import UNDATED, undated
from simulator.results.program import DISTRIBUTION

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as Grid
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"

_SMALL = "Small"
"""Style of what stands in tables, and at the foot."""
_SMALLER = 0.875
"""Size of its letters beside that of the text."""

_WIDTH = 165
"""Millimetres between the margins of A4 that Decree 30/2020/NĐ-CP asks for: 30 left, 15 right."""

_SIDES = (2.0, 3.0)
"""Widths of what stands at the left and at the right, beside each other."""

_PICTURE, _GAP = 80, 5
"""Millimetres of a picture, and beside it."""

_LINES = 4
"""That the longest text of a column is broken into, or so."""
_MOST_ROOM = 40
"""Characters of that at most: the words of other columns are not to be broken for it."""
_LONGEST_WORD = 16
"""Characters of a word that is kept whole, likewise."""
_BESIDE_LINES = 4
"""Characters that there would be room for between the lines of a column and its texts."""

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def word_bytes(letter: Letter) -> bytes:
    """Return a letter as the content of a .docx file, in the language that it is in."""
    file = docx.Document()
    _set_up(file, letter)
    for sides in letter.head:
        _add_sides(file, sides)
    _write(file.add_paragraph(), Text(letter.title, Tone.STRONG), ALIGN.CENTER)
    about, *others = letter.facts
    for fact in (Text(about, Tone.STRONG), *map(Text, others)):
        _write(file.add_paragraph(), fact, ALIGN.CENTER)
    for section in letter.body:
        _add_section(file, section)
    for sides in letter.foot:
        _add_sides(file, sides, is_small=True)
    written = BytesIO()
    file.save(written)
    return undated(written)


def _set_up(file: "Document", letter: Letter) -> None:
    """Set paper, letters and language, and what the file says of itself."""
    paper = file.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin, paper.right_margin = Mm(30), Mm(15)
    paper.top_margin = paper.bottom_margin = Mm(20)
    plain_style = file.styles["Normal"]
    plain_style.font.name, plain_style.font.size = _FONT, Pt(letter.size)
    plain_style.paragraph_format.space_after = Pt(2)
    plain_style.paragraph_format.line_spacing = 1.0
    small = file.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = plain_style, Pt(_SMALLER * letter.size)
    for spoken in file.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGES[language()])
    properties = file.core_properties
    properties.author, properties.title = DISTRIBUTION, plain(letter.facts[0])
    properties.created = properties.modified = UNDATED


def _add_section(file: "Document", section: Section) -> None:
    """Add a section: its first text goes on behind its title, beside its pictures."""
    charts = [block for block in section.blocks if isinstance(block, Charts)]
    heading = _beside(file, charts[0].charts) if charts else file.add_paragraph()
    _write(heading, Text(section.title, Tone.STRONG), ALIGN.JUSTIFY)
    texts = [block for block in section.blocks if isinstance(block, str)]
    for place, text in enumerate(texts):
        _write(file.add_paragraph() if place else heading, Text(text), ALIGN.JUSTIFY)
    for block in section.blocks:
        if isinstance(block, Table):
            _add_table(file, block.seen(Shown.ON_PAGE))


def _beside(file: "Document", charts: Sequence[Chart]) -> "Paragraph":
    """Add pictures at the right, and return the paragraph at the left of them."""
    grid = file.add_table(1, 2)
    _set_widths(grid, (_WIDTH - _PICTURE - _GAP, _PICTURE + _GAP))
    left, right = grid.rows[0].cells
    for chart in charts:
        title = _write(
            right.paragraphs[0], Text(chart.title, Tone.QUIET), ALIGN.CENTER, is_small=True
        )
        picture = title.add_run().add_picture(BytesIO(chart.png), Mm(_PICTURE))
        picture._inline.docPr.set("descr", chart.alt)  # noqa: SLF001  # there is no other way to it
    heading: Paragraph = left.paragraphs[0]
    return heading


def _add_sides(file: "Document", sides: Sides, *, is_small: bool = False) -> None:
    """Add lines at the left and at the right: a table without borders."""
    grid = file.add_table(1, len(_SIDES))
    _set_widths(grid, _SIDES)
    for cell, lines in zip(grid.rows[0].cells, (sides.left, sides.right), strict=True):
        first, *others = cell.paragraphs[0], *(cell.add_paragraph() for _line in lines[1:])
        for paragraph, line in zip((first, *others), lines, strict=False):
            written = _write(paragraph, line, ALIGN.CENTER, is_small=is_small)
            written.paragraph_format.space_after = Pt(0)


def _add_table(file: "Document", table: Table) -> None:
    """Add a table with lines, its note below it."""
    rows = [tuple(Text(head, Tone.STRONG) for head in table.heads)]
    rows += [tuple(map(text_of, row)) for row in table.rows]
    grid = file.add_table(len(rows), len(table.heads), "Table Grid")
    _set_widths(grid, [_room([cell.text for cell in column]) for column in zip(*rows, strict=True)])
    for line, row in zip(grid.rows, rows, strict=True):
        for place, (cell, said) in enumerate(zip(line.cells, row, strict=True)):
            align = ALIGN.RIGHT if place in table.numbers else ALIGN.LEFT
            _write(
                cell.paragraphs[0], said, align, is_small=True
            ).paragraph_format.space_after = Pt(0)
    if table.note:
        _write(file.add_paragraph(), Text(table.note), is_small=True)


def _room(column: Sequence[str]) -> float:
    """Return how wide a column is beside others: as its longest word, more for long texts."""
    _head, *texts = column
    longest = max(len(word) for text in column for word in (text.split() or [""]))
    return (
        min(longest, _LONGEST_WORD) + min(max(map(len, texts)) / _LINES, _MOST_ROOM) + _BESIDE_LINES
    )


def _set_widths(grid: "Grid", widths: Sequence[float]) -> None:
    """Share the width of the paper out."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        for each in (column, *column.cells):
            each.width = Mm(_WIDTH * width / sum(widths))


def _write(
    paragraph: "Paragraph", text: Text, align: ALIGN = ALIGN.LEFT, *, is_small: bool = False
) -> "Paragraph":
    """Write a text into a paragraph, and return that."""
    paragraph.alignment = align
    run = paragraph.add_run(f"{' ' * bool(paragraph.text)}{plain(text.text)}")
    run.bold, run.italic = text.tone is Tone.STRONG, text.tone is Tone.QUIET
    if is_small:
        paragraph.style = _SMALL
    return paragraph
