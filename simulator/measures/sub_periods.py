"""Sub-periods: the calendar quarters and years of the reported period, and form II.06a of each.

In: the `Ledger` of the period and the date of the first day simulated. Out: names, seconds and
filled forms, each as it would have been filled in when its quarter or year ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, Workload
from simulator.measures.clock import Clocks
from simulator.measures.form import Form, form_of
from simulator.measures.ledger import Ledger

MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class SubPeriod:
    """A calendar quarter or year, clipped to the period."""

    name: str
    """`2021-Q1` or `2021`."""
    start: int
    """First second."""
    end: int
    """Second after the last."""


def calendar_years(
    first_day: date, start: int, end: int
) -> Iterator[tuple[SubPeriod, list[SubPeriod]]]:
    """Yield each calendar year that a period touches, with its quarters that it touches.

    Parameters
    ----------
    first_day
        The day on which second 0 lies.
    start, end
        The period is [start, end), in seconds, a second at least.

    Examples
    --------
    >>> for year, quarters in calendar_years(date(2021, 10, 1), 91 * DAY, 100 * DAY):
    ...     print(year.name, [quarter.name for quarter in quarters])
    2021 ['2021-Q4']
    2022 ['2022-Q1']
    """

    def clipped(name: str, first: date, after: date) -> SubPeriod:
        return SubPeriod(
            name,
            max((first - first_day).days * DAY, start),
            min((after - first_day).days * DAY, end),
        )

    first, last = (first_day + timedelta(seconds=moment) for moment in (start, end - 1))
    for year in range(first.year, last.year + 1):
        starts = [date(year, month, 1) for month in range(1, 13, MONTHS_OF_QUARTER)]
        starts.append(date(year + 1, 1, 1))
        quarters = [
            clipped(f"{year}-Q{number}", quarter, following)
            for number, (quarter, following) in enumerate(pairwise(starts), start=1)
        ]
        yield (
            clipped(f"{year}", starts[0], starts[-1]),
            [quarter for quarter in quarters if quarter.start < quarter.end],
        )


def forms_of(
    workload: Workload, ledger: Ledger, clocks: Clocks, first_day: date
) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]:
    """Fill in form II.06a for each sub-period, the quarters of a year before the year.

    Returns
    -------
    names, cells, own
        Names of the sub-periods, the cells of their forms, and those of what the Center's own
        authorities decide. Shapes (sub-periods, fields + 1, 11).
    """
    names: list[str] = []
    forms: list[Form] = []
    for year, quarters in calendar_years(first_day, workload.period_start, workload.horizon):
        of_year = ledger.between(year.start, year.end, clocks)
        ledgers = [of_year.between(part.start, part.end, clocks) for part in quarters]
        names += [part.name for part in (*quarters, year)]
        forms += [form_of(each, workload.fields) for each in (*ledgers, of_year)]
    cells, own = (np.stack(list(map(attrgetter(of), forms))) for of in ("cells", "own"))
    return tuple(names), cells, own
