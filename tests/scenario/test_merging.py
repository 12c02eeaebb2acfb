"""Merging: named things merge, the rest is replaced whole."""

import pytest

from simulator.scenario.merging import merge
from simulator.scenario.problems import Place, Problem
from simulator.scenario.resolving import node_of

HERE = Place("here.yaml", 1)


def merged(base: object, over: object, path: str = "") -> object:
    problems: list[Problem] = []
    keys = tuple(path.split(".")) if path else ()
    tree = merge(node_of(base, HERE), node_of(over, HERE), keys, problems)
    assert problems == []
    return tree.plain()


@pytest.mark.parametrize(
    ("path", "base", "over", "result"),
    [
        ("staff", {"a": {"officers": 1, "speed": 1}}, {"a": {"officers": 2}, "b": {}},
         {"a": {"officers": 2, "speed": 1}, "b": {}}),
        ("procedures.x", {"limit": "none", "steps": {"receive": 1}}, {"steps": {"seal": 2}},
         {"limit": "none", "steps": {"receive": 1, "seal": 2}}),
        ("procedures.x.steps", {"receive": {"gamma": {"mean": 1, "cv": 1}}},
         {"receive": {"constant": 1}}, {"receive": {"constant": 1}}),
        ("procedures.x", {"bundle": {"1": 1.0}}, {"bundle": {"2": 1.0}}, {"bundle": {"2": 1.0}}),
        ("procedures.x", {"channels": {"counter": 1}}, {"channels": {"online": 1}},
         {"channels": {"online": 1}}),
        ("procedures.x", {"label": {"vi": "a"}}, {"label": {"en": "b"}}, {"label": {"en": "b"}}),
        ("demand", {"growth": 2, "months": {"jan": 2}}, {"months": {"feb": 2}},
         {"growth": 2, "months": {"feb": 2}}),
        ("calendar", {"country": "VN", "hours": {"mon": 1}}, {"hours": {"tue": 2}},
         {"country": "VN", "hours": {"tue": 2}}),
        ("queues", {"receive": {"hurry": 1, "closing": "a"}}, {"receive": {"hurry": 2}},
         {"receive": {"hurry": 2, "closing": "a"}}),
        ("staff.a", {"serves": ["x", "y"]}, {"serves": ["z"]}, {"serves": ("z",)}),
        ("", {"name": {"vi": "a"}, "seal": {"at": "center"}}, {"name": {"en": "b"}},
         {"name": {"en": "b"}, "seal": {"at": "center"}}),
        ("sources", {"a.b": "x"}, {"c.d": "y"}, {"a.b": "x", "c.d": "y"}),
        ("staff", {"a": {"officers": 1}, "b": {}}, {"a": None}, {"b": {}}),
    ],
)  # fmt: skip
def test_only_collections_of_named_things_merge(
    path: str, base: object, over: object, result: object
) -> None:
    assert merged(base, over, path) == result


def test_merging_leaves_what_it_merges_as_it_was() -> None:
    base, over = node_of({"staff": {"a": {"x": 1}}}, HERE), node_of({"staff": {"a": None}}, HERE)
    merge(base, over, (), [])
    assert base.plain() == {"staff": {"a": {"x": 1}}}
