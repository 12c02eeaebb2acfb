"""The command line, as a planner meets it."""

import json
import os
import re
import signal
from importlib.metadata import version
from pathlib import Path
from typing import get_args
from unicodedata import normalize

import pandas as pd
import pytest
from typer import BadParameter

from simulator import cli, load_scenario
from simulator.center import Engine
from simulator.cli import console
from simulator.demand.draws import MAX_SEED
from simulator.reports import terminal
from simulator.reports.report import Report
from simulator.reports.run.document import run_document
from simulator.results.files import BRIEFS, RUN_FILES
from simulator.results.folder import ResultFolder
from simulator.scenario.number_text import plain_number

DISTRICT = Path(__file__).parent / "reports" / "district.yaml"

TEXTBOOK = """
name: "M/M/1"
period: {from: 2021-01-01, to: 2021-01-20, warm_up: 5 days}
calendar: {country: none, hours: {every-day: [00:00-24:00]}}
fields: {any: Any}
procedures:
  job:
    field: any
    volume: 0.08 per min
    limit: none
    steps: {receive: {exponential: {mean: 10 min}}}
staff:
  clerks: {officers: 1, serves: [receive/all]}
"""


@pytest.fixture
def textbook(tmp_path):
    """A short scenario in a folder of its own."""
    path = tmp_path / "in" / "mm1.yaml"
    path.parent.mkdir()
    path.write_text(TEXTBOOK, encoding="utf-8")
    return path


# The command itself


def test_what_the_options_allow_is_what_the_simulator_takes():
    assert console.LARGEST_SEED == MAX_SEED
    assert get_args(console.Engine) == get_args(Engine)


@pytest.mark.parametrize(
    "text", ["12", "+12", "-3", "1.0", "1e3", "1_000", "١٢", "9" * 19, " 1", ""]
)
def test_a_whole_number_is_one_that_a_scenario_may_have(text):
    read, number = console.whole_number(-100), plain_number(text)
    if isinstance(number, int):
        assert read(text) == number
    else:
        with pytest.raises(BadParameter):
            read(text)


def test_the_version_is_that_of_the_distribution(onestop):
    assert onestop("--version") == (0, f"onestop {version('onestop-simulator')}\n", "")


def test_help_lists_the_commands_and_the_default_number_of_replications(onestop):
    code, out, _ = onestop("--help")
    assert code == 0
    assert all(f"\n  {command} " in out for command in ("run", "check", "show", "verify"))
    _, out, _ = onestop("run", "--help")
    assert "20 when absent" in " ".join(out.split())


# onestop run


def test_a_run_reports_and_writes_its_files(onestop, textbook, tmp_path):
    out = tmp_path / "out"
    code, text, err = onestop("run", textbook, "-n", 2, "--seed", 5, "--out", out, "--events")
    assert code == 0
    assert text.startswith("M/M/1\n1 January 2021 to 20 January 2021 · 2 replications · seed 5\n")
    assert {file.name for file in out.iterdir()} == {*RUN_FILES} - {*BRIEFS}
    assert f"Saved in {out}" in err
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["replications"] == 2
    assert summary["provenance"]["seed"] == 5
    assert set(pd.read_parquet(out / "events.parquet")["replication"]) == {0, 1}
    assert (out / "measures.csv").read_bytes().startswith(b"\xef\xbb\xbfscenario,replication,")
    assert b"\r\n" in (out / "form-06a.csv").read_bytes()


def test_events_are_written_only_when_asked_for(onestop, textbook, tmp_path):
    onestop("run", textbook, "-n", 1, "--out", tmp_path / "out")
    assert not (tmp_path / "out" / "events.parquet").exists()


def test_the_same_seed_gives_the_same_summary(onestop, textbook, tmp_path):
    texts = []
    for name in ("a", "b"):
        onestop("run", textbook, "-n", 2, "--seed", 5, "--out", tmp_path / name)
        lines = (tmp_path / name / "summary.json").read_text(encoding="utf-8").splitlines()
        texts.append([line for line in lines if '"created"' not in line and "run_s" not in line])
    assert texts[0] == texts[1]
    assert len(texts[0]) > 50


