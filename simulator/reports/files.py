"""Files for programs and for offices: JSON, CSV that opens rightly, archives without dates.

In: data, rows, or the archive that another library wrote. Out: text or bytes ready to be written.
What they are of is not known here.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from math import isnan
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic_core import to_jsonable_python

from simulator.language import language

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook knows no time zones
"""When every file was made, so that the same document gives the same file."""

_SIGNS = {"en": (",", "."), "vi": (";", ",")}
"""Between the cells of a line, and before decimals, by language."""

_BYTE_ORDER_MARK = "\ufeff"
_CALCULATED = re.compile(
    r"""^(?=[\x00-\x1f\ufeff] | \s*[=+\-@＝＋－＠])  # of what comes first, some is skipped
    | (?<=[;,\t\r\n])(?=[=+\-@＝＋－＠])  # begins a cell where it is split""",
    re.VERBOSE,
)
"""Where a text begins that a spreadsheet would calculate. Each splits lines at signs of its own,
and some also where a cell is quoted."""


def json_text(data: object) -> str:
    """Return data as JSON text for people and programs; a number that is none is null.

    Examples
    --------
    >>> json_text([0.5, float("nan")]).split()
    ['[', '0.5,', 'null', ']']
    """
    finite = to_jsonable_python(data, inf_nan_mode="null")
    return f"{json.dumps(finite, ensure_ascii=False, indent=2)}\n"


def spreadsheet(rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV that spreadsheets open rightly: UTF-8 with its mark, CRLF, no formulas.

    A spreadsheet takes the sign between cells and the decimal mark from the region that it is set
    to, so they are those of the language that is spoken: ``,`` and ``.`` in English, ``;`` and
    ``,`` in Vietnamese. The first line tells a program which of the two it reads.

    Examples
    --------
    >>> spreadsheet([["=1+1", 0.5, float("nan"), None]])
    "\ufeff'=1+1,0.5,,\r\n"
    """
    separator, decimal_mark = _SIGNS[language()]
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_cell(value, decimal_mark) for value in row] for row in rows)
    return _BYTE_ORDER_MARK + text.getvalue()


def write_rows(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as `spreadsheet` has them into a file."""
    path.write_text(spreadsheet(rows), encoding="utf-8", newline="")


def undated(archive: BytesIO) -> bytes:
    """Return an archive, as a workbook is one, whose parts bear no date of today."""
    content = BytesIO()
    with ZipFile(archive) as dated, ZipFile(content, "w", ZIP_DEFLATED) as parts:
        for name in dated.namelist():
            parts.writestr(ZipInfo(name, UNDATED.timetuple()[:6]), dated.read(name), ZIP_DEFLATED)
    return content.getvalue()


def _cell(value: object, decimal_mark: str) -> object:
    """Return a value as a cell, of which nothing is calculated."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float):
        return str(float(value)).replace(".", decimal_mark)
    return guarded(value) if isinstance(value, str) else value


def guarded(text: str) -> str:
    """Return a text with a quote before all that a spreadsheet would calculate.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Land;=1+1"), guarded("Land - 1")
    ("'=1+1", "Land;'=1+1", 'Land - 1')
    """
    return _CALCULATED.sub("'", text)
