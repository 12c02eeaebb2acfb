"""Files of records: CSV, workbooks and Parquet, opened and read as columns of texts.

In: paths or a content, and which columns there may be. Out: a `LogTable` of those that are
recognised; no other column is kept. A format is known by how a file begins, whatever its name. What
cells mean is not known here.
"""

# ruff: noqa: PLC0415  # A library is loaded for the files that it reads.

import csv
import gzip
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa

from simulator.language import _, reason
from simulator.records.pages import unpacked_bytes
from simulator.records.problems import Excluded, Reason, RecordsError
from simulator.records.tables import TEXTS, Asked, Heads, LogTable, likeliest
from simulator.scenario.files import regular_file
from simulator.scenario.names import path_text


class Bounds(NamedTuple):
    """How much of a file is read."""

    unpacked: int
    """Bytes."""
    rows: int
    """Or cells, of a workbook."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file, of which nobody knows who made it: it is read within bounds."""

    name: str
    data: bytes

    def opened(self) -> BinaryIO:
        """Open it, unpacked where it is packed by gzip.

        Raises
        ------
        RecordsError
            If there is too much in it.
        """
        data, most = self.data, CONTENT.unpacked
        if data.startswith(_GZIP):
            data = gzip.GzipFile(fileobj=BytesIO(data)).read(most + 1)
        if len(data) > most or data.count(b"\n") > CONTENT.rows:
            raise _too_much(self.name)
        return BytesIO(data)


Paths: TypeAlias = str | Path | Iterable[str | Path]

CONTENT = Bounds(100_000_000, 2_000_000)
"""Of contents; the log of a year of a large Center has a third of it."""
_FILE = Bounds(sys.maxsize, sys.maxsize)
LONGEST_ROW = 1 << 23
"""Bytes of a row."""

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 18
"""Bytes among which the headings of a text are looked for."""
_BEFORE = 30
"""Rows among which they are."""

_GZIP, _PARQUET, _ZIP, _OLE = b"\x1f\x8b", b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files begin."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_BROKEN_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)
_BROKEN_WORKBOOK = (
    *(*_BROKEN_GZIP, zipfile.BadZipFile, SyntaxError),
    *(AttributeError, LookupError, RuntimeError, TypeError, ValueError),
)
"""What libraries raise for a file that is not what it began as; in a workbook there is XML."""


def read_tables(paths: Paths | Content, asked: Asked) -> LogTable:
    """Read a file, or several, into one table.

    Raises
    ------
    RecordsError
        If one cannot be read, or lacks a column that is needed.
    """
    if isinstance(paths, Content):
        with _problems_of(paths.name):
            return _read(paths.name, paths.opened(), asked, CONTENT)
    files = [paths] if isinstance(paths, str | Path) else paths
    return LogTable.joined([_read_path(Path(file), asked) for file in files], asked)


def _read_path(path: Path, asked: Asked) -> LogTable:
    name = path_text(path)
    with _problems_of(name), regular_file(path) as file:
        return _read(name, file, asked, _FILE)


def _read(name: str, file: BinaryIO, asked: Asked, most: Bounds) -> LogTable:
    with file:
        begin = file.read(len(_ZIP))
        if not begin:
            raise RecordsError(_("{file}: the file is empty", file=name))
        file.seek(0)
        if begin == _OLE:
            raise RecordsError(
                _("{file}: is an old or a locked workbook: save it as .xlsx", file=name)
            )
        if begin == _PARQUET:
            return _read_parquet(name, file, asked, most)
        if begin == _ZIP:
            return _read_workbook(name, file, asked, most)
        return _read_csv(name, file, asked)


@contextmanager
def _problems_of(file: str) -> Iterator[None]:
    """Say in a planner's words what a library finds wrong with a file."""
    try:
        yield
    except _BROKEN_GZIP as error:
        raise RecordsError(_("{file}: the file is damaged or cut off", file=file)) from error
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise RecordsError(_of_library(file, str(error))) from error
    except OSError as error:
        if error.errno is None:
            raise RecordsError(_of_library(file, str(error))) from error
        message = _("{file}: cannot be read: {reason}", file=file, reason=reason(error))
        raise RecordsError(message) from error


def _too_much(file: str) -> RecordsError:
    message = _(
        "{file}: has more than {rows} rows or cells, or unpacks to more than {most} MB: this is no "
        "log of one year",
        file=file,
        rows=CONTENT.rows,
        most=CONTENT.unpacked // 1_000_000,
    )
    return RecordsError(message)


