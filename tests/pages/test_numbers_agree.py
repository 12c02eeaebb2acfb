"""The page, the form as CSV, the workbook and the summary say the same numbers."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from simulator.language import LANGUAGES, use_language
from simulator.measures import Estimate, Method
from simulator.reports.figures import COUNT, HOURS, MINUTES, PERCENT, RATIO, interval, mean, number
from simulator.reports.files import json_text, summary
from simulator.reports.folder import FORM, PAGE, WORKBOOK
from simulator.reports.pages import pages
from simulator.reports.store import Stored
from tests.pages.conftest import PROVENANCE
from tests.pages.markup import cells, text, tree

ROWS = {
    "wait_mean": ("Mean wait", MINUTES),
    "wait_within_15": ("Called within 15 min", PERCENT),
    "wait_within_20": ("Called within 20 min", PERCENT),
    "wait_within_30": ("Called within 30 min", PERCENT),
    "before_due_rate": ("Before due", PERCENT),
    "on_time_rate_official": ("Official rate", PERCENT),
    "cycle_time_mean": ("Time to result", HOURS),
    "overtime_hours": ("Overtime in all", HOURS),
    "visits_per_dossier": ("Visits per dossier", RATIO),
    "trips_in_vain": ("Trips in vain", COUNT),
}
"""Measures with a row of their own in the answer, with what it is called and the unit."""

SCOPED = {
    "Waits by station": ("wait_mean", MINUTES, "receive/land"),
    "Dossiers by field": ("on_time_rate", PERCENT, "land"),
    "Load by group": ("utilization", PERCENT, "land-counter"),
}
"""Tables of the page, with the measure of the first columns and what the first row is of."""

