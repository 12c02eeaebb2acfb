"""Measures: what came out of a replication, as numbers with names, units and definitions.

In: `Workload`, `Roster` and `Outcome`. Out: `Measures` of one replication, with form II.06a,
`Estimate` of a measure over many, and what pictures need beyond these: `Details` of a replication
and the `DayRecord` of one of its days. The package draws nothing, serves nobody and prints nothing.
"""

from simulator.measures.catalogue import CATALOGUE, measure_named
from simulator.measures.courses import Elsewhere
from simulator.measures.day import DayRecord, day_record
from simulator.measures.details import LATENESS_UPPER, OPEN_AGE_UPPER, Details, detail
from simulator.measures.form import Form, FormColumn, FormError
from simulator.measures.intervals import (
    Estimate,
    Method,
    replication_values,
    student_interval,
    summarize,
    summarize_all,
)
from simulator.measures.judging import (
    Bound,
    Verdict,
    are_many_unaccepted,
    share_verdict,
    times_met,
)
from simulator.measures.keys import MeasureIndex, MeasureKey
from simulator.measures.lobby_hours import QUEUE_QUANTILES
from simulator.measures.measure import Better, Kind, Measure, Scope
from simulator.measures.measuring import measure
from simulator.measures.occurrence import CONFIDENCE, Occurrence
from simulator.measures.replicated import Replicated, Series
from simulator.measures.result import Measures
from simulator.measures.tallies import Items

__all__ = [
    "CATALOGUE",
    "CONFIDENCE",
    "LATENESS_UPPER",
    "OPEN_AGE_UPPER",
    "QUEUE_QUANTILES",
    "Better",
    "Bound",
    "DayRecord",
    "Details",
    "Elsewhere",
    "Estimate",
    "Form",
    "FormColumn",
    "FormError",
    "Items",
    "Kind",
    "Measure",
    "MeasureIndex",
    "MeasureKey",
    "Measures",
    "Method",
    "Occurrence",
    "Replicated",
    "Scope",
    "Series",
    "Verdict",
    "are_many_unaccepted",
    "day_record",
    "detail",
    "measure",
    "measure_named",
    "replication_values",
    "share_verdict",
    "student_interval",
    "summarize",
    "summarize_all",
    "times_met",
]
