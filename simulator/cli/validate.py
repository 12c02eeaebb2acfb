"""`onestop validate`: how well a scenario predicts days of a ticket log.

In: a scenario and the log of its office. Out: how near the model comes to each queue-day, beside
what needs no model.
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
    ScenarioFile,
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


def validate(
    scenario: ScenarioFile,
    logs: LogFiles,
    *,
    days: Annotated[
        list[str] | None,
        typer.Option(
            "--day",
            metavar="DATE",
            help="A day that is predicted, as 2021-03-12; when absent, the days of the log that "
            "are not in the scenario's period, or all where it has all or none of them. Can be "
            "given several times.",
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
            help="Folder for validation.html, validation.xlsx and validation.json; and for "
            "excluded.csv, the rows of the log that are left out. It is made if need be; results "
            "in it are left alone, unless with --force.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Say how well a scenario predicts the waits of real days, whose tickets come as they came.

    Beside it stand what the other days would have said, and what could be seen on the day itself.
    """
    del lang  # chosen before any text was said
    from simulator.reports.validation.report import ValidationReport
    from simulator.results.files import VALIDATION_FILES
    from simulator.scenario.names import path_text
    from simulator.studies.validation.validating import Validating, split_of

    loaded = load(scenario, overrides)[1]
    read = read_logs(logs, columns, zone, snapshots)
    log = read.tickets.log
    with refusing(ValueError):
        validating = Validating(
            loaded,
            log,
            split_of(loaded, log, office, days_asked(days)),
            office=office,
            snapshots=read.seen,
            label=path_text(scenario),
        )
    study_log(
        Typed(
            words=["validate", path_text(scenario), *map(path_text, logs)],
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
        validating,
        read,
        lambda answer, provenance: ValidationReport(
            answer,
            validating.split,
            loaded,
            provenance,
            validating.finished,
            read.remarks(loaded, office, is_noted=validating.is_noted),
        ),
        VALIDATION_FILES,
    )
