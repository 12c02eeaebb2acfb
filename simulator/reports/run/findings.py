"""Findings: what a planner should look at first, in plain sentences.

In: a `Result`, and the load offered in its scenario. Out: at most four sentences, each with the
place and the number that it is about.
Each rule is a function that looks at one thing and says something or nothing; their order is the
order of urgency, and the thresholds stand at the top. No rule says what to do about it: that is
what comparing scenarios is for.
"""

from collections.abc import Sequence

import numpy as np

from simulator.language import _, ngettext
from simulator.measures import Estimate, MeasureKey, Scope, Verdict, student_interval
from simulator.measures.catalogue import WITHIN_MINUTES
from simulator.measures.keys import station_label
from simulator.reports.figures import (
    ABSENT,
    HOURS,
    MINUTES,
    OPEN_HOURS,
    PERCENT,
    ROUND_PERCENT,
    mean,
    mean_count,
    number,
    weekday,
)
from simulator.reports.labels import Names, in_words
from simulator.reports.ranking import ends, not_clearly_below
from simulator.reports.run.carrying import BUSY, busy, leaves_filings, piles_up, slack_beside
from simulator.reports.run.norms import judged_norms, missed_norms
from simulator.results.result import Result, divided, in_vain_share, overdue_share
from simulator.scenario.vocabulary import WEEKDAYS

MOST = 4
"""Most findings that a report shows."""

FILED_LATE = 0.01
"""Difference between the official rate and that from the filing that is worth a look."""

PAPER_WAIT_HOURS = 4.0
"""Mean queueing of dossiers, in open hours, worth a look: half a working day."""

BACK_OFFICE_SHARE = 0.5
"""Share of the queueing of dossiers spent before approval and seal that is worth a look."""

BACK_OFFICE_HOURS = 0.5
"""Queueing of a settled dossier in the back office, in open hours, whose parts matter."""

OVERDUE = 0.01
"""Share of settled dossiers overdue that is worth a look."""

IN_VAIN = 0.05
"""Share of visits in vain, or unserved, that is worth a look."""

OVERTIME_HOURS = 2.0
"""Overtime a week and officer that is worth a look."""

WEEKDAY = 1.5
"""Mean wait of a weekday ÷ that of the other days that is worth a look."""

_SHORTEST_NORM = min(WITHIN_MINUTES)
_PAPERS = ("appraise", "approve", "seal")


def findings(result: Result) -> list[str]:
    """Return what to look at first, the most urgent first; never nothing."""
    unaccepted, growing = unaccepted_text(result), piles_up(result)
    sentences = (
        *((unaccepted, growing) if _acceptance_flatters(result) else (growing, unaccepted)),
        _late(result),
        _long_waits(result),
        slack_beside(result),
        _long_weekday(result),
        _unserved(result),
        None if growing else _busy_groups(result),
        _paper_queue(result),
        _overtime(result),
        _in_vain(result),
        _signing(result),
    )
    return [sentence for sentence in sentences if sentence][:MOST] or [_calm(result)]


def is_calm(result: Result) -> bool:
    """Whether nothing stands out, and no norm is missed."""
    return findings(result) == [_calm(result)] and not missed_norms(result)


def keeps_norms(result: Result) -> bool:
    """Whether the norms are met, dossiers are hardly late, and the load is carried."""
    judged = judged_norms(result)
    is_met = bool(judged) and all(norm.verdict is Verdict.MET for norm in judged)
    return is_met and not any((piles_up(result), unaccepted_text(result), _late(result)))


def unaccepted_text(result: Result) -> str | None:
    """Say that dossiers wait to be accepted, in no book, where rates from acceptance hide it."""
    filed, official = result["on_time_rate_filing"], result["on_time_rate_official"]
    is_hidden = _acceptance_flatters(result)
    said = []
    if leaves_filings(result):
        said.append(
            _(
                "{n} dossiers are filed and not accepted at the end: no book, form or rate from "
                "acceptance knows of them."
            ).format(n=mean_count(result["unaccepted"]))
        )
    elif is_hidden:
        said.append(_("Dossiers wait long to be accepted."))
    if is_hidden:
        said.append(
            _(
                "Counted from the filing {filing} are on time, from acceptance {official} "
                "(official rate)."
            ).format(
                filing=mean(filed, PERCENT),
                official=mean(official, PERCENT) if official.n else ABSENT,
            )
        )
    return " ".join(said) or None


