"""The workbook of a result: report.xlsx, with the official form, every measure, and the scores.

In: a stored result and the form that it shows. Out: the bytes of the file, the same for the same
result. Numbers are those of summary.json in full; how many digits of them are shown is decided by
`figures`. Texts of the scenario are shown as they are, whatever a spreadsheet might make of them.
"""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from simulator.reports.labels import Names
from simulator.reports.run.form_table import FormTable
from simulator.reports.workbook.cells import cleaned
from simulator.reports.workbook.form_sheet import add_form
from simulator.reports.workbook.sheets import add_about, add_measures, add_scores
from simulator.results.program import DISTRIBUTION
from simulator.results.run import Stored

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook knows no time zones
"""When every workbook was made, so that the same result gives the same file."""


def workbook_bytes(stored: Stored, form: FormTable) -> bytes:
    """Return a result as the content of report.xlsx, in the language that is spoken.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    form
        The form of the first sheet.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = DISTRIBUTION
    workbook.properties.title = cleaned(Names(stored.result.scenario).center)
    workbook.properties.created = workbook.properties.modified = UNDATED
    add_form(workbook, form)
    add_measures(workbook, stored.result)
    add_scores(workbook, stored.result)
    add_about(workbook, stored)
    return _bytes(workbook)


def _bytes(workbook: Workbook) -> bytes:
    """Write a workbook whose parts bear no dates; `Workbook.save` would put the present ones."""
    written, undated = BytesIO(), BytesIO()
    ExcelWriter(workbook, ZipFile(written, "w")).save()
    with ZipFile(written) as dated, ZipFile(undated, "w", ZIP_DEFLATED) as parts:
        for name in dated.namelist():
            parts.writestr(ZipInfo(name, UNDATED.timetuple()[:6]), dated.read(name), ZIP_DEFLATED)
    return undated.getvalue()


__all__ = ["UNDATED", "workbook_bytes"]
