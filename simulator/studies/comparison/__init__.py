"""Comparison: what changes for the same citizens from one scenario to another.

In: scenarios of the same days, and the measures to compare them by. Out: their replications side by
side with the paired differences, told on the terminal, on a page, in files for programs, and in
tables of pandas; `compare` is all of it in one call.
"""

from simulator.studies.comparison.alternatives import (
    Alternative,
    comparability_problems,
    read_alternatives,
)
from simulator.studies.comparison.comparing import compare
from simulator.studies.comparison.running import Compared, compared

__all__ = [
    "Alternative",
    "Compared",
    "comparability_problems",
    "compare",
    "compared",
    "read_alternatives",
]
