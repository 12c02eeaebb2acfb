"""Recording: the events of a run, as far as the file system takes them.

In: one replication after another. Out: events.parquet among the files of the result, or why it is
not among them: what else the run brings is worth more than its events. What they are is not known
here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from simulator.language import _

if TYPE_CHECKING:
    from simulator.results.events import EventsFile
    from simulator.results.folder import ResultFolder
    from simulator.studies.experiment import Event
    from simulator.studies.observing import Seen


class Recording:
    """The events of a run, as a context.

    Parameters
    ----------
    folder
        Where they go; None where none are asked for.
    first_day
        The first day that is simulated.

    Raises
    ------
    FolderError
        If they cannot be begun with.
    """

    def __init__(self, folder: "ResultFolder | None", first_day: date) -> None:
        from simulator.results.events import EventsFile
        from simulator.results.files import EVENTS
        from simulator.results.folder import writing

        self.problem = ""
        """Why there are none; empty if there are, or none are asked for."""
        self._events = None
        if folder:
            self._folder, self._path = folder.path, folder.staged(EVENTS)
            with writing(self._folder):
                self._events = EventsFile(self._path, first_day)

    def __enter__(self) -> Self:
        """Return it, begun."""
        return self

    def heed(self, event: "Event") -> None:
        """Add the events of what is finished."""
        from simulator.studies.experiment import Finished

        for found in event.found if isinstance(event, Finished) else ():
            one = cast("Seen", found.seen).whole
            if one and self._events:  # None where some before could not be written.
                with self._dropping():
                    self._events.write(one.index, one.workload, one.roster, one.outcome)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file."""
        if self._events:
            with self._dropping():
                self._events.close()

    @contextmanager
    def _dropping(self) -> Iterator[None]:
        """Write to the file; or drop it, to make room for the numbers."""
        from simulator.results.folder import FolderError, writing

        try:
            with writing(self._folder):
                yield
        except FolderError as error:
            with suppress(OSError):
                cast("EventsFile", self._events).close()
            self._events = None
            self._path.unlink(missing_ok=True)
            self.problem = _("the events are not saved: {problem}").format(problem=error)
