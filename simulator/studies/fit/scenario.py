"""The scenario of a fitted lobby, as plain data: what a planner would write, with its sources.

In: a `FittedLobby`. Out: the data of a scenario, sections in their order, and the scenario itself.
Comments are not known here.

A ticket is a visit, and a queue is a field with one procedure that is received: a log of tickets
knows nothing of dossiers. Who was sent home or left comes again in the log as another ticket, so
nobody comes again in the scenario.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np

from simulator.demand.workload import HOUR
from simulator.scenario import Scenario
from simulator.scenario.calendars import Span, build_year
from simulator.scenario.clocks import format_hours_span
from simulator.scenario.families import Distribution
from simulator.scenario.model_time import Calendar
from simulator.scenario.number_text import tidy, unaccented
from simulator.scenario.vocabulary import STEPS, WEEKDAYS, check_name
from simulator.studies.fit.elsewhere import OtherWork
from simulator.studies.fit.families import FittedTime, of_family, time_text
from simulator.studies.fit.fitting import FittedLobby, Served
from simulator.studies.fit.opening import Opening
from simulator.studies.fit.ranges import Fitted
from simulator.studies.fit.serving import CounterGroup
from simulator.studies.fit.timetable import CounterTimes

Data = dict[str, Any]

_WORKING_DAYS = 5
"""Of a week."""
_ROUNDED = 0.006
"""Part by which a value that is written with three digits may be off."""
_LONG_SPELL = 1.5
"""Days from which on the length of an absence is written."""

ASSUMED_SERVICE = 600.0
"""Seconds of a service of which nothing is known."""


@dataclass
class _Sources:
    """What is said of where values come from."""

    source: str
    entries: Data = field(default_factory=dict)

    def add(
        self, path: str, found: Fitted, write: Any = lambda value: value, value: float | None = None
    ) -> None:
        """Say that a value was fitted; its range holds it also as it is written, rounded."""
        entry: Data = {"source": self.source}
        if found.low is not None and found.high is not None:
            written = found.value if value is None else value
            low = min(found.low, written * (1 - _ROUNDED))
            high = max(found.high, written * (1 + _ROUNDED))
            if write(low) != write(high):
                entry["range"] = [write(low), write(high)]
        self.entries[path] = entry | ({"n": found.n} if found.n else {})

    def tell(self, path: str, n: int = 0) -> None:
        """Say that a value was fitted that has no range."""
        self.entries[path] = {"source": self.source} | ({"n": n} if n else {})

    def assume(self, path: str) -> None:
        """Say that the log knows nothing of a value."""
        self.entries[path] = "assumption"


def scenario_data(fitted: FittedLobby, source: str) -> Data:
    """Return the data of the scenario of a fitted lobby.

    Parameters
    ----------
    fitted
        What a log says.
    source
        What `sources` call the log, and the scenario is called where the log names no office.
    """
    log, opening = fitted.lobby.log, fitted.opening
    fields = _keys(log.queues)
    sources = _Sources(source)
    calendar = _calendar(opening)
    times = _per_working_day(fitted, calendar)
    sources.tell("calendar", len(fitted.lobby.open_days))
    data: Data = {
        "name": log.offices[0] or source,
        "period": {
            "from": fitted.lobby.first_date.isoformat(),
            "to": fitted.lobby.last_date.isoformat(),
        },
        "calendar": calendar,
        "calendars": {},
        "fields": dict(zip(fields, log.queues, strict=True)),
        "demand": _demand(fitted, sources) | _enquiries(fitted, fields, times, sources),
        "procedures": _procedures(fitted, fields, times, sources),
        "citizens": _citizens(fitted, sources),
        "queues": _queues(fitted, fields, sources),
        "staff": {},
    }
    draft = _Draft(fitted, fields, data, sources)
    for served in fitted.staff:
        _add_group(draft, served)
    data["sources"] = sources.entries
    return {key: value for key, value in data.items() if value}


def scenario_of(fitted: FittedLobby) -> Scenario:
    """Return the scenario of a fitted lobby, ready to be drawn from."""
    return Scenario.model_validate(scenario_data(fitted, "log"))


def _keys(names: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Return keys that a scenario can have, one for each name, all different."""
    keys: list[str] = []
    taken = {*but, *STEPS}
    for name in names:
        words = "".join(sign if sign.isalnum() else " " for sign in unaccented(tidy(name)))
        key = "-".join(words.split())[:40].strip("-") or "queue"
        try:
            check_name(key)
        except ValueError:
            key = f"queue-{key}"
        number = 2
        free = key
        while free in taken:
            free, number = f"{key}-{number}", number + 1
        taken.add(free)
        keys.append(free)
    return keys


