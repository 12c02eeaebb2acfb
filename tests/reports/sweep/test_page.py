"""The page of a sweep: valid, safe, and of one mind with what was found."""

import re
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from simulator.measures import measure_named
from simulator.reports.certainty import assumptions_text, common_numbers_text
from simulator.reports.page import page_html
from simulator.reports.sweep.candidates import selection_text
from simulator.reports.sweep.document import MOST_POINTS, sweep_document
from simulator.reports.sweep.exporting import export
from simulator.reports.sweep.tables import estimate_cell
from simulator.reports.workbook import workbook_bytes
from simulator.studies.sweep import answer, open_sweep
from simulator.studies.sweep.deciding import Decisions
from tests.pages.markup import faults, table, text, tree
from tests.reports.reading import assert_no_formula, csv_rows, workbook_in
from tests.studies.sweep.conftest import OVERLOADED, PLAN, YEARS
from tests.studies.sweep.conftest import table as rows_of

SELECTION = selection_text(SimpleNamespace(decisions=Decisions()))
VARY_MORE = "Let the plan vary more: onestop sensitivity --levers of its base says what helps most."
HOSTILE = "<script>alert(1)</script>=$x${1}"


@pytest.fixture
def html_of(sweep, write, tmp_path):
    """Runs a plan; returns its page."""

    def run(plan=PLAN, *, base=("", "")):
        path = write(plan)
        file = tmp_path / "base.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(*base), encoding="utf-8")
        sweep(path)
        with open_sweep(tmp_path / "out") as found:
            return page_html(sweep_document(found))

    return run


def change(folder, *statements):
    """Take something out of a store."""
    with closing(sqlite3.connect(folder / "results.sqlite")) as db, db:
        for statement in statements:
            db.execute(statement)


def findings(page):
    return [text(each) for each in page.find(".//section[@id='answer']//ol")]


def chapters(page):
    return [each.get("id") for each in page.iter("section") if each.get("id")]


def test_the_page_is_valid_and_asks_for_nothing_from_elsewhere(html_of):
    html = html_of()
    page = tree(html)
    assert faults(page) == []
    assert not re.search("https?:", html.replace("http://www.w3.org/", ""))
    assert len(page.findall(".//script")) == 2  # what was stored, and what moves the sliders
    names = ["answer", "cheapest", "explorer", "frontier", "level-lines", "points", "rests-on"]
    assert chapters(page) == names


def test_the_page_is_valid_in_vietnamese_too(html_of, vietnamese):
    html = html_of()
    assert '<html lang="vi">' in html
    assert faults(tree(html)) == []


def test_it_says_first_what_the_sweep_answers(html_of, tmp_path):
    page = tree(html_of())
    said = findings(page)
    with open_sweep(tmp_path / "out") as found:
        met = answer(found).met
    assert said[0] == f"{met} of 8 design points meet the targets: Mean wait ≤ 5 min."
    assert said[1].startswith(
        "Demand × 1 and Demand × 1.2: the cheapest point tried that meets them takes 200 million "
    )
    assert said[-1].startswith(
        "The cheapest plan tried that meets them at every level: 200 million VND"
    )


def test_each_level_of_demand_has_a_row_with_the_cheapest(html_of, tmp_path):
    page = tree(html_of())
    heads, *rows = table(page, "Of the points tried, the cheapest that meets all targets")
    assert heads[:4] == [
        "Demand", "Cost of the officers a year, million VND", "Case", "Officers, clerks"
    ]  # fmt: skip
    assert [row[:2] for row in rows] == [["× 1", "200"], ["× 1.2", "200"]]
    assert all(row[-2:] == ["✓ meets all targets", "3/3 (≥ 29 %)"] for row in rows)


def test_the_table_of_all_points_tells_their_measures(html_of, tmp_path):
    _heads, *rows = table(tree(html_of()), "In the order of the plan")
    with open_sweep(tmp_path / "out") as found:
        expected = [
            estimate_cell(measure_named("wait_mean"), found.estimate(point, "wait_mean")).text
            for point in found.points
        ]
    assert [row[6] for row in rows] == expected
    assert [row[0] for row in rows] == [str(number) for number in range(1, 9)]


def test_hostile_names_stay_texts(html_of):
    html = html_of(
        PLAN.replace("today: {}", f"'{HOSTILE}': {{}}"),
        base=("clerks: {officers", f"clerks: {{label: '{HOSTILE}', officers"),
    )
    page = tree(html)
    assert len(page.findall(".//script")) == 2  # the page's own
    assert faults(page) == []
    assert HOSTILE in text(page.find("body"))


