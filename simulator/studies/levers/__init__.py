"""Levers: what a Center could change, found from the schema and its routes, and what it gains.

In: a scenario. Out: `Levers`, each of them pulled alone for the same citizens, ranked by what it
gains for each officer that it takes, with what it makes worse. How it is said is not known here.
"""

from simulator.studies.levers.answer import LEADING, ON_TIME, WAIT, Levers, Pulled, is_better
from simulator.studies.levers.finding import Lever, levers
from simulator.studies.levers.pulling import pullable
from simulator.studies.levers.question import (
    REPLICATIONS,
    LeversQuestion,
    helping_in,
    pull_levers,
    read_levers,
)

__all__ = [
    "LEADING",
    "ON_TIME",
    "REPLICATIONS",
    "WAIT",
    "Lever",
    "Levers",
    "LeversQuestion",
    "Pulled",
    "helping_in",
    "is_better",
    "levers",
    "pull_levers",
    "pullable",
    "read_levers",
]
