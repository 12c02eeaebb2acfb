"""Days of a ticket log, replayed and predicted on the command line."""

import json
from datetime import date

import numpy as np
import pytest
from openpyxl import load_workbook

from simulator import draw, load_scenario, serve
from simulator.records import log_of, write_tickets

LOBBY = """
name: {vi: "Bộ phận Một cửa", en: Lobby}
period: {from: 2026-03-02, to: 2026-03-06}
calendar: {country: none, hours: {mon-fri: [07:30-11:30, 13:00-17:00]}}
fields: {land: {vi: Đất đai, en: Land}, justice: {vi: Tư pháp, en: Justice}}
procedures:
  titles:
    field: land
    volume: 30 per working day
    steps: {receive: {gamma: {mean: 14 min, cv: 0.7}}}
  births:
    field: justice
    volume: 30 per working day
    steps: {receive: {gamma: {mean: 9 min, cv: 0.7}}}
demand: {day_cv: 0.3}
citizens: {patience: {gamma: {mean: 80 min, cv: 0.5}}, leaves: openly, retries: 0}
staff:
  landers: {officers: 1, serves: [receive/land]}
  clerks: {officers: 1, serves: [receive/justice]}
"""
MORE = ["--set", "staff.landers.officers=2"]
QUICK = ["-n", "2", "--seed", "1", "-q", "--lang", "en"]


@pytest.fixture(scope="module")
def lobby(tmp_path_factory):
    """The file of a scenario, beside the log that it has made itself."""
    folder = tmp_path_factory.mktemp("lobby")
    file = folder / "lobby.yaml"
    file.write_text(LOBBY, encoding="utf-8")
    scenario = load_scenario(file)
    workload, roster = draw(scenario, seed=5)
    outcome = serve(workload, roster)
    write_tickets(log_of(scenario, workload, roster, outcome), folder / "tickets.csv")
    return folder


@pytest.fixture
def replay(lobby, onestop):
    """Replays the log, or another one."""

    def run(*options, log="tickets.csv"):
        return onestop("replay", lobby / log, "--scenario", lobby / "lobby.yaml", *QUICK, *options)

    return run


@pytest.fixture
def validate(lobby, onestop):
    """Validates the scenario, or what is set in it."""

    def run(*options):
        return onestop("validate", lobby / "lobby.yaml", lobby / "tickets.csv", *QUICK, *options)

    return run


def test_a_day_is_told_as_the_log_has_it_as_the_model_has_it_and_with_the_change(replay):
    code, out, err = replay(*MORE, "--day", "2026-03-03")
    assert (code, err) == (0, "")
    assert "3 March 2026" in out
    assert "A log cannot prove a what-if" in out
    assert "With staff.landers.officers=2 the mean wait of the model is " in " ".join(out.split())
    assert "Checked against the SimPy model" in out


def test_what_a_change_takes_from_citizens_is_told_as_more(replay):
    fewer = replay("--set", "staff.landers.speed=0.7", "--no-check")[1]
    more = replay(*MORE, "--no-check")[1]
    assert (" more." in fewer, " less." in fewer) == (True, False)
    assert (" more." in more, " less." in more) == (False, True)


def test_without_a_change_there_is_nothing_to_be_proved(replay):
    _code, out, _err = replay("--no-check")
    assert "what-if" not in out
    assert "The log has a mean wait of" in out


def test_the_data_have_the_log_the_model_and_every_difference(replay):
    _code, out, _err = replay(*MORE, "--day", "2026-03-03", "--day", "2026-03-02", "--json")
    data = json.loads(out)
    assert data["days"] == ["2026-03-02", "2026-03-03"]
    assert [each["queue"] for each in data["queues"]] == ["justice", "land"]
    assert data["all"]["tickets"] == sum(each["tickets"] for each in data["queues"])
    justice, land = data["queues"]
    assert justice["difference"]["wait_mean"]["mean"] == 0
    for figure in ("wait_mean", "wait_p90"):
        apart = land["changed"][figure]["mean"] - land["model"][figure]["mean"]
        assert land["difference"][figure]["mean"] == pytest.approx(apart)
    assert data["citizens"]["earlier"]["mean"] > 5
    assert data["provenance"]["check"]["identical"]


def test_the_day_with_most_tickets_is_replayed_when_none_is_named(replay, lobby):
    data = json.loads(replay("--json", "--no-check")[1])
    lines = (lobby / "tickets.csv").read_text().splitlines()[1:]
    days, counts = np.unique([line.split(",")[3][:10] for line in lines], return_counts=True)
    assert data["days"] == [str(days[counts.argmax()])]
    assert data["all"]["tickets"] == counts.max()


