"""What is said of a fitted lobby: the commented scenario, the document and its pictures."""

from dataclasses import replace

import pytest

from simulator import load_scenario
from simulator.language import use_language
from simulator.reports.fit.document import fit_document
from simulator.reports.fit.telling import unlike
from simulator.reports.fit.writing import scenario_text
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from simulator.studies.fit.held_against import Fit, fit_and_hold
from tests.studies.fit.lobbies import lobby
from tests.studies.fit.simulated import simulated_log


@pytest.fixture(scope="module")
def fit() -> Fit:
    citizens = {"retries": 0, "patience": {"exponential": {"mean": "30 min"}}, "leaves": "silently"}
    log = simulated_log(lobby(citizens=citizens, period={"from": "2025-03-03", "to": "2025-03-28"}))
    return fit_and_hold(log, None, "log.csv")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_scenario_is_commented_and_loads_as_any(fit, tmp_path, language):
    use_language(language)
    text = scenario_text(fit.fitted, fit.data)
    use_language("en")
    sections = text.split("\n\n")
    assert all(section.startswith("# ") for section in sections if not section.startswith("name:"))
    assert max(map(len, (line for line in text.split("\n") if line.startswith("#")))) <= 100
    path = tmp_path / "fitted.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.procedures["receive-land"].field == "receive-land"
    path.write_text(scenario.dump(), encoding="utf-8")
    assert load_scenario(path) == scenario


def test_the_document_holds_the_scenario_against_the_log(fit):
    document = fit_document(fit, remarks=["3 rows are left out"], version="1", created="2025-05-01")
    text = rendered(document, width=120, colour=False)
    assert "3 rows are left out" in text
    assert "of 20 days, 3 March 2025 to 28 March 2025" in text
    assert "of the calls are in vain." in text
    page = page_html(document)
    for key in ("fit_arrivals", "fit_waits", "fit_counters", "fit_service_0", "fit_patience"):
        assert key in page


def test_that_citizens_wait_otherwise_in_the_scenario_is_said(fit):
    assert not [*unlike(fit)]
    slow = replace(fit, simulated=replace(fit.simulated, waited=3 * fit.simulated.waited))
    (said,) = unlike(slow)
    assert "in the scenario, on the very days that it was fitted to" in said
