"""What is said of levers: which to pull first, what each takes, and what it makes worse."""

import re
from dataclasses import replace

import pytest

from simulator.reports.document import Shown, text_of
from simulator.reports.levers.charts import lever_charts
from simulator.reports.levers.data import ranked_data
from simulator.reports.levers.document import lever_findings, lever_table, levers_document
from simulator.reports.levers.telling import Telling
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from simulator.reports.workbook import workbook_bytes
from simulator.scenario import validated
from simulator.studies.levers import WAIT
from tests.studies.levers.centers import pulled, resolved

ORIGIN = {
    "version": "1.0",
    "engine": "compiled",
    "created": "2026-01-01T00:00:00+00:00",
    "command": "onestop sensitivity center.yaml --levers",
    "check": None,
}


def test_the_first_finding_says_what_helps_with_what_it_takes_and_for_whom() -> None:
    levers = pulled("idle neighbour")
    first = lever_findings(levers)[0]
    assert "busy and idle (no officer more)" in first
    assert "“Mean wait” is shorter by 29 min (" in first
    assert "At work now: busy 83 % and idle 8 %." in first
    assert "Worse" not in first


def test_more_that_often_harms_is_said_and_why() -> None:
    levers = pulled("loaded back office")
    telling = Telling(levers)
    said = " ".join(telling.turning())
    assert "More is not always better. “Before due or on time” gets worse with: " in said
    assert "One officer more: counter (" in said
    more = next(one for one in levers.pulled if one.lever.code == "staff.officers more counter")
    assert "Who is faster there loads what comes after." in telling.worse(more)


def test_more_and_less_that_do_the_same_are_said() -> None:
    levers = pulled("alone")
    more = next(one for one in levers.pulled if one.lever.code == "staff.officers more counter")
    less = replace(more, lever=replace(more.lever, way="less"))
    both = replace(levers, pulled=(more, less))
    assert list(both.turning()) == [(more, less, WAIT)]
    (said, *_rest) = Telling(both).turning()
    assert said.startswith("Both gain, and neither way is the better for sure: One officer more")
    assert not list(levers.turning())


def test_who_could_be_spared_is_named() -> None:
    few = pulled("idle neighbour")
    levers = replace(few, base=replace(few.base, replications=few.base.replications * 2))
    fewer = replace(levers.pulled[-1], effort=replace(levers.pulled[-1].effort, officers=-1.0))
    fewer = replace(fewer, gains={}, others=())
    said = Telling(replace(levers, pulled=(fewer,))).spare()
    assert said.startswith("Nothing is seen to get worse with: ")
    assert Telling(replace(few, pulled=(fewer,))).spare() == ""  # too few to see it
    assert Telling(levers).spare() == ""


@pytest.mark.usefixtures("vietnamese")
def test_all_of_it_is_said_in_both_languages() -> None:
    assert "officer" not in " ".join(lever_findings(pulled("alone")))


def test_where_no_lever_is_seen_to_help_that_is_said() -> None:
    levers = pulled("alone")
    of_none = replace(levers, pulled=tuple(replace(one, relief=0.0) for one in levers.pulled))
    assert lever_findings(of_none)[0].startswith("No lever is seen to help")


def test_a_row_has_the_gain_for_an_officer_and_in_how_many_replications_it_gets_worse() -> None:
    table = lever_table(pulled("morning rush")).seen(Shown.ON_PAGE)
    rows = {
        text_of(row[0]).text: [text_of(cell).text.replace("−", "-") for cell in row]
        for row in table.rows
    }
    opens, booked = rows["Doors open an hour earlier"], rows["Three in ten more book a time"]
    for_an_officer = dict(zip(table.heads, opens, strict=True))["wait, min, for an officer"]
    assert opens[3] == "+0.1"
    assert float(for_an_officer.split()[0]) == pytest.approx(
        8 * float(opens[1].split()[0]), rel=0.1
    )
    assert booked[3] == "–"
    assert "0 of 8 replications" in opens


def test_terminal_page_and_workbook_show_it() -> None:
    document = levers_document(pulled("far seal"), ORIGIN)
    terminal = rendered(document, width=100, colour=False)
    assert "The second seal at the Center" in terminal
    assert "+100" in terminal  # points of on time
    page = page_html(document)
    assert "What would help" in page
    assert "What each lever changes" in page
    assert workbook_bytes(document).startswith(b"PK")


def test_a_picture_has_room_for_what_goes_down() -> None:
    """A wait that gets shorter lies to the left of nothing: the axis has numbers there too."""
    levers = pulled("morning rush")
    wait, *_others = lever_charts(Telling(levers))
    means = sum(each.gains[WAIT] in each.gained for each in levers.pulled)
    assert len(re.findall(r">−[0-9.]+</", wait.svg)) > means


def test_programs_get_what_sets_each_lever() -> None:
    levers = pulled("far seal")
    best, *_others = ranked_data(levers)
    assert best["lever"] == "seal.at center"
    moved = validated(resolved("far seal").overridden(best["set"]))
    assert moved.hash == levers.pulled[0].scenario.hash
