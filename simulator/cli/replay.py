"""`onestop replay`: a real day again, as it was and with something changed.

In: a ticket log, a scenario of its office, and values to set. Out: what the log has of the day,
what the model makes of the same tickets, and what it makes of them with the change.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.asking import Typed
from simulator.cli.console import (
    Checked,
    Force,
    Json,
    Lang,
    Overrides,
    Quiet,
    Seed,
    load,
    refusing,
)
from simulator.cli.logs import (
    Columns,
    LogFiles,
    Office,
    Repeated,
    SnapshotFile,
    Zone,
    days_asked,
    log_options,
    read_logs,
    study_log,
)
from simulator.cli.run import REPLICATIONS


def replay(
    logs: LogFiles,
    *,
    scenario: Annotated[
        Path,
        typer.Option(
            "--scenario",
            metavar="SCENARIO",
            help="Scenario of the office, YAML: its fields are the queues of the log.",
            show_default=False,
        ),
    ],
    days: Annotated[
        list[str] | None,
        typer.Option(
            "--day",
            metavar="DATE",
            help="The day, as 2021-03-12; that with most tickets when absent. Can be given several "
            "times.",
            show_default=False,
        ),
    ] = None,
    office: Office = None,
    overrides: Overrides = None,
    snapshots: SnapshotFile = None,
    columns: Columns = None,
    zone: Zone = "",
    replications: Repeated = REPLICATIONS,
    seed: Seed = None,
    check: Checked = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for replay.html, replay.xlsx and replay.json; and for excluded.csv, the "
            "rows of the log that are left out. It is made if need be; results in it are left "
            "alone, unless with --force.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Replay a real day: its tickets come as they came, and what is set is tried on them.

    A log cannot prove a what-if: what comes of a change is the model's answer.
    """
    del lang  # chosen before any text was said
    from simulator.reports.replay.report import ReplayReport
    from simulator.results.files import REPLAY_FILES
    from simulator.scenario.names import path_text
    from simulator.studies.replay.replaying import Replaying
    from simulator.studies.replay.source import busiest_day

    loaded, change = load(scenario, None)[1], "; ".join(overrides or ())
    changed = load(scenario, overrides)[1] if overrides else None
    read = read_logs(logs, columns, zone, snapshots)
    log = read.tickets.log
    with refusing(ValueError):
        replaying = Replaying(
            loaded,
            changed,
            log,
            days_asked(days) or [busiest_day(log, office)],
            office=office,
            snapshots=read.seen,
            labels=(path_text(scenario), change),
        )
    study_log(
        Typed(
            words=["replay", *map(path_text, logs), "--scenario", path_text(scenario)],
            options=log_options(
                days=days,
                office=office,
                overrides=overrides,
                snapshots=snapshots,
                columns=columns,
                zone=zone,
                replications=replications,
            ),
            replications=replications,
            seed=seed,
            check=check,
            out=out,
            force=force,
            json=json,
            quiet=quiet,
        ),
        replaying,
        read,
        lambda answer, provenance: ReplayReport(
            answer,
            loaded,
            provenance,
            change,
            read.remarks(loaded, office, is_noted=replaying.is_noted),
        ),
        REPLAY_FILES,
    )
