"""Officers: how much of their duty each group is at work, and what is done after it.

In: a `Result`. Out: a drawing, None where nobody was on duty.
"""

from collections.abc import Mapping
from typing import Any

from simulator.language import _
from simulator.measures import Estimate
from simulator.measures.catalogue import Scope
from simulator.reports.carrying import BUSY
from simulator.reports.charts.drawing import (
    BLUE,
    INK,
    Drawing,
    fill_rows,
    line_sample,
    row_whiskers,
)
from simulator.reports.charts.layouts import Column, percent_axis, rows
from simulator.reports.charts.telling import (
    left_out,
    listed,
    means,
    notes,
    told,
    whisker_note,
    worst,
)
from simulator.reports.figures import HOURS, PERCENT, ROUND_PERCENT, mean, number
from simulator.reports.labels import Names
from simulator.reports.ranking import not_clearly_below
from simulator.results.result import Result

_BUSY: dict[str, Any] = {"color": INK, "linestyle": "--", "linewidth": 1.4}
_ALL: dict[str, Any] = {"color": INK, "linestyle": "-", "linewidth": 1.8}


def load(result: Result) -> Drawing | None:
    """Draw the utilization of each group, the busiest first, with its overtime beside it."""
    found = result.by("utilization", Scope.GROUP)
    if not found:
        return None
    names = Names(result.scenario)
    shown = worst(found, lambda use: use.mean)
    groups, uses = [names.group(group) for group in shown], list(shown.values())
    overtime = [result.at("overtime_hours", Scope.GROUP, group) for group in shown]
    axes = rows(
        groups,
        _("share of the time on duty at work, in %"),
        columns=[
            Column(_("at work"), [mean(use, PERCENT) for use in uses]),
            Column(_("overtime"), [mean(hours, HOURS) for hours in overtime]),
        ],
        legend=[
            line_sample(_("{share}: no slack").format(share=number(BUSY, ROUND_PERCENT)), **_BUSY),
            line_sample(_("{share}: all of it").format(share=number(1, ROUND_PERCENT)), **_ALL),
        ],
    )
    fill_rows(axes, means(uses), BLUE)
    row_whiskers(axes, uses)
    axes.axvline(BUSY, **_BUSY)
    axes.axvline(1.0, **_ALL)
    percent_axis(axes)
    numbers = (
        _("{share} at work, {hours} of overtime").format(
            share=told(use, PERCENT), hours=told(hours, HOURS)
        )
        for use, hours in zip(uses, overtime, strict=True)
    )
    return Drawing(
        "load",
        _title(found, names),
        axes,
        listed(zip(groups, numbers, strict=True)),
        notes(_("Overtime is that of the whole period."), whisker_note(result), left_out(found)),
    )


def _title(found: Mapping[str, Estimate], names: Names) -> str:
    """Name who has no slack, else the busiest group, where chance did not make it so."""
    busiest, *alike = not_clearly_below(found)
    busy = [group for group in (busiest, *alike) if found[group].mean > BUSY]
    if len(busy) > 1:
        title = _("No slack: {groups} of duty at work")
    elif busy:
        title = _("{group} has no slack: at work {share} of its duty")
    elif alike:
        title = _("No group is clearly the busiest: {groups} of duty at work")
    else:
        title = _("The busiest group, {group}, is at work {share} of its duty")
    return title.format(
        group=names.group(busiest),
        share=mean(found[busiest], PERCENT),
        groups=listed(
            (names.group(group), mean(found[group], PERCENT))
            for group in (busy if len(busy) > 1 else (busiest, *alike))[:2]
        ),
    )
