"""Calendars, doors, courier trips and due moments of a scenario, laid out as plain tables.

In: a scenario's calendars, courier and limits. Out: the `Timetable` that engines look moments up
in, and the profiles by which the arrivals of a day are spread over it. Nothing is drawn here.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.profiles import DayProfiles
from simulator.demand.workload import DAY, FAR, NONE, Timetable, offsets
from simulator.scenario import Scenario
from simulator.scenario.calendars import DatedCalendar, OpenTimes, build_calendar
from simulator.scenario.model_demand import Procedure
from simulator.scenario.quantities import Limit
from simulator.scenario.vocabulary import OFFICE as OFFICE_NAME

OFFICE, ALWAYS, WORKING_HOURS = 0, 1, 2
"""Rows of the calendars that every timetable has; those of agencies follow."""

LONGEST_CLOSING = 3_660
"""Days after the period in which due moments are looked for."""


class Calendars:
    """The calendars of a scenario over the days that any table needs.

    Parameters
    ----------
    scenario
        A resolved scenario.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.run_days = scenario.period.warm_up_days + scenario.period.days
        self.office = _with_every_due_moment(scenario, self.run_days)
        """The Center's own."""
        self.days = self.office.n_days
        self._built = {OFFICE_NAME: self.office}

    def named(self, name: str) -> DatedCalendar:
        """Return a calendar by its name in the scenario, laid out from the first day."""
        if name not in self._built:
            self._built[name] = build_calendar(
                self.scenario.calendar_named(name), self.scenario.period.first_day, self.days
            )
        return self._built[name]

    @property
    def working_hours(self) -> OpenTimes:
        """The Center's opening hours on working days: limits in hours run in them (R12)."""
        return on_days(self.office.open_times, np.flatnonzero(self.office.is_working_day))


class DueRule(NamedTuple):
    """By which a dossier is due (R12)."""

    limit: Limit
    by: Limit | None
    """What it is extended by, from the due day on; None where it never is."""

    @classmethod
    def of(cls, procedure: Procedure) -> "DueRule":
        """Return that of a procedure; what is due the same day is never extended."""
        extension = procedure.extension if procedure.limit.is_timed else None
        return cls(procedure.limit, extension.by if extension else None)


def build_timetable(
    calendars: Calendars, profiles: DayProfiles, agencies: Sequence[str], rules: Sequence[DueRule]
) -> Timetable:
    """Lay out everything that an engine looks up.

    Parameters
    ----------
    calendars
        Those of the scenario.
    profiles
        How the visits of each day spread over it.
    agencies
        Names of the calendars that delays run in; they become rows 3, 4, … of the calendars.
    rules
        By which dossiers are due, the first rows of `Timetable.due`; those of extensions follow.
    """
    office = calendars.office
    always = OpenTimes.of([(0, calendars.days * DAY)])
    open_times = [office.open_times, always, calendars.working_hours]
    open_times += [calendars.named(name).open_times for name in agencies]
    midnight = np.arange(calendars.days, dtype=np.int64) * DAY
    closing = np.where(
        office.has_closing, office.closes, np.where(office.is_open_day, FAR, midnight)
    )
    first, departs, arrives = _courier_trips(calendars)
    extensions = list(dict.fromkeys(rule.by for rule in rules if rule.by))
    limits = [*(rule.limit for rule in rules), *extensions]
    return Timetable.of(
        calendar_first=offsets([len(times.starts) for times in open_times]),
        calendar_start=np.concatenate([times.starts for times in open_times]),
        calendar_end=np.concatenate([times.ends for times in open_times]),
        opens=np.where(office.is_open_day, office.opens, midnight),
        closing=closing,
        closings=closing[office.has_closing],
        next_open_day=_next_day(office.is_open_day),
        next_working_day=_next_day(office.is_working_day),
        day_type=profiles.day_type,
        first_weekday=calendars.scenario.period.first_day.weekday(),
        arrival_second=profiles.table,
        cut_off=_cut_offs(office, calendars.scenario.calendar.cut_off),
        due=_due_moments(office, calendars.working_hours, limits),
        limit_hours=[limit.seconds if limit.kind == "working hours" else NONE for limit in limits],
        extension=[
            *(len(rules) + extensions.index(rule.by) if rule.by else NONE for rule in rules),
            *(NONE for _by in extensions),
        ],
        close_before=_closes_before(office),
        working_hours=WORKING_HOURS,
        courier_first=first,
        courier_departs=departs,
        courier_arrives=arrives,
    )


