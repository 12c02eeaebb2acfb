"""Sheets, rows and columns that are not as they were made, and files that are no workbooks."""

import io
import random
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from simulator.scenario import load_scenario
from simulator.scenario.workbook import opening, reading
from tests.scenario.workbook.conftest import problems_of, textbook, told_of


def told_after(save, change):
    return told_of(save(change=change))


def test_a_hidden_row_column_or_sheet_is_refused_where_something_stands_in_it(save):
    def hide(workbook):
        workbook["Staff"].row_dimensions[2].hidden = True
        workbook["Staff"].row_dimensions[9].hidden = True
        workbook["Procedures"].column_dimensions["C"].hidden = True
        workbook["Procedures"].column_dimensions["Z"].hidden = True
        workbook["Hours"].sheet_state = "hidden"

    told = told_after(save, hide)
    assert told.keys() == {"Hours", "Procedures!C1", "Staff!A2"}
    assert all("is hidden: show it, or delete it" in message for message in told.values())


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"<sheetData>", b'<cols><col min="2" max="2" width="0" customWidth="1"/></cols>', "B1"),
        (b'<row r="2"', b'<row r="2" ht="0" customHeight="1"', "A2"),
    ],
)
def test_so_is_what_is_too_narrow_or_too_low_to_be_seen(save, old, new, where):
    path = replaced(save, old, new if new.startswith(b"<row") else new + old)
    assert "is hidden" in told_of(path)[f"Staff!{where}"]


def test_a_title_above_the_headings_is_told_and_what_stands_under_them_is_read(save):
    sheets = textbook()
    sheets["Staff"] = [["OFFICERS OF 2026"], *sheets["Staff"]]
    sheets["Staff"][2][1] = 2.5
    told = told_of(save(sheets))
    assert "stands alone above the headings: put # before it" in told["Staff!A1"]
    assert told.keys() == {"Staff!A1", "Staff!B3"}


def test_merged_cells_are_refused_where_something_stands_in_them(save):
    def merge(workbook):
        workbook["Staff"].merge_cells("B2:C2")
        workbook["Staff"].merge_cells("A7:B9")

    told = told_after(save, merge)
    assert "cells are merged here" in told["Staff!B2"]
    assert "Staff!A7" not in told


@pytest.mark.parametrize(
    ("cell", "value", "where", "message"),
    [
        ("Staff!B1", "Oficers", "Staff!B1", "unknown heading (did you mean 'Officers'?)"),
        ("Staff!B1", "Officers (min)", "Staff!B1", "unknown unit in the heading"),
        ("Procedures!C1", "Dossiers (per moth)", "Procedures!C1", "(did you mean 'per month'?)"),
        ("Procedures!B1", "Dossiers (per year)", "Procedures!C1", "this heading is given twice"),
        ("Staff!A1", "Group", "Staff", "the heading 'Group, short name' is missing"),
        ("Center!A3", "Period: Firs day", "Center!A3", "(did you mean 'Period: First day'?)"),
        ("Center!A3", "Period: Last day", "Center!B4", "is given twice: Center!B3 has it too"),
        ("Center!A3", None, "Center!B3", "the item of this value is missing"),
        ("Staff!E2", 5, "Staff!E2", "stands under no heading"),
        ("Staff!A2", None, "Staff!B2", "the name of what this row is about is missing"),
        ("Fields!A3", "any", "Fields!A3", "is given twice: Fields!A2 has it too"),
        ("Procedures!A2", "a b", "Procedures!A2", "a name has no spaces"),
        ("Procedures!A2", "=B2", "Procedures!A2", "a formula is not calculated"),
        ("Procedures!C1", "=B1", "Procedures!C1", "a formula is not calculated"),
        ("Center!B2", "a_x0007_b", "Center!B2", "the sign U+0007 in column 2 is not allowed"),
        ("Staff!C1", "Serves\u200b", "Staff!C1", "unknown heading"),
        ("Staff!A2", datetime(2026, 2, 1), "Staff!A2", "is no name: set the format"),  # noqa: DTZ001
        ("Staff!B2", datetime(1900, 1, 3), "Staff!B2", "a date stands here: set"),  # noqa: DTZ001
        ("Hours!B2", "someday", "Hours!B2", "'someday' is no day"),
        ("Hours!A2", "two words", "Hours!A2", ": write two-words"),
    ],
)
def test_a_cell_that_makes_no_sense_is_told_at_its_place(save, cell, value, where, message):
    def change(workbook):
        sheet, _, place = cell.partition("!")
        workbook[sheet][place] = value

    assert message in told_after(save, change)[where]


