"""The picture of `onestop check --warm-up`: both curves by open day, and where they are cut.

In: a `WarmUp`. Out: an SVG or PNG. It finds nothing out.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from simulator.language import N_, _
from simulator.reports.charts.drawing import INK, number_axis, style
from simulator.reports.figures import month
from simulator.studies.warm_up import Followed, Series, WarmUp
from simulator.studies.warm_up_page import BEGAN_EARLIER, BEGAN_EMPTY, settled_text

FORMATS = ("svg", "png")
"""Endings of the file that can be written."""

_INCHES, _PANEL, _DOTS = 7.5, 2.6, 150  # Width, height of a panel, dots an inch of a PNG.
_EMPTY, _FILLED = "#D55E00", "#0072B2"  # Okabe and Ito

_TITLES: Mapping[Followed, str] = {
    Followed.IN_PROCESS: N_("Dossiers in process at the end of the day: {settled}"),
    Followed.WAIT: N_("Mean wait of the day, minutes: {settled}"),
}


def warm_up_picture(found: WarmUp, kind: str) -> bytes:
    """Draw how a Center fills.

    Parameters
    ----------
    found
        What the pilot replications have shown.
    kind
        One of `FORMATS`.
    """
    with style():
        panels = max(len(found.series), 1)
        figure = Figure((_INCHES, _PANEL * panels), layout="constrained", facecolor="white")
        all_axes = figure.subplots(panels, squeeze=False)[:, 0]
        for axes, series in zip(all_axes, found.series, strict=False):
            _draw(axes, series, found.first_day)
        written = BytesIO()
        # Without the date the same curves give the same bytes.
        nothing = dict.fromkeys(("Date", "Creator") if kind == "svg" else ("Software",))
        figure.savefig(written, format=kind, dpi=_DOTS, metadata=nothing)
    return written.getvalue()


def _draw(axes: Axes, series: Series, first_day: date) -> None:
    title = _(_TITLES[series.followed]).format(settled=settled_text(series))
    axes.set_title(title, loc="left", pad=22, fontsize="medium")
    axes.plot(series.day, series.filled, color=_FILLED, ls="--", lw=1, label=_(BEGAN_EARLIER))
    axes.plot(series.day, series.empty, color=_EMPTY, lw=1.5, label=_(BEGAN_EMPTY))
    if series.has_settled and series.warm_up_days:
        axes.axvline(series.warm_up_days, color=INK, lw=0.8, ls=":")
    axes.set_xlim(0, float(series.day[-1]))
    axes.set_ylim(bottom=0)
    axes.yaxis.grid(visible=True)
    number_axis(axes.yaxis, ticks=5)
    months = _months(first_day, int(series.day[-1]))
    axes.set_xticks(months)
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda place, _position: month(first_day + timedelta(days=float(place))))
    )
    axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0)


def _months(first_day: date, last: int) -> list[int]:
    """Return the days that are the first of a month, five at most."""
    days = [first_day + timedelta(days=n) for n in range(last + 1)]
    firsts = [n for n, one in enumerate(days) if one.day == 1]
    return firsts[:: int(np.ceil(len(firsts) / 5)) or 1]
