"""`onestop fit`: from a log to a scenario that runs."""

import pandas as pd
import pytest

from simulator import load_scenario
from simulator.cli import main
from simulator.records import write_tickets
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("logs") / "tickets.csv"
    period = {"from": "2025-03-03", "to": "2025-03-14"}
    write_tickets(simulated_log(lobby(period=period)), path)
    return path


def run(*arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments), "--lang", "en"])
    return left.value.code


def test_a_log_becomes_a_scenario_and_a_page(log, tmp_path, capsys):
    out = tmp_path / "fitted.yaml"
    with log.open("a", encoding="utf-8") as rows:
        rows.write("Lobby,1,receive/land,soon,,,,\n")
    assert run("fit", log, "--out", out) == 0
    said = capsys.readouterr()
    assert "1 row is left out" in said.out
    assert "fitted-excluded.csv" in said.err
    assert load_scenario(out).staff["receive-land-counters"].officers == 2
    assert "<svg" in out.with_suffix(".html").read_text(encoding="utf-8")
    assert "cannot be read" in (tmp_path / "fitted-excluded.csv").read_text(encoding="utf-8")
    assert run("check", out) == 0


def test_a_scenario_that_is_there_is_left_alone(log, tmp_path, capsys):
    out = tmp_path / "fitted.yaml"
    out.write_text("mine", encoding="utf-8")
    assert run("fit", log, "--out", out) == 2
    assert "exists already" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"


def test_what_is_no_log_is_refused(tmp_path, capsys):
    path = tmp_path / "no.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("fit", path, "--out", tmp_path / "out.yaml") == 2
    assert "no.csv" in capsys.readouterr().err
    assert not (tmp_path / "out.yaml").exists()


def test_a_log_that_names_no_office_is_called_by_its_file(log, tmp_path, capsys):
    mine = tmp_path / "nhật ký.csv"
    pd.read_csv(log, dtype=str).drop(columns="office").to_csv(mine, index=False)
    assert run("fit", mine, "--out", tmp_path / "fitted.yaml") == 0
    assert capsys.readouterr().out.startswith("nhật ký.csv\n")
    assert load_scenario(tmp_path / "fitted.yaml").name.en == "nhật ký.csv"


def test_what_was_left_out_is_said(log, tmp_path, capsys):
    more = "Center,1,receive/land,2025-06-02 08:00:00,,,,\nCenter,1,taxes,2025-03-04 08:00:00,,,,\n"
    mine = tmp_path / "tickets.csv"
    mine.write_text(log.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run("fit", mine, "--out", tmp_path / "fitted.yaml") == 0
    said = capsys.readouterr().out
    assert "1 ticket is of a day with far fewer than usual" in said
    assert "queues of which nobody was ever called are left out: taxes" in said


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("fitted.html", "the name of a scenario ends in .yaml"),
        ("fitted", "the name of a scenario ends in .yaml"),
        ("folder.yaml", "is a folder: name another file"),
        ("nowhere/fitted.yaml", "nowhere is no folder: make it first"),
        ("there.yaml", "there-excluded.csv exists already and is left as it is"),
    ],
)
def test_where_a_scenario_cannot_be_written_is_said_before_the_log_is_read(
    tmp_path, capsys, out, said
):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "there-excluded.csv").write_text("mine", encoding="utf-8")
    before = {*tmp_path.iterdir()}
    forced = [] if out.startswith("there") else ["--force"]
    assert run("fit", tmp_path / "no-log.csv", "--out", tmp_path / out, *forced) == 2
    assert said in capsys.readouterr().err
    assert {*tmp_path.iterdir()} == before


def test_a_list_of_rows_left_out_goes_with_the_fit_that_it_is_of(log, tmp_path):
    out, listed = tmp_path / "fitted.yaml", tmp_path / "fitted-excluded.csv"
    listed.write_text("of an earlier fit", encoding="utf-8")
    mine = tmp_path / "tickets.csv"
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    mine.write_text("".join(line for line in lines if "soon" not in line), encoding="utf-8")
    assert run("fit", mine, "--out", out, "--force") == 0
    assert not listed.exists()