def test_files_are_saved_all_together_and_never_over_others_unasked(replay, tmp_path):
    out = tmp_path / "out"
    code, _out, err = replay(*MORE, "--out", out)
    assert code == 0
    assert sorted(file.name for file in out.iterdir()) == [
        "replay.html",
        "replay.json",
        "replay.xlsx",
    ]
    assert "<svg" in (out / "replay.html").read_text(encoding="utf-8")
    assert load_workbook(out / "replay.xlsx").sheetnames == [
        "The answer", "All tickets", "Queues", "About"
    ]  # fmt: skip
    code, _out, err = replay("--out", out)
    assert (code, "already holds results" in err) == (2, True)
    assert replay("--out", out, "--force", "--no-check")[0] == 0


def test_rows_that_are_left_out_are_told_of_and_listed(replay, lobby, tmp_path):
    text = (lobby / "tickets.csv").read_text()
    (lobby / "dirty.csv").write_text(text + "Lobby,99,land,yesterday,,,,\n")
    code, out, _err = replay("--no-check", "--out", tmp_path / "out", log="dirty.csv")
    assert (code, "1 row is left out" in out) == (0, True)
    listed = (tmp_path / "out" / "excluded.csv").read_text(encoding="utf-8-sig").splitlines()
    assert f"dirty.csv,{len(text.splitlines()) + 1}," in listed[1]


def test_officers_are_on_duty_as_counters_were_seen_to_be_open(replay, lobby, tmp_path):
    seen = tmp_path / "seen.csv"
    rows = [
        f"Lobby,{queue},2026-03-03,{hour:02d}:00,0,{booths}"
        for queue, booths in (("land", 4), ("justice", 4))
        for hour in range(7, 18)
    ]
    seen.write_text("\n".join(["office,queue,date,time,waiting,active_booths", *rows]) + "\n")
    few = json.loads(replay("--day", "2026-03-03", "--json", "--no-check")[1])
    many = json.loads(replay("--day", "2026-03-03", "--json", "--no-check", "--snapshots", seen)[1])
    assert many["all"]["model"]["wait_mean"]["mean"] < few["all"]["model"]["wait_mean"]["mean"] / 3
    code, _out, err = replay("--day", "2026-03-04", "--snapshots", seen)
    assert (code, "no snapshot tells of open counters on 2026-03-04" in err) == (2, True)


def test_everything_is_said_in_vietnamese_too(onestop, lobby):
    files, vi = (lobby / "lobby.yaml", lobby / "tickets.csv"), ["-n", "2", "-q", "--lang", "vi"]
    for command in (["validate", *files], ["replay", files[1], "--scenario", files[0], *MORE]):
        _code, out, _err = onestop(*command, *vi)
        assert "Bộ phận Một cửa" in out


