"""`onestop sensitivity --levers`: what a Center could change, and what each change gains.

In: a scenario, and how often it is replicated. Out: the report on stdout and, where a folder is
named, in files, with all replications, so that the same command goes on after whatever ended it.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.console import refusing
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.working import (
    command_text,
    leave_if_stopped,
    leave_interrupted,
    result_store,
    save_and_say,
    work_through,
)
from simulator.language import _

if TYPE_CHECKING:
    from simulator.center import Engine
    from simulator.scenario import Resolved

REPLICATIONS = 20
"""Those of `simulator.studies.levers`, written again: see `console`."""


def pull_levers(
    file: Path,
    resolved: "Resolved",
    *,
    replications: int,
    engine: "Engine",
    overrides: Sequence[str],
    seed: int | None,
    check: bool,
    out: Path | None,
    force: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Pull each lever of a Center, save and say what it does; or leave.

    Parameters
    ----------
    file, resolved
        The scenario file, and the scenario as it was put together.
    replications, engine, overrides, seed, check, out, force, json, quiet
        As they were typed.
    """
    from simulator.reports.levers.report import LeversReport
    from simulator.results.folder import LEVERS_FILES
    from simulator.scenario.names import path_text
    from simulator.studies.levers import LeversQuestion
    from simulator.studies.replicate import seed_of

    with (
        result_store(out, replace=force, files=LEVERS_FILES) as store,
        Interrupts() as interrupts,
    ):
        written = resolved.seen_from(store.folder.path) if store else resolved
        with refusing(ValueError):
            question = LeversQuestion(
                path_text(file), written, replications=replications, engine=engine
            )
        sizes = [point.source.size for point in question.points]
        refuse_beyond_memory(sizes, with_simpy=engine == "simpy")
        seed = seed_of(seed, store.seed if store else None)
        command = command_text(
            ["sensitivity", path_text(file)],
            [
                ("--levers", True),
                ("--replications", replications),
                ("--seed", seed),
                ("--engine", engine),
                *(("--set", override) for override in overrides),
                ("--no-check", not check),
            ],
        )
        session = question.session(store, seed=seed, command=command, check=check)
        work_through(session, interrupts, quiet=quiet)
        found = question.answer(session.experiment)
        if found is None:
            leave_interrupted(
                _("onestop: interrupted before every lever had finished a replication")
            )
        report = LeversReport(found, session.provenance)
        save_and_say(report, session, out, json=json, quiet=quiet)
    leave_if_stopped(session, interrupts, finished=found.finished, planned=replications)
