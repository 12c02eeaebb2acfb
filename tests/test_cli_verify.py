"""`onestop verify`: both engines over all of a scenario, as a planner meets it."""

import re
from pathlib import Path

import pytest

from simulator.cli import compiling

DISTRICT = Path(__file__).parent / "reports" / "district.yaml"
SHORT = ("--set", "period={from: 2021-03-01, to: 2021-03-20, warm_up: 2 days}")


def test_engines_that_agree_are_identical(onestop):
    code, out, err = onestop("verify", DISTRICT, *SHORT, "--seed", 7)
    assert code == 0
    assert re.fullmatch(r"identical: [\d,]+ operations \(1 replication, seed 7\)\n", out)
    assert "1 of 1 replications" in err


def test_the_operations_of_all_replications_are_counted(onestop):
    def operations(*arguments):
        _, out, _ = onestop("verify", DISTRICT, *SHORT, "--seed", 7, *arguments)
        return int(out.split()[1].replace(",", ""))

    assert 1.5 < operations("-n", 2) / operations() < 2.5


def test_a_drawn_seed_is_told_and_quiet_says_nothing_on_stderr(onestop):
    code, out, err = onestop("verify", DISTRICT, *SHORT, "-q")
    assert (code, err) == (0, "")
    seed = int(out.rsplit(maxsplit=1)[1].rstrip(")"))
    assert onestop("verify", DISTRICT, *SHORT, "-q", "--seed", seed)[1] == out


def test_the_first_difference_is_told(onestop, wrong_engine):
    code, out, _ = onestop("verify", DISTRICT, *SHORT, "--seed", 7, "-n", 3)
    assert code == 1
    first, model, compiled, *around = out.splitlines()
    assert re.fullmatch(
        r"different in replication 0, seed 7: finish of an operation, "
        r"2021-\d\d-\d\d \d\d:\d\d:\d\d: job \d+, operation \d+.*",
        first,
    )
    assert model.startswith("  SimPy     2021-")
    assert compiled.startswith("  compiled  2021-")
    assert around[0] == "  around it, SimPy:"
    assert "  around it, compiled:" in around


@pytest.mark.parametrize(
    "arguments", [("--seed", "-1"), ("--replications", "0"), ("--set", "staff.nobody.officers=1")]
)
def test_bad_input(onestop, arguments):
    code, out, err = onestop("verify", DISTRICT, *arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


# Compilation


@pytest.fixture
def uncompiled(monkeypatch):
    """The engine seems not to be compiled; the number of times that it then was."""
    times = []
    monkeypatch.setattr("simulator.studies.compiling.is_compiled", lambda: False)
    monkeypatch.setattr(
        "simulator.studies.compiling.compile_engine", lambda: times.append("compiled")
    )
    return times


def test_the_first_run_says_that_it_compiles(onestop, uncompiled):
    for command in ("run", "verify"):
        code, _, err = onestop(command, DISTRICT, *SHORT, "-n", 1)
        assert code == 0
        assert err.startswith(
            "Compiling the engine: once after installation, about half a minute\n"
        )
    assert len(uncompiled) == 2


def test_where_nothing_is_kept_it_says_why_every_run_compiles(onestop, uncompiled, monkeypatch):
    monkeypatch.setattr("simulator.studies.compiling.is_kept", lambda: False)
    _, _, err = onestop("verify", DISTRICT, *SHORT)
    assert "in every run: no folder can be written to" in err
    assert "NUMBA_CACHE_DIR" in err


def test_quiet_compiles_in_silence(onestop, uncompiled):
    assert onestop("verify", DISTRICT, *SHORT, "-q")[2] == ""
    assert uncompiled


def test_on_a_terminal_the_line_stays_and_something_moves(uncompiled, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    compiling.compile_once(quiet=False)
    err = capsys.readouterr().err
    assert compiling.ONCE in err.replace("\n", " ")
    assert "⠋" in err
    assert uncompiled
