"""The workbook: a document as the content of a file for spreadsheets.

In: a `Document`. Out: the bytes of the file, the same for the same document. Numbers are those of
the files for programs in full; how many digits of them are shown, the document tells. Texts are
shown as they are, whatever a spreadsheet might make of them. It does not know whether one result is
shown, or several compared.
"""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from simulator.language import _
from simulator.reports.document import Block, Document, Section, Shown, Text, Tone
from simulator.reports.files import UNDATED, undated
from simulator.reports.run.form_table import FormTable
from simulator.reports.workbook.cells import cleaned
from simulator.reports.workbook.form_sheet import add_form
from simulator.reports.workbook.sheets import add_section
from simulator.results.program import DISTRIBUTION


def workbook_bytes(document: Document) -> bytes:
    """Return what a workbook shows of a document, in the language that is spoken.

    Parameters
    ----------
    document
        What to show; of its sheets, those that have anything to show.
    """
    workbook = new_workbook(document.title)
    for section in filter(None, document.sheets(_answer(document))):
        match section.blocks:
            case [FormTable() as form]:
                add_form(workbook, section.title, form)
            case _:
                add_section(workbook, section, header=document.title)
    return workbook_content(workbook)


def new_workbook(title: str) -> Workbook:
    """Return a workbook without sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = DISTRIBUTION
    workbook.properties.title = cleaned(title)
    workbook.properties.created = workbook.properties.modified = UNDATED
    return workbook


def _answer(document: Document) -> Section:
    """Return the sheet of the answer: that of a page, with what stands above it."""
    above: tuple[Block, ...] = (
        Text(document.title, Tone.STRONG),
        " · ".join(document.facts),
        *(Text(warning, Tone.UNCLEAR) for warning in document.warnings),
    )
    return Section(_("The answer"), (*above, *document.answer(Shown.ON_PAGE)))


def workbook_content(workbook: Workbook) -> bytes:
    """Write a workbook whose parts bear no dates; `Workbook.save` would put the present ones."""
    written = BytesIO()
    ExcelWriter(workbook, ZipFile(written, "w")).save()
    return undated(written)


__all__ = ["new_workbook", "workbook_bytes", "workbook_content"]
