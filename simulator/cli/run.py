"""`onestop run`: one scenario, its replications, and the report.

In: a scenario file and how often, with which seed and by which engine it is run. Out: the report on
stdout and, where a folder is named, the files of the result. The first month of what the compiled
engine serves is served by the SimPy model as well; where they differ, that is told last.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import shlex
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from simulator.cli.compiling import compile_once
from simulator.cli.console import (
    BAD_INPUT,
    INTERRUPTED,
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
from simulator.cli.finishing import (
    leave_with_difference,
    recorded_before,
    result_store,
    saved_then_said,
    seed_of,
)
from simulator.cli.interrupts import Interrupts
from simulator.cli.memory import refuse_beyond_memory
from simulator.cli.precision import AskedPrecision, HalfWidth, MaxReplications, OfMeasures
from simulator.cli.recording import Recording
from simulator.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from simulator.results.folder import ResultFolder
    from simulator.results.provenance import Check, Provenance
    from simulator.results.reading import Found
    from simulator.results.result import Result
    from simulator.results.store import Store
    from simulator.scenario import Resolved, Scenario
    from simulator.studies.precision import Precision, PrecisionWatch

REPLICATIONS = 20
"""Replications of a run that is not told how many."""


@dataclass(slots=True)
class _Finished:
    """What was finished before the end, or before an interrupt."""

    check: "Check"
    """What became of the check of the first replication."""
    origin: "Provenance"
    """How it came about."""
    found: "list[Found]" = field(default_factory=list)
    problem: str = ""
    """What could not be recorded of it; empty if all could."""
    watch: "PrecisionWatch | None" = None
    """What the precision that is asked for says of them."""


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
    if out is None:
        _refuse_what_needs_a_folder({"--events": events, "--day": day, "--period": period})
    started = datetime.now(UTC)
    resolved, loaded = load(scenario, overrides)
    pictured = _day(day, loaded)
    check_form_period(period, loaded.period)
    refuse_beyond_memory([loaded], with_simpy=engine == "simpy")
    asked = AskedPrecision(precision, measure, max_replications, replications)
    precise = asked.precision(loaded)
    planned = precise.at_most if precise else replications or REPLICATIONS
    from simulator.reports.answer import checked_text
    from simulator.reports.files import json_text, summary
    from simulator.reports.precision import precision_text
    from simulator.reports.terminal import run_page
    from simulator.results.folder import RUN_FILES
    from simulator.results.provenance import provenance
    from simulator.results.run import result_of
    from simulator.scenario.names import path_text
    from simulator.scenario.sourcing import sourcing

    with (
        result_store(out, replace=force, files=RUN_FILES) as store,
        Interrupts() as interrupts,
    ):
        seed = seed_of(seed, store)
        options = [  # What is only shown changes no number, and needs a folder.
            ("--replications", replications if precise else planned),
            ("--seed", seed),
            ("--engine", engine),
            *asked.options,
            *(("--set", override) for override in overrides or ()),
        ]
        command = _command(scenario, options, check=check)
        if store:
            _take(store, loaded, resolved, precise or planned, seed=seed, engine=engine, day=day)
        compile_once(interrupts, quiet=quiet)
        finished = _replicate(
            path_text(scenario),
            loaded,
            precise,
            planned,
            seed=seed,
            engine=engine,
            check=check and engine == "compiled",
            origin=partial(
                provenance, loaded, command=command, seed=seed, started=started, engine=engine
            ),
            store=store,
            recorded=store.folder if store and events else None,
            pictured=pictured,
            interrupts=interrupts,
            quiet=quiet,
        )
        if not finished.found:
            say(_("onestop: interrupted before the first replication was finished"))
            raise typer.Exit(INTERRUPTED)
        watch = finished.watch
        if watch and not interrupts.heard:
            planned = watch.replications
        result = result_of(finished.found, loaded, seed=seed, planned=planned)
        origin = finished.origin
        numbers = json_text(summary(result, origin))

        def report() -> str:
            if json:
                return numbers
            sourced = sourcing(resolved.data, loaded.sources)
            page = page_text(run_page(result, sourced, origin))
            return f"{page}\n{precision_text(watch.data())}\n" if watch else page

        with saved_then_said(out, report, quiet=quiet) as saved:
            if store:
                for names in _save(store, result, resolved, origin, period):
                    saved.extend(names)
        if json and not quiet:
            told = checked_text(origin)
            say(f"{told}\n{precision_text(watch.data())}" if watch else told)
    _leave(finished, planned, command=command, interrupted=interrupts.heard, saved=out is not None)


def _refuse_what_needs_a_folder(options: "dict[str, object]") -> None:
    """Leave where an option is given that is of no use without a folder."""
    for option, given in options.items():
        if given:
            refuse(_("{option} needs a folder: add --out DIR").format(option=option))


def _take(
    store: "Store",
    scenario: "Scenario",
    resolved: "Resolved",
    until: "Precision | int",
    *,
    seed: int,
    engine: Engine,
    day: str | None,
) -> None:
    """Make a store that of this run; or leave where it is of another."""
    from simulator.results.run import study_of
    from simulator.results.study import StoredPrecision

    kept = resolved.seen_from(store.folder.path)
    asked = (
        until
        if isinstance(until, int)
        else StoredPrecision(targets=dict(until.targets), at_most=until.at_most)
    )
    study, points = study_of(scenario, kept, seed=seed, replications=asked, engine=engine, day=day)
    store.take(study, points, replications=until if isinstance(until, int) else None)


def _command(scenario: Path, options: "list[tuple[str, object]]", *, check: bool) -> str:
    """Return the command line that repeats a run."""
    from simulator.scenario.names import path_text

    given = ((option, str(value)) for option, value in options if value is not None)
    words = [word for pair in given for word in pair]
    start = ["onestop", "run", path_text(scenario)]
    return shlex.join([*start, *words, *([] if check else ["--no-check"])])


def _leave(
    finished: _Finished, planned: int, *, command: str, interrupted: bool, saved: bool
) -> None:
    """Say last what went wrong, and leave with it, when all is reported and saved."""
    from simulator.center.comparing import OutcomeComparison

    if isinstance(finished.check, OutcomeComparison) and finished.check.difference:
        leave_with_difference(finished.check.difference, command)
    if finished.problem:
        say(finished.problem)
        if not interrupted:
            raise typer.Exit(BAD_INPUT)
    if not interrupted:
        return
    if len(finished.found) < planned or finished.check == "interrupted":
        said = ngettext(
            "onestop: interrupted: {finished} of {n} replication finished",
            "onestop: interrupted: {finished} of {n} replications finished",
            planned,
        ).format(finished=len(finished.found), n=planned)
    elif saved:
        said = _("onestop: interrupted, but everything was finished and saved")
    else:
        said = _("onestop: interrupted, but everything was finished")
    say(said)
    raise typer.Exit(INTERRUPTED)


def _replicate(
    label: str,
    scenario: "Scenario",
    precision: "Precision | None",
    planned: int,
    *,
    seed: int,
    engine: Engine,
    check: bool,
    origin: "Callable[..., Provenance]",
    store: "Store | None",
    recorded: "ResultFolder | None",
    pictured: int,
    interrupts: Interrupts,
    quiet: bool,
) -> _Finished:
    """Replicate a scenario until all is done, or it is enough, or interrupted.

    Interrupts are held before and after. `origin` makes the provenance, given what became of the
    check. What the store has is not made again, but for events: `recorded` is the folder that they
    go to, and they are written where they come about, in this process. `pictured` is the day whose
    record is kept.
    """
    from simulator.cli.progress import progress
    from simulator.results.reading import Found
    from simulator.studies.experiment import Event, Experiment, Finished, Point
    from simulator.studies.keeping import Keeper
    from simulator.studies.observing import Seen, Sight
    from simulator.studies.pools.choosing import pool_for
    from simulator.studies.pools.this_process import ThisProcess
    from simulator.studies.precision import Until
    from simulator.studies.running import run as run_experiment
    from simulator.studies.source import Source

    with refusing(ValueError):
        point = Point(label, Source.of(scenario))
    source = point.source
    experiment = Experiment(
        seed,
        precision or Until.made(planned),
        store=Keeper(store, {source.key: source}, anew=bool(recorded)) if store else None,
        engine=engine,
        observer=Sight(pictured, whole=bool(recorded)),
    )
    experiment.extend([point])
    before = recorded_before(store, left=experiment.left, check=check)
    is_begun: Check = "interrupted" if check and not before else None  # until it is finished
    finished = _Finished(is_begun, before or origin(check=is_begun))
    if is_begun:
        experiment.check(point)
    session = store.begin_session(finished.origin) if store and not before else None
    pool = ThisProcess() if recorded else pool_for([source.size], experiment.left, engine)
    with (
        pool,
        progress(
            planned if precision else experiment.left, _("replications"), quiet=quiet
        ) as advance,
        Recording(recorded, source.first_day) as recording,
        interrupts.heeded(),
    ):

        def heed(event: Event) -> None:
            interrupts.hold()  # A replication is counted and recorded, or neither.
            if isinstance(event, Finished):
                for found in event.found:
                    seen = cast("Seen", found.seen)
                    if seen.whole:
                        recording.add(seen.whole)
                    if store is None:
                        finished.found.append(Found(found.measures, seen.details, seen.day))
                    advance()
            else:
                finished.check = event.comparison
            interrupts.release()

        interrupts.release()
        run_experiment(experiment, pool, on_event=heed)
    if store:
        finished.found = list(store.found(store.scenario_of(source.key), scenario))
    finished.watch = _watched(precision, finished.found)
    outcome = finished.watch.data() if finished.watch else None
    finished.origin = before or origin(check=finished.check, precision=outcome)
    if store and session:
        store.end_session(session, finished.origin)
    finished.problem = recording.problem
    return finished


def _watched(precision: "Precision | None", found: "Sequence[Found]") -> "PrecisionWatch | None":
    """Return what a precision says of replications; None if there is none, or none of them."""
    from simulator.measures import Replicated

    if not (precision and found):
        return None
    rows = Replicated.of([one.measures for one in found], precision.targets)
    watch = precision.watch(rows.index)
    for row in rows.rows():
        watch.add(*row)
    return watch


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
) -> "Iterator[list[str]]":
    """Save the files of a result, and then its pages: it is there whatever becomes of them."""
    from simulator.reports.files import json_text, measures_csv, summary
    from simulator.reports.pages import pages
    from simulator.results.folder import MEASURES, SCENARIO, SUMMARY
    from simulator.results.run import Stored, scenario_text

    kept = resolved.seen_from(store.folder.path)
    yield store.commit(
        {
            SCENARIO: scenario_text(kept).encode(),
            MEASURES: measures_csv(result).encode(),
            SUMMARY: json_text(summary(result, origin)).encode(),
        }
    )
    yield store.folder.replace(pages(Stored(result, kept.data, origin), period=period))
