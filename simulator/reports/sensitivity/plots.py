"""Plots of a sensitivity analysis, on Axes of the caller.

In: a `Sensitivity` and Axes. Out: the same Axes, drawn on. What the plots show is not known here.
"""

from matplotlib.axes import Axes

from simulator.reports.charts.telling import MOST_ROWS
from simulator.reports.sensitivity.charts import tornado_rows
from simulator.reports.sensitivity.telling import SensitivityWords
from simulator.scenario.near_matches import near_match
from simulator.studies.sensitivity import Sensitivity

_APART = 0.18  # Rows from the middle of its row that a bar stands.


def plot_tornado(ax: Axes, found: Sensitivity, measure: str, *, most: int = MOST_ROWS) -> Axes:
    """Draw what each assumption does to an answer, with intervals that hold together with 95 %.

    Parameters
    ----------
    ax
        Where to draw.
    found
        The analysis.
    measure
        Full name of a measure that was asked for; changes of shares are drawn in percentage points.
    most
        Assumptions that are drawn, those that do most.

    Returns
    -------
    Axes
        The same.

    Raises
    ------
    KeyError
        If it was not asked for; the message gives a near match.
    """
    by_name = {str(each.measure): each for each in found.tornadoes}
    if measure not in by_name:
        raise KeyError(f"the analysis is not of {measure!r}{near_match(measure, by_name)}")
    of = by_name[measure]
    shown = [bar for bar in of.bars if bar.reach][:most]
    tornado_rows(SensitivityWords(found), of, shown, apart=_APART).on(ax)
    ax.legend(frameon=False)
    return ax
