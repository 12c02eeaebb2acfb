"""Files are read whatever they are: text in any dress, workbooks, Parquet; or refused in a line."""

import datetime as dt
import gzip
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.records import Reason, RecordsError, files, read_tickets
from simulator.records.files import Content
from tests.records.conftest import rows_of

HEADINGS = ["Số vé", "Lĩnh vực", "Giờ lấy số", "Giờ gọi"]
ROWS = [
    ["A1", "Đất đai", "2024-01-08 08:00:00", "2024-01-08 08:05:00"],
    ["A2", "Hộ tịch", "2024-01-08 08:01:00", ""],
]


def as_text(separator=",", end="\n", before=()):
    return end.join([*before, *(separator.join(row) for row in [HEADINGS, *ROWS])]) + end


def check(reading):
    log = reading.log
    assert (log.queues, log.first_day) == (("Hộ tịch", "Đất đai"), dt.date(2024, 1, 8))
    assert log.taken.tolist() == [8 * 3600, 8 * 3600 + 60]
    assert log.called.tolist() == [8 * 3600 + 300, -1]
    assert not len(reading.excluded)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_any_dress(tmp_path, separator, end, encoding):
    path = tmp_path / "log.txt"
    path.write_bytes(as_text(separator, end).encode(encoding))
    check(read_tickets(path))
    path.write_bytes(gzip.compress(as_text(separator, end).encode(encoding)))
    check(read_tickets(path))


@pytest.mark.parametrize(
    "before", [["sep=;"], ["BÁO CÁO LƯỢT TIẾP NHẬN;;;", "", "Từ ngày 1/1;;;"], [""]]
)
def test_the_headings_need_not_stand_in_the_first_row(tmp_path, before):
    path = tmp_path / "log.csv"
    path.write_text(as_text(";", before=before) + "A3;Đất đai;never;\nA4\n", encoding="utf-8")
    reading = read_tickets(path)
    assert len(reading.log.taken) == 2
    blank = before.count("")  # A blank line is no row.
    first = len(before) + 4
    assert rows_of(reading.excluded) == [
        (first, Reason.UNREADABLE, "…"),
        (first + 1, Reason.CELLS, "1 cells, 4 headings"),
    ], blank


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_from_the_sheet_that_has_the_headings(tmp_path):
    moments = [
        ["A1", "Đất đai", dt.datetime(2024, 1, 8, 8), dt.datetime(2024, 1, 8, 8, 5)],  # noqa: DTZ001  # local
        ["A2", "Hộ tịch", dt.datetime(2024, 1, 8, 8, 1), None],  # noqa: DTZ001  # local
    ]
    notes = [["Ghi chú"], ["không có gì"]]
    check(read_tickets(workbook(tmp_path / "a.xlsx", notes, [["BÁO CÁO"], [], HEADINGS, *moments])))
    check(read_tickets(workbook(tmp_path / "b.xlsx", [HEADINGS, *ROWS])))


def test_formulas_are_never_evaluated(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADINGS, *ROWS, ["A3", "Đất đai", "=NOW()", ""]])
    assert rows_of(read_tickets(path).excluded) == [(4, Reason.NO_TIME, "")]


def test_times_of_day_and_numbers_of_a_workbook_are_taken_as_they_show(tmp_path):
    rows = [["Ngày", "Số", "Quầy", "Giờ lấy số"], [dt.date(2024, 1, 8), 7, 3.0, dt.time(8, 0)]]
    log = read_tickets(workbook(tmp_path / "a.xlsx", rows)).log
    assert (log.taken.tolist(), log.counters) == ([8 * 3600], ("3",))


