"""Streams: what is said to people never ends the work that it tells of.

In: stdout or stderr, which may be closed, full, or read by nobody any more. Out: streams that take
everything, and remember what became of it. What is said is not known here.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOBase
from typing import TextIO

from simulator.language import N_

CLOSED = N_("it is closed")
"""What is wrong with a stream that the caller has closed."""

STANDARD = range(3)
"""File descriptors of stdin, stdout and stderr."""


class LastingStream(TextIOBase):
    """A text stream that outlasts what it writes to: what that cannot take is dropped.

    Parameters
    ----------
    stream
        Where it goes; None where that is closed, as Python has it.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.failure: OSError | None = None
        """Why something was dropped; None if nothing was."""

    @property
    def is_closed(self) -> bool:
        """Whether the caller wants nothing to be said there."""
        return self._stream is None

    @property
    def has_failed(self) -> bool:
        """Whether something was dropped that someone may wait for, unlike who stopped reading."""
        return self.failure is not None and not isinstance(self.failure, BrokenPipeError)

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the base declares an attribute
        """The encoding of what it writes to."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def writable(self) -> bool:
        """Return that it can be written to, always."""
        return True

    def isatty(self) -> bool:
        """Return whether a terminal reads it."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Return the file descriptor, where there is one."""
        return super().fileno() if self._stream is None else self._stream.fileno()

    def write(self, text: str, /) -> int:
        """Write a text, or drop it."""
        if self._stream is None:
            self.failure = OSError(errno.EBADF, CLOSED)
        elif self.failure is None:
            with self._dropping():
                self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what is buffered, or drop it; of what has been closed since, there is nothing."""
        if self._stream is not None and not self._stream.closed and self.failure is None:
            with self._dropping():
                self._stream.flush()

    @contextmanager
    def _dropping(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.failure = error


@contextmanager
def lasting_streams() -> Iterator[tuple[LastingStream, LastingStream]]:
    """Let everything that this process says go through streams that last, while the context does.

    Yields
    ------
    out, err
        In the place of `sys.stdout` and `sys.stderr`.
    """
    _open_closed()
    before = sys.stdout, sys.stderr
    for stream in before:  # Vietnamese, whatever the code page of the terminal.
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # see suppress
    out, err = lasting = LastingStream(before[0]), LastingStream(before[1])
    sys.stdout, sys.stderr = lasting
    try:
        yield lasting
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before
        for ours, theirs in zip(lasting, before, strict=True):
            if ours.failure and theirs is not None:
                with suppress(OSError):  # it has no number
                    _empty(theirs.fileno())


def _empty(number: int) -> None:
    """Let what Python still has for a file that has failed go nowhere, when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _open_closed() -> None:
    """Open what the caller has closed onto nothing, so that no file of ours gets its number."""
    for number in STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the least number that is free