def _acceptance_flatters(result: Result) -> bool:
    """Whether fewer are on time counted from the filing; so too where none was accepted."""
    filed, official = result["on_time_rate_filing"], result["on_time_rate_official"]
    return bool(filed.n) and not official.mean - filed.mean <= FILED_LATE


def _late(result: Result) -> str | None:
    """Dossiers are late."""
    late = overdue_share(result)
    if not late.mean > OVERDUE:
        return None
    overdue = mean(late, PERCENT)
    fields = result.by("on_time_rate", Scope.FIELD)
    if len(fields) == 1:
        return _("{share} of the settled dossiers are overdue.").format(share=overdue)
    by_field = {field: overdue_share(result, field) for field in fields}
    worst, *alike = not_clearly_below(by_field)
    told = _(
        "{share} of the settled dossiers are overdue, most often in {field} ({worst})."
    ).format(
        share=overdue,
        field=Names(result.scenario).field(worst),
        worst=mean(by_field[worst], PERCENT),
    )
    if not alike:
        return told
    others = ngettext(
        "It may be as bad in {n} more field.", "It may be as bad in {n} more fields.", len(alike)
    )
    return f"{told} {others.format(n=len(alike))}"


def _long_waits(result: Result) -> str | None:
    """Citizens wait longer than the norm somewhere."""
    waits = {
        station: wait
        for station, wait in result.by("wait_mean", Scope.STATION).items()
        if wait.mean > _SHORTEST_NORM
    }
    if not waits:
        return None
    station, *alike = not_clearly_below(waits)
    within = result.at(f"wait_within_{_SHORTEST_NORM}", Scope.STATION, station)
    longest = _(
        "Citizens wait longest at {station}: {wait} on average, {share} are called within "
        "{norm} min."
    ).format(
        station=Names(result.scenario).station(station),
        wait=mean(waits[station], MINUTES),
        share=mean(within, PERCENT),
        norm=_SHORTEST_NORM,
    )
    if len(waits) == 1:
        return longest
    if alike:
        return f"{longest} {_as_long(len(alike))}"
    others = _("{n} stations are above {norm} min.").format(n=len(waits), norm=_SHORTEST_NORM)
    return f"{longest} {others}"


def _as_long(stations: int) -> str:
    """Say at how many more stations chance may hide as long a wait."""
    return ngettext(
        "The wait may be as long at {n} more station.",
        "The wait may be as long at {n} more stations.",
        stations,
    ).format(n=stations)


def _long_weekday(result: Result) -> str | None:
    """Citizens wait much longer on one weekday than on the others, and not by chance."""
    waits = result.by("wait_mean", Scope.WEEKDAY)
    if not waits:
        return None
    day = max(waits, key=lambda each: waits[each].mean)
    longest, other = waits[day], _other_days(result, [each for each in waits if each != day])
    low, high = ends(longest)[0], ends(other)[1]
    if low is None or high is None or low <= high:
        return None
    if longest.mean <= _SHORTEST_NORM or longest.mean < WEEKDAY * other.mean:
        return None
    return _("{weekday}: citizens wait {wait} on average, {others} on other days.").format(
        weekday=weekday(WEEKDAYS.index(day), first=True),
        wait=mean(longest, MINUTES),
        others=mean(other, MINUTES),
    )


def _other_days(result: Result, days: Sequence[str]) -> Estimate:
    """Estimate the mean wait of the tickets of some weekdays together."""
    rows = [result.index.row(MeasureKey("wait_mean", Scope.WEEKDAY, day)) for day in days]
    tickets = np.array([one.counts[rows] for one in result.replications])
    minutes = np.array([one.values[rows] for one in result.replications])
    waited = np.nansum(minutes * tickets, axis=1)
    return student_interval(divided(waited, tickets.sum(axis=1)), lowest=0.0)


def _busy_groups(result: Result) -> str | None:
    """Groups have no slack."""
    full = {
        group: use
        for group, use in result.by("utilization", Scope.GROUP).items()
        if use.mean > BUSY
    }
    if not full:
        return None
    ranked = sorted(full, key=lambda group: -full[group].mean)
    names = Names(result.scenario)
    named = [
        _("{groups} {load}").format(
            groups=names.group(group), load=number(full[group].mean, ROUND_PERCENT)
        )
        for group in ranked
    ]
    return _("No slack: {groups} of duty at work. Any busy day makes them queue.").format(
        groups=in_words(named, most=2)
    )


