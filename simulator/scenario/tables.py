"""Tables that planners hand in: text files of rows, as spreadsheets and programs write them.

In comes a path and the heading of a column; out comes a `TableColumn`: its cells as they were
written, each with its line, and how the file writes things: what stands between its cells, which
sign marks decimals. What is not sure is refused with its line and never guessed: a table read
wrongly makes wrong numbers that nobody sees. What a column means is not known here.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TypeVar

from simulator.language import N_, _, mistake, ngettext, reason
from simulator.scenario.files import file_content
from simulator.scenario.names import composed
from simulator.scenario.near_matches import near_match
from simulator.scenario.number_text import LIKE_THOUSANDS, number_text, sure_fraction
from simulator.signs import value_on_a_line

LARGEST_TABLE = 100_000_000
"""Bytes."""
MOST_LINES = 2_000_000
"""Lines of a table; a Center writes some hundred thousand tickets a year."""

_SEPARATORS = (";", "\t", ",")
_SAMPLE = 100
"""Rows that tell which of several signs in the headings stands between the cells."""
_MOST_HEADINGS = 8
"""Headings that a message lists."""
_LONGEST_CELL = 60
"""Characters of a cell that a message shows."""

_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[;,\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"[+\-−]?(?P<number>[.,]?[0-9][0-9.,]*)")

_NO_TEXT = (
    (b"PK\x03\x04", N_("is a workbook, not a table of text: save its sheet as “CSV UTF-8”")),
    (b"PAR1", N_("is a Parquet file, not a table of text: save it as CSV")),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_DECIMALS = {",": N_("decimal comma"), ".": N_("decimal point")}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a table was written, as far as its reader had to find out."""

    separator: str
    """The sign between cells; empty where there is one column."""
    decimal: str
    """The sign before decimals in the column; empty where no cell has any."""
    is_utf_16: bool
    blank_lines: int
    """Lines without a cell between those that have some."""

    def __str__(self) -> str:
        """Return what is not as a table usually is, in words; an empty text where nothing is."""
        words = [_(_DECIMALS[","])] if self.decimal == "," else []
        if self.separator not in ("", ","):
            sign = _("tab") if self.separator == "\t" else self.separator
            words.append(_("separator {sign}", sign=sign))
        if self.is_utf_16:
            words.append("UTF-16")
        if self.blank_lines:
            blank = ngettext(
                "{n} blank line passed over", "{n} blank lines passed over", self.blank_lines
            )
            words.append(blank.format(n=self.blank_lines))
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    file: Path
    heading: str
    cells: list[str]
    """As they are written, without the spaces around them."""
    lines: dict[str, int]
    """The line in which each distinct cell first stands, counted from 1, in their order."""
    conventions: Conventions

    def values(self, read: Callable[[str], Value]) -> list[Value]:
        """Return what `read` makes of each cell, whose number is given with a decimal point.

        Raises
        ------
        ValueError
            If a cell is empty, or `read` raises it; the message names file, line and cell.
        """
        values: dict[str, Value] = {}
        decimal = self.conventions.decimal
        for cell, line in self.lines.items():
            try:
                values[cell] = read(_with_point(cell, decimal))
            except ValueError as error:
                raise _refusal(self.file, line, str(error), cell) from None
        return [values[cell] for cell in self.cells]


def read_column(path: Path, heading: str) -> TableColumn:
    """Read a column of a table.

    Parameters
    ----------
    path
        A text file, UTF-8 or UTF-16, of at most 100 MB and 2,000,000 lines: a line of headings and
        then a line a row, with commas, semicolons or tabs between the cells. Its first line may say
        which (``sep=;``). Where the headings hold none of them there is one column, and a comma in
        a row marks decimals.
    heading
        The heading of the column.

    Raises
    ------
    ValueError
        If the file cannot be read, or could be read in more ways than one; the message names file
        and line, and says what to write.
    """
    text, is_utf_16 = _text(path)
    table = _ParsedTable(path, text)
    position = table.position(heading)
    cells, lines = table.column(position)
    if not cells:
        raise mistake("{path} has no rows under its headings", path=path)
    decimal = _decimal_sign(path, lines)
    conventions = Conventions(table.separator, decimal, is_utf_16, table.blank_lines)
    return TableColumn(path, table.headings[position], cells, lines, conventions)


