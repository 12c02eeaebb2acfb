"""The command line: `onestop`.

In: what a planner types. Out: pages on stdout, everything else on stderr, files in the folder that
they name, and an exit code: 0 done, 2 bad input, 1 a defect of the program, 130 interrupted. It
reads arguments, calls the packages and prints; what it needs from them it imports inside the
commands, so that `onestop --help` answers at once.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import os
import platform
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from simulator.reports.interrupts import Interrupts

if TYPE_CHECKING:
    from rich.console import RenderableType

    from simulator.measures import Measures
    from simulator.reports.folder import ResultFolder
    from simulator.scenario import Resolved, Scenario

DEFECT, BAD_INPUT, INTERRUPTED = 1, 2, 130

REPLICATIONS = 10
"""Replications of a run that is not told how many."""

LARGEST_SEED = 2**32 - 1

DEBUG = "ONESTOP_DEBUG"
"""Environment variable that, set to 1, shows the traceback of a defect."""

app = typer.Typer(
    name="onestop",
    help="Simulate the procedure queue of a one-stop-shop (Public Administration Center): how long "
    "citizens wait, and how many dossiers are on time.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Plain help comes at once and reads well in a file.
    pretty_exceptions_enable=False,
)

Engine = Literal["simpy"]

ScenarioFile = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="Scenario file, YAML.", show_default=False)
]
Overrides = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Set one value of the scenario, e.g. staff.land-counter.officers=3; `all` stands for "
        "every key of a level. Can be given several times.",
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON on stdout, and nothing else there.")
]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments
        What stands behind `onestop`; that of the process when absent.
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):  # Vietnamese, whatever the code page of the terminal.
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # see suppress
    try:
        with Interrupts():
            app(args=typed, prog_name="onestop")
    except Exception as error:
        if os.environ.get(DEBUG) == "1":
            raise
        _say(
            f"onestop: this is a defect of the program, not of your scenario:\n"
            f"    {type(error).__name__}: {error}\n"
            f"Please report it with the scenario file and these lines:\n"
            f"    {shlex.join(['onestop', *typed])}\n"
            f"    onestop {_version()}, Python {platform.python_version()}, {platform.platform()}\n"
            f"With {DEBUG}=1 in the environment the command shows where it happened."
        )
        sys.exit(DEFECT)
    sys.exit(0)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        _print(f"onestop {_version()}\n")
        raise typer.Exit


@app.callback()
def _onestop(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and leave."
        ),
    ] = False,
) -> None:
    pass


@app.command()
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
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=LARGEST_SEED,
            metavar="S",
            help="Seed of the chances; the same seed gives the same result. Drawn when absent, and "
            "told.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="The engine that serves.")] = "simpy",
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Simulate a scenario and report on it.

    Ctrl-C stops it: the replications finished by then are reported and saved.
    """
    if events and out is None:
        _refuse("--events needs a folder: add --out DIR")
    started = datetime.now(UTC)
    resolved, loaded = _load(scenario, overrides)
    from simulator.reports.files import form_csv, json_text, measures_csv, summary
    from simulator.reports.folder import EVENTS, FORM, MEASURES, SUMMARY
    from simulator.reports.provenance import provenance
    from simulator.reports.result import Result
    from simulator.reports.sourcing import sourcing
    from simulator.reports.terminal import run_page
    from simulator.studies import draw_seed

    seed = draw_seed() if seed is None else seed
    command = ["onestop", "run", str(scenario), "--replications", str(replications)]
    command += ["--seed", str(seed), "--engine", engine]
    command += [part for override in overrides or () for part in ("--set", override)]
    with _folder(out, replace=force) as folder, Interrupts() as interrupts:
        finished = _replicate(
            loaded,
            replications,
            seed=seed,
            engine=engine,
            recorded=folder.staged(EVENTS) if folder and events else None,
            interrupts=interrupts,
            quiet=quiet,
        )
        if not finished:
            _say("onestop: interrupted before the first replication was finished")
            raise typer.Exit(INTERRUPTED)
        result = Result.of(loaded, seed=seed, planned=replications, replications=finished)
        origin = provenance(loaded, command=shlex.join(command), seed=seed, started=started)
        numbers = json_text(summary(result, origin))
        _print(
            numbers
            if json
            else _rendered(run_page(result, sourcing(resolved.data, loaded.sources)))
        )
        if folder:
            files = {MEASURES: measures_csv(result), FORM: form_csv(result), SUMMARY: numbers}
            _save(folder, files, quiet=quiet)
        if interrupts.heard:
            _say(f"onestop: interrupted: {len(finished)} of {replications} replications finished")
            raise typer.Exit(INTERRUPTED)


