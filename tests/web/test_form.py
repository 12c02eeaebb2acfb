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


def test_what_is_absent_can_be_typed_and_levers_are_not_there(client):
    answer = client.get("/api/form").json()
    fields = {each["path"]: each for part in answer["sections"] for each in part["fields"]}
    assert fields["demand.scale_to"]["value"] == ""
    assert fields["procedures.transfer.volume"]["value"] == "38 per working day"
    assert fields["procedures.transfer.volume"]["help"]
    assert "staff.busy.officers" not in fields


def test_other_days_cannot_be_compared(client):
    answer = client.post("/api/plan", json={"changes": {"period.to": "2021-03-30"}}).json()
    assert "only the same days can be compared" in answer["problems"][0]["message"]
