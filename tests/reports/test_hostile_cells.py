"""No spreadsheet calculates what input holds, in whichever country it is opened."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import simulator
from simulator.language import LANGUAGES, use_language
from simulator.reports.files import spreadsheet
from simulator.reports.workbook.cells import write_text

HOSTILE = (
    "=1+1",
    "+84 203",
    "-x",
    "@SUM(A1)",
    "\uff1d1+1",  # full-width, as East Asian keyboards have them
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "\t=1+1",
    "\tx",
    "\r=1+1",
    "\n=1+1",
    "\nx",
    " =1+1",
    "\xa0=1+1",
    "\x00=1+1",
    "\ufeff=1+1",
    ";=1+1",
    "Land;=1+1;",
    "Land,=1+1",
    "Land\t@me",
    "Land\n=1+1",
    '";=1+1',
    'Land";-1+1',
    "a;b;\uff1d1",
)
HARMLESS = ("Land - 1", "a = b", "[1, -2]", "staff.land.officers=2; seal.at=center", "Đất đai", "")

CALCULATED = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")


@pytest.fixture(params=LANGUAGES)
def spoken(request):
    use_language(request.param)
    yield request.param
    use_language("en")


def cells_of(text, separator, *, heeds_quotes):
    """The cells that a spreadsheet makes of a line, spaces and controls at their ends dropped."""
    if heeds_quotes:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
        cells = [cell for row in rows for cell in row]
    else:
        cells = re.split(f"[{separator}\r\n]", text)
    return [cell.strip(" \t\r\n\x00\xa0\ufeff") for cell in cells]


@pytest.mark.parametrize("cell", HOSTILE)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("heeds_quotes", [True, False])
def test_a_text_in_csv_is_never_calculated_however_lines_are_split(
    cell, separator, heeds_quotes, spoken
):
    text = spreadsheet([["first", cell, 0.5]])
    shown = cells_of(text, separator, heeds_quotes=heeds_quotes)
    assert not [each for each in shown if CALCULATED.match(each)]


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_texts_in_csv_stay_as_they_are(cell, spoken):
    separator = {"en": ",", "vi": ";"}[spoken]
    (row,) = csv.reader(StringIO(spreadsheet([["first", cell]]), newline=""), delimiter=separator)
    assert row[1] == cell


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_text_in_a_workbook_is_quoted_and_stays_a_text(cell):
    workbook = Workbook()
    write_text(workbook.active["A1"], cell)
    file = BytesIO()
    workbook.save(file)
    read = load_workbook(file).active["A1"]
    assert read.data_type == "s"
    kept = cell.replace("\x00", "").replace("\r", "\n")
    assert (read.value, read.quotePrefix) == (kept, True)


@pytest.mark.parametrize("cell", HARMLESS[:-1])
def test_other_texts_in_a_workbook_are_not_quoted(cell):
    workbook = Workbook()
    write_text(workbook.active["A1"], cell)
    assert (workbook.active["A1"].value, workbook.active["A1"].quotePrefix) == (cell, False)


def test_all_spreadsheets_are_written_in_one_place():
    package = Path(simulator.__file__).parent
    written = {
        what: {
            str(path.relative_to(package))
            for path in package.rglob("*.py")
            if re.search(what, path.read_text(encoding="utf-8"))
        }
        for what in (r"csv\.(Dict)?[wW]riter|\.to_csv\(", r"\bcell\.value = |\.to_excel\(")
    }
    # A ticket log is written for programs, which are to read what it says.
    for_people = [paths - {"records/writing.py"} for paths in written.values()]
    assert for_people == [{"reports/files.py"}, {"reports/workbook/cells.py"}]