def _text(path: Path) -> tuple[str, bool]:
    """Return what a file holds, and whether it is UTF-16, Excel's "Unicode text"."""
    try:
        content = file_content(path, LARGEST_TABLE)
    except OSError as error:
        raise mistake("{path} cannot be read: {reason}", path=path, reason=reason(error)) from None
    for beginning, message in _NO_TEXT:
        if content.startswith(beginning):
            raise ValueError(f"{path} {_(message)}")
    is_utf_16 = content.startswith(_UTF_16)
    try:
        text = content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            path,
            content.count(b"\n", 0, error.start) + 1,
            N_("is not a text file in UTF-8: save it as “CSV UTF-8”"),
        ) from None
    if "\0" in text:
        raise _refusal(
            path,
            text.count("\n", 0, text.index("\0")) + 1,
            N_("a character of no text stands here: save the file as “CSV UTF-8”"),
        )
    lines = max(text.count("\n"), text.count("\r"))
    if lines > MOST_LINES:
        raise mistake(
            "{path} has {lines} lines: at most {most} are read, so take a part of them",
            path=path,
            lines=lines,
            most=MOST_LINES,
        )
    return text, is_utf_16


class _ParsedTable:
    """A text taken apart into rows: its headings are known at once, its columns when asked for."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self.blank_lines = 0
        named = _SEPARATOR_LINE.match(text)
        self._text = text[named.end() :] if named else text
        self._first_line = 2 if named else 1
        self.separator = named["separator"] if named else self._found_separator()
        headings = next(self._rows(self.separator), (0, []))[1]
        self.headings = [composed(heading.strip()) for heading in headings]

    def position(self, heading: str) -> int:
        """Return the place of the column with a heading."""
        wanted = composed(heading.strip())
        if wanted not in self.headings:
            message = _(
                "{path} has no column {column!r}{hint}",
                path=self._path,
                column=heading,
                hint=near_match(wanted, self.headings),
            )
            raise ValueError(message + self._listed())
        if self.headings.count(wanted) > 1:
            raise _refusal(
                self._path,
                next(self._rows(self.separator))[0],
                N_("the heading {column!r} is given twice: rename one of the columns"),
                column=heading,
            )
        return self.headings.index(wanted)

    def column(self, position: int) -> tuple[list[str], dict[str, int]]:
        """Return the cells of a column below its heading, and the first line of each that is."""
        cells: list[str] = []
        lines: dict[str, int] = {}
        rows = self._rows(self.separator)
        next(rows, None)
        count = len(self.headings)
        self.blank_lines = blank = 0
        for line, row in rows:
            if not "".join(row).strip():
                blank += 1
                continue
            if len(row) != count:
                raise _refusal(self._path, line, self._miscount(len(row)))
            cell = row[position].strip()
            cells.append(cell)
            lines.setdefault(cell, line)
            self.blank_lines = blank
        return cells, lines

    def _rows(self, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the cells of each row from the headings on, with the line that it begins in."""
        reader = csv.reader(
            StringIO(self._text, newline=""),
            delimiter=separator or "\t",
            skipinitialspace=True,
            strict=True,
        )
        before = self._first_line
        has_begun = False
        while True:
            line = before + reader.line_num
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise _refusal(
                    self._path,
                    line,
                    N_("a quote that begins here is not closed, or closes in the middle of a cell"),
                ) from None
            has_begun = has_begun or bool("".join(row).strip())
            if has_begun:
                yield line, row

    def _found_separator(self) -> str:
        """Return the sign between the headings that parts the rows likewise; empty for none."""
        likely = [sign for sign in _SEPARATORS if self._counts(sign, 1)[:1] > [1]]
        if len(likely) < 2:  # noqa: PLR2004  # a choice
            return "".join(likely)
        fitting = [sign for sign in likely if len(set(self._counts(sign, _SAMPLE))) == 1]
        if len(fitting) == 1:
            return fitting[0]
        message = N_(
            "the headings can be parted in more ways than one: put e.g. sep=; in a line before them"
        )
        raise _refusal(self._path, next(self._rows(""))[0], message)

    def _counts(self, separator: str, rows: int) -> list[int]:
        """Return how many cells each of the first rows has; none where quotes are in the way."""
        try:
            return [len(row) for _line, row in islice(self._rows(separator), rows) if any(row)]
        except ValueError:
            return []

    def _miscount(self, cells: int) -> str:
        """Return that a row has more cells than there are headings, or fewer."""
        message = _(
            "this row has not as many cells as there are headings: {cells}, not {headings}",
            cells=cells,
            headings=len(self.headings),
        )
        if cells < len(self.headings):
            return message
        sign = _("a tab") if self.separator in ("", "\t") else self.separator
        hint = _(': a cell that holds {sign} needs quotes, as "3,5" does', sign=sign)
        return message + hint

    def _listed(self) -> str:
        """Return the headings for the end of a message; an empty text where there are none."""
        if not self.headings:
            return ""
        listed = [repr(heading) for heading in self.headings[:_MOST_HEADINGS]]
        listed += ["…"] * (len(self.headings) > _MOST_HEADINGS)
        headings = ", ".join(item[:_LONGEST_CELL] for item in listed)
        return _(": its headings are {headings}", headings=headings)


