"""Tables: the files that a Center exports, as columns of texts.

In: the path of a CSV file, a workbook or a Parquet file, and which columns there may be. Out: a
`Table` of those that are recognised; no other column is read. What their cells mean is not known
here.
"""

# ruff: noqa: PLC0415  # A library is loaded for the files that it reads.

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from simulator.language import _, reason
from simulator.records.headings import Vocabulary, is_of_people, recognised
from simulator.records.privacy import is_name, is_phone
from simulator.records.problems import Excluded, Reason, RecordsError
from simulator.scenario.files import regular_file
from simulator.scenario.names import path_text
from simulator.scenario.near_matches import near_match
from simulator.signs import on_a_line

LONGEST_ROW = 1 << 24
"""Bytes of a row."""

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 18
"""Bytes among which the headings are looked for."""
_BEFORE = 30
"""Rows among which the headings are looked for."""
_MOST_HEADINGS, _LONGEST_HEADING = 8, 40
"""Headings that a message lists, and signs of each."""

WORDS = pa.dictionary(pa.int32(), pa.string())
"""The type of a column whose cells are mostly alike."""
TEXTS = pa.string()


@dataclass(frozen=True)
class Table:
    """The columns of a file, or of several, that are recognised."""

    files: tuple[str, ...]
    headings: dict[str, str]
    """By what each column is."""
    columns: dict[str, pa.ChunkedArray]
    """Their cells, texts; of type `WORDS` or `TEXTS`. Shapes (rows,)."""
    file: NDArray[np.int32]
    """The file of each row, by its place in `files`."""
    row: NDArray[np.int64]
    """Its row in this, from 1, the headings counted."""
    excluded: Excluded
    """Rows that are none."""
    private: tuple[str, ...]
    """Headings of columns left out because they are of people."""

    def cells(self, what: str, rows: NDArray[np.intp]) -> list[str]:
        """Return some cells of a column."""
        cells: list[str] = self.columns[what].take(pa.array(rows)).to_pylist()
        return cells

    def chunks(self, what: str, asked: "Asked") -> list[Any]:  # pyarrow has no types
        """Return the cells of a column, which are empty if there is none."""
        if what in self.columns:
            return list(self.columns[what].chunks)
        empty = pa.array([""], TEXTS).take(pa.array(np.zeros(len(self.row), np.int32)))
        return [empty.cast(asked.type_of(what))]


@dataclass(frozen=True)
class Asked:
    """What is looked for in a table."""

    vocabulary: Vocabulary
    needed: Sequence[str]
    """Columns without which nothing can be done."""
    texts: Sequence[str]
    """Columns whose cells mostly differ."""
    asked: Mapping[str, str]
    """Headings that a planner has mapped."""

    def type_of(self, what: str) -> pa.DataType:
        """Return the type of a column."""
        return TEXTS if what in self.texts else WORDS


@dataclass(frozen=True)
class _Heads:
    """The headings of a table, and where they stand."""

    separator: str
    names: list[str]
    end: int
    """Lines up to theirs, it included."""
    columns: dict[str, int]


def read_table(path: Path, asked: Asked) -> Table:
    """Read a file.

    Raises
    ------
    RecordsError
        If it cannot be read, or a column that is needed is not there.
    """
    with _told(path), regular_file(path) as file:
        return _read_csv(path, file, asked)


