"""`onestop verify`: both engines, event by event.

In: a scenario file, how often and with which seed. Out: that all is identical, or where the engines
part first, with exit code 1.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from typing import Annotated

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    DEFECT,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    load,
    print_text,
    refusing,
)


def verify(
    scenario: ScenarioFile,
    *,
    replications: Annotated[
        int, typer.Option("--replications", "-n", min=1, metavar="N", help="How many.")
    ] = 1,
    seed: Seed = None,
    overrides: Overrides = None,
    quiet: Quiet = False,
) -> None:
    """Serve a scenario by the compiled engine and by the SimPy model, and compare all that happens.

    Both serve the whole run, which takes the model some seconds a year.
    """
    _, loaded = load(scenario, overrides)
    from simulator.demand import Plan, draw_replication
    from simulator.reports.figures import plural
    from simulator.reports.progress import progress
    from simulator.studies import compare_engines, draw_seed
    from simulator.studies.checking import ENGINES

    compile_once(quiet=quiet)
    seed = draw_seed() if seed is None else seed
    first_day = loaded.period.first_day
    with refusing(ValueError):
        plan = Plan(loaded)
    operations = 0
    with progress(replications, "replications", quiet=quiet) as advance:
        for number in range(replications):
            drawn = draw_replication(plan, seed=seed, replication=number)
            comparison = compare_engines(*drawn, first_day=first_day)
            if comparison.difference:
                break
            operations += comparison.operations
            advance()
    if comparison.difference:
        told = comparison.difference.text(*ENGINES)
        print_text(f"different in replication {number}, seed {seed}: {told}\n")
        raise typer.Exit(DEFECT)
    print_text(
        f"identical: {operations:,} operations "
        f"({plural(replications, 'replication')}, seed {seed})\n"
    )
