"""`onestop compare`: what changes for the same citizens from one scenario to another.

In: two scenarios or more, as files or as values set in the first, and how often they are run. Out:
the differences on stdout and, where a folder is named, in files. Each scenario is checked as a run
is: the first month of it is served by the SimPy model as well.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    INTERRUPTED,
    Checked,
    Engine,
    Json,
    Lang,
    Overrides,
    Quiet,
    Seed,
    ServedBy,
    page_text,
    refuse,
    refusing,
    say,
    whole_number,
)
from simulator.cli.finishing import (
    leave_with_difference,
    recorded_before,
    result_store,
    saved_then_said,
    seed_of,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.run import REPLICATIONS
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.measures import Measures
    from simulator.results.folder import ResultFolder
    from simulator.results.provenance import Check, Provenance
    from simulator.results.store import Store
    from simulator.studies.comparison import Alternative, Compared

LEAST = 2
"""Replications from which a difference has an interval."""


@dataclass(slots=True)
class _Finished:
    """What was finished of one scenario before the end, or before an interrupt."""

    check: "Check"
    """What became of the check of its first replication."""
    measures: "list[Measures]" = field(default_factory=list)


def compare(
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO",
            help="Scenario files, YAML; the others are compared with the first.",
            show_default=False,
        ),
    ],
    *,
    variations: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="PATH=VALUE",
            help="One more scenario: the first file with a value set, e.g. "
            "staff.land-counter.officers=4, or several with semicolons between them. `name=…` "
            "among them names it. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    replications: Annotated[
        int,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(LEAST),
            metavar="N",
            help="How often the period is simulated in each scenario, each time with other "
            "chances.",
        ),
    ] = REPLICATIONS,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="Compare by this measure, e.g. wait_mean.receive/land, in place of those "
            "that are compared by otherwise. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    all_pairs: Annotated[
        bool,
        typer.Option("--all-pairs", help="Compare every two scenarios, not only with the first."),
    ] = False,
    seed: Seed = None,
    engine: ServedBy = "compiled",
    check: Checked = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for compare.html, compare.csv and compare.json. It is made if need be. "
            "What it has of this comparison is kept, and only what is missing is run; results of "
            "another one are left alone, unless with --force.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace the comparison in DIR; other files there are left alone."
        ),
    ] = False,
    overrides: Overrides = None,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Compare scenarios: what changes for the same citizens.

    Ctrl-C stops it: the replications that every scenario has finished by then are compared and
    saved. Whatever ended it, the same command with the same folder goes on.
    """
    del lang  # chosen before any text was said
    started = datetime.now(UTC)
    from simulator.reports.answer import checked_text
    from simulator.reports.files import json_text
    from simulator.results.folder import COMPARE_FILES
    from simulator.results.provenance import provenance
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import composed, path_text
    from simulator.studies.comparison import comparability_problems, compared, read_alternatives
    from simulator.studies.comparison.files import (
        CSV,
        JSON,
        comparison_csv,
        comparison_data,
    )
    from simulator.studies.comparison.kept import study_of
    from simulator.studies.comparison.telling import MEASURES
    from simulator.studies.comparison.terminal import comparison_page

    with refusing(ScenarioError), refusing(ValueError):
        alternatives = read_alternatives(
            scenarios, overrides=overrides or (), variations=variations or ()
        )
    refuse_beyond_memory(
        [alternative.scenario for alternative in alternatives],
        with_simpy=engine == "simpy",
    )
    names = tuple(map(composed, measures or MEASURES))
    if problems := comparability_problems(alternatives, names):
        refuse("\n".join(problems))
    with (
        result_store(out, replace=force, files=COMPARE_FILES) as store,
        Interrupts() as interrupts,
    ):
        seed = seed_of(seed, store)
        command = ["onestop", "compare", *map(path_text, scenarios)]
        command += [part for variation in variations or () for part in ("--with", variation)]
        command += ["--replications", str(replications), "--seed", str(seed), "--engine", engine]
        command += [part for name in measures or () for part in ("--measure", name)]
        command += [part for override in overrides or () for part in ("--set", override)]
        command += ["--all-pairs"] * all_pairs + ["--no-check"] * (not check)
        if store:
            study = study_of(
                alternatives,
                names,
                store.folder.path,
                seed=seed,
                replications=replications,
                engine=engine,
                all_pairs=all_pairs,
            )
            store.take(*study, replications=replications)
        compile_once(interrupts, quiet=quiet)
        finished, origin = _replicate(
            alternatives,
            replications,
            seed=seed,
            engine=engine,
            check=check and engine == "compiled",
            origin=lambda checks: provenance(
                alternatives[0].scenario,
                command=shlex.join(command),
                seed=seed,
                started=started,
                engine=engine,
                check=checks,
            ),
            store=store,
            interrupts=interrupts,
            quiet=quiet,
        )
        if not _of_all(finished):
            say(_("onestop: interrupted before every scenario had finished a replication"))
            raise typer.Exit(INTERRUPTED)
        result = compared(
            alternatives,
            [each.measures for each in finished],
            names,
            seed=seed,
            planned=replications,
            all_pairs=all_pairs,
        )
        numbers = json_text(comparison_data(result, origin))

        def report() -> str:
            return numbers if json else page_text(comparison_page(result, origin))

        with saved_then_said(out, report, quiet=quiet) as saved:
            if store:
                files = {CSV: comparison_csv(result).encode(), JSON: numbers.encode()}
                saved.extend(store.commit(files))
                saved.extend(_save_page(store.folder, result, origin))
        if json and not quiet:
            say(checked_text(origin))
    _leave(finished, replications, command=shlex.join(command), interrupted=interrupts.heard)


