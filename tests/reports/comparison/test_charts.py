"""The figures of a comparison."""

import re
from dataclasses import replace

import pytest

from simulator.reports.comparison.charts import (
    difference_charts,
    limits_around,
    load_by_group,
    waits_by_hour,
)
from simulator.reports.differences import difference_text
from tests.studies.comparison.conftest import BUSY, CALM


def test_there_is_a_figure_for_each_unit_with_the_verdicts_as_text(both):
    charts = difference_charts(both)
    assert len({chart.key for chart in charts}) == len(charts)
    assert all(re.fullmatch("[a-z_]+", chart.key) for chart in charts)
    told = " ".join(chart.alt for chart in charts)
    for each in both.comparison.differences:
        assert difference_text(each.measure.entry, each.estimate) in told or not each.estimate.n


def test_the_title_names_the_clearest_difference(both):
    (waits,) = (chart for chart in difference_charts(both) if chart.key == "differences_min")
    seen = {
        str(each.measure): difference_text(each.measure.entry, each.estimate)
        for each in both.comparison.differences
        if each.is_seen
    }
    assert waits.title in {
        f"B − A: Mean wait: {seen['wait_mean']}",
        f"B − A: 9 in 10 waits within: {seen['wait_p90']}",
    }


def test_the_title_says_where_nothing_can_be_seen(comparison_of):
    (chart,) = difference_charts(comparison_of(CALM, measures=("wait_mean",)))
    assert chart.title == "No difference can be seen: Mean wait"


def test_what_was_never_counted_is_not_drawn(comparison_of):
    assert difference_charts(comparison_of(CALM, measures=("lateness_p90",))) == ()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-5.0, -3.0, (-5.5, 0.5)), (2.0, 10.0, (-1.0, 11.0)), (-0.01, 0.02, (-0.1, 0.1))],
)
def test_the_axis_shows_nothing_and_the_interval(both, low, high, expected):
    one = replace(
        both.comparison.differences[0].estimate, mean=(low + high) / 2, low=low, high=high
    )
    assert limits_around([one], least=0.1) == pytest.approx(expected)


def test_waits_by_hour_are_named_where_they_are_farthest_apart(both):
    chart = waits_by_hour(both)
    first, hour, *others = re.match(
        r"Who comes between (\d+):00 and (\d+):00 waits (.+) min in A, (.+) min in B and ",
        chart.title,
    ).groups()
    apart = {
        label: abs(
            both.results[0][f"wait_mean.{label}"].mean - both.results[1][f"wait_mean.{label}"].mean
        )
        for label in ("08h", "09h", "10h", "11h", "13h", "14h", "15h", "16h")
        if f"wait_mean.{label}" in both.results[0].index.names
    }
    assert f"{int(first):02d}h" == max(apart, key=apart.get)
    assert int(hour) == int(first) + 1
    assert float(others[0]) > float(others[1])


def test_the_load_is_named_where_it_changes_most(both):
    title = load_by_group(both).title
    assert title.startswith("Land counter: at work ")
    assert title.count(" % in ") == 3


def test_as_many_scenarios_are_drawn_as_can_be_told_apart(comparison_of):
    many = comparison_of(*[f"staff.busy.officers={n}" for n in range(2, 9)], replications=2)
    for chart in (waits_by_hour(many), load_by_group(many)):
        assert "The first 6 scenarios are drawn." in chart.note
        assert " in F" in chart.title
        assert " in G" not in chart.title


def test_a_group_that_one_scenario_has_not_is_drawn_for_the_others(comparison_of):
    found = comparison_of(
        "staff.new={label: New counter, officers: 1, serves: [receive/land]}", replications=2
    )
    assert re.search(r"New counter: [\d.]+ % \(.*?\) in B[;.]", load_by_group(found).alt)


def test_nothing_is_drawn_where_nobody_comes(comparison_of):
    online = "procedures.all.channels={online: 1.0}; citizens.collects={online: 1.0}"
    nobody = comparison_of(online, replications=2)
    assert waits_by_hour(replace(nobody, results=nobody.results[1:])) is None


def test_the_same_comparison_gives_the_same_figures(comparison_of):
    found = comparison_of(BUSY)
    assert difference_charts(found) == difference_charts(found)
    assert waits_by_hour(found) == waits_by_hour(found)
