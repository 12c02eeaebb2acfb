"""Comparison: what changes for the same citizens from one scenario to another.

In: scenarios of the same days, and the measures to compare them by. Out: their replications side by
side with the paired differences, told on the terminal, on a page, and in files for programs.
"""

from simulator.studies.comparison.alternatives import (
    Alternative,
    comparability_problems,
    read_alternatives,
)
from simulator.studies.comparison.running import Compared, compared, replicate_together

__all__ = [
    "Alternative",
    "Compared",
    "comparability_problems",
    "compared",
    "read_alternatives",
    "replicate_together",
]
