"""Findings: how many points of a sweep meet the targets, and which at least cost, in sentences.

In: a `Sweep`. Out: sentences in the language that is spoken, which its page, a terminal and the
brief share. Where they stand is not known here.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from simulator.language import N_, _, ngettext
from simulator.reports.figures import COUNT, number
from simulator.reports.labels import in_words
from simulator.reports.sweep.candidates import (
    chance_text,
    undecided_text,
    years_text,
)
from simulator.reports.sweep.telling import (
    burden_text,
    burdened_text,
    by_outlay,
    in_years,
    levels_not_shown,
    name_of,
    outlay_text,
    settings_text,
    target_text,
)
from simulator.studies.sweep.frontier import (
    Cheapest,
    cheapest_at_all_levels,
    cheapest_by_level,
    is_each_plan_ruled_out,
)
from simulator.studies.sweep.levels import MOST_LEVELS, decided, decided_axes
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import answer


def findings(sweep: Sweep) -> Iterator[str]:
    """Yield what a planner should look at first; some of it may be empty."""
    if not sweep.targets:
        yield by_outlay(
            sweep,
            N_("The plan has no targets: the pictures show what each cost buys."),
            N_("The plan has no targets: the pictures show what each number of officers brings."),
        )
        return
    found = answer(sweep)
    yield targets_text(sweep)
    yield burdened_text(found.met, found.burdened)
    cheapest = cheapest_by_level(sweep)
    yield further_text(cheapest)
    if len(cheapest) > 1 or any(each.point for each in cheapest):
        yield from cheapest_sentences(sweep)


def targets_text(sweep: Sweep) -> str:
    """Say how many points meet the targets, and what these are.

    Parameters
    ----------
    sweep
        With targets.
    """
    found = answer(sweep)
    wanted = [f"{name_of(sweep, each.measure)} {target_text(each)}" for each in sweep.targets]
    targets = in_years(sweep, in_words(wanted, most=len(wanted)))
    said = ngettext(
        "{met} of {n} design point meets the targets: {targets}.",
        "{met} of {n} design points meet the targets: {targets}.",
        found.points,
    )
    if not found.met and all(each.is_ruled_out for each in cheapest_by_level(sweep)):
        said = _("No design point meets the targets: {targets}.")
    elif not found.met:
        said = _("Of no design point can it be said that it meets the targets: {targets}.")
    return said.format(met=number(found.met, COUNT), n=number(found.points, COUNT), targets=targets)


def cheapest_sentences(sweep: Sweep) -> Iterator[str]:
    """Say which point tried meets all targets at least cost, at each level and at all of them."""
    cheapest = cheapest_by_level(sweep)
    told = [
        (
            _cheapest_text(sweep, each),
            settings_text(sweep, each.level.settings),
        )
        for each in cheapest[:MOST_LEVELS]
    ]
    for said, alike in groupby(told, key=itemgetter(0)):
        where = [level for _said, level in alike if level]
        if where:
            yield _("{where}: {said}").format(where=in_words(where, most=len(where)), said=said)
        else:
            yield f"{said[:1].upper()}{said[1:]}"
    yield from open_texts(sweep, cheapest[:MOST_LEVELS])
    if left := levels_not_shown(sweep):
        yield left
    if len(cheapest) > 1:
        everywhere = cheapest_at_all_levels(sweep)
        if not everywhere and is_each_plan_ruled_out(sweep):
            yield _("No plan tried meets the targets at every level.")
        elif not everywhere:
            yield _("Of no plan tried can it be said that it meets the targets at every level.")
        else:
            yield _everywhere_text(sweep, everywhere)


def open_texts(sweep: Sweep, found: Sequence[Cheapest]) -> Iterator[str]:
    """Say at each level of what it could not be decided whether it meets the targets."""
    for each in found:
        if said := _open_text(sweep, each):
            where = settings_text(sweep, each.level.settings)
            yield _("{where}: {said}").format(where=where, said=said) if where else said


def _open_text(sweep: Sweep, each: Cheapest) -> str:
    """Say the chance of what may be the cheapest, and what cheaper ones there are; or nothing."""
    chance = chance_text(sweep, each.point) if each.point and not each.is_certain else ""
    return " ".join(filter(None, [chance, undecided_text(sweep, each)]))


def further_text(found: Sequence[Cheapest]) -> str:
    """Say what to try where no point meets the targets; nothing where one does, or may."""
    if not all(each.is_ruled_out for each in found):
        return ""
    return _(
        "Let the plan vary more: `onestop sensitivity --levers` of its base says what helps most."
    )


def _cheapest_text(sweep: Sweep, each: Cheapest) -> str:
    point = each.point
    if point is None and not each.is_ruled_out:
        return _("of no point tried can it be said that it meets the targets.")
    if point is None:
        return _("no point tried meets the targets.")
    if each.is_certain:
        told = by_outlay(
            sweep,
            N_("the cheapest point tried that meets them takes {cost} ({settings})."),
            N_("the fewest officers tried that meet them: {cost} ({settings})."),
        )
    else:
        told = by_outlay(
            sweep,
            N_(
                "the cheapest point tried that may meet them takes {cost} ({settings}); it is not "
                "certain."
            ),
            N_(
                "the fewest officers tried that may meet them: {cost} ({settings}); it is not "
                "certain."
            ),
        )
    named = _named(sweep, told, point, burden_text(sweep, point))
    return " ".join(filter(None, [named, years_text(sweep, point)]))


def _everywhere_text(sweep: Sweep, everywhere: Sequence[SweepPoint]) -> str:
    burdens = filter(None, (burden_text(sweep, point) for point in everywhere))
    told = by_outlay(
        sweep,
        N_("The cheapest plan tried that meets them at every level: {cost} ({settings})."),
        N_(
            "The plan tried with the fewest officers that meets them at every level: {cost} "
            "({settings})."
        ),
    )
    return _named(sweep, told, everywhere[0], next(burdens, ""))


def _named(sweep: Sweep, text: str, point: SweepPoint, burden: str) -> str:
    """Name a point in a text, and say beside it why it cannot be relied on."""
    settings = settings_text(sweep, decided(point, decided_axes(sweep)))
    cost = outlay_text(sweep, sweep.outlay(point))
    told = text.format(cost=cost, settings=settings or _("the base"))
    return _("{said} But {burden}.").format(said=told, burden=burden) if burden else told
