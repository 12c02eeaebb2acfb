"""Charts: the figures of the page; the picture of one day, which is wide, stands apart.

In: a `Result`. Out: `Chart`s, each an SVG that stands in HTML as it is, with a title that says
what it shows and a text with its numbers. What has nothing to show is left out. A figure is made
of numbers only; what stands around it is the page's.
"""

from collections.abc import Callable

from simulator.reports.charts.day import draw_day
from simulator.reports.charts.dossiers import (
    dossier_time,
    dossier_time_by_field,
    lateness,
    settled,
    still_open,
)
from simulator.reports.charts.drawing import Drawing
from simulator.reports.charts.lobby import arrivals_capacity, load, queue_day
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.waits import (
    waits_by_field,
    waits_by_hour,
    waits_by_step,
    waits_by_weekday,
    waits_heatmap,
)
from simulator.results.result import Result

__all__ = ["CHARTS", "Chart", "charts", "day_chart", "drawings"]

CHARTS: tuple[Callable[[Result], Drawing | None], ...] = (
    waits_by_step,
    waits_by_field,
    waits_by_hour,
    waits_by_weekday,
    waits_heatmap,
    queue_day,
    arrivals_capacity,
    load,
    dossier_time,
    dossier_time_by_field,
    settled,
    lateness,
    still_open,
)
"""What draws each figure, in the order of the page; its key is the name of the function."""


def day_chart(result: Result) -> Chart | None:
    """Make the picture of the day that a result holds; None where nobody came on it."""
    drawing = draw_day(result)
    return chart(drawing) if drawing else None


def charts(result: Result) -> dict[str, Chart]:
    """Make all figures of a result, by key, in the order of the page.

    Parameters
    ----------
    result
        The run, with its details.
    """
    return {key: chart(drawing) for key, drawing in drawings(result).items()}


def drawings(result: Result) -> dict[str, Drawing]:
    """Return all figures of a result, by key, before they are turned into text."""
    return {drawing.key: drawing for draw in CHARTS if (drawing := draw(result))}
