"""Dossiers: where they spend the time to their result, and how long it is in each field.

In: a `Result`. Out: drawings, None where nothing was settled. Lengths are open hours on a linear
scale: stacked bars on a logarithmic one would show parts as what they are not.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.language import N_, _
from simulator.measures import Estimate
from simulator.measures.catalogue import Scope
from simulator.measures.courses import Elsewhere
from simulator.reports.charts.drawing import (
    BLUE,
    INK,
    ORANGE,
    YELLOW,
    Drawing,
    fill_rows,
    line_sample,
    row_whiskers,
    sample,
)
from simulator.reports.charts.layouts import Column, rows
from simulator.reports.charts.telling import (
    estimates,
    highest,
    left_out,
    listed,
    means,
    notes,
    over,
    told,
    whisker_note,
    worst,
)
from simulator.reports.figures import HOURS, OPEN_HOURS, mean, mean_count
from simulator.reports.footnotes import quantile_note
from simulator.reports.labels import Names
from simulator.reports.ranking import not_clearly_below
from simulator.results.result import Result, divided
from simulator.scenario import STEPS
from simulator.scenario.clocks import SECONDS_PER_HOUR

_ELSEWHERE = {
    Elsewhere.AGENCY: N_("Other agencies"),
    Elsewhere.COURIER: N_("Courier"),
    Elsewhere.CITIZEN: N_("With the citizen"),
}
_WAITING, _WORKED, _AWAY = range(3)  # Parts of the time in one place.
_LONGEST = {
    _WAITING: N_("waiting at the step “{place}”"),
    _WORKED: N_("work at the step “{place}”"),
    _AWAY: N_("“{place}”"),
}
_P90_LOOK: dict[str, Any] = {"color": INK, "linestyle": "none", "marker": "D", "markersize": 5.0}


def dossier_time(result: Result) -> Drawing | None:
    """Draw the open hours that a settled dossier spends at each step and elsewhere."""
    total = result["cycle_time_mean"]
    spent = _spent(result)
    if not total.n or not total.mean or not np.nansum(spent):
        return None
    typical = np.nanmean(spent, axis=0)
    names = Names(result.scenario)
    places = [*map(names.step, STEPS), *(_(name) for name in _ELSEWHERE.values())]
    shown = np.flatnonzero(typical.any(axis=1))
    in_all = estimates(spent.sum(axis=2)[:, shown])
    worked = estimates(spent[:, shown, _WORKED])
    parts, labels = typical[shown], [places[row] for row in shown]
    at_steps = shown < len(STEPS)
    axes = rows(
        labels,
        _("open hours of a settled dossier, on average"),
        columns=[
            Column(_("in all"), [mean(one, HOURS) for one in in_all]),
            Column(
                _("worked on"),
                [
                    mean(hours, HOURS) if at_step else ""
                    for hours, at_step in zip(worked, at_steps, strict=True)
                ],
            ),
        ],
        legend=[
            sample(ORANGE, _("worked on")),
            sample(BLUE, _("waiting")),
            sample(YELLOW, _("out of the Center's hands")),
        ],
    )
    fill_rows(axes, parts[:, _WORKED], ORANGE)
    fill_rows(axes, parts[:, _WAITING], BLUE, start=parts[:, _WORKED])
    fill_rows(axes, parts[:, _AWAY], YELLOW)
    row_whiskers(axes, in_all)
    axes.set_xlim(0, 1.04 * highest(in_all))
    return Drawing(
        "dossier_time",
        _time_title(total, spent, places),
        axes,
        listed(
            (label, _place_told(one, hours) if at_step else told(one, HOURS))
            for label, one, hours, at_step in zip(labels, in_all, worked, at_steps, strict=True)
        ),
        notes(
            _("Open hours from acceptance to the result; all rows together are the whole."),
            _settled_only(result),
            whisker_note(result),
        ),
    )


def dossier_time_by_field(result: Result) -> Drawing | None:
    """Draw the mean open hours to a result in each field, and within how many 9 in 10 are done."""
    found = result.by("cycle_time_mean", Scope.FIELD)
    if not any(hours.mean for hours in found.values()):
        return None
    names = Names(result.scenario)
    shown = worst(found, lambda hours: hours.mean)
    fields, hours = [names.field(field) for field in shown], list(shown.values())
    most = [result.at("cycle_time_p90", Scope.FIELD, field) for field in shown]
    axes = rows(
        fields,
        _("open hours from acceptance to the result"),
        columns=[
            Column(_("mean"), [mean(one, HOURS) for one in hours]),
            Column(_("9 in 10"), [mean(one, HOURS) for one in most]),
        ],
        legend=[sample(BLUE, _("mean")), line_sample(_("9 in 10 are done within"), **_P90_LOOK)],
    )
    fill_rows(axes, means(hours), BLUE)
    row_whiskers(axes, hours)
    axes.plot([one.mean for one in most], axes.get_yticks(), **_P90_LOOK)  # nan is left out
    axes.set_xlim(0, 1.04 * max(highest(hours), *means(most)))
    title = _("Dossiers of the field “{field}” take longest: {hours} on average")
    if len(found) == 1:
        title = _("Dossiers take {hours} on average")
    longest = not_clearly_below(found)
    if len(longest) > 1:
        title = _("In no field do dossiers clearly take longest: {fields} on average")
    return Drawing(
        "dossier_time_by_field",
        title.format(
            field=fields[0],
            hours=mean(hours[0], OPEN_HOURS),
            fields=listed((names.field(key), mean(found[key], OPEN_HOURS)) for key in longest[:2]),
        ),
        axes,
        listed(
            (
                field,
                _("{hours}, 9 in 10 within {most}").format(
                    hours=told(one, HOURS), most=mean(nine_in_ten, HOURS)
                ),
            )
            for field, one, nine_in_ten in zip(fields, hours, most, strict=True)
        ),
        notes(_settled_only(result), quantile_note(most), whisker_note(result), left_out(found)),
    )


def _settled_only(result: Result) -> str:
    """Say what times to a result leave out, which flatters a Center that cannot keep up."""
    opened = mean_count(result["open_at_end"])
    return _("Settled dossiers only; {n} are still open at the end.").format(n=opened)


def _spent(result: Result) -> NDArray[np.float64]:
    """Return the open hours of a mean settled dossier of each replication.

    Shape (replications, steps and then elsewhere, parts); nan where nothing was settled.
    """
    at_steps = over(result, lambda one: one.spent)
    away = over(result, lambda one: one.spent_elsewhere)
    steps = at_steps.shape[1]
    seconds = np.zeros((len(away), steps + away.shape[1], 3))
    seconds[:, :steps, :_AWAY] = at_steps
    seconds[:, steps:, _AWAY] = away
    settled = np.array([one["settled"] for one in result.replications])
    return divided(seconds, settled[:, None, None] * SECONDS_PER_HOUR)


def _time_title(total: Estimate, spent: NDArray[np.float64], places: Sequence[str]) -> str:
    """Name the largest part of the time, where chance did not make it so."""
    some = np.nanmean(spent, axis=0) > 0
    cells = [(int(place), int(part)) for place, part in np.argwhere(some)]
    found = dict(zip(cells, estimates(spent[:, some]), strict=True))
    largest, *alike = not_clearly_below(found)

    def what(cell: tuple[int, int]) -> str:
        place, part = cell
        return _(_LONGEST[part]).format(place=places[place])

    title = _("A settled dossier takes {total}; the largest part is {what}: {hours}")
    if alike:
        title = _("A settled dossier takes {total}; no part is clearly the largest: {parts}")
    return title.format(
        total=mean(total, OPEN_HOURS),
        what=what(largest),
        hours=mean(found[largest], HOURS),
        parts=listed((what(cell), mean(found[cell], HOURS)) for cell in (largest, *alike)[:2]),
    )


def _place_told(in_all: Estimate, worked: Estimate) -> str:
    return _("{hours}, of these {worked} worked on").format(
        hours=told(in_all, HOURS), worked=mean(worked, HOURS)
    )