def test_a_sheet_that_was_renamed_is_told_and_so_is_what_is_missing(save):
    sheets = textbook()
    sheets["Proceedures"] = sheets.pop("Procedures")
    told = [str(problem) for problem in problems_of(save(sheets))]
    assert any("Proceedures: unknown sheet (did you mean 'Procedures'?)" in each for each in told)
    assert any("procedures: this key is missing" in each for each in told)


def test_an_empty_sheet_and_one_that_explains_are_passed_over(save):
    sheets = textbook() | {"Sheet1": [], "Guide": [["=1"]], "# mine": [[1]]}
    load_scenario(save(sheets))


def test_one_sheet_in_two_languages_is_read_once_each(save):
    sheets = textbook()
    sheets["Lĩnh vực"] = [["Field, short name", "Fields, in English"], ["any", "Twice"]]
    assert "is given twice" in str(problems_of(save(sheets))[0])


def test_a_cell_far_away_is_found_in_an_instant(save):
    def far(workbook):
        workbook["Staff"].cell(1_048_576, 16_384).value = 1

    assert "stands under no heading" in told_after(save, far)["Staff!XFD1048576"]


def test_a_workbook_with_too_many_cells_is_refused(save, monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 10)
    assert "holds more than 10 cells" in str(problems_of(save())[0])


def test_comments_styles_filters_and_charts_do_no_harm(save):
    def adorn(workbook):
        sheet = workbook["Staff"]
        sheet["B2"].comment = Comment("three since May", "planner")
        sheet["B2"].number_format = '0 "officers"'
        sheet.auto_filter.ref = "A1:C2"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
        sheet.add_chart(chart, "F5")

    assert load_scenario(save(change=adorn)).staff["clerks"].officers == 3


# Files that are no workbooks, or harmful ones


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def replaced(save, old, new, part="xl/worksheets/sheet5.xml"):
    path = save()
    parts = parts_of(path)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    return packed(path, parts)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no workbook, or is damaged"),
        (b"name: M/M/3\n", "is no workbook, or is damaged"),
        (b"PK\x03\x04 neither", "is no workbook, or is damaged"),
        (opening._OLD + b"\0" * 600, "is an old workbook (.xls), or has a password"),
        (b"\0" * 2_000_000, "is larger than 1 MB: this is no scenario"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, message):
    path = tmp_path / "center.xlsx"
    path.write_bytes(content)
    (problem,) = problems_of(path)
    assert (problem.file, problem.line) == (str(path), None)
    assert problem.message.startswith(message)


