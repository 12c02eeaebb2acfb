"""Reports: what came of a study, as whoever shows or keeps it asks for it.

In: the results of a study, of any kind. Out: its document, made once for the terminal and the page,
its data for programs, and its files. Who asks, and where it is shown, is not known here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from simulator.reports.document import Document, Letter
from simulator.reports.files import json_text
from simulator.reports.page import letter_html, page_html
from simulator.reports.run.answer import checked_text
from simulator.reports.workbook import workbook_bytes
from simulator.results.files import BRIEF, BRIEF_IN_WORD
from simulator.results.store import Store


class Report(ABC):
    """What came of a study."""

    stem: str
    """What its files are called, but for their ends."""
    origin: Mapping[str, Any]
    """How it came about, where it has one origin: `simulator.results.provenance`."""
    briefs: Collection[str] = ()
    """Names of the files of the brief that are asked for."""

    @property
    def checked(self) -> str:
        """What became of the check against the SimPy model, for who reads the data alone."""
        return checked_text(self.origin)

    @property
    def remarks(self) -> str:
        """What is said below the document on a terminal, in lines."""
        return ""

    @property
    @abstractmethod
    def document(self) -> Document:
        """What people read; made once."""

    @property
    @abstractmethod
    def data(self) -> object:
        """What programs read; it is JSON."""

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership; not every study has one."""
        raise NotImplementedError

    def numbers(self) -> dict[str, bytes]:
        """Return the files for programs, by name: all of it as data."""
        return {f"{self.stem}.json": json_text(self.data).encode()}

    def pages(self) -> dict[str, bytes]:
        """Return the files for people, by name: the workbook, the page, and the brief."""
        return {
            f"{self.stem}.xlsx": workbook_bytes(self.document),
            f"{self.stem}.html": page_html(self.document).encode(),
            **{name: BRIEFS[name](self.brief) for name in self.briefs},
        }

    def saved_in(self, store: Store, *, still_true: Collection[str] = ()) -> Iterator[list[str]]:
        """Save the files, those for programs first: they are there whatever becomes of the others.

        Parameters
        ----------
        store
            That of the study; it is closed.
        still_true
            Names of the files of an earlier result that are of this one too.

        Yields
        ------
        list of str
            Names of files that are saved.

        Raises
        ------
        FolderError
            If the file system refuses.
        """
        yield store.commit(self.numbers(), still_true=still_true)
        yield store.folder.replace(self.pages())


def _word_bytes(letter: Letter) -> bytes:
    from simulator.reports.word import word_bytes  # noqa: PLC0415  # its library may not be there

    return word_bytes(letter)


BRIEFS: Mapping[str, Callable[[Letter], bytes]] = {
    BRIEF: lambda letter: letter_html(letter).encode(),
    BRIEF_IN_WORD: _word_bytes,
}
"""What makes the files of a brief."""
