import math
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.reports.run.form_table import (
    FormTable,
    check_period,
    form_table,
    typical_replication,
)


def spanning(result, first, last):
    """The result as if its period had other days."""
    period = result.scenario.period.model_copy(update={"from_": first, "to": last})
    return replace(result, scenario=result.scenario.model_copy(update={"period": period}))


def with_periods(result, *names):
    """The result with other quarters and years, the form of the n-th full of n."""
    shape = result.replications[0].form.cells.shape
    forms = np.stack([np.full(shape, number) for number in range(len(names))])
    details = SimpleNamespace(sub_periods=names, forms=forms, own_forms=forms)
    return replace(result, details=(details,) * len(result.replications))


def cells_of(table):
    return [list(row.cells) for row in table.rows]


# What is printed on every form


def test_the_headings_cover_three_rows_of_thirteen_columns_and_no_cell_twice():
    covered = [
        (row + down, heading.column + right)
        for row, headings in enumerate(FormTable.headings)
        for heading in headings
        for down in range(heading.rows)
        for right in range(heading.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(3) for column in range(1, 14)]


def test_headings_that_columns_share_are_merged():
    received = next(each for each in FormTable.headings[0] if each.text == "Tiếp nhận")
    assert (received.column, received.columns, received.rows) == (3, 4, 1)
    in_period = next(each for each in FormTable.headings[1] if each.text == "Trong kỳ")
    assert (in_period.column, in_period.columns, in_period.rows) == (4, 2, 1)
    assert [each.text for each in FormTable.headings[2]] == [
        "Trực tuyến",
        "Trực tiếp, dịch vụ bưu chính",
    ]


def test_the_row_of_numbers_says_what_is_the_sum_of_what():
    assert FormTable.numbers[:4] == ("(1)", "(2)", "(3) = (4) + (5) + (6)", "(4)")
    assert FormTable.numbers[6] == "(7) = (8) + (9) + (10)"
    assert FormTable.numbers[10:] == ("(11) = (12) + (13)", "(12)", "(13)")


# What is filled in


def test_the_form_of_the_whole_period_is_that_of_the_typical_replication(result):
    table = form_table(result)
    assert table.replication == typical_replication(result)
    assert cells_of(table) == result.replications[table.replication].form.cells.tolist()
    assert [row.number for row in table.rows] == [*range(1, 10), None]
    assert [row.field for row in table.rows[:2]] == ["Đất đai", "Tư pháp – Hộ tịch"]
    assert table.rows[-1].field == "Tổng cộng"


@pytest.mark.parametrize("period", [None, "2021-Q1", "2021-Q2", "2021"])
def test_the_form_keeps_its_identities(result, period):
    for row in form_table(result, period).rows:
        column = dict(enumerate(row.cells, start=3))
        assert column[3] == column[4] + column[5] + column[6] == column[7] + column[11]
        assert column[7] == column[8] + column[9] + column[10]
        assert column[11] == column[12] + column[13]


def test_what_is_in_process_after_one_quarter_is_carried_over_to_the_next(result):
    before, after = form_table(result, "2021-Q1"), form_table(result, "2021-Q2")
    assert before.rows[-1].cells[11 - 3] > 0
    assert [row.cells[11 - 3] for row in before.rows] == [row.cells[6 - 3] for row in after.rows]


def test_the_form_is_vietnamese_in_every_language(result, vietnamese):
    assert form_table(result, "Q1").rows[0].field == "Đất đai"


def test_the_form_has_the_names_of_fields_in_full(result):
    name = "Đất đai " * 25
    land = result.scenario.fields["land"].model_copy(update={"vi": name})
    fields = result.scenario.fields | {"land": land}
    scenario = result.scenario.model_copy(update={"fields": fields})
    assert form_table(replace(result, scenario=scenario)).rows[0].field == name


def test_the_form_says_that_its_numbers_are_simulated(result, changed):
    assert "mô phỏng" in form_table(result).note
    assert f"số {typical_replication(result)} " in form_table(result).note
    assert "trung vị" not in form_table(changed({}, replications=1)).note


# Which period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021-Q1", "Quý I/2021"),
        ("2021-q2", "Quý II/2021"),
        ("Q2", "Quý II/2021"),
        ("q1/2021", "Quý I/2021"),
        ("quý 1", "Quý I/2021"),
        ("Quý II", "Quý II/2021"),
        (" quy 2  2021 ", "Quý II/2021"),
        ("Quý I/2021", "Quý I/2021"),
        ("QUÝ I/2021", "Quý I/2021"),
        ("2021", "Năm 2021"),
        ("năm 2021", "Năm 2021"),
    ],
)
def test_a_quarter_or_year_may_be_written_as_people_write_it(result, text, period):
    table = form_table(result, text)
    details = result.details[table.replication]
    name = {"Quý I/2021": "2021-Q1", "Quý II/2021": "2021-Q2", "Năm 2021": "2021"}[period]
    assert table.period == period
    assert cells_of(table) == details.forms[details.sub_periods.index(name)].tolist()


