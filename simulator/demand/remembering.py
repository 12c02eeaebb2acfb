"""Memory from day to day: how far back the past matters, and which days those are.

In: the share of a day's state that the next day keeps, and a calendar. Out: a number of days, and
the days themselves. A state is followed up from a fixed number of days before each day, so that it
depends on the date and not on the day on which a run begins. What is remembered is not known here.
"""

from datetime import date
from math import ceil, log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.calendars import build_year
from simulator.scenario.model_time import Calendar

FORGOTTEN = 1e-9
"""Share of a day's state that makes no difference any more."""

MOST_YEARS = 100
"""Calendar years that are looked through for earlier days: some calendars have next to none."""


def reach(kept: float) -> int:
    """Return after how many days a state is forgotten of which each keeps a share, less than 1."""
    return ceil(log(FORGOTTEN) / log(kept)) if kept else 0


def days_with_past(
    spec: Calendar,
    first: int,
    last: int,
    past: int,
    kind: Literal["is_open_day", "is_working_day"],
) -> NDArray[np.int64]:
    """Return the days of a kind from one day to another, and the `past` ones before them.

    Parameters
    ----------
    spec
        The calendar that says which days are of the kind.
    first, last
        Proleptic Gregorian ordinals of the two days, both included.
    past
        How many of the kind before the first are wanted; fewer where the calendar has no more.
    kind
        What the calendar says of the days.

    Returns
    -------
    NDArray[int64]
        Their ordinals, ascending.
    """
    found = np.empty(0, np.int64)
    oldest, newest = (date.fromordinal(day).year for day in (first, last))
    for number in range(newest, oldest - MOST_YEARS, -1):
        if number < oldest and np.count_nonzero(found < first) >= past:
            break
        year = build_year(spec, number)
        ordinals = year.first_day.toordinal() + np.flatnonzero(getattr(year, kind))
        found = np.concatenate([ordinals[ordinals <= last], found])
    return found[max(np.count_nonzero(found < first) - past, 0) :]
