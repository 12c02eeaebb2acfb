"""Rules on the run as a whole: it fits into memory, its visits can come, and someone is there.

In comes a scenario whose sections and names are right, and its tree; out come problems. How many
dossiers come on which day is worked out elsewhere: here their number is estimated, rather too high
than too low.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import chain, islice, product

import numpy as np

from simulator.language import N_, _
from simulator.scenario.calendars import DatedCalendar, build_calendar, build_year
from simulator.scenario.clocks import SECONDS_PER_DAY, SECONDS_PER_HOUR
from simulator.scenario.model import Scenario
from simulator.scenario.model_demand import Demand
from simulator.scenario.nodes import Node
from simulator.scenario.problems import KeyPath, Problem
from simulator.scenario.quantities import Rate, RatePeriod
from simulator.scenario.repeats import mean_visits
from simulator.scenario.vocabulary import MONTHS, OFFICE, WEEKDAYS

MOST_DOSSIERS = 5_000_000
"""Dossiers and enquiries of a run, at some ten operations of 150 bytes each: about 7 GB."""
MOST_OFFICER_DAYS = 5_000_000
"""Officers times days of a run; each is on duty in a few intervals of 16 bytes."""

_DAYS_PER_YEAR = 365

_NO_VISIT = (
    N_("the doors never open {days}: no visit can come"),
    N_("months and weekdays leave no weight to any open day {days}: no visit can come"),
)
_LOST = (
    N_(
        "the doors never open {days}: online filings go with open days as visits do, and "
        "the volume would be lost; give hours, even where nobody comes"
    ),
    N_(
        "months and weekdays leave no weight to any open day {days}: online filings go "
        "with open days as visits do, and the volume would be lost"
    ),
)
"""Why no visit can come, or a volume is lost: without an open day, or without one of weight."""

_Found = tuple[KeyPath, str]
"""The path of what is wrong, and what is wrong with it."""


def check_run(tree: Node, scenario: Scenario) -> Iterator[Problem]:
    """Yield what keeps a scenario, right as it is written, from being run."""
    run = _RunDays(scenario)
    closed = [*_no_visit_can_come(run)] or [*_volume_is_lost(run)]
    for path, message in (
        *_nothing_to_scale(run),
        *_too_many_dossiers(run),
        *_too_many_officers(run),
        *_leave_that_does_not_fit(run),
        *_courier_that_never_leaves(run),
        *_surge_of_closed_days(run),
        *_closing_that_does_not_fit(run),
        *_slots_that_never_fit(run),
        *(closed or _nobody_on_duty(run)),
    ):
        yield Problem.at(tree.nearest(path).place, path, message)


class _RunDays:
    """The days of a run, warm-up included, and the calendars laid out over them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.first_day = scenario.period.first_day
        self.n_days = scenario.period.warm_up_days + scenario.period.days
        self.calendar = cache(self._calendar)

    def __str__(self) -> str:
        """Return its reported days as a part of a message."""
        period = self.scenario.period
        return _("from {first} to {last}", first=period.from_, last=period.to)

    @cached_property
    def times_a_year(self) -> dict[RatePeriod, float]:
        """How often the periods of a rate come in a year like the run."""
        office = self.calendar(OFFICE)
        open_hours = office.open_times.total / SECONDS_PER_HOUR
        a_year_of = _DAYS_PER_YEAR / self.n_days
        return {
            "year": 1.0,
            "month": 12.0,
            "working day": np.count_nonzero(office.is_working_day) * a_year_of,
            "hour": open_hours * a_year_of,
            "min": open_hours * 60 * a_year_of,
        }

    @cached_property
    def counted(self) -> float:
        """About how many of what `scale_to` counts the volumes bring a year, as they are written.

        0 without such a key.
        """
        scenario = self.scenario
        scale_to, enquiries = scenario.demand.scale_to, scenario.demand.enquiries
        if scale_to is None:
            return 0.0
        counted = 0.0
        for procedure in scenario.procedures.values():
            each = mean_visits(scenario, procedure) if scale_to.visits else 1.0
            counted += self.a_year(procedure.volume) * each
        if enquiries and scale_to.visits:
            counted += self.a_year(enquiries.volume)
        return counted

    @property
    def scale(self) -> float:
        """About what `scale_to` multiplies the volumes by; 1 without it."""
        scale_to = self.scenario.demand.scale_to
        return self.a_year(scale_to.rate) / self.counted if scale_to and self.counted else 1.0

    def a_year(self, volume: Rate) -> float:
        """Return how many a volume comes to in a year like the run."""
        return volume.amount * self.times_a_year[volume.per]

    def open_days(self, calendar: str) -> list[date]:
        """Return the reported days on which a calendar is open."""
        is_open = self.calendar(calendar).is_open_day
        first = self.first_day.toordinal()
        reported = range(self.scenario.period.warm_up_days, self.n_days)
        return [date.fromordinal(first + day) for day in reported if is_open[day]]

    def _calendar(self, name: str) -> DatedCalendar:
        return build_calendar(self.scenario.calendar_named(name), self.first_day, self.n_days)


