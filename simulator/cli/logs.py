"""Ticket logs on the command line: which files, what their columns are called, which days.

In: what is typed. Out: readings of logs, and what a study makes of them is said and saved; or it
leaves. What studies ask is not known here.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from simulator.cli.asking import Typed
from simulator.cli.console import refuse, refusing, whole_number
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.working import (
    command_text,
    leave_if_stopped,
    leave_interrupted,
    result_folder,
    save_and_say,
    work_through,
)
from simulator.language import _

if TYPE_CHECKING:
    from simulator.records import Excluded, Reading, Snapshots, TicketLog
    from simulator.reports.report import Report
    from simulator.results.folder import ResultFolder
    from simulator.results.provenance import Provenance
    from simulator.scenario import Scenario
    from simulator.studies.experiment import Event, Experiment, Point

Answer_co = TypeVar("Answer_co", covariant=True)
Answer = TypeVar("Answer")

LogFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="LOG",
        help="Ticket log: CSV, also packed by gzip, a workbook or Parquet; several files of one "
        "log can be given.",
        show_default=False,
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="WHAT=HEADING",
        help="What a column of the log is that is not recognised, e.g. taken='Giờ lấy số', or a "
        "YAML file that says so of several. Can be given several times.",
        show_default=False,
    ),
]
Zone = Annotated[
    str,
    typer.Option(
        metavar="ZONE",
        help="Time zone of the office, e.g. Asia/Ho_Chi_Minh, where the log has its times in "
        "another one.",
        show_default=False,
    ),
]
Office = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The office, where the log has several.", show_default=False),
]
SnapshotFile = Annotated[
    Path | None,
    typer.Option(
        "--snapshots",
        metavar="FILE",
        help="Counters that were seen to be open from time to time: so many officers are on duty, "
        "in place of those of the scenario.",
        show_default=False,
    ),
]
Repeated = Annotated[
    int,
    typer.Option(
        "--replications",
        "-n",
        parser=whole_number(2),
        metavar="N",
        help="How often the days are simulated, each time with other chances.",
    ),
]


class LogStudy(Protocol[Answer_co]):
    """A study of a log, on its way."""

    points: "list[Point]"

    def experiment(self, *, seed: int, replications: int) -> "Experiment":
        """Return the experiment that brings what is to be taken."""

    def take(self, event: "Event") -> None:
        """Take what is finished."""

    @property
    def finished(self) -> int:
        """Replications that have come."""

    def answer(self) -> Answer_co | None:
        """Return what has come so far; None before the first replication."""


@dataclass(frozen=True, slots=True)
class Logs:
    """What was read."""

    tickets: "Reading[TicketLog]"
    snapshots: "Reading[Snapshots] | None"

    def remarks(self, scenario: "Scenario", office: str | None, *, is_noted: bool) -> list[str]:
        """Say what is to be known of how they were read, and of what of them is replayed.

        `is_noted` says that calls of the model are noted at snapshots.
        """
        from simulator.studies.replay.source import office_of, replayed_queues

        log = self.tickets.log
        replayed = replayed_queues(scenario, log, office)
        others = [
            name
            for queue, name in enumerate(log.queues)
            if log.office[queue] == office_of(log, office) and queue not in replayed
        ]
        remarks = self.said
        if others:
            message = _("queues of which nobody was ever called are left out: {queues}")
            remarks.append(message.format(queues=", ".join(others)))
        if is_noted:
            remarks.append(
                _("Calls of the model are noted at the next snapshot, as those of the log are.")
            )
        return remarks

    @property
    def said(self) -> list[str]:
        """What is to be known of how they were read."""
        return [*self.tickets.remarks, *(self.snapshots.remarks if self.snapshots else ())]

    @property
    def seen(self) -> "Snapshots | None":
        """The snapshots themselves."""
        return self.snapshots.log if self.snapshots else None

    def stage_excluded(self, folder: "ResultFolder | None") -> None:
        """Put the rows that are left out among the files of a result."""
        from simulator.reports.files import write_rows
        from simulator.results.files import EXCLUDED

        if folder and len(self.excluded):
            write_rows(folder.staged(EXCLUDED), self.excluded.in_words())

    @property
    def excluded(self) -> "Excluded":
        """The rows that are left out."""
        from simulator.records import Excluded

        return Excluded.joined(each.excluded for each in (self.tickets, self.snapshots) if each)


def read_logs(
    files: Sequence[Path], columns: Sequence[str] | None, zone: str, snapshots: Path | None
) -> Logs:
    """Read a ticket log, and the snapshots beside it; or leave."""
    from simulator.records import (
        SNAPSHOTS,
        TICKETS,
        RecordsError,
        columns_asked,
        read_snapshots,
        read_tickets,
    )

    with refusing(RecordsError):
        asked = columns_asked(columns or (), TICKETS if snapshots is None else TICKETS | SNAPSHOTS)
        of_tickets = {what: asked[what] for what in asked if what in TICKETS}
        tickets = read_tickets(files, columns=of_tickets, zone=zone)
        if snapshots is None:
            return Logs(tickets, None)
        others = {what: asked[what] for what in asked if what not in TICKETS}
        return Logs(
            tickets,
            read_snapshots(snapshots, columns=others, zone=zone, queue_names=tickets.queue_ids),
        )


def days_asked(typed: Sequence[str] | None) -> list[date]:
    """Return the days that are asked for, ascending; or leave."""
    from simulator.scenario.clocks import parse_date

    days = set()
    for each in typed or ():
        try:
            days.add(parse_date(each))
        except ValueError as error:
            refuse(f"--day {each}: {error}")
    return sorted(days)


def log_options(
    *,
    days: Sequence[str] | None,
    office: str | None,
    overrides: Sequence[str] | None,
    snapshots: Path | None,
    columns: Sequence[str] | None,
    zone: str,
    replications: int,
) -> list[tuple[str, object]]:
    """Return what was asked of a study of a log, for the command that repeats it."""
    from simulator.scenario.names import path_text

    return [
        *(("--day", day) for day in days or ()),
        ("--office", office),
        *(("--set", override) for override in overrides or ()),
        ("--snapshots", snapshots and path_text(snapshots)),
        *(("--column", column) for column in columns or ()),
        ("--zone", zone or None),
        ("--replications", replications),
    ]


def study_log(
    typed: Typed,
    study: LogStudy[Answer],
    read: Logs,
    report_of: "Callable[[Answer, Provenance], Report]",
    files: Collection[str],
) -> None:
    """Run a study of a log, say what came of it and save it; or leave."""
    from simulator.studies.replicate import seed_of
    from simulator.studies.session import Session

    refuse_beyond_memory([point.source.size for point in study.points])
    seed = seed_of(typed.seed)
    options = [*typed.options, ("--seed", seed), ("--no-check", not typed.check)]
    with (
        result_folder(typed.out, replace=typed.force, files=files) as folder,
        Interrupts() as interrupts,
    ):
        session = Session(
            study.experiment(seed=seed, replications=typed.replications),
            None,
            command=command_text(typed.words, options),
            told=study.points,
            check=typed.check,
        )
        work_through(session, interrupts, heed=study.take, quiet=typed.quiet)
        answer = study.answer()
        if answer is None:
            leave_interrupted(_("onestop: interrupted before the first replication was finished"))
        read.stage_excluded(folder)
        report = report_of(answer, session.provenance)
        save_and_say(report, session, typed.out, folder=folder, json=typed.json, quiet=typed.quiet)
    leave_if_stopped(session, interrupts, finished=study.finished, planned=typed.replications)
