"""What is taken away of a plan says what the plan is."""

import pytest

from simulator.measures.loading import load_scenario
from simulator.scenario import read_resolved
from simulator.web.downloads import Download
from simulator.web.plans import DeskPlan
from tests.web.conftest import CENTER

CHANGES = {
    "staff.busy.officers": 2,
    "procedures.transfer.steps.receive": "{constant: 5 min}",
    "staff.calm.helps": ["receive/land"],
    "demand.growth": 1.1,
}


def download(client, changes, name):
    return client.get(f"/api/plan/{client.plan(changes)['plan']}/download/{name}")


@pytest.mark.parametrize("changes", [{}, CHANGES, {"staff.calm.label": "~"}])
def test_a_plan_extends_the_scenario_that_it_starts_from(tmp_path, changes):
    today = DeskPlan.of(read_resolved(CENTER))
    plan = today.changed(changes)
    text = Download(today, plan, CENTER.name, None).made("scenario.yaml").decode()
    (tmp_path / CENTER.name).write_bytes(CENTER.read_bytes())
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    assert load_scenario(tmp_path / "plan.yaml").hash == plan.scenario.hash
    if changes is CHANGES:
        assert text.startswith("extends: two-counters.yaml\n")
        assert "question" not in text


def test_without_a_file_the_plan_is_whole(client, tmp_path):
    answer = download(client, CHANGES, "scenario.yaml")
    assert answer.headers["content-disposition"] == 'attachment; filename="scenario.yaml"'
    (tmp_path / "plan.yaml").write_bytes(answer.content)
    expected = load_scenario(
        CENTER, overrides={**CHANGES, "procedures.transfer.steps.receive": {"constant": "5 min"}}
    )
    assert load_scenario(tmp_path / "plan.yaml").hash == expected.hash


def test_a_workbook_holds_the_same(client, tmp_path):
    (tmp_path / "plan.xlsx").write_bytes(download(client, CHANGES, "scenario.xlsx").content)
    found = load_scenario(tmp_path / "plan.xlsx")
    assert found.staff["busy"].officers == 2


def test_the_report_is_that_of_compare(client):
    page = download(client, {"staff.busy.officers": 2}, "report.html").text
    assert "Two counters" in page
    assert "Land counter · Officers: 1 → 2" in page


def test_plans_that_are_kept_are_told_of_by_their_names(client):
    key = client.plan({"staff.busy.officers": 2})["plan"]
    client.post("/api/kept", json={"plan": key, "name": "One more"})
    brief = download(client, {"staff.busy.officers": 3}, "brief.html").text
    assert "One more" in brief
    assert "2 → 3" not in brief
    assert "1 → 3" in brief
    client.delete(f"/api/kept/{key}")


def test_plans_of_one_name_are_told_apart(client):
    keys = [client.plan({"staff.busy.officers": officers})["plan"] for officers in (2, 3)]
    for key in keys:
        client.post("/api/kept", json={"plan": key, "name": "today"})
    brief = download(client, {}, "brief.html").text
    assert "today (2)" in brief
    assert "today (3)" in brief
    for key in keys:
        client.delete(f"/api/kept/{key}")


@pytest.mark.parametrize(("name", "begins"), [("brief.html", b"<!DOCTYPE"), ("brief.docx", b"PK")])
def test_the_brief_is_sent(client, name, begins):
    answer = download(client, {"staff.busy.officers": 2}, name)
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(begins)


@pytest.mark.parametrize("name", ["none.yaml", "report.exe", "report.", "..", "scenario"])
def test_nothing_else_is_sent(client, name):
    assert download(client, {}, name).status_code in (404, 405)
