"""How much work is offered to each station on each day, before anything is simulated.

In: a `Plan`. Out: expected seconds of work by station and day of the reported period. It is exact
in expectation but for one thing: all the work that a dossier will ever make is counted on the day
of its filing, whenever it is done. Nothing is drawn here, and who does the work is not known.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.plan import Plan
from simulator.demand.workload import NONE, Channel
from simulator.scenario import Scenario
from simulator.scenario.model_demand import Procedure
from simulator.scenario.vocabulary import STEPS, Step


def offered_load(plan: Plan) -> NDArray[np.float64]:
    """Return the expected work that the filings of each day offer to each station.

    The work of a (procedure, channel) is its number of dossiers × the mean work that one makes at
    a step: the traffic offered, λ·E[S] summed over its streams, as in any text on queues.

    Parameters
    ----------
    plan
        The compiled scenario.

    Returns
    -------
    NDArray[float64]
        Seconds at speed 1, shape (stations, days of the reported period).

    Examples
    --------
    >>> from simulator import load_scenario
    >>> work = offered_load(Plan(load_scenario("scenarios/textbook/mm1.yaml")))
    >>> work.shape[0]
    1
    """
    reported = slice(plan.scenario.period.warm_up_days, None)
    procedures = list(plan.scenario.procedures.values())
    dossiers = plan.expected[: len(procedures), :, reported].copy()
    dossiers[:, Channel.COUNTER] *= np.array([each.mean_bundle for each in procedures])[:, None]
    seconds = _seconds_a_dossier(plan)
    work = np.zeros((len(plan.stations.step), dossiers.shape[2]))
    for row, station in enumerate(plan.procedures.station):
        in_flow = station != NONE
        # Shapes (steps of the flow, channels) @ (channels, days); the steps are distinct stations.
        work[station[in_flow]] += seconds[row, :, in_flow] @ dossiers[row]
    enquiries = plan.scenario.demand.enquiries
    if enquiries:
        asked = plan.expected[len(procedures) :, Channel.COUNTER, reported]
        work[plan.visit_station[len(procedures) :]] += enquiries.takes.mean_seconds * asked
    return work


def _seconds_a_dossier(plan: Plan) -> NDArray[np.float64]:
    """Mean seconds that a dossier makes at each step. Shape (procedures, channels, steps)."""
    seconds = np.zeros((len(plan.scenario.procedures), len(Channel), len(STEPS)))
    for row, procedure in enumerate(plan.scenario.procedures.values()):
        times = times_a_step(plan.scenario, procedure)
        for step, distribution in procedure.steps.items():
            seconds[row, :, STEPS.index(step)] = distribution.mean_seconds * times[step]
    return seconds


def times_a_step(scenario: Scenario, procedure: Procedure) -> dict[Step, NDArray[np.float64]]:
    """Mean number of times that a dossier is worked on at each step. Shapes (channels,)."""
    every = np.ones(len(Channel))
    asked = procedure.supplement.chance if procedure.supplement else 0.0
    dropped = asked * procedure.supplement.never if procedure.supplement else 0.0
    brought, goes_on = asked - dropped, 1.0 - dropped
    corrected = goes_on * procedure.correction
    collects = scenario.citizens.collects
    returned = np.full(len(Channel), collects.counter + collects.post)  # online takes no work
    if procedure.on_the_spot and not goes_to_headquarters(scenario, procedure):
        returned[Channel.COUNTER] = 1.0  # who waits for the result takes it along (R13)
    return {
        # Sent back with the same chance each time: a geometric number of receptions (R1).
        "receive": every / (1 - procedure.incomplete) + brought,
        "appraise": every + brought + corrected,
        "approve": every * goes_on + corrected,
        "seal": every * goes_on,
        "return": goes_on * returned,
    }


def goes_to_headquarters(scenario: Scenario, procedure: Procedure) -> bool:
    """Whether a dossier takes the courier there and back, so that nobody can wait for it."""
    seal_away = scenario.seal.at == "headquarters" and "seal" in procedure.steps
    office_away = procedure.back_office == "headquarters" and bool(
        {"appraise", "approve"} & procedure.steps.keys()
    )
    return seal_away or office_away
