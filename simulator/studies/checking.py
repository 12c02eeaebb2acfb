"""Check the compiled engine against the SimPy model, on the very replication that it serves.

In: a replication as it was drawn. Out: a `Comparison`, of its first month or of all of it. The
model is the authority: what differs is a defect of the compiled engine.
"""

from dataclasses import replace
from datetime import date

from simulator.center import serve
from simulator.center.comparing import Comparison, compare
from simulator.demand import Roster, Workload
from simulator.demand.workload import DAY

MONTH = 31
"""Days of the check that every run makes: enough to meet most rules, and short in SimPy."""

ENGINES = ("SimPy", "compiled")
"""What to call the two outcomes of a `Comparison`."""


def compare_engines(
    workload: Workload, roster: Roster, *, days: int | None = None, first_day: date | None = None
) -> Comparison:
    """Serve a replication with both engines, and compare what comes out.

    Parameters
    ----------
    workload, roster
        The replication.
    days
        How many of its days, from the first; all of them when absent.
    first_day
        The day on which it begins, for the texts of a difference.

    Examples
    --------
    >>> from simulator import draw, load_scenario
    >>> scenario = load_scenario("scenarios/textbook/mm1.yaml")
    >>> compare_engines(*draw(scenario, seed=1), days=1).difference is None
    True
    """
    if days is not None:
        workload = replace(workload, horizon=min(workload.horizon, days * DAY))
    model = serve(workload, roster, engine="simpy")
    compiled = serve(workload, roster, engine="compiled")
    return compare(model, compiled, workload, roster, first_day=first_day)