def test_what_a_plan_holds_is_calculated_in_no_spreadsheet(sweep, write, tmp_path):
    sweep(write(PLAN.replace("today: {}", "'=1+1': {}")))
    with open_sweep(tmp_path / "out") as found:
        assert_no_formula(workbook_in(workbook_bytes(sweep_document(found))), "=1+1")
        exported = export(found, "csv").read_text(encoding="utf-8")
    assert {row["case"] for row in csv_rows(exported)} == {"'=1+1", "trained"}


def test_without_targets_the_pictures_are_of_the_mean_wait(html_of):
    page = tree(html_of(PLAN.replace('targets: {wait_mean: "<= 5 min"}', "")))
    assert faults(page) == []
    assert findings(page) == ["The plan has no targets: the pictures show what each cost buys."]
    assert "cheapest" not in chapters(page)
    assert table(page, "Seen to be better than all that are cheaper: Mean wait")


def test_one_axis_alone_has_no_lines_of_equal_waits(html_of):
    page = tree(html_of("base: base.yaml\nvary: {staff.clerks.officers: [1, 2]}\nreplications: 2"))
    assert faults(page) == []
    assert chapters(page) == ["answer", "explorer", "frontier", "points", "rests-on"]


def test_a_plan_of_the_base_alone_is_valid(html_of):
    assert faults(tree(html_of("base: base.yaml\nreplications: 1"))) == []


def test_what_the_runs_leave_open_is_not_denied(html_of):
    said = findings(tree(html_of(PLAN.replace("<= 5 min", "<= 0.001 min"))))
    assert said[1:] == [
        "Demand × 1 and Demand × 1.2: of no point tried can it be said that it meets the targets.",
        "Of no plan tried can it be said that it meets the targets at every level.",
    ]


def test_the_title_of_a_picture_says_what_was_seen_of_the_points_tried(html_of):
    page = " ".join(tree(html_of(PLAN.replace("<= 5 min", ">= 600 min"))).itertext())
    assert "Mean wait ≥ 600 min: no point tried is seen to meet it" in page


def test_how_sure_it_is_is_said_of_differences_points_and_assumptions(html_of):
    said = text(tree(html_of()).find("body"))
    for each in (common_numbers_text(), assumptions_text(), SELECTION):
        assert each.replace("`", "") in said  # what is typed is marked as code


def test_values_that_are_nearly_the_same_do_not_look_alike(html_of):
    said = findings(tree(html_of(PLAN.replace("[1.0, 1.2]", "[1.0001, 1.0002]"))))
    assert any("Demand × 1.0001 and Demand × 1.0002" in each for each in said)


def test_where_no_point_meets_the_targets_that_is_said(html_of):
    page = tree(html_of(PLAN.replace("<= 5 min", ">= 600 min")))
    assert faults(page) == []
    said = findings(page)
    assert said[0] == "No design point meets the targets: Mean wait ≥ 600 min."
    assert "Demand × 1 and Demand × 1.2: no point tried meets the targets." in said
    assert "No plan tried meets the targets at every level." in said
    _heads, *rows = table(page, "Of the points tried, the cheapest that meets all targets")
    assert [row[1] for row in rows] == ["none meets them"] * 2


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            ">= 600 min",
            [
                "No design point meets the targets: Mean wait ≥ 600 min.",
                VARY_MORE,
            ],
        ),
        (
            "<= 0.001 min",
            ["Of no design point can it be said that it meets the targets: Mean wait ≤ 0.001 min."],
        ),
    ],
)
def test_of_one_demand_the_answer_is_short(html_of, target, said):
    plan = PLAN.replace("<= 5 min", target).replace("  demand.growth: [1.0, 1.2]\n", "")
    assert findings(tree(html_of(plan))) == said


def test_the_cheapest_point_of_one_demand_is_told_in_a_sentence_of_its_own(html_of):
    plan = PLAN.replace("<= 5 min", "<= 60 min").replace("  demand.growth: [1.0, 1.2]\n", "")
    assert findings(tree(html_of(plan)))[-1].startswith("The cheapest point tried that ")


def test_where_officers_have_no_cost_their_number_stands_for_it(html_of):
    page = tree(html_of(base=(", cost: 100", "")))
    assert faults(page) == []
    assert "the fewest officers tried that meet them: 2 officers" in findings(page)[1]
    assert "cheap" not in " ".join(page.itertext()).lower()
    assert "the number of officers stands for it" in text(page.find("body"))


def test_a_measure_that_counts_nothing_anywhere_is_no_obstacle(html_of):
    page = tree(html_of(PLAN.replace('wait_mean: "<= 5 min"', 'lateness_p90: "<= 8 h"')))
    assert faults(page) == []
    assert "frontier" not in chapters(page)


