import errno
import io
import os
import sys

from simulator.reports.streams import LastingStream, lasting_streams


class Failing(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, number):
        super().__init__()
        self.error = OSError(number, os.strerror(number))
        self.tries = 0

    def write(self, text):
        self.tries += 1
        raise self.error


def test_what_is_taken_comes_through():
    text = io.StringIO()
    stream = LastingStream(text)
    assert stream.write("said") == 4
    stream.flush()
    assert text.getvalue() == "said"
    assert not stream.has_failed


def test_what_a_full_disk_cannot_take_is_dropped_and_remembered():
    full = Failing(errno.ENOSPC)
    stream = LastingStream(full)
    stream.write("one")
    stream.write("two")
    stream.flush()
    assert stream.has_failed
    assert stream.failure is full.error
    assert full.tries == 1


def test_a_reader_who_has_gone_misses_nothing():
    stream = LastingStream(Failing(errno.EPIPE))
    stream.write("said")
    assert stream.failure
    assert not stream.has_failed


def test_a_closed_stream_fails_only_if_something_is_said():
    stream = LastingStream(None)
    assert stream.is_closed
    assert not stream.isatty()
    assert not stream.has_failed
    stream.write("said")
    stream.flush()
    assert stream.has_failed


def test_bytes_that_are_no_text_are_written_as_escapes(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    with lasting_streams() as (out, _):
        sys.stdout.write(os.fsdecode(b"k\xe9.yaml") + " hồ sơ")
        assert not out.has_failed
    assert written.getvalue().decode() == "k\\udce9.yaml hồ sơ"


def test_the_streams_are_put_back(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    before = sys.stdout
    with lasting_streams() as (out, err):
        assert (sys.stdout, sys.stderr) == (out, err)
    assert sys.stdout is before
    assert sys.stderr is None
