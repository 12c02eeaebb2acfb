"""The pages of a result: what people open, made from what is stored.

In: a stored result, and the period that the form is filled in for. Out: the files by name: the
form as CSV, the workbook, the page. A run and `onestop report` make them alike.
"""

from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.reports.run.files import form_csv
from simulator.reports.run.form_table import form_table
from simulator.reports.workbook import workbook_bytes
from simulator.results.folder import FORM, PAGE, WORKBOOK
from simulator.results.run import Stored


def pages(stored: Stored, *, period: str | None = None) -> dict[str, bytes]:
    """Return the files for people, by name, in the language that is spoken.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    period
        Quarter or year of the form, as `2021-Q1` or `2021`; the whole period when absent.

    Raises
    ------
    ValueError
        If the result has no such quarter or year.
    """
    form = form_table(stored.result, period)
    return {
        FORM: form_csv(form).encode(),
        WORKBOOK: workbook_bytes(stored, form),
        PAGE: page_html(run_document(stored, form)).encode(),
    }