def test_an_unfinished_sweep_says_what_is_missing(html_of, tmp_path):
    html_of()
    out = tmp_path / "out"
    change(out, "DELETE FROM finished WHERE scenario > 3 OR (scenario = 2 AND replication > 0)")
    assert rows_of(out, "SELECT count(*) FROM finished") == [(7,)]
    with open_sweep(out) as found:
        page = tree(page_html(sweep_document(found)))
    assert faults(page) == []
    said = text(page.find("body"))
    assert "Unfinished: 5 of 8 design points have no results yet." in said
    assert "0 to 3 replications of each" in said
    _heads, *rows = table(page, "In the order of the plan")
    assert rows[7][-2:] == ["–", "–"]


def test_a_sweep_that_has_not_begun_is_valid(html_of, tmp_path):
    html_of()
    change(
        tmp_path / "out",
        "DELETE FROM finished",
        "DELETE FROM results",
        "DELETE FROM measures",
        "UPDATE scenarios SET text = NULL",
    )
    with open_sweep(tmp_path / "out") as found:
        assert faults(tree(page_html(sweep_document(found)))) == []
        sheets = workbook_in(workbook_bytes(sweep_document(found))).sheetnames
    assert sheets == ["The answer", "All design points", "About"]


def test_of_many_points_the_others_are_elsewhere(html_of):
    growths = ", ".join(f"1.{number:02d}" for number in range(MOST_POINTS // 4 + 1))
    page = tree(html_of(PLAN.replace("[1.0, 1.2]", f"[{growths}]").replace(": 3", ": 1")))
    assert faults(page) == []
    (chapter,) = (each for each in page.iter("section") if each.get("id") == "points")
    assert "--export csv" in text(chapter)
    assert "there are 10 more" in text(page.find("body"))


def test_points_that_cannot_carry_their_load_are_not_the_cheapest(html_of):
    page = tree(html_of(OVERLOADED))
    said = findings(page)
    assert said[0].startswith("4 of 4 design points meet the targets")
    assert said[1].startswith("2 points that meet the targets cannot carry their load or leave")
    assert "clerks: 2 officers" in said[2]
    _heads, *rows = table(page, "In the order of the plan")
    assert [row[5].endswith("✗") for row in rows] == [True, True, False, False]


def test_where_only_such_points_meet_the_targets_it_is_said_with_them(html_of):
    page = tree(html_of(OVERLOADED.replace("officers: [1, 2]", "officers: [1]")))
    said = " ".join(findings(page))
    assert "But it cannot carry its load: 1" in said
    assert "are not named below" not in said
    titles = [
        text
        for text in page.itertext()
        if "a point tried meets it is 100 million VND; it cannot" in text
    ]
    assert titles


@pytest.mark.parametrize(
    ("target", "said", "title", "verdict"),
    [
        (
            "<= 14 min",
            "1 of 1 design point meets the targets: ",
            ": the least at which a point tried meets it is 100 million VND",
            ["✓ meets all targets", "10/12 (51 – 98 %)"],
        ),
        (
            "<= 12.5 min",
            "Of no design point can it be said that it meets the targets: ",
            " may be met by a point at 100 million VND",
            ["? unclear", "9/12 (42 – 95 %)"],
        ),
    ],
)
def test_a_share_of_the_replications_is_asked_for_all_through(
    html_of, target, said, title, verdict
):
    html = html_of(YEARS.replace("<= 14 min", target))
    page = tree(html)
    wanted = f"Mean wait {target.replace('<=', '≤')}, in 50 % of the replications or more"
    assert findings(page)[0] == f"{said}{wanted}."
    assert f"{wanted}{title}" in " ".join(page.itertext())
    _heads, *rows = table(page, "In the order of the plan")
    assert rows[0][-2:] == verdict
    assert "the share of replications that meet them all is 50 % or more" in text(page.find("body"))


def test_measured_times_leave_the_names_of_what_is_measured(sweep, write, tmp_path):
    """Their table stands beside the base, and not in the folder of the sweep."""
    path = write("base: base.yaml\nreplications: 2\nvary: {staff.clerks.officers: [1, 2]}\n")
    base = tmp_path / "base.yaml"
    times = base.read_text(encoding="utf-8").replace(
        "{exponential: {mean: 7.5 min}}", "{empirical: {file: times.csv, column: min}}"
    )
    base.write_text(times, encoding="utf-8")
    (tmp_path / "times.csv").write_text("min\n7\n8\n", encoding="utf-8")
    sweep(path)
    with open_sweep(tmp_path / "out") as found:
        assert found.scenario.name.en == "Small"
        assert found.scenario.period.to.isoformat() == "2021-01-15"
