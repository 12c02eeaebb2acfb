"""What a planner sees in the workbook: headings with units, lists, and a sheet that explains."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from simulator.language import speaking
from simulator.reports.scenario_file import scenario_workbook
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Place
from simulator.scenario.reader import read_file
from simulator.scenario.starter import starter_tree
from simulator.scenario.workbook.layout import scenario_sheets
from tests.shipped import FOLDER, PLANS


@pytest.fixture(scope="module")
def content():
    return scenario_workbook(starter_tree("en"))


@pytest.fixture(scope="module")
def workbook(content):
    return load_workbook(BytesIO(content))


def heads(sheet):
    return {cell.value: cell for cell in sheet[1] if cell.value}


def words(workbook, sheet, cell):
    """The words that a cell offers, and whether it takes no others."""
    (rule,) = [
        each
        for each in workbook[sheet].data_validations.dataValidation
        if each.type == "list" and cell in each.sqref
    ]
    title, _, cells = rule.formula1.rpartition("!")
    offered = [row[0].value for row in workbook[title.strip("'")][cells.replace("$", "")]]
    return [word for word in offered if word], bool(rule.showErrorMessage)


def test_the_guide_stands_first_and_tells_of_every_key(workbook):
    assert workbook.sheetnames[0] == "Guide"
    told = {row[4] for row in workbook["Guide"].iter_rows(values_only=True)}
    assert {"procedures.all.steps", "staff.all.serves", "demand.months", "seal.at"} <= told
    rows = {row[4]: row for row in workbook["Guide"].iter_rows(values_only=True)}
    assert rows["staff.all.officers"][2] == "needed"
    assert rows["procedures.all.back_office"][2] == "the Center"
    assert rows["citizens.comes_back"][2] == "1"  # of the unit in its heading, days


def test_headings_have_units_and_what_is_needed_is_marked(workbook):
    procedures, staff = heads(workbook["Procedures"]), heads(workbook["Staff"])
    assert "Dossiers (per year)" in procedures
    assert "Service times: Receive, mean (min)" in procedures
    yellow = {name for name, cell in procedures.items() if cell.fill.fgColor.rgb == "00F6E3B4"}
    assert yellow == {"Field", "Dossiers (per year)"}
    assert staff["Officers"].fill.fgColor.rgb == staff["Serves"].fill.fgColor.rgb == "00F6E3B4"


def test_the_unit_of_a_heading_is_that_of_most_values():
    tree = starter_tree("en")
    for name, volume in (("land-transfer", "3 per hour"), ("land-change", "4 per hour")):
        path = ("procedures", name, "volume")
        tree = changed(tree, path, volume)
    tree = changed(tree, ("procedures", "certification", "volume"), "5 per hour")
    sheet = load_workbook(BytesIO(scenario_workbook(tree)))["Procedures"]
    column = heads(sheet)["Dossiers (per hour)"].column
    assert [sheet.cell(row, column).value for row in range(2, 6)] == [3, 4, 5, "1000 per year"]


def changed(tree, path, value):
    key, *rest = path
    child = changed(tree.child(key), rest, value) if rest else Node(Place(""), value)
    return tree.with_child(key, child)


def test_where_words_are_due_a_list_offers_them(workbook):
    column = heads(workbook["Procedures"])["Appraised and approved at"].column_letter
    assert words(workbook, "Procedures", f"{column}2") == (["the Center", "headquarters"], True)
    column = heads(workbook["Procedures"])["Field"].column_letter
    assert words(workbook, "Procedures", f"{column}9") == (["land", "justice", "business"], False)
    assert words(workbook, "Consultations", "A2")[0][0] == "land-transfer"
    column = heads(workbook["Procedures"])["Limit (working days)"].column_letter
    assert words(workbook, "Procedures", f"{column}2") == (["same day", "none"], False)


def test_days_and_steps_are_offered_as_they_are_called(workbook):
    assert words(workbook, "Hours", "B2") == (["mon-fri", "mon-sat", "sat", "sun"], False)
    assert words(workbook, "Queues", "A2")[0] == [
        "receive",
        "appraise",
        "approve",
        "seal",
        "return",
    ]


def test_paths_and_measures_are_offered_where_they_are_due():
    plan = load_workbook(BytesIO(scenario_workbook(read_file(PLANS[0])[0])))
    for sheet, cell in (("Values", "A2"), ("Cases", "B9"), ("Bounds", "A2"), ("Other", "A2")):
        offered, is_strict = words(plan, sheet, cell)
        assert "staff.all.officers" in offered
        assert not is_strict
    assert "wait_mean" in words(plan, "Targets", "A2")[0]


def test_the_guide_of_a_plan_tells_of_all_that_it_may_vary_and_aim_at():
    plan = load_workbook(BytesIO(scenario_workbook(read_file(PLANS[0])[0])))
    told = {row[4]: row for row in plan["Guide"].iter_rows(values_only=True)}
    assert told["staff.all.officers"][:2] == ("Staff", "Officers")
    assert told["wait_mean"][:2] == ("Measure", "Mean wait")


def test_the_words_of_a_plan_are_those_of_the_scenario():
    with speaking("vi"):
        content = scenario_workbook(read_file(FOLDER / "yearly-plan-2022.yaml")[0])
    rows = [*load_workbook(BytesIO(content))["Các giá trị"].iter_rows(values_only=True)]
    assert ("seal.at", "trụ sở") in rows


def test_shares_are_shown_as_percentages_and_days_as_days(workbook):
    sheet = workbook["Procedures"]
    column = heads(sheet)["Ways in, shares: counter"].column
    assert (sheet.cell(2, column).value, sheet.cell(2, column).number_format) == (0.85, "0%")
    center = workbook["Center"]
    (first,) = [row for row in center.iter_rows() if row[0].value == "Period: First day"]
    assert (str(first[1].value.date()), first[1].number_format) == ("2021-01-01", "dd/mm/yyyy")


def test_what_is_meant_is_told_beside_the_cell_that_is_chosen(workbook):
    rules = workbook["Staff"].data_validations.dataValidation
    (rule,) = [rule for rule in rules if rule.promptTitle == "Speed"]
    assert rule.prompt.startswith("Work done a second of duty")
    assert all(len(rule.prompt or "") <= 255 for rule in rules)


def test_every_sheet_of_the_layout_is_there_though_empty(workbook):
    titles = [sheet.title for sheet in scenario_sheets()]
    assert workbook.sheetnames == ["Guide", *titles, "# Lists"]
    assert workbook["# Lists"].sheet_state == "hidden"
    assert heads(workbook["Surges"]).keys() == {"From", "To", "Factor", "Fields"}


def test_the_same_scenario_gives_the_same_file(content):
    assert scenario_workbook(starter_tree("en")) == content


def test_a_text_that_no_cell_holds_is_refused():
    tree = starter_tree("en").with_child("name", Node(Place(""), "x" * 40_000))
    with pytest.raises(ValueError, match="no cell of a workbook holds this text: xxx"):
        scenario_workbook(tree)
