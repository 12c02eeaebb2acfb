"""How much work is offered to each station on each day, before anything is simulated.

In: a `PreparedScenario`. Out: expected seconds of work by kind, station and day of the reported
period. It is exact in expectation but for two things: all the work that a dossier will ever make is
counted on the day of its filing, whenever it is done; and visits whose citizens never come to an
appointment, or find none and give up, are counted as if they came. Nothing is drawn here, and who
does the work is not known.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.prepared import PreparedScenario
from simulator.demand.workload import NONE, Channel
from simulator.scenario.repeats import Times, times_a_step
from simulator.scenario.vocabulary import STEPS

IN_PERSON, PAPERS = range(len(Times._fields))
"""Kinds of work: with a citizen who has come for it, and without."""


def offered_load(prepared: PreparedScenario) -> NDArray[np.float64]:
    """Return the expected work that the filings of each day offer to each station.

    The work of a (procedure, channel) is its number of dossiers × the mean work that one makes at
    a step: the traffic offered, λ·E[S] summed over its streams, as in any text on queues.

    Parameters
    ----------
    prepared
        The prepared scenario.

    Returns
    -------
    NDArray[float64]
        Seconds at speed 1, shape (2, stations, days of the reported period): in person and without
        a citizen, as in `Times`.

    Examples
    --------
    >>> from simulator import load_scenario
    >>> work = offered_load(PreparedScenario(load_scenario("scenarios/textbook/mm1.yaml")))
    >>> work.shape[:2]
    (2, 1)
    """
    reported = slice(prepared.scenario.period.warm_up_days, None)
    procedures = list(prepared.scenario.procedures.values())
    bundle = np.array([each.mean_bundle for each in procedures])
    dossiers = prepared.expected[: len(procedures), :, reported] * bundle[:, None, None]
    seconds = _seconds_a_dossier(prepared)
    work = np.zeros((len(Times._fields), len(prepared.stations.step), dossiers.shape[2]))
    for row, station in enumerate(prepared.procedures.station):
        in_flow = station != NONE
        # Shapes (kinds, steps of the flow, channels) @ (channels, days); the steps are distinct
        # stations.
        work[:, station[in_flow]] += seconds[row][:, in_flow] @ dossiers[row]
    enquiries = prepared.scenario.demand.enquiries
    if enquiries:
        asked = prepared.expected[len(procedures) :, Channel.COUNTER, reported]
        work[IN_PERSON, prepared.visit_station[len(procedures) :]] += (
            enquiries.takes.mean_seconds * asked
        )
    return work


def _seconds_a_dossier(prepared: PreparedScenario) -> NDArray[np.float64]:
    """Mean seconds that a dossier makes at each step.

    Shape (procedures, kinds, steps, channels); the kinds are those of `Times`.
    """
    procedures = prepared.scenario.procedures.values()
    seconds = np.zeros((len(procedures), len(Times._fields), len(STEPS), len(Channel)))
    for row, procedure in enumerate(procedures):
        times = times_a_step(prepared.scenario, procedure)
        for step, distribution in procedure.steps.items():
            seconds[row, :, STEPS.index(step)] = distribution.mean_seconds * np.array(times[step])
    return seconds
