"""The picture of a replay: waits through the day, as the log has them and as the model has them.

In: a `Replay`. Out: a `Chart`. It finds nothing out.
"""

from simulator.language import _
from simulator.reports.charts.drawing import LOOKS, STRONG, Drawing
from simulator.reports.charts.layouts import in_columns
from simulator.reports.charts.marks import Intervals, Mark, Points
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import clock, listed, notes
from simulator.reports.figures import MINUTES, mean_and_interval, number
from simulator.studies.replay.replaying import Replay

APART = 0.1
"""Columns between the whiskers of two lines."""


def waits_by_hour(of: Replay) -> Chart:
    """Draw the mean wait by the hour in which tickets were taken."""
    hours = of.hours
    labels = [str(hours.first + nth) for nth in range(len(hours.seen))]
    names = [_("model"), _("changed")][: len(hours.modelled)]
    marks: list[Mark] = [Points(hours.seen, STRONG | {"marker": "o"}, _("log"))]
    for nth, (name, found) in enumerate(zip(names, hours.modelled, strict=True), start=1):
        look, shift = LOOKS[nth], APART * nth
        marks += [
            Intervals(found, shift, str(look["color"])),
            Points([each.mean for each in found], look, name, shift),
        ]
    numbers = []
    for nth, seen in enumerate(hours.seen.tolist()):
        told = [(_("log"), number(seen, MINUTES))]
        told += [
            (name, mean_and_interval(found[nth], MINUTES))
            for name, found in zip(names, hours.modelled, strict=True)
        ]
        numbers.append((clock(60 * (hours.first + nth)), ", ".join(map(" ".join, told))))
    return chart(
        Drawing(
            "waits_by_hour",
            _("How long who took a ticket in each hour waited"),
            in_columns(
                labels,
                _("mean wait in minutes"),
                _("hour of arrival (8: from 8:00 to 8:59)"),
                marks,
            ).figure,
            listed(numbers),
            notes(_("Thin lines are 95 % intervals.") if of.replications > 1 else ""),
        )
    )
