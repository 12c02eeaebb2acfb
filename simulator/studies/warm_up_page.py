"""The page of `onestop check --warm-up`: how a Center fills, and the warm-up that this asks for.

In: a `WarmUp`. Out: a page for the terminal with two curves of a line each, and data for programs.
It finds nothing out.
"""

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.language import N_, _
from simulator.reports.figures import COUNT, MINUTES, SMALL_COUNT, Unit, counted, day, number
from simulator.studies.warm_up import Followed, Series, WarmUp, batch_means

BARS = "▁▂▃▄▅▆▇█"

COLUMNS = 48
"""Signs of a curve at most."""

TITLES = {
    Followed.IN_PROCESS: N_("Dossiers in process at the end of the day"),
    Followed.WAIT: N_("Mean wait of the day"),
}
BEGAN_EMPTY, BEGAN_EARLIER = N_("began empty"), N_("began a year before")
_UNITS = {Followed.IN_PROCESS: COUNT, Followed.WAIT: MINUTES}


def warm_up_page(found: WarmUp) -> RenderableType:
    """Compose the page.

    Parameters
    ----------
    found
        What the pilot replications have shown.
    """
    return Group(
        Text(_("Warm-up"), style="bold"),
        Padding(
            Text(
                _(
                    "{replications} from {first}, empty, to {last} (seed {seed}), and as many of a "
                    "Center that began a year before; weekly means"
                ).format(
                    replications=counted("{n} replication", "{n} replications", found.replications),
                    first=day(found.first_day),
                    last=day(found.last_day),
                    seed=found.seed,
                ),
                style="dim",
            ),
            (0, 0, 1, 2),
        ),
        *(Padding(_curves(series), (0, 0, 1, 2)) for series in found.series),
        _verdict(found),
    )


def warm_up_data(found: WarmUp) -> dict[str, object]:
    """Return what was found for programs; it is JSON."""
    return {
        "seed": found.seed,
        "replications": found.replications,
        "first_day": found.first_day.isoformat(),
        "days": found.days,
        "scenario_days": found.scenario_days,
        "recommended_days": found.recommended_days,
        "series": {
            series.followed.value: {
                "settled": series.has_settled,
                "warm_up_days": series.warm_up_days,
                "day": series.day.tolist(),
                "began_empty": series.empty.tolist(),
                "began_a_year_before": series.filled.tolist(),
            }
            for series in found.series
        },
    }


def sparkline(values: NDArray[np.float64], highest: float) -> str:
    """Draw values from 0 to the highest as a line of bars, `COLUMNS` at most.

    Examples
    --------
    >>> sparkline(np.array([0.0, 2.0, 4.0, 8.0]), highest=8.0)
    '▁▂▄█'
    """
    means = [float(part.mean()) for part in np.array_split(values, min(len(values), COLUMNS))]
    top = len(BARS) - 1
    return "".join(BARS[int(mean / highest * top) if highest else 0] for mean in means)


def settled_text(series: Series) -> str:
    """Say after how many days a series has settled."""
    if not series.has_settled:
        return _("has not settled")
    if not series.warm_up_days:
        return _("settled from the first day")
    return counted("settled after {n} day", "settled after {n} days", series.warm_up_days)


def _curves(series: Series) -> RenderableType:
    empty, filled = batch_means(series.empty), batch_means(series.filled)
    highest = float(max(empty.max(), filled.max()))
    unit = _UNITS[series.followed]
    top = number(highest, unit if highest > SMALL_COUNT else Unit(unit.sign, decimals=1))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_row(_(BEGAN_EMPTY), sparkline(empty, highest))
    grid.add_row(_(BEGAN_EARLIER), sparkline(filled, highest))
    head = _("{title}: 0 to {top}, {settled}").format(
        title=_(TITLES[series.followed]), top=top, settled=settled_text(series)
    )
    return Group(Text(head), grid)


def _verdict(found: WarmUp) -> RenderableType:
    has = counted("{n} day", "{n} days", found.scenario_days)
    days = found.recommended_days
    if days is None:
        return Text(
            _(
                "! No warm-up can be recommended: the Center that began empty has not become as "
                "full as the other in the first half of the run. Either the run is too short "
                "for MSER-5, or the officers cannot carry the load. The scenario has {has}."
            ).format(has=has),
            style="yellow",
        )
    asked = counted("{n} day", "{n} days", days)
    if found.scenario_days >= days:
        return Text(
            _("✓ Recommended warm-up: {asked}. The scenario has {has}, which is enough.").format(
                asked=asked, has=has
            ),
            style="green",
        )
    return Text(
        _(
            "! Recommended warm-up: {asked}. The scenario has {has}: write {setting} in its period"
        ).format(asked=asked, has=has, setting=f"`warm_up: {days} days`"),
        style="yellow",
    )
