"""The explorer of a sweep: what each design point came to, to be moved through on a page.

In: a `Sweep`. Out: `Sliders` over what the plan varies, with what the tables say of every point.
How they are moved is not known here.
"""

from simulator.language import _
from simulator.reports.document import Slider, Sliders, text_of
from simulator.reports.sweep.charts import measures_of
from simulator.reports.sweep.tables import point_heads, point_row
from simulator.reports.sweep.telling import axis_title, value_text
from simulator.studies.sweep.levels import CASE, value, values
from simulator.studies.sweep.reading import Sweep
from simulator.studies.sweep.summary import answer

MOST_EXPLORED = 5000
"""Design points of which a page carries the numbers: some 200 bytes each."""


def explorer(sweep: Sweep) -> Sliders | None:
    """Return what moves through the points; None where there is nothing to move, or too much."""
    axes = (*sweep.axes, *([CASE] if sweep.cases else []))  # As the points are numbered.
    varied = [axis for axis in axes if len(values(sweep, axis)) > 1]
    if not varied or len(sweep.points) > MOST_EXPLORED:
        return None
    start = answer(sweep).cheapest or sweep.points[0]
    measures = measures_of(sweep)
    return Sliders(
        _("What this plan comes to"),
        [
            Slider(
                axis_title(sweep, axis),
                [value_text(axis, one) for one in values(sweep, axis)],
                values(sweep, axis).index(value(start, axis)),
            )
            for axis in varied
        ],
        point_heads(sweep, measures),
        [
            [text_of(cell).text for cell in point_row(sweep, point, measures)]
            for point in sweep.points
        ],
    )
