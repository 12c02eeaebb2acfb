"""Progress: how far a long run has come, told on stderr.

In: the number of things to do, and a call for each that is done. Out: a bar with the time left on
a terminal, plain lines elsewhere, nothing when quiet. It does not know what is being done.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import IO, TYPE_CHECKING, cast

from simulator.language import _
from simulator.reports.streams import LastingStream

if TYPE_CHECKING:
    from simulator.studies.replicate import Showing

LINE_SHARE = 0.1
"""Share of the work after which a plain line is due."""

LINE_SECONDS = 10.0
"""Seconds after which a plain line is due, if more is done by then."""

SHORTEST_SECONDS = 1.0
"""Seconds between two plain lines at least."""

Advance = Callable[[], None]
"""Tells that one more thing is done."""


@contextmanager
def progress(total: int, thing: str, *, quiet: bool) -> Iterator[Advance]:
    """Show the progress of a piece of work while the context lasts.

    Parameters
    ----------
    total
        Number of things to do.
    thing
        What they are, in the plural.
    quiet
        Whether to show nothing.

    Yields
    ------
    Advance
        To be called when one more thing is done.
    """
    if quiet:
        yield lambda: None
        return
    stream = LastingStream(sys.stderr)  # Whoever reads it may be gone: the work goes on.
    if stream.isatty():
        with _bar(stream, total, thing) as advance:
            yield advance
    else:
        yield _Lines(stream, total, thing).advance


def centers_shown(*, quiet: bool) -> "Showing":
    """Return how it is shown that the Centers of a sensitivity analysis are put together."""
    return partial(progress, thing=_("Centers put together"), quiet=quiet)


@contextmanager
def _bar(stream: LastingStream, total: int, thing: str) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415  # only where there is a terminal to draw on
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415  # as above

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        thing,
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    console = Console(file=cast("IO[str]", stream))  # it has what the console asks for
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


class _Lines:
    """Plain lines: after each tenth of the work, or ten seconds, and when all is done."""

    def __init__(self, stream: LastingStream, total: int, thing: str) -> None:
        self._stream = stream
        self._total, self._thing, self._done = total, thing, 0
        self._started = self._said_at = monotonic()
        self._said_done = 0

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        now = monotonic()
        silent = now - self._said_at
        share = (self._done - self._said_done) / self._total
        is_due = silent >= LINE_SECONDS or (share >= LINE_SHARE and silent >= SHORTEST_SECONDS)
        if not is_due and self._done < self._total:
            return
        self._said_at, self._said_done = now, self._done
        elapsed = now - self._started
        left = elapsed / self._done * (self._total - self._done)
        told = (
            _("{done} of {total} {things}, about {seconds:.0f} s left")
            if self._done < self._total
            else _("{done} of {total} {things}, {seconds:.0f} s")
        ).format(
            done=self._done,
            total=self._total,
            things=self._thing,
            seconds=left if self._done < self._total else elapsed,
        )
        self._stream.write(f"{told}\n")
        self._stream.flush()
