"""`onestop compare`: what changes for the same citizens from one scenario to another.

In: two scenarios or more, as files or as values set in the first, and how often they are run. Out:
the differences on stdout and, where a folder is named, in files. Each scenario is checked as a run
is: the first month of it is served by the SimPy model as well.
"""

# ruff: noqa: PLC0415  # What a command needs is loaded when it runs.

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.asking import Typed, ask
from simulator.cli.console import (
    Brief,
    BriefInWord,
    Checked,
    Force,
    Json,
    Lang,
    Overrides,
    Quiet,
    Seed,
    ServedBy,
    briefs,
    refuse,
    refuse_what_needs_a_folder,
    refusing,
    whole_number,
)
from simulator.cli.run import REPLICATIONS
from simulator.cli.sensitivity import MEASURES, analyse, refuse_unknown
from simulator.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.results.store import Store
    from simulator.studies.comparison import Alternative
    from simulator.studies.sensitivity import Subject

LEAST = 2
"""Replications from which a difference has an interval."""

MOST_APART = 2
"""Scenarios of which it can be asked what decides which is better."""


def compare(
    scenarios: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO",
            help="Scenario files, YAML; the others are compared with the first.",
            show_default=False,
        ),
    ],
    *,
    variations: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="PATH=VALUE",
            help="One more scenario: the first file with a value set, e.g. "
            "staff.land-counter.officers=4, or several with semicolons between them. `name=…` "
            "among them names it. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    replications: Annotated[
        int,
        typer.Option(
            "--replications",
            "-n",
            parser=whole_number(LEAST),
            metavar="N",
            help="How often the period is simulated in each scenario, each time with other "
            "chances.",
        ),
    ] = REPLICATIONS,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="Compare by this measure, e.g. wait_mean.receive/land, in place of those "
            "that are compared by otherwise. Can be given several times.",
            show_default=False,
        ),
    ] = None,
    all_pairs: Annotated[
        bool,
        typer.Option("--all-pairs", help="Compare every two scenarios, not only with the first."),
    ] = False,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            help="In place of the comparison say which assumptions decide it, and from which value "
            "of one the first of two scenarios is no longer the better, or the worse.",
        ),
    ] = False,
    seed: Seed = None,
    engine: ServedBy = "compiled",
    check: Checked = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for compare.html, compare.xlsx, compare.csv and compare.json (or, with "
            "--sensitivity, those of `onestop sensitivity`). It is made "
            "if need be. What it has of this comparison is kept, and only what is missing is run; "
            "results of another one are left alone, unless with --force.",
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
    """Compare scenarios: what changes for the same citizens.

    Ctrl-C stops it: the replications that every scenario has finished by then are compared and
    saved. Whatever ended it, the same command with the same folder goes on.
    """
    del lang  # chosen before any text was said
    from simulator.reports.comparison.report import ComparisonReport
    from simulator.results.files import COMPARE_FILES
    from simulator.scenario.names import composed, path_text
    from simulator.studies.comparison.alternatives import usual_measures
    from simulator.studies.comparison.running import ComparisonQuestion
    from simulator.studies.sensitivity import Inquiry

    refuse_what_needs_a_folder(out, {"--brief": brief, "--brief-word": brief_word})
    sheets = briefs(page=brief, word=brief_word)
    asked = tuple(map(composed, measures or ()))
    alternatives = _alternatives(scenarios, overrides or (), variations or (), asked)
    typed = Typed(
        words=["compare", *map(path_text, scenarios)],
        options=[
            *(("--with", variation) for variation in variations or ()),
            ("--replications", replications),
            ("--engine", engine),
            *(("--measure", name) for name in measures or ()),
            *(("--set", override) for override in overrides or ()),
            ("--all-pairs", all_pairs),
            ("--sensitivity", sensitivity),
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
    if sensitivity:
        if sheets:
            refuse(_("--brief is of the comparison: leave it out with --sensitivity"))
        if len(alternatives) > MOST_APART:
            refuse(_("--sensitivity is of two scenarios, not {n}").format(n=len(alternatives)))
        refuse_unknown([each.scenario for each in alternatives], asked or MEASURES)
        analyse(
            typed,
            lambda store: Inquiry(
                _centers(alternatives, overrides or (), store),
                asked or MEASURES,
                replications=replications,
                engine=engine,
            ),
        )
        return
    names = asked or usual_measures(each.scenario for each in alternatives)
    ask(
        typed,
        lambda _store, _seed: ComparisonQuestion(
            alternatives, names, replications=replications, engine=engine, all_pairs=all_pairs
        ),
        partial(ComparisonReport, briefs=sheets),
        COMPARE_FILES,
    )


def _centers(
    alternatives: "Sequence[Alternative]", overrides: "Sequence[str]", store: "Store | None"
) -> "tuple[Subject, ...]":
    """Return scenarios as they were put together, with tables named from the folder of a store."""
    from simulator.scenario import read_resolved
    from simulator.scenario.names import path_text
    from simulator.studies.sensitivity import Subject

    centers = []
    for each in alternatives:
        assert each.file is not None  # noqa: S101  # all of them were typed
        resolved = read_resolved(each.file, overrides=(*overrides, *each.settings))
        written = resolved.seen_from(store.folder.path) if store else resolved
        file = path_text(each.file)
        centers.append(Subject(each.name, file, each.settings, written, each.scenario))
    return tuple(centers)


def _alternatives(
    scenarios: "Sequence[Path]",
    overrides: "Sequence[str]",
    variations: "Sequence[str]",
    measures: "Sequence[str]",
) -> "Sequence[Alternative]":
    """Read the scenarios, which can be compared by some measures; or leave."""
    from simulator.scenario import ScenarioError
    from simulator.studies.comparison import comparability_problems, read_alternatives

    with refusing(ScenarioError, ValueError):
        alternatives = read_alternatives(scenarios, overrides=overrides, variations=variations)
    if problems := comparability_problems(alternatives, measures):
        refuse("\n".join(problems))
    return alternatives
