"""What every command shares: arguments, ways to refuse, and what is printed where.

In: what a command found out. Out: pages on stdout, everything else on stderr, and the exit codes of
defects, bad input and interruption. What the commands do is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from simulator.scenario import Resolved, Scenario

DEFECT, BAD_INPUT, INTERRUPTED = 1, 2, 130
"""Exit codes."""

LARGEST_SEED = 2**32 - 1
"""That of `simulator.demand.draws`, written again: to load it would delay `onestop --help`."""

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
Seed = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=LARGEST_SEED,
        metavar="S",
        help="Seed of the chances; the same seed gives the same result. Drawn when absent, and "
        "told.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON on stdout, and nothing else there.")
]


def load(path: Path, overrides: list[str] | None) -> "tuple[Resolved, Scenario]":
    """Read a scenario, as it was put together and as it is understood; or leave."""
    from simulator.scenario import ScenarioError, read_resolved, validated

    with refusing(ScenarioError):
        resolved = read_resolved(path, overrides=overrides or ())
        return resolved, validated(resolved)


@contextmanager
def refusing(kind: type[Exception]) -> Iterator[None]:
    """Take errors of a kind as bad input."""
    try:
        yield
    except kind as error:
        refuse(str(error))


def refuse(problems: str) -> NoReturn:
    """Tell what is wrong with the input, a line a problem, and leave."""
    say(problems)
    raise typer.Exit(BAD_INPUT)


def page_text(page: "RenderableType") -> str:
    """Return a page as text for stdout: as wide, and as colourful, as it takes."""
    from simulator.reports.terminal import WIDEST, rendered

    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return rendered(page, width=columns, colour=colour)


def print_text(text: str) -> None:
    """Write to stdout, down to the end or until nobody reads it any more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # As under `head`. What Python still flushes at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Write lines to stderr."""
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
