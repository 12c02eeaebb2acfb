"""What is expected on each day of the week, before anything is simulated.

In: a `PreparedScenario`. Out: `Expected`, visits and dossiers of the reported period by weekday,
and what `scale_to` made of the volumes. Nothing is drawn here.
"""

from dataclasses import dataclass

import numpy as np

from simulator.demand.prepared import PreparedScenario
from simulator.demand.volumes import scale_factor, visits_and_dossiers
from simulator.demand.workload import Channel
from simulator.scenario.vocabulary import WEEKDAYS, Weekday


@dataclass(frozen=True, slots=True)
class OfWeekday:
    """What comes on a day of the week: the mean over its open days, or over all if it has none."""

    weekday: Weekday
    open_days: int
    """Days in the period on which the doors are open."""
    visits: float
    """Filing visits and enquiries."""
    dossiers: float
    """Dossiers filed, all channels."""
    online: float
    """Of them, filed online."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected in the reported period, growth and surges included."""

    scale: float
    """What `scale_to` multiplies volumes and enquiries by; 1 without it."""
    working_days: int
    """Working days of the period."""
    visits: float
    """Visits in the period, with those for missing papers, supplements and collections."""
    filing_visits: float
    """Of them, filing visits and enquiries."""
    dossiers: float
    """Dossiers filed in the period, all channels."""
    online: float
    """Of them, filed online."""
    online_when_closed: float
    """Of these, filed on days on which the doors stay closed: weekends and holidays."""
    weekdays: tuple[OfWeekday, ...]
    """Monday to Sunday, but for those on which nothing comes."""


def expected_by_weekday(prepared: PreparedScenario) -> Expected:
    """Say what is expected on each weekday of the reported period.

    Parameters
    ----------
    prepared
        The prepared scenario.
    """
    scenario, reported = (
        prepared.scenario,
        slice(prepared.scenario.period.warm_up_days, prepared.run_days),
    )
    expected = prepared.expected[:, :, reported]
    visits, dossiers = (numbers.sum(axis=0) for numbers in visits_and_dossiers(scenario, expected))
    is_online = np.arange(len(Channel))[:, None] == Channel.ONLINE
    online = visits_and_dossiers(scenario, expected * is_online)[1].sum(axis=0)
    received = prepared.visit_station >= 0
    filing = expected[received, Channel.COUNTER].sum(axis=0)
    is_open = prepared.calendars.office.is_open_day[reported]
    weekday = (scenario.period.from_.weekday() + np.arange(len(is_open))) % len(WEEKDAYS)
    rows = []
    for number, name in enumerate(WEEKDAYS):
        days = weekday == number
        open_days = days & is_open
        days = open_days if open_days.any() else days
        if dossiers[days].any() or filing[days].any():
            rows.append(
                OfWeekday(
                    weekday=name,
                    open_days=int(open_days.sum()),
                    visits=float(filing[days].mean()),
                    dossiers=float(dossiers[days].mean()),
                    online=float(online[days].mean()),
                )
            )
    return Expected(
        scale=scale_factor(scenario),
        working_days=int(prepared.calendars.office.is_working_day[reported].sum()),
        visits=float(visits.sum()),
        filing_visits=float(filing.sum()),
        dossiers=float(dossiers.sum()),
        online=float(online.sum()),
        online_when_closed=float(online[~is_open].sum()),
        weekdays=tuple(rows),
    )
