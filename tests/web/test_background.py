"""What is worked out while nobody moves anything."""

from functools import partial

import pytest

from simulator.scenario import read_resolved
from simulator.web.background import Background
from simulator.web.plans import DeskPlan
from simulator.web.streaming import GivenUp
from tests.web.conftest import CENTER, SEED


def test_levers_that_help_are_ranked_and_can_be_moved(client):
    *_before, (name, last), done = client.events(f"/api/plan/{client.plan({})['plan']}/ranking")
    assert (name, done) == ("levers", ("done", {}))
    assert last["done"] == last["of"]
    best = last["levers"][0]
    assert best["gain"].startswith("Mean wait shorter by")
    assert client.plan(best["changes"])["changed"]


def test_levers_are_pulled_from_where_a_plan_stands(client):
    plan = client.plan({"staff.busy.officers": 2})["plan"]
    *_before, (_name, last), _done = client.events(f"/api/plan/{plan}/ranking")
    more = [each["changes"] for each in last["levers"] if "staff.busy.officers" in each["changes"]]
    assert more in ([], [{"staff.busy.officers": 3}])


def test_assumptions_that_decide_are_told(client):
    *before, (name, last), done = client.events("/api/assumptions")
    assert before
    assert all(each["done"] < each["of"] for _name, each in before)
    assert (name, done) == ("assumptions", ("done", {}))
    assert last["assumptions"][0]["label"] == "transfer · Service times, Receive"
    assert last["assumptions"][0]["value"] == "10 min"


def test_who_is_interrupted_goes_on():
    today = DeskPlan.of(read_resolved(CENTER))
    background = Background(today, SEED)
    for work in (partial(background.ranking, today=today), background.assumptions):
        told = []
        with pytest.raises(GivenUp):
            work(told.append, lambda told=told: len(told) > 0)
        assert ("done", {}) not in told
        work(told.append, lambda: False)
        assert told[-1] == ("done", {})
