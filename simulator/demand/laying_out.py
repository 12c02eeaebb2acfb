"""Laying out the routes of one replication: the arrays of a `Draft`, filled and taken off again.

In: a `PreparedScenario`, the `Draws` and the arrivals. Out: jobs, operations and trips of the
`Workload`. What becomes of visits and dossiers is `routes`' business.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.demand.dossiers import MOST_IN_BUNDLE, Arrivals
from simulator.demand.draft import DOSSIER, DRAWN, STEPS_DRAWN, WRITTEN, Draft
from simulator.demand.draws import Draws
from simulator.demand.prepared import PreparedScenario
from simulator.demand.routes import lay_out_all
from simulator.demand.workload import NONE, Jobs, Operations, Trips

OPERATIONS_OF_A_DOSSIER, SERVICES_OF_A_DOSSIER = 12, 3
"""Room that is made at first, for a dossier with more than most; a visit needs one of each."""


def lay_out(
    prepared: PreparedScenario, draws: Draws, arrivals: Arrivals
) -> tuple[Jobs, Operations, Trips]:
    """Draw and lay out what becomes of the arrivals; jobs are numbered as these begin.

    Raises
    ------
    ValueError
        If more come for something on a day than there are random numbers for.
    """
    given = _given(prepared, draws, arrivals)
    visits, dossiers = int(np.count_nonzero(arrivals.is_visit)), int(arrivals.size.sum())
    jobs = Jobs.empty({"jobs": visits + dossiers})
    given |= {f"job_{name}": column for name, column in jobs.items()}
    columns = prepared.scenario.citizens.retries + 2
    used = {
        "operations": visits + OPERATIONS_OF_A_DOSSIER * dossiers,
        "services": visits + SERVICES_OF_A_DOSSIER * dossiers,
    }
    room = dict.fromkeys(used, NONE)
    while any(used[name] > room[name] for name in room):
        room = used  # What is drawn by address is the same again, where there was not enough.
        operations, trips = Operations.empty(room), Trips.empty({**room, "trips": columns})
        given |= {f"op_{name}": column for name, column in operations.items()}
        given |= {f"trip_{name}": column for name, column in trips.items()}
        written = np.zeros(1, WRITTEN).view(np.recarray)
        lay_out_all(Draft(**given, written=written))
        used = {name: int(written[name][0]) for name in room}
    for own, count in ((operations, used["operations"]), (trips, used["services"])):
        for column in own.values():
            column.resize((count, *column.shape[1:]), refcheck=False)
    return Jobs(**jobs), Operations(**operations), Trips(**trips)


def _given(prepared: PreparedScenario, draws: Draws, arrivals: Arrivals) -> dict[str, Any]:
    """Return what routes are laid out from, and room for the dossier that is laid out."""
    scenario, rules = prepared.scenario, prepared.scenario.appointments
    sources = (arrivals, prepared, prepared.procedures)
    return {
        **{
            name: getattr(source, name)
            for source in sources
            for name in Draft._fields
            if hasattr(source, name)
        },
        "seed": draws.seed,
        "replication": draws.replication,
        "order": _by_beginning(arrivals.begin),
        "place": arrivals.address.place,
        "item": arrivals.address.item,
        "first_item": arrivals.address.first_within(MOST_IN_BUNDLE),
        "no_show_costs": round(rules.no_show.costs.seconds) if rules and rules.no_show else 0,
        "sealed_away": scenario.seal.at == "headquarters",
        "collects_by_slip": scenario.citizens.collects_on == "slip",
        "dossier": np.zeros(1, DOSSIER).view(np.recarray),
        "uniforms": np.empty(DRAWN),
        "takes": np.empty(len(STEPS_DRAWN), np.int64),
    }


def _by_beginning(begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the arrivals as they begin; of those that begin together the first one first.

    Packed into one integer with its number, each is sorted several times faster than an index.

    Examples
    --------
    >>> _by_beginning(np.array([7, 3, 7, 3])).tolist()
    [1, 3, 0, 2]
    """
    bits = len(begin).bit_length()
    packed = np.sort(begin << bits | np.arange(len(begin)))
    return packed & ((1 << bits) - 1)
