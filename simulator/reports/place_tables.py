"""The tables of the page: waits, dossiers and load in numbers, place by place.

In: a `Result`. Out: `Table`s of texts. What they mean is said by their charts and findings.
"""

from collections.abc import Callable, Mapping

from simulator.language import _
from simulator.measures.catalogue import PROBABILITIES, Scope
from simulator.reports.document import Table
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    Unit,
    interval,
    mean,
)
from simulator.reports.footnotes import quantile_note, unlike_note
from simulator.reports.labels import Names
from simulator.results.result import Result


def waits_table(result: Result) -> Table:
    """Return the waits of citizens by station."""
    columns = {
        "wait_mean": (_("Mean wait"), MINUTES),
        "wait_p90": (_("9 in 10 within"), MINUTES),
        "wait_within_15": (_("Within 15 min"), PERCENT),
        "visits": (_("Visits"), COUNT),
        "trips_in_vain": (_("In vain"), COUNT),
    }
    name = Names(result.scenario).station
    return _table(
        _("Waits by station"), _("Station"), name, columns, result=result, scope=Scope.STATION
    )


def dossiers_table(result: Result) -> Table:
    """Return what became of the dossiers by field."""
    columns = {
        "on_time_rate": (_("Before due and on time"), PERCENT),
        "before_due_rate": (_("Before due"), PERCENT),
        "on_time_rate_official": (_("Official rate"), PERCENT),
        "on_time_rate_filing": (_("Same from the filing"), PERCENT),
        "unaccepted": (_("Not accepted"), COUNT),
        "received": (_("Received"), COUNT),
        "settled": (_("Settled"), COUNT),
        "open_at_end": (_("Open at the end"), COUNT),
        "cycle_time_mean": (_("Time to result, open hours"), HOURS),
        "cycle_time_p90": (_("9 in 10 within"), HOURS),
    }
    name = Names(result.scenario).field
    return _table(
        _("Dossiers by field"), _("Field"), name, columns, result=result, scope=Scope.FIELD
    )


def load_table(result: Result) -> Table:
    """Return load and overtime by group of officers."""
    columns = {
        "utilization": (_("Load"), PERCENT),
        "overtime_hours": (_("Overtime"), HOURS),
    }
    name = Names(result.scenario).group
    return _table(
        _("Load by group"), _("Group of officers"), name, columns, result=result, scope=Scope.GROUP
    )


def _table(
    title: str,
    of: str,
    name: Callable[[str], str],
    columns: Mapping[str, tuple[str, Unit]],
    *,
    result: Result,
    scope: Scope,
) -> Table:
    """Lay out measures by the labels of a scope; an interval stands behind the first.

    Places where that was never counted are left out.
    """
    first, *others = columns
    found = result.by(first, scope)
    quantiles = [
        result.at(stem, scope, key) for stem in columns if stem in PROBABILITIES for key in found
    ]
    heads = (of, columns[first][0], _("95 % interval"), *(columns[stem][0] for stem in others))
    rows = tuple(
        (
            name(key),
            mean(estimate, columns[first][1]),
            interval(estimate, columns[first][1]),
            *(mean(result.at(stem, scope, key), columns[stem][1]) for stem in others),
        )
        for key, estimate in found.items()
    )
    notes = (unlike_note(found.values(), result.scenario), quantile_note(quantiles))
    return Table(
        title, heads, rows, numbers=frozenset(range(1, len(heads))), note=" ".join(notes).strip()
    )
