"""How the Center serves: the rules of service and the engines that carry them out.

In: the contracts `Workload` and `Roster`. Out: the contract `Outcome`. The rules are stated in
`simulator.center.rules`; no engine draws a random number.
"""

from simulator.center.outcome import JobEnd, Outcome, TripEnd
from simulator.center.serving import Engine, check_engine, serve

__all__ = ["Engine", "JobEnd", "Outcome", "TripEnd", "check_engine", "serve"]
