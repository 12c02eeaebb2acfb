"""The sliders of a sweep's page show what is stored of the plan that they stand at."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from simulator.reports.sweep.charts import measures_of
from simulator.reports.sweep.telling import estimate_cell
from simulator.studies.sweep import open_sweep
from simulator.studies.sweep.levels import selected
from tests.pages.looking import DESKTOP, PHONE, opened


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_keys_move_through_the_plans_to_the_numbers_of_the_store(
    browser, file_of, study_folders, study_pages, width
):
    with (
        opened(browser, file_of(study_pages["sweep"]), width) as looked,
        open_sweep(study_folders["sweep"]) as sweep,
    ):
        page, seen = looked.page, set()
        officers, demand, case = page.locator(".sliders input").all()
        cells = page.locator(".sliders td")
        for slider in (officers, demand, case):
            slider.press("Home")
        for clerks in (1, 2):
            demand.press("Home")
            for growth in (1.0, 1.2):
                where = {"staff.clerks.officers": clerks, "demand.growth": growth, "case": "today"}
                (point,) = selected(sweep, where)
                (measure,) = measures_of(sweep)
                wait = estimate_cell(measure.entry, sweep.estimate(point, measure)).text
                texts = [re.sub(r"\D", "", text) for text in cells.all_text_contents()]
                assert texts[0] == f"{point.cost:.0f}"
                assert re.sub(r"\D", "", wait) in texts
                seen.add(tuple(texts))
                demand.press("ArrowRight")
            officers.press("ArrowRight")
        assert len(seen) == 4
        assert officers.get_attribute("aria-valuetext") == "2"
        before = cells.all_text_contents()
        case.press("End")
        assert cells.all_text_contents() != before


def test_only_its_own_script_may_run(study_pages):
    html = study_pages["sweep"]
    (script,) = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = re.findall('Content-Security-Policy" content="(.*?)"', html)
    assert f"script-src &#39;sha256-{digest}&#39;" in policy
    assert "script-src" not in re.findall('content="(.*?)"', study_pages["compare"])[0]
    assert "<script" not in study_pages["compare"]
