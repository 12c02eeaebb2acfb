"""The pictures of the docs show what is so today; `docs/pictures.py` keeps with each what it shows.

Where one is stale, its script makes it anew: `python docs/screenshots.py`, `docs/yearly_plan.py`.
"""

import re
import runpy
from pathlib import Path

import html5lib
import pytest

from simulator import load_scenario, run
from simulator.language import LANGUAGES, _, speaking, use_language
from simulator.reports.sweep.explorer import explorer
from simulator.reports.sweep.plots import LOOKS
from simulator.studies.sweep import open_sweep, run_plan
from simulator.web.words import WORDS

ROOT = Path(__file__).parents[1]
DOCS, SCENARIOS = ROOT / "docs", ROOT / "scenarios"

BASE = f"""\
extends: {SCENARIOS / "van-don-2022.yaml"}
period: {{from: 2022-03-01, to: 2022-03-07, warm_up: 7 days}}
"""

FEW_POINTS = """\
base: base.yaml
vary:
  demand.growth: [1.0, 1.1]
  seal.at: [center]
  staff.land-counter.officers: [3, 4]
  staff.general-counter.officers: [3]
  staff.land-office.officers: [8]
cases: {today: {}}
replications: 1
seed: 2022
targets: {wait_mean: "<= 15 min", on_time_rate: ">= 0.98"}
"""
"""Of the yearly plan: enough that everything is drawn which its picture shows."""


@pytest.fixture(scope="module")
def script():
    """Returns what a script of the docs defines, which is not run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS)
        yield lambda name: runpy.run_path(str(DOCS / f"{name}.py"), run_name=name)


@pytest.fixture(scope="module")
def shown_by(script):
    return script("pictures")["shown_by"]


@pytest.fixture(scope="module")
def pages(script, tmp_path_factory):
    """The page of today in each language, as an element."""
    made = script("screenshots")["pages"](tmp_path_factory.mktemp("pages"))
    use_language("en")
    return {
        language: html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        for language, page in made.items()
    }


def texts_of(element):
    """The texts of an element, in their order; not what a page only works with."""
    if element.tag not in ("style", "script") and isinstance(element.tag, str):
        yield from filter(None, [" ".join((element.text or "").split())])
        for child in element:
            yield from texts_of(child)
            yield from filter(None, [" ".join((child.tail or "").split())])


PARTS = {
    None: "body",
    "#day": ".//*[@id='day']",
    "#form .form": ".//*[@id='form']//*[@class='form']",
    ".across": ".//section[@class='across']",
    "main": ".//main",
}
"""What pictures show, by CSS, and by what finds it here."""


@pytest.mark.parametrize(
    "name", ["page-1280", "page-390", "day", "form", "page-vi", "compare-en", "compare-vi"]
)
def test_a_picture_shows_the_texts_of_the_page(name, pages, script, shown_by):
    language, _width, part = script("screenshots")["PICTURES"][name]
    shown = shown_by(name)["texts"]
    today = list(texts_of(pages[language].find(PARTS[part])))
    assert shown == (today if part else today[: len(shown)])


@pytest.mark.parametrize("name", ["brief-en", "brief-vi"])
def test_a_picture_of_a_brief_shows_the_texts_of_today(name, pages, shown_by):
    """But for that which says by which version it was made, and when."""
    today = texts_of(pages[name].find(PARTS["main"]))
    shown, told = (
        [text for text in texts if "onestop" not in text]
        for texts in (shown_by(name)["texts"], today)
    )
    assert shown == told


@pytest.fixture(scope="module")
def week(script, tmp_path_factory):
    """Folder of a part of the plan whose sliders are shown, with one replication of a week."""
    folder = tmp_path_factory.mktemp("week")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    swept = script("screenshots")["SWEPT"].format(base="base.yaml", replications=1)
    part = swept.replace("1.1, 1.2]", "1.1]").replace("[3, 4, 5]", "[3, 4]")
    (folder / "plan.yaml").write_text(part, encoding="utf-8")
    with run_plan(folder / "plan.yaml", folder / "plan"):
        return folder / "plan"


@pytest.mark.parametrize("name", ["sliders-en", "sliders-vi"])
def test_a_picture_of_sliders_shows_those_of_today(name, week, script, shown_by):
    """What they are called, and what is said of a plan, in this order; numbers are of a year."""
    with speaking(script("screenshots")["SLIDERS"][name]), open_sweep(week) as sweep:
        sliders = explorer(sweep)
    titles = [each.title for each in sliders.sliders]
    *heads, _years = sliders.heads  # which are called otherwise of a week
    today = [*titles, sliders.title, *heads]
    shown = shown_by(name)["texts"]
    assert [text for text in shown if text in today] == today
    assert len(shown) == 1 + 2 * len(titles) + 1 + 2 * len(sliders.heads)  # each with its value


@pytest.mark.parametrize("name", ["desk-en", "desk-vi", "desk-390"])
def test_a_picture_of_the_desk_shows_words_of_today(name, script, shown_by):
    language, _width = script("screenshots")["DESKS"][name]
    with speaking(language):
        words = {_(text) for text in WORDS.values()}
    shown = set(shown_by(name)["words"])
    assert len(shown) > 10
    assert shown <= words


@pytest.fixture
def plan(tmp_path, script):
    """The figure of a few points of the yearly plan, over a week."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(FEW_POINTS, encoding="utf-8")
    with run_plan(tmp_path / "plan.yaml", tmp_path / "plan") as sweep:
        yearly = script("yearly_plan")
        yield yearly["texts_of"](yearly["draw"](sweep))


def in_words(texts):
    """Texts without their numbers, and without what points are called: they may be of any kind."""
    kinds = {label for label, _look in LOOKS.values()}
    return {re.sub(r"[\d.,]+", "#", text) for text in texts} - kinds


def test_the_picture_of_the_yearly_plan_says_what_would_be_drawn_today(plan, shown_by):
    assert in_words(shown_by("yearly-plan")["texts"]) == in_words(plan)


def test_the_picture_of_the_yearly_plan_rests_on_numbers_of_today(shown_by):
    """One replication of one point: whatever changes numbers changes its mean wait."""
    shown = shown_by("yearly-plan")
    scenario = load_scenario(SCENARIOS / "van-don-2022.yaml", overrides=shown["settings"])
    (one,) = run(scenario, replications=1, seed=shown["seed"])
    assert one.measures["wait_mean"] == shown["first wait_mean"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_of_a_workbook_shows_the_texts_of_today(language, script, shown_by, tmp_path):
    """After a change of it, run `python docs/workbook_pictures.py`."""
    texts = script("workbook_pictures")["sheet_of"](language, tmp_path / "center.xlsx")
    assert shown_by(f"workbook-{language}")["texts"] == texts
