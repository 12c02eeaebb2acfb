"""Pages: what columns of a Parquet file unpack to, as each page says itself, not the footer.

In: the file, and where its footer says that columns are. Out: bytes. Whoever unpacks a page makes
room for what its header says, and for no more. A header is Thrift's compact protocol: of that
there is here what such headers are made of.
"""

from collections.abc import Collection, Iterator
from os import SEEK_CUR
from typing import Any, BinaryIO

_UNPACKED, _PACKED = 2, 3
"""Fields with the bytes of a page, its header left out."""

_STOP, _TRUTHS, _INTEGERS, _TEXT, _STRUCT = 0, (1, 2), (4, 5, 6), 8, 12
"""Kinds of fields; a truth has its value in its kind."""

_MOST_BYTES = 10
"""Of a number."""


def unpacked_bytes(file: BinaryIO, footer: Any, columns: Collection[str]) -> int:
    """Return how many bytes all pages of some columns have when they are unpacked.

    Parameters
    ----------
    file
        The file.
    footer
        What it says of itself: a `pyarrow.parquet.FileMetaData`.
    columns
        Their names; none is nested.

    Raises
    ------
    EOFError
        If there is a page without a header.
    """
    groups = map(footer.row_group, range(footer.num_row_groups))
    found = (group.column(place) for group in groups for place in range(footer.num_columns))
    try:
        return sum(sum(_sizes(file, each)) for each in found if each.path_in_schema in columns)
    except (IndexError, OverflowError, ValueError) as error:
        raise EOFError from error


def _sizes(file: BinaryIO, column: Any) -> Iterator[int]:
    """Yield how many bytes each page of a column in a group of rows has."""
    begin = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    file.seek(begin)
    while file.tell() < begin + column.total_compressed_size:
        header = _header(file)
        yield max(header[_UNPACKED], 0)
        file.seek(max(header[_PACKED], 0), SEEK_CUR)


def _header(file: BinaryIO) -> dict[int, int]:
    """Read a header; return its numbers by their fields, those of what is in it left out."""
    numbers, last, depth = {_UNPACKED: 0, _PACKED: 0}, 0, 1
    while depth:
        step, kind = divmod(file.read(1)[0], 16)
        if kind == _STOP:
            depth -= 1
            continue
        field = (last + step if step else _signed(file)) & 0xFFFF
        is_own = depth == 1
        if is_own:
            last = field
        if kind in _INTEGERS:
            number = _signed(file)
            numbers |= {field: number} if is_own else {}
        elif kind == _TEXT:
            file.seek(_number(file), SEEK_CUR)
        elif kind == _STRUCT:
            depth += 1
        elif kind not in _TRUTHS:
            raise ValueError(kind)
    return numbers


def _signed(file: BinaryIO) -> int:
    number = _number(file)
    return number >> 1 ^ -(number & 1)


def _number(file: BinaryIO) -> int:
    """Read a number without a sign, of 32 bits as its reader does."""
    number = 0
    for place in range(_MOST_BYTES):
        byte = file.read(1)[0]
        number |= (byte & 0x7F) << 7 * place
        if byte <= 0x7F:  # noqa: PLR2004  # The highest bit says that it goes on.
            return number & 0xFFFFFFFF
    raise ValueError(number)
