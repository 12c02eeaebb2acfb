"""Studies: many runs of a scenario.

In: scenarios, and how many replications of them. Out: replications one by one, and what they say
together.
"""

from simulator.studies.replicate import Replication, draw_seed, run

__all__ = ["Replication", "draw_seed", "run"]
