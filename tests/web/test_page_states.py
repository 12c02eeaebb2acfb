"""Everybody can use the desk in each of its states, with a keyboard alone and without eyes."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.web import background
from tests.pages.looking import DESKTOP, PHONE
from tests.web.sitting import sat_at, served
from tests.web.test_logs import log
from tests.web.test_page import CENTER, FEW, GROWTH, OFFICERS, TEXT

__all__ = ["log"]

TWO = Path(__file__).parents[1] / "studies" / "comparison" / "two-counters.yaml"


@pytest.fixture(scope="module")
def quick():
    """What is worked out behind is there soon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "REPLICATIONS", 2)
        patch.setattr(background, "ALL_REPLICATIONS", 5)
        yield


@pytest.fixture(scope="module")
def address(quick):
    with served(CENTER, replications=FEW) as address:
        yield address


def press(seat, place, key="Enter"):
    """Press what is there, as who has no mouse does."""
    seat.page.locator(place).first.press(key)


def more_officers(seat):
    seat.lever(OFFICERS).locator(".step").last.press("Space")
    seat.settled()


def keep(seat):
    more_officers(seat)
    kept = seat.page.locator(".kept li").count()
    press(seat, "#keep-it")
    expect(seat.page.locator(".kept li")).to_have_count(kept + 1)


def keep_all(seat):
    for _plan in range(3):
        keep(seat)
    expect(seat.page.locator("#keep")).to_be_hidden()


def worked_out_behind(seat):
    for name in ("ranking", "assumptions"):
        expect(seat.page.locator(f"#{name} li").first).to_be_attached()


def open_form(seat):
    press(seat, "#form > summary")
    seat.page.locator("#find").fill("civil counter changes")
    seat.page.locator("#find").press("Enter")
    expect(seat.page.locator("#form .field:visible")).to_have_count(1)


def find_nothing(seat):
    seat.page.locator("#find").fill("no such thing at all")
    expect(seat.page.locator("#form [role=status]")).not_to_be_empty()
    seat.page.locator("#find").fill("")


def mistake(seat):
    field = seat.page.locator('[id="field-procedures.transfer.limit"]')
    seat.page.locator("#find").fill("procedures.transfer.limit")
    field.fill("5 fortnights")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")


def everything_open(seat):
    for summary in seat.page.locator("#lever-groups > details:not([open]) > summary").all()[::-1]:
        summary.press("Enter")
    for summary in ("#measures", "#day-table", "#plans details"):
        press(seat, f"{summary} > summary")


def worst_day(seat):
    with seat.page.expect_response("**/day?which=worst"):
        seat.page.get_by_role("radio").last.press("Space")


def wrong_file(seat):
    seat.drop("wrong.yaml", TEXT.replace("last_ticket: 30 min", "last_ticket: 30"))
    expect(seat.page.locator("#opened .problem").first).to_be_visible()


STATES = (
    *(worked_out_behind, more_officers, keep, keep_all, everything_open, worst_day),
    *(open_form, find_nothing, mistake, wrong_file),
)
"""What is done one after the other, each leading to another state."""


def usable(seat, state, *, is_walked=True):
    """Everybody can use the page as it is; it is gone through by Tab where time is."""
    assert seat.faults() + seat.barriers() == [], state
    if is_walked:
        assert not [name for name, is_seen in seat.walked() if not is_seen], state


@pytest.mark.parametrize(
    ("language", "width", "walked"),
    [
        ("vi", DESKTOP, STATES[-1:]),
        pytest.param("en", PHONE, STATES, marks=pytest.mark.full),
        pytest.param("vi", DESKTOP, STATES, marks=pytest.mark.full),
    ],
)
def test_each_state_can_be_used_by_everybody(browser, address, language, width, walked):
    with sat_at(browser, address, language=language, width=width) as seat:
        usable(seat, "start", is_walked=len(walked) > 1)
        for come_to in STATES:
            come_to(seat)
            usable(seat, come_to.__name__, is_walked=come_to in walked)


def test_what_helps_is_added_to_what_is_moved(browser, address):
    with sat_at(browser, address) as seat:
        seat.lever(GROWTH).get_by_role("slider").press("ArrowRight")
        seat.settled()
        button = seat.page.locator("#ranking button").first
        button.press("Enter")
        expect(seat.page.locator("#ranking-title")).to_be_focused()
        expect(seat.lever(GROWTH)).to_have_class("lever slider changed")
        expect(seat.page.locator("#changed li")).not_to_have_count(1)


def test_a_log_that_lies_there_can_be_used_by_everybody(browser, address, log):
    with sat_at(browser, address, language="vi", width=PHONE) as seat:
        seat.drop("two.yaml", TWO.read_text(encoding="utf-8"))
        expect(seat.page.locator("h1")).to_have_text("Two counters")
        seat.drop("log.csv", log.decode())
        expect(seat.page.locator("#log-day")).to_be_visible()
        usable(seat, "a log")


def test_without_motion_the_page_can_be_used_by_everybody(browser, address):
    with sat_at(browser, address, reduced_motion="reduce") as seat:
        expect(seat.page.locator("#day-table")).to_have_attribute("open", "")
        usable(seat, "no motion")


def test_while_answers_come_the_page_can_be_used_by_everybody(browser):
    """A plan that is never done in the time of a test."""
    with (
        served(CENTER, replications=100_000) as address,
        sat_at(browser, address, is_settled=False) as seat,
    ):
        expect(seat.page.locator("#headline.preliminary")).to_be_visible()
        usable(seat, "preliminary")
        expect(seat.page.locator("#answer")).to_have_attribute("aria-busy", "true")


def test_a_desk_that_was_cleared_says_so_and_is_laid_anew(browser, address):
    with sat_at(browser, address) as seat:
        seat.page.context.clear_cookies()
        seat.lever(OFFICERS).locator(".step").last.press("Space")
        anew = seat.page.get_by_role("link", name="Open the page anew")
        expect(anew).to_be_in_viewport()
        expect(seat.page.locator("#answer")).to_have_attribute("aria-busy", "false")
        seat.heard.clear()  # The browser tells of the refusal.
        usable(seat, "cleared")
        anew.press("Enter")
        expect(seat.page.locator("#problems")).to_be_empty()
        seat.settled()


def test_a_desk_that_does_not_answer_says_so(browser):
    with served(CENTER, replications=FEW) as own, sat_at(browser, own) as seat:
        open_form(seat)
        seat.page.route("**/api/**", lambda route: route.abort())
        changes = seat.page.locator('[id="field-staff.civil-counter.changes"]')
        changes.fill("[{from: 2021-03-08, to: 2021-03-12, officers: 1}]")
        changes.press("Enter")
        expect(seat.page.locator("#form .problem").last).to_contain_text("does not answer")
        seat.lever(OFFICERS).locator(".step").last.press("Space")
        expect(seat.page.locator("#problems p").first).to_be_in_viewport()
        expect(seat.page.locator("#problems p").first).to_contain_text("does not answer")
        expect(seat.page.locator("#answer")).to_have_attribute("aria-busy", "false")
        assert not [each for each in seat.heard if each.startswith("error")]
        seat.heard.clear()  # The browser tells that nobody answers.
        usable(seat, "no server")
