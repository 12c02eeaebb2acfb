"""Studies: many runs of a scenario, and of several.

In: scenarios, and how many replications of them, or how narrow their intervals are to be. Out:
replications one by one, what they say together, how scenarios differ for the same citizens, how
long a Center takes to fill, and whether the engine serves it as the SimPy model does.

What stands here is loaded when it is used: a worker that is being started needs little of it.
"""

from typing import TYPE_CHECKING

from simulator.lazily import lazily

if TYPE_CHECKING:
    from simulator.measures.names import names_of
    from simulator.studies.checking import compare_engines
    from simulator.studies.frames import estimates_frame, replications_frame
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

__getattr__ = lazily(
    __name__,
    {
        "Comparison": "paired",
        "Difference": "paired",
        "Precision": "precision",
        "PrecisionWatch": "precision",
        "Replication": "replicate",
        "WarmUp": "warm_up",
        "compare_engines": "checking",
        "compare_paired": "paired",
        "draw_seed": "replicate",
        "estimates_frame": "frames",
        "find_warm_up": "warm_up",
        "names_of": ".measures.names",
        "paired_difference": "paired",
        "replications_frame": "frames",
        "run": "replicate",
    },
)


def __dir__() -> list[str]:
    """List what there is before it is loaded."""
    return __all__
