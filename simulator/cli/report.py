"""`onestop report`: a stored result is shown again.

In: the folder of a result. Out: its pages, made from what is stored.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from simulator.cli.console import (
    Brief,
    BriefInWord,
    FormPeriod,
    Lang,
    Quiet,
    briefs,
    check_form_period,
    refuse,
    refusing,
    say,
)
from simulator.language import _

if TYPE_CHECKING:
    from simulator.reports.report import Report


def report(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder of a result, as `onestop run --out` makes it."),
    ],
    *,
    period: FormPeriod = None,
    brief: Brief = False,
    brief_word: BriefInWord = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make the pages of stored results again, without simulating.

    The page, and of a run the workbook and the form, are replaced; the numbers stay. With --brief
    the sheet for the leadership of a run, a comparison or a sweep is made too.
    """
    del lang  # chosen before any text was said
    from simulator.results.folder import FolderError, ResultFolder
    from simulator.results.reading import Reader
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk

    sheets, folder = briefs(page=brief, word=brief_word), as_on_disk(folder)
    with refusing(FolderError, ScenarioError):
        if not folder.is_dir():
            Reader(folder)
        with ResultFolder(folder, files=(), replace=True) as opened:
            files = opened.replace(_report_of(folder, period, sheets, quiet=quiet).pages())
    if not quiet:
        say(_("Saved in {folder}: {files}").format(folder=folder, files=", ".join(files)))


def _report_of(
    folder: Path, period: str | None, sheets: tuple[str, ...], *, quiet: bool
) -> "Report":
    """Return what a folder holds, as it is reported; or leave."""
    from simulator.results.lacking import without_results
    from simulator.results.reading import Reader
    from simulator.results.run import read_run

    with Reader(folder) as reader:
        definition = reader.study.definition
        if not reader.counted():
            raise without_results(reader.path)
        if period is not None and definition.kind != "run":
            refuse(_("--period is of the form of a run: leave it out"))
        if sheets and definition.kind in ("sensitivity", "levers"):
            refuse(_("--brief is of a run, a comparison or a sweep: leave it out"))
        if definition.kind == "compare":
            from simulator.reports.comparison.report import ComparisonReport
            from simulator.studies.comparison.kept import read_comparison

            return ComparisonReport(read_comparison(reader), reader.last_session, sheets)
        if definition.kind == "sensitivity":
            from simulator.cli.progress import centers_shown
            from simulator.reports.sensitivity.report import SensitivityReport
            from simulator.studies.sensitivity.kept import read_sensitivity

            return SensitivityReport(
                read_sensitivity(reader, centers_shown(quiet=quiet)), reader.last_session
            )
        if definition.kind == "levers":
            from simulator.reports.levers.report import LeversReport
            from simulator.studies.levers import read_levers

            return LeversReport(read_levers(reader), reader.last_session)
    if definition.kind == "sweep":
        from simulator.reports.sweep.report import SweepReport
        from simulator.studies.sweep.reading import open_sweep

        return SweepReport(open_sweep(folder), briefs=sheets)
    if definition.kind == "run":
        from simulator.reports.run.report import RunReport

        stored = read_run(folder)
        check_form_period(period, stored.result.scenario.period)
        return RunReport(stored, period, sheets)
    assert_never(definition)
