"""`onestop compare`: what changes for the same citizens from one scenario to another.

In: two scenarios or more, as files or as values set in the first, and how often they are run. Out:
the differences on stdout and, where a folder is named, in files. Each scenario is checked as a run
is: the first month of it is served by the SimPy model as well.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    Checked,
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
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.run import REPLICATIONS
from simulator.cli.working import (
    command_text,
    leave_if_stopped,
    leave_interrupted,
    result_store,
    saved_then_said,
    seed_of,
    work_through,
)
from simulator.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.results.provenance import Provenance
    from simulator.results.store import Store
    from simulator.studies.comparison import Alternative, Compared

LEAST = 2
"""Replications from which a difference has an interval."""


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
    from simulator.reports.comparison.document import comparison_document
    from simulator.reports.comparison.files import comparison_data
    from simulator.reports.files import json_text
    from simulator.reports.run.answer import checked_text
    from simulator.results.folder import COMPARE_FILES
    from simulator.results.provenance import provenance
    from simulator.scenario.names import composed, path_text
    from simulator.studies.comparison import compared
    from simulator.studies.comparison.alternatives import MEASURES
    from simulator.studies.comparison.kept import study_of
    from simulator.studies.comparison.running import experiment_of
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.session import Session

    names = tuple(map(composed, measures or MEASURES))
    alternatives = _alternatives(scenarios, overrides or (), variations or (), names)
    refuse_beyond_memory([each.scenario for each in alternatives], with_simpy=engine == "simpy")
    with result_store(out, replace=force, files=COMPARE_FILES) as store, Interrupts() as interrupts:
        seed = seed_of(seed, store)
        command = command_text(
            ["compare", *map(path_text, scenarios)],
            [
                *(("--with", variation) for variation in variations or ()),
                ("--replications", replications),
                ("--seed", seed),
                ("--engine", engine),
                *(("--measure", name) for name in measures or ()),
                *(("--set", override) for override in overrides or ()),
                ("--all-pairs", all_pairs),
                ("--no-check", not check),
            ],
        )
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
            store.take(*study)
        with refusing(ValueError):
            experiment, points = experiment_of(
                alternatives, replications=replications, seed=seed, engine=engine, store=store
            )
        is_checked = check and engine == "compiled"
        session = Session(
            experiment,
            store,
            checked=points if is_checked else [],
            origin=lambda checks: provenance(
                alternatives[0].scenario,
                command=command,
                seed=seed,
                started=started,
                engine=engine,
                check=checks or [None] * len(points),
            ),
        )
        work_through(
            session,
            lambda: pool_for([point.source.size for point in points], replications, engine),
            interrupts,
            total=experiment.left,
            thing=_("replications"),
            quiet=quiet,
        )
        found = [[one.measures for one in experiment.found(point)] for point in points]
        finished = min(map(len, found))
        if not finished:
            leave_interrupted(
                _("onestop: interrupted before every scenario had finished a replication")
            )
        result = compared(
            alternatives, found, names, seed=seed, planned=replications, all_pairs=all_pairs
        )
        origin = session.provenance

        def report() -> str:
            if json:
                return json_text(comparison_data(result, origin))
            return page_text(comparison_document(result, origin))

        with saved_then_said(out, report, quiet=quiet) as saved:
            for files in _save(store, result, origin) if store else ():
                saved.extend(files)
        if json and not quiet:
            say(checked_text(origin))
    leave_if_stopped(
        session,
        interrupts,
        command=command,
        finished=finished,
        planned=replications,
        is_saved=out is not None,
    )


def _alternatives(
    scenarios: "Sequence[Path]",
    overrides: "Sequence[str]",
    variations: "Sequence[str]",
    measures: "Sequence[str]",
) -> "Sequence[Alternative]":
    """Read the scenarios, which can be compared by some measures; or leave."""
    from simulator.scenario import ScenarioError
    from simulator.studies.comparison import comparability_problems, read_alternatives

    with refusing(ScenarioError), refusing(ValueError):
        alternatives = read_alternatives(scenarios, overrides=overrides, variations=variations)
    if problems := comparability_problems(alternatives, measures):
        refuse("\n".join(problems))
    return alternatives


def _save(store: "Store", result: "Compared", origin: "Provenance") -> "Iterator[list[str]]":
    """Save the files of a comparison, and then its page: they are there whatever becomes of it."""
    from simulator.reports.comparison.document import comparison_document
    from simulator.reports.comparison.files import (
        CSV,
        JSON,
        PAGE,
        comparison_csv,
        comparison_data,
    )
    from simulator.reports.files import json_text
    from simulator.reports.page import page_html

    numbers = json_text(comparison_data(result, origin))
    yield store.commit({CSV: comparison_csv(result).encode(), JSON: numbers.encode()})
    yield store.folder.replace({PAGE: page_html(comparison_document(result, origin)).encode()})
