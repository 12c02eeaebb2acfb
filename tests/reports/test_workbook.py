import re
from dataclasses import replace
from io import BytesIO
from math import isnan
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from simulator.measures import Method, measure_named
from simulator.reports.figures import mean, occurrence_text, value_unit
from simulator.reports.run.document import run_document
from simulator.reports.run.form_table import FormRow, FormTable, form_table
from simulator.reports.run.norms import judged_norms
from simulator.reports.run.scores import scores
from simulator.reports.workbook import workbook_bytes
from simulator.reports.workbook.cells import add_sheet, write_text
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE

HOSTILE = "=HYPERLINK(\"http://x\") & <b>'\"\x0b_x0041_ 'A'!A1"


def stored(result, district):
    return Stored(result, district.resolved.data, PROVENANCE)


def workbook_of(result, district, form=None):
    return workbook_bytes(run_document(stored(result, district), form))


def opened(content):
    return load_workbook(BytesIO(content))


def parts_of(content):
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def saved(workbook):
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def relabelled(result, name):
    """The result of a scenario whose Center, first field and first group have another name."""
    label = result.scenario.name.model_copy(update={"vi": name, "en": name})
    group, staff = next(iter(result.scenario.staff.items()))
    changes = {
        "name": label,
        "fields": result.scenario.fields | {"land": label},
        "staff": result.scenario.staff | {group: staff.model_copy(update={"label": label})},
    }
    return replace(result, scenario=result.scenario.model_copy(update=changes))


@pytest.fixture(scope="module")
def content(result, district):
    return workbook_of(result, district, form_table(result, "Q1"))


@pytest.fixture(scope="module")
def workbook(content):
    return opened(content)


def form_rows(sheet):
    """The cells of the form's rows, by what stands in the column of fields."""
    numbers = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "(1)")
    rows = sheet.iter_rows(min_row=numbers + 1, max_col=13, values_only=True)
    return {row[1]: row for row in rows if row[1]}


# The form


def test_the_first_sheet_is_the_form_with_the_numbers_that_were_counted(workbook, result):
    table = form_table(result, "Q1")
    rows = form_rows(workbook.worksheets[0])
    assert workbook.sheetnames[0] == "II.06a"
    for number, field, cells in table.rows:
        assert rows[field] == (number, field, *cells)
    assert rows["Tổng cộng"][2:] == table.rows[-1].cells


def test_the_form_of_the_whole_period_is_that_of_the_measures(result, district):
    table = form_table(result)
    sheet = opened(workbook_of(result, district, table)).worksheets[0]
    form = result.replications[table.replication].form
    assert [list(row[2:]) for row in form_rows(sheet).values()] == form.cells.tolist()


def test_the_form_has_its_title_period_and_reporter(workbook):
    texts = {cell for row in workbook["II.06a"].iter_rows(values_only=True) for cell in row}
    assert FormTable.form in texts
    assert FormTable.title in texts
    assert "Kỳ báo cáo: Quý I/2021" in texts
    assert "(Từ ngày 01/03/2021 đến ngày 31/03/2021)" in texts
    assert "Đơn vị báo cáo: Trung tâm Hành chính công huyện" in texts


def test_headings_are_merged_and_every_cell_of_the_table_has_a_border(workbook):
    sheet = workbook["II.06a"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    head = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "STT")
    assert head == 5
    assert {"A5:A7", "B5:B7", "C5:F5", "D6:E6", "C6:C7", "G5:J5", "K5:M5"} <= merged
    last = next(row for row in range(9, 99) if sheet.cell(row, 2).value == "Tổng cộng")
    for row in sheet.iter_rows(min_row=head, max_row=last, max_col=13):
        for cell in row:
            edges = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
            if not isinstance(cell, MergedCell):  # openpyxl reads of those the outer edges only
                assert {edge.style for edge in edges} == {"thin"}, cell.coordinate
    assert [sheet["D5"].border.top.style, sheet["D5"].border.bottom.style] == ["thin", "thin"]
    assert sheet["F5"].border.right.style == "thin"


def test_the_form_is_printed_on_a4_across_with_its_headings_on_every_page(workbook):
    sheet = workbook["II.06a"]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$8"
    assert sheet.freeze_panes == "C9"
    assert sheet.oddHeader.left.text == FormTable.form
    assert sheet.oddFooter.right.text == "Trang &P/&N"


def test_the_form_is_set_as_official_papers_are(workbook):
    sheet = workbook["II.06a"]
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in written} == {"Times New Roman"}
    assert {cell.number_format for cell in written if isinstance(cell.value, int)} == {"#,##0"}
    assert all(cell.alignment.wrap_text for cell in written)


def test_rows_are_as_high_as_long_names_need(result, district):
    table = form_table(result)
    long = table.rows[0]._replace(field="Tài nguyên và Môi trường " * 8)
    table = replace(table, rows=(long, *table.rows[1:]))
    sheet = opened(workbook_of(result, district, table)).worksheets[0]
    row = next(row for row in range(1, 20) if sheet.cell(row, 2).value == long.field)
    assert sheet.row_dimensions[row].height >= 15 * len(long.field) / 34
    assert sheet.row_dimensions[row + 1].height == 15


