"""The form has everything of a scenario, as a file would say it."""

from pathlib import Path

from simulator.scenario import Resolved
from simulator.scenario.starter import starter_tree
from simulator.web.form import form
from simulator.web.plans import DeskPlan


def fields_of(plan):
    return {each["path"]: each for part in form(plan)["sections"] for each in part["fields"]}


def test_all_that_stands_there_can_be_typed_again():
    today = DeskPlan.of(Resolved(starter_tree("vi"), Path()))
    typed = {path: each["value"] for path, each in fields_of(today).items() if each["value"]}
    assert today.changed(typed).scenario.hash == today.scenario.hash


def test_what_is_absent_can_be_typed(client):
    answer = client.get("/api/form").json()
    fields = {each["path"]: each for part in answer["sections"] for each in part["fields"]}
    assert fields["demand.scale_to"]["value"] == ""
    assert fields["procedures.transfer.volume"]["value"] == "38 per working day"
    assert fields["procedures.transfer.volume"]["help"]


def test_what_levers_move_can_be_typed_and_stands_there_as_typed(client):
    answer = client.plan({"staff.busy.officers": "9", "calendar.hours": "{sat: [08:00-10:00]}"})
    levers = {each["path"]: each for each in answer["levers"]}
    assert levers["staff.busy.officers"]["value"] == 9
    assert levers["calendar.hours"]["value"] == {"sat": ["08:00-10:00"]}
    for lever in levers.values():
        assert lever["value"] in [each["value"] for each in lever["choices"]]
    assert answer["values"]["calendar.hours"] == "{sat: [08:00-10:00]}"


def test_the_form_says_what_levers_moved(client):
    values = client.plan({"staff.busy+calm.helps": True, "procedures.*.booked": 1})["values"]
    assert values["staff.busy.helps"] == "[receive/other]"
    assert "appointments.slots" in values


def test_how_a_value_is_written_is_said(client):
    answer = client.get("/api/form").json()
    fields = {each["path"]: each for part in answer["sections"] for each in part["fields"]}
    assert fields["staff.busy.changes"]["written"] == (
        "`[{from: …, to: …, officers: …}, …]`; from, to: day, `2021-02-01`; officers: whole number"
    )
    assert fields["demand.day_cv"]["written"] == "number, `0.5`"


def test_other_days_cannot_be_compared(client):
    answer = client.post("/api/plan", json={"changes": {"period.to": "2021-03-30"}}).json()
    assert "only the same days can be compared" in answer["problems"][0]["message"]
