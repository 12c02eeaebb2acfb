"""The PAR INDEX: what is given of a district, and no more of a run than the one-stop area."""

from pathlib import Path

import pytest

from simulator.reports.run.par_index import index_areas, par_index
from simulator.scenario import load_scenario

SHIPPED = Path(__file__).parents[3] / "scenarios" / "van-don-2021.yaml"
RATE = "On-time rate, in the one-stop area"


def lines(result):
    return {line.name: line for line in par_index(result).lines}


@pytest.fixture
def of_rate(changed):
    """The line of a run with an on-time rate."""
    return lambda rate: lines(changed({"on_time_rate": [rate] * 3}))[RATE]


@pytest.mark.parametrize(
    ("rate", "earned"), [(1.0, "100.0 %"), (0.98, "98.0 %"), (0.95, "95.0 %"), (0.949, "0.0 %")]
)
def test_the_item_earns_in_proportion_to_the_rate_and_nothing_below_the_band(of_rate, rate, earned):
    line = of_rate(rate)
    assert line.note == f"of the settled; it earns {earned} of the item's points"
    assert line.band == "the item's points times the rate; none below 95 %"
    assert line.standing == ("assumption", True)


def test_points_are_given_only_where_it_is_known_how_many_the_item_has(of_rate, district_with):
    assert of_rate(0.98).points is None
    run = district_with("scores.par_index.on_time={none_below: 0, points: 1.5}").run(1)
    line = lines(run)[RATE]
    assert line.points.value.mean == pytest.approx(1.5 * run["on_time_rate"].mean)
    assert line.most.text == "1.50"


def test_a_district_without_figures_has_only_what_a_run_says(result):
    assert list(lines(result)) == [RATE, "Five steps at the Center"]
    for area in index_areas(result.scenario):
        assert (area.points, area.target, area.maximum, area.note) == ("", "", "", "")
        assert area.standing is None


def test_ranks_stand_beside_the_number_of_districts(district_with):
    index = "scores.par_index={year: 2020, total: 89.65, districts: 13, rank: 9, target_rank: 7}"
    found = lines(district_with(index).run(1))
    assert found["Index in 2020"].value.text == "89.65"
    assert (found["Rank in 2020"].value.text, found["Rank in 2020"].note) == (
        "9",
        "of 13 districts",
    )
    assert (found["Rank aimed at"].value.text, found["Rank aimed at"].note) == (
        "7",
        "of 13 districts",
    )


def test_a_rank_may_stand_alone(district_with):
    line = lines(district_with("scores.par_index={rank: 9}").run(1))["Rank"]
    assert (line.value.text, line.note, line.standing.is_assumed) == ("9", "", True)


def test_the_areas_of_the_district_shipped_are_as_far_as_they_are_given():
    areas = index_areas(load_scenario(SHIPPED))
    assert [area.number for area in areas] == list(range(1, 9))
    assert [area.target for area in areas] == ["all its points"] * 5 + ["4", "", "7.25"]
    assert [area.maximum for area in areas] == [""] * 5 + ["5.50", "", "8.75"]
    assert areas[6].note == "+8.59 points on 2020, up two places, 7th of 13"
    assert not any(area.standing.is_assumed for area in areas)


def test_a_run_says_something_of_the_one_stop_area_alone(district):
    areas = index_areas(district.scenario)
    silent = [area.number for area in areas if area.reach == "the simulator says nothing about it"]
    assert silent == [1, 2, 3, 4, 6, 7, 8]
