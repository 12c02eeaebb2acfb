"""Measures: what came out of a replication, as numbers with names, units and definitions.

In: `Workload`, `Roster` and `Outcome`. Out: `Measures` of one replication, with form II.06a, and
`Estimate` of a measure over many. The package draws nothing, serves nobody and prints nothing.
"""

from simulator.measures.catalogue import CATALOGUE, Kind, Measure, Scope, measure_named
from simulator.measures.form import Form, FormColumn, FormError
from simulator.measures.intervals import (
    Estimate,
    Method,
    student_interval,
    summarize,
    summarize_all,
)
from simulator.measures.measuring import measure
from simulator.measures.result import Measures

__all__ = [
    "CATALOGUE",
    "Estimate",
    "Form",
    "FormColumn",
    "FormError",
    "Kind",
    "Measure",
    "Measures",
    "Method",
    "Scope",
    "measure",
    "measure_named",
    "student_interval",
    "summarize",
    "summarize_all",
]
