"""Paths: one value, or the same value everywhere, and an error where nothing matches."""

import pytest

from simulator.scenario import ScenarioError
from simulator.scenario.paths import set_path
from simulator.scenario.problems import Place
from simulator.scenario.resolving import node_of

HERE = Place("here.yaml", 1)
STAFF = {"staff": {"a": {"officers": 1}, "b": {"officers": 2, "changes": [{"officers": -1}]}}}


def after(data: object, path: str, value: object) -> object:
    return set_path(node_of(data, HERE), path, node_of(value, HERE)).plain()


def refusal(data: object, path: str, value: object) -> str:
    with pytest.raises(ScenarioError) as caught:
        after(data, path, value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "where", "expected"),
    [
        ("staff.a.officers", 3, ("a", "officers"), 3),
        ("staff.a.speed", 1.1, ("a", "speed"), 1.1),
        ("staff.b.changes.0.officers", -2, ("b", "changes"), ({"officers": -2},)),
        ("staff.b.changes", [], ("b", "changes"), ()),
        ("staff.c", {"officers": 1}, ("c", "officers"), 1),
        ("staff.a", {"speed": 2}, ("a", "officers"), 1),
    ],
)
def test_a_path_sets_one_value(
    path: str, value: object, where: tuple[str, str], expected: object
) -> None:
    result = set_path(node_of(STAFF, HERE), path, node_of(value, HERE))
    node = result.at(("staff", *where))
    assert node is not None
    assert node.plain() == expected
    others = {key for key, _ in result.walk() if key[:2] != ("staff", where[0])}
    assert others <= {key for key, _ in node_of(STAFF, HERE).walk()}


def test_all_stands_for_every_key_of_its_level() -> None:
    assert after(STAFF, "staff.all.speed", 2) == {
        "staff": {
            "a": {"officers": 1, "speed": 2},
            "b": {"officers": 2, "changes": ({"officers": -1},), "speed": 2},
        }
    }


def test_behind_all_a_value_is_set_only_where_the_rest_of_the_path_is() -> None:
    flows = {
        "procedures": {
            "x": {"steps": {"receive": {"gamma": {"mean": 1, "cv": 1}}}},
            "y": {"steps": {"receive": {"constant": 1}, "seal": {"constant": 1}}},
        }
    }
    assert after(flows, "procedures.all.steps.receive.gamma.mean", 2) == {
        "procedures": {
            "x": {"steps": {"receive": {"gamma": {"mean": 2, "cv": 1}}}},
            "y": {"steps": {"receive": {"constant": 1}, "seal": {"constant": 1}}},
        }
    }
    sealed = after(flows, "procedures.all.steps.seal", {"constant": 3})
    assert sealed == {
        "procedures": {
            "x": {"steps": {"receive": {"gamma": {"mean": 1, "cv": 1}}}},
            "y": {"steps": {"receive": {"constant": 1}, "seal": {"constant": 3}}},
        }
    }


def test_the_queues_of_all_steps_can_be_set_though_no_file_names_them() -> None:
    result = after({}, "queues.all.discipline", "due-date")
    assert result == {
        "queues": {
            step: {"discipline": "due-date"}
            for step in ("receive", "appraise", "approve", "seal", "return")
        }
    }


def test_a_section_that_is_absent_comes_into_being_with_its_first_key() -> None:
    assert after({}, "demand.growth", 2) == {"demand": {"growth": 2}}
    assert after({}, "demand.months.feb", 2) == {"demand": {"months": {"feb": 2}}}
    assert after({}, "queues.receive/land.hurry", 2) == {"queues": {"receive/land": {"hurry": 2}}}


def test_the_path_of_a_source_is_one_key() -> None:
    data: object = {"sources": {"staff.all.leave": "assumption"}}
    assert after(data, "sources.staff.all.leave", "law") == {"sources": {"staff.all.leave": "law"}}


def test_none_removes_a_key_by_its_path() -> None:
    assert after({"staff": {"a": {}, "b": {}}}, "staff.a", None) == {"staff": {"b": {}}}


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("staff.aa.officers", 3, "staff.aa: matches nothing (did you mean 'a'?)"),
        ("staff.c", 3, "staff.c: matches nothing"),
        ("staff.a.leave", None, "staff.a.leave: matches nothing"),
        ("staff.a.officers.x", 3, "staff.a.officers.x: matches nothing"),
        ("staff.b.changes.1.officers", 3, "staff.b.changes.1: matches nothing"),
        ("staff.b.changes.x", 3, "staff.b.changes.x: matches nothing"),
        ("staff.all.changes.5.officers", 3, "matches nothing"),
        ("procedures.all.volume", 3, "procedures.all: matches nothing"),
        ("staff..officers", 3, "staff.: matches nothing"),
    ],
)
def test_a_path_that_matches_nothing_is_an_error(path: str, value: object, problem: str) -> None:
    assert problem in refusal({**STAFF, "procedures": {}}, path, value)
