"""What the tests of several packages share."""

import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from simulator import cli
from simulator.center import serve
from simulator.demand.workload import NONE
from simulator.language import use_language
from simulator.studies.compiling import compile_engine

DISTRICT = Path(__file__).parent / "reports" / "district.yaml"


def pytest_sessionstart(session):
    """Heed Ctrl-C, whoever started the tests; compile the engine before processes share it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if session.config.getoption("numprocesses", None):
        compile_engine()


@pytest.fixture
def onestop(capsys):
    """Runs the command line in this process; returns exit code, stdout and stderr."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    yield run
    use_language("en")  # of what is tested after a command in another


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """The folder of a result, and the scenario that it was run from."""
    folder = tmp_path_factory.mktemp("stored")
    scenario = shutil.copy(DISTRICT, folder / "district.yaml")
    arguments = ["-n", "2", "--seed", "7", "-q", "--set", "staff.all.speed=1.1"]
    with pytest.raises(SystemExit):
        cli.main(["run", str(scenario), *arguments, "--out", str(folder / "out")])
    return folder


@pytest.fixture
def folder(stored, tmp_path):
    """A copy of the result that a test may change."""
    return shutil.copytree(stored / "out", tmp_path / "out")


@pytest.fixture
def wrong_engine(monkeypatch):
    """In the place of the compiled engine one that is a second late with the tenth operation."""

    def serve_late(workload, roster):
        outcome = serve(workload, roster, engine="simpy")
        finish = outcome.ops.finish.copy()
        finish[np.flatnonzero(finish != NONE)[9]] += 1
        return replace(outcome, ops=replace(outcome.ops, finish=finish))

    module = ModuleType("simulator.center.compiled")
    module.serve_compiled = serve_late
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def vietnamese():
    """Everything is said in Vietnamese."""
    use_language("vi")
    yield
    use_language("en")
