"""Sensitivity: which assumptions decide the answer, how far they leave it open, and where it turns.

In: a Center, or two that are compared, and what is asked of them. Out: a `Question` asked in
stages, whose answer is a `Sensitivity`. What is said of it is not known here.
"""

from simulator.studies.sensitivity.analysing import analyse, effects_frame
from simulator.studies.sensitivity.hypercube import Spread, Together
from simulator.studies.sensitivity.question import SensitivityQuestion
from simulator.studies.sensitivity.space import Space, Subject
from simulator.studies.sensitivity.stages import REPLICATIONS, Held, Inquiry, Sensitivity
from simulator.studies.sensitivity.switching import Criterion, Switch
from simulator.studies.sensitivity.tornado import Bar, Effect, Tornado

__all__ = [
    "REPLICATIONS",
    "Bar",
    "Criterion",
    "Effect",
    "Held",
    "Inquiry",
    "Sensitivity",
    "SensitivityQuestion",
    "Space",
    "Spread",
    "Subject",
    "Switch",
    "Together",
    "Tornado",
    "analyse",
    "effects_frame",
]
