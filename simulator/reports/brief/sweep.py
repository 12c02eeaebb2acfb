"""The brief of a sweep: the cheapest plan that meets the targets, and what stays undecided.

In: a `Sweep` with results. Out: a `Letter`. A plan is proposed where it is decided that it meets
the targets at every level of what is given: which that is, the study says.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from simulator.language import _
from simulator.measures import MeasureKey
from simulator.reports.brief.letter import Titled, letter, made_by
from simulator.reports.brief.situation import (
    chance,
    disagreeing,
    least,
    outlay_head,
    sources_text,
)
from simulator.reports.document import Block, Charts, Letter, Number, Row, Table
from simulator.reports.figures import ABSENT, COUNT, counted
from simulator.reports.labels import Names, in_words
from simulator.reports.sweep.candidates import again_text
from simulator.reports.sweep.charts import frontier_charts, measures_of
from simulator.reports.sweep.document import last_session
from simulator.reports.sweep.findings import open_texts, targets_text
from simulator.reports.sweep.telling import (
    axis_title,
    burden_text,
    estimate_cell,
    estimate_text,
    name_of,
    none_text,
    outlay_text,
    periods_text,
    settings_text,
    title_of,
)
from simulator.studies.sweep.frontier import (
    Cheapest,
    cheapest_by_level,
    is_each_plan_ruled_out,
    meeting_at_all_levels,
)
from simulator.studies.sweep.levels import all_axes, decided, decided_axes, given_axes
from simulator.studies.sweep.reading import Sweep, SweepPoint

MOST_LEVELS, MOST_TARGETS, MOST_AXES, MOST_OPEN = 5, 2, 4, 2
"""That there is room for."""

_HEIGHT = 110.0  # Of the picture, in points.


def sweep_brief(sweep: Sweep) -> Letter:
    """Say on one sheet what a sweep has shown."""
    assert sweep.scenario is not None  # noqa: S101  # it has results
    origin = {**last_session(sweep), "seed": sweep.seed}
    return letter(sweep.scenario, _("On plans for {center}"), _sections(sweep, origin), origin)


def _sections(sweep: Sweep, origin: Mapping[str, Any]) -> Iterator[Titled]:
    assert sweep.scenario is not None  # noqa: S101  # likewise
    yield _("Situation"), (" ".join(_situation(sweep, Names(sweep.scenario).period)),)
    yield _("Problem"), (targets_text(sweep),) if sweep.targets else ()
    yield _("The options"), (_options(sweep),) if sweep.targets else ()
    yield _("Proposal"), (*_picture(sweep), *_proposed(sweep))
    sure = (
        *map(disagreeing, sweep.sessions),
        chance(min(map(sweep.replications, sweep.points))),
        f"{again}." if (again := again_text(sweep)) else "",
        _("Only the plans that were tried are known: others may do better."),
    )
    yield _("How sure it is"), (" ".join(filter(None, sure)),)
    grounds = (sources_text(sweep.scenario), made_by(origin))
    yield _("What it rests on"), (" ".join(grounds),)


def _situation(sweep: Sweep, period: str) -> Iterator[str]:
    """Say what was tried, and how the Center does as it is, if that was tried too."""
    axes = [axis_title(sweep, axis) for axis in all_axes(sweep)]
    yield _("{period}: {plans} that differ in {axes}.").format(
        period=period,
        plans=counted("{n} plan was tried", "{n} plans were tried", len(sweep.points)),
        axes=in_words(axes, most=MOST_AXES),
    )
    base = _base(sweep)
    if base is None:
        yield _("The Center as it is is not one of them.")
        return
    told = (
        f"{name_of(sweep, key)} {estimate_text(key.entry, sweep.estimate(base, key))}"
        for key in measures_of(sweep)[:MOST_TARGETS]
    )
    yield _("As it is: {measures}; {outlay}.").format(
        measures="; ".join(told), outlay=outlay_text(sweep, sweep.outlay(base))
    )


def _base(sweep: Sweep) -> SweepPoint | None:
    """Return the point that is the Center as it is, if the plan has it."""
    return next(
        (
            point
            for point in sweep.points
            if point.settings == {axis: sweep.base.get(axis) for axis in sweep.axes}
            and sweep.replications(point)
        ),
        None,
    )


def _options(sweep: Sweep) -> Table:
    """Return the cheapest plan that meets the targets, a row for each level of what is given."""
    measures = measures_of(sweep)[:MOST_TARGETS]
    heads = (
        _("What is given"),
        _("Plan that meets the targets"),
        outlay_head(sweep.currency, counts_officers=sweep.counts_officers),
        *(title_of(sweep, key) for key in measures),
        _("Targets met in"),
    )
    rows = tuple(_row(sweep, each, measures) for each in cheapest_by_level(sweep))
    left = len(rows) - MOST_LEVELS
    return Table(
        _("Options, what they cost, and what they come to"),
        heads,
        rows[:MOST_LEVELS],
        numbers=frozenset(range(2, len(heads))),
        note=counted(
            "and {n} more level, which the page has",
            "and {n} more levels, which the page has",
            left,
        )
        * (left > 0),
    )


def _row(sweep: Sweep, each: Cheapest, measures: Sequence[MeasureKey]) -> Row:
    level = settings_text(sweep, each.level.settings) or _("as it is")
    if each.point is None:
        return level, none_text(each), *[ABSENT] * (2 + len(measures))
    plan = settings_text(sweep, decided(each.point, decided_axes(sweep))) or _("the base")
    return (
        level,
        plan if each.is_certain else _("{plan} (not certain)").format(plan=plan),
        Number.of(sweep.outlay(each.point), COUNT),
        *(estimate_cell(key.entry, sweep.estimate(each.point, key)) for key in measures),
        periods_text(sweep, each.point),
    )


def _picture(sweep: Sweep) -> Iterator[Block]:
    """Draw what each cost buys of what the first target is of, at the first level."""
    yield Charts([*islice(frontier_charts(sweep, _HEIGHT), 1)])


def _proposed(sweep: Sweep) -> tuple[str, ...]:
    """Say what is proposed, or why nothing is, and what is undecided; and by which rule."""
    if not sweep.targets:
        return (_("Nothing is proposed: the plan has no targets."),)
    where = [axis_title(sweep, axis) for axis in given_axes(sweep)]
    everywhere = _(" at every level of {axes}").format(axes=", ".join(where)) if where else ""
    undecided = islice(open_texts(sweep, cheapest_by_level(sweep)), MOST_OPEN)
    rule = _("Rule: of the plans seen to meet all targets{everywhere}, {cheapest}.").format(
        everywhere=everywhere, cheapest=least(counts_officers=sweep.counts_officers)
    )
    return " ".join([*_proposal(sweep, everywhere), *undecided]), rule


def _proposal(sweep: Sweep, everywhere: str) -> Iterator[str]:
    if meeting := meeting_at_all_levels(sweep):
        found, base = meeting[0], _base(sweep)
        proposed = _("It is proposed: {plan}, {outlay} in all; it meets the targets{everywhere}.")
        if base and any(base in points for points in meeting):
            yield _(
                "As it is, the Center meets the targets{everywhere}: nothing has to be changed for "
                "that."
            ).format(everywhere=everywhere)
            if sweep.outlay(found[0]) == sweep.outlay(base):
                yield _("No plan tried meets them with less.")
                return
            proposed = _("What could be saved: {plan}, {outlay} in all; it meets them too.")
        yield proposed.format(
            plan=settings_text(sweep, decided(found[0], decided_axes(sweep))) or _("the base"),
            outlay=outlay_text(sweep, sweep.outlay(found[0])),
            everywhere=everywhere,
        )
        if burden := next(filter(None, (burden_text(sweep, each) for each in found)), ""):
            yield _("But {burden}.").format(burden=burden)
    elif is_each_plan_ruled_out(sweep):
        none = _("Nothing is proposed: no plan tried meets the targets{everywhere}.")
        yield none.format(everywhere=everywhere)
    else:
        yield _(
            "Nothing is proposed yet: of no plan tried can it be said that it meets the "
            "targets{everywhere}; more replications may tell."
        ).format(everywhere=everywhere)
