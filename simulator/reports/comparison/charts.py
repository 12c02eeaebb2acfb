"""Charts of the page of a comparison: differences around nothing, and the scenarios overlaid.

In: a `Compared`. Out: `Chart`s, whose titles name the clearest difference, or where the scenarios
are farthest apart. What has nothing to show is left out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import inf, nan

import numpy as np

from simulator.language import _
from simulator.measures import Estimate, MeasureKey, Scope, student_interval
from simulator.measures.keys import HOUR_LABELS
from simulator.measures.quantities import SHARE, Quantity
from simulator.reports.charts.drawing import DOT, LOOKS, STRONG, Drawing
from simulator.reports.charts.layouts import Rows, in_columns
from simulator.reports.charts.marks import Intervals, Mark, Points, Rule
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import (
    MOST_ROWS,
    RARE,
    from_to,
    left_out,
    listed,
    notes,
    ranked,
)
from simulator.reports.comparison.telling import called, signed_mean, title_of
from simulator.reports.differences import difference_text
from simulator.reports.figures import COUNT, MINUTES, PERCENT, mean, mean_and_interval, number
from simulator.reports.labels import LONGEST, Names, in_words, shortened
from simulator.results.result import Result
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import Difference

Found = Mapping[str, Estimate]
"""The estimates of one measure in one scenario, by label."""

_MOST = 6
"""Scenarios that are drawn."""

_MOST_COLUMNS = 3  # Of numbers that have room beside rows.
_APART = 0.08  # Columns between the whiskers of two scenarios.
_POINTS_APART, _POINTS_IN_ALL = 5.0, 14.0  # Between the markers of a row, and of them all.
_NOTHING = student_interval(np.array([]))

_MARGIN, _BESIDE = 1.1, 0.1  # Of the axis: to the farthest interval, and on the other side of 0.


def difference_charts(of: Compared) -> tuple[Chart, ...]:
    """Draw the differences, a figure for each unit.

    Parameters
    ----------
    of
        The scenarios and their differences.
    """
    by_quantity: dict[Quantity, list[Difference]] = {}
    for each in of.comparison.differences:
        if each.estimate.n:
            by_quantity.setdefault(each.measure.entry.quantity, []).append(each)
    return tuple(chart(_drawing(of, *each)) for each in by_quantity.items())


def _drawing(of: Compared, quantity: Quantity, found: Sequence[Difference]) -> Drawing:
    shown = found[:MOST_ROWS]
    labels = [_label(of, each) for each in shown]
    drawn = [scaled(each.estimate, quantity.scale) for each in shown]
    return Drawing(
        f"differences_{re.sub('[^a-z]+', '_', quantity.unit)}",
        _title(of, shown),
        Rows(
            labels,
            _("difference, in {unit}").format(unit=unit_text(quantity)),
            difference_marks(shown),
            {_("mean"): [signed_mean(each) for each in shown]},
            limits=limits_around(drawn, least=10.0**-quantity.decimals),
        ).figure,
        listed((label, _verdict(each)) for label, each in zip(labels, shown, strict=True)),
        notes(
            _("Left of the line the second scenario has less, right of it more."),
            _(
                "A dot is full where the interval leaves out 0, or all replications differ by the "
                "same."
            ),
            left_out(found),
        ),
    )


def limits_around(drawn: Sequence[Estimate], *, least: float) -> tuple[float, float]:
    """Return the ends of an axis that shows 0 and all intervals, and no less than can be told."""
    low = min(one.mean if one.low is None else one.low for one in drawn)
    high = max(one.mean if one.high is None else one.high for one in drawn)
    reach = max(-low, high)
    if reach < least:
        return -least, least
    return min(_MARGIN * low, -_BESIDE * reach), max(_MARGIN * high, _BESIDE * reach)


def _label(of: Compared, difference: Difference) -> str:
    title = title_of(of, difference)
    if of.comparison.pairs == 1:
        return title
    return _("{second} − {first}: {measure}").format(
        second=of.letter(difference.second), first=of.letter(difference.first), measure=title
    )


def _title(of: Compared, shown: Sequence[Difference]) -> str:
    """Name the difference that is farthest from nothing for the width of its interval."""
    seen = [each for each in shown if each.is_seen]
    if not seen:
        labels = [_label(of, each) for each in shown]
        return _("No difference can be seen: {measures}").format(measures=in_words(labels, most=2))
    clearest = max(seen, key=_clearness)
    return _("{measure}: {verdict}").format(
        measure=_label(of, clearest), verdict=_verdict(clearest)
    )


def _verdict(difference: Difference) -> str:
    return difference_text(difference.measure.entry, difference.estimate)


def _clearness(difference: Difference) -> float:
    one = difference.estimate
    width = 0.0 if one.low is None or one.high is None else one.high - one.low
    return abs(one.mean) / width if width else inf


def difference_marks(differences: Sequence[Difference]) -> list[Mark]:
    """Return the marks of differences around nothing, a full dot where they are seen.

    Parameters
    ----------
    differences
        Of one unit, a row for each.
    """
    drawn = [scaled(each.estimate, each.measure.entry.quantity.scale) for each in differences]
    seen = [each.is_seen for each in differences]
    full, hollow = (
        [one.mean if is_seen is wanted else nan for one, is_seen in zip(drawn, seen, strict=True)]
        for wanted in (True, False)
    )
    return [
        Rule(0, STRONG),
        Intervals(drawn),
        Points(full, DOT),
        Points(hollow, DOT | {"markerfacecolor": "white"}),
    ]


def scaled(estimate: Estimate, scale: float) -> Estimate:
    """Return an estimate in another unit."""
    low, high = (None if end is None else end * scale for end in (estimate.low, estimate.high))
    return replace(estimate, mean=estimate.mean * scale, low=low, high=high)


def unit_text(quantity: Quantity) -> str:
    """Return how the unit of a difference is called."""
    return _(quantity.difference_sign).strip() if quantity is SHARE else _(quantity.unit)


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
    widest = max(_often(of.results[0], labels), key=lambda label: _range(found, label))
    return chart(
        Drawing(
            "waits_by_hour",
            _("Who comes between {start} and {end} waits {waits}").format(
                **from_to(HOUR_LABELS.index(widest)),
                waits=_in_each(of, found, widest, partial(mean, unit=MINUTES)),
            ),
            in_columns(
                [str(hour) for hour in range(first, last + 1)],
                _("mean wait in minutes"),
                _("hour of arrival (8: from 8:00 to 8:59)"),
                _marks(of, found, HOUR_LABELS[first : last + 1], _APART),
            ).figure,
            listed(
                (
                    str(HOUR_LABELS.index(label)),
                    _in_each(of, found, label, partial(mean_and_interval, unit=MINUTES)),
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
    names = _group_names(of)
    groups = ranked(most, names.__getitem__, lambda load: load)
    widest = max(groups.keys, key=lambda label: _range(found, label))
    apart = min(_POINTS_APART, _POINTS_IN_ALL / len(found))
    return chart(
        Drawing(
            "load_by_group",
            _("{group}: at work {shares} of the time on duty").format(
                group=names[widest],
                shares=_in_each(of, found, widest, partial(mean, unit=PERCENT)),
            ),
            Rows(
                groups.labels,
                _("share of the time on duty at work, in %"),
                [*_marks(of, found, groups.keys, apart, are_joined=False), Rule(1.0, STRONG)],
                {
                    of.letter(one.name): [
                        mean(each.get(label, _NOTHING), PERCENT) for label in groups.keys
                    ]
                    for one, each in zip(of.alternatives, found, strict=False)
                    if len(found) <= _MOST_COLUMNS
                },
                are_shares=True,
            ).figure,
            listed(
                (name, _in_each(of, found, label, partial(mean_and_interval, unit=PERCENT)))
                for label, name in zip(groups.keys, groups.labels, strict=True)
            ),
            notes(groups.note, _not_drawn(of)),
        )
    )


def _found(of: Compared, measure: str, scope: Scope) -> list[Found]:
    """Return a measure in the scenarios that are drawn."""
    return [result.by(measure, scope) for result in of.results[:_MOST]]


def _marks(
    of: Compared,
    found: Sequence[Found],
    labels: Sequence[str],
    apart: float,
    *,
    are_joined: bool = True,
) -> list[Mark]:
    """Return points for each scenario, aside from each other so that none hides another.

    Points that are joined by lines have intervals.
    """
    marks: list[Mark] = []
    for place, (one, look, each) in enumerate(zip(of.alternatives, LOOKS, found, strict=False)):
        shift = apart * (place - (len(found) - 1) / 2)
        shown = [each.get(label, _NOTHING) for label in labels]
        size = {"markersize": 5.0, "linewidth": 1.4}
        name = f"{of.letter(one.name)} {shortened(called(of, one.name), LONGEST)}"
        alone = {} if are_joined else {"linestyle": "none"}
        marks.append(Points([value.mean for value in shown], look | size | alone, name, shift))
        if are_joined:
            marks.append(Intervals(shown, shift))
    return marks


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
    if len(of.alternatives) <= _MOST:
        return ""
    return _("The first {n} scenarios are drawn.").format(n=number(_MOST, COUNT))