def _with_every_due_moment(scenario: Scenario, run_days: int) -> DatedCalendar:
    """The Center's calendar, long enough for the due moment of whatever is accepted in the run.

    As many days can be booked ahead. Long closings after the period push due moments out; beyond
    `LONGEST_CLOSING` days they never come.
    """
    rules = [DueRule.of(procedure) for procedure in scenario.procedures.values()]
    limits = [rule.limit for rule in rules]
    longest_extension = max((rule.by.days for rule in rules if rule.by), default=0)
    days_needed = max((limit.days for limit in limits if limit.kind == "working days"), default=0)
    if scenario.appointments:
        days_needed = max(days_needed, int(scenario.appointments.horizon.days))
    hours_needed = max(
        (limit.seconds for limit in limits if limit.kind == "working hours"), default=0
    )
    beyond = 31 + 2 * (days_needed + longest_extension)
    while True:
        office = build_calendar(
            scenario.calendar, scenario.period.first_day, run_days + min(beyond, LONGEST_CLOSING)
        )
        after = np.flatnonzero(office.is_working_day[run_days:]) + run_days
        after = after[: max(len(after) - longest_extension, 0)]
        open_after = int(on_days(office.open_times, after).total)
        enough = len(after) > days_needed and open_after >= hours_needed
        if enough or beyond >= LONGEST_CLOSING:
            return office
        beyond *= 2


def on_days(open_times: OpenTimes, days: NDArray[np.intp]) -> OpenTimes:
    """Return the part of open times that lies on some days, counted from the first."""
    midnights = days * DAY
    return open_times.intersect(OpenTimes.of(np.stack([midnights, midnights + DAY], axis=1)))


def _next_day(holds: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The first day on or after each for which `holds`; the number of days where there is none."""
    days = np.flatnonzero(holds)
    following = np.searchsorted(days, np.arange(len(holds) + 1))
    return np.append(days, len(holds))[following].astype(np.int32)


def _closes(office: DatedCalendar) -> NDArray[np.int64]:
    """The close of each day; 24:00 where the doors stay closed, or open through midnight (R12)."""
    return np.where(office.is_open_day, office.closes, (np.arange(office.n_days) + 1) * DAY)


def _closes_before(office: DatedCalendar) -> NDArray[np.int64]:
    """The close of the last working day before each day; `NONE` where there is none (R12)."""
    working = np.flatnonzero(office.is_working_day)
    before = np.searchsorted(working, np.arange(office.n_days))
    return np.append(NONE, _closes(office)[working])[before]


def _cut_offs(office: DatedCalendar, cut_off: int | None) -> NDArray[np.int64]:
    """The last second of each day that counts for it: its cut-off, or that before closing (R12)."""
    last_open = _closes(office) - 1
    if cut_off is None:
        return last_open
    return np.minimum(last_open, np.arange(office.n_days) * DAY + cut_off)


def _due_moments(
    office: DatedCalendar, working_hours: OpenTimes, limits: Sequence[Limit]
) -> NDArray[np.int64]:
    """Due moment by limit and start day: the close of the n-th working day after it (R12).

    Limits in working hours count from the start day's opening.
    """
    due = np.full((len(limits), office.n_days), FAR, np.int64)
    working = np.flatnonzero(office.is_working_day)
    close = _closes(office)
    for row, limit in enumerate(limits):
        if limit.kind == "working hours":
            due[row] = working_hours.add(np.arange(office.n_days) * DAY, limit.seconds)
        else:
            reached = working[limit.days :]
            due[row, working[: len(reached)]] = close[reached]
    return due


def _courier_trips(
    calendars: Calendars,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Departures and arrivals both ways, on open days until that day's closing."""
    courier = calendars.scenario.courier
    if courier is None:
        return np.zeros(3, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
    calendar = calendars.named(courier.calendar)
    open_days = np.flatnonzero(calendar.is_open_day)
    departs = []
    for times in (courier.to_headquarters, courier.to_center):
        moments = (open_days[:, None] * DAY + np.array(times, np.int64)).ravel()
        departs.append(moments[moments <= np.repeat(calendar.closes[open_days], len(times))])
    trips = np.concatenate(departs)
    return offsets([len(way) for way in departs]), trips, trips + round(courier.trip.seconds)
