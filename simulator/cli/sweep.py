"""`onestop sweep`: many scenarios × replications, resumable, on all cores or a cluster.

In: a plan and a folder. Out: the store of the sweep in the folder, which the same command goes on
with after whatever ended it, exports of it, and which design points reach the targets.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
    INTERRUPTED,
    Json,
    Lang,
    Quiet,
    Seed,
    one_of,
    print_text,
    refuse,
    refusing,
    say,
    whole_number,
)
from simulator.cli.finishing import leave_with_difference
from simulator.language import _, ngettext
from simulator.reports.interrupts import Interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.reports.provenance import Check
    from simulator.studies.sweep.checking import CheckedPoint, Showing
    from simulator.studies.sweep.design import Kept
    from simulator.studies.sweep.plan import SweepPlan
    from simulator.studies.sweep.pools import Pool
    from simulator.studies.sweep.store import SweepStore

EXPORTS = ("parquet", "csv")
"""The formats of `simulator.studies.sweep.exporting`, written again: see `console`."""

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
    seed: Seed = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1),
            metavar="N",
            help="Processes of this machine that work; one for each core when absent.",
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
    from simulator.scenario import ScenarioError
    from simulator.studies.sweep.design import take
    from simulator.studies.sweep.locking import SweepStoreError
    from simulator.studies.sweep.plan_file import read_plan
    from simulator.studies.sweep.pools import PoolError
    from simulator.studies.sweep.running import UnitError
    from simulator.studies.sweep.store import SweepStore

    with refusing(ScenarioError):
        planned, points = read_plan(plan, showing=_showing(quiet=quiet))
    command = ["onestop", "sweep", str(plan), "--out", str(out)]
    with refusing(SweepStoreError), refusing(PoolError), SweepStore(out) as store:
        seed = _seed(planned, seed, store)
        kept = take(store, planned, points, seed=seed)
        if not quiet:
            _tell_kept(kept)
        try:
            interrupted = _run(
                planned,
                points,
                store,
                lambda: _pool(workers, cluster),
                seed=seed,
                command=shlex.join([*command, "--seed", str(seed)]),
                check=check,
                compiles=cluster is None,
                quiet=quiet,
            )
        except UnitError as error:
            say(f"onestop: {error}")
            raise typer.Exit(DEFECT) from error
        stored = store.finished_replications()
        if interrupted:
            told = ngettext(
                "onestop: interrupted: {n} replication is stored; the same command goes on",
                "onestop: interrupted: {n} replications are stored; the same command goes on",
                stored,
            )
            say(told.format(n=stored))
            raise typer.Exit(INTERRUPTED)
        _report(out, exports or (), stored, json=json, quiet=quiet)


def _showing(*, quiet: bool) -> "Showing":
    """Return how the check of many design points is shown."""
    from simulator.reports.progress import progress

    return lambda total: progress(
        total, _("design points checked"), quiet=quiet or total < MANY_POINTS
    )


def _seed(plan: "SweepPlan", typed: int | None, store: "SweepStore") -> int:
    """Return the seed: as typed, else of the plan, else of the store, else drawn."""
    from simulator.studies import draw_seed

    for seed in (typed, plan.seed, store.seed):
        if seed is not None:
            return seed
    return draw_seed()


def _pool(workers: int | None, cluster: str | None) -> "Pool":
    from simulator.studies.sweep.pools import ClusterPool, LocalPool

    return ClusterPool(cluster) if cluster else LocalPool(workers)


def _tell_kept(kept: "Kept") -> None:
    """Say what the store already had."""
    from simulator.studies.sweep.schema import STORE

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


def _run(
    plan: "SweepPlan",
    points: "Sequence[CheckedPoint]",
    store: "SweepStore",
    pool: "Callable[[], Pool]",
    *,
    seed: int,
    command: str,
    check: bool,
    compiles: bool,
    quiet: bool,
) -> bool:
    """Run what the store lacks; return whether it was interrupted."""
    from simulator.reports.progress import progress
    from simulator.reports.provenance import provenance
    from simulator.studies.sweep.running import check_engine, run_sweep
    from simulator.studies.sweep.units import remaining

    total = remaining(plan, points, store)
    if not total:
        return False
    started = datetime.now(UTC)
    scenario = plan.scenario(points[0].point)
    result: Check = "interrupted" if check else None

    def origin() -> dict[str, object]:
        return provenance(
            scenario, command=command, seed=seed, started=started, engine="compiled", check=result
        )

    counts_replications = isinstance(plan.replications, int)
    things = _("replications") if counts_replications else _("scenarios")
    with Interrupts() as interrupts:
        interrupts.hold()  # Numba would swallow what is raised while it compiles.
        if compiles:
            compile_once(quiet=quiet)
        session = store.begin_session(origin())
        with suppress(KeyboardInterrupt):
            interrupts.release()
            with pool() as workers:
                if check:
                    result = check_engine(plan, points, seed, workers)
                    if result.difference:
                        leave_with_difference(result.difference, command)
                with progress(total, things, quiet=quiet) as advance:

                    def tell(replications: int, scenarios: int) -> None:
                        for _one in range(replications if counts_replications else scenarios):
                            advance()

                    run_sweep(plan, points, store, workers, seed=seed, advance=tell)
        interrupts.hold()
        store.end_session(session, origin())
        return interrupts.heard


def _report(out: Path, exports: "Sequence[str]", stored: int, *, json: bool, quiet: bool) -> None:
    """Say what came of the whole sweep, and export it."""
    from simulator.reports.files import json_text
    from simulator.studies.sweep.exporting import export
    from simulator.studies.sweep.reading import open_sweep
    from simulator.studies.sweep.schema import STORE
    from simulator.studies.sweep.summary import answer, answer_data, answer_text

    with open_sweep(out) as results:
        files = [export(results, kind) for kind in exports]
        found = answer(results)
        if json:
            provenance = results.sessions[-1:]
            data = answer_data(results, found)
            data |= {"replications": stored, "provenance": provenance[0] if provenance else None}
            print_text(json_text(data))
        else:
            count = len(results.points)
            told = ngettext(
                "{n} design point, {replications} replications in all, seed {seed}",
                "{n} design points, {replications} replications in all, seed {seed}",
                count,
            ).format(n=count, replications=stored, seed=results.seed)
            print_text(f"{told}\n{answer_text(results, found)}")
    if not quiet:
        names = ", ".join([STORE, *(file.name for file in files)])
        say(_("Saved in {folder}: {files}").format(folder=out, files=names))