@pytest.mark.parametrize("text", ["2021-Q3", "Q5", "2020", "quý", "", "1", "tháng 3"])
def test_a_period_that_the_result_has_not_is_refused_with_those_it_has(result, text):
    with pytest.raises(
        ValueError, match=r"the period has no quarter or year .*; it has 2021-Q1, 2021-Q2, 2021$"
    ):
        form_table(result, text)


def test_a_quarter_of_two_years_is_not_guessed(result):
    two_years = with_periods(result, "2021-Q4", "2021", "2022-Q4", "2022")
    with pytest.raises(ValueError, match=r"'Q4' can be 2021-Q4, 2022-Q4"):
        form_table(two_years, "Q4")
    assert form_table(two_years, "quý IV/2022").rows[0].cells == (2,) * 11


def test_a_period_that_is_no_quarter_and_no_year_is_named_by_its_days(result):
    table = form_table(result)
    assert table.period_lines == ("Kỳ báo cáo: từ ngày 01/03/2021 đến ngày 31/05/2021",)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2021, 4, 1), date(2021, 6, 30), "Quý II/2021"),
        (date(2021, 10, 1), date(2021, 12, 31), "Quý IV/2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "Năm 2021"),
        (date(2021, 1, 1), date(2021, 3, 30), "từ ngày 01/01/2021 đến ngày 30/03/2021"),
    ],
)
def test_a_whole_period_that_is_a_quarter_or_year_is_called_so(result, first, last, period):
    assert form_table(spanning(result, first, last)).period == period


def test_a_quarter_that_the_period_cuts_has_the_days_that_were_simulated(result):
    table = form_table(result, "Q1")
    assert (table.first, table.last) == (date(2021, 3, 1), date(2021, 3, 31))
    assert table.period_lines == (
        "Kỳ báo cáo: Quý I/2021",
        "(Từ ngày 01/03/2021 đến ngày 31/03/2021)",
    )
    assert form_table(result, "2021").last == date(2021, 5, 31)


# Which replication


class Rates:
    """A result of which only the on-time rates are looked at."""

    def __init__(self, *rates):
        self.replications = [{"on_time_rate": rate} for rate in rates]


@pytest.mark.parametrize(
    ("rates", "typical"),
    [
        ((0.9, 0.7, 0.8), 2),
        ((0.9, 0.7, 0.8, 0.6), 1),
        ((0.5, 0.8, 0.8, 0.8, 0.9), 1),
        ((math.nan, 0.7, math.nan), 1),
        ((math.nan, math.nan), 0),
    ],
)
def test_the_typical_replication_has_the_median_on_time_rate(rates, typical):
    assert typical_replication(Rates(*rates)) == typical


def test_the_period_of_the_form_can_be_checked_before_the_run(district):
    period = district.scenario.period
    check_period("quý 2", period)
    check_period("2021", period)
    with pytest.raises(ValueError, match="no quarter or year 'Q4'; it has 2021-Q1, 2021-Q2, 2021"):
        check_period("Q4", period)
