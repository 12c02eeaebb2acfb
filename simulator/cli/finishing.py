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
    from simulator.results.provenance import Provenance
    from simulator.results.store import Store


@contextmanager
def result_store(
    out: Path | None, *, replace: bool, files: Sequence[str]
) -> "Iterator[Store | None]":
    """Open the store of the results, if a folder was named, to go on with it; or leave.

    Parameters
    ----------
    out
        The folder.
    replace
        Whether earlier results in it are replaced.
    files
        Names of the files of a result.
    """
    if out is None:
        yield None
        return
    from simulator.results.folder import FolderError, ResultFolder
    from simulator.results.store import Store

    with (
        refusing(FolderError),
        ResultFolder(out, files=files, replace=replace, resume=True) as folder,
        Store(folder, staged=replace) as store,
    ):
        try:
            yield store
        finally:
            store.drop_if_empty()


def recorded_before(store: "Store | None", *, left: int, check: bool) -> "Provenance | None":
    """Return how stored results came about, if nothing of them is left to be made or checked."""
    sessions = store.sessions if store and not left else []
    last = sessions[-1] if sessions else None
    return last if last and (not check or "identical" in (last["check"] or {})) else None


def seed_of(asked: int | None, store: "Store | None") -> int:
    """Return the seed: as asked for, else of the store, else drawn."""
    from simulator.studies import draw_seed

    kept = store.seed if store else None
    for seed in (asked, kept):
        if seed is not None:
            return seed
    return draw_seed()


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
