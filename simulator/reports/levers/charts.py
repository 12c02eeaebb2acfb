"""Charts of levers: what each gains of the wait, and of what is on time.

In: `Levers`, and the words for them. Out: `Chart`s, whose titles name the lever that does most.
"""

from simulator.language import _
from simulator.measures import MeasureKey
from simulator.reports.charts.drawing import Drawing
from simulator.reports.charts.layouts import Rows
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import MOST_ROWS, left_out, listed, notes
from simulator.reports.comparison.charts import (
    difference_marks,
    limits_around,
    scaled,
    unit_text,
)
from simulator.reports.comparison.telling import signed_mean
from simulator.reports.differences import difference_text
from simulator.reports.labels import LONGEST, shortened
from simulator.reports.levers.telling import Telling
from simulator.studies.levers import LEADING
from simulator.studies.paired import Difference


def lever_charts(telling: Telling) -> list[Chart]:
    """Draw what levers gain, a figure for each measure that any of them betters.

    Parameters
    ----------
    telling
        What is said of them.
    """
    drawn = ((key, _gaining(telling, key)) for key in LEADING)
    return [_chart(telling, key, found) for key, found in drawn if found]


def _gaining(telling: Telling, key: MeasureKey) -> dict[str, Difference]:
    """Return the gains that are seen, by lever, the largest first."""
    found = [
        (telling.name(each), each.gains[key])
        for each in telling.levers.pulled
        if each.gains[key] in each.gained
    ]
    return dict(sorted(found, key=lambda pair: -abs(pair[1].estimate.mean)))


def _chart(telling: Telling, key: MeasureKey, found: dict[str, Difference]) -> Chart:
    shown, quantity = dict(list(found.items())[:MOST_ROWS]), key.entry.quantity
    drawn = [scaled(each.estimate, quantity.scale) for each in shown.values()]
    verdicts = [difference_text(key.entry, each.estimate) for each in shown.values()]
    return chart(
        Drawing(
            f"levers_{key.measure}",
            _("{measure}: {verdict}").format(
                measure=telling.names.measure(key),
                verdict=_("{lever} ({verdict})").format(
                    lever=next(iter(shown)), verdict=verdicts[0]
                ),
            ),
            Rows(
                [shortened(name, LONGEST) for name in shown],
                _("difference, in {unit}").format(unit=unit_text(quantity)),
                difference_marks(list(shown.values())),
                {_("mean"): [signed_mean(each) for each in shown.values()]},
                limits=limits_around(drawn, least=10.0**-quantity.decimals),
            ).figure,
            listed(zip(shown, verdicts, strict=True)),
            notes(_("Thin lines are intervals that hold together with 95 %."), left_out(found)),
        )
    )
