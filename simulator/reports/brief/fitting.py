"""Fitting: how large the letters of a brief may be, so that it stands on one sheet of A4.

In: the sections of a brief. Out: the size of its letters in points. Who lays it out breaks lines
where it likes: so what a text takes is told by its characters, and a part of the sheet is left for
what that does not know.
"""

import re
from collections.abc import Sequence

from simulator.reports.document import Block, Charts, Section, Table, text_of

SIZES = (13, 12, 11, 10, 9)
"""From the largest, which is that of Decree 30/2020/NĐ-CP, to the smallest that is read."""

_WIDTH, _HEIGHT = 165.0, 257.0
"""Millimetres between the margins of the decree."""
_LEFT = 0.95
"""Share of the height that is used."""

_LINE, _SIGN = 0.406, 0.153
"""Millimetres of a line, and of a character in it, for a point of size."""
_AROUND = 14.5
"""Lines of what stands above and below the sections."""
_SMALL = 0.875
"""Size of the letters of a table beside that of a text."""
_BROKEN = 1.45
"""Room that a row takes in lines of its own, beside that of its texts in a single one."""

_PICTURE, _BESIDE = 80.0, 81.0
"""Millimetres of a picture, and of what stands beside it."""
_CAPTION = 11.0
"""Millimetres of what stands above a picture."""

_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def fitting(sections: Sequence[Section]) -> int:
    """Return the largest size at which sections stand on the sheet; the smallest where none is."""
    return next((size for size in SIZES if height(sections, size) <= _LEFT * _HEIGHT), SIZES[-1])


def height(sections: Sequence[Section], size: float) -> float:
    """Return the millimetres that a brief takes, or so, with letters of a size."""
    return _AROUND * _LINE * size + sum(_section(each, size) for each in sections)


def _section(section: Section, size: float) -> float:
    """Return the height of a section, whose texts stand beside its picture as far as that goes."""
    charts = [
        each for block in section.blocks if isinstance(block, Charts) for each in block.charts
    ]
    beside = sum(_PICTURE * _ratio(each.svg) + _CAPTION for each in charts)
    texts = sum(_block(block, size) for block in section.blocks)
    return max(beside, texts + beside * (_WIDTH - _BESIDE) / _WIDTH) + _LINE * size / 4


def _block(block: Block, size: float) -> float:
    match block:
        case Table():
            rows = [[text_of(cell).text for cell in row] for row in (block.heads, *block.rows)]
            return (
                sum(_text(_BROKEN * sum(map(len, row)), _SMALL * size) for row in rows)
                + _LINE * size
            )
        case str():
            return _text(len(block), size)
    return 0.0


def _text(signs: float, size: float) -> float:
    """Return the height of a text of so many characters, its last line being half full."""
    return (signs * _SIGN * size / _WIDTH + 0.5) * _LINE * size


def _ratio(svg: str) -> float:
    """Return the height of a picture ÷ its width."""
    box = _BOX.search(svg)
    return float(box[2]) / float(box[1]) if box else 0.0
