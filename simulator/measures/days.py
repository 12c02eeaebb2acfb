"""Days of the run: their weekdays, which of the period are open or worked, how many lie between.

In: the `Timetable` of a workload. Out: day numbers, counted from 0 on the first day simulated. It
knows nothing of dates.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY, HOUR, Timetable, Workload
from simulator.scenario.vocabulary import WEEKDAYS

HOURS = DAY // HOUR
HOURS_OF_WEEK = len(WEEKDAYS) * HOURS


def run_days(workload: Workload) -> int:
    """Count the days of the run, one that the horizon cuts short included."""
    return -(-workload.horizon // DAY)


def open_days(workload: Workload) -> NDArray[np.int64]:
    """Return the days of the period on which the doors open."""
    return _days_of_period(workload, workload.time.next_open_day)


def working_days(workload: Workload) -> NDArray[np.int64]:
    """Return the working days of the period."""
    return _days_of_period(workload, workload.time.next_working_day)


def weekday_of(time: Timetable, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the weekday of each day, 0 for Monday."""
    return (days + time.first_weekday) % len(WEEKDAYS)


def hour_of_week(time: Timetable, moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the hour of the week in which each moment lies, 0 for the first of Monday."""
    hours = moments // HOUR + time.first_weekday * HOURS
    return hours - hours // HOURS_OF_WEEK * HOURS_OF_WEEK  # NumPy takes remainders slowly


def working_days_between(
    time: Timetable, earlier: NDArray[np.int64], later: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count the working days after one day, up to and with another, for each pair of days."""
    following = time.next_working_day[:-1]
    up_to: NDArray[np.int64] = np.cumsum(following == np.arange(len(following)), dtype=np.int64)
    between: NDArray[np.int64] = up_to[later] - up_to[earlier]
    return between


def _days_of_period(workload: Workload, following: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the days of the period that follow themselves: those of a kind."""
    days = np.arange(workload.period_start // DAY, run_days(workload))  # starts at midnight (R14)
    chosen: NDArray[np.int64] = days[following[days] == days]
    return chosen
