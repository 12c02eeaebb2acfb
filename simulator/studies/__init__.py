"""Studies: many runs of a scenario.

In: scenarios, and how many replications of them. Out: replications one by one, what they say
together, and whether the engine serves them as the SimPy model does.
"""

from simulator.studies.checking import compare_engines
from simulator.studies.replicate import Replication, draw_seed, run

__all__ = ["Replication", "compare_engines", "draw_seed", "run"]
