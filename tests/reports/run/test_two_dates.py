"""Rates by the changed and by the first date, all dossiers and those of the own authority."""

import csv
import io
from io import BytesIO

import pytest
from openpyxl import load_workbook

from simulator.measures.names import names_of
from simulator.reports.labels import Names
from simulator.reports.run.answer import answer
from simulator.reports.run.document import run_document
from simulator.reports.run.files import form_csv, measures_csv
from simulator.reports.run.form_table import OF_ALL, OF_OWN, form_table
from simulator.reports.run.one_stop import one_stop
from simulator.reports.run.tables import authority_table, due_dates_table
from simulator.reports.workbook import workbook_bytes
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE

RATES = ("before_due_rate", "on_time_rate")

SHARED = (
    "procedures.land-transfer.limit=3 working days",
    "procedures.land-transfer.extension={chance: 0.9, by: 2 working days}",
    "procedures.land-transfer.authority=vertical",
    "procedures.business-registration.authority=boundary-free",
)


@pytest.fixture(scope="module")
def shared(district_with):
    """The Center, of which others decide land and business, and where land is extended."""
    district = district_with(*SHARED)
    return Stored(district.run(2), district.resolved.data, PROVENANCE)


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_both_rates_stand_side_by_side(shared):
    (table,) = due_dates_table(shared.result)
    assert table.heads[1::2] == ("By the changed date", "By the first date")
    changed, first = (table.rows[0][column].value for column in (1, 3))
    assert changed > first
    assert table.note.endswith("dossiers have got an extension, on average.")


def test_all_dossiers_stand_beside_those_of_the_own_authority(shared):
    (table,) = authority_table(shared.result)
    assert table.heads[1::2] == ("All dossiers", "Own authority")
    received = [shared.result[name].mean for name in ("received", "received.own")]
    by_field = [shared.result[f"received.{field}"].mean for field in ("land", "business")]
    assert received[0] - received[1] == pytest.approx(sum(by_field))


def test_without_extensions_and_other_authorities_there_are_no_such_tables(result):
    assert due_dates_table(result) == authority_table(result) == ()
    form = form_table(result)
    assert (form.own, form.authority) == (None, "")


def test_the_names_are_known_before_anything_is_drawn(shared):
    index = shared.result.index
    assert names_of(shared.result.scenario) == index
    assert Names(shared.result.scenario).place(index.key("overdue.own")) == "Own authority"


@pytest.mark.parametrize("period", [None, "2021-Q2"])
def test_the_form_is_filled_in_for_all_and_for_the_own_authority(shared, period):
    form = form_table(shared.result, period)
    assert (form.authority, form.own.authority) == (OF_ALL, OF_OWN)
    assert form.own.period_lines == (*form.period_lines[:-1], OF_OWN)
    fields = [row.field for row in form.rows]
    assert fields == [row.field for row in form.own.rows]
    own = {row.field: row.cells for row in form.own.rows}
    others = ("Đất đai", "Đăng ký kinh doanh")
    for row in form.rows[:-1]:
        assert own[row.field] == ((0,) * 11 if row.field in others else row.cells)
    column = dict(enumerate(own["Tổng cộng"], start=3))
    assert column[3] == column[4] + column[5] + column[6] == column[7] + column[11]


def test_both_forms_stand_in_the_files_and_on_the_page(shared):
    form = form_table(shared.result)
    heads, *rows = rows_of(form_csv(form))
    assert heads[-1] == "Thẩm quyền (authority)"
    assert [row[-1] for row in rows] == [OF_ALL] * len(form.rows) + [OF_OWN] * len(form.rows)
    sheets = load_workbook(BytesIO(workbook_bytes(run_document(shared, form)))).sheetnames
    assert sheets[:2] == ["II.06a", "II.06a thẩm quyền"]
    sections = {section.key: section for section in run_document(shared, form).chapters()}
    assert sections["form"].blocks[-2:] == (form, form.own)


def test_the_answer_has_the_official_rate_by_first_dates_and_of_the_own_authority(shared, result):
    def rates(of):
        (table,) = (each for each in answer(of) if each.title == "Dossiers")
        return {row[0]: row[1].value for row in table.rows}

    added = {"By the first date": "_first", "Own authority": ".own"}
    said = rates(shared.result)
    for name, suffix in added.items():
        assert said[name] == shared.result[f"on_time_rate_official{suffix}"].mean
    assert not set(added) & set(rates(result))


def test_the_workbook_has_both_tables(shared):
    workbook = load_workbook(BytesIO(workbook_bytes(run_document(shared))))
    cells = {cell.value for row in workbook["First dates and own authority"] for cell in row}
    assert {"By the first date", "Own authority"} <= cells


def test_measures_of_the_own_authority_are_told_apart_in_the_file(shared):
    heads, *rows = rows_of(measures_csv(shared.result))
    authority, measure = heads.index("authority"), heads.index("measure")
    assert {row[authority] for row in rows} == {"", "own"}
    own = {row[measure] for row in rows if row[authority]}
    assert {"on_time_rate", "on_time_rate_first", "received"} <= own
    assert "wait_mean" not in own


def test_criterion_1_is_scored_by_the_first_date(shared):
    line = one_stop(shared.result).lines[0]
    before, in_time = (shared.result[f"{name}_first"].mean for name in RATES)
    assert line.value.value.mean == before < shared.result["before_due_rate"].mean
    assert line.points.value.mean == pytest.approx(2 * (before + (in_time - before) / 2))
