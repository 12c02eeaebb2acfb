"""The report of a study of levers: its document, and all of its files.

In: `Levers`, and how they came about. Out: a `Report`. The study and `onestop report` make it
alike.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from simulator.reports.document import Document
from simulator.reports.files import json_text
from simulator.reports.levers.data import levers_data
from simulator.reports.levers.document import levers_document
from simulator.reports.page import page_html
from simulator.reports.report import Report
from simulator.reports.run.answer import checked_text
from simulator.reports.workbook import workbook_bytes
from simulator.studies.levers import Levers

PAGE, WORKBOOK, JSON = "levers.html", "levers.xlsx", "levers.json"


class LeversReport(Report):
    """What levers do, in the language that is spoken.

    Parameters
    ----------
    levers
        What they do.
    origin
        How it came about: `simulator.results.provenance`.
    """

    def __init__(self, levers: Levers, origin: Mapping[str, Any]) -> None:
        self._levers, self._origin = levers, origin
        self.checked = checked_text(origin)

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return levers_document(self._levers, self._origin)

    @property
    def data(self) -> dict[str, object]:
        """The content of levers.json."""
        return levers_data(self._levers, self._origin)

    def numbers(self) -> dict[str, bytes]:
        """Return all of it as data."""
        return {JSON: json_text(self.data).encode()}

    def pages(self) -> dict[str, bytes]:
        """Return the workbook, and the page."""
        return {
            WORKBOOK: workbook_bytes(self.document),
            PAGE: page_html(self.document).encode(),
        }
