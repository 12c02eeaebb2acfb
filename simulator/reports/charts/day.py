"""One day: every visit from arrival to end, the queue that they make, and who serves them.

In: a `Result`, whose `day` is one of its first replication. Out: a chart twice as wide as the
others, None where nobody came on the day. Its panels share the time of the day.
"""

from collections.abc import Iterator
from datetime import timedelta

from simulator.language import _
from simulator.measures import DayRecord
from simulator.reports.charts.day_facts import Officers, Visits
from simulator.reports.charts.day_panels import UNSERVED, DayPanels, hours, marks_apart
from simulator.reports.charts.drawing import Drawing
from simulator.reports.charts.telling import MOST_ROWS, clock, listed, notes
from simulator.reports.figures import COUNT, HOURS, counted, day, number
from simulator.reports.labels import Names
from simulator.results.result import Result
from simulator.scenario.clocks import SECONDS_PER_HOUR, SECONDS_PER_MINUTE


def draw_day(result: Result) -> Drawing | None:
    """Draw the day that a result holds.

    Parameters
    ----------
    result
        The run, with the record of a day.
    """
    record = result.day
    if record is None or not len(record.arrival):
        return None
    names = Names(result.scenario)
    visits, officers = Visits.of(record), Officers.of(record)
    groups, apart = officers.busiest(MOST_ROWS), marks_apart(visits)
    return Drawing(
        "day",
        _title(record, visits),
        DayPanels(record, names, visits, officers, groups).figure,
        ". ".join(_told(record, visits, officers, names)),
        notes(
            _whose_day(result, record),
            _("One visit in {n} has its mark.").format(n=number(apart, COUNT)) if apart > 1 else "",
            _groups_left_out(len(officers.teams), len(groups)),
        ),
    )


def _whose_day(result: Result, record: DayRecord) -> str:
    worst = int(result.details[0].worst_day)
    if record.date == result.scenario.period.first_day + timedelta(days=worst):
        return _("One day a month is like this, or worse: it is taken from the first replication.")
    return _("The day is taken from the first replication.")


def _title(record: DayRecord, visits: Visits) -> str:
    times, waiting = visits.waiting()
    most, called = int(waiting.max()), bool(visits.called.any())
    if most and called:
        sentence = _(
            "{day}: {visits}; most wait at {time}, when {waiting}; the last is called at {last}"
        )
    elif most:
        sentence = _("{day}: {visits}; most wait at {time}, when {waiting}; nobody is called")
    elif called:
        sentence = _("{day}: {visits}; nobody waits; the last is called at {last}")
    else:
        sentence = _("{day}: {visits}; nobody waits, and nobody is called")
    return sentence.format(
        day=day(record.date),
        visits=counted("{n} visit", "{n} visits", len(visits.arrival)),
        time=_time(int(times[waiting.argmax()])),
        waiting=counted("{n} citizen waits", "{n} citizens wait", most),
        last=_time(int(visits.until[visits.called].max(initial=0))),
    )


def _told(record: DayRecord, visits: Visits, officers: Officers, names: Names) -> Iterator[str]:
    """Tell the numbers: visits by field and how they ended, the queue by the hour, the officers."""
    yield _("Visits. {fields}").format(
        fields=listed(
            (
                names.field(record.fields[field]),
                number(int((visits.field == field).sum()), COUNT),
            )
            for field in visits.fields()
        )
    )
    yield _("Citizens waiting. {hours}").format(
        hours=listed(
            (clock(60 * hour), number(visits.waiting_at(hour * SECONDS_PER_HOUR), COUNT))
            for hour in range(*hours(visits, officers))
        )
    )
    if visits.went.any():
        counts = [(_(text), int(visits.went_by(ended).sum())) for ended, text, _mark in UNSERVED]
        yield _("Went unserved. {ways}").format(
            ways=listed((way, number(count, COUNT)) for way, count in counts if count)
        )
    if officers.teams:
        yield _("Officers. {groups}").format(
            groups=listed(
                (names.group(record.groups[group]), _team_told(officers, group))
                for group in officers.teams
            )
        )


def _team_told(officers: Officers, group: int) -> str:
    duty, citizens, papers = (
        number(officers.seconds(spans, group) / SECONDS_PER_HOUR, HOURS)
        for spans in (officers.duty, officers.citizens, officers.papers)
    )
    return _(
        "{officers}, {duty} on duty, {citizens} at work for citizens, {papers} on papers"
    ).format(
        officers=counted("{n} officer", "{n} officers", len(officers.teams[group])),
        duty=duty,
        citizens=citizens,
        papers=papers,
    )


def _groups_left_out(groups: int, shown: int) -> str:
    if shown == groups:
        return ""
    return _("Of {n} groups of officers, the {shown} with most work are shown.").format(
        n=number(groups, COUNT), shown=number(shown, COUNT)
    )


def _time(moment: int) -> str:
    return clock(moment // SECONDS_PER_MINUTE)
