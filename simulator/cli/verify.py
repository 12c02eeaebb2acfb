"""`onestop verify`: both engines, event by event.

In: a scenario file, how often and with which seed. Out: that all is identical, or where the engines
part first, with exit code 1; or, interrupted, how many replications were identical until then.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from typing import Annotated

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
    INTERRUPTED,
    Lang,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    load,
    print_text,
    refusing,
    say,
    whole_number,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.language import _


def verify(
    scenario: ScenarioFile,
    *,
    replications: Annotated[
        int,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(1),
            metavar="N",
            help="How often the period is simulated by both engines, each time with other chances. "
            "One compares every operation of the scenario; more meet what is rare.",
        ),
    ] = 1,
    seed: Seed = None,
    overrides: Overrides = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Serve a scenario by the compiled engine and by the SimPy model, and compare all that happens.

    Both serve the whole run, which takes the model some seconds a year.
    """
    del lang  # chosen before any text was said
    identical = operations = 0
    difference = None
    with Interrupts() as interrupts:
        interrupts.hold()  # Numba would swallow what is raised while it compiles.
        loaded = load(scenario, overrides)[1]
        from simulator.cli.progress import progress
        from simulator.demand import PreparedScenario, TooLongError, draw_replication
        from simulator.demand.size import expected_size
        from simulator.reports.figures import counted
        from simulator.studies import compare_engines
        from simulator.studies.checking import ENGINES
        from simulator.studies.replicate import seed_of

        with refusing(ValueError):
            refuse_beyond_memory([expected_size(loaded)], with_simpy=True)
            plan = PreparedScenario(loaded)
        compile_once(interrupts, quiet=quiet)
        seed = seed_of(seed)
        first_day = loaded.period.first_day
        planned = counted("{n} replication", "{n} replications", replications)
        with (
            refusing(TooLongError),
            progress(replications, _("replications"), quiet=quiet) as advance,
            interrupts.heeded(),
        ):
            interrupts.release()
            for number in range(replications):
                drawn = draw_replication(plan, seed=seed, replication=number)
                comparison = compare_engines(*drawn, first_day=first_day)
                interrupts.hold()  # A replication is counted, or found to differ, or neither.
                difference = comparison.difference
                if difference:
                    break
                identical += 1
                operations += comparison.operations
                del drawn  # Else the next needs room beside it.
                advance()
                interrupts.release()
        if difference:
            told = _("different in replication {number}, seed {seed}: {difference}")
            difference_text = difference.text(*ENGINES)
            print_text(f"{told.format(number=number, seed=seed, difference=difference_text)}\n")
            raise typer.Exit(DEFECT)
        if interrupts.heard:
            told = (
                _(
                    "onestop: interrupted: {done} of {planned} compared until then, all identical "
                    "(seed {seed})"
                )
                if identical
                else _("onestop: interrupted before the first replication was compared")
            )
            say(told.format(done=identical, planned=planned, seed=seed))
            raise typer.Exit(INTERRUPTED)
        compared = counted("{n} operation", "{n} operations", operations)
        told = _("identical: {operations} ({replications}, seed {seed})")
        print_text(f"{told.format(operations=compared, replications=planned, seed=seed)}\n")
