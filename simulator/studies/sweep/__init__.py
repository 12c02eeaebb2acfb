"""Sweeps: many scenarios, each many times, into one store that survives everything.

In: a plan file. Out: the store of a sweep in a folder, and its readers: `open_sweep` gives tidy
tables, and `answer` says which design points reach the targets; `run_plan` is all of it in one
call. What is plotted of a sweep, `plots` knows.
"""

from simulator.results.folder import FolderError
from simulator.studies.session import EngineDifferenceError
from simulator.studies.sweep.plan import DesignPoint, SweepPlan
from simulator.studies.sweep.plan_file import read_plan
from simulator.studies.sweep.reading import Sweep, SweepPoint, open_sweep
from simulator.studies.sweep.session import run_plan
from simulator.studies.sweep.summary import Answer, answer

__all__ = [
    "Answer",
    "DesignPoint",
    "EngineDifferenceError",
    "FolderError",
    "Sweep",
    "SweepPlan",
    "SweepPoint",
    "answer",
    "open_sweep",
    "read_plan",
    "run_plan",
]
