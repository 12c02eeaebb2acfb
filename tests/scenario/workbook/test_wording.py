"""What is wrong with a workbook is told by its headings, and so is what its columns mean."""

import pytest

from simulator.language import speaking
from simulator.scenario import ScenarioError, load_scenario
from simulator.scenario.workbook.layout import scenario_sheets
from simulator.scenario.workbook.wording import meaning_of, told_by_cells
from tests.scenario.workbook.conftest import textbook


def told(path):
    """The lines for a planner, without the name of the file."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return [line.partition(":")[2] for line in str(told_by_cells(caught.value)).splitlines()]


def test_a_value_is_called_by_its_row_and_its_heading(save):
    sheets = textbook()
    sheets["Staff"][1][1] = "many"
    sheets["Procedures"][1][4] = "10 minuts"
    sheets["Center"][2][1] = "2021-02-30"
    center, procedures, staff = told(save(sheets))
    assert center.startswith("Center!B3: Period: First day: 2021-02-30: February 2021 has 28 days")
    assert procedures.startswith("Procedures!E2: job, Service times: Receive, mean: 10 minuts: ")
    assert staff == "Staff!B2: clerks, Officers: many: a whole number is due"


def test_what_is_missing_is_told_by_its_heading_or_its_sheet(save):
    sheets = textbook()
    sheets["Staff"][1][1] = None
    sheets["Center"][1][1] = None
    assert told(save(sheets)) == [
        " Center: Name, in Vietnamese: this is missing",
        "Staff!A2: clerks, Officers: this is missing",
    ]
    del sheets["Fields"]
    assert any(line.startswith(" Fields: Fields: this is missing") for line in told(save(sheets)))


def test_shares_that_stand_in_several_cells_are_called_by_what_they_share(save):
    sheets = textbook()
    sheets["Procedures"][0].append("Ways in, shares: online")
    sheets["Procedures"][1].append(0.4)
    (line,) = told(save(sheets))
    assert line.startswith("Procedures!G2: job, Ways in, shares: the shares must sum to 1")


def test_steps_and_keys_are_called_as_the_sheets_call_them(save):
    sheets = textbook()
    sheets["Staff"][0].append("Cost a year and officer")
    sheets["Staff"][1][2:] = ["tiếp nhận", "200 triệu"]
    with speaking("vi"):
        lines = told(save(sheets))
    assert any("Phụ trách: tiếp nhận: " in line and "tiếp nhận/tất cả" in line for line in lines)
    assert any("“Đơn vị tiền”" in line for line in lines)
    assert not any("receive" in line or "`" in line for line in lines)


def test_a_source_is_called_by_its_path(save):
    sheets = textbook()
    sheets["Sources"] = [
        ["Path", "Source, in English", "Observations"],
        ["procedures.job.volume", "counted", "1.200"],
    ]
    (line,) = told(save(sheets))
    assert line.startswith("Sources!C2: sources.procedures.job.volume.n: 1.200: ")


def test_a_yaml_file_is_told_in_its_own_words(write):
    path = write("extends: nowhere.yaml\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert told_by_cells(caught.value).problems == caught.value.problems


def test_what_columns_mean_names_no_key_that_has_a_heading():
    meanings = " ".join(meaning_of(part) for sheet in scenario_sheets() for part in sheet.parts)
    assert "“Serves”" in meanings
    assert "“receive” station" in meanings
    for key in ("`serves`", "`week`", "`growth`", "`comes_back`", "`fifo`", "`same day`"):
        assert key not in meanings
