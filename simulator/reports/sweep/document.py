"""What a sweep says: which points meet the targets, the cheapest by level, and what all came to.

In: a `Sweep`, finished or not. Out: a `Document` for the terminal and for sweep.html. It decides
nothing: texts, tables and charts are made by others.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from shlex import quote
from typing import Any

from simulator.language import N_, _, ngettext
from simulator.reports.certainty import assumptions_text, common_numbers_text, unlike_note
from simulator.reports.charts.telling import notes
from simulator.reports.document import Block, Charts, Document, Section, Shown, Text, Tone
from simulator.reports.figures import ABSENT, COUNT, counted, number
from simulator.reports.framing import about, answered_first, notes_below, on_terminal
from simulator.reports.labels import Names
from simulator.reports.run.answer import checked_text
from simulator.reports.sweep.candidates import (
    again_text,
    rows_text,
    selection_text,
)
from simulator.reports.sweep.charts import frontier_charts, level_line_charts, measures_of
from simulator.reports.sweep.explorer import explorer
from simulator.reports.sweep.findings import findings, further_text, open_texts
from simulator.reports.sweep.tables import (
    cheapest_by_side,
    cheapest_table,
    frontier_table,
    measures_table,
    points_table,
    targets_table,
)
from simulator.reports.sweep.telling import (
    axis_title,
    burdened_text,
    by_outlay,
    cheapest_title,
    levels_not_shown,
    met_text,
)
from simulator.results.files import STORE
from simulator.results.program import DISTRIBUTION
from simulator.signs import as_typed
from simulator.studies.sweep.frontier import (
    cheapest_by_level,
)
from simulator.studies.sweep.levels import MOST_LEVELS, given_axes
from simulator.studies.sweep.reading import Sweep
from simulator.studies.sweep.summary import answer, replications_in_all

MOST_POINTS = 60
"""Design points of which each has a row on the page."""


def sweep_document(sweep: Sweep) -> Document:
    """Say what a sweep has shown, in the language that is spoken.

    Parameters
    ----------
    sweep
        The results, finished or not.
    """
    names = Names(sweep.scenario) if sweep.scenario else None
    last = last_session(sweep)
    return Document(
        title=names.center if names else sweep.plan_file,
        facts=[
            *([names.period] if names else []),
            counted("{n} design point", "{n} design points", len(sweep.points)),
            _replications_text(sweep),
            *filter(None, [again_text(sweep)]),
            _("seed {seed}").format(seed=sweep.seed),
        ],
        warnings=list(_warnings(sweep)),
        headed=Shown.ON_PAGE,
        body=[
            *answered_first(findings(sweep), _certainty(sweep)),
            on_terminal(*_lines(sweep)),
            _cheapest(sweep),
            notes_below([selection_text(sweep), *_assumptions(sweep)] if sweep.targets else []),
        ],
        chapters=lambda: _chapters(sweep),
        sheets=lambda answer: _sheets(sweep, answer),
        version=str(last["version"]),
        created=str(last["created"]),
    )


def last_session(sweep: Sweep) -> Mapping[str, Any]:
    """Return how the last results came about; here and now where that is not recorded."""
    now = {"version": version(DISTRIBUTION), "created": datetime.now(UTC).isoformat()}
    return now | dict(*sweep.sessions[-1:])


def _lines(sweep: Sweep) -> Iterator[str]:
    """Say in a few lines how many points meet the targets."""
    yield ngettext(
        "{n} design point, {replications} replications in all, seed {seed}",
        "{n} design points, {replications} replications in all, seed {seed}",
        len(sweep.points),
    ).format(
        n=number(len(sweep.points), COUNT),
        replications=number(replications_in_all(sweep), COUNT),
        seed=sweep.seed,
    )
    yield again_text(sweep)
    if not sweep.targets:
        yield _("The plan has no targets.")
        return
    found = answer(sweep)
    met = ngettext(
        "Targets met by {met} of {n} point",
        "Targets met by {met} of {n} points",
        found.points,
    ).format(met=number(found.met, COUNT), n=number(found.points, COUNT))
    if found.unclear:
        met += ", " + ngettext(
            "unclear at {n}: more replications may tell",
            "unclear at {n}: more replications may tell",
            found.unclear,
        ).format(n=number(found.unclear, COUNT))
    yield met
    yield burdened_text(found.met, found.burdened)
    yield further_text(cheapest_by_level(sweep))


def _cheapest(sweep: Sweep) -> Section:
    """Set the cheapest points side by side, a column for each level of what is given."""
    found = cheapest_by_level(sweep) if sweep.targets else []
    open_ones = list(open_texts(sweep, found[:MOST_LEVELS]))
    if not any(each.point for each in found):
        return on_terminal(*open_ones)
    blocks: list[Block] = [cheapest_by_side(sweep, found[:MOST_LEVELS]), *open_ones]
    if len(found) > MOST_LEVELS:
        left = counted(
            "and {n} more level, which the page has",
            "and {n} more levels, which the page has",
            len(found) - MOST_LEVELS,
        )
        blocks.append(Text(left, Tone.QUIET))
    return Section(cheapest_title(sweep, found), blocks, shown=Shown.ON_TERMINAL)


def _replications_text(sweep: Sweep) -> str:
    counts = [sweep.replications(point) for point in sweep.points]
    least, most = min(counts), max(counts)
    if least == most:
        return counted("{n} replication of each", "{n} replications of each", least)
    return _("{least} to {most} replications of each").format(
        least=number(least, COUNT), most=number(most, COUNT)
    )


def _warnings(sweep: Sweep) -> Iterator[str]:
    counts = [sweep.replications(point) for point in sweep.points]
    empty = counts.count(0)
    if empty:
        yield ngettext(
            "Unfinished: {n} of {points} design points has no results yet.",
            "Unfinished: {n} of {points} design points have no results yet.",
            empty,
        ).format(n=number(empty, COUNT), points=number(len(counts), COUNT))
    if isinstance(sweep.asked, int) and any(0 < count < sweep.asked for count in counts):
        yield _("Unfinished: not all {n} replications have been run everywhere.").format(
            n=number(sweep.asked, COUNT)
        )
    if not empty and not sweep.is_decided:
        yield _("Unfinished: not all candidates have been run again.")
    if 1 in counts:
        yield _("One replication gives no interval: chance may be large.")
    if sweep.counts_officers:
        yield _("No officer of the plan has a cost: the number of officers stands for it.")


def _assumptions(sweep: Sweep) -> list[str]:
    """Say what intervals leave out; nothing where there are none."""
    has_intervals = max(map(sweep.replications, sweep.points)) > 1
    return [assumptions_text()] if has_intervals else []


def _certainty(sweep: Sweep) -> Iterator[str]:
    yield common_numbers_text()
    yield from _assumptions(sweep)
    if sweep.targets:
        if 1 not in map(sweep.replications, sweep.points):
            yield met_text(sweep)
        unclear = answer(sweep).unclear
        if unclear:
            yield ngettext(
                "At {n} point the runs cannot tell: more replications may.",
                "At {n} points the runs cannot tell: more replications may.",
                unclear,
            ).format(n=number(unclear, COUNT))
        yield selection_text(sweep)
    points = [point for point in sweep.points if sweep.replications(point)]
    shown = (sweep.estimate(point, each) for point in points for each in measures_of(sweep))
    if sweep.scenario:
        yield unlike_note(shown, sweep.scenario)
    yield sweep_checked_text(sweep)


def sweep_checked_text(sweep: Sweep) -> str:
    """Say what became of the check, in the last session that made one."""
    sessions = sweep.sessions
    checked = [origin for origin in sessions if "identical" in (origin["check"] or {})]
    last = (checked or sessions)[-1:]
    return checked_text(last[0] if last else {"check": None, "engine": "compiled"})


def _chapters(sweep: Sweep) -> Iterator[Section]:
    measures = measures_of(sweep)
    if sweep.targets and measures:
        title = by_outlay(
            sweep,
            N_("What meets the targets at least cost"),
            N_("What meets the targets with the fewest officers"),
        )
        yield Section(title, (*_given_text(sweep), cheapest_table(sweep)), "cheapest")
    if sliders := explorer(sweep):
        yield Section(_("Move through the plans tried"), (sliders,), "explorer")
    if charts := list(frontier_charts(sweep)):
        yield Section(
            by_outlay(sweep, N_("What cost buys"), N_("What more officers bring")),
            (
                notes(_numbered(sweep), levels_not_shown(sweep)),
                Charts(charts),
                *(frontier_table(sweep, measure) for measure in measures),
            ),
            "frontier",
        )
    yield Section(
        _("Equal waits over demand and officers"),
        (Charts(list(level_line_charts(sweep))),),
        "level-lines",
    )
    all_points = points_table if len(sweep.points) <= MOST_POINTS else _elsewhere
    yield Section(_("All design points"), (all_points(sweep), *rows_text(sweep)), "points")
    yield Section(_("What it rests on"), tuple(_rests_on(sweep)), "rests-on")


def _sheets(sweep: Sweep, answer: Section) -> Iterator[Section]:
    yield answer
    measures = measures_of(sweep)
    if sweep.targets and measures:
        wanted: list[Block] = [targets_table(sweep), met_text(sweep), *_given_text(sweep)]
        yield Section(_("Targets"), (*wanted, cheapest_table(sweep)))
    yield Section(_("All design points"), (points_table(sweep), *rows_text(sweep)))
    if len(sweep.points) <= MOST_POINTS:
        yield Section(_("Measures"), (measures_table(sweep),))
    yield _about(sweep)


def _about(sweep: Sweep) -> Section:
    """Return what was simulated, how often, and how to have it again."""
    origin: Mapping[str, Any] = (*sweep.sessions, {})[0]
    names = Names(sweep.scenario) if sweep.scenario else None
    return about(
        {
            _("Center"): names.center if names else ABSENT,
            _("Period"): names.period if names else ABSENT,
            _("Plan"): sweep.plan_file,
            _("Replications"): "; ".join(
                filter(None, [_replications_text(sweep), again_text(sweep)])
            ),
            _("Seed"): str(sweep.seed),
            _("Command"): str(origin.get("command", ABSENT)),
            _("Version"): str(origin.get("version", ABSENT)),
        }
    )


def _given_text(sweep: Sweep) -> Iterator[str]:
    given = given_axes(sweep)
    if given:
        yield _(
            "What comes to the Center is not for the planner to choose: each level of it has a row "
            "({axes})."
        ).format(axes=", ".join(axis_title(sweep, axis) for axis in given))
    if sweep.counts_officers:
        yield _("No officer of the plan has a cost: the number of officers stands for it.")


def _numbered(sweep: Sweep) -> str:
    return by_outlay(
        sweep,
        N_(
            "Steps lead over the points that are seen to be better than all that are cheaper: by "
            "more than chance, for the same citizens. Their numbers are those of the tables below. "
            "Points are held against each other by the replications of the grid."
        ),
        N_(
            "Steps lead over the points that are seen to be better than all with fewer officers: "
            "by more than chance, for the same citizens. Their numbers are those of the tables "
            "below. Points are held against each other by the replications of the grid."
        ),
    )


def _elsewhere(sweep: Sweep) -> str:
    """Say where all the points are that have no row."""
    return _(
        "The plan has {n} design points; those on the steps of the pictures are listed above. All "
        "of them, with every measure of every replication, are in {file}; "
        "`onestop sweep {plan} --out {folder} --export csv` writes them as a table."
    ).format(
        n=number(len(sweep.points), COUNT),
        file=STORE,
        plan=as_typed(quote(sweep.plan_file)),
        folder=as_typed(quote(str(sweep.folder))),
    )


def _rests_on(sweep: Sweep) -> Iterator[str]:
    sessions = sweep.sessions
    yield _("Plan: {plan}; base: {name}.").format(
        plan=sweep.plan_file, name=Names(sweep.scenario).center if sweep.scenario else ABSENT
    )
    yield _("Seed {seed}; {replications}.").format(
        seed=sweep.seed, replications=_replications_text(sweep)
    )
    yield sweep_checked_text(sweep)
    for origin in sessions[-1:]:
        yield _("Last command: {command}").format(command=as_typed(origin["command"]))
    yield _(
        "What the base assumes, `onestop check` and the page of `onestop run` tell value by value."
    )