def _decimal_sign(path: Path, cells: Mapping[str, int]) -> str:
    """Return the sign before decimals in a column; empty where no cell has any.

    ``1.234`` may be a fraction or more than a thousand: other cells must tell. `cells` are the
    distinct ones in their order, each with its line.
    """
    sure: dict[str, tuple[str, int]] = {}
    doubtful: dict[str, tuple[str, int]] = {}
    for cell, line in cells.items():
        number = _number_in(cell)
        commas, points = number.count(","), number.count(".")
        if commas + points > 1:
            raise _refusal(path, line, N_("write it without separators between thousands"), cell)
        if commas or points:
            known = doubtful if LIKE_THOUSANDS.fullmatch(number) else sure
            known.setdefault("," if commas else ".", (cell, line))
    if len(sure) > 1:
        (_cell, earlier), (cell, line) = sorted(sure.values(), key=lambda found: found[1])
        one, other = (",", ".") if "," in _number_in(cell) else (".", ",")
        raise _refusal(
            path,
            line,
            N_("has a {one}, but line {line} has a {other}: write decimals in one way throughout"),
            cell,
            one=_(_DECIMALS[one]),
            other=_(_DECIMALS[other]),
            line=earlier,
        )
    for sign, (cell, line) in doubtful.items():
        if sign not in sure:
            number = _number_in(cell)
            raise _refusal(
                path,
                line,
                N_(
                    "can be read in two ways: write {whole} (no separator between thousands) or "
                    "{fraction} (a fraction)"
                ),
                cell,
                whole=re.sub("[.,]", "", number),
                fraction=number_text(float(number.replace(",", "."))),
            )
    return next(iter(sure), "")


def _number_in(cell: str) -> str:
    """Return the number that a cell begins with, without its sign; empty where there is none."""
    match = _LEADING_NUMBER.match(cell)
    return match["number"] if match else ""


def _with_point(cell: str, decimal: str) -> str:
    """Return a cell whose number has a decimal point, and is a fraction wherever it is read."""
    if not cell:
        raise mistake("an empty cell: write a time, or delete the row")
    if not decimal or decimal not in cell:
        return cell
    number = _number_in(cell)
    return cell.replace(number, sure_fraction(number.replace(decimal, ".")), 1)


def _refusal(path: Path, line: int, message: str, cell: str = "", /, **words: object) -> ValueError:
    """Return what is wrong in a line, and with which cell of it if it is with one.

    `message` is marked by `N_`, and takes the words; or it is told as it is.
    """
    shown = f"{value_on_a_line(cell, _LONGEST_CELL)}: " if cell else ""
    return ValueError(f"{path}:{line}: {shown}{_(message, **words)}")
