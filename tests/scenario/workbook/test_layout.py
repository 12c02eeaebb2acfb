"""The layout: every key of the language has its cell, and no two cells of a sheet one heading."""

from collections import Counter

import pytest

from simulator.language import LANGUAGES, speaking
from simulator.scenario.number_text import tidy
from simulator.scenario.schema import ANY, keys
from simulator.scenario.workbook.layout import (
    ROLES,
    plan_sheets,
    scenario_sheets,
    station_of,
    station_said,
)
from simulator.studies.sweep.plan_model import PlanFile


def test_every_key_of_the_language_has_a_cell_but_those_of_agencies_calendars():
    """A key that is added gets its own; a list of things without a sheet is one cell."""
    told = {part.key.path for sheet in scenario_sheets() for part in sheet.parts}
    told |= {("sources", ANY)}  # Its parts are the keys of what is said.
    missing = {
        key.path
        for key in keys()
        if not key.has_keys and not any(key.path[:end] in told for end in range(1, 9))
    }
    assert {path[0] for path in missing} == {"calendars"}


def test_every_key_of_a_plan_has_a_cell():
    told = {part.path[0] for part in plan_sheets()[0].parts}
    told |= {sheet.pattern[0] for sheet in plan_sheets()[1:-1]}
    assert told == set(PlanFile.model_fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_cells_of_a_sheet_have_one_heading(language):
    with speaking(language):
        for sheet in (*scenario_sheets(), *plan_sheets()):
            headings = [tidy(part.heading()) for part in sheet.parts]
            assert [heading for heading, n in Counter(headings).items() if n > 1] == []
            assert not any(tidy(name) in headings for name in sheet.names)


def test_a_heading_has_the_unit_that_is_usual():
    units = {
        part.path: part.unit
        for sheet in scenario_sheets()
        for part in sheet.parts
        if part.unit and part.role in ("", *ROLES)
    }
    assert units["period", "warm_up"] == units["appointments", "horizon"] == "days"
    assert units["steps", "receive"] == units["target_wait",] == "min"
    assert (units["takes",], units["leave",], units["volume",]) == ("h", "working days", "per year")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("station", ["receive/land", "all/land", "seal/all", "all/all", "return"])
def test_a_station_is_said_in_either_language(language, station):
    with speaking(language):
        assert station_of(station_said(station)) == station