def _nothing_to_scale(run: _RunDays) -> Iterator[_Found]:
    """Yield a `scale_to` that no factor reaches."""
    scale_to = run.scenario.demand.scale_to
    if scale_to is None:
        return
    path = ("demand", "scale_to")
    first = run.scenario.period.warm_up_days
    if not run.calendar(OFFICE).is_working_day[first:].any():
        message = _(
            "there is no working day {days}: nothing can be {rate}",
            days=run,
            rate=scale_to.rate,
        )
        yield path, message
    elif not run.counted:
        yield (
            path,
            _("no volume brings any of these: no factor can reach {rate}", rate=scale_to.rate),
        )


def _too_many_dossiers(run: _RunDays) -> Iterator[_Found]:
    demand = run.scenario.demand
    numbers: dict[KeyPath, float] = {
        ("procedures", name, "volume"): _number(procedure.volume, run, {procedure.field})
        for name, procedure in run.scenario.procedures.items()
    }
    if demand.enquiries:
        path = ("demand", "enquiries", "volume")
        numbers[path] = _number(demand.enquiries.volume, run, {*demand.enquiries.fields})
    total = sum(numbers.values())
    if total > MOST_DOSSIERS:
        largest = max(numbers, key=numbers.__getitem__)
        message = _(
            "the run would have about {total:.0f} dossiers, more than memory holds: "
            "at most {most} are possible",
            total=total,
            most=MOST_DOSSIERS,
        )
        yield ("demand", "scale_to") if demand.scale_to else largest, message


def _number(volume: Rate, run: _RunDays, fields: set[str]) -> float:
    """Return about how many a volume of some fields comes to in the run."""
    demand = run.scenario.demand
    # A year has its volume, whatever the season; part of one may be the busiest part.
    years, rest = divmod(run.n_days, _DAYS_PER_YEAR)
    length = years + min(1.0, rest / _DAYS_PER_YEAR * _busiest_day(demand))
    factor = np.ones(run.n_days)
    for surge in demand.surges:
        if surge.fields is None or fields & {*surge.fields}:
            first = max((surge.from_ - run.first_day).days, 0)
            days = slice(first, max((surge.to - run.first_day).days + 1, 0))
            factor[days] = np.minimum(factor[days] * surge.factor, MOST_DOSSIERS)
    a_year = run.a_year(volume) * run.scale
    return float(a_year * demand.growth * length * factor.mean())


def _busiest_day(demand: Demand) -> float:
    """Return the largest weight of a month and weekday over their means."""
    peak = 1.0
    of_weekdays = list(map(demand.weekday_weight, WEEKDAYS))
    for profile in (list(demand.months.values()), of_weekdays):
        peak *= max(profile) * len(profile) / sum(profile)
    return peak


def _too_many_officers(run: _RunDays) -> Iterator[_Found]:
    numbers = {name: group.most_officers for name, group in run.scenario.staff.items()}
    officers = sum(numbers.values())
    if officers * run.n_days > MOST_OFFICER_DAYS:
        largest = max(numbers, key=numbers.__getitem__)
        message = _(
            "{officers} officers over {days} days are more than memory holds: "
            "at most {most} officer days are possible",
            officers=officers,
            days=run.n_days,
            most=MOST_OFFICER_DAYS,
        )
        yield ("staff", largest, "officers"), message


def _leave_that_does_not_fit(run: _RunDays) -> Iterator[_Found]:
    """Yield groups whose leave does not fit into a year with one officer away at a time."""
    years = range(run.first_day.year, run.scenario.period.to.year + 1)
    working_days = cache(lambda: min(_working_days(run.scenario, year) for year in years))
    for name, group in run.scenario.staff.items():
        needed = group.leave.days * group.most_officers
        if needed and needed > working_days():
            message = _(
                "{needed} working days of leave in all do not fit into the {available} of a "
                "year, with at most one officer of the group away: split the group",
                needed=needed,
                available=working_days(),
            )
            yield ("staff", name, "leave"), message


def _working_days(scenario: Scenario, year: int) -> int:
    return int(np.count_nonzero(build_year(scenario.calendar, year).is_working_day))


def _courier_that_never_leaves(run: _RunDays) -> Iterator[_Found]:
    """Yield departures after the closing of every day: nobody hands anything over then."""
    courier = run.scenario.courier
    if courier is None:
        return
    calendar = run.calendar(courier.calendar)
    midnights = np.arange(run.n_days) * SECONDS_PER_DAY
    last = int((calendar.closes - midnights)[calendar.is_open_day].max(initial=0))
    for way in ("to_headquarters", "to_center"):
        for number, departure in enumerate(getattr(courier, way)):
            if departure > last:
                yield (
                    ("courier", way, number),
                    _("the courier does not leave after closing, which is earlier on every day"),
                )


