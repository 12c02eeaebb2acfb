"""Finishing: commands that simulate save first, then say what came of it, and faults last.

In: the folder that a planner names, and what a check has shown. Out: a place for files, from which
they appear together; or it leaves. What is in the files is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from simulator.cli.console import DEFECT, print_text, refusing, say
from simulator.language import _

if TYPE_CHECKING:
    from simulator.center.comparing import OutcomeDifference
    from simulator.results.folder import ResultFolder


@contextmanager
def result_folder(
    out: Path | None, *, replace: bool, files: Sequence[str]
) -> "Iterator[ResultFolder | None]":
    """Open the folder of the results, if one was named; or leave.

    Parameters
    ----------
    out
        The folder.
    replace
        Whether earlier results in it may be replaced.
    files
        Names of the files of a result, the last of which stands for all.
    """
    if out is None:
        yield None
        return
    from simulator.results.folder import FolderError, ResultFolder

    with refusing(FolderError), ResultFolder(out, replace=replace, files=files) as folder:
        yield folder


@contextmanager
def saved_then_said(
    out: Path | None, report: Callable[[], str], *, quiet: bool
) -> Iterator[list[str]]:
    """Save files while the context lasts, then say what came of the work, and what was saved.

    Nothing is said before: whatever becomes of that, the files are there. And it is said also where
    they cannot be saved: then it is all that there is.

    Parameters
    ----------
    out
        The folder, if one was named.
    report
        Makes the text for stdout.
    quiet
        Whether not to say what was saved.

    Yields
    ------
    list of str
        For the names of the files, as they are saved.
    """
    saved: list[str] = []
    try:
        yield saved
    finally:
        print_text(report())
        if saved and not quiet:
            say(_("Saved in {folder}: {files}").format(folder=out, files=", ".join(saved)))


def leave_with_difference(difference: "OutcomeDifference", command: str) -> NoReturn:
    """Tell in what the engine and the SimPy model differ, and leave."""
    from simulator.studies.checking import ENGINES

    say(
        _(
            "onestop: the engine and the SimPy model differ: this is a defect of the program.\n"
            "{difference}\n"
            "Please report it with the scenario file and these lines:\n"
            "    {command}"
        ).format(difference=difference.text(*ENGINES), command=command)
    )
    raise typer.Exit(DEFECT)
