"""Whatever stands in a file: it is read, or refused in a line, and no row goes unsaid."""

import gzip
import random
from io import BytesIO

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.records import RecordsError, read_tickets
from tests.records.conftest import HEADINGS

LOG = [
    ["Số vé", "Lĩnh vực", "Giờ lấy số", "Giờ gọi", "Quầy", "Trạng thái"],
    *(
        [
            f"A{n}",
            "Đất đai",
            f"{n + 1:02}/01/2024 08:00:00",
            f"2024-01-{n + 1:02} 09:00",
            "Quầy 1",
            "xong",
        ]
        for n in range(28)
    ),
]
TEXT = "\n".join(",".join(row) for row in LOG)
SLIPS = [
    b'"',
    b"\n",
    b"\0",
    b",",
    b"\xff",
    b"\r",
    b";",
    b"+07:00",
    b"\xef\xbb\xbf",
    b'""',
    b"\t",
    "Ấ".encode(),
]

CELLS = {
    "ticket": ["1", "2", "", "A" * 300],
    "queue": ["Land", "", "Nguyễn Văn An", "Ấ" * 300],
    "taken": [
        "2024-01-08 08:00",
        "08/01/2024 08:00:00",
        "",
        "NULL",
        "2024-02-30 08:00",
        "2024-01-08",
        "2024-01-08 08:00 XYZ",
    ],
    "called": ["2024-01-08 08:10", "2024-01-08 07:00", "", "08:20", "?", "2025-01-08 08:10"],
    "finished": ["", "2024-01-08 08:20", "2024-01-08 08:05"],
    "counter": ["1", "", "0912345678"],
    "state": ["served", "", "vắng"],
}


def files():
    """A log as text, packed, as a workbook and as Parquet."""
    book, workbook, parquet = openpyxl.Workbook(), BytesIO(), BytesIO()
    for row in LOG:
        book.active.append(row)
    book.save(workbook)
    columns = {heading: [row[place] for row in LOG[1:]] for place, heading in enumerate(LOG[0])}
    pq.write_table(pa.table(columns), parquet)
    text = TEXT.encode()
    return [
        text,
        TEXT.encode("utf-16"),
        gzip.compress(text),
        workbook.getvalue(),
        parquet.getvalue(),
    ]


def spoilt(content, chances):
    """A file with some bytes changed, gone, or put in, or cut off."""
    content = bytearray(content)
    for _slip in range(chances.randint(1, 10)):
        place = chances.randrange(len(content))
        match chances.choice(["change", "lose", "add", "add", "add", "cut"]):
            case "change":
                content[place] = chances.randrange(256)
            case "lose":
                del content[place + 1 : place + chances.randint(2, 40)]
            case "add":
                content[place:place] = chances.choice(SLIPS)
            case "cut":
                del content[place + 1 :]
    return bytes(content)


@pytest.mark.parametrize("times", [20, pytest.param(500, marks=pytest.mark.full)])
@pytest.mark.parametrize("kind", range(5), ids=["text", "utf-16", "gzip", "workbook", "parquet"])
def test_a_spoilt_file_is_read_or_refused_in_a_line(tmp_path, kind, times, capfd):
    chances = random.Random(f"{kind} {times}")  # noqa: S311  # no secret
    path, whole = tmp_path / "log", files()[kind]
    problems = []
    for _time in range(times):
        path.write_bytes(spoilt(whole, chances))
        try:
            read_tickets(path)
        except RecordsError as error:
            problems.append(str(error))
    assert problems
    assert not any("\n" in problem for problem in problems)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.full)])
def test_every_row_is_a_ticket_or_is_listed(tmp_path, times):
    chances = random.Random(times)  # noqa: S311  # no secret
    path = tmp_path / "log.csv"
    for _time in range(times):
        rows = [
            ",".join(map(chances.choice, CELLS.values())) for _row in range(chances.randint(1, 60))
        ]
        rows += chances.choices(["1,Land", ",,,,,,", "1," * 20], k=chances.randint(0, 3))
        chances.shuffle(rows)
        path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
        try:
            reading = read_tickets(path)
            excluded, tickets = reading.excluded, len(reading.log.taken)
        except RecordsError as error:
            excluded, tickets = error.excluded, 0
        assert tickets + len(excluded) == len(rows)
        assert excluded.rows["row"].is_unique
        assert excluded.rows["row"].between(2, len(rows) + 1).all()
