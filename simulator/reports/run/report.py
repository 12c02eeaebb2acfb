"""The report of a run: its document, and all of its files.

In: a stored result, and the period that the form is filled in for. Out: a `Report`. A run and
`onestop report` make it alike.
"""

from collections.abc import Collection
from functools import cached_property

from simulator.reports.brief.run import run_brief
from simulator.reports.document import Document, Letter
from simulator.reports.files import json_text
from simulator.reports.levers.data import helping_data
from simulator.reports.report import Report
from simulator.reports.run.answer import checked_text
from simulator.reports.run.document import run_document
from simulator.reports.run.files import form_csv, measures_csv, summary
from simulator.reports.run.form_table import form_table
from simulator.reports.run.observed import observed_data
from simulator.reports.run.precision import precision_text
from simulator.results.folder import FORM, MEASURES, SCENARIO, SUMMARY
from simulator.results.run import Stored
from simulator.scenario.writer import yaml_text


class RunReport(Report):
    """What came of a run, in the language that is spoken.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    period
        Quarter or year of the form, as `2021-Q1` or `2021`; the whole period when absent.
    briefs
        Names of the files of the brief that are asked for.

    Raises
    ------
    ValueError
        If the result has no such quarter or year.
    """

    stem = "report"

    def __init__(
        self, stored: Stored, period: str | None = None, briefs: Collection[str] = ()
    ) -> None:
        self._stored, self.briefs = stored, briefs
        self._form = form_table(stored.result, period)
        precision = stored.provenance.get("precision")
        self.remarks = precision_text(precision) if precision else ""
        self.checked = checked_text(stored.provenance)

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return run_document(self._stored, self._form)

    @property
    def brief(self) -> Letter:
        """One sheet for the leadership."""
        return run_brief(self._stored)

    @property
    def data(self) -> dict[str, object]:
        """The content of summary.json."""
        said = summary(self._stored.result, self._stored.provenance)
        assumed = {name: spread.model_dump() for name, spread in self._stored.assumed.items()}
        open_to = {"assumptions": assumed} if assumed else {}
        helping = helping_data(self._stored.levers)
        return said | observed_data(self._stored) | open_to | helping

    def numbers(self) -> dict[str, bytes]:
        """Return the scenario as it was put together, all measures, and the summary."""
        return {
            SCENARIO: yaml_text(self._stored.written).encode(),
            MEASURES: measures_csv(self._stored.result).encode(),
            SUMMARY: json_text(self.data).encode(),
        }

    def pages(self) -> dict[str, bytes]:
        """Return the form, the workbook, and the page."""
        return {FORM: form_csv(self._form).encode(), **super().pages()}
