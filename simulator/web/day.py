"""The day: what the page draws of a day, today and with a plan, for the same citizens.

In: a day of two scenarios. Out: plain data; moments are seconds of the day. How it is drawn is
known to the page.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np

from simulator.center import TripEnd
from simulator.demand.workload import DAY, HOUR, NONE
from simulator.language import N_, _
from simulator.reports.figures import day, weekday
from simulator.reports.labels import Names
from simulator.scenario import STEPS
from simulator.studies.day import DaySeen, Which, days_seen
from simulator.web.plans import DeskPlan
from simulator.web.telling import Json

_SAID: Mapping[Which, str] = {
    "typical": N_("{weekday}, {date}: by its longest queue a day in the middle"),
    "worst": N_("{weekday}, {date}: by its longest queue the worst day of a month"),
}
_ENDS = {TripEnd.LEFT: 1, TripEnd.SENT_HOME: 2, TripEnd.TURNED_AWAY: 3}
"""How a visit ended, where it was not served."""


def day_of(today: DeskPlan, plan: DeskPlan, *, seed: int, which: Which) -> Json:
    """Return what is drawn of a day.

    Raises
    ------
    LookupError
        If nobody comes today.
    """
    seen = days_seen(today.source, plan.source, seed=seed, which=which)
    names, record = Names(today.scenario), seen[0].record
    stations = list(dict.fromkeys(name for each in seen for name in _visited(each)))
    first, last = _extent(seen)
    return {
        "date": record.date.isoformat(),
        "label": _said(which, record.date),
        "from": first,
        "to": last,
        "open": seen[0].open.tolist(),
        "stations": [names.station(each) for each in stations],
        "steps": [names.step(each) for each in STEPS],
        "today": _told(seen[0], stations, first, last),
        "plan": _told(seen[1], stations, first, last),
    }


def _said(which: Which, moment: date) -> str:
    return _(_SAID[which], weekday=weekday(moment.weekday(), first=True), date=day(moment))


def _visited(seen: DaySeen) -> list[str]:
    """Return the stations that somebody comes to."""
    return [seen.record.stations[each] for each in np.unique(seen.record.station)]


def _extent(seen: tuple[DaySeen, DaySeen]) -> tuple[int, int]:
    """Return the hours in which anything of the day happens at the counters."""
    starts = [each for one in seen for each in (*one.open[:, 0], *one.record.arrival)]
    ends = [each for one in seen for each in (*one.open[:, 1], *one.record.end)]
    first, last = min(starts) // HOUR * HOUR, -(-max(ends) // HOUR) * HOUR
    return int(first), int(min(last, DAY))


def _told(seen: DaySeen, stations: list[str], first: int, last: int) -> Json:
    record, shown = seen.record, (seen.moments >= first) & (seen.moments <= last)
    moments = seen.moments[shown, None]
    citizens = zip(
        (stations.index(record.stations[each]) for each in record.station),
        record.arrival.tolist(),
        record.call.tolist(),
        np.where(record.end == NONE, DAY, record.end).tolist(),
        (_ENDS.get(TripEnd(each), 0) for each in record.ended),
        strict=True,
    )
    counters = np.column_stack([seen.busy, seen.on_duty])
    return {
        "citizens": list(map(list, citizens)),
        "steps": np.hstack([moments, seen.at_steps[shown]]).tolist(),
        "counters": np.hstack([moments, counters[shown]]).tolist(),
    }
