"""Figures have the digits that the tables beside them have."""

from simulator.measures.measure import Scope
from simulator.reports.charts.dossiers import dossier_time_by_field, settled
from simulator.reports.charts.lobby import load
from simulator.reports.run.tables import dossiers_table, load_table

from .conftest import written


def column(table, head: str) -> set[str]:
    return {row[table.heads.index(head)].text for row in table.rows}


def test_overtime_is_that_of_the_table(result):
    assert column(load_table(result), "Overtime") <= set(written(load(result)))


def test_the_share_before_due_is_that_of_the_table(result):
    assert column(dossiers_table(result), "Before due") <= set(written(settled(result)))


def test_the_hours_of_nine_in_ten_are_those_of_the_table(result):
    assert len(result.by("cycle_time_p90", Scope.FIELD)) > 1
    shown = set(written(dossier_time_by_field(result)))
    assert column(dossiers_table(result), "9 in 10 within") <= shown
