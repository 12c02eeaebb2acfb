"""What is moved and typed comes to the scenario that a file would make."""

import re
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from simulator.measures.loading import load_scenario
from simulator.scenario import Resolved, Scenario, ScenarioError, loading, read_resolved, schema
from simulator.scenario.model_center import Share, Staff
from simulator.scenario.moves import MORE, ByStep
from simulator.scenario.starter import starter_tree
from simulator.scenario.vocabulary import Name
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


class Helpful(Staff):
    """A group of officers with a key that the language has not."""

    cheer: Annotated[Share, ByStep(step=0.1, names={MORE: "More cheer"})] = Field(
        0.2, title="Cheer of the officers"
    )
    """How cheerful they are."""


class Cheered(Scenario):
    """A scenario with such groups."""

    staff: dict[Name, Helpful] = Field(title="Groups of officers")
    """Groups of officers."""


@pytest.fixture
def cheered(monkeypatch):
    """The language with a key more, and nothing else told of it."""
    monkeypatch.setattr(loading, "Scenario", Cheered)
    monkeypatch.setattr(schema.keys, "__defaults__", (Cheered, ()))
    schema.by_names.cache_clear()
    yield
    schema.by_names.cache_clear()


@pytest.mark.usefixtures("cheered")
def test_a_key_that_is_added_is_a_lever_and_nothing_else_has_to_be_told():
    today = DeskPlan.of(read_resolved(CENTER))
    told = telling.desk(today, file="", seed=1, replications=2)
    shown = lever(told, "staff.busy.cheer")
    assert shown["label"] == "Cheer of the officers · Land counter"
    assert [each["label"] for each in shown["choices"]] == [
        f"{percent} %" for percent in range(0, 80, 10)
    ]
    plan = today.changed({"staff.busy.cheer": shown["choices"][-1]["value"]})
    assert plan.scenario.staff["busy"].cheer == pytest.approx(0.7)
    assert lever(telling.plan(plan, today), "staff.busy.cheer")["text"] == "70 %"
    with pytest.raises(ScenarioError, match=r"staff\.busy\.cheer: 1\.5: must be at most 1"):
        today.changed({"staff.busy.cheer": "1.5"})


@pytest.fixture
def without_courier(tmp_path):
    """A Center all of whose dossiers stay in the house."""
    text = Path(__file__).with_name("center.yaml").read_text(encoding="utf-8")
    file = tmp_path / "center.yaml"
    file.write_text(re.sub(r"(?m)^courier:.*$", "", text), encoding="utf-8")
    return DeskPlan.of(read_resolved(file))


def test_the_seal_moves_to_headquarters_with_a_courier_that_is_an_assumption(without_courier):
    seal = lever(telling.plan(without_courier, without_courier), "seal.at")
    labels = [each["label"] for each in seal["choices"]]
    assert labels == ["the Center", "headquarters, assumed 2 trips a day"]
    plan = without_courier.changed({"seal.at": "headquarters"})
    assert plan.scenario.courier.to_center == (39_600, 59_400)
    assert plan.scenario.sources["courier"].assumption
    (courier,) = (each for each in telling.changed(plan, without_courier) if "11:00" in each)
    assert "16:30" in courier
    assert without_courier.changed({"seal.at": "center"}).scenario.courier is None


@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_typed_of_the_courier_stands(without_courier, is_first):
    both = {"courier.to_center": "[14:00]", "seal.at": "headquarters"}
    changes = both if is_first else dict(reversed(both.items()))
    assert without_courier.changed(changes).scenario.courier.to_center == (50_400,)


def test_a_courier_that_goes_already_is_left_as_it_is():
    own = DeskPlan.of(read_resolved(Path(__file__).with_name("center.yaml")))
    seal = lever(telling.plan(own, own), "seal.at")
    assert [each["label"] for each in seal["choices"]] == ["the Center", "headquarters"]
