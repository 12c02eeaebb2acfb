"""What a planner writes: scenario files, read, merged, checked, and turned into a `Scenario`.

In come YAML files; out come frozen models of a Center, its demand, its citizens and its officers.
How visits are drawn and served is not known here.
"""

from simulator.scenario.loading import load_scenario, validated
from simulator.scenario.model import Scenario, Station
from simulator.scenario.problems import Place, Problem, ScenarioError
from simulator.scenario.resolving import Resolved, read_resolved
from simulator.scenario.vocabulary import STEPS, Step

__all__ = [
    "STEPS",
    "Place",
    "Problem",
    "Resolved",
    "Scenario",
    "ScenarioError",
    "Station",
    "Step",
    "load_scenario",
    "read_resolved",
    "validated",
]
