import csv
import io
import json
import math

import numpy as np
import pandas as pd
import pytest

from simulator.measures import CATALOGUE, measure_named
from simulator.reports.files import json_text, spreadsheet
from simulator.reports.run.files import MEASURE_COLUMNS, form_csv, measures_csv, summary
from simulator.reports.run.form_table import form_table, typical_replication


def rows_of(text):
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_summary_marks_who_cannot_carry_the_load(result, district_with):
    assert summary(result, {})["cannot_carry"] == []
    overloaded = district_with("staff.land-specialists.officers=1", "demand.growth=3").run(1)
    first, *_ = summary(overloaded, {})["cannot_carry"]
    assert first["groups"] == ["land-specialists"]
    assert first["load"] > 1


def test_the_summary_has_every_measure_in_the_order_of_the_catalogue(result):
    data = summary(result, {"seed": 7})
    assert list(data) == [
        *("scenario", "provenance", "replications", "cannot_carry", "norms", "measures")
    ]
    assert data["provenance"] == {"seed": 7}
    assert data["replications"] == 3
    assert list(data["measures"]) == list(result.index.names)
    measures = dict.fromkeys(measure_named(name) for name in data["measures"])
    assert list(measures) == [each for each in CATALOGUE if not each.needs]
    assert data["measures"]["wait_mean"] == {
        "mean": result["wait_mean"].mean,
        "low": result["wait_mean"].low,
        "high": result["wait_mean"].high,
        "unit": "min",
        "n": 3,
    }


def test_what_was_not_counted_is_null_and_valid_json(changed):
    text = json_text(summary(changed({"wait_mean": math.nan}), {}))
    read = json.loads(text, parse_constant=pytest.fail)
    assert read["measures"]["wait_mean"]["mean"] is None
    assert read["measures"]["wait_mean"]["n"] == 0


def test_a_bound_on_years_is_marked_so_and_no_other(changed):
    measures = summary(changed({"on_time_rate": 1.0}), {})["measures"]
    assert measures["on_time_rate"]["method"] == "unlike"
    assert measures["on_time_rate"]["unlike"]["times"] == 0
    assert "method" not in measures["wait_mean"]


def test_json_keeps_vietnamese_letters():
    assert "Vân Đồn" in json_text({"scenario": "Vân Đồn"})


def test_measures_are_rows_over_all_replications_and_of_each(result):
    heads, *rows = rows_of(measures_csv(result))
    assert tuple(heads) == MEASURE_COLUMNS
    assert len(rows) == 4 * len(result.estimates)
    wait = [
        dict(zip(heads, row, strict=True))
        for row in rows
        if row[2:7] == ["wait_mean", "receive", "land", "", ""]
    ]
    assert [row["replication"] for row in wait] == ["all", "0", "1", "2"]
    assert float(wait[0]["low"]) < float(wait[0]["mean"]) < float(wait[0]["high"])
    assert float(wait[2]["mean"]) == result.replications[1]["wait_mean.receive/land"]
    assert [row["low"] for row in wait[1:]] == ["", "", ""]
    assert [row["n"] for row in wait] == ["3", "1", "1", "1"]
    assert {row["unit"] for row in wait} == {"min"}


def test_what_a_replication_did_not_count_is_an_empty_cell(result):
    rows = rows_of(measures_csv(result))
    (row,) = (row for row in rows if row[1:5] == ["0", "wait_mean", "seal", ""])
    assert row[-4:] == ["", "", "", "0"]


def test_pandas_reads_the_measures(result):
    table = pd.read_csv(io.StringIO(measures_csv(result)), encoding="utf-8-sig")
    one = table.query("measure == 'utilization' and group == 'leaders' and replication == 'all'")
    assert one["mean"].item() == pytest.approx(result["utilization.leaders"].mean)


def test_the_form_has_a_row_for_each_field_and_the_total(result):
    heads, *rows = rows_of(form_csv(form_table(result)))
    assert [head.split()[-1] for head in heads[:13]] == [f"({number})" for number in range(1, 14)]
    assert [row[1] for row in rows[:2]] == ["Đất đai", "Tư pháp – Hộ tịch"]
    assert heads[4] == "Tiếp nhận trong kỳ: Trực tiếp, dịch vụ bưu chính (5)"
    assert heads[7] == "Đã giải quyết: Trước hạn (8)"
    assert [row[0] for row in rows] == [*map(str, range(1, 10)), ""]
    assert rows[-1][1] == "Tổng cộng"


def test_the_form_keeps_its_identities(result):
    _, *rows = rows_of(form_csv(form_table(result)))
    for row in rows:
        column = dict(enumerate(map(int, row[2:13]), start=3))
        assert column[3] == column[4] + column[5] + column[6] == column[7] + column[11]
        assert column[7] == column[8] + column[9] + column[10]
        assert column[11] == column[12] + column[13]


def test_the_form_is_that_of_the_replication_that_it_names(result):
    _, *rows = rows_of(form_csv(form_table(result)))
    (number,) = {int(row[13]) for row in rows}
    assert number == typical_replication(result)
    assert [list(map(int, row[2:13])) for row in rows] == (
        result.replications[number].form.cells.tolist()
    )


def test_the_form_of_a_quarter_names_it_in_its_last_column(result):
    heads, *rows = rows_of(form_csv(form_table(result, "quý 2")))
    assert heads[14] == "Kỳ báo cáo (period)"
    assert {row[14] for row in rows} == {"Quý II/2021"}
    details = result.details[int(rows[0][13])]
    forms = dict(zip(details.sub_periods, details.forms.tolist(), strict=True))
    assert [list(map(int, row[2:13])) for row in rows] == forms["2021-Q2"]


def test_negative_numbers_stay_numbers():
    assert spreadsheet([[-1.5, -3]]) == "\ufeff-1.5,-3\r\n"


@pytest.mark.usefixtures("vietnamese")
def test_a_vietnamese_spreadsheet_opens_numbers_in_columns():
    rows = [["Nam; Bắc", 1234.5, np.float64(-0.25), 1e-7, 3, True, None]]
    assert spreadsheet(rows) == '\ufeff"Nam; Bắc";1234,5;-0,25;1e-07;3;True;\r\n'


@pytest.mark.usefixtures("vietnamese")
def test_pandas_reads_the_measures_of_a_vietnamese_run(result):
    text = io.StringIO(measures_csv(result))
    table = pd.read_csv(text, sep=";", decimal=",", encoding="utf-8-sig")
    one = table.query("measure == 'utilization' and group == 'leaders' and replication == 'all'")
    assert one["mean"].item() == result["utilization.leaders"].mean


def test_a_scenario_named_like_a_formula_is_neutralised(district_with):
    text = measures_csv(district_with('name="=cmd|calc"').run(1))
    assert {row[0] for row in rows_of(text)[1:]} == {"'=cmd|calc"}
