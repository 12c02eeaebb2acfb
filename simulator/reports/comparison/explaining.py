"""Explaining: what else differs between two scenarios that moves a mean or a rate by itself.

In: the results of two scenarios and what is seen to differ. Out: sentences, none where nothing of
it can have a part in what is seen: another mix of dossiers, another share accepted after the
cut-off, other open hours, in which times are counted. Whether it is wanted is not known here.
"""

from collections.abc import Callable, Iterator, Sequence

from simulator.language import _
from simulator.measures import Kind, MeasureKey, Scope
from simulator.measures.quantities import OPEN_HOURS
from simulator.reports.figures import COUNT, PERCENT, number
from simulator.reports.labels import Names
from simulator.results.result import Result
from simulator.scenario import Scenario
from simulator.scenario.calendars import build_calendar
from simulator.scenario.clocks import SECONDS_PER_HOUR
from simulator.studies.paired import Difference

SHARE = 0.02
"""Change of a share of the dossiers that is worth a word."""

HOURS = 0.01
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
        (_is_over_all_fields, _mix),
        (lambda key: key.entry.by_clock, _after_cut_off),
        (lambda key: key.entry.quantity is OPEN_HOURS, _open_hours),
    )
    for concerns, text in explained:
        if any(concerns(each.measure) for each in seen) and (said := text(first, second)):
            yield said


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
    if abs(after.get(field, 0.0) - before.get(field, 0.0)) < SHARE:
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
    if not (before.n and after.n) or abs(after.mean - before.mean) < SHARE:
        return ""
    return _(
        "{after} of the dossiers are accepted too late for their clock to start on that day, in "
        "place of {before}: these are due a working day later."
    ).format(after=number(after.mean, PERCENT), before=number(before.mean, PERCENT))


def _open_hours(first: Result, second: Result) -> str:
    before, after = (_hours_of(one.scenario) for one in (first, second))
    if abs(after - before) <= HOURS * before:
        return ""
    return _(
        "The doors are open {after} h in the period in place of {before} h: the same time in days "
        "counts as other open hours."
    ).format(after=number(after, COUNT), before=number(before, COUNT))


def _hours_of(scenario: Scenario) -> float:
    period = scenario.period
    calendar = build_calendar(scenario.calendar, period.from_, period.days)
    return calendar.open_times.total / SECONDS_PER_HOUR
