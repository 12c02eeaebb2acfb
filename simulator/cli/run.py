"""`onestop run`: one scenario, its replications, and the report.

In: a scenario file and how often, with which seed and by which engine it is run. Out: the report on
stdout and, where a folder is named, the files of the result. The first month of what the compiled
engine serves is served by the SimPy model as well; where they differ, that is told last.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
    INTERRUPTED,
    Json,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    load,
    page_text,
    print_text,
    refuse,
    refusing,
    say,
)
from simulator.reports.interrupts import Interrupts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.center.comparing import Comparison
    from simulator.measures import Measures
    from simulator.reports.folder import ResultFolder
    from simulator.scenario import Scenario

REPLICATIONS = 10
"""Replications of a run that is not told how many."""

Engine = Literal["compiled", "simpy"]
"""The engines of `simulator.center`, written again: to load it would delay `onestop --help`."""


def run(
    scenario: ScenarioFile,
    *,
    replications: Annotated[
        int,
        typer.Option(
            "--replications",
            "-n",
            min=1,
            metavar="N",
            help="How often the period is simulated, each time with other chances. Ten show how "
            "much a result varies; four times as many halve the interval.",
        ),
    ] = REPLICATIONS,
    seed: Seed = None,
    engine: Annotated[
        Engine,
        typer.Option(
            help="The engine that serves: `compiled` is fast, `simpy` is the model that it follows."
        ),
    ] = "compiled",
    check: Annotated[
        bool,
        typer.Option(
            "--check/--no-check",
            help="Serve the first month by the SimPy model as well, and compare.",
        ),
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for summary.json, measures.csv and form-06a.csv. It is made if need be. "
            "If it already holds results, nothing is run, unless with --force.",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="Also write every operation to DIR/events.parquet.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace the results in DIR; other files there are left alone."
        ),
    ] = False,
    overrides: Overrides = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a scenario and report on it.

    Ctrl-C stops it: the replications finished by then are reported and saved.
    """
    if events and out is None:
        refuse("--events needs a folder: add --out DIR")
    started = datetime.now(UTC)
    resolved, loaded = load(scenario, overrides)
    from simulator.reports.files import form_csv, json_text, measures_csv, summary
    from simulator.reports.folder import EVENTS, FORM, MEASURES, SUMMARY
    from simulator.reports.provenance import provenance
    from simulator.reports.result import Result
    from simulator.reports.sourcing import sourcing
    from simulator.reports.terminal import checked_text, run_page
    from simulator.studies import draw_seed
    from simulator.studies.checking import ENGINES

    seed = draw_seed() if seed is None else seed
    command = ["onestop", "run", str(scenario), "--replications", str(replications)]
    command += ["--seed", str(seed), "--engine", engine]
    command += [] if check else ["--no-check"]
    command += [part for override in overrides or () for part in ("--set", override)]
    with _folder(out, replace=force) as folder, Interrupts() as interrupts:
        compile_once(quiet=quiet)
        finished, comparison = _replicate(
            loaded,
            replications,
            seed=seed,
            engine=engine,
            check=check and engine == "compiled",
            recorded=folder.staged(EVENTS) if folder and events else None,
            interrupts=interrupts,
            quiet=quiet,
        )
        if not finished:
            say("onestop: interrupted before the first replication was finished")
            raise typer.Exit(INTERRUPTED)
        result = Result.of(loaded, seed=seed, planned=replications, replications=finished)
        origin = provenance(
            loaded,
            command=shlex.join(command),
            seed=seed,
            started=started,
            engine=engine,
            check=comparison,
        )
        numbers = json_text(summary(result, origin))
        checked = checked_text(engine, comparison)
        if json:
            print_text(numbers)
            if not quiet:
                say(checked)
        else:
            sourced = sourcing(resolved.data, loaded.sources)
            print_text(page_text(run_page(result, sourced, checked)))
        if folder:
            files = {MEASURES: measures_csv(result), FORM: form_csv(result), SUMMARY: numbers}
            _save(folder, files, quiet=quiet)
        if comparison and comparison.difference:
            say(
                "onestop: the engine and the SimPy model differ: this is a defect of the program.\n"
                f"{comparison.difference.text(*ENGINES)}\n"
                f"Please report it with the scenario file and these lines:\n"
                f"    {shlex.join(command)}"
            )
            raise typer.Exit(DEFECT)
        if interrupts.heard:
            say(f"onestop: interrupted: {len(finished)} of {replications} replications finished")
            raise typer.Exit(INTERRUPTED)


def _replicate(
    scenario: "Scenario",
    replications: int,
    *,
    seed: int,
    engine: Engine,
    check: bool,
    recorded: Path | None,
    interrupts: Interrupts,
    quiet: bool,
) -> "tuple[list[Measures], Comparison | None]":
    """Return the measures of all replications, or of those finished when interrupted.

    With them comes what the check of the first one has shown, if it was made.
    """
    from simulator.reports.events import EventsFile
    from simulator.reports.progress import progress
    from simulator.studies import compare_engines
    from simulator.studies import run as replicate
    from simulator.studies.checking import MONTH

    first_day = scenario.period.first_day
    finished: list[Measures] = []
    comparison = None
    with (
        progress(replications, "replications", quiet=quiet) as advance,
        EventsFile(recorded, first_day) if recorded else nullcontext() as events,
    ):
        with suppress(KeyboardInterrupt):
            with refusing(ValueError):
                each = replicate(scenario, replications=replications, seed=seed, engine=engine)
            for one in each:
                interrupts.hold()  # A replication is counted and recorded, or neither.
                if events:
                    events.write(one.index, one.workload, one.roster, one.outcome)
                finished.append(one.measures)
                advance()
                if interrupts.heard:
                    break
                interrupts.release()
                if check and one.index == 0:
                    comparison = compare_engines(
                        one.workload, one.roster, days=MONTH, first_day=first_day
                    )
        interrupts.hold()
    return finished, comparison


@contextmanager
def _folder(out: Path | None, *, replace: bool) -> "Iterator[ResultFolder | None]":
    """Open the folder of the results, if one was named; or leave."""
    if out is None:
        yield None
        return
    from simulator.reports.folder import FolderError, ResultFolder

    with refusing(FolderError):
        folder = ResultFolder(out, replace=replace)
    with folder:
        try:
            yield folder
        except OSError as error:
            refuse(f"{out} cannot be written to: {error.strerror or error}")


def _save(folder: "ResultFolder", files: dict[str, str], *, quiet: bool) -> None:
    """Write the files of a result into their folder."""
    for name, text in files.items():
        folder.staged(name).write_text(text, encoding="utf-8", newline="")
    saved = folder.commit()
    if not quiet:
        say(f"Saved in {folder.path}: {', '.join(saved)}")
