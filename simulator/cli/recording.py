"""Recording: the events of a run, as far as the file system takes them.

In: one replication after another. Out: events.parquet among the files of the result, or why it is
not among them: what else the run brings is worth more than its events. What they are is not known
here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from contextlib import suppress
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from simulator.language import _

if TYPE_CHECKING:
    from simulator.results.folder import ResultFolder
    from simulator.studies import Replication
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
        from simulator.results.folder import EVENTS, writing

        self.problem = ""
        """Why there are none; empty if there are, or none are asked for."""
        if folder is None:
            self._events = None
            return
        self._folder, self._path = folder, folder.staged(EVENTS)
        with writing(folder.path):
            self._events = EventsFile(self._path, first_day)

    def __enter__(self) -> Self:
        """Return it, begun."""
        return self

    def heed(self, event: "Event") -> int:
        """Add the events of what is finished; return how many replications that is."""
        from simulator.studies.experiment import Finished

        if not isinstance(event, Finished):
            return 0
        for found in event.found:
            if whole := cast("Seen", found.seen).whole:
                self._add(whole)
        return len(event.found)

    def _add(self, one: "Replication") -> None:
        """Add the events of a replication, unless some before could not be written."""
        from simulator.results.folder import FolderError, writing

        if self._events is None:
            return
        try:
            with writing(self._folder.path):
                self._events.write(one.index, one.workload, one.roster, one.outcome)
        except FolderError as error:
            with suppress(OSError):
                self._events.close()
            self._drop(error)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file."""
        from simulator.results.folder import FolderError, writing

        if self._events is None:
            return
        try:
            with writing(self._folder.path):
                self._events.close()
        except FolderError as refused:
            self._drop(refused)

    def _drop(self, error: OSError) -> None:
        """Make room for the numbers."""
        self._events = None
        self._path.unlink(missing_ok=True)
        self.problem = _("the events are not saved: {problem}").format(problem=error)