def _of_library(file: str, problem: str) -> str:
    """Say what a library finds wrong; not in its own words, which may hold what stands there."""
    if "UTF8" in problem or "codec" in problem:
        return _("{file}: is not a text file in UTF-8: save it as “CSV UTF-8”", file=file)
    if "block" in problem:
        most = LONGEST_ROW >> 20
        return _(
            "{file}: a row is longer than {most} MB: is a quote not closed?", file=file, most=most
        )
    return _("{file}: the file is damaged or cut off", file=file)


# CSV


def _read_csv(name: str, file: BinaryIO, asked: Asked) -> LogTable:
    from pyarrow import csv as arrow

    sample = _unpacked(file).read(_SAMPLE)
    encoding = "utf-16" if sample.startswith(_UTF_16) else "utf-8"
    text = sample.decode(encoding, errors="replace").removeprefix("\ufeff")
    heads = likeliest(_heads_of_text(text, asked)).checked(name, asked)
    types = {str(place): asked.type_of(what) for what, place in heads.columns.items()}

    def read(encoding: str, skip: Callable[[Any], str] | None = None) -> Any:
        is_plain = skip is None
        return arrow.read_csv(
            pa.PythonFile(_unpacked(file), mode="r"),
            read_options=arrow.ReadOptions(
                column_names=[str(place) for place in range(len(heads.names))],
                skip_rows=heads.end,
                block_size=LONGEST_ROW,
                encoding=encoding,
                use_threads=is_plain,  # Where a row stands is known if there is but one.
            ),
            parse_options=arrow.ParseOptions(
                delimiter=heads.separator,
                newlines_in_values=not is_plain,
                invalid_row_handler=skip,
            ),
            convert_options=arrow.ConvertOptions(include_columns=list(types), column_types=types),
        )

    misfits: list[tuple[int, int]] = []

    def note(row: Any) -> str:
        misfits.append((row.number, row.actual_columns))
        return "skip"

    try:
        table = read(encoding)
    except pa.ArrowInvalid:
        # A row has other cells, or a cell has lines. To decode such a row can fail where the
        # library cannot say so: all is decoded before.
        table = read("utf-8-sig" if encoding == "utf-8" else encoding, note)
    pa.default_memory_pool().release_unused()
    wrong = np.array([number for number, _cells in misfits], np.int64)
    every = np.arange(len(table) + len(wrong), dtype=np.int64) + heads.end + 1
    shown = (
        _("{n} cells, {headings} headings", n=cells, headings=len(heads.names))
        for _number, cells in misfits
    )
    return LogTable.of(
        name,
        heads,
        {what: table.column(str(place)) for what, place in heads.columns.items()},
        row=np.setdiff1d(every, wrong, assume_unique=True) if misfits else every,
        excluded=Excluded.of(name, wrong, Reason.CELLS, shown),
    )


def _unpacked(file: BinaryIO) -> Any:
    """Return a file from its beginning, through gzip if it is packed by it."""
    file.seek(0)
    is_packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if is_packed else file


def _heads_of_text(text: str, asked: Asked) -> Iterator[Heads]:
    """Yield the rows that may be those of the headings, by every sign between cells."""
    for separator in _SEPARATORS:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        try:
            for row in filter(any, islice(reader, _BEFORE)):
                yield Heads.of(row, asked, end=reader.line_num, separator=separator)
        except csv.Error:  # A cell is too long for a heading.
            continue


# Workbooks


def _read_workbook(name: str, file: BinaryIO, asked: Asked, most: Bounds) -> LogTable:
    from openpyxl import load_workbook

    opening = {"read_only": True, "data_only": True, "keep_links": False}
    try:
        if sum(part.file_size for part in zipfile.ZipFile(file).infolist()) > most.unpacked:
            raise _too_much(name)
        with (
            warnings.catch_warnings(action="ignore"),
            closing(load_workbook(file, **opening)) as book,
        ):
            sheets = {sheet.title: _cells(sheet, name, most.rows) for sheet in book.worksheets}
    except RecordsError:
        raise
    except _BROKEN_WORKBOOK as error:
        raise RecordsError(_("{file}: the file is damaged or cut off", file=name)) from error
    heads = {sheet: likeliest(_heads_of_sheet(cells, asked)) for sheet, cells in sheets.items()}
    of_logs = [sheet for sheet in sheets if heads[sheet].has_all_of(asked)]
    if not of_logs:
        best = likeliest(heads.values())
        of_logs = [sheet for sheet in sheets if heads[sheet] is best]
    tables = []
    for sheet in of_logs:
        own = heads[sheet].checked(name, asked)
        below = sheets[sheet][own.end :]
        columns = {}
        for what, place in own.columns.items():
            texts = (_text(row[place]) if place < len(row) else "" for row in below)
            columns[what] = _column(pa.array(texts, TEXTS), asked, what)
        label = name if len(of_logs) == 1 else f"{name}: {sheet}"
        tables.append(LogTable.of(label, own, columns, row=np.arange(len(below)) + own.end + 1))
    return LogTable.joined(tables, asked)


