"""All scenarios stand in one table: what is better, what is worse, and what explains it."""

import re
from dataclasses import replace

import numpy as np
import pytest

from simulator.measures import MeasureKey
from simulator.measures.judging import Verdict
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.side_by_side import side_by_side
from simulator.reports.document import Shown, Table, Tone, text_of
from simulator.reports.page import page_html
from simulator.reports.terminal import rendered
from simulator.studies.comparison import compared
from simulator.studies.paired import Comparison, paired_difference
from tests.pages.markup import table, text, tree
from tests.studies.comparison.conftest import BUSY, CALM, origin_of

PAID = "staff.busy.cost=100; staff.calm.cost=50; currency=million VND"
WORSE = "staff.busy.speed=0.9"


def tables_of(of):
    """The tables of the page: what comes of the scenarios, and what is changed."""
    page = next(each for each in side_by_side(of) if Shown.ON_PAGE in each.shown)
    return [block for block in page.blocks if isinstance(block, Table)]


def rows_of(of):
    """The texts of all rows, by what they are of."""
    return {
        text_of(name).text: [text_of(cell).text for cell in cells]
        for shown in tables_of(of)
        for name, *cells in shown.rows
    }


def test_page_and_terminal_begin_with_the_table(both):
    document = comparison_document(both, origin_of(both))
    shown = rendered(document, width=100, colour=False).splitlines()
    first = next(place for place, line in enumerate(shown) if line.startswith("Side by side"))
    assert first <= 4
    assert re.fullmatch(r"Side by side +A +B +B − A +C +C − A", shown[first].strip())
    heads, wait, *_rows = table(tree(page_html(document)), "Side by side")
    assert heads[:3] == ["", "A two-counters", "B Land counter · Officers: 1 → 2"]
    assert wait == ["Mean wait, min", *rows_of(both)["Mean wait, min"]]


def test_better_and_worse_have_a_sign_beside_the_colour(comparison_of):
    found = comparison_of(BUSY, WORSE)
    wait, called = (rows_of(found)[name] for name in ("Mean wait, min", "Called within 15 min, %"))
    assert re.fullmatch(r"−[\d.]+ ✓", wait[2])
    assert re.fullmatch(r"\+[\d.]+ ✗", wait[4])
    assert re.fullmatch(r"\+[\d.]+ ✓", called[2])
    cells = [cell for row in tables_of(found)[0].rows for cell in row[1:] if text_of(cell).text]
    signs = {Tone.MET: Verdict.MET, Tone.MISSED: Verdict.MISSED}
    tones = {text_of(cell).tone: text_of(cell).text[-1] for cell in cells}
    assert {tone: tones[tone] for tone in signs} == signs
    html = page_html(comparison_document(found, origin_of(found)))
    assert f'<span class="met">{wait[2]}</span>' in html


def test_what_cannot_be_seen_and_what_is_the_same_are_neither(comparison_of):
    rows = rows_of(comparison_of(CALM))
    assert rows["Mean wait, min"][2] == "0.0 ="
    assert rows["Officers in all"] == ["2", "3", "+1"]


def test_a_difference_that_rounds_to_nothing_is_not_for_the_better(both):
    small = paired_difference(
        MeasureKey("wait_mean"), ("two-counters", np.ones(6)), (BUSY, np.full(6, 0.999))
    )
    of = replace(
        both,
        alternatives=both.alternatives[:2],
        results=both.results[:2],
        measures=both.measures.keys_of(["wait_mean"]),
        comparison=Comparison((small,), pairs=1, measures=1),
    )
    assert small.is_seen
    assert rows_of(of)["Mean wait, min"][2] == "0.0 ≈"


def test_what_explains_is_told_below_the_measures(both):
    names = list(rows_of(both))
    explaining = names[names.index("What explains it") + 1 :]
    assert explaining[:4] == [
        "Visits",
        "Waited by all citizens together, h",
        "Dossiers received",
        "Officers in all",
    ]
    assert rows_of(both)["Waited by all citizens together, h"][2].endswith(" ✓")


def test_another_mix_is_told_with_the_wait_that_it_leaves(comparison_of):
    rows = rows_of(comparison_of("procedures.question.volume=38 per working day"))
    base, other, change = rows["Land, % of all who wait"]
    assert float(base) - float(other) == pytest.approx(float(change.removeprefix("−")), abs=0.5)
    like, unchanged, _sign = rows["Mean wait at Receive if the mix were that of A, min"]
    assert float(like) == pytest.approx(float(unchanged), rel=0.02)


def test_money_is_told_where_costs_are_given(comparison_of):
    of = comparison_of(PAID, f"{PAID}; {BUSY}", replications=2)
    assert not any(name.startswith("Cost") for name in rows_of(of))
    runs = [result.replications for result in of.results[1:]]
    paid = compared(of.alternatives[1:], runs, of.measures.names, seed=7, planned=2)
    assert rows_of(paid)["Cost of the officers a year, million VND"] == ["150", "250", "+100 ✗"]


def test_what_is_not_seen_of_what_nobody_asked_for_is_left_to_the_tables_below(comparison_of):
    assert "Dossiers settled late" not in rows_of(comparison_of(CALM))
    asked = comparison_of(CALM, measures=("overdue",), replications=2)
    assert "Dossiers settled late" in rows_of(asked)


def test_many_scenarios_take_several_tables_each_with_the_base(comparison_of):
    names = [f"name=N{place}; staff.busy.officers=2" for place in range(5)]
    first, second, _changed = tables_of(comparison_of(*names, replications=2))
    assert first.heads[1::2] == ("A Two counters", *(f"{x} − A" for x in "BCDE"))
    assert second.heads == ("", "A Two counters", "F N4", "F − A")


def test_changes_are_told_in_words_the_first_of_many(comparison_of):
    of = comparison_of(
        "name=Much; staff.busy.officers=2; staff.busy.speed=1.1; staff.calm.sick=0.1; "
        "staff.calm.leave=9 working days",
        BUSY,
        "name=Nothing",
        replications=2,
    )
    rows = [tuple(text_of(cell).text for cell in row) for row in tables_of(of)[-1].rows]
    assert rows[0] == ("A two-counters", "what it is compared with")
    assert rows[1] == ("B Much", "Land counter · Officers: 1 → 2")
    (*others, last), (c, d) = rows[2:-2], rows[-2:]
    assert {name for name, _said in others} == {""}
    assert all("; " not in said for _name, said in others)
    assert last == ("", "…")
    assert c == ("C", "Land counter · Officers: 1 → 2")
    assert d == ("D Nothing", "the same values as A")


def test_a_long_name_is_cut_at_the_head_and_told_below(comparison_of):
    name = "Ninety in a hundred file online, and " * 4
    of = comparison_of(f"name={name.strip()}; {BUSY}", replications=2)
    page = tree(page_html(comparison_document(of, origin_of(of))))
    assert len(table(page, "Side by side")[0][2]) < 90
    assert " ".join(name.split()) in text(page.find(".//section[@class='across']"))
