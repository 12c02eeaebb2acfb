"""The picture of `onestop check --warm-up`: week by week what a Center that begins empty lacks.

In: a `WarmUp`. Out: an SVG or PNG. It finds nothing out.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from simulator.language import N_, _
from simulator.reports.charts.drawing import INK, number_axis, style, wrapped
from simulator.reports.figures import day
from simulator.studies.warm_up import WEEK, Followed, Gap, WarmUp
from simulator.studies.warm_up_page import first_week

FORMATS = ("svg", "png")
"""Endings of the file that can be written."""

LEAST_WEEKS = 13
"""Weeks that are shown at least, of those that there are."""

_INCHES, _PANEL, _DOTS = 7.5, 2.9, 150  # Width, height of a panel, dots an inch of a PNG.
_TITLE = 470.0  # Points of a line of a title.
_EMPTY, _FILLED = "#D55E00", "#0072B2"  # Okabe and Ito

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
    with style():
        weeks = found.tried[0].weeks
        panels = max(len(weeks), 1)
        figure = Figure((_INCHES, _PANEL * panels), layout="constrained", facecolor="white")
        all_axes = figure.subplots(panels, squeeze=False)[:, 0]
        for axes, (followed, gaps) in zip(all_axes, weeks.items(), strict=False):
            title = _(_TITLES[followed]).format(**first_week({followed: gaps}))
            axes.set_title(wrapped(title, _TITLE), loc="left", fontsize="medium")
            _draw(axes, gaps, found.recommended_days)
        all_axes[-1].set_xlabel(
            _("Week of the period, from {first}").format(first=day(found.first_day))
        )
        figure.legend(
            *all_axes[0].get_legend_handles_labels(),
            frameon=False,
            loc="outside lower center",
            ncols=2,
        )
        written = BytesIO()
        # Without the date the same curves give the same bytes.
        nothing = dict.fromkeys(("Date", "Creator") if kind == "svg" else ("Software",))
        figure.savefig(written, format=kind, dpi=_DOTS, metadata=nothing)
    return written.getvalue()


def _draw(axes: Axes, gaps: Sequence[Gap], days: int | None) -> None:
    """Draw both Centers, and between them what is lacking, with its interval."""
    shown = len(gaps) if days is None else max(LEAST_WEEKS, 2 * days // WEEK)
    week = np.arange(1, len(gaps) + 1)[:shown]
    usual = np.array([gap.usual for gap in gaps])[:shown]
    empty = usual - np.array([gap.lacking.mean for gap in gaps])[:shown]
    axes.fill_between(
        week, empty, usual, color=_EMPTY, alpha=0.15, lw=0, label=_("lacking, with 95 % intervals")
    )
    axes.plot(week, usual, "o--", color=_FILLED, ms=3, lw=1, label=_("open for a year"))
    axes.errorbar(
        week,
        empty,
        yerr=np.array([_arms(gap) for gap in gaps])[:shown].T,
        fmt="o-",
        color=_EMPTY,
        ms=3,
        lw=1.5,
        elinewidth=0.8,
        capsize=2,
        label=_("began empty"),
    )
    if days and days < WEEK * len(week):
        axes.axvline(days / WEEK + 0.5, color=INK, lw=0.8, ls=":", label=_("recommended warm-up"))
    axes.set_xlim(0.5, len(week) + 0.5)
    axes.set_ylim(bottom=0)
    axes.yaxis.grid(visible=True)
    number_axis(axes.yaxis, ticks=5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _arms(gap: Gap) -> tuple[float, float]:
    """Return how far the interval reaches down and up from what is not lacking."""
    low, high = gap.lacking.low, gap.lacking.high
    if low is None or high is None:
        return np.nan, np.nan
    return high - gap.lacking.mean, gap.lacking.mean - low