def test_a_form_of_eighty_fields_has_a_row_for_each(result, district):
    fields = [FormRow(number, f"Lĩnh vực {number}", (number,) * 11) for number in range(1, 81)]
    table = replace(form_table(result), rows=(*fields, FormRow(None, "Tổng cộng", (3240,) * 11)))
    rows = form_rows(opened(workbook_of(result, district, table)).worksheets[0])
    assert [rows[each.field][2] for each in fields] == list(range(1, 81))
    assert rows["Tổng cộng"][2] == 3240


def test_the_form_is_the_same_in_every_language(content, result, district, vietnamese):
    translated = workbook_of(result, district, form_table(result, "Q1"))
    name = "xl/worksheets/sheet1.xml"
    assert parts_of(translated)[name] == parts_of(content)[name]


# The measures


def measure_rows(workbook):
    return list(workbook["Measures"].iter_rows(min_row=2))


def test_every_measure_has_a_row_with_the_numbers_of_the_summary_in_full(workbook, result):
    rows = measure_rows(workbook)
    assert [row[0].value for row in rows] == [str(key) for key in result.estimates]
    for row, estimate in zip(rows, result.estimates.values(), strict=True):
        shown = None if isnan(estimate.mean) else estimate.mean
        assert [cell.value for cell in row[3:7]] == [shown, estimate.low, estimate.high, estimate.n]


def test_numbers_are_shown_with_the_digits_of_the_other_reports(workbook, result):
    for row in measure_rows(workbook):
        name, cell = row[0].value, row[3]
        if cell.value is None:
            continue
        text = mean(result[name], value_unit(measure_named(name).quantity))
        decimals = len(re.match(r"[\d,]+\.?(\d*)", text)[1])
        assert cell.number_format.endswith("%") == text.endswith("%")
        assert len(cell.number_format.rstrip("%").partition(".")[2]) == decimals


def test_a_measure_says_what_it_is_and_what_it_is_taken_over(workbook):
    rows = {row[0].value: [cell.value for cell in row] for row in measure_rows(workbook)}
    assert rows["wait_mean"][1] == "The whole Center"
    assert rows["wait_mean.receive/land"][1:3] == ["Receive · Land", "min"]
    assert rows["wait_mean.08h"][1] == "Arrived 08:00–09:00"
    assert rows["utilization.leaders"][1] == "Signing leaders"
    assert rows["received.land"][8] == measure_named("received").definition


def test_the_measures_can_be_filtered_below_heads_that_stay(workbook, result):
    sheet = workbook["Measures"]
    assert sheet.auto_filter.ref == f"A1:I{len(result.estimates) + 1}"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_one_replication_has_no_intervals(district):
    result = district.run(1)
    content = workbook_of(result, district, form_table(result))
    rows = {row[0].value: row for row in measure_rows(opened(content))}
    assert rows["wait_mean"][3].value == result["wait_mean"].mean
    assert [cell.value for cell in rows["wait_mean"][4:7]] == [None, None, 1]
    assert [cell.value for cell in rows["wait_mean.seal"][3:7]] == [None, None, None, 0]


def test_a_measure_without_an_interval_says_why(workbook, result):
    rows = {row[0].value: [cell.value for cell in row] for row in measure_rows(workbook)}
    notes = {Method.POOLED: "of all replications together", Method.FEW: "fewer than 100 in all"}
    for key, estimate in result.estimates.items():
        assert rows[str(key)][7] == (
            occurrence_text(estimate.unlike) if estimate.unlike else notes.get(estimate.method)
        )
    assert {each.method for each in result.estimates.values()} == {*Method}


# Scores, and about the result


def score_rows(workbook, title):
    """The rows of a score by name, each by its heads; what an interval ends in has a name too."""
    rows = [[cell.value for cell in row] for row in workbook["Scores"].iter_rows()]
    first = next(n for n, row in enumerate(rows) if row[0] == title)
    heads, *lines = rows[next(n for n in range(first, len(rows)) if rows[n][0] == "Item") :]
    names = [
        f"{heads[n - 1]}, {head}" if head and head.endswith("low") else head
        for n, head in enumerate(heads)
    ]
    names = [
        f"{heads[n - 2]}, {head}" if head and head.endswith("high") else head
        for n, head in enumerate(names)
    ]
    found = {}
    for line in lines:
        if line[0] is None:
            return found
        found[line[0]] = dict(zip(names, line, strict=True))
    return found


