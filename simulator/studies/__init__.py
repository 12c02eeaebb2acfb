"""Studies: many runs of a scenario, and of several.

In: scenarios, and how many replications of them, or how narrow their intervals are to be. Out:
replications one by one, what they say together, how scenarios differ for the same citizens, how
long a Center takes to fill, and whether the engine serves it as the SimPy model does.
"""

from simulator.studies.checking import compare_engines
from simulator.studies.frames import estimates_frame, replications_frame
from simulator.studies.names import names_of
from simulator.studies.paired import Comparison, Difference, compare_paired, paired_difference
from simulator.studies.precision import Precision, PrecisionWatch
from simulator.studies.replicate import Replication, draw_seed, run
from simulator.studies.warm_up import WarmUp, find_warm_up

__all__ = [
    "Comparison",
    "Difference",
    "Precision",
    "PrecisionWatch",
    "Replication",
    "WarmUp",
    "compare_engines",
    "compare_paired",
    "draw_seed",
    "estimates_frame",
    "find_warm_up",
    "names_of",
    "paired_difference",
    "replications_frame",
    "run",
]