def test_the_command_in_the_summary_repeats_the_run(onestop, textbook):
    code, out, _ = onestop(
        "run", textbook, "-n", 2, "--json", "--set", "staff.clerks.speed=1.2", "--quiet"
    )
    assert code == 0
    first = json.loads(out)
    _, *arguments = first["provenance"]["command"].split()
    _, out, _ = onestop(*arguments, "--json", "--quiet")
    second = json.loads(out)
    assert first["measures"] == second["measures"]
    assert first["provenance"]["scenario_hash"] == second["provenance"]["scenario_hash"]


def test_json_stands_alone_on_stdout_and_is_that_of_the_file(onestop, textbook, tmp_path):
    code, out, err = onestop("run", textbook, "-n", 2, "--json", "--out", tmp_path / "out")
    assert code == 0
    assert out == (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
    assert json.loads(out)["scenario"] == "M/M/1"
    assert "2 of 2 replications" in err


def test_a_drawn_seed_is_told(onestop, textbook):
    seeds = set()
    for _ in range(2):
        _, out, _ = onestop("run", textbook, "-n", 1, "--json", "-q")
        seeds.add(json.loads(out)["provenance"]["seed"])
    assert len(seeds) == 2


def test_quiet_says_nothing_on_stderr(onestop, textbook, tmp_path):
    _, out, err = onestop("run", textbook, "-n", 1, "--quiet", "--out", tmp_path / "out")
    assert out
    assert err == ""


def test_a_value_set_is_run(onestop, textbook):
    waits = []
    for speed in (1.0, 2.0):
        _, out, _ = onestop(
            "run", textbook, "-n", 1, "--seed", 5, "--json", "--set", f"staff.clerks.speed={speed}"
        )
        waits.append(json.loads(out)["measures"]["wait_mean"]["mean"])
    assert waits[1] < waits[0] / 2


def test_earlier_results_are_replaced_only_when_forced(onestop, textbook, tmp_path):
    out = tmp_path / "out"
    onestop("run", textbook, "-n", 1, "--seed", 5, "--out", out, "--events")
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    code, text, err = onestop("run", textbook, "-n", 1, "--seed", 6, "--out", out)
    assert (code, text) == (2, "")
    assert f"{out} holds a run with seed 5, and 6 is asked for" in err
    assert "replace what is there with --force" in err
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before

    code, _, _ = onestop("run", textbook, "-n", 1, "--seed", 6, "--out", out, "--force")
    assert code == 0
    assert not (out / "events.parquet").exists()
    assert '"seed": 6' in (out / "summary.json").read_text(encoding="utf-8")


# The check of every run against the SimPy model

IDENTICAL = re.compile(
    r"^Checked against the SimPy model: ([\d,]+) operations identical\.$", re.MULTILINE
)


def test_a_run_is_checked_against_the_model_and_says_so(onestop, textbook, tmp_path):
    out = tmp_path / "out"
    _, text, _ = onestop("run", textbook, "-n", 2, "--seed", 5, "--out", out)
    operations = int(IDENTICAL.search(text)[1].replace(",", ""))
    assert operations > 2000
    provenance = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]
    assert provenance["engine"] == "compiled"
    assert provenance["check"] == {"identical": True, "operations": operations}


def test_with_json_the_check_is_said_on_stderr(onestop, textbook):
    _, out, err = onestop("run", textbook, "-n", 1, "--json")
    assert IDENTICAL.search(err)
    assert "SimPy model" not in out


def test_a_check_that_is_left_out_is_said_to_be(onestop, textbook, tmp_path):
    out = tmp_path / "out"
    code, text, _ = onestop("run", textbook, "-n", 1, "--no-check", "--out", out)
    assert code == 0
    assert text.endswith("\nThe check against the SimPy model was left out.\n")
    provenance = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]
    assert provenance["check"] is None
    assert "--no-check" in provenance["command"]


def test_a_folder_that_is_refused_compiles_nothing(onestop, textbook, monkeypatch):
    monkeypatch.setattr("simulator.cli.working.compile_once", pytest.fail)
    assert onestop("run", textbook, "--out", textbook / "below")[0] == 2


