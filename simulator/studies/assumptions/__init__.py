"""Assumptions: the numbers of a scenario that may be otherwise, and the scenario with one moved.

In: a scenario as it was put together. Out: its assumptions, and for each the scenario in which it
is as little, or as much, as it may be. What comes of it is not known here.
"""

from simulator.studies.assumptions.finding import (
    Assumption,
    assumptions,
    moved_scenario,
    unmoved,
)
from simulator.studies.assumptions.moving import moved

__all__ = ["Assumption", "assumptions", "moved", "moved_scenario", "unmoved"]
