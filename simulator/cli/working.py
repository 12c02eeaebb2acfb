"""Working: commands that simulate work alike: to the end or an interrupt, and then they tell of it.

In: the folder that a planner names, and a session that is to be run. Out: its replications are
finished and stored; or it leaves. Files are saved first, then what came of the work is said, and
last what went wrong. What is asked of the replications is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    BAD_INPUT,
    DEFECT,
    INTERRUPTED,
    page_text,
    print_text,
    refusing,
    say,
)
from simulator.cli.interrupts import Interrupts
from simulator.language import N_, _, ngettext
from simulator.signs import as_typed

if TYPE_CHECKING:
    from simulator.center.comparing import OutcomeDifference
    from simulator.cli.progress import Advance
    from simulator.reports.report import Report
    from simulator.results.folder import ResultFolder
    from simulator.results.store import Store
    from simulator.studies.experiment import Event, Experiment
    from simulator.studies.pools import Pool
    from simulator.studies.session import CountedWork, Session


_COUNTED = {
    "replications": N_("replications"),
    "points": N_("scenarios"),
    "levels": N_("levels decided"),
}
"""What is shown of the progress, by what is counted."""


@contextmanager
def result_store(
    out: Path | None, *, replace: bool, files: Collection[str]
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


@contextmanager
def result_folder(
    out: Path | None, *, replace: bool, files: Collection[str]
) -> "Iterator[ResultFolder | None]":
    """Open the folder of results that need no store, if one was named; or leave.

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

    with refusing(FolderError), ResultFolder(out, files=files, replace=replace) as folder:
        yield folder


def work_through(
    session: "Session",
    interrupts: Interrupts,
    *,
    heed: "Callable[[Event], object]" = lambda _event: None,
    make_pool: "Callable[[], Pool] | None" = None,
    compiles: bool = True,
    thing: str = "",
    quiet: bool,
) -> None:
    """Run what a session lacks until all is done, or interrupted. After it, interrupts are held.

    Parameters
    ----------
    session
        What to do.
    interrupts
        What is heard of the system.
    heed
        Takes what is finished.
    make_pool
        Makes the workers; as many as are worth their start when absent.
    compiles
        Whether the engine is needed in this process.
    thing
        What is counted, in the plural; what the session says where it is not told.
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
        with make_pool() if make_pool else _pool_for(session.experiment) as pool:
            for part in session.parts:
                counted = thing or _(_COUNTED[part.counts])
                with progress(part.to_do, counted, quiet=quiet) as advance:
                    part.run(pool, partial(_heeded, part, advance, interrupts, heed))
            interrupts.hold()


def _heeded(
    part: "CountedWork",
    advance: "Advance",
    interrupts: Interrupts,
    heed: "Callable[[Event], object]",
    event: "Event",
) -> None:
    """Take what is finished: a replication is counted and recorded, or neither."""
    interrupts.hold()
    heed(event)
    for _done in range(part.done(event)):
        advance()
    interrupts.release()


def _pool_for(experiment: "Experiment") -> "Pool":
    """Make the workers that are worth their start."""
    from simulator.studies.pools.choosing import pool_for

    sizes = [point.source.size for point in experiment.points]
    return pool_for(sizes, -(-experiment.left // len(sizes)), experiment.serving.engine)


def save_and_say(
    report: "Report",
    session: "Session",
    out: Path | None,
    *,
    folder: "ResultFolder | None" = None,
    json: bool,
    quiet: bool,
) -> None:
    """Save what came of the work, then say it, and what was saved.

    Nothing is said before: whatever becomes of that, the files are there. And it is said also where
    they cannot be saved: then it is all that there is.

    Parameters
    ----------
    report
        What came of it.
    session
        The work; its store takes the files.
    out
        The folder, if one was named.
    folder
        The same, of work that has no store: it takes the files, and those that are staged.
    json
        Whether it is said for programs.
    quiet
        Whether not to say what was saved.
    """
    from simulator.reports.files import json_text
    from simulator.results.files import EVENTS

    saved: list[str] = []
    try:
        if session.store:
            still_true = (EVENTS,) if session.is_done else ()
            for names in report.saved_in(session.store, still_true=still_true):
                saved.extend(names)
        if folder:
            saved.extend(folder.commit({**report.numbers(), **report.pages()}))
    finally:
        below = f"\n{report.remarks}\n" if report.remarks else ""
        print_text(json_text(report.data) if json else page_text(report.document) + below)
        if saved and not quiet:
            say(_("Saved in {folder}: {files}").format(folder=out, files=", ".join(saved)))
    if json and not quiet and report.checked:
        say("\n".join(filter(None, [report.checked, report.remarks])))


def leave_if_stopped(
    session: "Session",
    interrupts: Interrupts,
    *,
    finished: int,
    planned: int,
    problem: str = "",
) -> None:
    """Say last what went wrong, and leave with it, when all is reported and saved.

    Parameters
    ----------
    session, interrupts
        What was done, and what was heard meanwhile.
    finished, planned
        Replications of each scenario.
    problem
        What could not be saved beside the numbers.
    """
    if session.difference:
        leave_with_difference(session.difference, session.provenance["command"])
    if problem:
        say(problem)
    if not interrupts.heard:
        if problem:
            raise typer.Exit(BAD_INPUT)
        return
    if finished < planned or not session.is_checked:
        told = ngettext(
            "onestop: interrupted: {finished} of {n} replication finished",
            "onestop: interrupted: {finished} of {n} replications finished",
            planned,
        ).format(finished=finished, n=planned)
    elif session.store:
        told = _("onestop: interrupted, but everything was finished and saved")
    else:
        told = _("onestop: interrupted, but everything was finished")
    leave_interrupted(told)


def stored_text(store: "Store | None") -> str:
    """Say what is left of what was interrupted before there was an answer."""
    if store is None:
        return _("onestop: interrupted before there was an answer; with --out DIR it would go on")
    stored = store.finished_replications()
    if not stored:
        return _("onestop: interrupted before the first replication was finished")
    return ngettext(
        "onestop: interrupted: {n} replication is stored; the same command goes on",
        "onestop: interrupted: {n} replications are stored; the same command goes on",
        stored,
    ).format(n=stored)


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
        ).format(difference=difference.text(*ENGINES), command=as_typed(command))
    )
    raise typer.Exit(DEFECT)


def command_text(words: Sequence[str], options: "Sequence[tuple[str, object]]") -> str:
    """Return the command line that repeats a run, as it is recorded on every system.

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
