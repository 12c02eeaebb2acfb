"""`onestop run`: one scenario, its replications, and the report.

In: a scenario file and how often, with which seed and by which engine it is run. Out: the report on
stdout and, where a folder is named, the files of the result. The first month of what the compiled
engine serves is served by the SimPy model as well; where they differ, that is told last.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    BAD_INPUT,
    Checked,
    Engine,
    FormPeriod,
    Json,
    Lang,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    ServedBy,
    check_form_period,
    load,
    page_text,
    refuse,
    refusing,
    say,
    whole_number,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.precision import AskedPrecision, HalfWidth, MaxReplications, OfMeasures
from simulator.cli.recording import Recording
from simulator.cli.working import (
    command_text,
    leave_if_stopped,
    leave_interrupted,
    result_store,
    saved_then_said,
    seed_of,
    work_through,
)
from simulator.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.results.provenance import Check, Provenance
    from simulator.results.reading import KeptReplication
    from simulator.results.result import Result
    from simulator.results.store import Store
    from simulator.scenario import Resolved, Scenario
    from simulator.studies.precision import PrecisionWatch, Until
    from simulator.studies.session import Session

REPLICATIONS = 20
"""Replications of a run that is not told how many."""


@dataclass(frozen=True, slots=True)
class _RunAsked:
    """A run, as it was asked for."""

    label: str
    """The scenario file."""
    scenario: "Scenario"
    until: "Until"
    seed: int
    engine: Engine
    command: str
    started: datetime

    def origin(self, checks: "Sequence[Check]", found: "Sequence[KeptReplication]") -> "Provenance":
        """Return how what was found came about."""
        from simulator.results.provenance import provenance

        watch = self.watch(found)
        return provenance(
            self.scenario,
            command=self.command,
            seed=self.seed,
            started=self.started,
            engine=self.engine,
            check=checks[0] if checks else None,
            precision=watch.data() if watch else None,
        )

    def watch(self, found: "Sequence[KeptReplication]") -> "PrecisionWatch | None":
        """Return what a precision says of what was found; None if there is none, or nothing."""
        from simulator.measures import Replicated

        if not (self.until.targets and found):
            return None
        rows = Replicated.of([one.measures for one in found], self.until.targets)
        watch = self.until.watch(rows.index)
        for row in rows.rows():
            watch.add(*row)
        return watch


def run(
    scenario: ScenarioFile,
    *,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(1),
            metavar="N",
            help="How often the period is simulated, each time with other chances. Twenty show how "
            "much a result varies; four times as many about halve the interval. "
            f"{REPLICATIONS} when absent.",
            show_default=False,
        ),
    ] = None,
    precision: HalfWidth = None,
    measure: OfMeasures = None,
    max_replications: MaxReplications = None,
    seed: Seed = None,
    engine: ServedBy = "compiled",
    check: Checked = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the page, report.html, the workbook, report.xlsx, and all that they "
            "are made from. It is made if need be. What it has of this run is kept, and only what "
            "is missing is run; results of another one are left alone, unless with --force.",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="Also write every operation to DIR/events.parquet.")
    ] = False,
    day: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The day that the page pictures, as 2021-03-12; when absent, the day with the "
            "longest queue of the first replication.",
            show_default=False,
        ),
    ] = None,
    period: FormPeriod = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace the results in DIR; other files there are left alone."
        ),
    ] = False,
    overrides: Overrides = None,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Simulate a scenario and report on it.

    Ctrl-C stops it: the replications finished by then are reported and saved. Whatever ended it,
    the same command with the same folder goes on.
    """
    del lang  # chosen before any text was said
    _refuse_what_needs_a_folder(out, {"--events": events, "--day": day, "--period": period})
    started = datetime.now(UTC)
    resolved, loaded = load(scenario, overrides)
    pictured = _day(day, loaded)
    check_form_period(period, loaded.period)
    refuse_beyond_memory([loaded], with_simpy=engine == "simpy")
    asked = AskedPrecision(precision, measure, max_replications, replications)
    until = asked.until(loaded, otherwise=REPLICATIONS)
    from simulator.reports.run.answer import checked_text
    from simulator.reports.run.precision import precision_text
    from simulator.results.folder import RUN_FILES
    from simulator.results.run import result_of, study_of
    from simulator.scenario.names import path_text

    with result_store(out, replace=force, files=RUN_FILES) as store, Interrupts() as interrupts:
        seed, label = seed_of(seed, store), path_text(scenario)
        command = command_text(  # What is only shown changes no number, and needs a folder.
            ["run", label],
            [
                ("--replications", replications if until.targets else until.at_least),
                ("--seed", seed),
                ("--engine", engine),
                *asked.options,
                *(("--set", override) for override in overrides or ()),
                ("--no-check", not check),
            ],
        )
        if store:
            kept = resolved.seen_from(store.folder.path)
            store.take(
                *study_of(
                    loaded, kept, seed=seed, replications=until.stored, engine=engine, day=day
                )
            )
        what = _RunAsked(label, loaded, until, seed, engine, command, started)
        session, found, problem = _replicate(
            what,
            store,
            interrupts,
            check=check and engine == "compiled",
            pictured=pictured,
            events=events,
            quiet=quiet,
        )
        if not found:
            leave_interrupted(_("onestop: interrupted before the first replication was finished"))
        watch = what.watch(found)
        planned = watch.replications if watch and not interrupts.heard else until.at_most
        result = result_of(found, loaded, seed=seed, planned=planned)
        origin, remarks = session.provenance, precision_text(watch.data()) if watch else ""

        def report() -> str:
            return _report(result, resolved, origin, remarks, json=json)

        with saved_then_said(out, report, quiet=quiet) as saved:
            if store:
                is_new = not session.is_done
                for names in _save(store, result, resolved, origin, period, is_new=is_new):
                    saved.extend(names)
        if json and not quiet:
            say("\n".join(filter(None, [checked_text(origin), remarks])))
    if problem and not session.difference:
        say(problem)
        if not interrupts.heard:
            raise typer.Exit(BAD_INPUT)
    leave_if_stopped(
        session,
        interrupts,
        command=command,
        finished=len(found),
        planned=planned,
        is_saved=out is not None,
    )


