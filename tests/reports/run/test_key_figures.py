"""What stands first: who comes, the four numbers that count, who goes unserved, one finding."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.reports.document import Section, Shown, text_of
from simulator.reports.run.document import run_document
from simulator.reports.run.key_figures import a_day, key_figures, unserved
from simulator.results.run import Stored
from simulator.results.study import StoredLever, StoredSpread
from tests.reports.conftest import PROVENANCE, held

WAIT, IN_TIME = "Wait to be called", "Settled in time"
ON_THE_SPOT, WORST = "From the door to a result on the spot", "Wait on the worst day of a month"


@pytest.fixture
def stored(district):
    """Stores a result."""

    def made(result, **more) -> Stored:
        return Stored(result, district.resolved.data, PROVENANCE, **more)

    return made


@pytest.fixture
def figures(stored):
    """What is said of each figure: number, verdict, then by chance and assumptions, norm, more."""

    def said(result, **more):
        rows = key_figures(stored(result, **more)).rows
        return {row[0]: [text_of(cell).text for cell in row[1:]] for row in rows}

    return said


@pytest.fixture
def with_details(result):
    """The result with details that are the same in each replication, or listed for each."""

    def made(**details):
        def of(index):
            return {
                name: np.array(value[index] if isinstance(value, list) else value)
                for name, value in details.items()
            }

        some = [replace(one, **of(index)) for index, one in enumerate(result.details)]
        return replace(result, details=tuple(some))

    return made


def test_who_comes_and_who_serves_is_told_a_day(changed, result):
    days = int(result.details[0].open_days.sum())
    busy = changed({"visits": 200.0 * days, "received": 80.0 * days})
    assert a_day(busy) == "200 visits and 80 dossiers on an open day, 9 officers"


def test_each_number_is_held_against_its_norm_and_has_its_interval(figures, changed):
    said = figures(changed({"wait_mean.outside": [16.0, 17.0, 18.0], "on_time_rate": 0.93}))
    number, verdict, chance, _assumed, norm, _more = said[WAIT]
    assert (number, verdict, chance) == ("17 min", "✓ met", "15 – 19")
    assert norm == "30 min (Decision 468, 2022)"
    number, verdict, _chance, _assumed, norm, _more = said[IN_TIME]
    assert (number, verdict) == ("93.0 %", "✗ not met")
    assert norm == "at least 95 % (PAR INDEX, assumed)"


def test_a_norm_within_the_interval_is_unclear_and_another_year_has_another(figures, changed):
    result = changed({"wait_mean.outside": [10.0, 15.0, 20.0]})
    assert figures(held(result, 2026))[WAIT][1] == "? unclear"
    own = figures(held(result, longest_wait="20 min"))[WAIT]
    assert own[-1].startswith("✗ nobody over 20 min (own norm): not met")


def test_the_worst_day_of_a_month_is_held_against_the_norm_of_the_wait(figures, with_details):
    queue = np.zeros((3, 96), np.int64)
    queue[:, 36] = 40, 44, 49
    waits = [(170 * 60 * minutes, 170) for minutes in (39, 40, 41)]
    long = with_details(worst_wait=waits, worst_queue=list(queue))
    number, verdict, *_, norm, more = figures(long)[WORST]
    assert (number, verdict) == ("40 min", "✗ not met")
    assert norm == "30 min (Decision 468, 2022)"
    assert more == "up to 44 wait at once, on average"


def test_results_on_the_spot_are_timed_from_the_door(figures, with_details):
    number, verdict, *_, more = figures(with_details(on_the_spot=(5000 * 60, 200)))[ON_THE_SPOT]
    assert (number, verdict, more) == ("25.0 min", "no norm", "200 results")


def test_where_nobody_stays_for_a_result_the_time_from_acceptance_is_told(
    figures, with_details, result
):
    said = figures(with_details(on_the_spot=(0, 0)))
    assert ON_THE_SPOT not in said
    assert said["From acceptance to the result"][1] == "no norm"


def test_what_the_assumptions_leave_open_stands_beside_chance(figures, result):
    assumed = {
        "wait_mean": StoredSpread(low=9.0, high=31.0, explained=0.9),
        "on_time_rate": StoredSpread(low=0.9, high=0.99, explained=0.9),
    }
    said = figures(result, assumed=assumed)
    assert said[WAIT][3] == "9 – 31, who stays included"
    assert said[IN_TIME][3] == "90 – 99"
    assert figures(result)[WAIT][3] == "–"


def test_who_goes_unserved_is_told_where_it_is_more_than_a_handful(changed):
    many = changed({"visits": 1000.0, "abandoned": 60.0, "turned_away": 9.0, "sent_home": 20.0})
    assert unserved(many) == (
        "In the period: 60 give up waiting (6.0 % of the visits); 20 are sent home at closing "
        "(2.0 %)."
    )
    assert not unserved(changed({"abandoned": 9.0, "turned_away": 9.0, "sent_home": 0.0}))


def on_page(document):
    """The sections of the page's answer, by their titles, and those that these are made of."""
    sections = [each for each in document.answer(Shown.ON_PAGE) if isinstance(each, Section)]
    parts = [part for each in sections for part in each.blocks if isinstance(part, Section)]
    return {each.title: each for each in (*sections, *parts)}


def test_one_finding_stands_by_itself_and_how_to_find_a_lever(stored, result):
    sections = on_page(run_document(stored(result)))
    (first,) = sections["What to look at first"].blocks
    (others,) = sections["What else to look at"].blocks
    assert first not in others.items
    (how,) = sections["What would help most"].blocks
    assert "onestop sensitivity SCENARIO --levers" in how


def test_the_lever_that_helps_most_stands_by_itself_the_next_among_the_findings(stored, result):
    levers = tuple(
        StoredLever(
            key="staff.officers",
            way="more",
            where=(group,),
            officers=1.0,
            money=None,
            gains={},
            worse={},
        )
        for group in ("land-counter", "land-specialists")
    )
    sections = on_page(run_document(stored(result, levers=levers)))
    (best,) = sections["What would help most"].blocks
    assert best.startswith("One officer more: Land counter (1 officer more).")
    (others,) = sections["What else to look at"].blocks
    assert others.items[-1].startswith("It would help: One officer more: Land specialists")
