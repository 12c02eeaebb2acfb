"""On which days what is filed online comes: on an open day, or on the closed days before it.

In: a scenario's calendar, and its weights of months and weekdays. Out: `FilingDays`, which say for
each day around the run which open day its online filings go with, and their share of that day's.
How many are filed is not known here, and nothing is drawn.

Who files online need not wait for Monday: of what is filed online for a Monday, some comes on the
Saturday and the Sunday before. So a closed day has no filings of its own but takes some of those of
the open day after it, and the number of an open day is the same whatever the way in.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import NONE
from simulator.scenario import Scenario
from simulator.scenario.calendars import DatedCalendar, build_year, expand_week
from simulator.scenario.vocabulary import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class FilingDays:
    """The days of the calendar years of a run, and of the years before and after them.

    A *place* is a day's index here. Shapes (days,).
    """

    years: tuple[DatedCalendar, ...]
    """The Center's calendar, year by year."""
    run: slice
    """Places of the days of the run."""
    ordinal: NDArray[np.int64]
    """Proleptic Gregorian ordinal of each day."""
    weight: NDArray[np.float64]
    """Relative weight of each day, by its month and weekday."""
    open_day: NDArray[np.int64]
    """Place of the open day that each day goes with: itself, or the next one of some weight; `NONE`
    where none follows."""
    share: NDArray[np.float64]
    """Share of the online filings of that open day that come on the day."""
    gathered: NDArray[np.float64]
    """Ordinal of that open day, and the share of its filings that have come at the day's end; it
    rises from day to day."""

    def choose(
        self, open_day: NDArray[np.int64], uniform: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """Return the days on which filings come, from the open days that they go with.

        All are places, shapes (filings,). Date and uniform alone decide on the date.
        """
        day = np.searchsorted(self.gathered, self.ordinal[open_day] + uniform, side="right")
        return np.minimum(day, open_day)  # rounding may reach the next open day


def filing_days(scenario: Scenario) -> FilingDays:
    """Lay out the days on which the filings of a scenario come."""
    period = scenario.period
    first_year, last_year = period.first_day.year, period.to.year
    years = [build_year(scenario.calendar, year) for year in range(first_year - 1, last_year + 2)]
    n_days = sum(year.n_days for year in years)
    ordinal = years[0].first_day.toordinal() + np.arange(n_days)
    is_open = np.concatenate([year.is_open_day for year in years])
    weight = _weights(scenario, ordinal, is_open)

    of_weight = np.flatnonzero(is_open & (weight > 0))
    open_day = np.append(of_weight, NONE)[np.searchsorted(of_weight, np.arange(n_days))]
    share, gathered = np.ones(n_days), ordinal.astype(np.float64) + 1
    for before, day in zip(np.append(NONE, of_weight), of_weight, strict=False):
        if day - before > 1:
            own = slice(before + 1, day + 1)
            summed = np.cumsum(weight[own])  # of these days alone, whatever the run
            share[own] = weight[own] / summed[-1]
            gathered[own] = ordinal[day] + summed / summed[-1]
    start = period.first_day.toordinal() - int(ordinal[0])
    run_days = period.warm_up_days + period.days
    return FilingDays(
        years=tuple(years),
        run=slice(start, start + run_days),
        ordinal=ordinal,
        weight=weight,
        open_day=open_day,
        share=share,
        gathered=gathered,
    )


def _weights(
    scenario: Scenario, ordinal: NDArray[np.int64], is_open: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Relative weight of each day by its month and weekday; closed days weigh by their own rule."""
    demand, week = scenario.demand, expand_week(scenario.calendar.hours)
    opened = np.array([demand.weekday_weight(day) for day in WEEKDAYS])
    closed = np.array(
        [
            demand.closed_weight(day, is_always_closed=not spans)
            for day, spans in zip(WEEKDAYS, week, strict=True)
        ]
    )
    weekday = (ordinal - 1) % len(WEEKDAYS)  # ordinal 1 was a Monday
    epoch = np.datetime64("0000-12-31")  # ordinal 1 is the day after it
    month = (epoch + ordinal.astype("timedelta64[D]")).astype("datetime64[M]").astype(
        np.int64
    ) % len(MONTHS)
    of_month = np.array([demand.months[name] for name in MONTHS])
    return np.asarray(of_month[month] * np.where(is_open, opened[weekday], closed[weekday]))
