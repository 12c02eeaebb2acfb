"""Remarks on a scenario that is right as it stands: what a planner may have meant otherwise.

In: a scenario. Out: sentences about its calendars, what became of its volumes, what comes on closed
days, and what was read from which table of measured times, with the mean, so that a table that was
meant otherwise is seen before anything is run. No remark keeps anything from being run.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from statistics import fmean

from simulator.demand.appointments import SlotLoad
from simulator.language import _, language
from simulator.reports.figures import COUNT, MINUTES, Unit, counted, factor_text, number, weekday
from simulator.reports.labels import Names, country_name, in_words
from simulator.scenario import Scenario
from simulator.scenario.calendars import expand_week
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from simulator.scenario.model_center import QueueSettings
from simulator.scenario.model_demand import CLOSED_DAY_WEIGHT
from simulator.scenario.public_days import weekend, years_unknown
from simulator.scenario.vocabulary import NONE, WEEKDAYS
from simulator.scenario.weekdays import weekdays_of


def remarks(scenario: Scenario) -> list[str]:
    """Return what is to be known: unknown holidays, another weekend, what queues come to."""
    calendars = [scenario.calendar, *scenario.calendars.values()]
    countries = dict.fromkeys(each.country for each in calendars if each.country != NONE)
    weeks = dict.fromkeys((each.country, each.week) for each in calendars if each.country != NONE)
    return [
        *(text for country in countries for text in _unknown_years(scenario, country)),
        *(text for country, week in weeks for text in _other_weekend(scenario, country, week)),
        *_hurried(scenario),
        *_sent_home(scenario),
        *_slow_agencies(scenario),
    ]


def scaling(scenario: Scenario, factor: float) -> str:
    """Say what the volumes and the enquiries were multiplied by to reach `scale_to`."""
    scale_to, growth = scenario.demand.scale_to, scenario.demand.growth
    if scale_to is None:
        return ""
    if scale_to.visits:
        text = _(
            "All volumes are multiplied by {factor}: {number} visits per working day, failed trips "
            "not counted."
        )
    else:
        text = _("All volumes are multiplied by {factor}: {number} dossiers per working day.")
    text = text.format(factor=factor_text(factor), number=factor_text(scale_to.rate.amount))
    if growth != 1:
        text += " " + _("Growth by {growth} comes on top.").format(growth=factor_text(growth))
    return text


def closed_days() -> str:
    """Say when what is filed online comes while the doors stay closed."""
    return _(
        "A day on which the doors stay closed takes some of the online filings of the open day "
        "after it, by a weight of {weight} against that day's own: an assumption. For a day of the "
        "week that is always closed, demand.weekdays may give another weight."
    ).format(weight=factor_text(CLOSED_DAY_WEIGHT))


def crowded_slots(scenario: Scenario, slots: Sequence[SlotLoad]) -> list[str]:
    """Say where more visits want an appointment than there are places, over the whole period."""
    text = _(
        "{station}: about {wanted} visits of the period want an appointment, and there are "
        "{places} places: not all can have one."
    )
    return [
        text.format(
            station=Names(scenario).station(each.station),
            wanted=number(each.wanted, COUNT),
            places=number(each.places, COUNT),
        )
        for each in slots
        if each.wanted > each.places
    ]


def _unknown_years(scenario: Scenario, country: str) -> Iterator[str]:
    """Say for which years no public holiday is known."""
    period = scenario.period
    years = years_unknown(country, period.first_day.year, period.to.year)
    if years:
        yield _(
            "No public holiday of {country} is known for {years}: no day of these years is taken "
            "for one, not even 1 January. Write them under calendar.days_off."
        ).format(country=country_name(country), years=_ranges(years))


def _other_weekend(scenario: Scenario, country: str, week: str) -> Iterator[str]:
    """Say where the weekend of a country is not what `week` leaves."""
    off = weekend(country, scenario.period.from_.year)
    if off == {*range(len(WEEKDAYS))} - {*weekdays_of(week)}:
        return
    yield _(
        "The weekend of {country} is {weekend}, by its public holidays; working days here are "
        "those of calendar.week, {week}."
    ).format(country=country_name(country), weekend=_days(sorted(off)), week=week)


def _hurried(scenario: Scenario) -> Iterator[str]:
    """Say where service is quicker than the work that loads are made of."""
    if places := _queues(scenario, lambda queue: queue.hurry > 0):
        yield _(
            "{places}: service quickens with the queue (hurry). Loads are of service while nobody "
            "waits, so more than 100 % may be carried there."
        ).format(places=places)


def _sent_home(scenario: Scenario) -> Iterator[str]:
    """Say where overtime is told of that nobody works, as all are sent home."""
    if places := _queues(scenario, _is_idle_overtime):
        yield _(
            "{places}: who still waits at closing is sent home (closing: send-home), so "
            "overtime_at_most decides nothing there."
        ).format(places=places)


def _is_idle_overtime(queue: QueueSettings) -> bool:
    most = queue.overtime_at_most
    return queue.closing == "send-home" and most is not None and most.seconds > 0


def _queues(scenario: Scenario, holds: Callable[[QueueSettings], bool]) -> str:
    """Name the queues of which something holds, a step in place of its stations; empty for none."""
    names, queues = Names(scenario), scenario.queues
    places = [
        names.station(place) if "/" in place else names.step(place)
        for place, queue in queues.items()
        if holds(queue) and ("/" not in place or not holds(queues[place.partition("/")[0]]))
    ]
    return in_words(places, most=3) if places else ""


def _slow_agencies(scenario: Scenario) -> Iterator[str]:
    """Say which agency takes longer than the limit, as it does where days were meant as a date."""
    text = _(
        "{procedure}: {agency} takes {hours} hours in the mean, which are {days} days of its "
        "opening hours, and the limit is {limit}. What an agency takes is counted in its opening "
        "hours alone: a day that it takes is 24 of them."
    )
    for procedure in scenario.procedures.values():
        for consult in procedure.consult:
            week = expand_week(scenario.calendar_named(consult.with_).hours)
            a_day = fmean(sum(end - start for start, end in spans) for spans in week if spans)
            seconds = consult.takes.mean_seconds
            if procedure.limit.kind == "working days" and seconds > a_day * procedure.limit.days:
                yield text.format(
                    procedure=procedure.label.spoken,
                    agency=Names(scenario).calendar(consult.with_),
                    hours=factor_text(seconds / SECONDS_PER_HOUR),
                    days=factor_text(seconds / a_day),
                    limit=procedure.limit.in_words(language()),
                )


def _days(days: Sequence[int]) -> str:
    return in_words([weekday(day) for day in days], most=len(WEEKDAYS))


def _ranges(years: Sequence[int]) -> str:
    """Write years, those that follow one another as a range."""
    runs = groupby(enumerate(years), key=lambda pair: pair[1] - pair[0])
    spans = [[year for _position, year in run] for _offset, run in runs]
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in spans]
    return in_words(texts, most=len(texts))


_MEAN = Unit(MINUTES.sign, decimals=2)


def measured_times_lines(scenario: Scenario) -> list[str]:
    """Return a line for each column of times that a scenario reads, each column once."""
    lines = []
    for times in scenario.measured_times():
        line = _("{file}, {column}: {times}, mean {mean}").format(
            file=times.file,
            column=times.column,
            times=counted("{n} time", "{n} times", times.number_of_times),
            mean=number(times.mean_seconds / SECONDS_PER_MINUTE, _MEAN),
        )
        lines.append(", ".join(filter(None, (line, str(times.conventions)))))
    return list(dict.fromkeys(lines))


def measured_times_data(scenario: Scenario) -> list[dict[str, object]]:
    """Return the same for programs."""
    return [
        {
            "file": times.file,
            "column": times.column,
            "times": times.number_of_times,
            "mean_minutes": times.mean_seconds / SECONDS_PER_MINUTE,
            "decimal": times.conventions.decimal or None,
            "separator": times.conventions.separator or None,
        }
        for times in scenario.measured_times()
    ]
