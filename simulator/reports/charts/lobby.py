"""Lobby: the queue through a day, who comes against who could be served, and who is at work.

In: a `Result`. Out: drawings, None where nobody came, waited, or was on duty, or too few to draw.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import DAY
from simulator.language import _, language
from simulator.measures import Estimate
from simulator.measures.catalogue import WITHIN_MINUTES
from simulator.measures.lobby_hours import QUARTER
from simulator.measures.measure import Scope
from simulator.reports.charts.drawing import BLUE, DASHED, ORANGE, STRONG, VERMILION, Drawing
from simulator.reports.charts.layouts import Rows, Upright, in_columns
from simulator.reports.charts.marks import Band, Bars, Intervals, Points, Rule
from simulator.reports.charts.telling import (
    clock,
    estimates,
    from_to,
    listed,
    means,
    notes,
    over,
    ranked,
    title_of_highest,
    whisker_note,
)
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    ROUND_PERCENT,
    day,
    mean,
    mean_and_interval,
    mean_count,
    number,
)
from simulator.reports.labels import Names
from simulator.reports.ranking import not_clearly_below
from simulator.reports.run.carrying import BUSY
from simulator.results.result import Result, divided
from simulator.scenario import Scenario
from simulator.scenario.calendars import build_calendar

_IN_PERSON = ("receive", "return")
_AN_HOUR = 3600 // QUARTER  # quarters
_FEW = 5  # Citizens waiting at once on the worst day of a month whose queue is no picture.
_HALF, _BESIDE = 0.57, 0.2  # Of a bar beside another: its thickness, and its shift.

_WORST = DASHED | {"color": VERMILION}
_CARRIED = STRONG | {"linewidth": 1.2, "marker": "o", "markersize": 4.0, "clip_on": False}


def queue_day(result: Result) -> Drawing | None:
    """Draw the number waiting through a typical day, and through the worst one of a month.

    The latter is that of the first replication, which is pictured.
    """
    first_run = result.details[0]
    worst = first_run.worst_queue
    if worst.max() < _FEW:
        return None
    queues = np.nanmean(over(result, lambda one: one.queue), axis=0)
    first, last = _extent((queues[-1] > 0) | (worst > 0))
    first = max(first - 1, 0) // _AN_HOUR * _AN_HOUR
    last = min(-(-(last + 1) // _AN_HOUR) * _AN_HOUR, len(worst) - 1)
    worst_date = result.scenario.period.first_day + timedelta(days=int(first_run.worst_day))
    times, shown = np.arange(first, last + 1) / _AN_HOUR, slice(first, last + 1)
    low, median, high = queues[:, shown]
    hours = range(-(-first // _AN_HOUR), last // _AN_HOUR + 1)
    return Drawing(
        "queue_day",
        _queue_title(queues[1], worst),
        Upright(
            _("citizens waiting"),
            _("time of the day"),
            [
                Band(low, high, BLUE, _("8 of 10 days")),
                Points(median, STRONG, _("typical day (median)")),
                Points(worst[shown], _WORST, _("worst day of a month")),
            ],
            times,
            {hour: clock(60 * hour) for hour in hours},
        ).figure,
        listed((clock(60 * hour), _waiting(queues, worst, hour)) for hour in hours),
        notes(
            _(
                "Counted every quarter of an hour, one day a month is like {date} of the first "
                "replication, or worse: {n} wait at {time}."
            ).format(
                date=day(worst_date),
                n=number(int(worst.max()), COUNT),
                time=_time(int(worst.argmax())),
            ),
            _after_closing(result.scenario, worst_date, worst, queues[1]),
        ),
    )


def arrivals_capacity(result: Result) -> Drawing | None:
    """Draw who comes in each hour, who could be served in it, and who waits at its end."""
    days = over(result, lambda one: one.open_days.sum(keepdims=True))
    work = over(result, lambda one: one.citizen_work)
    on_duty = divided(over(result, lambda one: one.duty), days)
    coming = estimates(divided(over(result, lambda one: one.tickets.sum(axis=0)), days))
    serving = estimates(divided(on_duty, divided(work[:, :1], work[:, 1:])))
    if not means(coming).any() or not means(serving).any():
        return None
    # The last hour of a day ends where the next day begins.
    waiting = estimates(over(result, lambda one: np.roll(one.queue_mean[::_AN_HOUR], -1)))
    first, last = _extent((means(coming) > 0) | (means(serving) > 0))
    hours = range(first, last + 1)
    coming, serving, waiting = (some[first : last + 1] for some in (coming, serving, waiting))
    return Drawing(
        "arrivals_capacity",
        _tightest(hours, coming, serving, drowning=_drowning(result)),
        in_columns(
            [str(hour) for hour in hours],
            _("visits on an open day"),
            _("hour of the day (8: from 8:00 to 8:59)"),
            [
                Bars(means(coming), BLUE, _("come"), part=_HALF, shift=-_BESIDE),
                Bars(means(serving), ORANGE, _("could be served"), part=_HALF, shift=_BESIDE),
                Intervals(coming, -_BESIDE),
                Intervals(serving, _BESIDE),
                Points(means(waiting), _CARRIED, _("wait at the end of the hour"), shift=0.5),
            ],
        ).figure,
        listed(
            (clock(60 * hour), _hour_told(*of_hour))
            for hour, *of_hour in zip(hours, coming, serving, waiting, strict=True)
        ),
        notes(
            _(
                "What could be served is the time on duty of all officers who serve citizens ÷ the "
                "mean time of a visit: an upper limit, as if each could serve everybody and had "
                "nothing else to do."
            ),
            whisker_note(result),
        ),
    )


def _queue_title(median: NDArray[np.float64], worst: NDArray[np.int64]) -> str:
    peak = int(median.argmax())
    most = number(int(worst.max()), COUNT)
    if median[peak] < 1:
        return _(
            "On most days nobody waits at any given time; on the worst of a month {most}"
        ).format(most=most)
    return _(
        "The queue is longest at {time}, {n} on a typical day, and up to {most} on the worst of a "
        "month"
    ).format(time=_time(peak), n=number(round(float(median[peak])), COUNT), most=most)


def _after_closing(
    scenario: Scenario, worst_date: date, worst: NDArray[np.int64], median: NDArray[np.float64]
) -> str:
    """Say why some wait when a day is closed; nothing where nobody does (R8).

    The worst day is judged by its own closing, the typical one by the latest of the period.
    """
    period = scenario.period
    days = (period.to - period.first_day).days + 1
    hours = build_calendar(scenario.calendar, period.first_day, days)
    of_day = hours.closes - DAY * np.arange(days)
    closings = np.where(hours.has_closing, -(-of_day // QUARTER), len(worst))
    own = int(closings[(worst_date - period.first_day).days])
    latest = int(closings[hours.is_open_day].max())
    settings = [
        scenario.queue_settings(step, field)
        for step, field in scenario.stations()
        if step in _IN_PERSON
    ]
    serving = [one for one in settings if one.closing == "serve-all"]
    if not serving or not (worst[own:].any() or median[latest:].any()):
        return ""
    at_most = [one.overtime_at_most for one in serving if one.overtime_at_most]
    if len(at_most) == len(serving):
        longest = max(at_most, key=lambda time: time.seconds).in_words(language())
        return _("Who waits at closing is served in overtime, for {time} at most.", time=longest)
    if any("closing" in one.model_fields_set for one in serving):
        return _("Who waits at closing is served in overtime, however long: so the scenario says.")
    return _("Who waits at closing is served in overtime, however long: a default of the scenario.")


def _waiting(queues: NDArray[np.float64], worst: NDArray[np.int64], hour: int) -> str:
    quarter = hour * _AN_HOUR
    low, median, high = (number(float(value), COUNT) for value in queues[:, quarter])
    return _("{median} (8 of 10 days {low} to {high}), worst day {worst}").format(
        median=median, low=low, high=high, worst=number(int(worst[quarter]), COUNT)
    )


def _tightest(
    hours: Sequence[int], coming: Sequence[Estimate], serving: Sequence[Estimate], *, drowning: str
) -> str:
    """Name the hour in which most come who cannot be served; else the one with least to spare.

    That all together have time to spare is not said without the counter that is `drowning`.
    """
    come, served = means(coming), means(serving)
    at_work = np.flatnonzero(served)
    place = int(at_work[(come - served)[at_work].argmax()])
    if come[place] <= served[place]:
        place = int(at_work[(come[at_work] / served[at_work]).argmax()])
    more, *alike = not_clearly_below({"served": serving[place], "come": coming[place]})
    if alike:
        sentence = _(
            "Between {start} and {end} about as many visits come as could be served: {coming} "
            "come, and {serving} could be served"
        )
    elif more == "come":
        sentence = _(
            "Between {start} and {end} {coming} visits come, more than the {serving} that could be "
            "served"
        )
    else:
        sentence = _(
            "All officers at the counters together could serve more visits than come; between "
            "{start} and {end} {coming} come, and {serving} could be served"
        )
    title = sentence.format(
        **from_to(hours[place]),
        coming=number(float(come[place]), COUNT),
        serving=number(float(served[place]), COUNT),
    )
    return title if more == "come" and not alike else title + drowning


def _drowning(result: Result) -> str:
    """Name the counter at which citizens wait too long, whatever all of them together could do."""
    found = result.highest("wait_mean", Scope.STATION)
    if found is None or found[1].mean <= min(WITHIN_MINUTES):
        return ""
    station, wait = found
    return _("; but at {station} citizens wait {wait} on average").format(
        station=Names(result.scenario).station(station), wait=mean(wait, MINUTES)
    )


def _hour_told(coming: Estimate, serving: Estimate, waiting: Estimate) -> str:
    return _("{coming} come, {serving} could be served, {waiting} wait at the end").format(
        coming=mean_and_interval(coming, COUNT),
        serving=mean_and_interval(serving, COUNT),
        waiting=mean_count(waiting),
    )


def _time(quarter: int) -> str:
    return clock(quarter * QUARTER // 60)


def _extent(some: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first and the last place that holds."""
    places = np.flatnonzero(some)
    return int(places[0]), int(places[-1])


