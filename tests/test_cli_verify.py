"""`onestop verify`: both engines over all of a scenario, as a planner meets it."""

import os
import re
import signal
from pathlib import Path

import pytest

from simulator.cli import compiling
from simulator.cli.interrupts import Interrupts
from simulator.studies import compare_engines

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
    ("arguments", "message"),
    [
        (("--seed", "-1"), "'-1' is not a whole number from 0 to 4294967295\n"),
        (("--replications", "0"), "'0' is not a whole number of 1 or more\n"),
        (("--replications", "1.5"), "'1.5' is not a whole number of 1 or more\n"),
        (("--set", "staff.nobody.officers=1"), "--set staff.nobody.officers=1: staff.nobody: "),
    ],
)
def test_bad_input(onestop, arguments, message):
    code, out, err = onestop("verify", DISTRICT, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_help_says_what_more_replications_are_good_for(onestop):
    _, out, _ = onestop("verify", "--help")
    assert "more meet what is rare. [default: 1]" in " ".join(out.split())


# Interruptions


@pytest.fixture
def interrupted_in(monkeypatch):
    """Sends a signal while a replication is compared, before or after the model has served it."""

    def interrupt(which, number=signal.SIGINT, *, after=False):
        calls = iter(range(100))

        def compare(*arguments, **options):
            call = next(calls)
            if call == which and not after:
                os.kill(os.getpid(), number)
                pytest.fail("the comparison goes on")
            comparison = compare_engines(*arguments, **options)
            if call == which:
                with pytest.raises(KeyboardInterrupt):  # As lost as in a callback.
                    os.kill(os.getpid(), number)
            return comparison

        monkeypatch.setattr("simulator.studies.compare_engines", compare)

    return interrupt


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_says_how_many_were_identical(onestop, interrupted_in, number):
    interrupted_in(2, number)
    code, out, err = onestop("verify", DISTRICT, *SHORT, "-n", 4, "--seed", 7, "-q")
    assert (code, out) == (130, "")
    assert err == (
        "onestop: interrupted: 2 of 4 replications compared until then, all identical (seed 7)\n"
    )


def test_interrupted_in_the_first_replication_it_says_so(onestop, interrupted_in):
    interrupted_in(0)
    message = "onestop: interrupted before the first replication was compared\n"
    assert onestop("verify", DISTRICT, *SHORT, "-q") == (130, "", message)


def test_an_interrupt_that_is_lost_stops_it_after_the_replication(onestop, interrupted_in):
    interrupted_in(0, after=True)
    code, out, err = onestop("verify", DISTRICT, *SHORT, "-n", 4, "-q")
    assert (code, out) == (130, "")
    assert "interrupted: 1 of 4 replications compared" in err


def test_a_difference_is_told_even_when_interrupted(onestop, wrong_engine, interrupted_in):
    interrupted_in(0, after=True)
    code, out, _ = onestop("verify", DISTRICT, *SHORT, "-n", 4)
    assert code == 1
    assert out.startswith("different in replication 0")


# Compilation


@pytest.fixture
def uncompiled(monkeypatch):
    """The engine seems not to be compiled; the number of times that it then was."""
    times = []
    monkeypatch.setattr("simulator.studies.compiling.is_compiled", lambda: False)
    monkeypatch.setattr(
        "simulator.studies.compiling.compile_engine", lambda *_: times.append("compiled")
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["run", "verify"])
def test_interrupted_while_it_compiles_it_stops_when_it_has(
    onestop, uncompiled, monkeypatch, command, number
):
    """Numba prints and forgets what is raised while it calls Python from LLVM."""

    def interrupted(*_):
        os.kill(os.getpid(), number)
        uncompiled.append("compiled")

    monkeypatch.setattr("simulator.studies.compiling.compile_engine", interrupted)
    code, out, err = onestop(command, DISTRICT, *SHORT, "-n", 2)
    assert (code, out) == (130, "")
    done = {"run": "finished", "verify": "compared"}[command]
    assert err == (
        f"{compiling.ONCE}\nonestop: interrupted before the first replication was {done}\n"
    )
    assert uncompiled == ["compiled"]


def test_where_nothing_is_kept_it_says_why_every_run_compiles(onestop, uncompiled, monkeypatch):
    monkeypatch.setattr("simulator.studies.compiling.is_kept", lambda: False)
    _, _, err = onestop("verify", DISTRICT, *SHORT)
    assert err.startswith(
        "Compiling the engine, about half a minute in every run: no folder can be written to that "
        "would keep it. Set the environment variable NUMBA_CACHE_DIR to one that can.\n"
    )


def test_quiet_compiles_in_silence(onestop, uncompiled):
    assert onestop("verify", DISTRICT, *SHORT, "-q")[2] == ""
    assert uncompiled


def test_on_a_terminal_the_line_stays_and_something_moves(uncompiled, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    compiling.compile_once(Interrupts(), quiet=False)
    err = capsys.readouterr().err
    assert compiling.ONCE in err.replace("\n", " ")
    assert "⠋" in err
    assert uncompiled
