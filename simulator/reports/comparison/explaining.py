"""Explaining: what else differs between two scenarios that moves a mean or a rate by itself.

In: the results of two scenarios and what is seen to differ. Out: sentences, none where nothing of
it can have a part in what is seen: another mix of those who wait, or of dossiers, another share
accepted after the cut-off, other open hours, in which times are counted. Whether it is wanted is
not known here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from simulator.language import _
from simulator.measures import Kind, MeasureKey, Scope
from simulator.measures.quantities import OPEN_HOURS
from simulator.reports.figures import COUNT, HOURS, MINUTES, PERCENT, number
from simulator.reports.labels import Names
from simulator.results.result import Result
from simulator.scenario import STEPS, Scenario
from simulator.scenario.calendars import build_calendar
from simulator.scenario.clocks import SECONDS_PER_HOUR
from simulator.studies.comparison.behind import MOVED, Behind, Cause, behind
from simulator.studies.paired import Difference

MOST_ALIKE = 0.5
"""Of the change of a mean, what is left without the mix where the mix is worth a word."""

OTHER_HOURS = 0.01
"""Change of the open hours, as a share of them, that is worth a word."""


def explanations(first: Result, second: Result, seen: Sequence[Difference]) -> Iterator[str]:
    """Yield what else changes that has a part in the differences seen.

    Parameters
    ----------
    first, second
        The scenario that is compared with, and that which is compared.
    seen
        The differences between them that are seen.
    """
    explained: tuple[tuple[Callable[[MeasureKey], bool], Callable[[Result, Result], str]], ...] = (
        (lambda key: key == MeasureKey("wait_mean"), _mix_of_waits),
        (_is_over_all_fields, _mix),
        (lambda key: key.entry.by_clock, _after_cut_off),
        (lambda key: key.entry.quantity is OPEN_HOURS, _open_hours),
    )
    for concerns, text in explained:
        if any(concerns(each.measure) for each in seen) and (said := text(first, second)):
            yield said


def field_name(results: Sequence[Result], found: Sequence[Behind]) -> str:
    """Return the name of the field whose share moves most; empty where the mix is the same."""
    field = next((each.field for each in found if each.field), "")
    owners = (one.scenario for one in results if field in one.scenario.fields)
    return next((Names(owner, longest=None).field(field) for owner in owners), "")


def _mix_of_waits(first: Result, second: Result) -> str:
    """Tell of another mix where without that the wait to be received moves much less."""
    results = (first, second)
    found = {each.cause: each for each in behind(results)}
    like = found.get(Cause.LIKE_FOR_LIKE)
    if like is None:
        return ""
    change = second["wait_mean"].mean - first["wait_mean"].mean
    if not change or like.differences[0].mean / change > MOST_ALIKE:
        return ""
    before, after = (
        {
            "share": number(found[Cause.SHARE].estimates[place].mean, PERCENT),
            "wait": number(like.estimates[place].mean, MINUTES),
            "hours": number(found[Cause.WAITED].estimates[place].mean, replace(HOURS, decimals=0)),
        }
        for place in range(2)
    )
    return _(
        "The mix has a part in it: “{field}” is {share} of all who wait, in place of "
        "{share_before}. If that had stayed, the mean wait at {step} would be {wait} in place of "
        "{wait_before}; all citizens together wait {hours} in place of {hours_before}."
    ).format(
        field=field_name(results, list(found.values())),
        step=Names(first.scenario).step(STEPS[0]),
        **after,
        **{f"{name}_before": text for name, text in before.items()},
    )


def _is_over_all_fields(key: MeasureKey) -> bool:
    return key.scope is Scope.ALL and key.entry.kind in (Kind.MEAN, Kind.QUANTILE, Kind.SHARE)


def _mix(first: Result, second: Result) -> str:
    """Name the field whose part in the dossiers received changes most."""
    shares = [_shares(result) for result in (first, second)]
    before, after = shares
    if not (before and after):
        return ""
    field = max(
        {**after, **before}, key=lambda each: abs(after.get(each, 0.0) - before.get(each, 0.0))
    )
    if abs(after.get(field, 0.0) - before.get(field, 0.0)) < MOVED:
        return ""
    owner = second if field in after else first
    return _(
        "The mix of what is received differs: “{field}” is {after} of the dossiers in place of "
        "{before}; means and rates over all fields change with it."
    ).format(
        field=Names(owner.scenario).field(field),
        after=number(after.get(field, 0.0), PERCENT),
        before=number(before.get(field, 0.0), PERCENT),
    )


def _shares(result: Result) -> dict[str, float]:
    received = {field: one.mean for field, one in result.by("received", Scope.FIELD).items()}
    total = sum(received.values())
    return {field: own / total for field, own in received.items()} if total else {}


def _after_cut_off(first: Result, second: Result) -> str:
    before, after = (one["after_cut_off_share"] for one in (first, second))
    if not (before.n and after.n) or abs(after.mean - before.mean) < MOVED:
        return ""
    return _(
        "{after} of the dossiers are accepted too late for their clock to start on that day, in "
        "place of {before}: these are due a working day later."
    ).format(after=number(after.mean, PERCENT), before=number(before.mean, PERCENT))


def _open_hours(first: Result, second: Result) -> str:
    before, after = (_hours_of(one.scenario) for one in (first, second))
    if abs(after - before) <= OTHER_HOURS * before:
        return ""
    return _(
        "The doors are open {after} h in the period in place of {before} h: the same time in days "
        "counts as other open hours."
    ).format(after=number(after, COUNT), before=number(before, COUNT))


def _hours_of(scenario: Scenario) -> float:
    period = scenario.period
    calendar = build_calendar(scenario.calendar, period.from_, period.days)
    return calendar.open_times.total / SECONDS_PER_HOUR
