"""`onestop serve`: the planner's desk, a page at which levers are moved.

In: a scenario, and where the page is to be reached. Out: a server, until Ctrl-C. By default only
this machine reaches it; on a network it asks for the token that is printed with its address.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    Lang,
    Overrides,
    Seed,
    load,
    refuse,
    refusing,
    say,
    whole_number,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.run import REPLICATIONS
from simulator.language import _, language, reason

if TYPE_CHECKING:
    from simulator.scenario import Resolved
    from simulator.web.desk import Desk

PORT = 8700
LARGEST_PORT = 65_535
MOST_REPLICATIONS = 200
"""Of each plan: an answer is to come soon, and memory has to hold those of many."""


def serve(
    scenario: Annotated[
        Path | None,
        typer.Argument(
            metavar="SCENARIO",
            help="Scenario file, YAML or .xlsx; that of `onestop new` when absent.",
            show_default=False,
        ),
    ] = None,
    *,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address at which the page is reached. On a network the page asks for the token "
            "that is printed with its address.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(parser=whole_number(0, LARGEST_PORT), metavar="PORT", help="Port, likewise."),
    ] = PORT,
    replications: Annotated[
        int,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(2, MOST_REPLICATIONS),
            metavar="N",
            help="How often the period is simulated for each plan, each time with other chances.",
        ),
    ] = REPLICATIONS,
    seed: Seed = None,
    overrides: Overrides = None,
    lang: Lang = None,
) -> None:
    """Open the planner's desk: a page at which levers are moved, and what they change is seen.

    Ctrl-C ends it. Nothing that is done on the page is kept, unless it is downloaded.
    """
    del lang  # chosen before any text was said
    try:
        from simulator.web.serving import serve_desk
    except ModuleNotFoundError as error:
        if error.name not in ("uvicorn", "starlette"):
            raise
        refuse(_("`onestop serve` needs more packages: pip install 'onestop-simulator[web]'"))

    def read() -> "Desk":
        from simulator.studies.replicate import seed_of
        from simulator.web.desk import Desk

        with refusing(ValueError):
            return Desk(
                _scenario(scenario, overrides),
                file=scenario.name if scenario else "",
                seed=seed_of(seed),
                replications=replications,
            )

    with Interrupts() as interrupts:
        interrupts.hold()  # The server hears them, and ends.
        try:
            serve_desk(read, host=host, port=port, say=say)
        except OSError as error:
            # Python adds to what the system says what is told here anyway.
            error.strerror = (error.strerror or str(error)).partition(" (")[0]
            message = _(
                "the desk cannot be opened at {host}, port {port}: {reason}: choose another by "
                "--host and --port"
            )
            refuse(message.format(host=host, port=port, reason=reason(error)))


def _scenario(file: Path | None, overrides: list[str] | None) -> "Resolved":
    """Read the scenario that lies on the desk first; or leave."""
    from simulator.scenario import Resolved
    from simulator.scenario.starter import starter_tree

    if file:
        return load(file, overrides)[0]
    return Resolved(starter_tree(language()), Path()).overridden(overrides or ())
