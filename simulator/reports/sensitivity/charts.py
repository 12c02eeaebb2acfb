"""The tornado: what each assumption does to an answer, drawn to the left and right of no change.

In: a `Tornado`, and the words for it. Out: a `Chart`, whose title names what does most.
"""

from collections.abc import Sequence

from simulator.language import _
from simulator.measures import Estimate, Method
from simulator.reports.charts.drawing import BLUE, ORANGE, STRONG, Drawing
from simulator.reports.charts.layouts import Rows
from simulator.reports.charts.marks import Bars, Intervals, Rule
from simulator.reports.charts.svg import Chart, chart
from simulator.reports.charts.telling import MOST_ROWS, left_out, listed, notes
from simulator.reports.comparison.charts import scaled, unit_text
from simulator.reports.figures import difference_unit, number
from simulator.reports.sensitivity.telling import SensitivityWords
from simulator.studies.sensitivity import Bar, Tornado

_PART, _APART = 0.5, 3.6  # Of a bar's thickness, and points from the middle of its row.
_MARGIN = 1.1


def tornado_chart(told: SensitivityWords, of: Tornado, *, key: str) -> Chart | None:
    """Draw what each assumption does to an answer; None where none does anything.

    Parameters
    ----------
    told
        The words.
    of
        The effects.
    key
        Name of the figure on the page.
    """
    found = [bar for bar in of.bars if bar.reach]
    if not found:
        return None
    shown = found[:MOST_ROWS]
    rows = tornado_rows(told, of, shown, apart=_APART)
    return chart(
        Drawing(
            key,
            _("{measure}: {assumption} decides most").format(
                measure=told.measure(of.measure), assumption=rows.labels[0]
            ),
            rows.figure,
            listed(
                (label, _changes(bar, of)) for label, bar in zip(rows.labels, shown, strict=True)
            ),
            notes(
                _("Each assumption is as little, and as much, as it may be; all others stay."),
                _("Thin lines are intervals that hold together with 95 %."),
                left_out(found),
            ),
        )
    )


def tornado_rows(
    told: SensitivityWords, of: Tornado, shown: Sequence[Bar], *, apart: float
) -> Rows:
    """Return some assumptions with what they do to an answer.

    Parameters
    ----------
    told
        The words.
    of
        The effects.
    shown
        The assumptions.
    apart
        How far each of the two bars of an assumption stands from its place.
    """
    quantity = of.measure.entry.quantity
    ends = [[scaled(_estimate(bar, at), quantity.scale) for bar in shown] for at in (-1.0, 1.0)]
    reach = [0.0, *(end for of_end in ends for one in of_end for end in _reach(one))]
    return Rows(
        [told.assumption(bar.assumption.name) for bar in shown],
        _("change, in {unit}").format(unit=unit_text(quantity)),
        [
            Bars([one.mean for one in ends[0]], BLUE, _("less"), 0.0, _PART, -apart),
            Bars([one.mean for one in ends[1]], ORANGE, _("more"), 0.0, _PART, apart),
            Intervals(ends[0], -apart),
            Intervals(ends[1], apart),
            Rule(0, STRONG),
        ],
        limits=(_MARGIN * min(reach), _MARGIN * max(reach)),
    )


def _estimate(bar: Bar, position: float) -> Estimate:
    """Return what a move does; nothing where there is no such move."""
    effect = bar.effect(position)
    if effect is None:
        return Estimate(0.0, None, None, 0, Method.NONE)
    return effect.estimate or Estimate(effect.value, None, None, 1, Method.NONE)


def _reach(one: Estimate) -> tuple[float, float]:
    return (one.mean if one.low is None else one.low, one.mean if one.high is None else one.high)


def _changes(bar: Bar, of: Tornado) -> str:
    unit = difference_unit(of.measure.entry.quantity)
    return " / ".join(number(effect.value, unit) for effect in bar.effects)
