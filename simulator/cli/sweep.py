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
    Json,
    Lang,
    Quiet,
    Seed,
    one_of,
    page_text,
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
    saved_then_said,
    work_through,
)
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.results.store import Taken
    from simulator.studies.pools import Pool
    from simulator.studies.replicate import Showing
    from simulator.studies.sweep.checking import CheckedPoint

EXPORTS = ("parquet", "csv")
"""The formats of `simulator.reports.sweep.exporting`, written again: see `console`."""

MANY_POINTS = 200
"""Design points from which their check takes long enough to be shown."""


def sweep(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="Plan file, YAML.", show_default=False)
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
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Simulate every design point of a plan, and say which reach the targets.

    Whatever ends it - Ctrl-C, a power cut, a full disk - what was finished is stored, and the same
    command goes on from there.
    """
    del lang  # chosen before any text was said
    if cluster and workers:
        refuse(_("--workers is of this machine: leave it out with --cluster"))
    from simulator.results.folder import FolderError
    from simulator.results.store import resumed
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import path_text
    from simulator.studies.pools import PoolError
    from simulator.studies.running import PointError
    from simulator.studies.session import EngineDifferenceError
    from simulator.studies.sweep import session as sweeping
    from simulator.studies.sweep.design import take

    with refusing(ScenarioError):
        planned, points = sweeping.checked_plan(
            plan, replications=replications, showing=_showing(quiet=quiet)
        )
    if not cluster:
        workers = _workers(points, workers, quiet=quiet)
    with (
        refusing(FolderError),
        refusing(PoolError),
        resumed(out) as store,
        Interrupts() as interrupts,
    ):
        seed = sweeping.seed_of(planned, seed, store)
        command = command_text(
            ["sweep", path_text(plan)],
            [("--out", path_text(out)), ("--replications", replications), ("--seed", seed)],
        )
        kept = take(store, planned, points, seed=seed)
        if not quiet:
            _tell_kept(kept)
        experiment = sweeping.experiment_of(planned, points, store, seed=seed)
        counts_replications = isinstance(planned.replications, int)
        try:
            work_through(
                sweeping.session_of(
                    experiment, points, store, seed=seed, command=command, check=check
                ),
                lambda: _pool(workers, cluster),
                interrupts,
                total=sweeping.things_to_do(planned, experiment),
                thing=_("replications") if counts_replications else _("scenarios"),
                heed=lambda event: sweeping.things_done(planned, event),
                compiles=not cluster,
                quiet=quiet,
            )
        except EngineDifferenceError as error:
            leave_with_difference(error.difference, command)
        except PointError as error:
            say(f"onestop: {error}")
            raise typer.Exit(DEFECT) from error
        stored = store.finished_replications()
        if interrupts.heard:
            told = ngettext(
                "onestop: interrupted: {n} replication is stored; the same command goes on",
                "onestop: interrupted: {n} replications are stored; the same command goes on",
                stored,
            )
            leave_interrupted(told.format(n=stored))
        _report(out, exports or (), json=json, quiet=quiet)


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
    from simulator.results.folder import STORE

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


def _report(out: Path, exports: "Sequence[str]", *, json: bool, quiet: bool) -> None:
    """Say what came of the whole sweep, and export it."""
    from simulator.reports.files import json_text
    from simulator.reports.sweep.data import sweep_data
    from simulator.reports.sweep.document import sweep_document, write_page
    from simulator.reports.sweep.exporting import export
    from simulator.results.folder import STORE, FolderError
    from simulator.studies.sweep.reading import open_sweep

    with open_sweep(out) as results:
        document = sweep_document(results)

        def report() -> str:
            return json_text(sweep_data(results)) if json else page_text(document)

        with saved_then_said(out, report, quiet=quiet) as saved, refusing(FolderError):
            saved.append(STORE)
            saved.append(write_page(results.folder, document).name)
            saved.extend(export(results, kind).name for kind in exports)