def _refuse_what_needs_a_folder(out: Path | None, options: "dict[str, object]") -> None:
    """Leave where an option is given that is of no use without a folder."""
    for option, given in options.items():
        if given and out is None:
            refuse(_("{option} needs a folder: add --out DIR").format(option=option))


def _replicate(
    what: _RunAsked,
    store: "Store | None",
    interrupts: Interrupts,
    *,
    check: bool,
    pictured: int,
    events: bool,
    quiet: bool,
) -> "tuple[Session, Sequence[KeptReplication], str]":
    """Replicate a scenario until it is enough, or interrupted.

    What the store has is not made again, but for events: they are written where they come about, in
    this process. `pictured` is the day whose record is kept. Returned are also what was found, and
    what could not be recorded of it.
    """
    from simulator.studies.experiment import Experiment, Point
    from simulator.studies.keeping import Keeper
    from simulator.studies.observing import Sight
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.pools.this_process import ThisProcess
    from simulator.studies.session import Session
    from simulator.studies.source import Source

    with refusing(ValueError):
        source = Source.of(what.scenario)
    point = Point(what.label, source)
    recorded = store.folder if store and events else None
    experiment = Experiment(
        what.seed,
        what.until,
        store=Keeper(store, {source.key: source}, anew=events) if store else None,
        engine=what.engine,
        observer=Sight(pictured, whole=events),
    )
    experiment.extend([point])
    session = Session(
        experiment,
        store,
        checked=[point] if check else [],
        origin=lambda checks: what.origin(checks, experiment.found(point)),
    )
    with Recording(recorded, source.first_day) as recording:
        work_through(
            session,
            lambda: (
                ThisProcess() if recorded else pool_for([source.size], experiment.left, what.engine)
            ),
            interrupts,
            total=what.until.at_most if what.until.targets else experiment.left,
            thing=_("replications"),
            heed=recording.heed,
            quiet=quiet,
        )
    return session, experiment.found(point), recording.problem


def _report(
    result: "Result", resolved: "Resolved", origin: "Provenance", remarks: str, *, json: bool
) -> str:
    """Return what is said of a run."""
    from simulator.reports.files import json_text
    from simulator.reports.run.document import run_document
    from simulator.reports.run.files import summary
    from simulator.results.run import Stored

    if json:
        return json_text(summary(result, origin))
    page = page_text(run_document(Stored(result, resolved.data, origin)))
    return f"{page}\n{remarks}\n" if remarks else page


def _day(asked: str | None, scenario: "Scenario") -> int:
    """Return the day that is pictured, counted from the first one simulated; or leave."""
    from simulator.scenario.calendars import build_calendar
    from simulator.scenario.clocks import parse_date
    from simulator.studies.observing import LONGEST_QUEUE

    if asked is None:
        return LONGEST_QUEUE
    period = scenario.period
    try:
        day = parse_date(asked)
    except ValueError as error:
        refuse(f"--day {asked}: {error}")
    if not period.from_ <= day <= period.to:
        refuse(
            _("--day is {asked}, which is not in the period, {first} to {last}").format(
                asked=asked, first=period.from_, last=period.to
            )
        )
    if not build_calendar(scenario.calendar, day, 1).is_open_day[0]:
        refuse(_("--day is {asked}: the Center is closed on that day").format(asked=asked))
    return (day - period.first_day).days


def _save(
    store: "Store",
    result: "Result",
    resolved: "Resolved",
    origin: "Provenance",
    period: str | None,
    *,
    is_new: bool,
) -> "Iterator[list[str]]":
    """Save the files of a result, and then its pages: it is there whatever becomes of them."""
    from simulator.reports.files import json_text
    from simulator.reports.run.files import measures_csv, summary
    from simulator.reports.run.pages import pages
    from simulator.results.folder import EVENTS, MEASURES, SCENARIO, SUMMARY
    from simulator.results.run import Stored, scenario_text

    kept = resolved.seen_from(store.folder.path)
    yield store.commit(
        {
            SCENARIO: scenario_text(kept).encode(),
            MEASURES: measures_csv(result).encode(),
            SUMMARY: json_text(summary(result, origin)).encode(),
        },
        still_true=() if is_new else (EVENTS,),
    )
    yield store.folder.replace(pages(Stored(result, kept.data, origin), period=period))
