"""How many cases are expected on each day.

In: a scenario's volumes, growth, `scale_to`, months and weekdays. Out: expected numbers by
procedure, way in and day, before the day factor and chance. Nothing is drawn here.

A *case* is what one visit brings: a bundle of dossiers of one procedure, or an enquiry. There are
as many whatever the ways in; which way each comes is its own matter, and by post or online it comes
with all its dossiers at once.

A volume of a calendar year is shared out over its open days by relative weights, so that months and
weekdays move it within the year and leave its sum. Visits and post come on these days, online
filings on them and on the closed days before them (`filing_days`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.demand.filing_days import FilingDays, filing_days
from simulator.demand.workload import DAY, HOUR, NONE, Channel
from simulator.language import _
from simulator.scenario import Scenario
from simulator.scenario.calendars import DatedCalendar, build_calendar
from simulator.scenario.model_demand import Channels, Demand
from simulator.scenario.quantities import Rate
from simulator.scenario.repeats import visits_a_dossier


@dataclass(frozen=True, slots=True)
class ExpectedCases:
    """What is expected on each open day of which something may come in the run.

    A stream is a procedure, and after these come the fields of the enquiries.
    """

    filing: FilingDays
    """Days around the run."""
    place: NDArray[np.int64]
    """Places of the open days among them: those of the run, and the next one where the run ends on
    closed days. Shape (open days,)."""
    number: NDArray[np.float64]
    """Cases by all ways in. Shape (streams, open days)."""
    share: NDArray[np.float64]
    """Share of each way in, as in `Channel`. Shape (streams, channels)."""

    def by_day(self) -> NDArray[np.float64]:
        """Cases by the day on which they come. Shape (streams, channels, days of the run)."""
        filing = self.filing
        open_day = filing.open_day[filing.run]
        column = np.where(open_day == NONE, len(self.place), np.searchsorted(self.place, open_day))
        number = np.append(self.number, np.zeros((len(self.number), 1)), axis=1)[:, column]
        is_open = open_day == np.arange(filing.run.start, filing.run.stop)
        on_the_day = np.tile(is_open.astype(np.float64), (len(Channel), 1))
        on_the_day[Channel.ONLINE] = filing.share[filing.run]
        return np.asarray(number[:, None] * self.share[:, :, None] * on_the_day)


def expected_cases(scenario: Scenario) -> ExpectedCases:
    """Return the cases that are expected, growth and surges included."""
    demand = scenario.demand
    cases = _without_surges(scenario, demand.growth * scale_factor(scenario))
    fields = [procedure.field for procedure in scenario.procedures.values()]
    fields += demand.enquiries.fields if demand.enquiries else ()
    surges = _surges(demand, cases.filing.ordinal[cases.place], fields)
    return replace(cases, number=cases.number * surges)


def expected_numbers(scenario: Scenario) -> NDArray[np.float64]:
    """Expected numbers of visits (counter), online filings and letters.

    Each brings a bundle, so there are fewer of them than dossiers. Enquiries are visits.

    Returns
    -------
    Array of shape (streams, channels, days of the run): a stream is a procedure, and after these
    come the fields of the enquiries; channels as in `Channel`.
    """
    return expected_cases(scenario).by_day()


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
    expected = _without_surges(scenario, 1.0).by_day()[:, :, period.warm_up_days :].sum(axis=2)
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
        Numbers of visits (counter), online filings and letters. Shape (streams, channels, …).

    Returns
    -------
    Visits, with those for missing papers, supplements and collections, and dossiers. Shapes
    (streams, …).
    """
    procedures = scenario.procedures.values()
    brought = np.zeros(expected.shape[:2])
    brought[: len(procedures)] = np.array([each.mean_bundle for each in procedures])[:, None]
    caused = np.zeros(expected.shape[:2])
    caused[len(procedures) :, Channel.COUNTER] = 1.0  # enquiries
    caused[: len(procedures)] = [visits_a_dossier(scenario, each) for each in procedures]
    caused[: len(procedures)] *= brought[: len(procedures)]
    return (
        np.einsum("sc,sc...->s...", caused, expected),
        np.einsum("sc,sc...->s...", brought, expected),
    )


def _without_surges(scenario: Scenario, factor: float) -> ExpectedCases:
    """Expected cases of all volumes times a factor."""
    filing = filing_days(scenario)
    met = np.unique(filing.open_day[filing.run])
    place = met[met != NONE]
    share = _shares_of_channels(scenario)
    number = np.zeros((len(share), len(place)))
    start = 0
    for year in filing.years:
        own = (place >= start) & (place < start + year.n_days)
        if own.any():
            weight = filing.weight[start : start + year.n_days]
            number[:, own] = _year(scenario, year, weight)[:, place[own] - start] * factor
        start += year.n_days
    return ExpectedCases(filing, place, number, share)


def _shares_of_channels(scenario: Scenario) -> NDArray[np.float64]:
    """Share of each way in, by stream: as procedures have them; enquiries come to the counter."""
    asked = scenario.demand.enquiries
    shares = np.zeros((len(scenario.procedures) + len(asked.fields if asked else ()), len(Channel)))
    shares[:, Channel.COUNTER] = 1.0
    for row, procedure in enumerate(scenario.procedures.values()):
        shares[row] = shares_of_ways(procedure.channels)
    return shares


def shares_of_ways(channels: Channels) -> list[float]:
    """Return the share of each way, in or out, as in `Channel`."""
    return [getattr(channels, way.name.lower()) for way in Channel]


def _year(
    scenario: Scenario, office: DatedCalendar, weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Expected cases on each day of one calendar year. Shape (streams, days)."""
    midnights = np.arange(office.n_days + 1) * DAY
    open_seconds = np.diff(office.open_times.seconds_before(midnights))

    def on_open_days(volume: Rate) -> NDArray[np.float64]:
        by_hour = volume.per in ("hour", "min")
        share = _shares(weight * (open_seconds if by_hour else office.is_open_day))
        return _of_a_year(volume, office, open_seconds) * share

    procedures, asked = scenario.procedures.values(), scenario.demand.enquiries
    expected = [on_open_days(each.volume) / each.mean_bundle for each in procedures]
    if asked:
        expected += [on_open_days(asked.volume) * share for share in asked.fields.values()]
    return np.array(expected)


def _surges(
    demand: Demand, ordinal: NDArray[np.int64], fields: Sequence[str]
) -> NDArray[np.float64]:
    """Factor of each stream, by its field, on each day; overlapping surges multiply."""
    factor = np.ones((len(fields), len(ordinal)))
    for surge in demand.surges:
        days = (ordinal >= surge.from_.toordinal()) & (ordinal <= surge.to.toordinal())
        hit = np.array([surge.fields is None or field in surge.fields for field in fields])
        factor[np.ix_(hit, days)] *= surge.factor
    return factor


def _of_a_year(volume: Rate, office: DatedCalendar, open_seconds: NDArray[np.int64]) -> float:
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