def read_tables(paths: Iterable[Path], asked: Asked) -> Table:
    """Read files into one table; a column that one of them lacks is empty there.

    Raises
    ------
    RecordsError
        If one cannot be read, or lacks a column that is needed.
    """
    tables = [read_table(path, asked) for path in paths]
    headings = {what: name for table in reversed(tables) for what, name in table.headings.items()}
    return Table(
        files=tuple(table.files[0] for table in tables),
        headings=headings,
        columns={
            what: pa.chunked_array(
                [chunk for table in tables for chunk in table.chunks(what, asked)],
                type=asked.type_of(what),
            )
            for what in headings
        },
        file=np.repeat(
            np.arange(len(tables), dtype=np.int32), [len(table.row) for table in tables]
        ),
        row=np.concatenate([table.row for table in tables]),
        excluded=Excluded.joined(table.excluded for table in tables),
        private=tuple(dict.fromkeys(name for table in tables for name in table.private)),
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in people's words what a library finds wrong with a file."""
    try:
        yield
    except RecordsError:
        raise
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise RecordsError(
            _("{file}: the file is damaged or cut off: copy it again", file=path_text(path))
        ) from error
    except pa.ArrowInvalid as error:
        raise RecordsError(_of_arrow(path_text(path), str(error))) from error
    except OSError as error:
        if error.errno is None:  # not of the system: of what unpacks
            raise RecordsError(
                _("{file}: the file is damaged or cut off: copy it again", file=path_text(path))
            ) from error
        raise RecordsError(
            _("{file}: cannot be read: {reason}", file=path_text(path), reason=reason(error))
        ) from error


def _of_arrow(file: str, problem: str) -> str:
    if "UTF8" in problem or "codec" in problem:
        return _("{file}: is not a text file in UTF-8: save it as “CSV UTF-8”", file=file)
    if "block boundaries" in problem or "block size" in problem:
        return _(
            "{file}: a row is longer than {most} MB: a quote may not be closed",
            file=file,
            most=LONGEST_ROW >> 20,
        )
    return _(
        "{file}: cannot be read as a table: {problem}", file=file, problem=problem.partition(".")[0]
    )


def _read_csv(path: Path, file: BinaryIO, asked: Asked) -> Table:
    from pyarrow import csv as arrow

    sample = _unpacked(file).read(_SAMPLE)
    encoding = "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    heads = _heads_of_text(sample.decode(encoding, errors="replace").removeprefix("\ufeff"), asked)
    _check_needed(path, heads, asked)
    names = [str(place) for place in range(len(heads.names))]
    types = {str(place): asked.type_of(what) for what, place in heads.columns.items()}

    def read(*, skip: Any, threads: bool) -> Any:
        file.seek(0)
        return arrow.read_csv(
            pa.PythonFile(_unpacked(file), mode="r"),
            read_options=arrow.ReadOptions(
                column_names=names,
                skip_rows=heads.end,
                block_size=LONGEST_ROW,
                encoding=encoding,
                use_threads=threads,
            ),
            parse_options=arrow.ParseOptions(
                delimiter=heads.separator, newlines_in_values=True, invalid_row_handler=skip
            ),
            convert_options=arrow.ConvertOptions(include_columns=list(types), column_types=types),
        )

    misfits: list[tuple[int, int]] = []

    def note(row: Any) -> str:
        misfits.append((row.number or 0, row.actual_columns))
        return "skip"

    table = read(skip=note, threads=True)
    if misfits:  # Where they stand is known when the file is read in one piece.
        misfits.clear()
        table = read(skip=note, threads=False)
    wrong = np.array([number for number, _cells in misfits], np.int64)
    every = np.arange(len(table) + len(wrong), dtype=np.int64) + heads.end + 1
    return _table(
        path,
        heads,
        {what: table.column(str(place)) for what, place in heads.columns.items()},
        row=np.setdiff1d(every, wrong, assume_unique=True) if len(wrong) else every,
        excluded=Excluded.of(
            path_text(path),
            wrong,
            Reason.CELLS,
            [
                _("{n} cells, {headings} headings", n=n, headings=len(names))
                for _number, n in misfits
            ],
        ),
    )


def _unpacked(file: BinaryIO) -> BinaryIO:
    """Return a file, read through gzip if it is packed by it."""
    file.seek(0)
    is_packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return gzip.open(file) if is_packed else file  # type: ignore[return-value]  # it reads like one


def _heads_of_text(text: str, asked: Asked) -> _Heads:
    """Return the headings: the row, and the sign between cells, by which most are recognised."""
    found = [_Heads(",", [], 0, {})]
    for separator in _SEPARATORS:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        try:
            rows = [(row, reader.line_num) for row in islice(reader, _BEFORE)]
        except csv.Error:  # a cell that is too long
            rows = []
        found += [
            _Heads(separator, row, end, recognised(row, asked.vocabulary, asked.asked))
            for row, end in rows
        ]
    return max(
        found, key=lambda heads: (len(heads.columns), len(heads.names) if not heads.columns else 0)
    )


def _table(
    path: Path,
    heads: _Heads,
    columns: dict[str, pa.ChunkedArray],
    row: NDArray[np.int64],
    excluded: Excluded,
) -> Table:
    taken = heads.columns.values()
    rest = [name for place, name in enumerate(heads.names) if place not in taken]
    return Table(
        files=(path_text(path),),
        headings={what: heads.names[place] for what, place in heads.columns.items()},
        columns=columns,
        file=np.zeros(len(row), np.int32),
        row=row,
        excluded=excluded,
        private=tuple(name for name in rest if is_of_people(name)),
    )


def _check_needed(path: Path, heads: _Heads, asked: Asked) -> None:
    """Refuse a table without a column that is needed, or that a planner has mapped."""
    for what, heading in asked.asked.items():
        if what not in heads.columns:
            hint = near_match(heading, filter(_can_be_shown, heads.names))
            message = _(
                "{file} has no column {column!r}{hint}",
                file=path_text(path),
                column=heading,
                hint=hint,
            )
            raise RecordsError(message + _listed(heads))
    for what in asked.needed:
        if what not in heads.columns:
            message = _(
                "{file}: no column is recognised as {column!r}: name it, as {column}=HEADING",
                file=path_text(path),
                column=what,
            )
            raise RecordsError(message + _listed(heads))


def _listed(heads: _Heads) -> str:
    """Return the headings for the end of a message."""
    if not heads.names:
        return _(": the file is empty")
    shown = [
        repr(on_a_line(name, _LONGEST_HEADING)) if _can_be_shown(name) else "…"
        for name in heads.names[:_MOST_HEADINGS]
    ]
    shown += ["…"] * (len(heads.names) > _MOST_HEADINGS)
    return _(": its headings are {headings}", headings=", ".join(shown))


def _can_be_shown(heading: str) -> bool:
    """Whether a heading is none of the cells of a table without headings that are of people."""
    return not (is_name(heading) or is_phone(heading))
