"""A scenario written as a workbook and read again is the same, and so is the workbook of that."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulator.language import LANGUAGES, speaking, use_language
from simulator.measures.loading import validated
from simulator.reports.scenario_file import scenario_workbook
from simulator.reports.scenario_file.contents import filled
from simulator.scenario import read_resolved
from simulator.scenario.reader import read_file, read_text
from simulator.scenario.starter import starter_text, starter_tree
from tests.shipped import FOLDER, PLANS, SCENARIOS

KITCHEN_SINK = Path(__file__).parents[2] / "scenario/kitchen_sink.yaml"
SAMPLE = [KITCHEN_SINK, FOLDER / "textbook/mm1.yaml"]
"""The first has every key of the language."""


@pytest.fixture(params=LANGUAGES)
def spoken(request):
    use_language(request.param)
    yield request.param
    use_language("en")


def rows(tree):
    """What stands on the sheets; what fits none of them in any order."""
    *sheets, others = filled(tree)
    return [*sheets, sorted(str([*cells.values(), *names]) for names, cells in others.rows)]


def check_round_trip(path, tmp_path):
    """Check it in the language that is spoken, and read the workbook in another."""
    resolved = read_resolved(path).seen_from(tmp_path)
    file = tmp_path / "written.xlsx"
    file.write_bytes(scenario_workbook(resolved.tree))
    again = read_resolved(file)
    assert validated(again).hash == validated(resolved).hash
    assert rows(again.tree) == rows(resolved.tree)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_workbook_says_what_its_yaml_says(path, tmp_path):
    check_round_trip(path, tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("path", [*SCENARIOS, KITCHEN_SINK], ids=lambda path: path.stem)
def test_every_shipped_scenario_loses_nothing_as_a_workbook(path, spoken, tmp_path):
    check_round_trip(path, tmp_path)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_loses_nothing_as_a_workbook(path, tmp_path):
    plan = read_file(path)[0]
    file = tmp_path / "plan.xlsx"
    file.write_bytes(scenario_workbook(plan))
    tree, problems = read_file(file)
    assert problems == []
    assert tree.plain() == plan.plain()
    assert [*tree.child("cases").entries] == [*plan.child("cases").entries]


def test_a_starter_written_in_vietnamese_is_read_in_english(tmp_path):
    file, yaml = tmp_path / "new.xlsx", tmp_path / "new.yaml"
    with speaking("vi"):
        file.write_bytes(scenario_workbook(starter_tree("vi")))
    yaml.write_text(starter_text("vi"), encoding="utf-8")
    assert validated(read_resolved(file)).hash == validated(read_resolved(yaml)).hash


TRAPS = """\
name: {vi: "=1+1", en: "  spaces around  "}
period: {from: 2021-01-01, to: 2021-12-31}
calendar: {country: none, hours: {every-day: [00:00-24:00]}, days_off: [], week: sun-thu}
calendars: {empty: {}, bare: {cut_off: 07:30}, late: {hours: {sat: [22:00-24:00]}}}
fields: {any: "# not a remark", "1": "@SUM(A1)"}
demand: {months: {jan: 0.1, feb: 0.30000000000000004}, weekdays: {mon-wed: 2.0}, hours: {"07": 1}}
procedures:
  job:
    label: "+84; a, b: [c] {d} \\"e\\" 'f' _x0041_ \\U0001F600 \\nline"
    field: any
    volume: 1.1250 per min
    limit: 16 working hours
    bundle: {1: 0.9, 2: 10 %}
    steps: {receive: {exponential: {mean: 10 min}}, return: {uniform: {low: 1 min, high: 3 min}}}
  seal: {field: "1", volume: 3 mỗi năm, on_the_spot: false, steps: {receive: {constant: 90 giây}}}
citizens: {priority: {elderly: 5 %}}
staff:
  clerks: {label: "-x", officers: 3, serves: [all/all], helps: [], sick_spell: 2 working days}
sources:
  demand.growth: {source: " ", range: [1, 2]}
  staff.all.sick: {assumption: {vi: "giả định: chưa rõ", en: "="}, n: 3}
  demand.day_cv: "source"
"""


def test_traps_for_spreadsheets_come_back_as_they_were(tmp_path):
    file = tmp_path / "traps.xlsx"
    tree, problems = read_text(TRAPS, lambda _line: None)
    assert problems == []
    yaml = tmp_path / "traps.yaml"
    yaml.write_text(TRAPS, encoding="utf-8")
    file.write_bytes(scenario_workbook(tree))
    assert validated(read_resolved(file)).hash == validated(read_resolved(yaml)).hash
    check_no_formula(file)


def check_no_formula(file):
    """Check that nothing in a workbook is calculated, and no text can become a formula."""
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "@")))
