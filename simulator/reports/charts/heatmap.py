"""Heat map: the mean wait in each hour of each weekday, the longer the darker.

In: a `Result`. Out: a drawing, None where nobody came. Every cell has its number: colour alone
tells nobody a wait.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from numpy.typing import NDArray

from simulator.language import _, ngettext
from simulator.reports.charts.drawing import Drawing
from simulator.reports.charts.layouts import table
from simulator.reports.charts.telling import (
    RARE,
    clock,
    door_note,
    from_to,
    listed,
    notes,
    over,
    queueing,
    title_of_waits,
)
from simulator.reports.figures import ABSENT, COUNT, MINUTES, Unit, number, weekday
from simulator.reports.norms import MEAN_WAIT
from simulator.reports.ranking import not_lower_for_certain
from simulator.results.result import Result, divided
from simulator.scenario.clocks import SECONDS_PER_MINUTE

_MINUTE_PART = 0.1  # Where no wait is longer, all cells are light.
_NORM = min(MEAN_WAIT)
_DARK = 0.179  # Relative luminance below which white is easier to read than black (WCAG 2).


def waits_heatmap(result: Result) -> Drawing | None:
    """Write the mean wait of each hour of each weekday into a table, the longer the darker."""
    tickets = over(result, lambda one: one.tickets)
    if not tickets.any():
        return None
    by_replication = divided(over(result, lambda one: one.waited), tickets * SECONDS_PER_MINUTE)
    some = tickets.sum(axis=0) > 0
    hours, days = (np.flatnonzero(some.any(axis=axis)) for axis in (0, 1))
    waits = np.full(some.shape, np.nan)
    waits[some] = np.nanmean(by_replication[:, some], axis=0)
    title, longest = _title(result, tickets)
    shown = waits[np.ix_(days, hours)].T
    minutes = Unit("", decimals=0 if np.nanmax(shown) >= _NORM else 1)
    times = [clock(60 * int(hour)) for hour in hours]
    texts = [[number(float(wait), minutes) for wait in row] for row in shown]
    axes = table(
        times,
        [weekday(int(day), short=True) for day in days],
        _("mean wait in minutes, by hour of arrival and weekday"),
    )
    _fill(axes, shown, texts)
    by_day = (
        (weekday(int(day)), ", ".join(map(" ".join, zip(times, of_day, strict=True))))
        for day, of_day in zip(days, zip(*texts, strict=True), strict=True)
    )
    return Drawing(
        "waits_heatmap",
        title_of_waits(title, longest),
        axes,
        _("Mean minutes by hour of arrival. {days}").format(days=listed(by_day)),
        notes(
            _("Waits of more than {norm} min are in bold; “{nobody}”: nobody comes.").format(
                norm=number(_NORM, COUNT), nobody=ABSENT
            ),
            door_note(result),
        ),
    )


def _title(result: Result, tickets: NDArray[np.float64]) -> tuple[str, float]:
    """Name the hour of the week in which citizens queue longest, and how long that is.

    Where chance may have put others below it, it is said of how many, and how long they are.
    """
    queued, often = queueing(result), tickets.sum(axis=0) >= RARE * tickets.sum()
    cells = {(int(day), int(hour)): queued[:, day, hour] for day, hour in np.argwhere(often)}
    (day, hour), *alike = not_lower_for_certain(cells)
    longest = float(np.nanmean(cells[day, hour]))
    title = _("The longest waits: {weekday} between {start} and {end}, {wait} on average")
    if alike:
        title = ngettext(
            "The longest waits: {weekday} between {start} and {end}, {wait} on average; chance may "
            "hide as long a wait in {n} more hour of the week: {next}",
            "The longest waits: {weekday} between {start} and {end}, {wait} on average; chance may "
            "hide as long a wait in {n} more hours of the week, the next of them {next}",
            len(alike),
        )
    following = alike[0] if alike else (day, hour)
    told = title.format(
        weekday=weekday(day),
        **from_to(hour),
        wait=number(longest, MINUTES),
        n=len(alike),
        next=_("{weekday} at {start} with {wait}").format(
            weekday=weekday(following[0]),
            start=clock(60 * following[1]),
            wait=number(float(np.nanmean(cells[following])), MINUTES),
        ),
    )
    return told, longest


def _fill(axes: Axes, waits: NDArray[np.float64], texts: Sequence[Sequence[str]]) -> None:
    """Colour the cells and write into them."""
    rows, columns = waits.shape
    depth = np.nan_to_num(waits) / max(float(np.nanmax(waits)), _MINUTE_PART)
    colours = np.where(np.isnan(waits)[..., None], 1.0, colormaps["cividis_r"](depth))
    axes.pcolormesh(
        np.arange(columns + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        colours,
        edgecolors="white",
        linewidth=1.0,
    )
    for row, column in np.ndindex(rows, columns):
        axes.figure.text(
            column,
            row,
            texts[row][column],
            transform=axes.transData,
            ha="center",
            va="center",
            color="white" if _luminance(colours[row, column]) < _DARK else "black",
            weight="bold" if waits[row, column] > _NORM else "normal",
        )


def _luminance(colour: NDArray[np.float64]) -> float:
    """Return the relative luminance of a colour of sRGB (WCAG 2), to a hundredth."""
    return float(colour[:3] ** 2.2 @ (0.2126, 0.7152, 0.0722))