def test_queues_are_known_by_the_keys_and_the_labels_of_fields(replay):
    assert replay("--no-check", "--set", "fields.land=Soil", "--set", "fields.justice=Law")[0] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--day", "2026-03-31"], "no ticket of 2026-03-31: it is of 5 days from 2026-03-02 to"),
        (["--day", "2026-03-02", "--day", "2026-03-31"], "no ticket of 2026-03-31"),
        (["--day", "third of March"], "--day third of March:"),
        (["--office", "Another"], "the log has no office 'Another'"),
        (["--set", "staff.landers.officers=many"], "staff.landers.officers"),
        (["--column", "when=taken"], "when"),
        (["--snapshots", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_nothing_is_made(replay, tmp_path, options, said):
    code, out, err = replay("--out", tmp_path / "out", *options)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_a_log_without_calls_can_be_replayed_but_tells_nothing_of_waits(replay, lobby, onestop):
    lines = (lobby / "tickets.csv").read_text().splitlines()
    cells = [line.split(",") for line in lines]
    uncalled = [cells[0], *([*row[:4], "", "", "", ""] for row in cells[1:])]
    (lobby / "uncalled.csv").write_text("\n".join(map(",".join, uncalled)) + "\n")
    code, out, _err = replay("--no-check", *MORE, "-n", "20", log="uncalled.csv")
    assert (code, "The model of these tickets has a mean wait of" in out) == (0, True)
    assert "does not repeat" not in out
    assert json.loads(replay("--no-check", "--json", log="uncalled.csv")[1])["all"]["log"] == (
        dict.fromkeys(["wait_mean", "wait_p90", "wait_within_15", "wait_within_30"])
    )
    code, _out, err = onestop("validate", lobby / "lobby.yaml", lobby / "uncalled.csv", *QUICK)
    assert (code, "ten tickets that were called" in err) == (2, True)


def test_a_day_on_which_the_scenario_is_closed_has_nobody_called(replay, validate, tmp_path):
    closed = ["--day", "2026-03-03", "--set", "calendar.days_off=[2026-03-03]", "--no-check"]
    code, out, _err = replay(*closed, "--out", tmp_path / "one")
    assert (code, "nobody is called in the model" in out) == (0, True)
    code, out, _err = validate(*closed, "--out", tmp_path / "other")
    assert (code, "Nothing can be judged" in out) == (0, True)


def test_a_log_of_one_day_judges_the_model_with_nothing_beside_it(onestop, lobby, tmp_path):
    lines = (lobby / "tickets.csv").read_text().splitlines()
    day = [lines[0], *(line for line in lines if "2026-03-03" in line)]
    (lobby / "day.csv").write_text("\n".join(day) + "\n")
    out = tmp_path / "out"
    files = (lobby / "lobby.yaml", lobby / "day.csv")
    code, text, _err = onestop("validate", *files, *QUICK, "--out", out)
    assert (code, "The log has no other day to predict it by." in " ".join(text.split())) == (
        0,
        True,
    )
    assert [*json.loads((out / "validation.json").read_text())["scores"]] == [
        "model", "last_called", "head"
    ]  # fmt: skip


def test_a_log_that_is_none_is_refused(onestop, lobby, tmp_path):
    (tmp_path / "empty.csv").write_text("")
    for log in ("empty.csv", "nowhere.csv"):
        code, out, err = onestop("validate", lobby / "lobby.yaml", tmp_path / log, *QUICK)
        assert (code, out) == (2, "")
        assert log in err


def test_a_validation_sets_the_model_beside_other_days_and_the_noise_floor(validate):
    code, out, err = validate()
    assert (code, err) == (0, "")
    assert "5 days from 2 March 2026 to 6 March 2026 · 10 queue-days" in out
    assert "All of these days are in the scenario's period" in out
    for row in (
        "the model",
        "median of the other days",
        "noise floor",
        "wait of who was called last",
    ):
        assert f"\n  {row}  " in out


def test_days_out_of_the_period_are_predicted_and_those_in_it_known(validate):
    period = ["--set", "period.to=2026-03-04", "--json", "--no-check"]
    data = json.loads(validate(*period)[1])
    assert data["days_predicted"] == ["2026-03-05", "2026-03-06"]
    assert data["days_known"] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert data["fitted_on_other_days"]
    assert {each["day"] for each in data["queue_days"]} == {*data["days_predicted"]}
    asked = json.loads(validate(*period, "--day", "2026-03-02")[1])
    assert (asked["days_predicted"], asked["fitted_on_other_days"]) == (["2026-03-02"], False)


def test_scores_and_differences_are_of_the_queue_days_listed(validate):
    data = json.loads(validate("--json", "--no-check")[1])
    days = data["queue_days"]
    for name in ("model", "mean", "median", "last_called", "head", "length"):
        apart = [each[name]["wait_mean"] - each["log"]["wait_mean"] for each in days]
        assert data["scores"][name]["wait_mean"]["error"] == pytest.approx(np.abs(apart).mean())
    less = (
        data["scores"]["model"]["wait_p90"]["error"] - data["scores"]["mean"]["wait_p90"]["error"]
    )
    assert data["model_error_less"]["mean"]["wait_p90"]["mean"] == pytest.approx(less)
    assert data["noise_floor"]["wait_mean"]["error"] > 0


def test_a_validation_is_saved_with_every_queue_day(validate, tmp_path):
    code, _out, _err = validate("--no-check", "--out", tmp_path / "out")
    assert code == 0
    rows = load_workbook(tmp_path / "out" / "validation.xlsx")["Queue-days"]
    listed = [row for row in rows.iter_rows(values_only=True) if row[0] in {"land", "justice"}]
    assert len(listed) == 10
    assert "<svg" in (tmp_path / "out" / "validation.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "validation.json").read_text())["replications"] == 2


def test_the_same_command_gives_the_same_numbers(validate, replay):
    for command in (validate, replay):
        one, other = (json.loads(command("--json", "--no-check")[1]) for _time in range(2))
        assert one | {"provenance": None} == other | {"provenance": None}
        assert date.fromisoformat(one["provenance"]["created"][:10])


def test_columns_of_snapshots_are_named_as_well(replay, tmp_path):
    seen = tmp_path / "seen.csv"
    seen.write_text("queue,when,people\nland,2026-03-03 08:00,3\njustice,2026-03-03 08:00,1\n")
    named = ["--column", "seen=when", "--column", "waiting=people"]
    code, _out, err = replay("--day", "2026-03-03", "--snapshots", seen)
    assert (code, "name it, as in --column seen=HEADING" in err) == (2, True)
    code, _out, err = replay("--day", "2026-03-03", "--snapshots", seen, *named)
    assert (code, "no snapshot tells of open counters on 2026-03-03" in err) == (2, True)


@pytest.mark.parametrize("command", ["report", "rerun"])
def test_what_is_not_kept_is_made_by_the_same_command(replay, tmp_path, onestop, command):
    out = tmp_path / "out"
    assert replay("--no-check", "--out", out)[0] == 0
    code, printed, err = onestop(command, out, "--lang", "en")
    assert (code, printed) == (2, "")
    assert "no replications are kept. The same comes of: onestop replay" in err
    (out / "replay.json").write_text("[]", encoding="utf-8")
    assert "holds no results" in onestop(command, out, "--lang", "en")[2]


def test_a_change_that_changes_nothing_comes_to_the_same(replay):
    found = json.loads(replay("--no-check", "--json", "--set", "staff.landers.officers=1")[1])
    assert found["all"]["model"] == found["all"]["changed"]
