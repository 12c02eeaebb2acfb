"""Findings: what a planner should look at first, in plain sentences.

In: a `Result`, and the load offered in its scenario. Out: at most four sentences, each with the
place and the number that it is about.
Each rule is a function that looks at one thing and says something or nothing; their order is the
order of urgency, and the thresholds stand at the top. No rule says what to do about it: that is
what comparing scenarios is for.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.demand import Plan
from simulator.demand.capacity import Pool, check_capacity
from simulator.language import _, ngettext
from simulator.measures import Estimate, student_interval
from simulator.measures.catalogue import WITHIN_MINUTES, Scope
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    OPEN_HOURS,
    PERCENT,
    ROUND_PERCENT,
    mean,
    number,
    weekday,
)
from simulator.reports.labels import Names, in_words
from simulator.reports.norms import missed_norms
from simulator.reports.ranking import not_clearly_below
from simulator.reports.result import Result, in_vain_share, overdue_share

MOST = 4
"""Most findings that a report shows."""

GROWTH = 0.05
"""Dossiers added to those in process, as a share of the received, that count as a growing queue."""

BUSY = 0.9
"""Utilization of a group above which small surges make long queues."""

FULL = 0.97
"""Utilization of a group that cannot catch up any more."""

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


def limit(result: Result) -> str:
    """Say what limits the Center: who cannot carry the load, or would be the first not to."""
    if overloaded := overload(result):
        return overloaded
    busiest = result.highest("utilization", Scope.GROUP)
    if busiest is None or not busiest[1].mean:
        return _("Nothing: nobody was at work in the period.")
    return _(
        "{group} would be the first to run out of hours: it is at work {share} of its duty."
    ).format(**_busy(result, *busiest))


def overload(result: Result) -> str:
    """Say who cannot carry the load that is offered over the period; empty where all can."""
    groups = [group for pool in _overloads(result) for group in pool.groups]
    if not groups:
        return ""
    names = Names(result.scenario)
    return _("Too few hours on duty for the work that is offered: {groups}.").format(
        groups=in_words([names.group(group) for group in groups], most=3)
    )


def findings(result: Result) -> list[str]:
    """Return what to look at first, the most urgent first; never nothing."""
    overloaded = _overloads(result)
    piles_up = _overloaded(result, overloaded) if overloaded else _piling_up(result)
    sentences = (
        piles_up,
        _late(result),
        _long_waits(result),
        _long_weekday(result),
        _unserved(result),
        None if piles_up else _busy_groups(result),
        _paper_queue(result),
        _overtime(result),
        _in_vain(result),
        _signing(result),
    )
    return [sentence for sentence in sentences if sentence][:MOST] or [_calm(result)]


@lru_cache(maxsize=1)  # for the terminal and the page: a plan takes longer than all the rest
def _overloads(result: Result) -> tuple[Pool, ...]:
    """Return the groups, with the stations they share, that are offered more than they carry."""
    pools = check_capacity(Plan(result.scenario)).period.pools
    return tuple(pool for pool in pools if not pool.can_carry)


def _overloaded(result: Result, pools: Sequence[Pool]) -> str:
    """Groups are offered more work than they have hours: no run is needed to know it."""
    names = Names(result.scenario)
    needs = [
        _("{groups} {load}").format(
            groups=in_words([names.group(group) for group in pool.groups], most=2),
            load=number(pool.load, ROUND_PERCENT),
        )
        for pool in pools
    ]
    opened, carried = _count(result, "open_at_end"), _count(result, "carried_over")
    if result["unaccepted"].mean:
        left = _(
            "{opened} dossiers are open at the end, {unaccepted} filed but not accepted yet, "
            "{carried} were at the start; waits grow with the length of the period."
        ).format(opened=opened, unaccepted=_count(result, "unaccepted"), carried=carried)
    else:
        left = _(
            "{opened} dossiers are open at the end, {carried} were at the start; waits grow with "
            "the length of the period."
        ).format(opened=opened, carried=carried)
    return _("The load cannot be carried. Needed of the hours on duty: {needs}. {left}").format(
        needs=in_words(needs, most=3), left=left
    )


def _piling_up(result: Result) -> str | None:
    """More dossiers stay open than came over, and some group cannot catch up."""
    busiest = result.highest("utilization", Scope.GROUP)
    opened = result["open_at_end"].mean - result["carried_over"].mean
    if busiest is None or busiest[1].mean < FULL or opened <= GROWTH * result["received"].mean:
        return None
    return _(
        "Dossiers pile up: {opened} are open at the end, {carried} were at the start. {group} is "
        "at work {share} of its duty: it cannot carry its load, and waits grow with the length of "
        "the period."
    ).format(
        opened=_count(result, "open_at_end"),
        carried=_count(result, "carried_over"),
        **_busy(result, *busiest),
    )


def _late(result: Result) -> str | None:
    """Dossiers are late."""
    late = overdue_share(result)
    if not late.mean > OVERDUE:
        return None
    overdue = mean(late, PERCENT)
    fields = result.by("on_time_rate", Scope.FIELD)
    if len(fields) == 1:
        return _("{share} of the settled dossiers are overdue.").format(share=overdue)
    by_field = {field: overdue_share(result, f".{field}") for field in fields}
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
    within = result[f"wait_within_{_SHORTEST_NORM}.{station}"]
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
    if not result.details:
        return None
    tickets = np.array([one.tickets.sum(axis=1) for one in result.details])
    minutes = np.array([one.waited.sum(axis=1) for one in result.details]) / 60
    own = _mean_waits(minutes, tickets)
    others = _mean_waits(
        minutes.sum(axis=1, keepdims=True) - minutes, tickets.sum(axis=1, keepdims=True) - tickets
    )
    day = max(range(len(own)), key=lambda day: own[day].mean if own[day].n else -1.0)
    longest, other = own[day], others[day]
    if longest.low is None or other.high is None or longest.low <= other.high:
        return None
    if longest.mean <= _SHORTEST_NORM or longest.mean < WEEKDAY * other.mean:
        return None
    return _("{weekday}: citizens wait {wait} on average, {others} on other days.").format(
        weekday=weekday(day, first=True),
        wait=mean(longest, MINUTES),
        others=mean(other, MINUTES),
    )


def _mean_waits(minutes: NDArray[np.float64], tickets: NDArray[np.int64]) -> list[Estimate]:
    """Estimate the mean wait of each weekday. Shapes (replications, 7)."""
    waits = np.divide(minutes, tickets, out=np.full(minutes.shape, np.nan), where=tickets > 0)
    return [student_interval(of_day, lowest=0.0) for of_day in waits.T]


def _busy_groups(result: Result) -> str | None:
    """Groups have no slack."""
    busy = {
        group: use
        for group, use in result.by("utilization", Scope.GROUP).items()
        if use.mean > BUSY
    }
    if not busy:
        return None
    ranked = sorted(busy, key=lambda group: -busy[group].mean)
    names = Names(result.scenario)
    named = [
        _("{groups} {load}").format(
            groups=names.group(group), load=number(busy[group].mean, ROUND_PERCENT)
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
        **{name: _count(result, name) for name in ("sent_home", "turned_away", "abandoned")},
    )


def _paper_queue(result: Result) -> str | None:
    """Dossiers lie long before some step."""
    queues = {
        station: queue
        for station, queue in result.by("queueing_mean", Scope.STATION).items()
        if station.partition("/")[0] in _PAPERS
    }
    if not any(queue.mean > PAPER_WAIT_HOURS for queue in queues.values()):
        return None
    station, *alike = not_clearly_below(queues)
    told = _(
        "Dossiers wait longest at {station}: {wait} on average, one in ten longer than {long}."
    ).format(
        station=Names(result.scenario).station(station),
        wait=mean(queues[station], OPEN_HOURS),
        long=mean(result[f"queueing_p90.{station}"], OPEN_HOURS),
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
        wait=number(result[f"queueing_mean.{step}"].mean, OPEN_HOURS),
    )


def _in_vain(result: Result) -> str | None:
    """Citizens come for results that are not ready."""
    share = in_vain_share(result)
    if not share > IN_VAIN:
        return None
    return _(
        "{share} of the visits are in vain ({trips}): the result was not ready when the citizen "
        "came."
    ).format(share=number(share, ROUND_PERCENT), trips=_count(result, "trips_in_vain"))


def _overtime(result: Result) -> str | None:
    """A group stays long after its duty."""
    period, staff = result.scenario.period, result.scenario.staff
    days = [period.from_ + timedelta(n) for n in range((period.to - period.from_).days + 1)]
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
    missed = [norm.norm for norm in missed_norms(result)]
    if missed:
        return _(
            "Nothing stands out but what is not met: {norms}. {group} is at work {share} of its "
            "duty, the busiest group."
        ).format(norms=in_words(missed, most=3), **_busy(result, *busiest))
    return _(
        "Nothing stands out. {group} is at work {share} of its duty, the busiest group."
    ).format(**_busy(result, *busiest))


def _busy(result: Result, group: str, use: Estimate) -> dict[str, str]:
    return {"group": Names(result.scenario).group(group), "share": mean(use, PERCENT)}


def _count(result: Result, name: str) -> str:
    return number(result[name].mean, COUNT)


def _queueing_hours(result: Result, step: str) -> float:
    """Hours that all dossiers together queued before a step, in a mean replication."""
    name = f"queueing_mean.{step}"
    if name not in result.estimates:
        return 0.0
    row = result.replications[0].names.index(name)
    totals = [one.values[row] * one.counts[row] for one in result.replications if one.counts[row]]
    return float(sum(totals)) / len(result.replications)
