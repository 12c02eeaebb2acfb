"""What became of the precision is said in the same words on the terminal and on the page."""

import numpy as np
import pytest

from simulator.measures import MeasureIndex, MeasureKey, measure_named
from simulator.reports.page import page_html
from simulator.reports.run.document import run_document
from simulator.reports.run.precision import half_width_text, precision_lines, precision_text
from simulator.results.run import Stored
from simulator.studies import Precision
from tests.reports.conftest import PROVENANCE

OUTCOME = {
    "reached": True,
    "replications": 1200,
    "at_most": 2000,
    "targets": {"wait_mean": 0.5, "on_time_rate": 0.02},
    "half_widths": {"on_time_rate": 0.0126, "wait_mean": 0.4321},
}


def test_each_measure_is_told_in_its_unit_beside_what_was_asked_for():
    assert precision_lines(OUTCOME) == [
        "The precision was reached with 1,200 replications:",
        "wait_mean: ± 0.43 min, asked for ± 0.50 min",
        "on_time_rate: ± 1.3 percentage points, asked for ± 2.0 percentage points",
    ]


def test_it_is_told_that_it_was_not_reached_and_what_has_no_interval():
    outcome = OUTCOME | {"reached": False, "replications": 1, "half_widths": {"wait_mean": None}}
    outcome |= {"targets": {"wait_mean": 0.5}}
    assert precision_lines(outcome) == [
        "The precision was NOT reached with 1 replication:",
        "wait_mean: no interval yet, asked for ± 0.50 min",
    ]


@pytest.mark.parametrize(
    ("name", "width", "text"),
    [
        ("wait_mean", 12.34, "± 12 min"),
        ("visits", 0.0, "± 0 visits"),
        ("on_time_rate", 0.00123, "± 0.12 percentage points"),
        ("visits_per_dossier", 0.0456, "± 0.046"),
    ],
)
def test_a_half_width_has_two_figures(name, width, text):
    assert half_width_text(measure_named(name), width) == text


def test_the_terminal_says_the_same():
    watch = Precision({"wait_mean": 0.5}, at_most=3).watch(MeasureIndex([MeasureKey("wait_mean")]))
    for wait in (9.0, 10.0, 11.0):
        watch.add(np.array([wait]), np.array([100]), {})
    lines = precision_lines(watch.data())
    assert precision_text(watch.data()) == "\n  ".join(lines)


def certainty_of(result, district, provenance) -> str:
    """The part of the page that says how sure it is."""
    page = page_html(run_document(Stored(result, district.resolved.data, provenance)))
    return page.partition('<section class="sure">')[2].partition("</section>")[0]


def test_the_page_says_what_became_of_it_beside_the_answer(result, district):
    said = certainty_of(result, district, PROVENANCE | {"precision": OUTCOME})
    assert (
        "<li>The precision was reached with 1,200 replications: wait_mean: ± 0.43 min, asked for "
        "± 0.50 min; on_time_rate: ± 1.3 percentage points, asked for ± 2.0 percentage points.</li>"
    ) in said


def test_the_page_says_nothing_of_a_precision_that_nobody_asked_for(result, district):
    assert "precision" not in certainty_of(result, district, PROVENANCE)
