"""Opens a workbook that may be anything: too large, damaged, or made to do harm.

In come the bytes of a file; out comes the workbook, or a `ValueError` that says what is wrong.
Nothing in it is calculated, followed or run: formulas stay formulas, links are not kept, macros not
looked at. What stands in its cells is not known here.
"""

import re
import warnings
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

from simulator.language import _, mistake

LARGEST_UNPACKED = 30_000_000
"""Bytes of all that is in the file; a Center of a hundred procedures takes a tenth of it."""
MOST_MARKS = 500_000
"""Tags, attributes and ranges of all that is in the file, each of which takes time and memory; a
Center of fifteen procedures has some 40,000."""
MOST_CELLS_OF_A_RANGE = 10_000
"""Cells that are merged, or share a link: each is made when the workbook is opened."""

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins what Excel wrote before 2007, and what it writes with a password."""
_MARKS = (b"<", b" ", b":")
_RANGE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink|comment)\b[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']"
)


def opened(content: bytes) -> Workbook:
    """Open a workbook from the content of its file.

    Raises
    ------
    ValueError
        If it is none, or cannot be read.
    """
    if content.startswith(_OLD):
        raise mistake("is an old workbook (.xls), or has a password: save it as .xlsx without one")
    try:
        with ZipFile(BytesIO(content)) as archive:
            harm = _harm(archive)
        if not harm:
            with warnings.catch_warnings():  # Of what it drops, such as charts.
                warnings.simplefilter("ignore")
                workbook = load_workbook(BytesIO(content), keep_links=False)
            workbook.worksheets[0]  # Of a kind that the library does not know it has none.
            return workbook
    except Exception as error:  # The library lets pass whatever goes wrong within it.
        raise mistake(
            "is no workbook, or is damaged: open it in a spreadsheet and save it as .xlsx"
        ) from error
    raise ValueError(harm)


def _harm(archive: ZipFile) -> str:
    """Return what would fill the memory when it is opened; empty where nothing is of that kind."""
    if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
        most = LARGEST_UNPACKED // 1_000_000
        return _("unpacks to more than {most} MB: this is no scenario", most=most)
    marks = 0
    for name in archive.namelist():
        content = archive.read(name) if name.lower().endswith((".xml", ".rels")) else b""
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise BadZipFile(name)
        marks += sum(map(content.count, _MARKS))
        if marks > MOST_MARKS:
            return _("holds far more than any scenario: copy what counts into a new workbook")
        if sum(map(_cells, _RANGE.findall(content))) > MOST_CELLS_OF_A_RANGE:
            return _("has more than {most} merged or linked cells", most=MOST_CELLS_OF_A_RANGE)
    return ""


def _cells(reference: bytes) -> int:
    """Return how many cells a range has."""
    left, top, right, bottom = range_boundaries(reference.decode())
    if left is None or top is None or right is None or bottom is None:  # Whole rows or columns.
        return MOST_CELLS_OF_A_RANGE + 1
    return (right - left + 1) * (bottom - top + 1)
