"""`onestop run`: one scenario, its replications, and the report.

In: a scenario file and how often, with which seed and by which engine it is run. Out: the report on
stdout and, where a folder is named, the files of the result. The first month of what the compiled
engine serves is served by the SimPy model as well; where they differ, that is told last.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import (
    Brief,
    BriefInWord,
    Checked,
    Force,
    FormPeriod,
    Json,
    Lang,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    ServedBy,
    briefs,
    check_form_period,
    load,
    refuse,
    refuse_what_needs_a_folder,
    refusing,
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
    save_and_say,
    work_through,
)
from simulator.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from simulator.results.kept import Move
    from simulator.results.result import Result
    from simulator.scenario import Scenario
    from simulator.studies.session import Session
    from simulator.studies.single_run import RunQuestion

REPLICATIONS = 20
"""Replications of a run that is not told how many."""


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
            help="The day that the page pictures, as 2021-03-12; when absent, the day of the first "
            "replication that is the worst of a month.",
            show_default=False,
        ),
    ] = None,
    period: FormPeriod = None,
    levers: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Name what would help most among the findings, from the folder of `onestop "
            "sensitivity --levers` of this scenario.",
            show_default=False,
        ),
    ] = None,
    sensitivity: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Set what the assumptions leave open beside what chance does, from the folder of "
            "`onestop sensitivity` of this scenario.",
            show_default=False,
        ),
    ] = None,
    brief: Brief = False,
    brief_word: BriefInWord = False,
    force: Force = False,
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
    needing = {"--events": events, "--day": day, "--period": period}
    needing |= {"--brief": brief, "--brief-word": brief_word}
    refuse_what_needs_a_folder(out, needing)
    sheets = briefs(page=brief, word=brief_word)
    resolved, loaded = load(scenario, overrides)
    pictured = _day(day, loaded)
    check_form_period(period, loaded.period)
    asked = AskedPrecision(precision, measure, max_replications, replications)
    until = asked.until(loaded, otherwise=REPLICATIONS)
    from simulator.cli.progress import centers_shown
    from simulator.reports.run.report import RunReport
    from simulator.results.files import RUN_FILES
    from simulator.results.folder import FolderError
    from simulator.results.run import Stored
    from simulator.scenario import ScenarioError
    from simulator.scenario.names import as_on_disk, path_text
    from simulator.studies.levers import helping_in
    from simulator.studies.replicate import seed_of
    from simulator.studies.sensitivity.kept import spreads_in
    from simulator.studies.single_run import RunQuestion

    with refusing(FolderError, ScenarioError):
        shown = centers_shown(quiet=quiet)
        assumed = spreads_in(as_on_disk(sensitivity), loaded, shown) if sensitivity else {}
        helping = helping_in(as_on_disk(levers), loaded) if levers else ()
    with refusing(ValueError):
        question = RunQuestion(
            path_text(scenario),
            resolved,
            loaded,
            until,
            engine=engine,
            day=day,
            pictured=pictured,
            whole=events,
            assumed=assumed,
            levers=helping,
        )
    refuse_beyond_memory([question.points[0].source.size], with_simpy=engine == "simpy")
    with result_store(out, replace=force, files=RUN_FILES) as store, Interrupts() as interrupts:
        seed = seed_of(seed, store.seed if store else None)
        command = command_text(  # What is only shown changes no number, and needs a folder.
            ["run", path_text(scenario)],
            [
                ("--replications", replications if until.targets else until.at_least),
                ("--seed", seed),
                ("--engine", engine),
                *asked.options,
                *(("--set", override) for override in overrides or ()),
                ("--no-check", not check),
            ],
        )
        session = question.session(store, seed=seed, command=command, check=check)
        problem = _replicate(session, interrupts, events=events, quiet=quiet)
        result = question.answer(session.experiment, was_interrupted=interrupts.heard)
        if result is None:
            leave_interrupted(_("onestop: interrupted before the first replication was finished"))
        written = resolved.seen_from(store.folder.path) if store else resolved
        moved = _try_assumptions(question, result, session, interrupts, quiet=quiet)
        stored = Stored(result, written.data, session.provenance, moved, assumed, helping)
        report = RunReport(stored, period, sheets)
        save_and_say(report, session, out, json=json, quiet=quiet)
    finished = len(result.replications)
    leave_if_stopped(
        session, interrupts, finished=finished, planned=result.planned, problem=problem
    )


def _replicate(session: "Session", interrupts: Interrupts, *, events: bool, quiet: bool) -> str:
    """Replicate until it is enough, or interrupted; return what could not be recorded of it.

    Events are written where they come about: in this process.
    """
    from simulator.studies.pools.this_process import ThisProcess

    folder = session.store.folder if session.store and events else None
    with Recording(folder, session.experiment.points[0].source.first_day) as recording:
        work_through(
            session,
            interrupts,
            heed=recording.heed,
            make_pool=ThisProcess if folder else None,
            quiet=quiet,
        )
    return recording.problem


def _try_assumptions(
    question: "RunQuestion",
    result: "Result",
    session: "Session",
    interrupts: Interrupts,
    *,
    quiet: bool,
) -> "Mapping[Move, NDArray[np.float64]]":
    """Try assumptions otherwise, where chance does not explain what the Center saw."""
    trials = None if interrupts.heard else question.trials(result, session)
    if trials is None:
        return {}
    if trials.session:
        work_through(trials.session, interrupts, thing=_("assumptions moved"), quiet=quiet)
    return trials.moved


def _day(asked: str | None, scenario: "Scenario") -> int:
    """Return the day that is pictured, counted from the first one simulated; or leave."""
    from simulator.scenario.calendars import build_calendar
    from simulator.scenario.clocks import parse_date
    from simulator.studies.observing import WORST_DAY

    if asked is None:
        return WORST_DAY
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