@pytest.mark.parametrize("name", ["center.xls", "center.ods", "center.XLSX"])
def test_workbooks_of_other_kinds_are_told_what_to_do(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 something else")
    assert "save it as .xlsx" in str(problems_of(path)[0])


def test_a_sheet_whose_title_steers_the_terminal_is_shown_on_a_line(save):
    path = replaced(save, b'name="Fields"', b'name="Fi&#10;el&#x202e;ds"', "xl/workbook.xml")
    (problem, *_more) = problems_of(path)
    assert "\n" not in str(problem)
    assert "\u202e" not in str(problem)


def test_a_strict_workbook_whose_sheets_the_library_does_not_find_is_refused(save):
    usual = b"schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = save()
    parts = {
        name: content.replace(usual, b"purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts_of(path).items()
    }
    assert "is no workbook" in str(problems_of(packed(path, parts))[0])


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = packed(tmp_path / "center.xlsx", {"a.txt": b"x"})
    assert "is no workbook" in str(problems_of(path)[0])


def test_a_zip_bomb_is_refused_unread(save):
    path = save()
    bomb = b" " * (opening.LARGEST_UNPACKED + 1)
    packed(path, parts_of(path) | {"xl/bomb.xml": bomb})
    assert "unpacks to more than 30 MB" in str(problems_of(path)[0])


@pytest.mark.parametrize(
    "element",
    [
        b'<row r="9"/>' * 300_000,
        b'<conditionalFormatting sqref="%s"/>' % (b"A1:XFD1048576 " * 300_000),
        b'<dataValidations><dataValidation sqref="%s"/></dataValidations>' % (b"A1 " * 600_000),
    ],
    ids=["rows", "ranges", "cells"],
)
def test_what_is_small_packed_and_takes_minutes_to_open_is_refused_unopened(save, element):
    where = b"</sheetData>" if element.startswith(b"<row") else b"</worksheet>"
    path = replaced(save, where, element + where)
    assert "holds far more than any scenario" in str(problems_of(path)[0])


def test_entities_that_multiply_are_refused(save):
    laugh = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = replaced(save, b"<worksheet", laugh + b"<worksheet")
    assert "is no workbook, or is damaged" in str(problems_of(path)[0])


@pytest.mark.parametrize(
    "element",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b"<mergeCells count='1'><mergeCell ref='A5:D900000'/></mergeCells>",
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>',
        b'<mergeCells count="1"><mergeCell ref="&#65;1:&#90;9999999"/></mergeCells>',
        b'<mergeCells count="1"><mergeCell ref="A:XFD"/></mergeCells>',
    ],
)
def test_ranges_that_would_fill_the_memory_are_refused(save, element):
    path = replaced(save, b"</sheetData>", b"</sheetData>" + element)
    assert problems_of(path)[0].line is None


def test_external_links_and_macros_are_not_looked_at(save):
    path = save()
    parts = parts_of(path)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf macros"
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    macros = packed(path.with_suffix(".xlsm"), parts)
    assert load_scenario(macros).staff["clerks"].officers == 3


def test_a_damaged_workbook_is_refused_however_it_is_damaged(save):
    """A byte changed, or an end cut off: a message, never a traceback."""
    whole = save().read_bytes()
    draw = random.Random(18)  # noqa: S311  # nothing is kept secret
    path = save()
    for _number in range(60):
        content = bytearray(whole)
        if draw.random() < 0.3:
            del content[draw.randrange(len(content)) :]
        else:
            content[draw.randrange(len(content))] = draw.randrange(256)
        tree, problems = reading.read_workbook(bytes(content), str(path))
        assert tree is not None or problems


def test_a_formula_is_never_read_as_its_last_value(save):
    path = replaced(save, b"<v>3</v>", b"<f>1+2</f><v>3</v>")
    assert "a formula is not calculated" in told_of(path)["Staff!B2"]
    assert load_workbook(path, data_only=True)["Staff"]["B2"].value == 3


def test_reading_leaves_the_file_as_it_is(save):
    path = save()
    before = path.read_bytes(), path.stat().st_mtime_ns
    load_scenario(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_dates_of_a_workbook_from_an_old_mac_are_counted_from_1904(save):
    def old(workbook: Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        workbook["Center"]["B3"] = 42766

    assert str(load_scenario(save(change=old)).period.from_) == "2021-02-01"


def test_a_workbook_is_read_from_bytes_alone():
    stream = io.BytesIO()
    Workbook().save(stream)
    tree, problems = reading.read_workbook(stream.getvalue(), "x.xlsx")
    assert (tree.plain(), problems) == ({}, [])
