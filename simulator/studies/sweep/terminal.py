"""The terminal report of a sweep: how many points meet the targets, and the cheapest by level.

In: a `Sweep`. Out: a page for the terminal, and the same as data for programs. It decides nothing.
"""

from collections.abc import Sequence
from math import isfinite

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.language import _, ngettext
from simulator.reports.certainty import assumptions_text
from simulator.reports.figures import ABSENT, COUNT, counted, number
from simulator.studies.sweep.frontier import Cheapest, cheapest_by_level
from simulator.studies.sweep.levels import MOST_LEVELS, decided_axes, given_axes, value
from simulator.studies.sweep.reading import Sweep, SweepPoint
from simulator.studies.sweep.summary import Answer, is_overloaded, leaves_filings, verdict
from simulator.studies.sweep.targets import Target
from simulator.studies.sweep.telling import (
    axis_title,
    burdened_text,
    cheapest_title,
    load_title,
    marked_load_text,
    mean_text,
    none_text,
    outlay_title,
    periods_text,
    periods_title,
    selection_text,
    title_of,
    value_text,
)


def sweep_page(sweep: Sweep, found: Answer, *, stored: int) -> RenderableType:
    """Compose the report.

    Parameters
    ----------
    sweep
        The results.
    found
        Which of its points meet the targets.
    stored
        Replications in the store, of all points together.
    """
    return Group(*map(Text, _lines(sweep, found, stored)), *_cheapest(sweep), *_certainty(sweep))


def sweep_data(sweep: Sweep, found: Answer, *, stored: int) -> dict[str, object]:
    """Return the report for programs; it is JSON."""
    sessions = sweep.sessions
    return {
        "points": len(sweep.points),
        "replications": stored,
        "targets": {target.measure: target.text for target in sweep.targets},
        "years": sweep.years,
        "met": found.met,
        "cannot_carry": [point.number for point in sweep.points if is_overloaded(sweep, point)],
        "leave_filings": [point.number for point in sweep.points if leaves_filings(sweep, point)],
        "unclear": found.unclear,
        "cheapest": [
            {
                "level": dict(each.level.settings),
                "point": each.point and _point_data(sweep, each.point, certain=each.is_certain),
            }
            for each in (cheapest_by_level(sweep) if sweep.targets else ())
        ],
        "currency": sweep.currency or None,
        "provenance": sessions[-1] if sessions else None,
    }


def _point_data(sweep: Sweep, point: SweepPoint, *, certain: bool) -> dict[str, object]:
    load = sweep.load(point)
    return {
        "number": point.number,
        "case": point.case or None,
        "settings": dict(point.settings),
        "cost": point.cost,
        "officers": int(sweep.outlay(point)) if sweep.counts_officers else None,
        "certain": certain,
        "load": load if isfinite(load) else None,
        "cannot_carry": is_overloaded(sweep, point),
        "leaves_filings": leaves_filings(sweep, point),
        "years": _years_data(sweep, point, sweep.targets),
        "measures": {
            target.measure: {
                **sweep.estimate(point, target.measure).data(),
                "years": _years_data(sweep, point, [target]),
            }
            for target in sweep.targets
        },
    }


def _years_data(
    sweep: Sweep, point: SweepPoint, targets: Sequence[Target]
) -> dict[str, object] | None:
    """Return in how many replications all of some targets hold."""
    met = sweep.periods_met(point, targets)
    return met.data() if met else None


def _lines(sweep: Sweep, found: Answer, stored: int) -> list[str]:
    count = len(sweep.points)
    ran = ngettext(
        "{n} design point, {replications} replications in all, seed {seed}",
        "{n} design points, {replications} replications in all, seed {seed}",
        count,
    ).format(n=number(count, COUNT), replications=number(stored, COUNT), seed=sweep.seed)
    if not sweep.targets:
        return [ran, _("The plan has no targets.")]
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
    burdened = burdened_text(found.met, found.burdened)
    return [ran, met, *([burdened] if burdened else [])]


def _cheapest(sweep: Sweep) -> list[RenderableType]:
    """Set the cheapest points side by side, a column for each level of what is given."""
    found = cheapest_by_level(sweep) if sweep.targets else []
    if not any(each.point for each in found):
        return []
    shown = found[:MOST_LEVELS]
    table = Table.grid(padding=(0, 2))
    table.add_column()
    for _level in shown:
        table.add_column(justify="right")
    for axis in given_axes(sweep):
        levels = [value_text(axis, each.level.settings[axis]) for each in shown]
        table.add_row(axis_title(sweep, axis), *levels, style="dim")
    for title, *cells in zip(_titles(sweep), *(_cells(sweep, each) for each in shown), strict=True):
        table.add_row(title, *cells)
    head = Text(cheapest_title(sweep, found), style="bold")
    lines: list[RenderableType] = [Padding(head, (1, 0, 0, 0)), Padding(table, (0, 0, 0, 2))]
    if len(found) > len(shown):
        left = counted(
            "and {n} more level, which the page has",
            "and {n} more levels, which the page has",
            len(found) - len(shown),
        )
        lines.append(Text(left, style="dim"))
    return lines


def _certainty(sweep: Sweep) -> list[RenderableType]:
    """Say what verdicts leave open; nothing where there are none."""
    if not sweep.targets:
        return []
    said = [selection_text()]
    if max(map(sweep.replications, sweep.points)) > 1:
        said.append(assumptions_text())
    return [Padding(Group(*(Text(each, style="dim") for each in said)), (1, 0, 0, 0))]


def _titles(sweep: Sweep) -> list[str]:
    return [
        outlay_title(sweep),
        *(axis_title(sweep, axis) for axis in decided_axes(sweep)),
        load_title(),
        *(title_of(sweep, target.measure) for target in sweep.targets),
        _("Targets"),
        periods_title(sweep),
    ]


def _cells(sweep: Sweep, each: Cheapest) -> list[str]:
    """Return what stands below a level."""
    point = each.point
    if point is None:
        return [ABSENT] * (len(_titles(sweep)) - 2) + [none_text(each), ABSENT]
    return [
        number(sweep.outlay(point), COUNT),
        *(value_text(axis, value(point, axis)) for axis in decided_axes(sweep)),
        marked_load_text(sweep, point),
        *(
            mean_text(target.entry, sweep.estimate(point, target.measure))
            for target in sweep.targets
        ),
        _("✓ met") if each.is_certain else _("{sign} unclear").format(sign=verdict(sweep, point)),
        periods_text(sweep, point),
    ]
