"""The command line: `onestop`.

In: what a planner types. Out: pages on stdout, everything else on stderr, files in the folder that
they name, and an exit code: 0 done, 2 bad input, 1 a defect of the program, 130 interrupted. The
commands are in the modules of this package: they read arguments, call the other packages and print;
what they need from those they import when they run, so that `onestop --help` answers at once.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import os
import platform
import shlex
import sys
from collections.abc import Sequence
from itertools import zip_longest
from typing import Annotated, NoReturn

import typer

from simulator.cli import (
    compare,
    fit,
    replay,
    report,
    rerun,
    run,
    scenario,
    sensitivity,
    serve,
    sweep,
    validate,
    verify,
)
from simulator.cli.console import BAD_INPUT, DEFECT, Lang, print_text, say
from simulator.cli.interrupts import Interrupts
from simulator.cli.speech import SpeakingCommand, SpeakingGroup, mistyped, speaking
from simulator.language import LANGUAGES, _, language_of, reason, use_language
from simulator.reports.streams import lasting_streams
from simulator.signs import as_typed

DEBUG = "ONESTOP_DEBUG"
"""Environment variable that, set to 1, shows the traceback of a defect."""

app = typer.Typer(
    name="onestop",
    help="Simulate the procedure queue of a one-stop-shop (Public Administration Center): how long "
    "citizens wait, and how many dossiers are on time.",
    cls=SpeakingGroup,
    invoke_without_command=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # Plain help comes at once and reads well in a file.
    pretty_exceptions_enable=False,
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments
        What stands behind `onestop`; that of the process when absent.
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    os.environ.pop("MPLBACKEND", None)  # Pictures go into files: no window is asked for.
    use_language(_asked_language(typed))
    with lasting_streams() as (out, err):
        code = _exit_code(typed)
        if out.failure and out.has_failed:
            said = _("onestop: the answer cannot be written to stdout: {reason}")
            say(said.format(reason=reason(out.failure)))
    is_silenced = out.has_failed or (err.has_failed and not err.is_closed)
    sys.exit(code or (BAD_INPUT if is_silenced else 0))


def _exit_code(typed: Sequence[str]) -> int:
    """Run the command line; return its exit code."""
    try:
        with Interrupts():
            code = speaking(app)(args=typed, prog_name="onestop", standalone_mode=False)
            return int(code or 0)
    except typer.TyperException as error:
        say(mistyped(error))
        return BAD_INPUT
    except Exception as error:
        if os.environ.get(DEBUG) == "1":
            raise
        say(_problem(error, typed))
        return BAD_INPUT if isinstance(error, OSError | MemoryError) else DEFECT


def _problem(error: Exception, typed: Sequence[str]) -> str:
    """Say what has ended a command: the system, or a defect."""
    match error:
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            return f"onestop: {place}{reason(error)}"
        case MemoryError():
            return _(
                "onestop: memory ran out: shorten the period or the warm-up, or make the volumes "
                "smaller; `onestop check` says what a replication takes"
            )
    return _(
        "onestop: this is a defect of the program, not of your scenario:\n"
        "    {error}\n"
        "Please report it with the scenario file and these lines:\n"
        "    {command}\n"
        "    {versions}\n"
        "With {variable}=1 in the environment the command shows where it happened."
    ).format(
        error=f"{type(error).__name__}: {error}",
        command=as_typed(shlex.join(["onestop", *typed])),
        versions=f"onestop {_version()}, Python {platform.python_version()}, {platform.platform()}",
        variable=DEBUG,
    )


def _asked_language(typed: Sequence[str]) -> str:
    """Return the language to speak: as typed, else of the locale. Before anything is said."""
    for option, value in zip_longest(typed, typed[1:]):
        asked = value if option == "--lang" else option.removeprefix("--lang=")
        if asked in LANGUAGES and asked != option:
            return str(asked)
    return language_of(os.environ)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print_text(f"onestop {_version()}\n")
        raise typer.Exit


@app.callback()
def _onestop(
    context: typer.Context,
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and leave."
        ),
    ] = False,
    lang: Lang = None,
) -> None:
    del version, lang  # dealt with before
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit(BAD_INPUT)


for command in (  # As listed.
    run.run,
    compare.compare,
    scenario.check,
    scenario.show,
    scenario.new,
    report.report,
    rerun.rerun,
    verify.verify,
    sweep.sweep,
    sensitivity.sensitivity,
    fit.fit,
    validate.validate,
    replay.replay,
    serve.serve,
):
    app.command(cls=SpeakingCommand)(command)


def _version() -> str:
    from simulator import __version__

    return str(__version__)