def _hours(week: Sequence[Sequence[Span]]) -> Data:
    """Return the hours of a week by ranges of weekdays, as planners write them."""
    hours: Data = {}
    runs = groupby(range(7), key=lambda day: tuple(week[day]))
    for spans, days in runs:
        if spans:
            first, *rest = days
            key = WEEKDAYS[first] + (f"-{WEEKDAYS[rest[-1]]}" if rest else "")
            hours["every-day" if len(rest) == 6 else key] = [*map(format_hours_span, spans)]  # noqa: PLR2004  # and the first
    return hours


def _calendar(opening: Opening) -> Data:
    calendar: Data = {"country": opening.country, "hours": _hours(opening.week)}
    for key, days in (("days_off", opening.days_off), ("work_days", opening.work_days)):
        if days:
            calendar[key] = [day.isoformat() for day in days]
    return calendar


def _demand(fitted: FittedLobby, sources: _Sources) -> Data:
    arrivals = fitted.arrivals
    demand: Data = {}
    if len(arrivals.weekdays) > 1:
        demand["weekdays"] = {
            WEEKDAYS[day]: round(found.value, 3) for day, found in arrivals.weekdays.items()
        }
        sources.tell("demand.weekdays", arrivals.tickets)
    demand["hours"] = {str(hour): round(share, 4) for hour, share in arrivals.hours.items()}
    sources.tell("demand.hours", arrivals.tickets)
    for key, found in (("day_cv", arrivals.day_cv), ("day_memory", arrivals.day_memory)):
        if found:
            demand[key] = round(found.value, 3)
            sources.add(f"demand.{key}", found, lambda value: round(value, 3), demand[key])
    if arrivals.surges:
        day = fitted.lobby.open_days
        demand["surges"] = [
            {
                "from": fitted.lobby.date_of(int(day[surge.first])).isoformat(),
                "to": fitted.lobby.date_of(int(day[surge.last])).isoformat(),
                "factor": round(surge.factor, 2),
            }
            for surge in arrivals.surges
        ]
        sources.tell("demand.surges")
    return demand


def _enquiries(fitted: FittedLobby, fields: list[str], times: float, sources: _Sources) -> Data:
    """Return who only asks: of how many tickets of a working day, and how long that takes."""
    asked = fitted.enquiries
    if asked is None:
        return {}
    a_day = np.array([found.value for found in fitted.arrivals.a_day]) * times * asked.share
    shares = [float(f"{share:.4f}") for share in a_day / a_day.sum()]
    shares[int(np.argmax(shares))] += 1 - sum(shares)
    sources.tell("demand.enquiries.volume", asked.takes.mean.n)
    mean = asked.takes.distribution.mean_seconds
    sources.add("demand.enquiries.takes", asked.takes.mean, time_text, mean)
    sources.tell("demand.enquiries.fields", asked.takes.mean.n)
    return {
        "enquiries": {
            "volume": _rate(float(a_day.sum())),
            "takes": asked.takes.written,
            "fields": {
                key: round(share, 4) for key, share in zip(fields, shares, strict=True) if share > 0
            },
        }
    }


def _procedures(fitted: FittedLobby, fields: list[str], times: float, sources: _Sources) -> Data:
    procedures: Data = {}
    names = fitted.lobby.log.queues
    pace = {each: served.pace for served in fitted.staff for each in served.group.serves}
    for number, (key, name, found, service) in enumerate(
        zip(fields, names, fitted.arrivals.a_day, fitted.services, strict=True)
    ):
        asked = fitted.enquiries.share[number] if fitted.enquiries else 0.0
        volume = found.times(times * (1 - asked))
        procedures[key] = {
            "label": name,
            "field": key,
            "volume": _rate(volume.value),
            "steps": {"receive": _service(key, service, pace.get(number), sources)},
        }
        sources.add(f"procedures.{key}.volume", volume, _rate)
    return procedures