def _no_visit_can_come(run: _RunDays) -> Iterator[_Found]:
    """Yield closed doors, and days without weight, where visits or post are expected."""
    demand = run.scenario.demand
    expected = any(
        procedure.volume.amount and procedure.channels.online < 1
        for procedure in run.scenario.procedures.values()
    )
    if expected or (demand.enquiries and demand.enquiries.volume.amount):
        yield from _nothing_open(demand, str(run), run.open_days(OFFICE), _NO_VISIT)


def _surge_of_closed_days(run: _RunDays) -> Iterator[_Found]:
    """Yield surges of the run without an open day: they would multiply nothing."""
    is_open = run.calendar(OFFICE).is_open_day
    for number, surge in enumerate(run.scenario.demand.surges):
        first, end = (surge.from_ - run.first_day).days, (surge.to - run.first_day).days + 1
        if first >= 0 and end <= run.n_days and not is_open[first:end].any():
            message = _(
                "the doors open on none of these days, and what is filed online then goes with "
                "the open day after them: let the surge run on to that day"
            )
            yield ("demand", "surges", number), message


def _closing_that_does_not_fit(run: _RunDays) -> Iterator[_Found]:
    """Yield a last ticket, or an end of overtime, that some day of the run has no room for (R8)."""
    office = run.calendar(OFFICE)
    days = np.flatnonzero(office.is_open_day)
    closes = office.closes[days]
    opened = np.append(office.open_times.starts, 0)[
        np.searchsorted(office.open_times.starts, closes) - 1
    ]
    never_closes = ~office.has_closing[days]
    too_short = (
        ("last_ticket", closes - opened, _("is longer than the last opening of {day}")),
        ("overtime_at_most", -closes % SECONDS_PER_DAY, _("runs past midnight on {day}")),
    )
    queues = run.scenario.queues
    for key, (setting, room, message) in product(queues, too_short):
        time, of_step = (getattr(queues[name], setting) for name in (key, key.split("/")[0]))
        if time is None or ("/" in key and time == of_step):
            continue
        for wrong, why in (
            (never_closes, _("the doors do not close on {day}")),
            (time.seconds > room, message),
        ):
            if wrong.any():
                day = run.first_day + timedelta(days=int(days[wrong][0]))
                yield ("queues", key, setting), why.format(day=day)
                break


def _slots_that_never_fit(run: _RunDays) -> Iterator[_Found]:
    """Yield slots longer than every opening of the reported days."""
    times = run.calendar(OFFICE).open_times
    longest = int((times.ends - times.starts).max(initial=0))
    appointments = run.scenario.appointments
    for field, slots in (appointments.slots if appointments else {}).items():
        if slots.every.seconds > longest:
            message = _("no opening is as long as this: there would be no slot at all")
            yield ("appointments", "slots", field, "every"), message


def _volume_is_lost(run: _RunDays) -> Iterator[_Found]:
    """Yield a period, or a year of it, without an open day that its volume could go with."""
    scenario = run.scenario
    if not any(procedure.volume.amount for procedure in scenario.procedures.values()):
        return
    years = range(scenario.period.from_.year, scenario.period.to.year + 1)
    spans = [(str(run), run.open_days(OFFICE))]
    spans += [(_("in {year}", year=year), _open_days(scenario, year)) for year in years]
    lost = (_nothing_open(scenario.demand, *span, _LOST) for span in spans)
    yield from islice(chain.from_iterable(lost), 1)


def _nothing_open(
    demand: Demand, days: str, open_days: list[date], messages: tuple[str, str]
) -> Iterator[_Found]:
    """Yield that the doors never open on some days, or that no open day of them has weight."""
    never, weightless = messages
    if not open_days:
        yield ("calendar",), _(never, days=days)
    elif not any(_weight(demand, day) for day in open_days):
        yield ("demand",), _(weightless, days=days)


def _open_days(scenario: Scenario, year: int) -> list[date]:
    """Return the days of a calendar year on which the doors open."""
    office = build_year(scenario.calendar, year)
    first = office.first_day.toordinal()
    return [date.fromordinal(first + int(day)) for day in np.flatnonzero(office.is_open_day)]


def _weight(demand: Demand, day: date) -> float:
    of_weekday = demand.weekday_weight(WEEKDAYS[day.weekday()])
    return demand.months[MONTHS[day.month - 1]] * of_weekday


def _nobody_on_duty(run: _RunDays) -> Iterator[_Found]:
    """Yield the groups that alone serve a station, and are away on every reported day."""
    scenario = run.scenario
    served = {name: scenario.served_stations(name) for name in scenario.staff}
    attended = {
        station
        for name, group in scenario.staff.items()
        if any(map(group.officers_on, run.open_days(group.calendar)))
        for station in served[name]
    }
    for name, stations in served.items():
        missed = [station for station in stations if station not in attended]
        if missed:
            message = _(
                "no officer who serves {station} is on duty on any day {days}",
                station="/".join(missed[0]),
                days=run,
            )
            yield ("staff", name), message
