"""The picture of a validation: what was predicted of each queue-day, over what was seen.

In: a `Judgement`. Out: a `Chart`. It finds nothing out.
"""

import numpy as np
from matplotlib.axes import Axes

from simulator.language import _
from simulator.reports.charts.drawing import DASHED, DOT, LOOKS, Drawing
from simulator.reports.charts.layouts import standing
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import listed
from simulator.reports.figures import COUNT, MINUTES, RATIO, number
from simulator.reports.validation.words import PREDICTORS
from simulator.studies.validation.judging import MODEL, Judgement
from simulator.studies.validation.yardsticks import MEDIAN

TICKS = (0, 2, 5, 10, 20, 30, 60, 120, 240, 480)
"""Minutes that are written at the axes."""

HEIGHT = 240.0

LOOK_OF = {
    MEDIAN: LOOKS[1] | {"linestyle": "none", "markersize": 3.5, "alpha": 0.5},
    MODEL: DOT | {"markersize": 3.5},
}


def predicted_and_seen(of: Judgement) -> Chart:
    """Draw the mean wait of each queue-day; on the line, it is what was predicted."""
    seen = of.days.seen[0, of.judged]
    drawn = {name: of.predicted[name][0, of.judged] for name in LOOK_OF if name in of.predicted}
    most = max(float(each.max()) for each in (seen, *drawn.values()))

    def draw(axes: Axes) -> None:
        for name, predicted in drawn.items():
            label, look = _(PREDICTORS[name]), LOOK_OF[name]
            axes.plot(np.log1p(seen), np.log1p(predicted), label=label, **look)
        ticks = [minutes for minutes in TICKS if minutes <= most] or [0]
        places, labels = np.log1p(ticks), [number(each, COUNT) for each in ticks]
        axes.set_xticks(places, labels)
        axes.set_yticks(places, labels)
        end = float(np.log1p(1.1 * most + 1))
        axes.plot((0, end), (0, end), **DASHED)
        axes.set(
            xlim=(-0.1, end),
            ylim=(-0.1, end),
            xlabel=_("mean wait of the queue-day in the log, minutes"),
            ylabel=_("mean wait predicted, minutes"),
        )

    return chart(
        Drawing(
            "predicted_and_seen",
            _("Predicted and seen: on the line they are the same"),
            lambda: standing([draw], HEIGHT),
            listed(
                (
                    _(PREDICTORS[name]),
                    _("error {error}, correlation {correlation}").format(
                        error=number(of.scores[name][0].error, MINUTES),
                        correlation=number(of.scores[name][0].correlation, RATIO),
                    ),
                )
                for name in drawn
            ),
        )
    )
