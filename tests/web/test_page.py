"""The planner's desk in a real browser: what is done at it, by whom, on which screen."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.scenario import schema
from simulator.scenario.moves import ByStep
from simulator.web import controls
from simulator.web.words import WORDS
from tests.web.conftest import CENTER as TWO_COUNTERS
from tests.web.sitting import FOCUSED, sat_at, served
from tests.web.test_logs import log

__all__ = ["log"]

WEB = Path(controls.__file__).parent
CENTER = Path(__file__).parent / "center.yaml"
TEXT = CENTER.read_text(encoding="utf-8")
FEW = 3
"""Replications of a plan."""

OFFICERS, GROWTH, SEAL = "staff.land-counter.officers", "demand.growth", "seal.at"
HELP = "staff.land-counter+civil-counter.helps"


@pytest.fixture(scope="module")
def address():
    with served(CENTER, replications=FEW) as address:
        yield address


@pytest.fixture(scope="module")
def taken(browser, address):
    with sat_at(browser, address) as seat:
        yield seat


@pytest.fixture
def seat(taken):
    """A planner at the desk as it is at first, who has met no fault when they get up."""
    reset = taken.page.get_by_role("button", name="All back to today")
    if reset.is_visible():
        reset.click()
        expect(reset).to_be_hidden()
        taken.settled()
    yield taken
    assert taken.heard == []


@pytest.fixture
def own_seat(browser, address):
    """The same at a desk of their own, on which they lay another scenario."""
    with sat_at(browser, address) as seat:
        yield seat
        assert seat.heard == []


def sentence(seat):
    return seat.page.locator("#sentence").text_content()


def test_every_kind_of_lever_moves_the_plan_and_back(seat):
    officers, growth, seal, help_out = (seat.lever(path) for path in (OFFICERS, GROWTH, SEAL, HELP))
    ways = {
        OFFICERS: lambda: officers.get_by_role("button", name="More").click(),
        GROWTH: lambda: growth.get_by_role("slider").press("ArrowRight"),
        SEAL: lambda: seal.get_by_role("combobox").select_option(index=1),
        HELP: lambda: help_out.get_by_role("switch").check(),
    }
    for path, move in ways.items():
        before = sentence(seat)
        lever = seat.lever(path)
        move()
        expect(lever).to_have_class(re.compile("changed"))
        seat.settled()
        assert sentence(seat) != before
        lever.get_by_role("button", name="back to").click()
        expect(lever).not_to_have_class(re.compile("changed"))
        seat.settled()
        assert sentence(seat) == before


def test_on_a_phone_a_lever_stays_under_the_finger(browser, address):
    with sat_at(browser, address, width=390) as seat:
        more = seat.lever(OFFICERS).get_by_role("button", name="More")
        seal = seat.lever(SEAL).get_by_role("combobox")
        moves = ((more, more.click), (seal, lambda: seal.select_option(index=1)))
        for lever, move in moves:  # the first one, and one of which the answer is far
            lever.evaluate("node => node.scrollIntoView({block: 'center'})")
            lever.focus()
            before = lever.bounding_box()["y"]
            move()
            expect(seat.page.locator(".lever.changed")).to_have_count(1 + (lever is seal))
            seat.settled()
            assert lever.bounding_box()["y"] == pytest.approx(before, abs=10)
        every = seat.page.locator("#measures > summary")
        every.evaluate("node => node.scrollIntoView({block: 'center'})")
        before = every.bounding_box()["y"]
        every.click()
        assert every.bounding_box()["y"] == pytest.approx(before, abs=10)


def test_what_is_moved_while_the_page_is_being_filled_stays(browser, address):
    context = browser.new_context()
    page = context.new_page()
    held = []
    page.route("**/api/kept", lambda route: held.append(route))  # noqa: PLW0108  # no builtin
    page.goto(f"{address}/?lang=en")
    lever = page.locator(f'.lever[data-path="{OFFICERS}"]')
    lever.get_by_role("button", name="More").click()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")
    expect(lever).to_have_class(re.compile("changed"))
    expect(page.locator("#sentence")).to_contain_text("this plan", ignore_case=True)
    context.close()


def test_all_levers_go_back_at_once(seat):
    seat.lever(OFFICERS).get_by_role("button", name="More").click()
    seat.lever(GROWTH).get_by_role("slider").press("ArrowLeft")
    expect(seat.page.locator(".lever.changed")).to_have_count(2)
    seat.page.get_by_role("button", name="All back to today").click()
    expect(seat.page.locator(".lever.changed")).to_have_count(0)


def test_a_lever_that_is_dragged_stands_where_it_was_let_go(seat):
    growth = seat.lever(GROWTH).get_by_role("slider")
    for _move in range(5):
        growth.press("ArrowRight")
    expect(seat.lever(GROWTH).locator("output")).to_have_text("1.25")
    seat.settled()
    expect(growth).to_have_attribute("aria-valuetext", "1.25")


def test_four_plans_are_kept_compared_taken_up_and_let_go(seat):
    page, officers = seat.page, seat.lever(OFFICERS)
    expect(page.locator("#keep")).to_be_hidden()  # as long as the plan is today
    before = ""
    for name in ("One more", "Two more", "Three more", "Four more"):
        officers.get_by_role("button", name="More").click()
        expect(page.get_by_label("Name of this plan")).not_to_have_value(before)
        page.get_by_label("Name of this plan").fill(name)
        before = name
        page.get_by_role("button", name="Keep").click()
        expect(page.locator(".compared th").get_by_text(name, exact=True).first).to_be_attached()
    expect(page.get_by_text("Four are kept")).to_be_visible()
    expect(page.locator("#keep")).to_be_hidden()
    page.get_by_role("button", name="Take up: One more").click()
    expect(officers.locator("output")).to_have_text("2")
    for left in (3, 2, 1, 0):
        page.get_by_role("button", name="Remove").first.click()
        expect(page.locator(".kept li")).to_have_count(left)
    expect(page.locator(".compared")).to_have_count(0)


def test_a_mistake_is_said_at_its_field_and_mended_there(seat):
    page = seat.page
    page.locator("#form > summary").click()
    page.get_by_label("Find a field").fill("procedures.transfer.limit")
    limit = page.locator('[id="field-procedures.transfer.limit"]')
    limit.fill("5 fortnights")
    page.get_by_role("button", name="Apply").click()
    expect(limit).to_have_attribute("aria-invalid", "true")
    problem = page.locator('[id="field-procedures.transfer.limit-problem"]')
    expect(problem).to_contain_text("unknown unit 'fortnights'")
    expect(page.locator(".lever.changed")).to_have_count(0)
    limit.fill("2 working days")
    page.get_by_role("button", name="Apply").click()
    expect(limit).to_have_attribute("aria-invalid", "false")
    expect(page.get_by_role("button", name="All back to today")).to_be_visible()


def test_what_a_lever_moves_can_be_typed_too(seat):
    page, lever = seat.page, seat.lever("calendar.hours")
    if page.locator("#form").get_attribute("open") is None:
        page.locator("#form > summary").click()
    page.get_by_label("Find a field").fill("hours calendar.hours")
    hours = page.locator('[id="field-calendar.hours"]')
    today = hours.input_value()
    hours.fill("{mon-fri: [08:00-12:00, 13:00-17:00], sat: [08:00-11:00]}")
    hours.press("Enter")
    expect(lever).to_have_class(re.compile("changed"))
    expect(lever.locator("option:checked")).to_contain_text("Sat 08:00-11:00")
    expect(page.locator("#changed li")).to_have_count(1)
    lever.get_by_role("button", name="back to").click()
    expect(hours).to_have_value(today)
    expect(page.locator("#changed")).to_be_hidden()
    page.get_by_label("Find a field").fill("demand.growth")
    page.locator('[id="field-demand.growth"]').fill("1.12")
    page.locator('[id="field-demand.growth"]').press("Enter")
    expect(seat.lever(GROWTH).locator("output")).to_have_text("1.12")
    seat.lever(GROWTH).get_by_role("slider").press("ArrowRight")
    expect(seat.lever(GROWTH).locator("output")).to_have_text("1.15")


def test_a_field_is_found_by_words_in_any_order_and_without_marks(browser, address):
    with sat_at(browser, address, language="vi") as seat:
        page = seat.page
        page.locator("#form > summary").click()
        page.locator("#find").fill("so luong quay dat dai thay doi")
        shown = page.locator("#form .field:visible")
        expect(shown).to_have_count(1)
        expect(shown.locator("code").last).to_have_text("staff.land-counter.changes")
        expect(shown).to_contain_text("[{from: …, to: …, officers: …}, …]")


def test_what_is_wrong_far_down_the_page_is_seen(own_seat, log):
    page = own_seat.page
    own_seat.drop("log.csv", log.replace(b",other,", b",else,").decode())
    page.get_by_role("button", name="Replay").click()
    problems = page.locator("#problems p")
    expect(problems.first).to_be_in_viewport()
    expect(page.locator("#opened .problem").first).to_contain_text("of the log")
    page.get_by_role("button", name="The plan as a scenario").click()
    expect(problems).to_have_count(0)


def test_a_scenario_that_is_dropped_or_chosen_becomes_today(own_seat):
    page, opened = own_seat.page, own_seat.page.locator("#opened")
    own_seat.drop("another.yaml", TEXT.replace("Test Center", "Another Center"))
    expect(opened).to_contain_text("another.yaml is today now")
    expect(page.locator("h1")).to_have_text("Another Center")
    page.get_by_label("Choose a file").set_input_files(CENTER)
    expect(opened).to_contain_text("center.yaml is today now")
    expect(page.locator("h1")).to_have_text("Test Center")


def test_one_press_goes_back_to_the_scenario_before_a_file_as_it_was_left(own_seat):
    seat, page, opened = own_seat, own_seat.page, own_seat.page.locator("#opened")
    back = page.get_by_role("button", name="Back to the scenario before")
    expect(back).to_be_hidden()
    seat.lever(OFFICERS).get_by_role("button", name="More").click()
    seat.settled()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".kept li")).to_have_count(1)
    seat.drop("another.yaml", TEXT.replace("Test Center", "Another Center"))
    expect(opened).to_contain_text("another.yaml is today now")
    expect(page.locator(".kept li")).to_have_count(0)
    expect(back).to_have_text("Back to the scenario before: Test Center")
    back.press("Enter")
    expect(page.locator("h1")).to_have_text("Test Center")
    expect(back).to_have_text("Back to the scenario before: Another Center · another.yaml")
    expect(opened).not_to_contain_text("is today now")
    expect(seat.lever(OFFICERS).locator("output")).to_have_text("2")
    expect(page.locator(".kept li")).to_have_count(1)
    seat.settled()
    assert seat.faults() == []
    assert seat.barriers() == []


def test_what_is_wrong_with_a_dropped_scenario_is_said_and_today_stays(seat):
    seat.drop("wrong.yaml", TEXT.replace("last_ticket: 30 min", "last_ticket: 30"))
    expect(seat.page.locator("#opened .problem")).to_contain_text("queues.receive.last_ticket")
    expect(seat.page.locator("h1")).to_have_text("Test Center")


def test_a_log_that_is_dropped_is_replayed_and_fitted(own_seat, log):
    page, opened = own_seat.page, own_seat.page.locator("#opened")
    own_seat.drop("two.yaml", TWO_COUNTERS.read_text(encoding="utf-8"))
    expect(page.locator("h1")).to_have_text("Two counters")
    own_seat.drop("log.csv", log.decode())
    expect(opened).to_contain_text("log.csv: ")
    page.get_by_label("See a day of the log").select_option(index=5)
    page.get_by_role("button", name="Replay").click()
    expect(opened).to_contain_text("The log has a mean wait of")
    page.get_by_role("button", name="Fit today").click()
    expect(opened).to_contain_text("fitted to log.csv now")
    page.get_by_role("button", name="Back to the scenario before: Two counters").click()
    expect(page.locator("h1")).to_have_text("Two counters")
    expect(opened).not_to_contain_text("fitted to log.csv now")
    expect(page.get_by_role("button", name="Fit today")).to_be_visible()
    own_seat.settled()


def test_the_plan_is_downloaded_as_a_scenario(seat, tmp_path):
    seat.lever(OFFICERS).get_by_role("button", name="More").click()
    seat.settled()
    with seat.page.expect_download() as download:
        seat.page.get_by_role("button", name="The plan as a scenario").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "officers: 2" in text
    assert download.value.suggested_filename == "scenario.yaml"


def test_the_day_is_played_and_moved_through(seat):
    page = seat.page
    moment = page.get_by_label("Time of day")
    before = moment.input_value()
    page.get_by_role("button", name="Play").click()
    expect(moment).not_to_have_value(before)
    page.get_by_role("button", name="Pause").click()
    moment.press("Home")
    expect(page.locator(".player output")).to_have_text("08:00")
    page.get_by_label("The worst day likely in a month").check()
    expect(page.locator("#day-body > .note")).to_contain_text("worst")


def test_who_wants_no_motion_gets_a_table(browser, address):
    with sat_at(browser, address, reduced_motion="reduce") as seat:
        expect(seat.page.locator("#day-table")).to_have_attribute("open", "")
        assert seat.page.locator("canvas").count() == 0
        assert seat.page.locator("#day-table tbody tr").count() > 16
        assert seat.faults() == []


def test_the_language_is_changed_and_the_plan_stays(own_seat):
    seat, page = own_seat, own_seat.page
    seat.lever(OFFICERS).get_by_role("button", name="More").click()
    seat.settled()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("h1")).to_have_text("Trung tâm thử")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.locator("#levers-title")).to_have_text("Điều chỉnh")
    expect(seat.lever(OFFICERS).locator("output")).to_have_text("2")
    seat.settled()


def test_a_plan_is_made_by_keyboard_alone(own_seat):
    seat = own_seat
    page = seat.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the levers")).to_be_focused()
    page.keyboard.press("Enter")
    reached = set()
    for _tab in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break  # everything was reached
        name, is_seen = found
        assert is_seen, name
        reached.add(name)
        if name == "More: Land counter":
            page.keyboard.press("Space")
            expect(seat.lever(OFFICERS)).to_have_class(re.compile("changed"))
            expect(page.locator(":focus")).to_have_attribute("aria-label", name)
            seat.settled()
    assert {"Keep", "Play"} <= reached


def test_the_sentence_is_said_aloud(seat):
    seat.lever(OFFICERS).get_by_role("button", name="More").click()
    seat.settled()
    spoken = seat.page.locator("#spoken[role=status]")
    expect(spoken).to_have_text(re.compile(re.escape(sentence(seat))))


def test_a_key_that_is_marked_in_the_schema_appears_as_a_lever(browser, monkeypatch):
    mark = ByStep(step=0.05, least=0, most=1, names={})
    monkeypatch.setattr(
        controls,
        "keys",
        lambda: (
            replace(key, moves=mark) if key.path == ("demand", "day_cv") else key
            for key in schema.keys()  # noqa: SIM118  # a function
        ),
    )
    with served(CENTER, replications=FEW) as address, sat_at(browser, address) as seat:
        lever = seat.lever("demand.day_cv")
        lever.get_by_role("slider").press("ArrowRight")
        expect(lever.get_by_role("button", name="back to 0")).to_be_visible()


VERDICTS = {"better", "worse", "alike", "open"}
"""Words that the server names."""


def test_the_page_has_the_words_that_it_uses_and_no_others():
    page = (WEB / "page.html").read_text(encoding="utf-8")
    modules = " ".join(each.read_text(encoding="utf-8") for each in WEB.glob("static/*.js"))
    named = set(re.findall(r'data-word="(\w+)"', page)) | set(re.findall(r'word\("(\w+)"', modules))
    assert named <= set(WORDS)
    texts = {text.replace(".", "_") for text in re.findall(r'"([\w.]+)"', modules)}
    assert set(WORDS) <= named | texts | VERDICTS