def _cells(sheet: Any, file: str, most: int) -> list[list[object]]:
    """Return what stands in the cells of a sheet, row by row, up to the last that has anything.

    Cells are counted as they come: where a single one stands far off, all before it do.
    """
    sheet.reset_dimensions()  # What the file says of them may be wrong.
    rows, size, last = [], 0, 0
    for row in sheet.iter_rows():
        size += 1 + len(row)
        if size > most:
            raise _too_much(file)
        values = [None if cell.data_type == "e" else cell.value for cell in row]
        while values and values[-1] in (None, ""):
            values.pop()
        rows.append(values)
        if values:
            last = len(rows)
    return rows[:last]


def _heads_of_sheet(rows: list[list[object]], asked: Asked) -> Iterator[Heads]:
    """Yield the rows that may be those of the headings."""
    for number, row in enumerate(rows[:_BEFORE]):
        yield Heads.of([_text(cell) for cell in row], asked, end=number + 1)


def _text(cell: object) -> str:
    """Return a cell of a workbook as a text; a date as it is written elsewhere."""
    match cell:
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case None:
            return ""
    return "" if cell != cell else str(cell)  # noqa: PLR0124  # not a number


def _column(cells: Any, asked: Asked, what: str) -> pa.ChunkedArray:
    """Return texts as a column."""
    return pa.chunked_array([cells]).cast(asked.type_of(what))


# Parquet


def _read_parquet(name: str, file: BinaryIO, asked: Asked, most: Bounds) -> LogTable:
    import pyarrow.parquet as pq

    source = pq.ParquetFile(file)
    footer = source.metadata
    if footer.num_rows > most.rows:
        raise _too_much(name)
    names = [field.name for field in source.schema_arrow if not _may_be_of_any_size(field.type)]
    heads = Heads.of(names, asked).checked(name, asked)
    wanted = [heads.names[place] for place in heads.columns.values()]
    if most is not _FILE and unpacked_bytes(file, footer, wanted) > most.unpacked:
        raise _too_much(name)
    # A text that stands in many rows is read once, and counted before each row has its own.
    table = pq.ParquetFile(file, read_dictionary=wanted).read(columns=wanted)
    if sum(map(_size, table.columns)) > most.unpacked:
        raise _too_much(name)
    columns = {
        what: _as_texts(table.column(heads.names[place])).cast(asked.type_of(what))
        for what, place in heads.columns.items()
    }
    return LogTable.of(name, heads, columns, row=np.arange(len(table)) + 1)


def _may_be_of_any_size(kind: pa.DataType) -> bool:
    """Whether the rows of a column may take more than its pages do: that is none of a log."""
    is_wide = pa.types.is_fixed_size_binary(kind) or isinstance(kind, pa.BaseExtensionType)
    return is_wide or pa.types.is_nested(kind)


_OF_LENGTHS = (pa.string(), pa.large_string(), pa.binary(), pa.large_binary())
"""Types of which one value may be longer than another."""


def _size(column: pa.ChunkedArray) -> int:
    """Return how many bytes the texts of a column have when each row has its own."""
    import pyarrow.compute as pc

    kind = column.type
    if not pa.types.is_dictionary(kind) or kind.value_type not in _OF_LENGTHS:
        return 0
    sizes = (pc.binary_length(each.dictionary).take(each.indices) for each in column.chunks)
    return sum(pc.sum(each).as_py() or 0 for each in sizes)


def _as_texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of values as texts, moments with the zone that they are in."""
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    elif pa.types.is_floating(kind):
        with suppress(pa.ArrowInvalid):  # There are fractions.
            column = column.cast(pa.int64())
    elif pa.types.is_timestamp(kind):
        local = column if kind.tz is None else pc.local_timestamp(column)
        column = local.cast(pa.timestamp("s"), safe=False).cast(TEXTS)
        if kind.tz is not None:
            column = pc.binary_join_element_wise(column, kind.tz, " ")
    return pc.fill_null(column.cast(TEXTS), "")
