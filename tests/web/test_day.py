"""A day of the desk: the same citizens, today and with a plan."""

from datetime import date

import numpy as np
import pytest

from simulator import draw, serve
from simulator.demand.workload import DAY
from simulator.measures.loading import load_scenario
from simulator.measures.tickets import tickets_of
from tests.web.conftest import CENTER, SEED

STATION, CAME, CALLED, LEFT, HOW = range(5)


@pytest.fixture
def plan(client):
    return client.plan({"staff.busy.officers": 2})["plan"]


@pytest.fixture(scope="module")
def waits():
    """Mean wait of today by date, in order of the wait."""
    scenario = load_scenario(CENTER)
    workload, roster = draw(scenario, seed=SEED)
    tickets = tickets_of(workload, serve(workload, roster), since=workload.period_start)
    days = tickets.arrival // DAY
    first = scenario.period.first_day.toordinal()
    means = {
        date.fromordinal(first + int(day)).isoformat(): tickets.wait[days == day].mean()
        for day in np.unique(days)
    }
    return dict(sorted(means.items(), key=lambda each: each[1]))


def test_the_same_citizens_come_to_both(client, plan):
    day = client.get(f"/api/plan/{plan}/day").json()
    came = [[each[:2] for each in day[side]["citizens"]] for side in ("today", "plan")]
    assert came[0] == came[1]
    assert day["stations"][0] == "Receive · Land"


def test_with_an_officer_more_they_wait_less(client, plan):
    day = client.get(f"/api/plan/{plan}/day?which=worst").json()
    today, other = (
        sum(each[CALLED] - each[CAME] for each in day[side]["citizens"])
        for side in ("today", "plan")
    )
    assert other < today / 2


@pytest.mark.parametrize(("which", "place"), [("typical", 0.5), ("worst", 1 - 1 / 21)])
def test_the_day_is_where_it_is_said_to_be(client, plan, waits, which, place):
    shown = client.get(f"/api/plan/{plan}/day?which={which}").json()["date"]
    assert shown == list(waits)[round(place * (len(waits) - 1))]


def test_counts_at_the_steps_are_those_of_the_citizens(client, plan):
    day = client.get(f"/api/plan/{plan}/day?which=worst").json()
    for moment, *counts in day["plan"]["steps"]:
        there = [
            each
            for each in day["plan"]["citizens"]
            if each[CAME] <= moment < each[LEFT] and not each[HOW]
        ]
        assert counts == [len(there), 0, 0, 0, 0]


def test_another_day_is_not_there(client, plan):
    assert client.get(f"/api/plan/{plan}/day?which=best").status_code == 400
