"""What every command shares: arguments, ways to refuse, and what is printed where.

In: what a command found out. Out: pages on stdout, everything else on stderr, and the exit codes of
defects, bad input and interruption. What the commands do is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, get_args

import typer

from simulator.language import LANGUAGES, _
from simulator.signs import LONGEST_LINE, on_a_line, on_screen

if TYPE_CHECKING:
    from simulator.reports.document import Document
    from simulator.scenario import Resolved, Scenario
    from simulator.scenario.model_time import Period

DEFECT, BAD_INPUT, INTERRUPTED = 1, 2, 130
"""Exit codes."""

LARGEST_SEED = 2**32 - 1
"""That of `simulator.demand.draws`, written again: to load it would delay `onestop --help`."""

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
"""A whole number of `simulator.scenario.number_text`, likewise: the page of `onestop serve` would
have to wait for the schema."""

ScenarioFile = Annotated[
    Path,
    typer.Argument(metavar="SCENARIO", help="Scenario file, YAML or .xlsx.", show_default=False),
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


def one_of(*choices: str) -> Callable[[str], str]:
    """Return how an option that is one of several words is read.

    Typer by itself tells what is wrong in the words of the library that it checks with.
    """

    def read(typed: str) -> str:
        if typed not in choices:
            raise typer.BadParameter(
                _("{typed!r} is none of {choices}").format(typed=typed, choices=", ".join(choices))
            )
        return typed

    return read


def whole_number(least: int, most: int | None = None) -> Callable[[str | int], int]:
    """Return how an option that is a whole number is read; likewise in our own words."""

    def read(typed: str | int) -> int:
        number = int(typed) if _WHOLE.fullmatch(str(typed)) else None
        if number is not None and least <= number and (most is None or number <= most):
            return number
        problem = (
            _("{typed!r} is not a whole number of {least} or more")
            if most is None
            else _("{typed!r} is not a whole number from {least} to {most}")
        )
        raise typer.BadParameter(problem.format(typed=typed, least=least, most=most))

    return read


Seed = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(0, LARGEST_SEED),
        metavar="S",
        help=f"Seed of the chances, 0 to {LARGEST_SEED}; the same seed gives the same result. "
        "Drawn when absent, and told.",
        show_default=False,
    ),
]
Engine = Literal["compiled", "simpy"]
"""The engines of `simulator.center`, written again: to load it would delay `onestop --help`."""

ServedBy = Annotated[
    Engine,
    typer.Option(
        parser=one_of(*get_args(Engine)),
        metavar="|".join(get_args(Engine)),
        help="The engine that serves: `compiled` is fast, `simpy` the model that it follows.",
    ),
]
Checked = Annotated[
    bool,
    typer.Option(
        "--check/--no-check", help="Serve the first month by the SimPy model as well, and compare."
    ),
]
FormPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="QUARTER|YEAR",
        help="Quarter or year that form II.06a is filled in for, as 2021-Q1 or 2021, or Q1 where "
        "only one year has it; the whole period when absent.",
        show_default=False,
    ),
]
Brief = Annotated[
    bool,
    typer.Option(
        "--brief",
        help="Also write one A4 page for the leadership, a submission to be filled in, to "
        "DIR/brief.html.",
    ),
]
BriefInWord = Annotated[
    bool,
    typer.Option(
        "--brief-word",
        help="Also write that page for Word, to DIR/brief.docx; it needs the extra `office`.",
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace the results in DIR; other files there are left alone."),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        parser=one_of(*LANGUAGES),
        metavar="|".join(LANGUAGES),
        help="Language of everything that is said, and of the pages; that of the system's locale "
        "when absent.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON on stdout, and nothing else there.")
]


def load(path: Path, overrides: list[str] | None) -> "tuple[Resolved, Scenario]":
    """Read a scenario, as it was put together and as it is understood; or leave."""
    from simulator.measures.loading import validated
    from simulator.scenario import ScenarioError, read_resolved

    with refusing(ScenarioError):
        resolved = read_resolved(path, overrides=overrides or ())
        return resolved, validated(resolved)


def check_form_period(asked: str | None, period: "Period") -> None:
    """Check that form II.06a can be filled in for a quarter or year; or leave."""
    if asked is not None:
        from simulator.reports.run.form_table import check_period

        with refusing(ValueError):
            check_period(asked, period)


def briefs(*, page: bool, word: bool) -> tuple[str, ...]:
    """Return the names of the files of a brief that are asked for; or leave."""
    from simulator.results.files import BRIEF, BRIEF_IN_WORD

    if word and find_spec("docx") is None:
        refuse(_("--brief-word needs the extra: pip install 'onestop-simulator[office]'"))
    return (BRIEF,) * page + (BRIEF_IN_WORD,) * word


def refuse_what_needs_a_folder(out: Path | None, options: "Mapping[str, object]") -> None:
    """Leave where an option is given that is of no use without a folder."""
    for option, given in options.items():
        if given and out is None:
            refuse(_("{option} needs a folder: add --out DIR").format(option=option))


@contextmanager
def refusing(*kinds: type[Exception]) -> Iterator[None]:
    """Take errors of some kinds as bad input."""
    try:
        yield
    except kinds as error:
        from simulator.scenario import ScenarioError
        from simulator.scenario.workbook.wording import told_by_cells

        refuse(str(told_by_cells(error) if isinstance(error, ScenarioError) else error))


def refuse(problems: str) -> NoReturn:
    """Tell what is wrong with the input, a line a problem, and leave."""
    say("\n".join(on_a_line(line, LONGEST_LINE) for line in problems.split("\n")))
    raise typer.Exit(BAD_INPUT)


def page_text(document: "Document") -> str:
    """Return a document as text for stdout: as wide, and as colourful, as it takes."""
    from simulator.reports.terminal import WIDEST, rendered

    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return rendered(document, width=columns, colour=colour)


def print_text(text: str) -> None:
    """Write to stdout; nothing but the colours of a page steers the terminal."""
    sys.stdout.write(on_screen(text, with_colours=True))
    sys.stdout.flush()


def say(text: str) -> None:
    """Write lines to stderr; nothing that input holds steers the terminal."""
    sys.stderr.write(f"{on_screen(text)}\n")
    sys.stderr.flush()