def _service(key: str, service: FittedTime | None, pace: Fitted | None, sources: _Sources) -> Data:
    path = f"procedures.{key}.steps.receive"
    if service is None:
        sources.assume(path)
        mean = pace.value * _officers_of(pace) if pace else ASSUMED_SERVICE
        return of_family("exponential", mean)
    sources.add(path, service.mean, time_text, service.distribution.mean_seconds)
    return service.written


def _officers_of(pace: Fitted | None) -> int:
    """Return how many counters call at a pace, if services are about as long as they mostly are."""
    return max(round(ASSUMED_SERVICE / max(pace.value, 1.0)), 1) if pace else 1


def _per_working_day(fitted: FittedLobby, calendar: Data) -> float:
    """Return how many open days' tickets, of a mean weekday, there are to a working day."""
    spec = Calendar.model_validate(calendar)
    weekdays = fitted.arrivals.weekdays
    weight = open_days = working = 0.0
    for year in range(fitted.lobby.first_date.year, fitted.lobby.last_date.year + 1):
        days = build_year(spec, year)
        weekday = (date(year, 1, 1).weekday() + np.arange(days.n_days)) % 7
        of_day = np.array([weekdays[day].value if day in weekdays else 1.0 for day in range(7)])
        weight += of_day[weekday[days.is_open_day]].sum()
        open_days += days.is_open_day.sum()
        working += days.is_working_day.sum()
    return float(weight / working) if working else 1.0


def _rate(number: float) -> str:
    return f"{max(float(f'{number:.3g}'), 0.001):g} per working day"


def _citizens(fitted: FittedLobby, sources: _Sources) -> Data:
    leaving = fitted.leaving
    citizens: Data = {"retries": 0}
    sources.assume("citizens.retries")
    if leaving.written is None or leaving.mean is None:
        if not leaving.is_known:
            sources.assume("citizens.patience")
            return {"patience": "none"} | citizens
        return citizens
    citizens = {
        "patience": leaving.written,
        "leaves": "silently" if leaving.is_silent else "openly",
    } | citizens
    mean = Distribution.model_validate(leaving.written).mean_seconds
    patience = leaving.mean.times(mean / leaving.mean.value)
    sources.add("citizens.patience", patience, time_text, mean)
    sources.tell("citizens.leaves", leaving.in_vain.n)
    if leaving.is_silent and leaving.call_out:
        citizens["call_out"] = time_text(leaving.call_out.value)
        sources.add("citizens.call_out", leaving.call_out, time_text)
    return citizens


def _queues(fitted: FittedLobby, fields: list[str], sources: _Sources) -> Data:
    receive: Data = {"closing": "send-home" if fitted.opening.sends_home else "serve-all"}
    queues: Data = {"receive": receive}
    sources.tell("queues.receive.closing", len(fitted.lobby.open_days))
    if fitted.hurry:
        receive["hurry"] = round(fitted.hurry.value, 2)
        sources.add(
            "queues.receive.hurry", fitted.hurry, lambda value: round(value, 2), receive["hurry"]
        )
    for queue, target in fitted.target_wait.items():
        path = f"receive/{fields[queue]}"
        queues[path] = {"target_wait": time_text(target.value)}
        sources.add(f"queues.{path}.target_wait", target, time_text)
    return queues


@dataclass(frozen=True)
class _Draft:
    """A scenario that is being written."""

    fitted: FittedLobby
    fields: list[str]
    """Of the queues."""
    data: Data
    sources: _Sources


