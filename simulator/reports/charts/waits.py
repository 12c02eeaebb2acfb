"""Waits: how long citizens wait, by step, field, hour and weekday, against the norms.

In: a `Result`. Out: drawings, None where nobody came. The norms of the mean wait are drawn as far
as the waits make sense of them.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D

from simulator.language import _
from simulator.measures import Estimate, MeasureKey, Scope, student_interval
from simulator.measures.keys import HOUR_LABELS
from simulator.reports.charts.drawing import (
    BLUE,
    INK,
    ORANGE,
    Drawing,
    column_whiskers,
    fill_columns,
    fill_rows,
    line_sample,
    row_whiskers,
    sample,
)
from simulator.reports.charts.layouts import Column, columns, rows
from simulator.reports.charts.telling import (
    RARE,
    door_note,
    estimates,
    from_to,
    highest,
    left_out,
    listed,
    means,
    notes,
    over,
    title_of_waits,
    told,
    whisker_note,
    worst,
)
from simulator.reports.figures import MINUTES, mean, weekday
from simulator.reports.labels import Names
from simulator.reports.norms import MEAN_WAIT
from simulator.reports.ranking import not_clearly_below
from simulator.results.result import Result, divided
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.vocabulary import WEEKDAYS

_NORM_LINES = {15: "--", 30: ":"}
_NORM_IN_SIGHT = 2.0  # A norm farther above the longest wait would only squeeze the bars.


def waits_by_step(result: Result) -> Drawing | None:
    """Draw the mean wait at each step that citizens come for."""
    found = result.by("wait_mean", Scope.STEP)
    if not found:
        return None
    names = Names(result.scenario)
    title = _("Citizens wait longest at the step “{step}”: {wait} on average")
    if len(found) == 1:
        title = _("Citizens wait at the step “{step}” only: {wait} on average")
    longest, *alike = not_clearly_below(found)
    if alike:
        title = _("At no step are waits clearly the longest: {waits} on average")
    title = title.format(
        step=names.step(longest),
        wait=mean(found[longest], MINUTES),
        waits=_first_two([(names.step(step), found[step]) for step in (longest, *alike)]),
    )
    steps = [names.step(step) for step in found]
    return _lying("waits_by_step", title, steps, [*found.values()], whisker_note(result))


def waits_by_field(result: Result) -> Drawing | None:
    """Draw the mean wait in each field, the longest first."""
    found = result.by("wait_mean", Scope.FIELD)
    if not found:
        return None
    names = Names(result.scenario)
    shown = worst(found, lambda wait: wait.mean)
    fields, waits = [names.field(field) for field in shown], [*shown.values()]
    title = _("Citizens of the field “{field}” wait longest: {wait} on average")
    if len(found) == 1:
        title = _("Citizens wait {wait} on average")
    longest = not_clearly_below(found)
    if len(longest) > 1:
        title = _("In no field are waits clearly the longest: {waits} on average")
    title = title.format(
        field=fields[0],
        wait=mean(waits[0], MINUTES),
        waits=_first_two([(names.field(field), found[field]) for field in longest]),
    )
    note = notes(whisker_note(result), left_out(found))
    return _lying("waits_by_field", title, fields, waits, note)


def waits_by_hour(result: Result) -> Drawing | None:
    """Draw the mean wait by the hour in which citizens come, and what of it is for the doors."""
    tickets = over(result, lambda one: one.tickets.sum(axis=0))
    at_door = over(result, lambda one: one.at_door.sum(axis=0))
    waits = divided(over(result, lambda one: one.waited.sum(axis=0)), tickets * SECONDS_PER_MINUTE)
    # The measures have the hours in which citizens plan to come: few come in others, too.
    for label in result.by("wait_mean", Scope.HOUR):
        waits[:, HOUR_LABELS.index(label)] = result.series(
            MeasureKey("wait_mean", Scope.HOUR, label)
        ).values
    found = {hour: wait for hour, wait in enumerate(estimates(waits)) if wait.n}
    if not found:
        return None
    doors = np.nan_to_num(divided(at_door, tickets * SECONDS_PER_MINUTE))
    queued = estimates(waits - doors)
    is_often = tickets.sum(axis=0) >= RARE * tickets.sum()
    hours = range(min(found), max(found) + 1)
    nobody = student_interval(np.array([]))
    drawing = _standing(
        "waits_by_hour",
        _title_by_hour(
            {hour: queued[hour] for hour in found if is_often[hour] or not is_often.any()},
            lambda hour: bool(at_door[:, hour].any()),
        ),
        [str(hour) for hour in hours],
        [found.get(hour, nobody) for hour in hours],
        notes(whisker_note(result), door_note(result)),
        axis=_("hour of arrival (8: from 8:00 to 8:59)"),
        legend=[sample(ORANGE, _("of it before the doors open"))] if at_door.any() else [],
    )
    if at_door.any():
        fill_columns(drawing.axes, doors.mean(axis=0)[hours.start : hours.stop], ORANGE)
    return drawing


def _title_by_hour(queued: Mapping[int, Estimate], waits_at_door: Callable[[int], bool]) -> str:
    """Name the hour whose citizens wait longest once the doors are open."""
    longest, *alike = not_clearly_below(queued)
    title = _("Citizens who come between {start} and {end} wait longest: {wait} on average")
    if waits_at_door(longest):
        title = _(
            "Citizens who come between {start} and {end} wait longest once the doors are open: "
            "{wait} on average"
        )
    if alike:
        title = _("At no hour of arrival are waits clearly the longest: {waits} on average")
    return title.format(
        **from_to(longest),
        wait=mean(queued[longest], MINUTES),
        waits=_first_two([(_from_to_text(hour), queued[hour]) for hour in (longest, *alike)]),
    )


def waits_by_weekday(result: Result) -> Drawing | None:
    """Draw the mean wait by weekday."""
    tickets = over(result, lambda one: one.tickets.sum(axis=1))
    found = {
        WEEKDAYS.index(day): wait for day, wait in result.by("wait_mean", Scope.WEEKDAY).items()
    }
    if not found:
        return None
    often = {
        day: wait for day, wait in found.items() if tickets[:, day].sum() >= RARE * tickets.sum()
    }
    longest, *alike = not_clearly_below(often or found)
    title = _("Citizens wait longest on a {weekday}: {wait} on average")
    if len(found) == 1:
        title = _("Citizens come on a {weekday} only, and wait {wait} on average")
    elif alike:
        title = _("On no weekday are waits clearly the longest: {waits} on average")
    return _standing(
        "waits_by_weekday",
        title.format(
            weekday=weekday(longest),
            wait=mean(found[longest], MINUTES),
            waits=_first_two([(weekday(day), found[day]) for day in (longest, *alike)]),
        ),
        [weekday(day, short=True) for day in found],
        [*found.values()],
        whisker_note(result),
        axis=_("weekday of arrival"),
    )


def _lying(
    key: str, title: str, labels: Sequence[str], waits: Sequence[Estimate], note: str
) -> Drawing:
    """Draw waits as rows."""
    norms = _norms(waits)
    axes = rows(
        labels,
        _("mean wait in minutes"),
        columns=[Column(_("mean"), [mean(wait, MINUTES) for wait in waits])],
        legend=[_norm_sample(minutes) for minutes in norms],
    )
    fill_rows(axes, means(waits), BLUE)
    row_whiskers(axes, waits)
    for minutes in norms:
        axes.axvline(minutes, color=INK, linestyle=_NORM_LINES[minutes], linewidth=1.4)
    axes.set_xlim(0, 1.04 * _top(waits, norms))
    return Drawing(key, title_of_waits(title, max(means(waits))), axes, _told(labels, waits), note)


def _standing(
    key: str,
    title: str,
    labels: Sequence[str],
    waits: Sequence[Estimate],
    note: str,
    *,
    axis: str,
    legend: Sequence[Artist] = (),
) -> Drawing:
    """Draw waits as columns."""
    norms = _norms(waits)
    axes = columns(
        labels,
        _("mean wait in minutes"),
        axis,
        top=_top(waits, norms),
        legend=[*legend, *(_norm_sample(minutes) for minutes in norms)],
    )
    fill_columns(axes, means(waits), BLUE)
    column_whiskers(axes, waits)
    for minutes in norms:
        axes.axhline(minutes, color=INK, linestyle=_NORM_LINES[minutes], linewidth=1.4)
    return Drawing(key, title_of_waits(title, max(means(waits))), axes, _told(labels, waits), note)


def _first_two(waits: Sequence[tuple[str, Estimate]]) -> str:
    return listed((label, mean(wait, MINUTES)) for label, wait in waits[:2])


def _from_to_text(hour: int) -> str:
    return _("{start} to {end}").format(**from_to(hour))


def _told(labels: Sequence[str], waits: Sequence[Estimate]) -> str:
    return listed(
        (label, told(wait, MINUTES)) for label, wait in zip(labels, waits, strict=True) if wait.n
    )


def _norms(waits: Sequence[Estimate]) -> list[int]:
    """Return the minutes of the norms that the waits make sense of; the strictest always."""
    in_sight = _NORM_IN_SIGHT * highest(waits)
    strictest, *others = sorted(MEAN_WAIT)
    return [strictest, *(minutes for minutes in others if minutes <= in_sight)]


def _norm_sample(minutes: int) -> Line2D:
    label = _("Norm: {minutes} min ({year})").format(minutes=minutes, year=MEAN_WAIT[minutes])
    return line_sample(label, color=INK, linestyle=_NORM_LINES[minutes], linewidth=1.4)


def _top(waits: Sequence[Estimate], norms: Sequence[int]) -> float:
    return max(highest(waits), *norms)
