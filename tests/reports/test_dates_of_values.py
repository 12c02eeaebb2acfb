"""Dates inside the values of a scenario are written as the language writes them."""

import re

import pytest

from simulator.reports.document import Table
from simulator.reports.rests_on import rests_on
from simulator.reports.rests_on.wording import Wording
from tests.reports.conftest import PROVENANCE

DATED = (
    "calendar.changes=[{from: 2021-03-15, to: 2021-03-19, hours: {mon-fri: [08:00-12:00]}}]",
    "calendar.days_off=[2021-04-02, 2021-04-05]",
    "calendar.work_days=[2021-04-10]",
    "demand.surges=[{from: 2021-03-08, to: 2021-03-12, factor: 1.5}]",
    "staff.counters.changes=[{from: 2021-05-03, to: 2021-05-14, officers: -1}]",
)

AS_WRITTEN = re.compile(r"\b2021-\d\d-\d\d\b")


@pytest.fixture
def told(district_with, result):
    """All cells that say what a Center whose values have dates rests on."""
    district = district_with(*DATED)
    dated = type(result).of(
        district.scenario,
        seed=result.seed,
        planned=result.planned,
        replications=result.replications,
        details=result.details,
    )

    def tell() -> list[str]:
        sections = rests_on(dated, district.resolved.data, PROVENANCE)
        return [
            cell
            for section in sections
            for table in section.blocks
            if isinstance(table, Table)
            for row in table.rows
            for cell in row
        ]

    return tell


def test_dates_in_english(told):
    cells = told()
    assert "from 15 March 2021; to 19 March 2021; hours Mon–Fri 08:00-12:00" in cells
    assert "2 April 2021, 5 April 2021 *" in cells
    assert "10 April 2021 *" in cells
    assert "from 8 March 2021, to 12 March 2021, factor 1.5 *" in cells
    assert "from 3 May 2021, to 14 May 2021, officers -1 *" in cells
    assert not [cell for cell in cells if AS_WRITTEN.search(cell)]


def test_dates_in_vietnamese(told, vietnamese):
    cells = told()
    for written in ("15/03/2021", "02/04/2021; 05/04/2021", "10/04/2021", "08/03/2021"):
        assert any(written in cell for cell in cells)
    assert not [cell for cell in cells if AS_WRITTEN.search(cell)]


@pytest.mark.parametrize("text", ["2021-W05-1", "20210210", "2021-02-10.csv", "2021-02", "10-2"])
def test_what_is_no_date_of_a_scenario_stays_as_it_was_written(district, text):
    assert Wording(district.scenario).value(text) == text


def test_the_command_keeps_its_dates(district, result):
    command = "onestop run a.yaml --set period.to=2021-05-31 --seed 7"
    sections = rests_on(result, district.resolved.data, PROVENANCE | {"command": command})
    assert command in [row[1] for row in sections[-1].blocks[-1].rows]
