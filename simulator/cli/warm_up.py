"""`onestop check --warm-up`: how long the Center of a scenario takes to fill.

In: a scenario and a seed. Out: what pilot replications show of its warm-up; or it leaves.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import INTERRUPTED, refuse, refusing, say
from simulator.cli.memory import refuse_beyond_memory
from simulator.language import _, reason
from simulator.reports.interrupts import Interrupts

if TYPE_CHECKING:
    from simulator.scenario import Scenario
    from simulator.studies.warm_up import WarmUp


def picture_format(file: Path) -> str:
    """Return the format of the picture that a file is to hold; or leave."""
    from simulator.studies.warm_up_picture import FORMATS

    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        endings = _(" or ").join(f".{known}" for known in FORMATS)
        refuse(
            _("{file}: the name of the picture must end in {endings}").format(
                file=file, endings=endings
            )
        )
    return kind


def find_warm_up(scenario: "Scenario", seed: int | None, *, quiet: bool) -> "WarmUp":
    """Run pilot replications, and say what they show; or leave."""
    from simulator.reports.progress import progress
    from simulator.studies import draw_seed
    from simulator.studies.warm_up import PILOTS, pilots, warm_up_of

    refuse_beyond_memory([scenario])
    seed = draw_seed() if seed is None else seed
    followed = []
    with Interrupts() as interrupts:
        compile_once(interrupts, quiet=quiet)
        with (
            progress(PILOTS, _("pilot replications"), quiet=quiet) as advance,
            interrupts.heeded(),
            refusing(ValueError),
        ):
            interrupts.release()
            for pilot in pilots(scenario, seed=seed):
                followed.append(pilot)
                advance()
                interrupts.release()
    if interrupts.heard:
        say(_("onestop: interrupted before the warm-up was found"))
        raise typer.Exit(INTERRUPTED)
    with refusing(ValueError):
        return warm_up_of(scenario, followed, seed=seed)


def save_picture(found: "WarmUp", file: Path, kind: str, *, quiet: bool) -> None:
    """Write the picture; or leave."""
    from simulator.studies.warm_up_picture import warm_up_picture

    try:
        file.write_bytes(warm_up_picture(found, kind))
    except OSError as error:
        refuse(_("{file} cannot be written: {reason}").format(file=file, reason=reason(error)))
    if not quiet:
        say(_("Saved in {file}").format(file=file))