def test_the_model_itself_needs_no_check(onestop, textbook, wrong_engine, tmp_path):
    out = tmp_path / "out"
    code, text, _ = onestop("run", textbook, "-n", 1, "--engine", "simpy", "--out", out)
    assert code == 0
    assert text.endswith("\nEngine: simpy.\n")
    assert "SimPy model" not in text
    provenance = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]
    assert (provenance["engine"], provenance["check"]) == ("simpy", None)


def test_both_engines_come_to_the_same_measures(onestop, textbook):
    measures = []
    for engine in ("compiled", "simpy"):
        _, out, _ = onestop(
            "run", textbook, "-n", 2, "--seed", 5, "--json", "--engine", engine, "-q"
        )
        measures.append(json.loads(out)["measures"])
    assert measures[0] == measures[1]


def test_a_difference_is_told_after_what_was_computed(onestop, textbook, wrong_engine, tmp_path):
    out = tmp_path / "out"
    code, text, err = onestop("run", textbook, "-n", 2, "--seed", 5, "-q", "--out", out)
    assert code == 1
    assert text.startswith("M/M/1\n")
    assert "✗ Checked against the SimPy model: they differ" in text
    first, second, *others = err.splitlines()
    assert (
        first == "onestop: the engine and the SimPy model differ: this is a defect of the program."
    )
    assert second.startswith("finish of an operation, 2020-12-27 ")
    assert second.endswith("station receive/any, officer clerks 1")
    assert [line.split()[0] for line in others[:2]] == ["SimPy", "compiled"]
    assert others[-1] == (f"    onestop run {textbook} --replications 2 --seed 5 --engine compiled")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["replications"] == 2
    assert summary["provenance"]["check"]["identical"] is False


# onestop check and show


def test_a_check_says_first_whether_the_load_can_be_carried(onestop, textbook):
    code, out, _ = onestop("check", textbook)
    assert code == 0
    assert out.splitlines()[3].startswith("✓ The scenario is valid")


def test_an_overload_is_no_error(onestop, textbook):
    code, out, err = onestop("check", textbook, "--set", "procedures.job.volume=0.2 per min")
    assert (code, err) == (0, "")
    assert out.splitlines()[3].startswith("✗ The scenario is valid, but its officers cannot")


def test_a_check_as_json(onestop, textbook):
    code, out, _ = onestop("check", textbook, "--json")
    assert code == 0
    data = json.loads(out)
    assert data["feasible"] is True
    assert data["period"]["load"] == pytest.approx(0.8, abs=1e-9)


def test_a_scenario_shown_can_be_loaded_and_shown_again(onestop, tmp_path):
    code, out, err = onestop("show", DISTRICT, "--set", "staff.counters.officers=3")
    assert (code, err) == (0, "")
    shown = tmp_path / "shown.yaml"
    shown.write_text(out, encoding="utf-8")
    assert load_scenario(shown).staff["counters"].officers == 3
    assert onestop("show", shown, "--no-origins") == onestop(
        "show", DISTRICT, "--set", "staff.counters.officers=3", "--no-origins"
    )


def test_a_scenario_shown_tells_what_its_volumes_were_multiplied_by(onestop, tmp_path):
    scaled = ("--set", "demand.scale_to={dossiers: 80 per working day}")
    code, out, err = onestop("show", DISTRICT, *scaled)
    assert (code, err) == (0, "")
    assert out.startswith("# All volumes are multiplied by ")
    shown = tmp_path / "shown.yaml"
    shown.write_text(out, encoding="utf-8")
    assert onestop("show", shown, "--no-origins") == onestop(
        "show", DISTRICT, *scaled, "--no-origins"
    )


FULL = "the disk is full. What was stored before is safe: make room, start again"

# Bad input: exit 2, a line a problem, and nothing written