def _unserved(result: Result) -> str | None:
    """Citizens leave without having been served."""
    total = sum(result[name].mean for name in ("sent_home", "turned_away", "abandoned"))
    visits = result["visits"].mean
    if not total > IN_VAIN * visits:
        return None
    return _(
        "{share} of the visits end unserved: {sent_home} sent home at closing, {turned_away} "
        "turned away, {abandoned} out of patience."
    ).format(
        share=number(total / visits, ROUND_PERCENT),
        **{name: mean_count(result[name]) for name in ("sent_home", "turned_away", "abandoned")},
    )


def _paper_queue(result: Result) -> str | None:
    """Dossiers lie long before some step."""
    papers = {
        station_label(step, field) for step, field in result.scenario.stations() if step in _PAPERS
    }
    queues = {
        station: queue
        for station, queue in result.by("queueing_mean", Scope.STATION).items()
        if station in papers
    }
    if not any(queue.mean > PAPER_WAIT_HOURS for queue in queues.values()):
        return None
    station, *alike = not_clearly_below(queues)
    longer = result.at("queueing_p90", Scope.STATION, station)
    told = _("Dossiers wait longest at {station}: {wait} on average.")
    if longer.n:
        told = _(
            "Dossiers wait longest at {station}: {wait} on average, one in ten longer than {long}."
        )
    told = told.format(
        station=Names(result.scenario).station(station),
        wait=mean(queues[station], OPEN_HOURS),
        long=mean(longer, OPEN_HOURS),
    )
    return f"{told} {_as_long(len(alike))}" if alike else told


def _signing(result: Result) -> str | None:
    """Approval and seal hold most of the queueing of dossiers."""
    hours = {step: _queueing_hours(result, step) for step in _PAPERS}
    total, signing = sum(hours.values()), hours["approve"] + hours["seal"]
    settled = result["settled"].mean
    if (
        not settled
        or not total > settled * BACK_OFFICE_HOURS
        or signing <= BACK_OFFICE_SHARE * total
    ):
        return None
    step = "approve" if hours["approve"] >= hours["seal"] else "seal"
    return _(
        "{share} of the time that dossiers queue in the back office is before approval and seal: "
        "{step} alone takes {wait} on average."
    ).format(
        share=number(signing / total, ROUND_PERCENT),
        step=Names(result.scenario).step(step),
        wait=number(result.at("queueing_mean", Scope.STEP, step).mean, OPEN_HOURS),
    )


def _in_vain(result: Result) -> str | None:
    """Citizens come for results that are not ready."""
    share = in_vain_share(result)
    if not share > IN_VAIN:
        return None
    return _(
        "{share} of the visits are in vain ({trips}): the result was not ready when the citizen "
        "came."
    ).format(share=number(share, ROUND_PERCENT), trips=mean_count(result["trips_in_vain"]))


def _overtime(result: Result) -> str | None:
    """A group stays long after its duty."""
    days, staff = result.scenario.period.dates, result.scenario.staff
    overtime = result.by("overtime_hours", Scope.GROUP)
    a_week = {
        group: overtime[group].mean / (officer_days / 7)
        for group in overtime
        if (officer_days := sum(staff[group].officers_on(day) for day in days))
    }
    group, hours = max(a_week.items(), key=lambda item: item[1], default=("", 0.0))
    if hours <= OVERTIME_HOURS:
        return None
    return _(
        "{group} works {hours} of overtime a week and officer, to serve who still waits when duty "
        "ends."
    ).format(group=Names(result.scenario).group(group), hours=number(hours, HOURS))


def _calm(result: Result) -> str:
    busiest = result.highest("utilization", Scope.GROUP)
    if busiest is None or not busiest[1].mean:
        return _("Nobody was at work in the period: no dossier came, or no officer was on duty.")
    missed = [judged.norm.name for judged in missed_norms(result)]
    if missed:
        return _(
            "Nothing stands out but what is not met: {norms}. {group} is at work {share} of its "
            "duty, the busiest group."
        ).format(norms=in_words(missed, most=3), **busy(result, *busiest))
    return _(
        "Nothing stands out. {group} is at work {share} of its duty, the busiest group."
    ).format(**busy(result, *busiest))


def _queueing_hours(result: Result, step: str) -> float:
    """Hours that all dossiers together queued before a step, in a mean replication."""
    key = MeasureKey("queueing_mean", Scope.STEP, step)
    if key not in result.index:
        return 0.0
    series = result.series(key)
    some = series.counts > 0
    return float(sum(series.values[some] * series.counts[some])) / len(result.replications)
