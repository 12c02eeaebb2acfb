"""The terminal says how many points meet the targets, and the cheapest for each level of demand."""

import json
from types import SimpleNamespace

import pytest

from simulator.reports.certainty import assumptions_text
from simulator.reports.sweep.candidates import selection_text
from simulator.reports.sweep.document import sweep_document
from simulator.reports.sweep.report import sweep_data
from simulator.reports.terminal import rendered
from simulator.studies.sweep import open_sweep
from simulator.studies.sweep.deciding import Decisions
from simulator.studies.sweep.levels import MOST_LEVELS
from tests.studies.sweep.conftest import OVERLOADED, PLAN, YEARS

SELECTION = selection_text(SimpleNamespace(decisions=Decisions()))


@pytest.fixture
def told(sweep, write, tmp_path):
    """What the terminal says of a plan, and the data for programs."""

    def tell(plan):
        sweep(write(plan))
        with open_sweep(tmp_path / "out") as results:
            document = sweep_document(results)
            return rendered(document, width=100, colour=False), sweep_data(results)

    return tell


def row(text, head):
    """The cells beside a head."""
    [line] = [line for line in text.splitlines() if line.startswith(f"  {head}")]
    return line.strip().removeprefix(head).split()


def test_each_level_of_demand_has_the_cheapest_point_that_meets_the_targets(told):
    text, data = told(PLAN)
    assert text.startswith("8 design points, 24 replications in all, seed ")
    assert f"Targets met by {data['met']} of 8 points" in text
    assert row(text, "Demand") == ["×", "1", "×", "1.2"]
    assert row(text, "Targets") == ["✓", "met", "✓", "met"]
    for each in data["cheapest"]:
        point = each["point"]
        assert point["certain"]
        assert point["settings"]["demand.growth"] == each["level"]["demand.growth"]
    costs = [each["point"]["cost"] for each in data["cheapest"]]
    assert row(text, "Cost of the officers a year, million VND") == [
        f"{cost:.0f}" for cost in costs
    ]
    assert json.dumps(data, allow_nan=False)


def test_below_the_verdicts_stands_what_they_leave_open(told):
    text, _data = told(PLAN)
    assert " ".join(text.split()).endswith(f"{SELECTION} {assumptions_text()}")
    text, _data = told(PLAN.replace("replications: 3", "replications: 1"))
    assert SELECTION in " ".join(text.split())
    assert assumptions_text() not in text


def test_more_replications_may_tell_what_is_unclear_and_are_not_promised_to(told):
    text, data = told(PLAN.replace("<= 5 min", "<= 0.001 min"))
    assert f"unclear at {data['unclear']}: more replications may tell" in text


def test_where_no_point_meets_the_targets_none_is_told(told):
    text, data = told(PLAN.replace("<= 5 min", "<= 0.001 min"))
    assert "Targets met by 0 of 8 points" in text
    assert "cheapest" not in text
    assert [each["point"] for each in data["cheapest"]] == [None, None]


def test_where_no_point_can_meet_the_targets_it_is_said_what_to_try(told):
    text, _data = told(PLAN.replace("<= 5 min", ">= 600 min"))
    assert "`onestop sensitivity --levers` of its base says what helps most." in text
    assert "run again" not in text


def test_a_plan_without_targets_says_so(told):
    text, data = told("".join(line for line in PLAN.splitlines(True) if "targets" not in line))
    assert "The plan has no targets." in text
    assert SELECTION not in " ".join(text.split())
    assert data["targets"] == {}


def test_more_levels_than_fit_are_counted(told):
    growths = ", ".join(f"1.0{number}" for number in range(MOST_LEVELS + 2))
    text, data = told(PLAN.replace("[1.0, 1.2]", f"[{growths}]"))
    assert len(data["cheapest"]) == MOST_LEVELS + 2
    assert "and 2 more levels, which the page has" in text


def test_points_that_cannot_carry_their_load_are_marked_for_people_and_programs(told):
    text, data = told(OVERLOADED)
    assert data["cannot_carry"] == [0, 1]
    assert data["cheapest"][0]["point"]["cannot_carry"] is False
    assert "2 points that meet the targets cannot carry their load" in text
    text, data = told(OVERLOADED.replace("officers: [1, 2]", "officers: [1]"))
    assert data["cheapest"][0]["point"]["cannot_carry"] is True
    assert data["cheapest"][0]["point"]["load"] > 1
    assert row(text, "Needed of the hours on duty")[-1] == "✗"


def test_the_share_of_replications_that_meet_the_targets_is_told(told, tmp_path):
    """Whether the plan asks for one or not; by hand it is that of the waits that are stored."""
    text, data = told(YEARS.replace("years: 0.5", ""))
    with open_sweep(tmp_path / "out") as results:
        waits = results.series(results.points[0], "wait_mean").values
    assert (len(waits), (waits <= 14).sum(), (waits > 14).sum()) == (12, 10, 2)
    assert row(text, "Replications that meet all targets") == ["10/12", "(51", "–", "98", "%)"]
    point = data["cheapest"][0]["point"]
    expected = {"times": 10, "of": 12, "low": 0.5159, "high": 0.9791}
    assert point["years"] == pytest.approx(expected, abs=1e-4)
    assert point["measures"]["wait_mean"]["years"] == point["years"]
    assert data["years"] is None


@pytest.mark.parametrize(
    ("target", "by_mean", "by_years"),
    [
        ("<= 14 min", "met", "met"),  # in 10 of 12: 52 % at least
        ("<= 12.9 min", "met", "unclear"),  # in 9 of 12, and the interval ends below it
        ("<= 9 min", "unclear", "unclear"),  # in 7 of 12
    ],
)
def test_where_a_share_of_the_replications_is_asked_for_it_decides(told, target, by_mean, by_years):
    plan = YEARS.replace("<= 14 min", target)
    text, data = told(plan.replace("years: 0.5", ""))
    assert (data["met"], data["unclear"]) == (int(by_mean == "met"), int(by_mean == "unclear"))
    text, data = told(plan)
    assert (data["met"], data["unclear"]) == (int(by_years == "met"), int(by_years == "unclear"))
    assert row(text, "Targets")[-1] == by_years
    assert data["years"] == 0.5


def test_a_share_that_the_replications_miss_is_missed(told):
    """One of 12 is below 5 minutes: at most 38 % of all are."""
    text, data = told(YEARS.replace("<= 14 min", "<= 5 min"))
    assert (data["met"], data["unclear"], data["cheapest"][0]["point"]) == (0, 0, None)
    assert "Targets met by 0 of 1 point" in text
