"""`onestop check --warm-up`: what the Center of a scenario lacks when it begins empty.

In: a scenario and a seed. Out: what pilot replications show of its warm-up; or it leaves.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import INTERRUPTED, refuse, refusing, say
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.language import _, ngettext, reason

if TYPE_CHECKING:
    from simulator.scenario import Scenario
    from simulator.studies.warm_up import WarmUp


def picture_format(file: Path) -> str:
    """Return the format of the picture that a file is to hold; or leave."""
    from simulator.reports.warm_up.picture import FORMATS

    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        endings = _(" or ").join(f".{known}" for known in FORMATS)
        refuse(
            _("{file}: the name of the picture must end in {endings}").format(
                file=file, endings=endings
            )
        )
    return kind


def search_warm_up(scenario: "Scenario", seed: int | None, *, quiet: bool) -> "WarmUp":
    """Run pilot replications, and say what they show; or leave."""
    from simulator.cli.progress import Advance, progress
    from simulator.demand.size import expected_size
    from simulator.studies.replicate import seed_of
    from simulator.studies.warm_up import PILOTS, find_warm_up, longest_run

    with refusing(ValueError):
        refuse_beyond_memory([expected_size(longest_run(scenario))])
    found = None
    with Interrupts() as interrupts:

        @contextmanager
        def watched(days: int) -> Iterator[Advance]:
            thing = ngettext(
                "replications with a warm-up of {n} day",
                "replications with a warm-up of {n} days",
                days,
            ).format(n=days)
            with progress(PILOTS, thing, quiet=quiet) as advance:

                def advance_or_stop() -> None:
                    advance()
                    interrupts.release()

                yield advance_or_stop

        compile_once(interrupts, quiet=quiet)
        with interrupts.heeded(), refusing(ValueError):
            interrupts.release()
            found = find_warm_up(scenario, seed=seed_of(seed), replications=PILOTS, watched=watched)
    if found is None:
        say(_("onestop: interrupted before the warm-up was found"))
        raise typer.Exit(INTERRUPTED)
    return found


def save_picture(found: "WarmUp", file: Path, kind: str, *, quiet: bool) -> None:
    """Write the picture; or leave."""
    from simulator.reports.warm_up.picture import warm_up_picture

    try:
        file.write_bytes(warm_up_picture(found, kind))
    except OSError as error:
        refuse(_("{file} cannot be written: {reason}").format(file=file, reason=reason(error)))
    if not quiet:
        say(_("Saved in {file}").format(file=file))
