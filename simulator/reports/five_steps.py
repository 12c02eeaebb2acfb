"""Five steps at the Center: how much of a scenario is done there, from receiving to returning.

In: a scenario. Out: shares of its procedures and dossiers, and a line that says them. They follow
from how the Center is set up: no run is needed to know them.
"""

from math import nan

import numpy as np

from simulator.demand.volumes import expected_numbers
from simulator.language import _
from simulator.reports.figures import PERCENT, number
from simulator.reports.score_lines import Figure, Line
from simulator.scenario import STEPS, Scenario


def five_steps_shares(scenario: Scenario) -> tuple[float, float]:
    """Return the shares of the procedures and of the dossiers done in five steps at the Center.

    A procedure is, if its flow has all five steps, its back office is at the Center, and the seal
    is too. Dossiers are those expected in the period; nan where none are.
    """
    procedures = scenario.procedures.values()
    is_done_there = np.array(
        [
            set(procedure.steps) == set(STEPS)
            and procedure.back_office == "center"
            and scenario.seal.at == "center"
            for procedure in procedures
        ]
    )
    days = expected_numbers(scenario)[: len(procedures), :, scenario.period.warm_up_days :]
    dossiers = days.sum(axis=(1, 2)) * [procedure.mean_bundle for procedure in procedures]
    total = float(dossiers.sum())
    of_dossiers = float(dossiers[is_done_there].sum()) / total if total else nan
    return float(is_done_there.mean()), of_dossiers


def five_steps_line(scenario: Scenario) -> Line:
    """Return the line that says how much is done in five steps at the Center, without points."""
    of_procedures, of_dossiers = five_steps_shares(scenario)
    return Line(
        name=_("Five steps at the Center"),
        value=Figure(of_procedures, PERCENT),
        note=_("of the procedures; {share} of the dossiers").format(
            share=number(of_dossiers, PERCENT)
        ),
    )
