"""`onestop report`: a stored result is shown again.

In: the folder of a result. Out: its pages, made from what is stored.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import (
    FormPeriod,
    Lang,
    Quiet,
    check_form_period,
    refuse,
    refusing,
    say,
)
from simulator.language import _


def report(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder of a result, as `onestop run --out` makes it."),
    ],
    *,
    period: FormPeriod = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make the pages of stored results again, without simulating.

    The page, and of a run the workbook and the form, are replaced; the numbers stay.
    """
    del lang  # chosen before any text was said
    from simulator.results.folder import FolderError, ResultFolder
    from simulator.results.reading import Reader
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk

    folder = as_on_disk(folder)
    with refusing(FolderError), refusing(ScenarioError):
        if not folder.is_dir():
            Reader(folder)
        with ResultFolder(folder, files=(), replace=True) as opened:
            files = opened.replace(_pages(folder, period))
    if not quiet:
        say(_("Saved in {folder}: {files}").format(folder=folder, files=", ".join(files)))


def _pages(folder: Path, period: str | None) -> dict[str, bytes]:
    """Return the pages of what a folder holds, by name; or leave."""
    from simulator.reports.page import page_html
    from simulator.reports.sweep.document import PAGE, sweep_document
    from simulator.results.reading import Reader, without_results
    from simulator.studies.sweep.reading import open_sweep

    with Reader(folder) as reader:
        kind = reader.study.definition.kind
        if not reader.counted():
            raise without_results(reader.path)
    if kind == "run":
        from simulator.reports.run.pages import pages
        from simulator.results.run import read_run

        stored = read_run(folder)
        check_form_period(period, stored.result.scenario.period)
        return pages(stored, period=period)
    if period is not None:
        refuse(_("--period is of the form of a run: leave it out"))
    if kind == "compare":
        from simulator.reports.comparison.document import comparison_document
        from simulator.reports.comparison.files import PAGE as COMPARISON
        from simulator.studies.comparison.kept import read_comparison

        with Reader(folder) as reader:
            document = comparison_document(read_comparison(reader), reader.last_session)
        return {COMPARISON: page_html(document).encode()}
    with open_sweep(folder) as sweep:
        return {PAGE: page_html(sweep_document(sweep)).encode()}
