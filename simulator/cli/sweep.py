"""`onestop sweep`: many scenarios × replications, resumable, on all cores or a cluster.

In: a plan and a folder. Out: the store of the sweep in the folder, which the same command goes on
with after whatever ended it, its page, exports of it, and which design points reach the targets.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    DEFECT,
    Brief,
    BriefInWord,
    Json,
    Lang,
    Quiet,
    Seed,
    briefs,
    one_of,
    refuse,
    refusing,
    say,
    whole_number,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.working import (
    command_text,
    leave_interrupted,
    leave_with_difference,
    save_and_say,
    stored_text,
    work_through,
)
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.results.store import Taken
    from simulator.studies.pools import Pool
    from simulator.studies.replicate import Showing
    from simulator.studies.session import Session
    from simulator.studies.sweep.checking import CheckedPoint

EXPORTS = ("parquet", "csv")
"""The formats of `simulator.reports.sweep.exporting`, written again: see `console`."""

MANY_POINTS = 200
"""Design points from which their check takes long enough to be shown."""


def sweep(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="Plan file, YAML or .xlsx.", show_default=False)
    ],
    *,
    out: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="Folder of the sweep. It is made if need be. If it holds one already, what this "
            "plan asks for and it has is kept, and only what is missing is run.",
            show_default=False,
        ),
    ],
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(1),
            metavar="N",
            help="Replications of each design point, in place of what the plan says. More than "
            "before are added; of fewer, the rest stays in DIR, unused.",
            show_default=False,
        ),
    ] = None,
    seed: Seed = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1),
            metavar="N",
            help="Processes of this machine that work, at most; one for each core when absent. "
            "There are fewer where memory is short.",
            show_default=False,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Let the workers of a Dask cluster do the work: where its scheduler listens, as "
            "tcp://scheduler:8786.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check/--no-check",
            help="Serve the first month of the first point by the SimPy model as well, and "
            "compare.",
        ),
    ] = True,
    exports: Annotated[
        list[str] | None,
        typer.Option(
            "--export",
            parser=one_of(*EXPORTS),
            metavar="|".join(EXPORTS),
            help="At the end, write a row for each design point, replication and measure to "
            "DIR/results.parquet or DIR/results.csv. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    brief: Brief = False,
    brief_word: BriefInWord = False,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Simulate every design point of a plan, and say which reach the targets.

    The cheapest that may reach them are simulated again with other citizens until each is decided.

    Whatever ends it - Ctrl-C, a power cut, a full disk - what was finished is stored, and the same
    command goes on from there.
    """
    del lang  # chosen before any text was said
    sheets = briefs(page=brief, word=brief_word)
    if cluster and workers:
        refuse(_("--workers is of this machine: leave it out with --cluster"))
    from simulator.reports.sweep.report import SweepReport
    from simulator.results.folder import FolderError
    from simulator.results.store import resumed
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import path_text
    from simulator.studies.pools import PoolError
    from simulator.studies.replicate import seed_of
    from simulator.studies.sweep.design import SweepQuestion
    from simulator.studies.sweep.reading import open_sweep
    from simulator.studies.sweep.session import checked_plan

    with refusing(ScenarioError):
        planned, points = checked_plan(
            plan, replications=replications, showing=_showing(quiet=quiet)
        )
    if not cluster:
        workers = _workers(points, workers, quiet=quiet)
    with refusing(FolderError, PoolError), resumed(out) as store, Interrupts() as interrupts:
        seed = seed_of(seed, planned.seed, store.seed)
        command = command_text(
            ["sweep", path_text(plan)],
            [("--out", path_text(out)), ("--replications", replications), ("--seed", seed)],
        )
        question = SweepQuestion(planned, points)
        session = question.session(store, seed=seed, command=command, check=check)
        if session.taken and not quiet:
            _tell_kept(session.taken)
        _run(session, interrupts, workers=workers, cluster=cluster, quiet=quiet)
        if interrupts.heard:
            leave_interrupted(stored_text(store))
        with open_sweep(out) as results:
            report = SweepReport(results, exports or (), sheets)
            save_and_say(report, session, out, json=json, quiet=quiet)


def _run(
    session: "Session",
    interrupts: Interrupts,
    *,
    workers: int | None,
    cluster: str | None,
    quiet: bool,
) -> None:
    """Run what is lacking, or until an interrupt; or leave, where that is of no use."""
    from simulator.studies.running import PointError
    from simulator.studies.session import EngineDifferenceError, stop_at_difference

    try:
        work_through(
            session,
            interrupts,
            heed=stop_at_difference,
            make_pool=lambda: _pool(workers, cluster),
            compiles=not cluster,
            quiet=quiet,
        )
    except EngineDifferenceError as error:
        leave_with_difference(error.difference, session.provenance["command"])
    except PointError as error:
        say(f"onestop: {error}")
        raise typer.Exit(DEFECT) from error


def _showing(*, quiet: bool) -> "Showing":
    """Return how the check of many design points is shown."""
    from simulator.cli.progress import progress

    return lambda total: progress(
        total, _("design points checked"), quiet=quiet or total < MANY_POINTS
    )


def _workers(points: "Sequence[CheckedPoint]", asked: int | None, *, quiet: bool) -> int:
    """Return how many workers have room in memory, and say so where they are fewer; or leave."""
    from simulator.reports.check.sizes import beyond_memory
    from simulator.studies.pools.choosing import MemoryShortError, workers_that_fit
    from simulator.studies.pools.processes import cores

    try:
        workers = workers_that_fit(max(each.source.size.memory for each in points), asked)
    except MemoryShortError as error:
        refuse(beyond_memory(error.needed, error.available))
    if workers < (asked or cores()) and not quiet:
        said = ngettext(
            "Memory is short: {n} process works at a time, not {asked}",
            "Memory is short: {n} processes work at a time, not {asked}",
            workers,
        )
        say(said.format(n=workers, asked=asked or cores()))
    return workers


def _pool(workers: int | None, cluster: str | None) -> "Pool":
    """Make the workers."""
    from simulator.studies.pools.cluster import Cluster
    from simulator.studies.pools.processes import Processes

    if cluster:
        # The library tells in tracebacks what is told here in a line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        return Cluster(cluster)
    return Processes(workers)


def _tell_kept(kept: "Taken") -> None:
    """Say what the store already had."""
    from simulator.results.files import STORE

    if not (kept.replications or kept.dropped):
        return
    told = ngettext(
        "Kept from before: {n} replication of {points} design points",
        "Kept from before: {n} replications of {points} design points",
        kept.replications,
    ).format(n=kept.replications, points=kept.points)
    if kept.added:
        told += "; " + ngettext("{n} point is new", "{n} points are new", kept.added).format(
            n=kept.added
        )
    if kept.dropped:
        told += "; " + ngettext(
            "{n} scenario is in the plan no more: its results stay in {file}, unused",
            "{n} scenarios are in the plan no more: their results stay in {file}, unused",
            kept.dropped,
        ).format(n=kept.dropped, file=STORE)
    say(told)
