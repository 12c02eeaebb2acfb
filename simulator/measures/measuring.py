"""Measuring: one replication's numbers, from what came to the Center and what happened there.

In: `Outcome`, `Workload` and `Roster`. Out: `Measures`. It puts together what the lobby, station
and dossier modules count, in the order of the catalogue, and counts nothing itself.
"""

from functools import partial

import numpy as np

from simulator.center.outcome import Outcome
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload
from simulator.measures.appointments import appointment_measures
from simulator.measures.dossiers import book_measures, received_by
from simulator.measures.filings import filings_of
from simulator.measures.form import form_of
from simulator.measures.labels import Labels, labels_of, places_of
from simulator.measures.ledger import ledger_of
from simulator.measures.lobby import lobby_measures
from simulator.measures.measure import Needs, Scope
from simulator.measures.open_hours import OpenHours
from simulator.measures.result import Measures
from simulator.measures.stations import station_measures


def measure(
    outcome: Outcome,
    workload: Workload,
    roster: Roster,
    labels: Labels | None = None,
) -> Measures:
    """Measure one replication over its reported period, [period start, horizon).

    Parameters
    ----------
    outcome
        What happened.
    workload, roster
        What the engine was given.
    labels
        Those of the scenario; of many replications they are made once, and shared.

    Returns
    -------
    Measures
        Every measure of the catalogue; the keys depend on the scenario's fields, stations, groups
        and hours of arrival only.

    Raises
    ------
    FormError
        If the form's identities do not hold, which is a defect of the program.

    Examples
    --------
    >>> from simulator import draw, load_scenario, serve
    >>> workload, roster = draw(load_scenario("scenarios/textbook/mm1.yaml"), seed=1)
    >>> measures = measure(serve(workload, roster), workload, roster)
    >>> bool(measures["visits"] > 0), 0 < measures["utilization"] < 1
    (True, True)
    """
    labels = labels or labels_of(workload, roster)
    places = places_of(workload)
    hours = OpenHours.of_center(workload.time, workload.horizon)
    ledger = ledger_of(workload, outcome)
    form = form_of(ledger, workload.fields)
    filings = filings_of(workload, outcome, ledger)
    of_books = partial(
        book_measures,
        workload=workload,
        outcome=outcome,
        hours=hours,
        has_extensions=Needs.EXTENSIONS in labels.has,
    )
    tables = {
        **lobby_measures(workload, outcome, labels, places, received_by(form)),
        **station_measures(workload, outcome, roster, places, hours),
        **of_books(ledger, filings, form),
    }
    if Needs.APPOINTMENTS in labels.has:
        tables |= appointment_measures(workload, outcome, places)
    if labels.own:
        own = of_books(ledger.take(ledger.is_own), filings.own(), form.of_own())
        tables |= {
            (name, Scope.OWN): cells for (name, scope), cells in own.items() if scope is Scope.ALL
        }
    cells = [tables[table] for table in labels.tables]
    first = np.cumsum([0, *(len(cell.values) for cell in cells)]).tolist()
    index = labels.index
    return Measures(
        index=index,
        values=np.concatenate([cell.values for cell in cells]),
        counts=np.concatenate([cell.counts for cell in cells]),
        form=form,
        samples={
            index[row]: items
            for start, cell in zip(first, cells, strict=False)
            for row, items in enumerate(cell.items, start=start)
            if items is not None
        },
    )
