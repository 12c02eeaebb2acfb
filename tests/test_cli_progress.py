import io
import sys

import pytest

from simulator.cli import progress as module
from simulator.cli.progress import progress


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


def work(clock, total, seconds_each, *, quiet=False):
    with progress(total, "replications", quiet=quiet) as advance:
        for _ in range(total):
            clock.now += seconds_each
            advance()


def test_plain_lines_come_with_each_tenth(clock, capsys):
    work(clock, 100, 1.0)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0] == "10 of 100 replications, about 90 s left"
    assert lines[-1] == "100 of 100 replications, 100 s"


def test_slow_work_is_told_every_ten_seconds(clock, capsys):
    work(clock, 1000, 4.0)
    assert len(capsys.readouterr().err.splitlines()) == pytest.approx(4000 / 12, abs=1)


def test_fast_work_is_told_once(clock, capsys):
    work(clock, 20, 0.01)
    assert capsys.readouterr().err == "20 of 20 replications, 0 s\n"


def test_quiet_work_is_not_told(clock, capsys):
    work(clock, 20, 5.0, quiet=True)
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_gone_does_not_stop_the_work(clock, monkeypatch):
    class Closed(io.TextIOBase):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Closed())
    work(clock, 20, 5.0)


def test_a_terminal_gets_a_bar(clock, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    work(clock, 3, 1.0)
    assert "of 3" not in capsys.readouterr().err