@app.command()
def check(scenario: ScenarioFile, *, overrides: Overrides = None, json: Json = False) -> None:
    """Say whether a scenario is valid, and whether its officers can carry the load.

    Nothing is simulated: the work that is offered is set against the hours on duty, over the period
    and in its busiest month. An overload is no error.
    """
    _, loaded = _load(scenario, overrides)
    from simulator.demand import Plan
    from simulator.demand.capacity import check_capacity
    from simulator.reports.check_page import check_data, check_page
    from simulator.reports.files import json_text

    with _refusing(ValueError):
        plan = Plan(loaded)
    checked = check_capacity(plan)
    if json:
        _print(json_text(check_data(loaded, checked)))
    else:
        _print(_rendered(check_page(loaded, checked)))


@app.command()
def show(scenario: ScenarioFile, *, overrides: Overrides = None) -> None:
    """Print the resolved scenario: merged, all defaults written out, ready to be run again."""
    _, loaded = _load(scenario, overrides)
    _print(loaded.dump())


def _replicate(
    scenario: "Scenario",
    replications: int,
    *,
    seed: int,
    engine: Engine,
    recorded: Path | None,
    interrupts: Interrupts,
    quiet: bool,
) -> "list[Measures]":
    """Return the measures of all replications, or of those finished when interrupted."""
    from simulator.reports.events import EventsFile
    from simulator.reports.progress import progress
    from simulator.studies import run as replicate

    first_day = scenario.period.first_day
    finished = []
    with (
        progress(replications, "replications", quiet=quiet) as advance,
        EventsFile(recorded, first_day) if recorded else nullcontext() as events,
    ):
        with suppress(KeyboardInterrupt):
            with _refusing(ValueError):
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
        interrupts.hold()
    return finished


def _load(path: Path, overrides: list[str] | None) -> "tuple[Resolved, Scenario]":
    """Read a scenario, as it was put together and as it is understood; or leave."""
    from simulator.scenario import ScenarioError, read_resolved, validated

    with _refusing(ScenarioError):
        resolved = read_resolved(path, overrides=overrides or ())
        return resolved, validated(resolved)


@contextmanager
def _folder(out: Path | None, *, replace: bool) -> "Iterator[ResultFolder | None]":
    """Open the folder of the results, if one was named; or leave."""
    if out is None:
        yield None
        return
    from simulator.reports.folder import FolderError, ResultFolder

    with _refusing(FolderError):
        folder = ResultFolder(out, replace=replace)
    with folder:
        try:
            yield folder
        except OSError as error:
            _refuse(f"{out} cannot be written to: {error.strerror or error}")


def _save(folder: "ResultFolder", files: dict[str, str], *, quiet: bool) -> None:
    """Write the files of a result into their folder."""
    for name, text in files.items():
        folder.staged(name).write_text(text, encoding="utf-8", newline="")
    saved = folder.commit()
    if not quiet:
        _say(f"Saved in {folder.path}: {', '.join(saved)}")


@contextmanager
def _refusing(kind: type[Exception]) -> Iterator[None]:
    """Take errors of a kind as bad input."""
    try:
        yield
    except kind as error:
        _refuse(str(error))


def _refuse(problems: str) -> NoReturn:
    """Tell what is wrong with the input, a line a problem, and leave."""
    _say(problems)
    raise typer.Exit(BAD_INPUT)


def _rendered(page: "RenderableType") -> str:
    """Return a page as text for stdout: as wide, and as colourful, as it takes."""
    from simulator.reports.terminal import WIDEST, rendered

    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return rendered(page, width=columns, colour=colour)


def _print(text: str) -> None:
    """Write to stdout, down to the end or until nobody reads it any more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # As under `head`. What Python still flushes at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    """Write lines to stderr."""
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _version() -> str:
    from simulator import __version__

    return str(__version__)
