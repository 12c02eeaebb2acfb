"""The picture of `onestop check --warm-up`: week by week what a Center that begins empty lacks.

In: a `WarmUp`. Out: an SVG or PNG. It finds nothing out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes

from simulator.language import N_, _
from simulator.measures import Estimate
from simulator.reports.charts.drawing import DEEP_BLUE, DOT, DOTTED, VERMILION, Fill, saved
from simulator.reports.charts.layouts import Upright, standing
from simulator.reports.charts.marks import Band, Intervals, Mark, Points, Rule
from simulator.reports.figures import day
from simulator.reports.warm_up.document import first_week
from simulator.studies.warm_up import WEEK, Followed, Gap, WarmUp

FORMATS = ("svg", "png")
"""Endings of the file that can be written."""

LEAST_WEEKS = 13
"""Weeks that are shown at least, of those that there are."""

_WIDTH = 540.0  # Points.
_LACKING = Fill("#f9e6d9", edge=0.0)
_LINE = DOT | {"markersize": 3.0, "linewidth": 1.5}
_EMPTY = _LINE | {"color": VERMILION, "linestyle": "-"}
_USUAL = _LINE | {"color": DEEP_BLUE, "linestyle": "--"}

_TITLES: Mapping[Followed, str] = {
    Followed.WAIT: N_("Mean wait, minutes. Week {n}: {lacking}"),
    Followed.IN_PROCESS: N_("Dossiers in process. Week {n}: {lacking}"),
}


def warm_up_picture(found: WarmUp, kind: str) -> bytes:
    """Draw what a Center that begins empty lacks.

    Parameters
    ----------
    found
        What the pilot replications have shown.
    kind
        One of `FORMATS`.
    """
    plots = [
        partial(_draw, gaps=gaps, followed=followed, found=found)
        for followed, gaps in found.tried[0].weeks.items()
    ]
    return saved(partial(standing, plots or [lambda axes: axes], width=_WIDTH), kind)


def _draw(axes: Axes, *, gaps: Sequence[Gap], followed: Followed, found: WarmUp) -> None:
    days = found.recommended_days
    shown = gaps[: len(gaps) if days is None else max(LEAST_WEEKS, 2 * days // WEEK)]
    weeks = np.arange(1.0, len(shown) + 1)
    marks = _marks(shown)
    if days and days < WEEK * len(weeks):
        end = days / WEEK + 0.5
        marks.append(Rule(end, DOTTED, _("recommended warm-up"), is_place=True))
    axis = _("Week of the period, from {first}").format(first=day(found.first_day))
    labels = {week: f"{week:.0f}" for week in weeks.tolist()}
    Upright("", axis, marks, weeks, labels, beyond=0.5).on(axes)
    axes.set_title(_(_TITLES[followed]).format(**first_week({followed: gaps})))


def _marks(gaps: Sequence[Gap]) -> list[Mark]:
    """Return both Centers, and between them what is lacking, with its interval."""
    usual = [gap.usual for gap in gaps]
    empty = [_present(gap) for gap in gaps]
    means = [one.mean for one in empty]
    return [
        Band(means, usual, _LACKING, _("lacking, with 95 % intervals")),
        Points(usual, _USUAL, _("open for a year")),
        Points(means, _EMPTY, _("began empty")),
        Intervals(empty, colour=VERMILION),
    ]


def _present(gap: Gap) -> Estimate:
    """Return what there is in a Center that began empty: what is not lacking."""
    low, high = (
        None if end is None else gap.usual - end for end in (gap.lacking.high, gap.lacking.low)
    )
    return replace(gap.lacking, mean=gap.usual - gap.lacking.mean, low=low, high=high)