def load(result: Result) -> Drawing | None:
    """Draw the utilization of each group, the busiest first, with its overtime beside it."""
    found = result.by("utilization", Scope.GROUP)
    if not found:
        return None
    names = Names(result.scenario)
    groups = ranked(found, names.group, lambda use: use.mean)
    overtime = [result.at("overtime_hours", Scope.GROUP, group) for group in groups.keys]
    # Who has no slack is named, else the busiest group.
    busiest = not_clearly_below(found)
    busy = [group for group in busiest if found[group].mean > BUSY]
    title = title_of_highest(
        {group: found[group] for group in busy} or found,
        names.group,
        PERCENT,
        clear=_("{thing} has no slack: at work {value} of its duty")
        if busy
        else _("The busiest group, {thing}, is at work {value} of its duty"),
        alike=_("No slack: {both} of duty at work")
        if busy
        else _("No group is clearly the busiest: {both} of duty at work"),
    )
    busy_text, all_text = (number(share, ROUND_PERCENT) for share in (BUSY, 1.0))
    return Drawing(
        "load",
        title,
        Rows(
            groups.labels,
            _("share of the time on duty at work, in %"),
            [
                Bars(means(groups.values), BLUE),
                Intervals(groups.values),
                Rule(BUSY, DASHED, _("{share}: no slack").format(share=busy_text)),
                Rule(1.0, STRONG, _("{share}: all of it").format(share=all_text)),
            ],
            {
                _("at work"): [mean(use, PERCENT) for use in groups.values],
                _("overtime"): [mean(hours, HOURS) for hours in overtime],
            },
            are_shares=True,
        ).figure,
        listed(
            (
                group,
                _("{share} at work, {hours} of overtime").format(
                    share=mean_and_interval(use, PERCENT), hours=mean_and_interval(hours, HOURS)
                ),
            )
            for group, use, hours in zip(groups.labels, groups.values, overtime, strict=True)
        ),
        notes(_("Overtime is that of the whole period."), whisker_note(result), groups.note),
    )
