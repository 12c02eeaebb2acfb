"""Days of Warsaw's offices, predicted from the others: how near predictions come."""

import importlib
from pathlib import Path

import numpy as np
import pytest

DOCS = Path(__file__).parents[1] / "docs"
MODEL_ROW = "| **`onestop fit`**"

REACH = {"error": 8.6, "correlation": 0.88, "share": 0.125, "within": 0.4}


def is_reached(error, correlation, share, within):
    return (
        error <= REACH["error"]
        and correlation >= REACH["correlation"]
        and share <= REACH["share"]
        and within >= REACH["within"]
    )


@pytest.fixture
def study(monkeypatch):
    """What makes the page; skips where the records are not there."""
    monkeypatch.syspath_prepend(DOCS)
    module = importlib.import_module("validation")
    if not module.DATA.exists():
        pytest.skip(f"the records are not there: {module.DATA}")
    return module


def test_the_page_has_what_is_to_be_reached_and_the_yardsticks_beside_it():
    page = (DOCS / "validation.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2:6] for line in page.splitlines() if line.startswith(MODEL_ROW)]
    assert len(rows) == 2
    assert is_reached(*map(float, rows[0]))
    for yardstick in ("Mean of the other days", "Median of the other days"):
        assert page.count(f"| {yardstick}") == 2
    assert "| Plain multi-server" in page


def test_the_yardsticks_are_counted_as_the_table_has_them(study):
    """Predictions of the model are of no matter here."""
    log = study.clean()
    days = study.days_of(log, "UD_Bielany")
    key = [
        (log.offices[office], queue) for office, queue in zip(log.office, log.queues, strict=True)
    ]
    nothing = np.zeros((study.REPLICATIONS, len(study.FIGURES)))
    found = {(*name, day): nothing for name in key for day in days}
    scores = study.judged(found, days).scores
    for name, error, correlation, share in (
        (study.MEAN, 12.6, 0.77, 0.146),
        (study.MEDIAN, 9.9, 0.81, 0.132),
    ):
        wait, within = scores[name][study.WAIT], scores[name][study.WITHIN_15]
        assert wait.error == pytest.approx(error, abs=0.05)
        assert wait.correlation == pytest.approx(correlation, abs=0.006)
        assert within.error == pytest.approx(share, abs=0.0015)


@pytest.mark.full
def test_predictions_of_days_come_as_near_as_the_page_says(study):
    days = study.days_of(study.clean(), "UD_Bielany")
    with study.ProcessPoolExecutor() as pool:
        whole = study.studied(days, pool, [study.WHOLE])[study.WHOLE]
    wait, share = (whole.scores[study.MODEL][row] for row in (study.WAIT, study.WITHIN_15))
    assert is_reached(wait.error, wait.correlation, share.error, wait.within)
