"""Serve a replication with one of the engines.

In: `Workload` and `Roster`. Out: `Outcome`, the same whichever engine serves.
"""

# ruff: noqa: PLC0415  # An engine is loaded when it serves: each takes its time.

from typing import Literal, get_args

from simulator.center.checking import check_contracts
from simulator.center.outcome import Outcome
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload

Engine = Literal["compiled", "simpy"]
"""Names of the engines."""


def check_engine(engine: str) -> None:
    """Check that an engine is known.

    Raises
    ------
    ValueError
        If it is not; the message names those that are.
    """
    if engine not in get_args(Engine):
        raise ValueError(f"unknown engine {engine!r}: use one of {', '.join(get_args(Engine))}")


def serve(workload: Workload, roster: Roster, *, engine: Engine = "compiled") -> Outcome:
    """Serve everybody of one replication.

    Parameters
    ----------
    workload, roster
        The contracts that `draw` returns; they are not changed.
    engine
        `compiled`, which is fast, or `simpy`, the model that is the authority on the rules. Their
        outcomes are equal, array for array.

    Raises
    ------
    ValueError
        If the engine is unknown, or a contract does not hold what it must.

    Examples
    --------
    >>> from simulator import draw, load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> outcome = serve(*draw(scenario, seed=1))
    >>> int((outcome.trips.gone >= outcome.trips.arrival).sum()) > 0
    True
    """
    check_engine(engine)
    check_contracts(workload, roster)
    if engine == "compiled":
        from simulator.center.compiled import serve_compiled

        return serve_compiled(workload, roster)
    from simulator.center.reference import Center

    return Center(workload, roster).run()
