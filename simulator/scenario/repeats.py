"""How often a dossier is worked on at each step, and how many visits it causes, on average.

In comes a procedure of a scenario; out come expectations by the way that a dossier came in, from
the chances of missing papers, supplements, corrections and ways to collect. How many dossiers there
are, and when anything happens, is not known here.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.model import Scenario
from simulator.scenario.model_demand import Channels, Procedure
from simulator.scenario.vocabulary import Step

_OFFICE_STEPS = frozenset({"appraise", "approve"})


class Times(NamedTuple):
    """Mean number of times that a dossier is worked on at a step.

    Shapes (3,): by the way in, as the keys of `Channels`.
    """

    in_person: NDArray[np.float64]
    """With a citizen who has come for it."""
    papers: NDArray[np.float64]
    """Without one."""


def times_a_step(scenario: Scenario, procedure: Procedure) -> dict[Step, Times]:
    """Return how often a dossier of a procedure is worked on at each of the five steps."""
    every = np.ones(len(Channels.model_fields))
    citizen = np.array([name == "counter" for name in Channels.model_fields]) * every
    asked = procedure.supplement.chance if procedure.supplement else 0.0
    dropped = asked * procedure.supplement.never if procedure.supplement else 0.0
    brought, goes_on = asked - dropped, 1.0 - dropped
    corrected = goes_on * procedure.correction
    # Sent back with the same chance each time: a geometric number of receptions (R1).
    received = 1 / (1 - procedure.incomplete) + brought
    collects = scenario.citizens.collects
    stays = citizen if _is_waited_for(scenario, procedure) else 0 * every
    none = 0 * every
    return {
        "receive": Times(received * citizen, received * (every - citizen)),
        "appraise": Times(none, every + brought + corrected),
        "approve": Times(none, every * goes_on + corrected),
        "seal": Times(none, every * goes_on),
        "return": Times(  # online takes no work
            goes_on * np.where(stays, 1.0, collects.counter),
            goes_on * np.where(stays, 0.0, collects.post),
        ),
    }


def mean_visits(scenario: Scenario, procedure: Procedure) -> float:
    """Return how many visits a dossier of a procedure causes, over all ways in."""
    channels = [getattr(procedure.channels, name) for name in Channels.model_fields]
    return float(channels @ visits_a_dossier(scenario, procedure))


def visits_a_dossier(scenario: Scenario, procedure: Procedure) -> NDArray[np.float64]:
    """Return how many visits a dossier causes: filing, missing papers, supplement, collection.

    Who brings several dossiers files them in one visit. Visits after a trip that failed, and those
    in vain, are not counted. Shape (3,): by the way in, as the keys of `Channels`.
    """
    times, steps = times_a_step(scenario, procedure), procedure.steps
    visits = np.zeros(len(Channels.model_fields))
    if "receive" in steps:
        filed = (times["receive"].in_person > 0) * (1 / procedure.mean_bundle - 1)
        visits += times["receive"].in_person + filed
    if "return" in steps:
        collected = times["return"].in_person.copy()
        if _is_waited_for(scenario, procedure):
            collected[list(Channels.model_fields).index("counter")] = 0.0
        visits += collected
    return visits


def goes_to_headquarters(scenario: Scenario, procedure: Procedure) -> bool:
    """Whether a dossier takes the courier there and back, so that nobody can wait for it."""
    seal_away = scenario.seal.at == "headquarters" and "seal" in procedure.steps
    is_office_away = procedure.back_office == "headquarters"
    return seal_away or (is_office_away and bool(_OFFICE_STEPS & procedure.steps.keys()))


def _is_waited_for(scenario: Scenario, procedure: Procedure) -> bool:
    """Whether citizens wait for the result, and take it along (R13)."""
    return procedure.on_the_spot and not goes_to_headquarters(scenario, procedure)
