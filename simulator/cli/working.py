"""Working: commands that simulate work alike: to the end or an interrupt, and then they tell of it.

In: the folder that a planner names, and a session that is to be run. Out: its replications are
finished and stored; or it leaves. Files are saved first, then what came of the work is said, and
last what went wrong. What is asked of the replications is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import DEFECT, INTERRUPTED, print_text, refusing, say
from simulator.cli.interrupts import Interrupts
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from simulator.center.comparing import OutcomeDifference
    from simulator.results.store import Store
    from simulator.studies.experiment import Event
    from simulator.studies.pools import Pool
    from simulator.studies.session import Session


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


def seed_of(asked: int | None, store: "Store | None") -> int:
    """Return the seed: as asked for, else of the store, else drawn."""
    from simulator.studies import draw_seed

    kept = store.seed if store else None
    for seed in (asked, kept):
        if seed is not None:
            return seed
    return draw_seed()


def replications_of(event: "Event") -> int:
    """Return how many replications are finished."""
    from simulator.studies.experiment import Finished

    return len(event.found) if isinstance(event, Finished) else 0


def work_through(
    session: "Session",
    make_pool: "Callable[[], Pool]",
    interrupts: Interrupts,
    *,
    total: int,
    thing: str,
    heed: "Callable[[Event], int]" = replications_of,
    compiles: bool = True,
    quiet: bool,
) -> None:
    """Run what a session lacks until all is done, or interrupted. After it, interrupts are held.

    Parameters
    ----------
    session
        What to do.
    make_pool
        Makes the workers.
    interrupts
        What is heard of the system.
    total, thing
        How much there is to do, of what, in the plural.
    heed
        Takes what is finished; returns how much of it is done.
    compiles
        Whether the engine is needed in this process.
    quiet
        Whether to show nothing.
    """
    from simulator.cli.progress import progress
    from simulator.demand import TooLongError

    interrupts.hold()
    if session.is_done:
        return
    with refusing(TooLongError), session, interrupts.heeded():
        if compiles:
            compile_once(interrupts, quiet=quiet)
        interrupts.release()
        with make_pool() as pool, progress(total, thing, quiet=quiet) as advance:

            def heed_whole(event: "Event") -> None:
                interrupts.hold()  # A replication is counted and recorded, or neither.
                for _done in range(heed(event)):
                    advance()
                interrupts.release()

            session.run(pool, heed_whole)
            interrupts.hold()


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


def leave_if_stopped(
    session: "Session",
    interrupts: Interrupts,
    *,
    command: str,
    finished: int,
    planned: int,
    is_saved: bool,
) -> None:
    """Say last what went wrong, and leave with it, when all is reported and saved.

    Parameters
    ----------
    session, interrupts
        What was done, and what was heard meanwhile.
    command
        What repeats it.
    finished, planned
        Replications of each scenario.
    is_saved
        Whether there is a folder.
    """
    if session.difference:
        leave_with_difference(session.difference, command)
    if not interrupts.heard:
        return
    if finished < planned or not session.is_checked:
        told = ngettext(
            "onestop: interrupted: {finished} of {n} replication finished",
            "onestop: interrupted: {finished} of {n} replications finished",
            planned,
        ).format(finished=finished, n=planned)
    elif is_saved:
        told = _("onestop: interrupted, but everything was finished and saved")
    else:
        told = _("onestop: interrupted, but everything was finished")
    leave_interrupted(told)


def leave_interrupted(told: str) -> NoReturn:
    """Tell what was finished before an interrupt, and leave."""
    say(told)
    raise typer.Exit(INTERRUPTED)


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


def command_text(words: Sequence[str], options: "Sequence[tuple[str, object]]") -> str:
    """Return the command line that repeats a run.

    Parameters
    ----------
    words
        The command and its arguments.
    options
        With their values: None for one that was not given, True or False for a flag.
    """
    given = [
        [option] if value is True else [option, str(value)]
        for option, value in options
        if value is not None and value is not False
    ]
    return shlex.join(["onestop", *words, *(word for pair in given for word in pair)])
