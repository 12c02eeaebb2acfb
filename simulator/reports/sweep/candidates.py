"""What is said of the candidates of a sweep, which were run again before one of them was named.

In: a `Sweep`. Out: sentences in the language that is spoken. Where they stand is not known here.
"""

from collections.abc import Iterator
from functools import partial

from simulator.language import _, ngettext
from simulator.reports.certainty import periods
from simulator.reports.figures import COUNT, ROUND_PERCENT, counted, number
from simulator.reports.labels import in_words
from simulator.reports.sweep.telling import outlay_text, periods_text, settings_text
from simulator.studies.sweep.frontier import Cheapest
from simulator.studies.sweep.levels import decided, decided_axes
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import chance_of

MOST_NAMED = 3
"""Cheaper points that a sentence names."""

_SUREST = 0.99  # What is not decided is not told to be sure.


def selection_text(sweep: Sweep) -> str:
    """Say what becomes of points that are picked from many, and of the plans that are none."""
    if not sweep.decisions.replications:
        return _(
            "Only the points of the plan were tried: others may do better. Each interval is for "
            "its point alone: among many points close to a target, chance puts some on the wrong "
            "side of it."
        )
    return _(
        "Only the points of the plan were tried: others may do better. The cheapest that the grid "
        "left were run again with other citizens until each was decided, or had {most} "
        "replications; what is told of them is of these alone, and that any of these verdicts is "
        "wrong has a chance of 5 % at most. The verdicts on dearer points are of the grid, each "
        "for its point alone: among many close to a target, chance puts some on the wrong side."
    ).format(most=number(sweep.fresh_at_most, COUNT))


def again_text(sweep: Sweep) -> str:
    """Say how many candidates were run again; nothing where none was."""
    tried = sweep.decisions.replications
    if not tried:
        return ""
    return _("{candidates} run again with other citizens: {replications}").format(
        candidates=counted("{n} candidate", "{n} candidates", len(tried)),
        replications=counted("{n} replication", "{n} replications", sum(tried.values())),
    )


def rows_text(sweep: Sweep) -> Iterator[str]:
    """Say whose numbers stand in rows of all points; nothing where no point was run again."""
    if tried := sum(sweep.decided_by(point) > 0 for point in sweep.points):
        yield ngettext(
            "Of {n} point that was run again, the replications are the new ones.",
            "Of {n} points that were run again, the replications are the new ones.",
            tried,
        ).format(n=number(tried, COUNT))


def years_text(sweep: Sweep, point: SweepPoint) -> str:
    """Say in how many of its periods a point meets all targets, if it was run again."""
    if sweep.scenario is None or not sweep.decided_by(point):
        return ""
    return _("All targets are met in {times} of the {periods}.").format(
        times=periods_text(sweep, point), periods=periods(sweep.scenario)
    )


def chance_text(sweep: Sweep, point: SweepPoint) -> str:
    """Say how probable it is that a point meets the targets that was run again and not decided."""
    if not sweep.decided_by(point):
        return ""
    return _("The chance that it does is about {chance}.").format(chance=_chance(sweep, point))


def undecided_text(sweep: Sweep, each: Cheapest) -> str:
    """Name the cheaper points that may meet the targets too, the likeliest; or nothing."""
    if not each.undecided:
        return ""
    axes = decided_axes(sweep)
    likeliest = sorted(each.undecided, key=partial(chance_of, sweep), reverse=True)
    named = [
        _("{cost} ({settings}; chance about {chance})").format(
            cost=outlay_text(sweep, sweep.outlay(point)),
            settings=settings_text(sweep, decided(point, axes)) or _("the base"),
            chance=_chance(sweep, point),
        )
        for point in likeliest[:MOST_NAMED]
    ]
    named += [""] * (len(each.undecided) - len(named))  # Which are counted only.
    return _undecided(sweep, each).format(
        n=number(len(named), COUNT), points=in_words(named, most=MOST_NAMED)
    )


def _undecided(sweep: Sweep, each: Cheapest) -> str:
    """Return how it is said, by what there is to compare with."""
    n = len(each.undecided)
    if each.point is None:
        return ngettext(
            "Of {n} point it could not be decided: {points}.",
            "Of {n} points it could not be decided: {points}.",
            n,
        )
    if sweep.counts_officers:
        return ngettext(
            "Of {n} point with fewer officers it could not be decided: {points}.",
            "Of {n} points with fewer officers it could not be decided: {points}.",
            n,
        )
    return ngettext(
        "Of {n} cheaper point it could not be decided: {points}.",
        "Of {n} cheaper points it could not be decided: {points}.",
        n,
    )


def _chance(sweep: Sweep, point: SweepPoint) -> str:
    told = min(max(chance_of(sweep, point), 1 - _SUREST), _SUREST)
    return number(told, ROUND_PERCENT)
