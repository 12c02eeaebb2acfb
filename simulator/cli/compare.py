"""`onestop compare`: what changes for the same citizens from one scenario to another.

In: two scenarios or more, as files or as values set in the first, and how often they are run. Out:
the differences on stdout and, where a folder is named, in files. Each scenario is checked as a run
is: the first month of it is served by the SimPy model as well.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from simulator.cli.finishing import leave_with_difference, result_folder, saved_then_said
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.run import REPLICATIONS
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from simulator.measures import Measures
    from simulator.results.folder import ResultFolder
    from simulator.results.provenance import Check
    from simulator.studies.comparison import Alternative, Compared

LEAST = 2
"""Replications from which a difference has an interval."""


@dataclass(slots=True)
class _Finished:
    """What was finished of one scenario before the end, or before an interrupt."""

    check: "Check"
    """What became of the check of its first replication."""
    measures: "list[Measures]"


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
            help="Folder for compare.html, compare.csv and compare.json. It is made if need be. If "
            "it already holds a comparison, nothing is run, unless with --force.",
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
    saved.
    """
    del lang  # chosen before any text was said
    started = datetime.now(UTC)
    from simulator.reports.answer import checked_text
    from simulator.reports.files import json_text
    from simulator.results.provenance import provenance
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import composed, path_text
    from simulator.studies import draw_seed
    from simulator.studies.comparison import comparability_problems, compared, read_alternatives
    from simulator.studies.comparison.files import (
        CSV,
        FILES,
        JSON,
        comparison_csv,
        comparison_data,
    )
    from simulator.studies.comparison.telling import MEASURES, together
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
    seed = draw_seed() if seed is None else seed
    command = ["onestop", "compare", *map(path_text, scenarios)]
    command += [part for variation in variations or () for part in ("--with", variation)]
    command += ["--replications", str(replications), "--seed", str(seed), "--engine", engine]
    command += [part for name in measures or () for part in ("--measure", name)]
    command += [part for override in overrides or () for part in ("--set", override)]
    command += ["--all-pairs"] * all_pairs + ["--no-check"] * (not check)
    with (
        result_folder(out, replace=force, files=FILES) as folder,
        Interrupts() as interrupts,
    ):
        compile_once(interrupts, quiet=quiet)
        finished = _replicate(
            alternatives,
            replications,
            seed=seed,
            engine=engine,
            check=check and engine == "compiled",
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
        origins = [
            provenance(
                alternative.scenario,
                command=shlex.join(command),
                seed=seed,
                started=started,
                engine=engine,
                check=each.check,
            )
            for alternative, each in zip(alternatives, finished, strict=True)
        ]
        origin = together(origins)
        numbers = json_text(comparison_data(result, origins))

        def report() -> str:
            return numbers if json else page_text(comparison_page(result, origin))

        with saved_then_said(out, report, quiet=quiet) as saved:
            if folder:
                files = {CSV: comparison_csv(result).encode(), JSON: numbers.encode()}
                saved.extend(folder.commit(files))
                saved.extend(_save_page(folder, result, origin))
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
    interrupts: Interrupts,
    quiet: bool,
) -> list[_Finished]:
    """Replicate scenarios in turn until all is done, or interrupted.

    Interrupts are held before and after.
    """
    from simulator.cli.progress import progress
    from simulator.studies.comparison.running import experiment_of
    from simulator.studies.experiment import Event, Finished
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.running import run

    with refusing(ValueError):
        experiment, points = experiment_of(
            alternatives, replications=replications, seed=seed, engine=engine
        )
    finished = {
        point.source.key: _Finished("interrupted" if check else None, []) for point in points
    }
    for point in points if check else ():
        experiment.check(point)
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
                    own.measures.append(found.measures)
                    advance()
            else:
                own.check = event.comparison
            interrupts.release()

        interrupts.release()
        run(experiment, pool, on_event=heed)
    return [finished[point.source.key] for point in points]


def _of_all(finished: Sequence[_Finished]) -> int:
    """Return how many replications every scenario has finished."""
    return min(len(each.measures) for each in finished)


def _save_page(folder: "ResultFolder", result: "Compared", origin: dict[str, Any]) -> list[str]:
    """Save the page of a comparison that is saved: it is there whatever becomes of the page."""
    from simulator.results.folder import replace_files
    from simulator.studies.comparison.files import PAGE
    from simulator.studies.comparison.page import comparison_html

    replace_files(folder.path, {PAGE: comparison_html(result, origin).encode()})
    return [PAGE]


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
