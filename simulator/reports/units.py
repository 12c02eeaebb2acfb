"""Units: how differences and half-widths of the measures are written.

In: an entry of the catalogue. Out: its `Unit`; of shares, percentage points. What the number is
about is not known here.
"""

from simulator.language import N_
from simulator.measures import Measure
from simulator.reports.figures import COUNT, HOURS, MINUTES, OPEN_HOURS, RATIO, Unit

PERCENTAGE_POINTS = Unit(N_(" percentage points"), scale=100.0)
"""The unit of differences of shares."""

DOSSIERS, VISITS = Unit(N_(" dossiers"), decimals=0), Unit(N_(" visits"), decimals=0)

_UNITS = {
    "min": MINUTES,
    "open h": OPEN_HOURS,
    "h": HOURS,
    "share": PERCENTAGE_POINTS,
    "dossiers": DOSSIERS,
    "visits": VISITS,
    "jobs": COUNT,
    "visits per dossier": RATIO,
    "per working day": RATIO,
}


def difference_unit(measure: Measure) -> Unit:
    """Return the unit in which differences and half-widths of a measure are written."""
    return _UNITS[measure.unit]
