"""Plots of a sweep draw what was found, on the Axes of whoever calls them."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from simulator.reports.sweep.plots import plot_frontier, plot_level_lines

OFFICERS = "staff.clerks.officers"
AT = {"case": "today"}


@pytest.fixture
def ax():
    return Figure().add_subplot()


def drawn(ax):
    """The points of each kind, by what they are called."""
    return {line.get_label(): line.get_xydata() for line in ax.get_lines()}


def test_each_point_is_drawn_at_its_cost_and_mean(ax, results):
    where = {"demand.growth": 1.2}
    assert plot_frontier(ax, results, "wait_mean", where=where) is ax
    kinds = ("meets all targets", "unclear", "misses a target")
    places = np.vstack([drawn(ax)[kind] for kind in kinds if kind in drawn(ax)])
    expected = [
        (point.cost, results.estimate(point, "wait_mean").mean)
        for point in results.points
        if point.settings["demand.growth"] == 1.2
    ]
    np.testing.assert_allclose(sorted(map(tuple, places)), sorted(expected))
    assert ax.get_xlabel() == "Cost of the officers a year, million VND"
    assert ax.get_ylabel() == "Mean wait, min"


def test_the_steps_of_the_frontier_never_rise_and_are_numbered(ax, results):
    plot_frontier(ax, results, "wait_mean", where={"demand.growth": 1.2})
    steps = drawn(ax)["seen to be better than all that are cheaper"]
    assert (np.diff(steps[:, 0]) > 0).all()
    assert (np.diff(steps[:, 1]) < 0).all()
    numbers = [text.get_text() for text in ax.texts]
    assert numbers == [str(place) for place in range(1, len(steps) + 1)]


def test_shares_are_drawn_in_per_cent_and_rise(ax, results):
    plot_frontier(ax, results, "wait_within_15")
    steps = drawn(ax)["seen to be better than all that are cheaper"]
    assert 1 < steps[:, 1].max() <= 100
    assert (np.diff(steps[:, 1]) > 0).all()


def test_a_place_without_results_is_refused(ax, results):
    with pytest.raises(KeyError, match="does not vary"):
        plot_frontier(ax, results, "wait_mean", where={"seal.at": "center"})
    with pytest.raises(ValueError, match="no point there has a value of wait_mean"):
        plot_frontier(ax, results, "wait_mean", where={"demand.growth": 7})


def test_a_line_runs_between_the_points_that_it_parts(ax, results):
    plot_level_lines(ax, results, "wait_mean", officers=OFFICERS, where=AT)
    means = {
        (point.settings["demand.growth"], point.settings[OFFICERS]): results.estimate(
            point, "wait_mean"
        ).mean
        for point in results.points
        if point.case == "today"
    }
    lines = {
        text.get_text(): line for text, line in zip(_labels(ax, means), _paths(ax), strict=True)
    }
    assert "2" in lines
    for said, path in lines.items():
        for x, y in path:
            ends = [means[growth, officers] for growth in (1.0, 1.2) for officers in (1, 2)]
            assert min(ends) <= float(said) <= max(ends)
            assert 1.0 <= x <= 1.2
            assert 1 <= y <= 2
            log = [
                np.interp(x, (1.0, 1.2), np.log([means[1.0, row], means[1.2, row]]))
                for row in (1, 2)
            ]
            assert np.exp(np.interp(y, (1, 2), log)) == pytest.approx(float(said), rel=1e-6)


def _paths(ax):
    return [path.vertices for one in ax.collections for path in one.get_paths()]


def _labels(ax, means):
    """The texts on the lines, which come before those of the points."""
    return list(ax.texts)[: len(ax.texts) - len(means)]


def test_each_point_has_its_mean_beside_it(ax, results):
    plot_level_lines(ax, results, "wait_mean", officers=OFFICERS, where=AT)
    assert len(drawn(ax)[ax.get_lines()[0].get_label()]) == 4
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["× 1", "× 1.2"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["1", "2"]


def test_nothing_is_drawn_beyond_points_without_a_value(ax, results, monkeypatch):
    lost = next(point for point in results.points if point.case == "today")
    whole = results.estimate_on_grid

    def estimate(point, measure):
        if point.number == lost.number:
            return whole(point, "lateness_p90")  # Nothing is due, so nothing is late.
        return whole(point, measure)

    monkeypatch.setattr(results, "estimate_on_grid", estimate)
    plot_level_lines(ax, results, "wait_mean", officers=OFFICERS, where=AT)
    assert not [path for path in _paths(ax) if len(path)]
    assert len(ax.get_lines()[0].get_xydata()) == 3


def test_a_place_must_be_one_point(ax, results):
    with pytest.raises(ValueError, match="several points at one place"):
        plot_level_lines(ax, results, "wait_mean", officers=OFFICERS)
    with pytest.raises(ValueError, match=r"demand\.growth has not two values there"):
        plot_level_lines(
            ax, results, "wait_mean", officers=OFFICERS, where=AT | {"demand.growth": 1.0}
        )
    with pytest.raises(KeyError, match="did you mean"):
        plot_level_lines(ax, results, "wait_mean", officers="staff.clerk.officers", where=AT)