def test_parquet_is_read_with_its_types(tmp_path):
    taken = np.array(["2024-01-08T01:00:00", "2024-01-08T01:01:00"], "datetime64[ns]")
    called = np.array(["2024-01-08T01:05:00", "NaT"], "datetime64[us]")
    table = pa.table(
        {
            "ticket": [1, 2],
            "queue": pa.array(["Đất đai", "Hộ tịch"]).dictionary_encode(),
            "taken": pa.array(taken, pa.timestamp("ns", "Asia/Ho_Chi_Minh")),
            "called": pa.array(called, pa.timestamp("us", "Asia/Ho_Chi_Minh")),
            "counter": [1.0, None],
        }
    )
    pq.write_table(table, tmp_path / "log.parquet")
    reading = read_tickets(tmp_path / "log.parquet")
    check(reading)
    assert (reading.log.counters, reading.times.zone) == (("1",), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "there are no headings"),
        (b"x" * 2_000_000, "there are no headings"),
        (
            as_text("^").encode(),
            r"name it, as in --column taken=HEADING: its headings are 'Số vé.*parted by a comma",
        ),
        (gzip.compress(as_text().encode() * 1000)[:-9], "damaged or cut off"),
        (gzip.compress(as_text().encode() * 100_000)[:9000], "damaged or cut off"),
        (b"PK\x03\x04 and no more", "damaged or cut off"),
        (b"PAR1 and no more", "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        (as_text().encode("utf-8").replace("ộ".encode(), b"\xe1\xbb"), "not a text file in UTF-8"),
        (b"queue,taken\n", "no rows under the headings"),
        (
            b"queue,taken\n" + b"A,never\n" * 3,
            r"no row can be used \(a time that cannot be read: 3\); in row 2 stands '…'",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(tmp_path, content, message):
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(RecordsError, match=message) as error:
        read_tickets(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def of_sheet(tmp_path, xml):
    """Return the content of a workbook with a sheet that was written by hand."""
    source = zipfile.ZipFile(workbook(tmp_path / "a.xlsx", [HEADINGS, *ROWS]))
    parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    assert sheet in parts
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[sheet] = f'<worksheet xmlns="{space}"><sheetData>{xml}</sheetData></worksheet>'
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return (tmp_path / "b.xlsx").read_bytes()


def test_what_is_in_a_file_is_read_as_the_file(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADINGS, *ROWS])
    for content in (path.read_bytes(), as_text().encode(), gzip.compress(as_text().encode())):
        check(read_tickets(Content("log", content)))


FAR = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>taken</t></is></c><c r="XFD{0}"/></row>'


@pytest.mark.parametrize(
    "content",
    [
        lambda _folder: gzip.compress(b"taken\n" + b"x" * 1_000_000),
        lambda _folder: b"taken\n" + b",\n" * 20_000,
        lambda folder: of_sheet(folder, FAR.format(1) + FAR.format(2)),
        lambda folder: of_sheet(folder, '<row r="99999999999"><c><v>1</v></c></row>'),
        lambda folder: of_sheet(folder, " " * 1_000_000),
        lambda folder: of_parquet(folder, ["2024-01-08 08:00"] * 20_001),
    ],
)
def test_what_nobody_knows_is_read_within_bounds(tmp_path, monkeypatch, content):
    monkeypatch.setattr(files, "CONTENT", files.Bounds(1_000_000, 20_000))
    with pytest.raises(RecordsError, match="log: has more than 20000 rows or cells"):
        read_tickets(Content("log", content(tmp_path)))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary()])
def test_a_text_that_stands_in_many_rows_is_counted_in_each(tmp_path, kind):
    texts, places = pa.array(["x" * 100_000], kind), pa.array([0] * 10_000, pa.int32())
    table = pa.table({"taken": pa.DictionaryArray.from_arrays(places, texts)})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    content = (tmp_path / "a.parquet").read_bytes()
    assert len(content) < 3_000
    with pytest.raises(RecordsError, match="has more than"):
        read_tickets(Content("a", content))


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b"\xd0\xcf\x11\xe0", b""])
def test_a_content_that_is_damaged_is_refused(begin):
    with pytest.raises(RecordsError, match=r"^log: "):
        read_tickets(Content("log", begin + b" and no more" if begin else b""))


def of_parquet(folder, taken):
    pq.write_table(pa.table({"taken": taken}), folder / "log.parquet")
    return (folder / "log.parquet").read_bytes()


def test_a_cell_that_stands_far_off_takes_no_memory(tmp_path):
    row = '<row><c t="inlineStr"><is><t>2024-01-08 08:00</t></is></c></row>'
    (tmp_path / "far.xlsx").write_bytes(of_sheet(tmp_path, FAR.format(1) + row * 1_000))
    tracemalloc.start()
    try:
        read_tickets(tmp_path / "far.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_what_is_no_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(RecordsError, match="cannot be read"):
            read_tickets(path)


def test_a_cell_of_two_million_signs_is_one_row_that_is_left_out(tmp_path):
    path = tmp_path / "log.csv"
    huge = "Ấ" * 2_000_000
    for row in (
        f"A3,{huge},2024-01-08 08:00,",
        f'A3,Đất đai,"{huge}",',
        f"{huge},Đất đai,2024-01-08 08:00,2024-01-08 07:00",
    ):
        path.write_text(as_text() + row + "\n", encoding="utf-8")
        reading = read_tickets(path)
        assert len(reading.log.taken) == 2
        [(number, _reason, value)] = rows_of(reading.excluded)
        assert (number, len(value) < 100) == (4, True)


def test_one_ticket_is_a_log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("taken\n2024-01-08 08:00", encoding="utf-8")
    log = read_tickets(path).log
    assert (log.taken.tolist(), log.queues) == ([8 * 3600], ("queue",))


def test_every_sheet_of_a_workbook_that_is_a_log_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["BÁO CÁO THÁNG", "", ""])
    for number, sheet in enumerate((book.active, book.create_sheet("Tháng 2")), start=1):
        sheet.append(["Số vé", "Lĩnh vực", "Giờ lấy số"])
        sheet.append([1, "Đất đai", f"2024-0{number}-15 08:00"])
        sheet.append([2, "Đất đai", "soon"])
    book.create_sheet("Ghi chú").append(["Lĩnh vực", "Số lượng"])
    book.save(tmp_path / "log.xlsx")
    reading = read_tickets(tmp_path / "log.xlsx")
    assert len(reading.log.taken) == 2
    rows = reading.excluded.rows[["file", "row"]].to_numpy().tolist()
    assert [(Path(file).name, row) for file, row in rows] == [
        ("log.xlsx: Sheet", 4),
        ("log.xlsx: Tháng 2", 3),
    ]
