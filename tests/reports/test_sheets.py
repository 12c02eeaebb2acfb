"""A workbook shows the sheets of a document, each number in a cell of its own."""

from math import inf, nan

import pytest

from simulator.measures import Estimate, Method, Occurrence
from simulator.reports.document import (
    Charts,
    Document,
    Interval,
    Items,
    Number,
    Section,
    Shown,
    Table,
    Text,
    Tone,
    text_of,
)
from simulator.reports.figures import ABSENT, COUNT, HOURS, MINUTES, PERCENT, Unit
from simulator.reports.framing import answered_first, on_terminal
from simulator.reports.workbook import workbook_bytes
from tests.reports.reading import shown, workbook_in

WAIT = Estimate(18.437, 17.1, 19.8, 10, Method.T)
ALIKE = Estimate(0.0, None, None, 10, Method.T, Occurrence(0, of=10))
ALONE = Estimate(18.437, None, None, 1, Method.T)

WAITS = Table(
    "Waits",
    ("Place", "Mean", "95 % interval", "Says", "On paper"),
    (
        ("Land", Number.of(WAIT, MINUTES), Interval(WAIT, MINUTES), "long", "a"),
        ("Justice", Number.of(0.0, MINUTES), Interval(ALIKE, MINUTES), ABSENT, "b"),
    ),
    frozenset({1, 2}),
    note="Of tickets.",
    shown={4: ~Shown.IN_WORKBOOK},
)


def sheets_of(*sections, body=()):
    document = Document(
        title="Center",
        facts=["one day", "seed 7"],
        warnings=["few"],
        body=body,
        sheets=lambda answer: (*sections, answer),
    )
    return workbook_in(workbook_bytes(document))


def texts(sheet):
    return [[shown(cell) for cell in row] for row in sheet.iter_rows()]


def test_an_interval_takes_two_columns_and_with_its_mean_three():
    both = Table(
        "",
        ("Place", "Wait"),
        (("Land", Interval(WAIT, MINUTES, has_mean=True)), ("Justice", ABSENT)),
    )
    assert texts(sheets_of(Section("Waits", (both,)))["Waits"]) == [
        ["Place", "Wait", "95 %, low", "95 %, high"],
        ["Land", "18.4 min", "17.1 min", "19.8 min"],
        ["Justice", "", "", ""],
    ]


def test_numbers_are_those_of_the_document_in_full_and_shown_as_it_says():
    sheet = sheets_of(Section("Waits", (WAITS,)))["Waits"]
    assert texts(sheet)[1] == ["Land", "18.4 min", "17.1 min", "19.8 min", "long"]
    assert [cell.value for cell in sheet[2][1:4]] == [18.437, 17.1, 19.8]


def test_what_stands_in_place_of_an_interval_is_shown_and_what_is_not_for_it_left_out():
    sheet = sheets_of(Section("Waits", (WAITS,)))["Waits"]
    assert texts(sheet)[0] == ["Place", "Mean", "95 %, low", "95 %, high", "Says"]
    assert texts(sheet)[2] == ["Justice", "0.0 min", "0/10 (≤ 31 %)", "", ""]


def test_where_there_is_no_interval_its_column_stays_one():
    table = Table("", ("Place", "", "Says"), (("Land", Interval(ALONE, MINUTES), "long"),))
    assert texts(sheets_of(Section("Waits", (table,)))["Waits"])[1] == ["Land", "", "long"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Number.of(0.1234, PERCENT), "12.3%"),
        (Number.of(12345.6, COUNT), "12,346"),
        (Number.of(3.4, COUNT), "3.4"),
        (Number(1.1, Unit("", decimals=1), 1, before="× "), "× 1.1"),
        (Number(1.23, Unit(" %", scale=100, decimals=0), 0, after=" ✗"), "123% ✗"),
        (Number.of(nan, HOURS), ""),
        (Number.of(inf, HOURS), "∞"),
        (Number.of(0, COUNT), "0"),
    ],
)
def test_a_number_is_shown_as_terminal_and_page_write_it(number, said):
    table = Table("", ("Place", "Value"), (("Land", number),))
    cell = sheets_of(Section("Values", (table,)))["Values"]["B2"]
    assert shown(cell) == said
    assert said in {text_of(number).text.replace(" %", "%"), ""}


def test_tables_of_a_sheet_share_their_columns():
    counts = Table("Counts", ("Place", "Days", "Trips", "Note"), (("Land", "1", "2", "x"),))
    rows = texts(sheets_of(Section("Both", (WAITS, counts)))["Both"])
    assert rows[1] == ["Place", "Mean", "95 %, low", "95 %, high", "Says"]
    assert rows[-2:] == [["Place", "Days", "Trips", "", "Note"], ["Land", "1", "2", "", "x"]]


def test_a_sheet_has_blocks_one_below_the_other_and_texts_over_its_whole_width():
    part = Section("Part", (Items(["a", "b"], are_numbered=True),))
    sheet = sheets_of(Section("All", ("Said.", part, WAITS)))["All"]
    first = [row[0] for row in texts(sheet)]
    assert first == [
        "Said.", "Part", "1. a", "2. b", "", "Waits", "Place", "Land", "Justice", "Of tickets."
    ]  # fmt: skip
    assert "A1:E1" in {str(cells) for cells in sheet.merged_cells.ranges}


def test_the_answer_is_that_of_the_page_below_title_facts_and_warnings():
    body = (*answered_first(["Look."], ["Sure."]), on_terminal("Lines."), WAITS)
    rows = texts(sheets_of(body=body)["The answer"])
    first = [row[0] for row in rows if row[0]]
    assert first[:5] == ["Center", "one day · seed 7", "few", "What to look at first", "1. Look."]
    assert first[5:8] == ["How sure it is", "Sure.", "Waits"]
    assert "Lines." not in first


def test_a_list_is_filtered_and_its_heads_stay_in_sight():
    table = Table("", ("Place", "Says"), (("Land", "x" * 99),), is_list=True)
    sheet = sheets_of(Section("List", (table,)))["List"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")


def test_sheets_without_anything_are_left_out():
    nothing = Section("Nothing", (Table("Empty", ("Place",), ()),))
    assert sheets_of(nothing).sheetnames == ["The answer"]


def test_how_a_text_is_meant_shows():
    table = Table("", (), ((Text("Name", Tone.STRONG), Text("✗ not met", Tone.MISSED)),))
    sheet = sheets_of(Section("Said", (table,)))["Said"]
    assert sheet["A1"].font.bold
    assert sheet["B1"].font.color.rgb.endswith("A40E26")


def test_pictures_are_no_part_of_a_workbook():
    with pytest.raises(TypeError, match="does not show"):
        sheets_of(Section("Drawn", ("Said.", Charts([object()]))))
