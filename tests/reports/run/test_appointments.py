"""Appointments: what the answer, the page and the workbook say of them, and where they say it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from simulator.reports.figures import HOURS, number
from simulator.reports.run.answer import answer
from simulator.reports.run.appointments import appointments_rows, appointments_section
from simulator.reports.run.document import run_document
from simulator.reports.workbook import workbook_bytes
from simulator.results.run import Stored
from tests.reports.conftest import PROVENANCE

SLOTS = (
    "appointments={slots: {land: {every: 30 min, places: 1}}, horizon: 3 days, "
    "late: {chance: 0.1, by: {constant: 5 min}}, grace: 10 min, "
    "no_show: {chance: 0.2, comes_again: 0.5, costs: 3 min}}"
)
BOOKED = ("procedures.land-transfer.booked=0.5", SLOTS)


def stored_of(district):
    return Stored(district.run(2), district.resolved.data, PROVENANCE)


@pytest.fixture(scope="module")
def booked(district_with):
    """The Center, where land has slots."""
    return stored_of(district_with(*BOOKED))


def tables_of(stored):
    return appointments_section(stored.result).blocks


def test_the_answer_has_booked_citizens_and_walk_ins_apart(booked):
    (table,) = (each for each in answer(booked.result) if each.title == "Appointments")
    names = ["Wait, booked", "Wait, walk-ins", "Booked in vain", "Places unused"]
    assert [row[0] for row in table.rows] == names
    waits = [row[1].value for row in table.rows[:2]]
    assert waits == [
        booked.result["booked_wait_mean"].mean,
        booked.result["walk_in_wait_mean"].mean,
    ]
    assert waits[0] < waits[1]


def test_places_are_those_of_all_slots(booked):
    found, (*_others, unused) = booked.result, appointments_rows(booked.result)
    kept = found["appointments"].mean - found["slots_missed"].mean
    places = f"{kept + found['slots_unused'].mean:,.0f}"
    assert unused[3].startswith(f"of {places} places")


def test_waits_stand_side_by_side(booked):
    waits, *_others = tables_of(booked)
    assert waits.heads[1::2] == ("With an appointment", "Walk-ins")
    assert [row[0] for row in waits.rows] == [
        "Mean wait",
        "Called within 5 min",
        "Called within 15 min",
    ]
    values = [row[column].value for row in waits.rows for column in (1, 3)]
    measures = ("wait_mean", "within_5", "within_15")
    expected = [
        booked.result[f"{whose}_{what}"].mean
        for what in measures
        for whose in ("booked", "walk_in")
    ]
    assert values == expected


def test_only_stations_with_slots_stand_there(booked):
    _waits, *by_station = tables_of(booked)
    assert [[row[0] for row in table.rows] for table in by_station] == [["Receive · Land"]] * 3


@pytest.mark.parametrize(
    ("setting", "said", "at_most"),
    [
        ("appointments.full=walk-in", "came as a walk-in.", True),
        ("appointments.full=lost", "did not come.", True),
        ("appointments.late=~", "came as a walk-in.", False),
    ],
)
def test_the_note_says_what_places_in_vain_cost(district_with, setting, said, at_most):
    changed = stored_of(district_with(*BOOKED, setting))
    note = tables_of(changed)[-1].note
    hours = changed.result["slots_missed"].mean * 3 / 60
    assert f"takes 3.0 min of an officer: {number(hours, HOURS)} in all" in note
    assert ("at most" in note) == at_most
    assert note.endswith(said)


def test_page_and_workbook_have_them(booked):
    document = run_document(booked)
    assert "appointments" in [section.key for section in document.chapters()]
    assert "Appointments" in load_workbook(BytesIO(workbook_bytes(document))).sheetnames


def test_without_appointments_nothing_is_said(result, district):
    assert appointments_rows(result) == []
    assert not appointments_section(result)
    document = run_document(stored_of(district))
    assert "appointments" not in [section.key for section in document.chapters() if section]
    sheets = load_workbook(BytesIO(workbook_bytes(document))).sheetnames
    assert not {"Appointments", "First dates and own authority"} & set(sheets)
