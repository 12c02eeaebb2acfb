"""How many visits and filings are expected on each day.

In: a scenario's volumes, growth, `scale_to`, months and weekdays. Out: expected numbers by
procedure, way in and day, before the day factor and chance. Nothing is drawn here.

A volume of a calendar year is shared out over its days by relative weights, so that months and
weekdays move it within the year and leave its sum. Visits and post come on the open days of the
Center, online filings on any day.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import HOUR, Channel
from simulator.language import _
from simulator.scenario import Scenario
from simulator.scenario.calendars import Calendar, build_calendar, build_year
from simulator.scenario.model_demand import Demand
from simulator.scenario.quantities import Rate
from simulator.scenario.repeats import visits_a_dossier
from simulator.scenario.vocabulary import MONTHS, WEEKDAYS


def expected_numbers(scenario: Scenario) -> NDArray[np.float64]:
    """Expected numbers of visits (counter), online and posted dossiers.

    Visits bring bundles, so there are fewer of them than dossiers. Enquiries are visits.

    Returns
    -------
    Array of shape (streams, channels, days of the run): a stream is a procedure, and after these
    come the fields of the enquiries; channels as in `Channel`.
    """
    demand, period = scenario.demand, scenario.period
    expected = _without_surges(scenario, demand.growth * scale_factor(scenario))
    fields = [procedure.field for procedure in scenario.procedures.values()]
    fields += demand.enquiries.fields if demand.enquiries else ()
    return expected * _surges(demand, period.first_day, expected.shape[2], fields)[:, None, :]


def scale_factor(scenario: Scenario) -> float:
    """What `scale_to` multiplies the volumes and the enquiries by; 1 without it.

    Raises
    ------
    ValueError
        If the period has no working day, or nothing comes in it that could be scaled.
    """
    target = scenario.demand.scale_to
    if target is None:
        return 1.0
    period = scenario.period
    office = build_calendar(scenario.calendar, period.from_, period.days)
    meant = target.rate.amount * np.count_nonzero(office.is_working_day)
    expected = _without_surges(scenario, 1.0)[:, :, period.warm_up_days :].sum(axis=2)
    visits, dossiers = visits_and_dossiers(scenario, expected)
    there = (visits if target.visits else dossiers).sum()
    if not (meant and there):
        message = _("demand.scale_to: nothing comes on a working day of the period to be scaled")
        raise ValueError(message)
    return float(meant / there)


def visits_and_dossiers(
    scenario: Scenario, expected: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the visits that expected numbers cause, and the dossiers that they bring.

    Parameters
    ----------
    scenario
        A resolved scenario.
    expected
        Numbers of visits (counter), online and posted dossiers. Shape (streams, channels, …).

    Returns
    -------
    Visits, with those for missing papers, supplements and collections, and dossiers. Shapes
    (streams, …).
    """
    procedures = scenario.procedures.values()
    brought = np.zeros(expected.shape[:2])
    brought[: len(procedures)] = 1.0
    brought[: len(procedures), Channel.COUNTER] = [each.mean_bundle for each in procedures]
    caused = np.zeros(expected.shape[:2])
    caused[len(procedures) :, Channel.COUNTER] = 1.0  # enquiries
    caused[: len(procedures)] = [visits_a_dossier(scenario, each) for each in procedures]
    caused[: len(procedures)] *= brought[: len(procedures)]
    return (
        np.einsum("sc,sc...->s...", caused, expected),
        np.einsum("sc,sc...->s...", brought, expected),
    )


def _without_surges(scenario: Scenario, factor: float) -> NDArray[np.float64]:
    """Expected numbers of all volumes times a factor, as `expected_numbers` returns them."""
    period = scenario.period
    first_year, last_year = period.first_day.year, period.to.year
    years = [_year(scenario, year, factor) for year in range(first_year, last_year + 1)]
    expected = np.concatenate(years, axis=2)
    skipped = (period.first_day - date(first_year, 1, 1)).days
    run_days = (period.to - period.first_day).days + 1
    return expected[:, :, skipped : skipped + run_days]


def _year(scenario: Scenario, year: int, factor: float) -> NDArray[np.float64]:
    """Expected numbers on each day of one calendar year, of all volumes times a factor."""
    office = build_year(scenario.calendar, year)
    first, n_days = office.first_day, office.n_days
    weight = _day_weights(scenario.demand, first, n_days)
    open_seconds = np.diff(office.open_times.seconds_before(np.arange(n_days + 1) * 86_400))
    asked = scenario.demand.enquiries
    asked_fields = asked.fields if asked else {}
    expected = np.zeros((len(scenario.procedures) + len(asked_fields), len(Channel), n_days))

    def of_year(volume: Rate) -> float:
        return _of_a_year(volume, office, open_seconds) * factor

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
    return expected


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