BAD = [
    (["--set", "staff.clark.officers=2"], "--set staff.clark.officers=2: staff.clark: matches"),
    (["--set", "staff.clerks.officers=none"], "staff.clerks.officers: none: "),
    (["--replications", "0"], "'--replications' / '-n': '0' is not a whole number of 1 or more\n"),
    (["-n", "ten"], "'--replications' / '-n': 'ten' is not a whole number of 1 or more\n"),
    (["--seed", "-1"], "'--seed': '-1' is not a whole number from 0 to 4294967295\n"),
    (["--seed", str(2**32)], "'--seed': '4294967296' is not a whole number from 0 to 4294967295\n"),
    (["--engine", "abacus"], "value for '--engine': 'abacus' is none of compiled, simpy\n"),
    (["--colour"], "No such option"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_leaves_no_files(onestop, textbook, tmp_path, arguments, message):
    code, out, err = onestop("run", textbook, "--out", tmp_path / "out", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert {file.name for file in tmp_path.iterdir()} == {"in"}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("rum 1.yaml", "No such command 'rum'. Did you mean 'run'?"),
        ("walk 1.yaml", "No such command 'walk'."),
        ("--vers", "No such option: --vers (Possible options: --version)"),
        ("--lang", "Option '--lang' requires an argument."),
        ("run", "Missing argument 'SCENARIO'."),
        ("run 1.yaml 2.yaml 3.yaml", "Got unexpected extra argument(s) (2.yaml 3.yaml)"),
        ("run 1.yaml -qz", "No such option: -z"),
        ("run 1.yaml --json=1", "Option '--json' does not take a value."),
        ("run 1.yaml --no-check=1", "Option '--no-check' does not take a value."),
        ("run 1.yaml -qn", "Option '-n' requires an argument."),
        ("sweep 1.yaml", "Missing option '--out'."),
    ],
)
def test_what_is_mistyped_is_told_below_the_usage_of_its_command(onestop, typed, message):
    code, out, err = onestop(*typed.split())
    command = " ".join(
        ["onestop", *(word for word in typed.split()[:1] if word in {"run", "sweep"})]
    )
    assert (code, out) == (2, "")
    assert err.startswith(f"Usage: {command} [")
    assert err.endswith(f"\nTry '{command} --help' for help.\n\nError: {message}\n")


def test_every_problem_of_a_scenario_has_its_line(onestop, textbook):
    text = textbook.read_text(encoding="utf-8")
    text = text.replace("officers: 1", "officers: 0").replace("every-day:", "everyday:")
    textbook.write_text(text, encoding="utf-8")
    for command in ("run", "check", "show"):
        code, out, err = onestop(command, textbook)
        assert (code, out) == (2, "")
        first, second = err.splitlines()
        assert first.startswith(f"{textbook}:4: calendar.hours")
        assert second.startswith(f"{textbook}:13: staff.clerks.officers: 0: ")


def test_a_file_that_cannot_be_read_is_bad_input(onestop, tmp_path):
    code, _, err = onestop("run", tmp_path / "none.yaml")
    assert code == 2
    assert err == f"{tmp_path / 'none.yaml'}: cannot be read: there is no such file\n"


def test_a_folder_that_cannot_be_written_to_is_found_before_anything_is_run(
    onestop, textbook, monkeypatch
):
    monkeypatch.setattr("simulator.cli.working.compile_once", pytest.fail)
    code, out, err = onestop("run", textbook, "--out", textbook / "below")
    assert (code, out) == (2, "")
    assert err == f"{textbook / 'below'} cannot be written to: Not a directory\n"


def test_events_need_a_folder(onestop, textbook):
    assert onestop("run", textbook, "--events")[0] == 2


def full(*_, **__):
    raise OSError(28, "No space left on device")


def test_a_disk_that_is_full_is_told_after_the_report(onestop, textbook, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", full)
    out = tmp_path / "out"
    code, text, err = onestop("run", textbook, "-n", 1, "-q", "--out", out)
    assert code == 2
    assert text.startswith("M/M/1")
    assert err == f"{out} cannot be written to: {FULL}\n"
    assert [file.name for file in out.iterdir()] == ["results.sqlite"]  # The same command goes on.
    monkeypatch.undo()
    assert onestop("run", textbook, "-n", 1, "-q", "--out", out)[::2] == (0, "")


@pytest.mark.parametrize("step", ["write", "close"])
def test_a_disk_that_is_full_of_events_costs_nothing_but_them(
    onestop, textbook, tmp_path, monkeypatch, step
):
    from simulator.results.events import EventsFile  # noqa: PLC0415  # heavy, for this test alone

    close = EventsFile.close

    def fail(events, *_):
        if step == "close":
            close(events)
        full()

    monkeypatch.setattr(EventsFile, step, fail)
    out = tmp_path / "out"
    code, text, err = onestop("run", textbook, "-n", 2, "-q", "--out", out, "--events")
    why = f"{out} cannot be written to: {FULL}"
    assert (code, err) == (2, f"the events are not saved: {why}\n")
    assert text.startswith("M/M/1")
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["replications"] == 2
    assert not (out / "events.parquet").exists()


def test_what_is_said_is_put_together_once_for_the_terminal_and_the_page(
    onestop, textbook, tmp_path, monkeypatch
):
    made = []

    def once(*arguments):
        made.append(run_document(*arguments))
        return made[-1]

    monkeypatch.setattr("simulator.reports.run.report.run_document", once)
    code, text, _ = onestop("run", textbook, "-n", 1, "-q", "--out", tmp_path / "out")
    assert code == 0
    assert text.startswith(f"{made[0].title}\n")
    assert f"<h1>{made[0].title}</h1>" in (tmp_path / "out" / "report.html").read_text("utf-8")
    assert len(made) == 1


def test_two_runs_do_not_write_to_one_folder(onestop, textbook, tmp_path):
    out = tmp_path / "out"
    with ResultFolder(out, files=RUN_FILES):
        code, text, err = onestop("run", textbook, "-n", 1, "--out", out, "--force")
    why = "wait for it, or choose another folder"
    assert (code, text, err) == (2, "", f"another call is writing to {out}: {why}\n")


def test_an_error_of_the_system_elsewhere_is_not_one_of_the_folder(
    onestop, textbook, tmp_path, monkeypatch
):
    monkeypatch.setattr(terminal, "rendered", full)
    monkeypatch.delenv(cli.DEBUG, raising=False)
    code, _, err = onestop("run", textbook, "-n", 1, "-q", "--out", tmp_path / "out")
    assert (code, err) == (2, "onestop: No space left on device\n")


# Defects: exit 1, said plainly


def break_the_report(monkeypatch):
    def fail(*_, **__):
        raise KeyError("wait_mena")

    monkeypatch.setattr(terminal, "rendered", fail)


def test_a_defect_is_told_as_one_with_how_to_report_it(onestop, textbook, monkeypatch):
    break_the_report(monkeypatch)
    monkeypatch.delenv(cli.DEBUG, raising=False)
    code, _, err = onestop("run", textbook, "-n", 1, "-q")
    assert code == 1
    assert "this is a defect of the program, not of your scenario" in err
    assert "KeyError: 'wait_mena'" in err
    assert f"onestop run {textbook} -n 1 -q" in err
    assert f"onestop {version('onestop-simulator')}, Python" in err
    assert "Traceback" not in err


def test_the_traceback_of_a_defect_is_shown_on_request(textbook, monkeypatch):
    break_the_report(monkeypatch)
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(KeyError, match="wait_mena"):
        cli.main(["run", str(textbook), "-n", "1", "-q"])


# Interruptions: exit 130; tests/test_cli_processes.py has those of a process of its own


def test_an_interruption_while_saving_does_not_stop_it(onestop, textbook, tmp_path, monkeypatch):
    save = Report.saved_in

    def interrupted(*arguments, **options):
        os.kill(os.getpid(), signal.SIGINT)
        return save(*arguments, **options)

    monkeypatch.setattr(Report, "saved_in", interrupted)
    code, _, err = onestop("run", textbook, "-n", 2, "--out", tmp_path / "out")
    assert code == 130
    assert (tmp_path / "out" / "summary.json").exists()
    assert err.endswith("onestop: interrupted, but everything was finished and saved\n")


def test_an_interruption_of_the_last_check_is_no_finished_run(onestop, textbook, monkeypatch):
    def interrupted(*_, **__):
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("simulator.studies.work.compare_engines", interrupted)
    code, _, err = onestop("run", textbook, "-n", 1)
    assert code == 130
    assert err.endswith("onestop: interrupted: 1 of 1 replication finished\n")


def test_an_interruption_while_reporting_does_not_stop_it(onestop, textbook, monkeypatch):
    rendered = terminal.rendered

    def interrupted(*arguments, **options):
        os.kill(os.getpid(), signal.SIGINT)
        return rendered(*arguments, **options)

    monkeypatch.setattr(terminal, "rendered", interrupted)
    code, text, err = onestop("run", textbook, "-n", 1)
    assert code == 130
    assert text.startswith("M/M/1")
    assert err.endswith("onestop: interrupted, but everything was finished\n")


def test_a_replication_interrupted_while_it_is_recorded_is_counted(
    onestop, textbook, tmp_path, monkeypatch
):
    from simulator.results.events import EventsFile  # noqa: PLC0415  # heavy, for this test alone

    write = EventsFile.write

    def interrupted(*arguments):
        os.kill(os.getpid(), signal.SIGTERM)
        write(*arguments)

    monkeypatch.setattr(EventsFile, "write", interrupted)
    out = tmp_path / "out"
    code, _, _ = onestop("run", textbook, "-n", 3, "--out", out, "--events")
    assert code == 130
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["replications"] == 1
    assert set(pd.read_parquet(out / "events.parquet")["replication"]) == {0}


def test_a_check_that_is_interrupted_is_not_one_left_out(onestop, textbook, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        os.kill(os.getpid(), signal.SIGINT)
        pytest.fail("the check goes on")

    monkeypatch.setattr("simulator.studies.work.compare_engines", interrupted)
    out = tmp_path / "out"
    code, text, err = onestop("run", textbook, "-n", 3, "--out", out)
    assert code == 130
    assert text.endswith(
        "\nThe check against the SimPy model was interrupted before it was finished.\n"
    )
    assert "interrupted: 1 of 3 replications finished" in err
    provenance = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]
    assert provenance["check"] == {"interrupted": True}


def test_signals_are_handled_as_before_when_all_is_done(onestop, textbook):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    onestop("run", textbook, "-n", 1)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


# What does not fit


@pytest.mark.parametrize("command", ["run", "compare", "verify"])
def test_what_takes_more_memory_than_there_is_is_refused_before_anything_is_computed(
    onestop, textbook, monkeypatch, command
):
    monkeypatch.setattr("simulator.demand.memory.available_memory", lambda: 10_000_000)
    monkeypatch.setattr("simulator.cli.compiling.compile_once", None)
    scenarios = [textbook] * (1 + (command == "compare"))
    code, out, err = onestop(command, *scenarios)
    assert (code, out) == (2, "")
    assert "of memory, and 10 MB are free: shorten the period or the warm-up" in err


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_day_with_more_than_can_be_drawn_is_refused_by_every_command(onestop, textbook, command):
    settings = [
        "period={from: 2021-01-04, to: 2021-01-04, warm_up: 0 days}",
        "procedures.job.volume=1000000000 per year",
    ]
    code, out, err = onestop(command, textbook, "--set", settings[0], "--set", settings[1])
    assert (code, out) == (2, "")
    assert err.startswith("procedures.job.volume: about 2739726 visits and filings on 2021-01-04")


def test_memory_that_runs_out_all_the_same_is_no_defect(onestop, textbook, monkeypatch):
    def run_out(*_arguments, **_options):
        raise MemoryError

    monkeypatch.setattr("simulator.studies.work.serve", run_out)
    code, _out, err = onestop("run", textbook, "-n", 1, "-q")
    assert code == 2
    assert err.endswith("`onestop check` says what a replication takes\n")


def test_measures_are_found_in_either_form_of_their_letters(onestop, tmp_path):
    path = tmp_path / "center.yaml"
    path.write_text(TEXTBOOK.replace("any", "đất-đai"), encoding="utf-8")
    asked = normalize("NFD", "wait_mean.đất-đai")
    options = ("--precision", 1000, "--max-replications", 5, "-q")
    code, out, err = onestop("run", path, *options, "--measure", asked)
    assert (code, err) == (0, "")
    assert out
