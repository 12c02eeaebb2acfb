"""Observed: the model beside what a Center saw, and what would explain what is between them.

In: a run of a scenario that says what was observed. Out: for each number whether chance explains
it, or chance and assumptions together, and the assumptions that would have to be otherwise. How it
is said is not known here.
"""

from simulator.studies.observed.explaining import (
    Beside,
    Explained,
    Explanation,
    Remedy,
    chance_range,
    explanation_of,
)
from simulator.studies.observed.trials import Trials, moves_of

__all__ = [
    "Beside",
    "Explained",
    "Explanation",
    "Remedy",
    "Trials",
    "chance_range",
    "explanation_of",
    "moves_of",
]
