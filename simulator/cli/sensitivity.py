"""`onestop sensitivity`: which assumptions decide the answer, and which levers would help most.

In: a scenario, and what is asked of it. Out: the report on stdout and, where a folder is named, in
files, with all replications, so that the same command goes on after whatever ended it.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.asking import Typed, ask
from simulator.cli.console import (
    Checked,
    Force,
    Json,
    Lang,
    Overrides,
    Quiet,
    ScenarioFile,
    Seed,
    ServedBy,
    load,
    refuse,
    whole_number,
)
from simulator.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.results.store import Store
    from simulator.scenario import Resolved, Scenario
    from simulator.studies.sensitivity import Inquiry
    from simulator.studies.sweep.targets import Target

REPLICATIONS, RUNS, LEVERS_REPLICATIONS = 15, 300, 20
"""Those of `simulator.studies`, written again: see `console`."""

LEAST_RUNS = 10

Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        parser=whole_number(2),
        metavar="N",
        help="Replications of the scenario as it is, and of each move of the assumptions that "
        f"matter most: {REPLICATIONS} when absent. With --levers of each lever: "
        f"{LEVERS_REPLICATIONS} when absent.",
        show_default=False,
    ),
]
Levers = Annotated[
    bool,
    typer.Option(
        "--levers",
        help="Say in place of all that what the Center could change, and what each change gains.",
    ),
]
Runs = Annotated[
    int,
    typer.Option(
        parser=whole_number(LEAST_RUNS),
        metavar="N",
        help="Centers of the design in which all assumptions are moved at once.",
    ),
]
Every = Annotated[
    bool,
    typer.Option("--all", help="Move every number, those too whose source is stated."),
]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="Ask for this measure, e.g. wait_mean.receive/land, in place of the mean wait and the "
        "on-time rate. Can be given several times.",
        show_default=False,
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="BOUND",
        help="Say at which values of the assumptions this is kept no longer, e.g. 'on_time_rate >= "
        "0.98', in place of the norm of the mean wait. Can be given several times.",
        show_default=False,
    ),
]

MEASURES = ("wait_mean", "on_time_rate")
"""What is asked for if nothing else is."""


def sensitivity(
    scenario: ScenarioFile,
    *,
    measures: Measures = None,
    targets: Targets = None,
    pulled: Levers = False,
    every: Every = False,
    replications: Replications = None,
    runs: Runs = RUNS,
    seed: Seed = None,
    engine: ServedBy = "compiled",
    check: Checked = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for sensitivity.html, sensitivity.xlsx and sensitivity.json. It is made "
            "if need be. What it has of this analysis is kept, and only what is missing is run; "
            "results of another one are left alone, unless with --force.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    overrides: Overrides = None,
    json: Json = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Say which assumptions decide the answer, and how far they leave it open.

    Each is moved down and up for the same citizens, once, those that matter more often; then all
    at once. Whatever ended it, the same command with the same folder goes on.
    """
    del lang  # chosen before any text was said
    from simulator.scenario.names import composed, path_text
    from simulator.studies.sensitivity import Inquiry, Subject

    resolved, loaded = load(scenario, overrides)
    if pulled:
        _refuse_with_levers(measures=measures, targets=targets, every=every, runs=runs)
    names = tuple(dict.fromkeys(map(composed, measures or MEASURES)))
    held = _targets(targets, loaded)
    refuse_unknown([loaded], [*names, *(target.measure for target in held)])
    replications = replications or (LEVERS_REPLICATIONS if pulled else REPLICATIONS)
    typed = Typed(
        words=["sensitivity", path_text(scenario)],
        options=[
            ("--levers", pulled),
            ("--replications", replications),
            ("--runs", None if pulled else runs),
            ("--engine", engine),
            *(("--measure", name) for name in measures or ()),
            *(("--target", target) for target in targets or ()),
            ("--all", every),
            *(("--set", override) for override in overrides or ()),
            ("--no-check", not check),
        ],
        replications=replications,
        seed=seed,
        check=check,
        out=out,
        force=force,
        json=json,
        quiet=quiet,
    )

    def written(store: "Store | None") -> "Resolved":
        return resolved.seen_from(store.folder.path) if store else resolved

    def asked(store: "Store | None") -> "Inquiry":
        center = Subject(loaded.name.spoken, path_text(scenario), (), written(store), loaded)
        return Inquiry((center,), names, held, replications, runs, every, engine)

    if not pulled:
        analyse(typed, asked)
        return
    from simulator.reports.levers.report import LeversReport
    from simulator.results.files import LEVERS_FILES
    from simulator.studies.levers import LeversQuestion

    ask(
        typed,
        lambda store, _seed: LeversQuestion(
            path_text(scenario), written(store), replications=replications, engine=engine
        ),
        LeversReport,
        LEVERS_FILES,
    )


def _refuse_with_levers(
    *, measures: "list[str] | None", targets: "list[str] | None", every: bool, runs: int
) -> None:
    """Leave where an option is given that is of assumptions."""
    given = {
        "--measure": measures,
        "--target": targets,
        "--all": every,
        "--runs": runs != RUNS,
    }
    if of_assumptions := [option for option, value in given.items() if value]:
        refuse(
            _("{options}: of assumptions, and not of levers; leave it out").format(
                options=", ".join(of_assumptions)
            )
        )


def analyse(typed: "Typed", asked: "Callable[[Store | None], Inquiry]") -> None:
    """Answer what is asked, save and say it; or leave.

    Parameters
    ----------
    typed
        How.
    asked
        Returns what is asked, with tables named from the folder of a store, if there is one.
    """
    from simulator.cli.progress import centers_shown
    from simulator.reports.sensitivity.report import SensitivityReport
    from simulator.results.files import SENSITIVITY_FILES
    from simulator.studies.sensitivity import SensitivityQuestion

    showing = centers_shown(quiet=typed.quiet)
    ask(
        typed,
        lambda store, seed: SensitivityQuestion(asked(store), seed=seed, showing=showing),
        SensitivityReport,
        SENSITIVITY_FILES,
    )


def _targets(typed: "Sequence[str] | None", scenario: "Scenario") -> "tuple[Target, ...]":
    """Return what answers are held against: what was typed, else the norm of the mean wait."""
    from simulator.reports.run.norms import mean_wait_norm
    from simulator.scenario.names import composed
    from simulator.studies.sweep.targets import Target

    if typed is None:
        norm = mean_wait_norm(scenario)
        return (Target.parse(str(norm.key), f"<= {norm.minutes:g} min"),) if norm else ()
    found = []
    for text in typed:
        name = re.split("[<>=≥≤]", text, maxsplit=1)[0]
        try:
            found.append(Target.parse(composed(name.strip()), text.removeprefix(name)))
        except (ValueError, KeyError) as error:
            refuse(_("--target {target}: {problem}").format(target=text, problem=error.args[0]))
    return tuple(found)


def refuse_unknown(scenarios: "Sequence[Scenario]", measures: "Iterable[str]") -> None:
    """Leave where one of some Centers has not a measure."""
    from simulator.measures.catalogue import no_measure
    from simulator.measures.names import names_of

    known = [names_of(each).names for each in scenarios]
    problems = [
        no_measure(name, names)
        for name in dict.fromkeys(measures)
        for names in [next((names for names in known if name not in names), None)]
        if names is not None
    ]
    if problems:
        refuse("\n".join(problems))
