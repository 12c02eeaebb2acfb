"""What it rests on: the account of a scenario and of its run, after the guideline STRESS-DES.

In: a result, the data of its scenario as it was written, and its provenance. Out: `Section`s of
texts that a page lays out. Assumptions come first; wherever a value stands, a mark says whether it
is sourced, assumed or a default. The guideline: T. Monks, C. Currie, B. Onggo, S. Robinson, M. Kunc
and S. Taylor, "Strengthening the reporting of empirical simulation studies: Introducing the STRESS
guidelines", Journal of Simulation 13 (2019), 55–67. Its items: objectives in `model.purpose` and
`outputs`, logic in `way`, `stations`, `officers`, `calendars` and `rules`, data in `listing` and
`model.demand`, experimentation in `runs`, implementation and access to the code in `program`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulator.reports.document import Section
from simulator.reports.rests_on import listing, method, model
from simulator.reports.rests_on.grounds import Grounds
from simulator.results.result import Result

__all__ = ["rests_on"]


def rests_on(result: Result, written: object, provenance: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the account of a result in the language that is spoken.

    Parameters
    ----------
    result
        The run.
    written
        The data of its scenario as it was put together, without defaults.
    provenance
        How it came about, as `simulator.results.provenance` tells it.
    """
    grounds = Grounds(result.scenario, written)
    sections = (
        listing.assumptions(grounds),
        listing.sourced(grounds),
        listing.defaults(grounds),
        model.purpose(grounds),
        model.outputs(result),
        model.way(grounds),
        model.stations(grounds),
        model.officers(grounds),
        model.calendars(grounds),
        model.demand(grounds),
        model.procedures(grounds),
        method.runs(result),
        method.rules(),
        method.program(provenance),
    )
    return tuple(replace(section, is_folded=True) for section in sections)
