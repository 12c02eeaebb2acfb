"""Dossier measures: received, settled, in time or not, and how long they took.

In: the `Ledger`, the filled `Form` and the open hours. Out: `Tables` of the measures that the
catalogue lists for dossiers, for the Center and by field. It knows nothing of citizens, stations
and officers.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.center.outcome import Outcome
from simulator.demand.workload import DAY, HOUR, NONE, Workload
from simulator.measures.breakdown import Breakdown
from simulator.measures.catalogue import PROBABILITIES
from simulator.measures.clock import same_day_limits, start_days
from simulator.measures.filings import Filings
from simulator.measures.form import Form, FormColumn, form_of
from simulator.measures.ledger import DossierStanding, Ledger, Origin, standings
from simulator.measures.measure import Scope
from simulator.measures.open_hours import OpenHours
from simulator.measures.tallies import Tables, counted, ratios, totals


def book_measures(
    ledger: Ledger,
    filings: Filings,
    form: Form,
    *,
    workload: Workload,
    outcome: Outcome,
    hours: OpenHours,
    has_extensions: bool,
) -> Tables:
    """Take all measures of some dossiers in the books, and of those filed that are in none.

    Parameters
    ----------
    ledger, filings, form
        The dossiers of the period, those of their filings, and the form filled from them.
    workload, outcome
        One replication.
    hours
        Hours of the Center's doors.
    has_extensions
        Whether due moments can be extended.
    """
    return {
        **dossier_measures(ledger, form, hours),
        **limit_measures(ledger, workload),
        **filing_measures(filings, len(workload.fields)),
        **(first_date_measures(ledger, workload, outcome) if has_extensions else {}),
    }


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


def filing_measures(filings: Filings, fields: int) -> Tables:
    """Take what waits to be accepted, and the rate by the clock that starts at the filing.

    Parameters
    ----------
    filings
        The dossiers of the period, accepted and not.
    fields
        Number of fields.
    """
    waiting = np.bincount(filings.field[filings.accepted :], minlength=fields)
    in_time, late = counted((filings.is_late, 2), (filings.field, fields))
    return {
        ("unaccepted", Scope.FIELD): totals(waiting),
        ("unaccepted", Scope.ALL): totals(waiting.sum(keepdims=True)),
        **_shares("on_time_rate_filing", in_time, in_time + late),
    }


def limit_measures(ledger: Ledger, workload: Workload) -> Tables:
    """Take the rates of same-day limits apart from the others, and who was too late for a day."""
    time = workload.time
    # The last, which -1 stands for, is no limit.
    is_same_day = np.append(same_day_limits(time), False)
    dossiers = counted(
        (ledger.origin, len(Origin)),
        (start_days(time, ledger.accepted) > ledger.accepted // DAY, 2),
        (is_same_day.take(workload.jobs.limit[ledger.dossier]), 2),
        (ledger.standing, len(DossierStanding)),
        (ledger.field, len(workload.fields)),
    )
    today, later = dossiers[[Origin.ONLINE, Origin.DIRECT_OR_POST]].sum(axis=(0, 2, 3))
    days, same_day = dossiers.sum(axis=(0, 1))
    in_time = [DossierStanding.BEFORE_DUE, DossierStanding.ON_TIME]
    settled = [*in_time, DossierStanding.OVERDUE]
    return {
        **_shares("before_due_rate_days", days[DossierStanding.BEFORE_DUE], days[settled].sum(0)),
        **_shares("on_time_rate_same_day", same_day[in_time].sum(0), same_day[settled].sum(0)),
        **_shares("after_cut_off_share", later, today + later),
    }


def _shares(name: str, above: NDArray[np.int64], below: NDArray[np.int64]) -> Tables:
    """Divide counts by field, and their sums."""
    return {
        (name, Scope.FIELD): ratios(above, below),
        (name, Scope.ALL): ratios(above.sum(keepdims=True), below.sum(keepdims=True)),
    }


def first_date_measures(ledger: Ledger, workload: Workload, outcome: Outcome) -> Tables:
    """Take the rates by the due moments before extensions, and count these."""
    first_due = outcome.jobs.first_due[ledger.dossier]
    standing = standings(first_due, ledger.ready, ledger.returned, workload.horizon)
    form = form_of(replace(ledger, due=first_due, standing=standing), workload.fields)
    fields = len(workload.fields)
    rates = _rates(form, Scope.ALL, slice(fields, None)) | _rates(form, Scope.FIELD, slice(fields))
    extended = np.bincount(ledger.field[ledger.due != first_due], minlength=fields)
    return {
        ("extended", Scope.ALL): totals(extended.sum(keepdims=True)),
        ("extended", Scope.FIELD): totals(extended),
        **{(f"{name}_first", scope): cells for (name, scope), cells in rates.items()},
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
    overdue = np.flatnonzero(ledger.standing == DossierStanding.OVERDUE)
    cycle = hours.between(ledger.accepted[settled], ledger.ready[settled])
    lateness = hours.between(ledger.due[overdue], ledger.ready[overdue])
    books = Breakdown.of(
        {
            Scope.ALL: (np.zeros(fields, np.int64), (0,)),
            Scope.FIELD: (np.arange(fields), range(fields)),
        }
    )
    cycles = books.segments(cycle, ledger.field[settled])
    late = books.segments(lateness, ledger.field[overdue])
    return books.tables(
        {
            "cycle_time_mean": cycles.means(unit=HOUR),
            "cycle_time_p90": cycles.quantiles(
                PROBABILITIES["cycle_time_p90"], unit=HOUR, items=cycles.items(unit=HOUR)
            ),
            # In most years few are overdue, in some many: of these a sample is kept, to be pooled.
            "lateness_p90": late.quantiles(
                PROBABILITIES["lateness_p90"],
                unit=HOUR,
                items=late.items(unit=HOUR, is_thinned=True),
            ),
        }
    )
