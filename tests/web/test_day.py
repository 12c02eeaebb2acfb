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
def queues():
    """Longest queue of today by open day, in order."""
    scenario = load_scenario(CENTER)
    workload, roster = draw(scenario, seed=SEED)
    tickets = tickets_of(workload, serve(workload, roster), since=workload.period_start)
    first = scenario.period.first_day.toordinal()
    longest = {}
    for day in np.unique(tickets.arrival // DAY):
        moments = day * DAY + np.arange(0, DAY, 900)
        waiting = (tickets.arrival[:, None] <= moments) & (tickets.gone[:, None] > moments)
        longest[date.fromordinal(first + int(day)).isoformat()] = int(waiting.sum(axis=0).max())
    return longest


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


def test_the_worst_day_of_a_month_has_the_longest_queue(client, plan, queues):
    shown = client.get(f"/api/plan/{plan}/day?which=worst").json()["date"]
    assert queues[shown] == max(queues.values())


def test_a_typical_day_stands_in_the_middle(client, plan, queues):
    shown = client.get(f"/api/plan/{plan}/day").json()["date"]
    assert queues[shown] == sorted(queues.values(), reverse=True)[len(queues) // 2]


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
