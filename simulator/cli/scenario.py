"""The commands about a scenario file that simulate nothing: `new`, `check` and `show`.

In: a scenario file, or the name of one that is to be. Out: a starter to edit, whether the officers
can carry the load, the scenario as it was understood.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from simulator.cli.console import (
    Json,
    Lang,
    Overrides,
    ScenarioFile,
    load,
    page_text,
    print_text,
    refuse,
    refusing,
    say,
)
from simulator.language import _, language, reason


def check(
    scenario: ScenarioFile, *, overrides: Overrides = None, json: Json = False, lang: Lang = None
) -> None:
    """Say whether a scenario is valid, and whether its officers can carry the load.

    Nothing is simulated: the work that is offered is set against the hours on duty, over the period
    and in its busiest month. An overload is no error.
    """
    del lang  # chosen before any text was said
    loaded = load(scenario, overrides)[1]
    from simulator.demand import Plan
    from simulator.demand.capacity import check_capacity
    from simulator.reports.check_page import check_data, check_page
    from simulator.reports.files import json_text

    with refusing(ValueError):
        plan = Plan(loaded)
    checked = check_capacity(plan)
    if json:
        print_text(json_text(check_data(loaded, checked)))
    else:
        print_text(page_text(check_page(loaded, checked)))


def show(
    scenario: ScenarioFile,
    *,
    overrides: Overrides = None,
    origins: Annotated[
        bool,
        typer.Option(
            "--origins/--no-origins",
            help="Name behind every value the file and line, or the --set, that it comes from.",
        ),
    ] = True,
    lang: Lang = None,
) -> None:
    """Print the resolved scenario: merged, all defaults written out, ready to be run again.

    Without origins the text names no files and lines, so that two scenarios can be compared.
    """
    del lang
    resolved, loaded = load(scenario, overrides)
    from simulator.scenario.origins import dump_with_origins

    print_text(dump_with_origins(loaded, resolved) if origins else loaded.dump())


def new(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="File to write; one that exists is left alone. Without it, the scenario is "
            "printed.",
            show_default=False,
        ),
    ] = None,
    *,
    lang: Lang = None,
) -> None:
    """Write a commented scenario of a small Center to start from.

    The comments are in the language that is spoken.
    """
    del lang
    from simulator.scenario.starter import starter_text

    text = starter_text(language())
    if file is None:
        print_text(text)
        return
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        refuse(_("{file} exists already and is left as it is: name another file").format(file=file))
    except OSError as error:
        refuse(_("{file} cannot be written: {reason}").format(file=file, reason=reason(error)))
    say(
        _("Saved in {file}. Next: {command}").format(
            file=file, command=f"onestop check {quote(str(file))}"
        )
    )
