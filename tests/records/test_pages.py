"""What a Parquet file unpacks to is read from its pages, whatever its footer says."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.records import RecordsError, read_tickets
from simulator.records.files import Content
from simulator.records.pages import unpacked_bytes

TAKEN = "2024-01-08 08:00"
TABLE = pa.table(
    {
        "taken": [f"{TAKEN}:{second % 60:02d}" for second in range(3_000)],
        "counter": pa.array([None, 1, 2] * 1_000, pa.int32()),
    }
)


def written(table, **options):
    pq.write_table(table, file := BytesIO(), **options)
    return file


def small(number, *, like=None):
    """A number as a footer has it, in as many bytes as another."""
    found, number = bytearray(), number << 1
    while number or len(found) < len(like or b"x"):
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found[-1] &= 0x7F
    return bytes(found)


def lying(file):
    """The file with a footer that says of every column that it unpacks to a byte."""
    content, footer = file.getvalue(), pq.ParquetFile(file).metadata
    group = footer.row_group(0)
    for size in (group.total_byte_size, group.column(0).total_uncompressed_size):
        content = content.replace(small(size), small(1, like=small(size)))
    return content


@pytest.mark.parametrize("columns", [["taken"], ["counter"], ["taken", "counter"]])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "zstd", "data_page_size": 1_000, "write_page_checksum": True},
        {"compression": "none", "use_dictionary": False, "data_page_version": "2.0"},
        {"compression": "gzip", "row_group_size": 700, "write_statistics": False},
    ],
)
def test_pages_unpack_to_what_an_honest_footer_says_their_headers_left_out(options, columns):
    file = written(TABLE, **options)
    footer = pq.ParquetFile(file).metadata
    groups = map(footer.row_group, range(footer.num_row_groups))
    chunks = [
        group.column(place)
        for group in groups
        for place in range(2)
        if TABLE.column_names[place] in columns
    ]
    total = sum(chunk.total_uncompressed_size for chunk in chunks)
    assert 0.7 * total < unpacked_bytes(file, footer, columns) < total


def test_a_footer_that_lies_keeps_nothing_from_being_refused_before_it_is_unpacked(monkeypatch):
    texts = [f"{TAKEN} {n}" + "x" * 1_000_000 for n in range(101)]
    content = lying(written(pa.table({"taken": texts}), compression="zstd", use_dictionary=False))
    assert len(content) < 50_000
    assert pq.ParquetFile(BytesIO(content)).metadata.row_group(0).total_byte_size == 1
    monkeypatch.setattr(pq.ParquetFile, "read", None)
    with pytest.raises(RecordsError, match=r"log: has more than .* unpacks to more than 100 MB"):
        read_tickets(Content("log", content))


def test_columns_whose_rows_may_take_more_than_their_pages_are_not_read():
    wide = pa.array([b"x" * 100] * 3, pa.binary(100))
    for taken in (wide, pa.array([[TAKEN]] * 3)):
        file = written(pa.table({"taken": taken, "counter": [1, 2, 3]}))
        with pytest.raises(RecordsError, match="its headings are 'counter'"):
            read_tickets(Content("log", file.getvalue()))


def test_pages_that_are_damaged_are_refused_or_counted_and_nothing_else_happens():
    file = written(TABLE, compression="zstd")
    footer, content = pq.ParquetFile(file).metadata, file.getvalue()
    refused = 0
    for place in range(4, 60):
        for byte in (0x00, 0x19, 0x7F, 0x80, 0xFF):
            damaged = content[:place] + bytes([byte]) + content[place + 1 :]
            try:
                assert unpacked_bytes(BytesIO(damaged), footer, ["taken"]) >= 0
            except EOFError:
                refused += 1
    assert refused
    cut = content[:4] + b"\x15" + b"\x80" * (len(content) - 5)
    with pytest.raises(EOFError):
        unpacked_bytes(BytesIO(cut), footer, ["taken"])
