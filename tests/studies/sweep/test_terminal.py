"""The terminal says how many points meet the targets, and the cheapest for each level of demand."""

import json

import pytest

from simulator.reports.terminal import rendered
from simulator.studies.sweep import answer, open_sweep
from simulator.studies.sweep.terminal import MOST_LEVELS, sweep_data, sweep_page
from tests.studies.sweep.conftest import PLAN


@pytest.fixture
def told(sweep, write, tmp_path):
    """What the terminal says of a plan, and the data for programs."""

    def tell(plan):
        sweep(write(plan))
        with open_sweep(tmp_path / "out") as results:
            found = answer(results)
            page = sweep_page(results, found, stored=24)
            return rendered(page, width=100, colour=False), sweep_data(results, found, stored=24)

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


def test_where_no_point_meets_the_targets_none_is_told(told):
    text, data = told(PLAN.replace("<= 5 min", "<= 0.001 min"))
    assert "Targets met by 0 of 8 points" in text
    assert "cheapest" not in text
    assert [each["point"] for each in data["cheapest"]] == [None, None]


def test_a_plan_without_targets_says_so(told):
    text, data = told("".join(line for line in PLAN.splitlines(True) if "targets" not in line))
    assert "The plan has no targets." in text
    assert data["targets"] == {}


def test_more_levels_than_fit_are_counted(told):
    growths = ", ".join(f"1.0{number}" for number in range(MOST_LEVELS + 2))
    text, data = told(PLAN.replace("[1.0, 1.2]", f"[{growths}]"))
    assert len(data["cheapest"]) == MOST_LEVELS + 2
    assert "and 2 more levels, which the page has" in text


OVERLOADED = PLAN.replace('wait_mean: "<= 5 min"', 'before_due_rate: ">= 0.5"').replace(
    "[1.0, 1.2]", "[2.0]"
)


def test_points_that_cannot_carry_their_load_are_marked_for_people_and_programs(told):
    text, data = told(OVERLOADED)
    assert data["cannot_carry"] == [0, 1]
    assert data["cheapest"][0]["point"]["cannot_carry"] is False
    assert "2 points that meet the targets cannot carry their load" in text
    text, data = told(OVERLOADED.replace("officers: [1, 2]", "officers: [1]"))
    assert data["cheapest"][0]["point"]["cannot_carry"] is True
    assert data["cheapest"][0]["point"]["load"] > 1
    assert row(text, "Needed of the hours on duty")[-1] == "✗"
