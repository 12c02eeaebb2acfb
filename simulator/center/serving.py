"""Serve a replication with one of the engines.

In: `Workload` and `Roster`. Out: `Outcome`. It refuses what no engine can serve yet.
"""

from typing import Literal, get_args

import numpy as np

from simulator.center.outcome import Outcome
from simulator.demand.roster import Roster
from simulator.demand.workload import FAR, Workload

Engine = Literal["simpy"]
"""Names of the engines."""


def serve(workload: Workload, roster: Roster, *, engine: Engine = "simpy") -> Outcome:
    """Serve everybody of one replication.

    Parameters
    ----------
    workload, roster
        The contracts that `draw` returns; they are not changed.
    engine
        `simpy`, the model that is the authority on the rules.

    Raises
    ------
    ValueError
        If the engine is unknown, or the workload or roster ask for a rule that is not supported
        yet.

    Examples
    --------
    >>> from simulator import draw, load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> outcome = serve(*draw(scenario, seed=1))
    >>> int((outcome.trips.gone >= outcome.trips.arrival).sum()) > 0
    True
    """
    if engine not in get_args(Engine):
        raise ValueError(f"unknown engine {engine!r}: use one of {', '.join(get_args(Engine))}")
    asked = _not_supported(workload, roster)
    if asked:
        raise ValueError(f"not supported yet: {', '.join(asked)}")
    from simulator.center.reference import Center  # noqa: PLC0415  # SimPy loads when it is needed

    return Center(workload, roster).run()


def _not_supported(workload: Workload, roster: Roster) -> list[str]:
    """Rules that the contracts ask for and no engine has."""
    rules = {
        "patience (R9)": np.any(workload.trips.patience < FAR),
        "ticket caps (R10)": np.any(workload.stations.tickets_per_day < FAR),
        "hurry (R7)": np.any(workload.stations.hurry != 1000),
        "helping (R4)": len(roster.helped) > 0,
        "choosing by target (R4)": np.any(roster.by_target),
    }
    return [rule for rule, asked in rules.items() if asked]
