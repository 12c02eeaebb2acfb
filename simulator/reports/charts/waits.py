"""Waits: how long citizens wait, by step, field, hour and weekday, against the norms.

In: a `Result`. Out: drawings, None where nobody came. The norms of the mean wait are drawn as far
as the waits make sense of them; in the heat map every cell has its number, for colour alone tells
nobody a wait.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.language import _, ngettext
from simulator.measures import Estimate, MeasureKey, Scope, student_interval
from simulator.measures.catalogue import WITHIN_MINUTES
from simulator.measures.keys import HOUR_LABELS
from simulator.reports.charts.drawing import BLUE, DASHED, ORANGE, Drawing
from simulator.reports.charts.layouts import ColouredCells, Rows, Upright, in_columns
from simulator.reports.charts.marks import Bars, Intervals, Mark, Rule
from simulator.reports.charts.telling import (
    RARE,
    clock,
    door_note,
    estimates,
    from_to,
    highest,
    listed,
    means,
    notes,
    over,
    queueing,
    ranked,
    title_of_highest,
    title_of_waits,
    whisker_note,
)
from simulator.reports.figures import (
    ABSENT,
    COUNT,
    MINUTES,
    Unit,
    mean,
    mean_and_interval,
    number,
    weekday,
)
from simulator.reports.labels import Names
from simulator.reports.ranking import not_clearly_below, not_lower_for_certain
from simulator.reports.run.norms import mean_wait_norm
from simulator.results.result import Result, divided
from simulator.scenario import Scenario
from simulator.scenario.clocks import SECONDS_PER_MINUTE
from simulator.scenario.vocabulary import WEEKDAYS

_LONG = min(WITHIN_MINUTES)  # Minutes from which on a wait is marked.
_MINUTE_PART = 0.1  # Where no wait is longer, all cells are light.
_NORM_IN_SIGHT = 2.0  # A norm farther above the longest wait would only squeeze the bars.


def waits_by_step(result: Result) -> Drawing | None:
    """Draw the mean wait at each step that citizens come for."""
    found = result.by("wait_mean", Scope.STEP)
    if not found:
        return None
    names = Names(result.scenario)
    title = title_of_highest(
        found,
        names.step,
        MINUTES,
        clear=_("Citizens wait longest at the step “{thing}”: {value} on average"),
        alike=_("At no step are waits clearly the longest: {both} on average"),
        alone=_("Citizens wait at the step “{thing}” only: {value} on average"),
    )
    steps = [*map(names.step, found)]
    return waits_of(result, "waits_by_step", title, steps, [*found.values()])


def waits_by_field(result: Result) -> Drawing | None:
    """Draw the mean wait in each field, the longest first."""
    found = result.by("wait_mean", Scope.FIELD)
    if not found:
        return None
    names = Names(result.scenario)
    fields = ranked(found, names.field, lambda wait: wait.mean)
    title = title_of_highest(
        found,
        names.field,
        MINUTES,
        clear=_("Citizens of the field “{thing}” wait longest: {value} on average"),
        alike=_("In no field are waits clearly the longest: {both} on average"),
        alone=_("Citizens wait {value} on average"),
    )
    return waits_of(result, "waits_by_field", title, fields.labels, fields.values, note=fields.note)


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
    often = {hour: queued[hour] for hour in found if is_often[hour] or not is_often.any()}
    longest = not_clearly_below(often)[0]
    clear = _("Citizens who come between {start} and {end} wait longest: {value} on average")
    alike = _("At no hour of arrival are waits clearly the longest: {both} on average")
    is_highest = found[longest].mean == max(found[hour].mean for hour in often)
    if at_door[:, longest].any() or not is_highest:
        clear = _(
            "Citizens who come between {start} and {end} wait longest once the doors are open: "
            "{value} on average"
        )
        alike = _(
            "At no hour of arrival are waits clearly the longest once the doors are open: "
            "{both} on average"
        )
    title = title_of_highest(
        often,
        lambda hour: _("{start} to {end}").format(**from_to(hour)),
        MINUTES,
        clear=clear,
        alike=alike,
        **from_to(longest),
    )
    hours = range(min(found), max(found) + 1)
    nobody = student_interval(np.array([]))
    in_sight = doors.mean(axis=0)[hours.start : hours.stop]
    return waits_of(
        result,
        "waits_by_hour",
        title,
        [str(hour) for hour in hours],
        [found.get(hour, nobody) for hour in hours],
        note=door_note(result),
        axis=_("hour of arrival (8: from 8:00 to 8:59)"),
        more=[Bars(in_sight, ORANGE, _("of it before the doors open"))] * bool(at_door.any()),
    )


def waits_by_weekday(result: Result) -> Drawing | None:
    """Draw the mean wait by weekday."""
    tickets = over(result, lambda one: one.tickets.sum(axis=1)).sum(axis=0)
    found = {
        WEEKDAYS.index(day): wait for day, wait in result.by("wait_mean", Scope.WEEKDAY).items()
    }
    if not found:
        return None
    often = {day: wait for day, wait in found.items() if tickets[day] >= RARE * tickets.sum()}
    only = _("Citizens come on a {thing} only, and wait {value} on average")
    title = title_of_highest(
        often or found,
        weekday,
        MINUTES,
        clear=_("Citizens wait longest on a {thing}: {value} on average"),
        alike=_("On no weekday are waits clearly the longest: {both} on average"),
        alone=only if len(found) == 1 else "",
    )
    days = [weekday(day, short=True) for day in found]
    axis = _("weekday of arrival")
    return waits_of(result, "waits_by_weekday", title, days, [*found.values()], axis=axis)


def waits_of(
    result: Result,
    key: str,
    title: str,
    labels: Sequence[str],
    waits: Sequence[Estimate],
    *,
    note: str = "",
    axis: str = "",
    more: Sequence[Mark] = (),
) -> Drawing:
    """Draw waits against their norm, as columns along an axis, or as rows.

    Parameters
    ----------
    result
        Of whose Center the norm is.
    key, title, note
        Of the drawing.
    labels, waits
        What each wait is of, and the wait.
    axis
        What the labels are; empty where they are names, which stand in rows.
    more
        What else is drawn.
    """
    measured = _("mean wait in minutes")
    marks = [Bars(means(waits), BLUE), *more, Intervals(waits), *_norm(result.scenario, waits)]
    numbers = {_("mean"): [mean(wait, MINUTES) for wait in waits]}
    plot: Upright | Rows = (
        in_columns(labels, measured, axis, marks)
        if axis
        else Rows(labels, measured, marks, numbers)
    )
    return Drawing(
        key,
        title_of_waits(title, max(means(waits))),
        plot.figure,
        listed(
            (label, mean_and_interval(wait, MINUTES))
            for label, wait in zip(labels, waits, strict=True)
            if wait.n
        ),
        notes(whisker_note(result), note),
    )


def _norm(scenario: Scenario, waits: Sequence[Estimate]) -> list[Rule]:
    """Return the norm that holds, if there is one and the waits make sense of it."""
    norm = mean_wait_norm(scenario)
    if norm is None or norm.minutes > max(_NORM_IN_SIGHT * highest(waits), _LONG):
        return []
    named = _("Norm: {minutes} min ({year})") if norm.since else _("Norm: {minutes} min")
    minutes = number(norm.minutes, COUNT)
    return [Rule(norm.minutes, DASHED, named.format(minutes=minutes, year=norm.since))]


def waits_heatmap(result: Result) -> Drawing | None:
    """Write the mean wait of each hour of each weekday into a table, the longer the darker."""
    tickets = over(result, lambda one: one.tickets)
    if not tickets.any():
        return None
    by_replication = divided(over(result, lambda one: one.waited), tickets * SECONDS_PER_MINUTE)
    some = tickets.sum(axis=0) > 0
    hours, days = (np.flatnonzero(some.any(axis=axis)) for axis in (0, 1))
    waits = np.full(some.shape, np.nan)
    waits[some] = np.nanmean(by_replication[:, some], axis=0)
    shown = waits[np.ix_(days, hours)].T
    minutes = Unit("", decimals=0 if np.nanmax(shown) >= _LONG else 1)
    times = [clock(60 * int(hour)) for hour in hours]
    texts = [[number(float(wait), minutes) for wait in row] for row in shown]
    by_day = (
        (weekday(int(day)), ", ".join(map(" ".join, zip(times, of_day, strict=True))))
        for day, of_day in zip(days, zip(*texts, strict=True), strict=True)
    )
    return Drawing(
        "waits_heatmap",
        _heatmap_title(result, waits, tickets),
        ColouredCells(
            times,
            [weekday(int(day), short=True) for day in days],
            _("mean wait in minutes, by hour of arrival and weekday"),
            texts,
            depth=shown / max(float(np.nanmax(shown)), _MINUTE_PART),
            is_bold=shown > _LONG,
        ).figure,
        _("Mean minutes by hour of arrival. {days}").format(days=listed(by_day)),
        notes(
            _("Waits of more than {norm} min are in bold; “{nobody}”: nobody comes.").format(
                norm=number(_LONG, COUNT), nobody=ABSENT
            ),
            door_note(result),
        ),
    )


def _heatmap_title(result: Result, waits: NDArray[np.float64], tickets: NDArray[np.float64]) -> str:
    """Name the hour of the week in which citizens queue longest.

    Where chance may have put others below it, it is said of how many, and how long they are.
    """
    often = tickets.sum(axis=0) >= RARE * tickets.sum()
    queued, at_door = queueing(result), over(result, lambda one: one.at_door)
    cells = {(int(day), int(hour)): queued[:, day, hour] for day, hour in np.argwhere(often)}
    (day, hour), *alike = not_lower_for_certain(cells)
    heading = _("The longest waits")
    if at_door[:, day, hour].any() or waits[day, hour] < waits[often].max():
        heading = _("The longest waits once the doors are open")
    next_day, next_hour = alike[0] if alike else (day, hour)
    longest, next_longest = (
        float(np.nanmean(cells[cell])) for cell in ((day, hour), (next_day, next_hour))
    )
    title = _("{heading}: {weekday} between {start} and {end}, {wait} on average")
    if alike:
        title = ngettext(
            "{heading}: {weekday} between {start} and {end}, {wait} on average; chance may hide as "
            "long a wait in {n} more hour of the week: {next}",
            "{heading}: {weekday} between {start} and {end}, {wait} on average; chance may hide as "
            "long a wait in {n} more hours of the week, the next of them {next}",
            len(alike),
        )
    following = _("{weekday} at {start} with {wait}").format(
        weekday=weekday(next_day),
        start=clock(60 * next_hour),
        wait=number(next_longest, MINUTES),
    )
    return title_of_waits(
        title.format(
            heading=heading,
            weekday=weekday(day),
            **from_to(hour),
            wait=number(longest, MINUTES),
            n=len(alike),
            next=following,
        ),
        longest,
    )