def _replicate(
    alternatives: "Sequence[Alternative]",
    replications: int,
    *,
    seed: int,
    engine: Engine,
    check: bool,
    origin: "Callable[[list[Check]], Provenance]",
    store: "Store | None",
    interrupts: Interrupts,
    quiet: bool,
) -> "tuple[list[_Finished], Provenance]":
    """Replicate scenarios in turn until all is done, or interrupted; return how it came about.

    Interrupts are held before and after. `origin` makes the provenance, given what became of the
    checks. What the store has is not made again.
    """
    from simulator.cli.progress import progress
    from simulator.studies.comparison.running import experiment_of
    from simulator.studies.experiment import Event, Finished
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.running import run

    with refusing(ValueError):
        experiment, points = experiment_of(
            alternatives, replications=replications, seed=seed, engine=engine, store=store
        )
    before = recorded_before(store, left=experiment.left, check=check)
    is_begun: Check = "interrupted" if check and not before else None
    finished = {point.source.key: _Finished(is_begun) for point in points}
    for point in points if is_begun else ():
        experiment.check(point)
    begun = before or origin([is_begun] * len(points))
    session = store.begin_session(begun) if store and not before else None
    sizes = [point.source.size for point in points]
    with (
        pool_for(sizes, replications, engine) as pool,
        progress(experiment.left, _("replications"), quiet=quiet) as advance,
        interrupts.heeded(),
    ):

        def heed(event: Event) -> None:
            interrupts.hold()  # A replication is counted, or it is not.
            own = finished[event.point.source.key]
            if isinstance(event, Finished):
                for found in event.found:
                    if store is None:
                        own.measures.append(found.measures)
                    advance()
            else:
                own.check = event.comparison
            interrupts.release()

        interrupts.release()
        run(experiment, pool, on_event=heed)
    if store:
        for point, alternative in zip(points, alternatives, strict=True):
            key = point.source.key
            stored = store.found(store.scenario_of(key), alternative.scenario)
            finished[key].measures = [one.measures for one in stored]
    in_order = [finished[point.source.key] for point in points]
    came_about = before or origin([each.check for each in in_order])
    if store and session:
        store.end_session(session, came_about)
    return in_order, came_about


def _of_all(finished: Sequence[_Finished]) -> int:
    """Return how many replications every scenario has finished."""
    return min(len(each.measures) for each in finished)


def _save_page(folder: "ResultFolder", result: "Compared", origin: "Provenance") -> list[str]:
    """Save the page of a comparison that is saved: it is there whatever becomes of the page."""
    from simulator.studies.comparison.files import PAGE
    from simulator.studies.comparison.page import comparison_html

    return folder.replace({PAGE: comparison_html(result, origin).encode()})


def _leave(finished: Sequence[_Finished], planned: int, *, command: str, interrupted: bool) -> None:
    """Say last what went wrong, and leave with it, when all is reported and saved."""
    from simulator.center.comparing import OutcomeComparison

    for each in finished:
        if isinstance(each.check, OutcomeComparison) and each.check.difference:
            leave_with_difference(each.check.difference, command)
    if interrupted:
        say(
            ngettext(
                "onestop: interrupted: {finished} of {n} replication finished",
                "onestop: interrupted: {finished} of {n} replications finished",
                planned,
            ).format(finished=_of_all(finished), n=planned)
        )
        raise typer.Exit(INTERRUPTED)
