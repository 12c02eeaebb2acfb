"""What is moved and typed comes to the scenario that a file would make."""

from pathlib import Path

import pytest

from simulator.measures.loading import load_scenario
from simulator.scenario import Resolved, ScenarioError, read_resolved
from simulator.scenario.model_center import Staff
from simulator.scenario.moves import LESS, ByStep
from simulator.scenario.starter import starter_tree
from simulator.web import plans, telling
from simulator.web.plans import DeskPlan
from tests.web.conftest import CENTER


@pytest.fixture(scope="module")
def today():
    """The scenario of `onestop new`, which has most kinds of levers."""
    return DeskPlan.of(Resolved(starter_tree("en"), Path()))


def lever(answer, path):
    return next(each for each in answer["levers"] if each["path"] == path)


def test_a_lever_stands_where_it_was_moved(client):
    found = lever(client.plan({"staff.busy.officers": 2}), "staff.busy.officers")
    assert (found["value"], found["today"], found["text"]) == (2, 1, "2")


def test_what_was_changed_is_said(client):
    answer = client.plan({"staff.busy.officers": 2})
    assert answer["changed"] == ["Land counter · Officers: 1 → 2"]


def test_a_value_can_be_typed_beyond_the_positions(client):
    found = lever(client.plan({"staff.busy.officers": "37"}), "staff.busy.officers")
    assert found["text"] == "37"


@pytest.mark.parametrize("value", [0, "none", 1.5, "x", None, [], {"a": 1}, "!!python/name:os"])
def test_a_mistake_is_told_at_its_field(client, value):
    answer = client.post("/api/plan", json={"changes": {"staff.busy.officers": value}})
    assert answer.status_code == 200
    assert {each["path"] for each in answer.json()["problems"]} == {"staff.busy.officers"}


def test_a_mistake_is_told_in_the_words_of_files(client):
    with pytest.raises(ScenarioError) as error:
        load_scenario(CENTER, overrides=["staff.busy.officers=0"])
    answer = client.post("/api/plan", json={"changes": {"staff.busy.officers": "0"}})
    assert answer.json()["problems"][0]["message"] == error.value.problems[0].message


@pytest.mark.parametrize("file", ["/etc/passwd", "../../secret.csv", "times.csv", {"a": 1}])
def test_no_file_is_named_from_the_page(client, file):
    changes = {"procedures.transfer.steps.receive": {"empirical": {"file": file}}}
    problem = client.post("/api/plan", json={"changes": changes}).json()["problems"][0]
    assert problem["message"] == "a file cannot be named here: it stays as it is"


def test_each_kind_of_lever_comes_to_another_scenario_or_a_problem(today):
    kinds = {(each.key.path, each.kind): each for each in today.controls.values()}
    for control in kinds.values():
        path = control.path
        position = control.positions[-1]
        try:
            plan = today.changed({path: position.value})
        except ScenarioError as error:
            assert error.problems  # noqa: PT017
        else:
            is_moved = position.value != control.today
            assert (plan.scenario.hash != today.scenario.hash) == is_moved, path


def test_groups_that_help_two_others_help_both(today):
    pairs = [path for path in today.controls if path.endswith(".helps")]
    first = pairs[0].split(".")[1].split("+")[0]
    own = [path for path in pairs if first in path.split(".")[1].split("+")][:2]
    plan = today.changed(dict.fromkeys(own, True))
    alone = [today.changed({path: True}).scenario.staff[first].helps for path in own]
    assert set(plan.scenario.staff[first].helps) == {each for one in alone for each in one}


def test_what_takes_too_long_is_refused(today, monkeypatch):
    monkeypatch.setattr(plans, "MOST_SECONDS", 0.01)
    with pytest.raises(ValueError, match="one replication would take about"):
        today.changed({})


def test_a_key_that_is_marked_is_a_lever_and_nothing_else_has_to_be_told(monkeypatch):
    field = Staff.model_fields["other_duties"]
    mark = ByStep(step=0.1, names={LESS: "Fewer other duties"})
    monkeypatch.setattr(field, "metadata", [*field.metadata, mark])
    plan = DeskPlan.of(read_resolved(CENTER))
    told = telling.desk(plan, file="", seed=1, replications=2)
    shown = lever(told, "staff.busy.other_duties")
    assert [each["label"] for each in shown["choices"]][:3] == ["0 %", "10 %", "20 %"]
    assert shown["label"] == "Other duties, share of the time · Land counter"
