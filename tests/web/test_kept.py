"""Plans that are kept, and set beside each other."""

import pytest

from simulator.measures.loading import load_scenario
from simulator.reports.comparison.telling import own_mean
from simulator.studies.comparison import compare
from tests.web.conftest import CENTER, REPLICATIONS, SEED

BUSY, CALM = {"staff.busy.officers": 2}, {"staff.calm.officers": 2}


def keep(client, changes, name):
    key = client.plan(changes)["plan"]
    return key, client.post("/api/kept", json={"plan": key, "name": name}).json()


def test_plans_stand_beside_today_as_compare_has_them(client):
    keep(client, BUSY, "one more")
    _key, table = keep(client, CALM, "elsewhere")
    assert [each["name"] for each in table["columns"]] == ["today", "one more", "elsewhere"]
    found = compare(
        {
            name: load_scenario(CENTER, overrides=each)
            for name, each in {"A": {}, "B": BUSY, "C": CALM}.items()
        },
        replications=REPLICATIONS,
        seed=SEED,
    )
    cells = [
        [own_mean(found, each.second, each).text for each in both]
        for both in zip(found.by_pair()["A", "B"], found.by_pair()["A", "C"], strict=True)
    ]
    assert [row["cells"][1:] for row in table["rows"]] == cells
    assert table["rows"][0]["verdicts"] == ["", "open", "alike"]


def test_two_plans_may_have_one_name(client):
    keep(client, BUSY, "today")
    _key, table = keep(client, CALM, "today")
    assert len(table["rows"][0]["cells"]) == 3


def test_a_plan_is_let_go(client):
    key, table = keep(client, BUSY, "one more")
    assert table["columns"][1]["changes"] == BUSY
    assert client.delete(f"/api/kept/{key}").json()["rows"] == []


def test_four_are_kept_whatever_else_is_tried(client):
    first, _table = keep(client, BUSY, "1")
    for name in "234":
        keep(client, CALM, name)
    _key, table = keep(client, CALM, "5")
    assert table["problems"][0]["message"].startswith("4 plans are kept")
    for officers in range(1, 15):
        client.plan({"staff.busy.officers": officers})
    assert client.get(f"/api/plan/{first}/day").status_code == 200


@pytest.mark.parametrize("told", [{}, {"plan": "x", "name": "y"}, {"plan": [], "name": 1}])
def test_what_is_no_plan_is_not_kept(client, told):
    assert client.post("/api/kept", json=told).status_code == 400