def test_the_norms_stand_first_with_the_share_of_replications_that_meet_them(workbook, result):
    assert workbook["Scores"]["A1"].value == "Norms of the wait"
    rows = score_rows(workbook, "Norms of the wait")
    norms = judged_norms(result)
    assert [*rows] == [judged.norm.name for judged in norms]
    for row, norm in zip(rows.values(), norms, strict=True):
        assert (row["Value"], row["Band"]) == (norm.estimate.mean, norm.full_text)
        assert re.search(r"in [0-3] of 3 replications \(\d+ – \d+ %\)$", row["Band"])


def test_a_score_that_all_replications_earn_alike_has_no_interval(workbook, result):
    group = scores(result).one_stop
    rows = score_rows(workbook, group.title)
    alike = [
        (line.name, line.points)
        for line in group.lines
        if line.points and line.points.interval.endswith("%)")
    ]
    assert alike
    for name, points in alike:
        said = [rows[name][head] for head in ("Points", "Points, 95 %, low", "Points, 95 %, high")]
        assert said == [points.value.mean, points.interval, None]
    about = dict(workbook["About"].iter_rows(values_only=True))
    assert "is no interval: it was otherwise in " in about["Intervals"]
    assert "Fewer than 20 replications" in about["Intervals"]


def test_the_scores_are_those_of_the_page(workbook, result):
    progress = scores(result).decision_766.lines[1]
    shown = score_rows(workbook, scores(result).decision_766.title)[progress.name]
    for head, estimate in (("Value", progress.value.value), ("Points", progress.points.value)):
        said = [shown[head], shown[f"{head}, 95 %, low"], shown[f"{head}, 95 %, high"]]
        assert said == [estimate.mean, estimate.low, estimate.high]
    assert shown["Maximum"] == 20
    names = [row[0] for row in workbook["Scores"].iter_rows(values_only=True)]
    for group in scores(result).groups:
        assert names[names.index(group.title) + 1] == group.note
        assert [*score_rows(workbook, group.title)] == [line.name for line in group.lines]
    areas = [row[0] for row in workbook["The eight areas"].iter_rows(values_only=True)]
    assert sum(bool(re.match(r"[1-8]\. ", name)) for name in areas) == 8


def test_the_last_sheet_says_how_to_have_the_result_again(workbook, result, district):
    about = dict(workbook["About"].iter_rows(values_only=True))
    assert about["Center"] == "District Public Administration Center"
    assert about["Period"] == "1 March 2021 to 31 May 2021"
    assert about["Replications"] == "3 of 3"
    assert about["Seed"] == "7"
    assert about["Command"] == PROVENANCE["command"]
    assert about["Version"] == "1.2.3"
    assert "assumptions" in about["Assumptions"]


def test_a_seed_keeps_all_of_its_digits(result, district):
    large = replace(result, seed=2**63 - 1)
    content = workbook_of(large, district, form_table(result))
    assert dict(opened(content)["About"].iter_rows(values_only=True))["Seed"] == (
        "9223372036854775807"
    )


# The file


def test_the_same_result_gives_the_same_bytes(content, result, district):
    again = workbook_of(result, district, form_table(result, "Q1"))
    assert again == content


def test_nothing_in_the_file_is_dated(content):
    with ZipFile(BytesIO(content)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", parts_of(content)["docProps/core.xml"])
    assert dates == ["1980-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 203", "-x", "@me", "\tx", "#N/A", "1.5", "TRUE", " x ", "2021-03-01"]
)
def test_texts_stay_the_texts_that_they_are(text):
    workbook = Workbook()
    write_text(workbook.active["A1"], text)
    content = saved(workbook)
    cell = opened(content).active["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert "<f>" not in parts_of(content)["xl/worksheets/sheet1.xml"]


def test_the_scenario_can_put_no_formula_and_no_markup_into_the_workbook(result, district):
    hostile = relabelled(result, HOSTILE)
    content = workbook_of(hostile, district, form_table(hostile))
    workbook = opened(content)
    sheets = {name: text for name, text in parts_of(content).items() if "/sheet" in name}
    assert len(sheets) == len(workbook.sheetnames) == 6
    assert not any("<f>" in text or "<b>'" in text for text in sheets.values())
    shown = HOSTILE.replace("\x0b", "").replace("_x0041_", "_x005F_x0041_")
    assert shown in form_rows(workbook["II.06a"])
    assert [row for row in measure_rows(workbook) if row[1].value == shown]


def test_what_a_page_cannot_hold_at_its_head_is_cut(district):
    sheet = add_sheet(Workbook(), "x", header="A & B " * 60)
    assert "&&" in sheet.oddHeader.left.text
    assert len(str(sheet.oddHeader)) < 255


def test_titles_of_sheets_lose_what_they_cannot_hold():
    assert add_sheet(Workbook(), "'[a]/b: *?\\d'", header="").title == "a  b     d"
    assert add_sheet(Workbook(), "c" * 40, header="").title == "c" * 31


def test_texts_longer_than_a_cell_are_cut():
    workbook = Workbook()
    write_text(workbook.active["A1"], "x" * 40_000)
    assert len(workbook.active["A1"].value) == 32_767
