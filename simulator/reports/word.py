"""Word: a letter as a file for word processors, on one sheet.

In: a `Letter`. Out: the bytes of the file, the same for the same letter. What it says is not known
here. The library that writes it is an extra: whoever asks for the file makes sure that it is there.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from simulator.language import language
from simulator.reports.charts.drawing import plain
from simulator.reports.document import (
    Block,
    Charts,
    Letter,
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

_FONT, _SIZE, _TITLE, _SMALL = "Times New Roman", Pt(12), Pt(14), Pt(10.5)

_WIDTH = 165
"""Millimetres between the margins of A4 that Decree 30/2020/NĐ-CP asks for: 30 left, 15 right."""

_SIDES = (2.0, 3.0)
"""Widths of what stands at the left and at the right, beside each other."""

_PICTURE = Mm(90)

_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def word_bytes(letter: Letter) -> bytes:
    """Return a letter as the content of a .docx file, in the language that it is in."""
    file = docx.Document()
    _set_up(file, letter)
    for sides in letter.head:
        _add_sides(file, sides)
    _write(file.add_paragraph(), Text(letter.title, Tone.STRONG), ALIGN.CENTER, _TITLE)
    about, *others = letter.facts
    for fact in (Text(about, Tone.STRONG), *map(Text, others)):
        _write(file.add_paragraph(), fact, ALIGN.CENTER)
    for section in letter.body:
        heading = _write(file.add_paragraph(), Text(section.title, Tone.STRONG), ALIGN.JUSTIFY)
        for place, block in enumerate(filter(None, section.blocks)):
            _add(file, block, heading if place == 0 else None)
    for sides in letter.foot:
        _add_sides(file, sides)
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
    plain_style.font.name, plain_style.font.size = _FONT, _SIZE
    plain_style.paragraph_format.space_after = Pt(2)
    for spoken in file.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGES[language()])
    properties = file.core_properties
    properties.author, properties.title = DISTRIBUTION, plain(letter.facts[0])
    properties.created = properties.modified = UNDATED


def _add(file: "Document", block: Block, heading: "Paragraph | None") -> None:
    """Add what a section of a letter has; a text goes on behind its heading."""
    match block:
        case str() | Text():
            _write(heading or file.add_paragraph(), text_of(block), ALIGN.JUSTIFY)
        case Table():
            _add_table(file, block.seen(Shown.ON_PAGE))
        case Charts():
            for chart in block.charts:
                line = file.add_paragraph()
                line.alignment = ALIGN.CENTER
                picture = line.add_run().add_picture(BytesIO(chart.png), _PICTURE)
                picture._inline.docPr.set("descr", chart.alt)  # noqa: SLF001  # no other way to it
                _write(file.add_paragraph(), Text(chart.title, Tone.QUIET), ALIGN.CENTER, _SMALL)
        case _:
            raise TypeError(f"a letter has no {type(block).__name__}")


def _add_sides(file: "Document", sides: Sides) -> None:
    """Add lines at the left and at the right: a table without borders."""
    grid = file.add_table(1, len(_SIDES))
    _set_widths(grid, _SIDES)
    for cell, lines in zip(grid.rows[0].cells, (sides.left, sides.right), strict=True):
        first, *others = cell.paragraphs[0], *(cell.add_paragraph() for _line in lines[1:])
        for paragraph, line in zip((first, *others), lines, strict=False):
            _write(paragraph, line, ALIGN.CENTER)


def _add_table(file: "Document", table: Table) -> None:
    """Add a table with lines, its note below it."""
    rows = [tuple(Text(head, Tone.STRONG) for head in table.heads)]
    rows += [tuple(map(text_of, row)) for row in table.rows]
    grid = file.add_table(len(rows), len(table.heads), "Table Grid")
    _set_widths(grid, [_room([row[place].text for row in rows]) for place in range(len(rows[0]))])
    for line, row in zip(grid.rows, rows, strict=True):
        for place, (cell, said) in enumerate(zip(line.cells, row, strict=True)):
            align = ALIGN.RIGHT if place in table.numbers else ALIGN.LEFT
            _write(cell.paragraphs[0], said, align, _SMALL).paragraph_format.space_after = Pt(0)
    _write(file.add_paragraph(), Text(table.note), size=_SMALL)


def _room(texts: Sequence[str]) -> float:
    """Return how wide a column is beside others: as its longest word, and more for long texts."""
    return max(max(len(word) for word in text.split() or [""]) + len(text) ** 0.5 for text in texts)


def _set_widths(grid: "Grid", widths: Sequence[float]) -> None:
    """Share the width of the paper out."""
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(_WIDTH * width / sum(widths))


def _write(
    paragraph: "Paragraph", text: Text, align: ALIGN = ALIGN.LEFT, size: Pt = _SIZE
) -> "Paragraph":
    """Write a text into a paragraph, and return that."""
    paragraph.alignment = align
    run = paragraph.add_run(f"{' ' * bool(paragraph.text)}{plain(text.text)}")
    run.bold, run.italic, run.font.size = text.tone is Tone.STRONG, text.tone is Tone.QUIET, size
    return paragraph
