"""Plots of a comparison draw what was found, on the Axes of whoever calls them."""

import numpy as np
import pytest
from matplotlib.figure import Figure

import simulator
from simulator.reports.comparison.plots import plot_differences, plot_means, plot_settled
from tests.studies.comparison.conftest import CENTER

NAMES = ["today", "one at $x$", "one at $y$"]


@pytest.fixture(scope="module")
def found():
    sets = ({}, {"staff.busy.officers": 2}, {"staff.calm.officers": 2})
    return simulator.compare(
        {
            name: simulator.load_scenario(CENTER, overrides=values)
            for name, values in zip(NAMES, sets, strict=True)
        },
        measures=["wait_mean", "wait_within_15"],
        replications=4,
        seed=7,
    )


@pytest.fixture
def ax():
    return Figure().add_subplot()


def rows(ax):
    """The texts of the rows, from above."""
    assert ax.yaxis_inverted()
    return [text.get_text() for text in ax.get_yticklabels()]


def whiskers(ax):
    """The ends of the intervals, by row."""
    (bars,) = [container for container in ax.containers if container.has_xerr]
    return np.array([segment[:, 0] for segment in bars.lines[2][0].get_segments()])


def dots(ax):
    """The places of the dots, by row."""
    drawn = np.vstack([line.get_xydata() for line in ax.get_lines() if line.get_marker() == "o"])
    known = drawn[~np.isnan(drawn[:, 0])]
    return known[known[:, 1].argsort()]


def test_each_scenario_has_its_mean_and_interval(ax, found):
    assert plot_means(ax, found, "wait_mean") is ax
    estimates = found.estimates(["wait_mean"])
    assert rows(ax) == NAMES
    np.testing.assert_allclose(dots(ax), np.column_stack([estimates["mean"], range(3)]))
    np.testing.assert_allclose(whiskers(ax), estimates[["low", "high"]])
    assert ax.get_xlabel() == "Mean wait, min"


def test_shares_are_drawn_in_per_cent(ax, found):
    plot_means(ax, found, "wait_within_15")
    np.testing.assert_allclose(dots(ax)[:, 0], 100 * found.estimates(["wait_within_15"])["mean"])
    assert ax.get_xlabel() == "Called within 15 min, %"


def test_axes_that_are_shared_keep_the_first_scenario_above(found):
    axes = Figure().subplots(1, 2, sharey=True)
    for one in axes:
        plot_means(one, found, "wait_mean")
    assert rows(axes[0]) == NAMES


def test_each_other_scenario_has_its_difference_from_the_first(ax, found):
    assert plot_differences(ax, found, "wait_mean") is ax
    differences = found.differences().query("measure == 'wait_mean'")
    assert rows(ax) == NAMES[1:]
    np.testing.assert_allclose(dots(ax)[:, 0], differences["difference"])
    # One officer more where it is calm changes nothing, ever: a dot without an interval.
    assert list(differences["low"].isna()) == [False, True]
    np.testing.assert_allclose(whiskers(ax), differences[["low", "high"]].dropna())
    assert ax.get_xlabel() == "Mean wait: difference from “today”, in min"


def test_a_dot_is_full_only_where_the_interval_leaves_out_0(ax, found):
    plot_differences(ax, found, "wait_mean")
    full = {
        int(row): line.get_markerfacecolor() != "white"
        for line in ax.get_lines()
        if line.get_marker() == "o"
        for difference, row in line.get_xydata()
        if not np.isnan(difference)
    }
    full = [full[row] for row in sorted(full)]
    low_high = found.differences().query("measure == 'wait_mean'")[["low", "high"]]
    assert full == list((low_high > 0).all(axis=1) | (low_high < 0).all(axis=1))
    assert full == [True, False]


def test_differences_of_shares_are_percentage_points_and_all_pairs_are_named(ax, found):
    every = simulator.compare(
        {each.name: each.scenario for each in found.alternatives},
        measures=["wait_within_15"],
        replications=2,
        seed=7,
        all_pairs=True,
    )
    plot_differences(ax, every, "wait_within_15")
    assert rows(ax)[2] == "one at $y$ − one at $x$"
    np.testing.assert_allclose(dots(ax)[:, 0], 100 * every.differences()["difference"])
    assert ax.get_xlabel() == "Called within 15 min: difference, in percentage points"


def test_only_what_was_compared_by_has_differences(ax, found):
    with pytest.raises(KeyError, match=r"not compared by 'wait_p90'"):
        plot_differences(ax, found, "wait_p90")


def test_what_becomes_of_dossiers_adds_up_to_all_of_them(ax, found):
    assert plot_settled(ax, found) is ax
    kinds = {bars.get_label(): bars for bars in ax.containers}
    assert list(kinds) == ["before due", "on time", "overdue"]
    lengths = {kind: [bar.get_width() for bar in bars] for kind, bars in kinds.items()}
    rate = found.estimates(["before_due_rate", "on_time_rate"])
    shares = rate.pivot(index="scenario", columns="measure", values="mean").loc[NAMES]
    np.testing.assert_allclose(lengths["before due"], shares["before_due_rate"])
    np.testing.assert_allclose(lengths["overdue"], 1 - shares["on_time_rate"], atol=1e-9)
    np.testing.assert_allclose(sum(map(np.array, lengths.values())), 1)
    for upper, lower in (("before due", "on time"), ("on time", "overdue")):
        for one, next_one in zip(kinds[upper], kinds[lower], strict=True):
            assert next_one.get_x() == pytest.approx(one.get_x() + one.get_width())
    assert {bar.get_hatch() for bar in kinds["overdue"]} == {"xxx"}
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "25", "50", "75", "100"]
    assert ax.get_xlim() == (0, 1.03)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(kinds)


def test_signs_of_mathematics_in_a_name_stay_as_they_are(ax, found):
    plot_means(ax, found, "wait_mean")
    ax.figure.draw_without_rendering()
    assert not any(text.get_parse_math() for text in ax.get_yticklabels())
