"""Files that are dropped on the page: read, checked, and forgotten."""

import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from simulator import draw, serve
from simulator.measures.loading import load_scenario
from simulator.records import log_of, write_tickets
from simulator.reports.scenario_file import scenario_workbook
from simulator.scenario import read_resolved
from tests.web.conftest import CENTER, SEED


def drop(client, name, content):
    answer = client.post("/api/upload", content=content, headers={"x-file-name": quote(name)})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """The ticket log of today's first replication."""
    scenario = load_scenario(CENTER)
    workload, roster = draw(scenario, seed=SEED)
    path = tmp_path_factory.mktemp("log") / "log.csv"
    write_tickets(log_of(scenario, workload, roster, serve(workload, roster)), path)
    return path.read_bytes()


def test_a_scenario_becomes_today(client):
    text = CENTER.read_bytes().replace(b"Two counters", "Một cửa Đông Triều".encode())
    desk = drop(client, "đông triều.yaml", text)["desk"]
    assert (desk["title"], desk["file"]) == ("Một cửa Đông Triều", "đông triều.yaml")
    assert client.get("/api/desk").json()["title"] == desk["title"]
    assert client.answers({})[-1]["is_preliminary"] is False


def test_a_long_name_keeps_its_end(client):
    name = "kịch bản của Trung tâm Phục vụ hành chính công " * 4 + ".yaml"
    assert drop(client, name, CENTER.read_bytes())["desk"]["file"].endswith("công .yaml")


def test_a_workbook_becomes_today(client):
    content = scenario_workbook(read_resolved(CENTER).tree)
    assert drop(client, "plan.xlsx", content)["desk"]["title"] == "Two counters"


def test_mistakes_in_a_workbook_are_told_by_their_cells(client):
    workbook = load_workbook(BytesIO(scenario_workbook(read_resolved(CENTER).tree)))
    workbook["Staff"]["D2"], workbook["Staff"]["D3"] = "many", "=1+1"
    workbook.save(content := BytesIO())
    told = drop(client, "plan.xlsx", content.getvalue())["problems"]
    assert [each["message"].partition(": ")[0] for each in told] == ["plan.xlsx:Staff!D3"]
    workbook["Staff"]["D3"] = 1
    workbook.save(content := BytesIO())
    (problem,) = drop(client, "plan.xlsx", content.getvalue())["problems"]
    assert problem["message"].startswith("plan.xlsx:Staff!D2: ")
    assert "Officers: many: a whole number is due" in problem["message"]


def test_a_log_is_counted(client, log):
    told = drop(client, "C:\\tickets\\log.csv", log)
    assert told["kind"] == "log"
    assert told["tickets"] > 500
    assert told["days"][0]["date"].startswith("2021-0")


def test_a_day_of_the_log_is_seen_again_with_a_plan(client, log):
    day = drop(client, "log.csv", log)["days"][5]["date"]
    plan = client.plan({"staff.busy.officers": 2})["plan"]
    answer = client.post(f"/api/plan/{plan}/replay", json={"day": day}).json()
    assert answer["sentence"].startswith("The log has a mean wait of")
    assert answer["more"][0].startswith("With this plan the mean wait of the model is shorter")


def test_a_log_is_fitted_and_becomes_today(client, log):
    drop(client, "log.csv", log)
    desk = client.post("/api/fit").json()["desk"]
    assert {"staff", "officers"} <= {
        part for each in desk["levers"] for part in each["path"].split(".")
    }
    day = client.post(f"/api/plan/{client.plan({})['plan']}/replay", json={"day": "2021-03-02"})
    assert day.json()["sentence"]


def test_what_was_on_the_desk_before_a_file_is_gone_back_to_as_it_was_left(client):
    moved = {"staff.busy.officers": 2}
    key = client.plan(moved)["plan"]
    client.post("/api/kept", json={"plan": key, "name": "one more"})
    another = CENTER.read_bytes().replace(b"Two counters", b"Another")
    laid = drop(client, "another.yaml", another)
    assert (laid["desk"]["before"], laid["changes"]) == ("Two counters", {})
    assert client.get("/api/kept").json()["columns"][1:] == []
    back = client.post("/api/back").json()
    before = "Another · another.yaml"
    assert (back["desk"]["title"], back["desk"]["before"]) == ("Two counters", before)
    assert back["changes"] == moved
    assert client.get("/api/kept").json()["columns"][1]["name"] == "one more"
    assert client.get(f"/api/plan/{key}/day").status_code == 200
    assert client.post("/api/back").json()["desk"]["title"] == "Another"


def test_where_nothing_was_on_the_desk_before_there_is_no_way_back(client):
    assert client.get("/api/desk").json()["before"] is None
    (problem,) = client.post("/api/back").json()["problems"]
    assert problem["message"] == "no other scenario was on the desk before"


def test_after_a_fit_is_gone_back_from_the_log_can_be_fitted_again(client, log):
    drop(client, "log.csv", log)
    title = client.post("/api/fit").json()["desk"]["title"]
    assert client.post("/api/back").json()["desk"]["title"] == "Two counters"
    assert client.post("/api/fit").json()["desk"]["title"] == title


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.yaml", b"extends: /etc/passwd\n" + CENTER.read_bytes(), "a file cannot be named here"),
        ("a.yaml", b"a: [", ""),
        ("a.yaml", b"\xff\xfe\x00", "is not UTF-8"),
        ("a.yaml", b"", "the file is empty"),
        ("a.yaml", CENTER.read_bytes().replace(b"officers: 1", b"officers: 0"), ""),
        ("a.yaml", CENTER.read_bytes().replace(b"38 per", b"3800000 per"), "dossiers"),
        ("a.xlsx", b"PK\x03\x04 no workbook", ""),
        ("a.csv", b"a,b\n1,2\n", "a.csv"),
        ("a.parquet", b"PAR1 nothing", "a.parquet"),
        ("a.exe", b"MZ", "is no scenario"),
        ("", b"", "is no scenario"),
    ],
)
def test_what_cannot_be_used_is_told(client, name, content, said):
    problems = drop(client, name, content)["problems"]
    assert said in " ".join(each["message"] for each in problems)
    assert tempfile.gettempdir() not in str(problems)
    assert client.get("/api/desk").json()["title"] == "Two counters"


def test_nothing_is_ever_on_disk(client, log, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    monkeypatch.setattr(Path, "write_bytes", None)
    assert drop(client, "log.csv", log)["tickets"] > 500
    assert drop(client, "bad.csv", b"a,b\n1,2\n")["problems"]


def test_a_file_is_bounded(client):
    answer = client.post("/api/upload", content=b"x" * 20_000_001, headers={"x-file-name": "a.csv"})
    assert answer.status_code == 413


def test_without_a_log_there_is_nothing_to_fit(client):
    answer = client.post("/api/fit").json()
    assert answer["problems"][0]["message"] == "drop a ticket log on the page first"
