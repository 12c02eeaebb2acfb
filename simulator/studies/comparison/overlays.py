"""Overlays: waits by hour and the load of the officers, the scenarios on top of one another.

In: a `Compared`. Out: `Chart`s, whose titles name where they are farthest apart. What has
nothing to show is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import Estimate, MeasureKey, Scope, student_interval
from simulator.measures.keys import HOUR_LABELS
from simulator.reports.charts.drawing import (
    INK,
    Drawing,
    column_whiskers,
    line_sample,
    style,
)
from simulator.reports.charts.layouts import Column, columns, percent_axis, rows
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import (
    MOST_ROWS,
    RARE,
    from_to,
    highest,
    left_out,
    listed,
    notes,
    told,
)
from simulator.reports.figures import COUNT, MINUTES, PERCENT, mean, number
from simulator.reports.labels import LONGEST, Names, in_words
from simulator.results.result import Result
from simulator.studies.comparison.running import Compared

Found = Mapping[str, Estimate]
"""The estimates of one measure in one scenario, by label."""

_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": "#000000", "marker": "o", "linestyle": "-"},
    {"color": "#0072B2", "marker": "s", "linestyle": "--"},
    {"color": "#D55E00", "marker": "^", "linestyle": "-."},
    {"color": "#009E73", "marker": "D", "linestyle": ":"},
    {"color": "#CC79A7", "marker": "v", "linestyle": "--"},
    {"color": "#E69F00", "marker": "P", "linestyle": "-."},
)
"""Of the scenarios, by colour (Okabe and Ito), in print by marker and line; no more are drawn."""

_MOST_COLUMNS = 3  # Of numbers that have room beside rows.
_APART = 0.08  # Columns between the whiskers of two scenarios.
_POINTS_APART, _POINTS_IN_ALL = 5.0, 14.0  # Between the markers of a row, and of them all.
_NOTHING = student_interval(np.array([]))


def waits_by_hour(of: Compared) -> Chart | None:
    """Draw the mean wait by hour of arrival; None where nobody comes.

    Parameters
    ----------
    of
        The scenarios and their replications.
    """
    found = _found(of, "wait_mean", Scope.HOUR)
    labels = sorted({label for each in found for label in each})
    if not labels:
        return None
    first, last = (HOUR_LABELS.index(label) for label in (labels[0], labels[-1]))
    hours = HOUR_LABELS[first : last + 1]
    with style():
        axes = columns(
            [str(hour) for hour in range(first, last + 1)],
            _("mean wait in minutes"),
            _("hour of arrival (8: from 8:00 to 8:59)"),
            top=max(highest(each.values()) for each in found),
            legend=_legend(of),
        )
        for look, shift, each in zip(_LOOKS, _APART * _shifts(len(found)), found, strict=False):
            waits = [each.get(hour, _NOTHING) for hour in hours]
            places = np.arange(len(hours)) + shift
            axes.plot(places, [wait.mean for wait in waits], markersize=4.5, linewidth=1.4, **look)
            column_whiskers(axes, waits, shift=float(shift))
    widest = max(_often(of.results[0], labels), key=lambda label: _range(found, label))
    return chart(
        Drawing(
            "waits_by_hour",
            _("Who comes between {start} and {end} waits {waits}").format(
                **from_to(HOUR_LABELS.index(widest)),
                waits=_in_each(of, found, widest, partial(mean, unit=MINUTES)),
            ),
            axes,
            listed(
                (
                    str(HOUR_LABELS.index(label)),
                    _in_each(of, found, label, partial(told, unit=MINUTES)),
                )
                for label in labels
            ),
            notes(_whiskers(of), _not_drawn(of)),
        )
    )


def load_by_group(of: Compared) -> Chart | None:
    """Draw the load of each group of officers, the fullest first; None where nobody is on duty.

    Parameters
    ----------
    of
        The scenarios and their replications.
    """
    found = _found(of, "utilization", Scope.GROUP)
    most = {label: max(_means(found, label)) for each in found for label in each}
    if not most:
        return None
    shown = sorted(most, key=lambda group: -most[group])[:MOST_ROWS]
    names = _group_names(of)
    numbered = found if len(found) <= _MOST_COLUMNS else []
    with style():
        axes = rows(
            [names[group] for group in shown],
            _("share of the time on duty at work, in %"),
            columns=[
                Column(
                    of.letter(one.name),
                    [mean(each.get(label, _NOTHING), PERCENT) for label in shown],
                )
                for one, each in zip(of.alternatives, numbered, strict=False)
            ],
            legend=_legend(of, linestyle="none"),
        )
        apart = min(_POINTS_APART, _POINTS_IN_ALL / len(found))
        for look, shift, each in zip(_LOOKS, apart * _shifts(len(found)), found, strict=False):
            uses = [each.get(label, _NOTHING).mean for label in shown]
            places = np.array(axes.get_yticks()) + shift
            axes.plot(uses, places, markersize=5, **look | {"linestyle": "none"})
        axes.axvline(1.0, color=INK, linewidth=1.4)
        percent_axis(axes)
    widest = max(shown, key=lambda label: _range(found, label))
    return chart(
        Drawing(
            "load_by_group",
            _("{group}: at work {shares} of the time on duty").format(
                group=names[widest],
                shares=_in_each(of, found, widest, partial(mean, unit=PERCENT)),
            ),
            axes,
            listed(
                (names[label], _in_each(of, found, label, partial(told, unit=PERCENT)))
                for label in shown
            ),
            notes(left_out(most), _not_drawn(of)),
        )
    )


def _found(of: Compared, measure: str, scope: Scope) -> list[Found]:
    """Return a measure in the scenarios that are drawn."""
    return [result.by(measure, scope) for result in of.results[: len(_LOOKS)]]


def _legend(of: Compared, **looks: Any) -> list[Line2D]:
    return [
        line_sample(f"{of.letter(one.name)} {_cut(one.name)}", markersize=5, **look | looks)
        for one, look in zip(of.alternatives, _LOOKS, strict=False)
    ]


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _shifts(scenarios: int) -> NDArray[np.float64]:
    """Return how far each scenario is moved aside so that none hides another: 0 on average."""
    return np.arange(scenarios, dtype=np.float64) - (scenarios - 1) / 2


def _means(found: Sequence[Found], label: str) -> list[float]:
    return [each[label].mean for each in found if label in each]


def _range(found: Sequence[Found], label: str) -> float:
    """Return how far apart the scenarios are."""
    return max(_means(found, label)) - min(_means(found, label))


def _in_each(
    of: Compared, found: Sequence[Found], label: str, text: Callable[[Estimate], str]
) -> str:
    """Tell an estimate of each scenario that has it."""
    return in_words(
        [
            _("{value} in {scenario}").format(value=text(each[label]), scenario=of.letter(one.name))
            for one, each in zip(of.alternatives, found, strict=False)
            if label in each
        ],
        most=len(found),
    )


def _often(result: Result, labels: Sequence[str]) -> list[str]:
    """Return the hours in which more than few citizens come; all where none is such."""
    tickets = {
        label: int(result.series(key).counts.sum())
        for label in labels
        if (key := MeasureKey("wait_mean", Scope.HOUR, label)) in result.index
    }
    least = RARE * sum(tickets.values())
    return [label for label, count in tickets.items() if count > least] or list(labels)


def _group_names(of: Compared) -> dict[str, str]:
    """Return what the groups are called, as in the first scenario that has them."""
    return {
        group: Names(one.scenario).group(group)
        for one in reversed(of.alternatives)
        for group in one.scenario.staff
    }


def _whiskers(of: Compared) -> str:
    """Say what the thin lines are; nothing where one replication gives none."""
    if of.finished == 1:
        return ""
    return _(
        "Thin lines are 95 % intervals of each scenario by itself: a difference can be seen "
        "even where they overlap."
    )


def _not_drawn(of: Compared) -> str:
    """Say how many scenarios are not drawn; nothing where all are."""
    if len(of.alternatives) <= len(_LOOKS):
        return ""
    return _("The first {n} scenarios are drawn.").format(n=number(len(_LOOKS), COUNT))
