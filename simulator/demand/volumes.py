"""How many visits and filings are expected on each day.

In: a scenario's volumes, growth, months and weekdays. Out: expected numbers by procedure, way in
and day, before the day factor and chance. Nothing is drawn here.

A volume of a calendar year is shared out over its days by relative weights, so that months and
weekdays move it within the year and leave its sum. Visits and post come on the open days of the
Center, online filings on any day.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import HOUR, Channel
from simulator.scenario import Scenario
from simulator.scenario.calendars import Calendar, build_year
from simulator.scenario.model_demand import Demand
from simulator.scenario.quantities import Rate
from simulator.scenario.vocabulary import MONTHS, WEEKDAYS


def expected_numbers(scenario: Scenario) -> NDArray[np.float64]:
    """Expected numbers of visits (counter), online and posted dossiers.

    Visits bring bundles, so there are fewer of them than dossiers. Enquiries are visits.

    Returns
    -------
    Array of shape (streams, channels, days of the run): a stream is a procedure, and after these
    come the fields of the enquiries; channels as in `Channel`.
    """
    period = scenario.period
    first_year, last_year = period.first_day.year, period.to.year
    years = [_year(scenario, year) for year in range(first_year, last_year + 1)]
    expected = np.concatenate(years, axis=2)
    skipped = (period.first_day - date(first_year, 1, 1)).days
    run_days = (period.to - period.first_day).days + 1
    return expected[:, :, skipped : skipped + run_days]


def _year(scenario: Scenario, year: int) -> NDArray[np.float64]:
    """Expected numbers on each day of one calendar year."""
    office = build_year(scenario.calendar, year)
    first, n_days = office.first_day, office.n_days
    weight = _day_weights(scenario.demand, first, n_days)
    open_seconds = np.diff(office.open_times.seconds_before(np.arange(n_days + 1) * 86_400))
    asked = scenario.demand.enquiries
    asked_fields = asked.fields if asked else {}
    expected = np.zeros((len(scenario.procedures) + len(asked_fields), len(Channel), n_days))

    def of_year(volume: Rate) -> float:
        return _of_a_year(volume, office, open_seconds) * scenario.demand.growth

    def on_open_days(volume: Rate) -> NDArray[np.float64]:
        by_hour = volume.per in ("hour", "min")
        share = _shares(weight * (open_seconds if by_hour else office.is_open_day))
        return of_year(volume) * share

    for row, procedure in enumerate(scenario.procedures.values()):
        channels, dossiers = procedure.channels, on_open_days(procedure.volume)
        filed = of_year(procedure.volume) * channels.online
        expected[row, Channel.COUNTER] = dossiers * channels.counter / procedure.mean_bundle
        expected[row, Channel.ONLINE] = filed * _shares(weight)
        expected[row, Channel.POST] = dossiers * channels.post
    if asked:
        for row, share in enumerate(asked_fields.values(), start=len(scenario.procedures)):
            expected[row, Channel.COUNTER] = on_open_days(asked.volume) * share
    fields = [procedure.field for procedure in scenario.procedures.values()] + [*asked_fields]
    return expected * _surges(scenario.demand, first, n_days, fields)[:, None, :]


def _surges(demand: Demand, first: date, n_days: int, fields: list[str]) -> NDArray[np.float64]:
    """Factor of each stream, by its field, on each day; overlapping surges multiply."""
    factor = np.ones((len(fields), n_days))
    for surge in demand.surges:
        start = max((surge.from_ - first).days, 0)
        end = (surge.to - first).days + 1
        hit = [surge.fields is None or field in surge.fields for field in fields]
        if end > start:
            factor[hit, start:end] *= surge.factor
    return factor


def _day_weights(demand: Demand, first: date, n_days: int) -> NDArray[np.float64]:
    """Relative weight of each day from `first` on, by its month and weekday."""
    days = np.datetime64(first) + np.arange(n_days)
    month = days.astype("datetime64[M]").astype(np.int64) % 12
    weekday = (first.weekday() + np.arange(n_days)) % 7
    months = np.array([demand.months[name] for name in MONTHS])
    weekdays = np.array([demand.weekdays[name] for name in WEEKDAYS])
    return np.asarray(months[month] * weekdays[weekday])


def _of_a_year(volume: Rate, office: Calendar, open_seconds: NDArray[np.int64]) -> float:
    """A volume as a number a year; hours and minutes are open ones."""
    times = {
        "year": 1.0,
        "month": 12.0,
        "working day": float(np.count_nonzero(office.is_working_day)),
        "hour": float(open_seconds.sum()) / HOUR,
        "min": float(open_seconds.sum()) / 60,
    }
    return volume.amount * times[volume.per]


def _shares(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights as shares of their sum; zeros where they are all zero."""
    total = weight.sum()
    return weight / total if total > 0 else np.zeros_like(weight)
