"""What is worked out while nobody moves anything."""

import pytest

from simulator.scenario import read_resolved
from simulator.web.background import Background
from simulator.web.plans import DeskPlan
from simulator.web.streaming import GivenUp
from tests.web.conftest import CENTER, SEED


def test_levers_that_help_are_ranked_and_can_be_moved(client):
    *_before, (name, last), done = client.events("/api/ranking")
    assert (name, done) == ("levers", ("done", {}))
    assert last["done"] == last["of"]
    best = last["levers"][0]
    assert best["gain"].startswith("Mean wait shorter by")
    assert client.plan(best["changes"])["changed"]


def test_assumptions_that_decide_are_told(client):
    *before, (name, last), done = client.events("/api/assumptions")
    assert before
    assert all(each["done"] < each["of"] for _name, each in before)
    assert (name, done) == ("assumptions", ("done", {}))
    assert last["assumptions"][0]["label"] == "transfer · Service times, Receive"
    assert last["assumptions"][0]["value"] == "10 min"


def test_who_is_interrupted_goes_on():
    background = Background(DeskPlan.of(read_resolved(CENTER)), SEED)
    for work in (background.ranking, background.assumptions):
        told = []
        with pytest.raises(GivenUp):
            work(told.append, lambda told=told: len(told) > 0)
        assert ("done", {}) not in told
        work(told.append, lambda: False)
        assert told[-1] == ("done", {})
