"""Dossier measures: received, settled, in time or not, and how long they took.

In: the `Ledger`, the filled `Form` and the open hours. Out: `Tables` of the measures that the
catalogue lists for dossiers, for the Center and by field. It knows nothing of citizens, stations
and officers.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import HOUR, NONE
from simulator.measures.catalogue import Scope
from simulator.measures.form import Form, FormColumn
from simulator.measures.ledger import Ledger, Standing
from simulator.measures.open_hours import OpenHours
from simulator.measures.tallies import Segments, Tables, ratios, totals


def dossier_measures(ledger: Ledger, form: Form, hours: OpenHours) -> Tables:
    """Take the dossier measures.

    Parameters
    ----------
    ledger
        The dossiers of the period.
    form
        The form filled from them: what it counts is not counted twice.
    hours
        Hours of the Center's doors.
    """
    fields = len(form.fields)
    return (
        _rates(form, Scope.ALL, slice(fields, None))
        | _rates(form, Scope.FIELD, slice(fields))
        | _durations(ledger, hours, fields)
    )


def unaccepted_measures(by_field: NDArray[np.int64]) -> Tables:
    """Take the number of dossiers that wait to be accepted. Shape of `by_field`: (fields,)."""
    return {
        ("unaccepted", Scope.ALL): totals(by_field.sum(keepdims=True)),
        ("unaccepted", Scope.FIELD): totals(by_field),
    }


def received_by(form: Form) -> dict[Scope, NDArray[np.int64]]:
    """Return the dossiers accepted in the period, in all and by field."""
    received = form.column(FormColumn.ONLINE) + form.column(FormColumn.DIRECT_OR_POST)
    return {Scope.ALL: received[-1:], Scope.FIELD: received[:-1]}


def _rates(form: Form, scope: Scope, rows: slice) -> Tables:
    """Read totals and shares off the rows of the form."""

    def column(number: FormColumn) -> NDArray[np.int64]:
        return form.column(number)[rows]

    settled, before_due = column(FormColumn.SETTLED), column(FormColumn.BEFORE_DUE)
    in_the_books = column(FormColumn.RECEIVED)
    late = column(FormColumn.OVERDUE) + column(FormColumn.PAST_DUE)
    return {
        ("received", scope): totals(received_by(form)[scope]),
        ("carried_over", scope): totals(column(FormColumn.CARRIED_OVER)),
        ("settled", scope): totals(settled),
        ("open_at_end", scope): totals(column(FormColumn.IN_PROCESS)),
        ("before_due_rate", scope): ratios(before_due, settled),
        ("on_time_rate", scope): ratios(before_due + column(FormColumn.ON_TIME), settled),
        ("on_time_rate_official", scope): ratios(in_the_books - late, in_the_books),
        ("overdue", scope): totals(column(FormColumn.OVERDUE)),
    }


def _durations(ledger: Ledger, hours: OpenHours, fields: int) -> Tables:
    """Take cycle times and lateness in open hours."""
    settled = np.flatnonzero(ledger.ready != NONE)
    overdue = np.flatnonzero(ledger.standing == Standing.OVERDUE)
    cycle = hours.between(ledger.accepted[settled], ledger.ready[settled])
    lateness = hours.between(ledger.due[overdue], ledger.ready[overdue])
    field = ledger.field.astype(np.int64)
    tables: Tables = {}
    for scope, label, size in (
        (Scope.ALL, np.zeros_like(field), 1),
        (Scope.FIELD, field, fields),
    ):
        cycles = Segments.of(cycle, label[settled], size)
        tables["cycle_time_mean", scope] = cycles.means(unit=HOUR)
        tables["cycle_time_p90", scope] = cycles.quantiles(0.9, unit=HOUR)
        late = Segments.of(lateness, label[overdue], size)
        tables["lateness_p90", scope] = late.quantiles(0.9, unit=HOUR)
    return tables