def _add_group(draft: _Draft, served: Served) -> None:
    """Write a group of counters, with its calendar and its other work."""
    log, fields, sources = draft.fitted.lobby.log, draft.fields, draft.sources
    group, timetable = served.group, served.timetable
    names = [log.counters[each] for each in group.counters]
    own = fields[group.serves[0]]
    first = f"{own}-counters" if len(group.serves) == 1 else f"counters-{own}"
    (key,) = _keys([first], but={*fields, *draft.data["staff"]})
    path = f"staff.{key}"
    written: Data = {"label": _label(names, [log.queues[each] for each in group.serves])}
    draft.data["staff"][key] = written
    written["officers"] = timetable.officers if timetable else _officers_of(served.pace)
    written |= _work(draft, served.group)
    if timetable is None or not draft.fitted.tells_counters:
        sources.assume(path)
    else:
        sources.tell(path, group.calls)
    if timetable is None:
        return
    if timetable.week:
        written["calendar"] = f"{key}-hours"
        draft.data["calendars"][f"{key}-hours"] = {"hours": _hours(timetable.week)}
        sources.tell(f"calendars.{key}-hours", group.calls)
    other = served.elsewhere
    if other and not other.is_block:
        _add_other_work(draft, key, timetable, other)
    block = other.share if other and other.is_block else None
    for name, found in (("other_duties", block), ("sick", timetable.absent)):
        if found:
            written[name] = round(found.value, 3)
            sources.add(f"{path}.{name}", found, lambda value: round(value, 3), written[name])
    if timetable.absent and timetable.spell >= _LONG_SPELL:
        written["sick_spell"] = f"{round(timetable.spell)} working days"
    if timetable.changes:
        day = draft.fitted.lobby.open_days
        written["changes"] = [
            {
                "from": draft.fitted.lobby.date_of(int(day[change.first])).isoformat(),
                "to": draft.fitted.lobby.date_of(int(day[change.last])).isoformat(),
                "officers": change.officers,
            }
            for change in timetable.changes
        ]


def _work(draft: _Draft, group: CounterGroup) -> Data:
    """Return which queues a group serves, and how it chooses between them."""
    work: Data = {"serves": [f"receive/{draft.fields[each]}" for each in group.serves]}
    if group.helps:
        work["helps"] = [f"receive/{draft.fields[each]}" for each in group.helps]
    if draft.fitted.target_wait.keys() & {*group.serves}:
        work["chooses"] = "target"
    return work


def _add_other_work(draft: _Draft, key: str, timetable: CounterTimes, other: OtherWork) -> None:
    """Write what counters do between tickets as papers, with which they only help (R4)."""
    data, sources, opening = draft.data, draft.sources, draft.fitted.opening
    name = f"{key}-other-work"
    week = timetable.week or opening.week
    shifts = sum(end - start for spans in week for start, end in spans)
    there = timetable.officers * (1 - (timetable.absent.value if timetable.absent else 0.0))
    volume = other.share.times(there * shifts / _WORKING_DAYS / other.seconds)
    label = data["staff"][key]["label"]
    data["fields"][name] = {"vi": f"Việc khác, {label['vi']}", "en": f"Other work, {label['en']}"}
    data["procedures"][name] = {
        "label": data["fields"][name],
        "field": name,
        "volume": _rate(volume.value),
        "channels": {"online": 1.0},
        "steps": {"appraise": of_family("exponential", other.seconds)},
    }
    data["staff"][key].setdefault("helps", []).append(f"appraise/{name}")
    sources.add(f"procedures.{name}.volume", volume, _rate)
    sources.tell(f"procedures.{name}.steps", volume.n)
    at = np.arange(24) * HOUR
    opens = np.sum(
        [
            np.clip(np.minimum(end, at + HOUR) - np.maximum(start, at), 0, None)
            for spans in opening.week
            for start, end in spans
        ],
        axis=0,
    )
    data["demand"]["online_hours"] = {
        str(hour): round(float(opens[hour] / opens.max()), 2)
        for hour in np.flatnonzero(opens).tolist()
    }
    closed = [WEEKDAYS[day] for day in range(7) if day not in draft.fitted.arrivals.weekdays]
    data["demand"].setdefault("weekdays", {}).update(dict.fromkeys(closed, 0.0))


def _label(counters: Sequence[str], queues: Sequence[str]) -> Mapping[str, str]:
    listed = ", ".join(counters or queues)
    return {"vi": f"Quầy {listed}", "en": f"Counter {listed}"}
