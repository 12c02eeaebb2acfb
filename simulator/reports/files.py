"""Files for programs and spreadsheets: JSON, and CSV that opens rightly.

In: data, or rows. Out: text ready to be written. What the rows are of is not known here.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from math import isnan

from simulator.language import language

_SIGNS = {"en": (",", "."), "vi": (";", ",")}
"""Between the cells of a line, and before decimals, by language."""

_BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would calculate."""


def json_text(data: object) -> str:
    """Return data as JSON text for people and programs.

    Raises
    ------
    ValueError
        If it holds nan or an infinite number, which JSON has not.
    """
    return f"{json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)}\n"


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


def _cell(value: object, decimal_mark: str) -> object:
    """Return a value as a cell; text that a spreadsheet would calculate gets a quote before it."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float):
        return str(float(value)).replace(".", decimal_mark)
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value
