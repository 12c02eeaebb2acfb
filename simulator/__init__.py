"""A simulator of the procedure queue in a one-stop-shop, a Public Administration Center.

A scenario file describes a Center; the simulator draws a year of dossiers for it, serves them
through the five steps, and reports how long citizens waited and how many dossiers were on time.

`run` does all of it; `load_scenario`, `draw`, `serve` and `measure` are its parts. `compare` runs
several scenarios for the same citizens.

>>> import simulator
>>> scenario = simulator.load_scenario("scenarios/textbook/mm1.yaml")
>>> for replication in simulator.run(scenario, replications=1, seed=7):
...     print(f"mean wait {replication.measures['wait_mean']:.0f} min")
mean wait ... min
"""

from typing import TYPE_CHECKING, Any

from simulator.lazily import lazily

if TYPE_CHECKING:
    from simulator.center import serve
    from simulator.demand import draw
    from simulator.measures import measure
    from simulator.measures.loading import load_scenario
    from simulator.studies import run
    from simulator.studies.comparison import compare

__all__ = ["__version__", "compare", "draw", "load_scenario", "measure", "run", "serve"]

_load = lazily(
    __name__,
    {
        "compare": "studies.comparison",
        "draw": "demand",
        "load_scenario": "measures.loading",
        "measure": "measures",
        "run": "studies",
        "serve": "center",
    },
)


def __dir__() -> list[str]:
    """List what there is before it is loaded."""
    return __all__


def __getattr__(name: str) -> Any:  # as any module attribute
    """Load the parts when they are used, so that the command line answers at once."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415  # a file is read for it

        return version("onestop-simulator")
    return _load(name)
