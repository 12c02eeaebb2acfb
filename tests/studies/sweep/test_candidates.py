"""The second stage of a sweep: candidates are run again, and what is told of them is of that."""

import json

import pytest

from simulator.measures import Verdict, measure_named
from simulator.reports.page import page_html
from simulator.reports.sweep.document import sweep_document
from simulator.reports.sweep.report import sweep_data
from simulator.reports.sweep.telling import estimate_cell
from simulator.reports.terminal import rendered
from simulator.results.kept import FRESH
from simulator.studies.sweep import open_sweep, read_plan
from simulator.studies.sweep.frontier import cheapest_at_all_levels, cheapest_by_level
from simulator.studies.sweep.summary import verdict
from tests.studies.sweep.conftest import PLAN, SEED, stored
from tests.studies.sweep.test_resuming import StopsAfter

DECIDED = PLAN.replace("decide: {at_most: 0}\n", "").replace("replications: 3", "replications: 6")
"""Two clerks meet the targets, trained or not; candidates have 30 replications at most."""

CLOSE = DECIDED.replace("<= 5 min", "<= 8.1 min").replace("[1.0, 1.2]", "[1.0]")
"""One clerk who is trained may meet the target as well."""


def told(results):
    return " ".join(rendered(sweep_document(results), width=100, colour=False).split())


def test_the_named_point_is_told_by_replications_that_did_not_pick_it(sweep, write, tmp_path):
    sweep(write(DECIDED), decide=True)
    with open_sweep(tmp_path / "out") as results:
        assert results.fresh_at_most == 30
        assert results.is_decided
        for each in cheapest_by_level(results):
            assert each.is_certain
            fresh = results.answering(each.point, "wait_mean")
            assert fresh.replications.tolist() == [*range(FRESH, FRESH + len(fresh.values))]
            assert results.estimate(each.point, "wait_mean").mean == fresh.values.mean()
            on_grid = results.estimate_on_grid(each.point, "wait_mean")
            assert on_grid.mean == results.series(each.point, "wait_mean").values.mean()
            assert on_grid.mean != fresh.values.mean()
        named = cheapest_at_all_levels(results)
        assert [point.case for point in named] == ["today", "today"]
        dearer = [point for point in results.points if point.number in (6, 7)]
        assert not any(results.decided_by(point) for point in dearer if point not in named)
        assert len(results.frame(["wait_mean"])) == 8 * 6, "the grid alone"


def test_cheaper_points_that_are_not_decided_are_named_with_their_chance(
    sweep, write, tmp_path, monkeypatch
):
    for charts in ("frontier_charts", "level_line_charts"):
        monkeypatch.setattr(f"simulator.reports.sweep.document.{charts}", lambda sweep: ())
    sweep(write(CLOSE), decide=True)
    with open_sweep(tmp_path / "out") as results:
        text, data = told(results), sweep_data(results)
        (each,) = cheapest_by_level(results)
        assert {verdict(results, point) for point in each.undecided} == {Verdict.UNCLEAR}
        wait = results.estimate(each.point, "wait_mean")
        said = estimate_cell(measure_named("wait_mean"), wait).text
        page = page_html(sweep_document(results))
    (level,) = data["cheapest"]
    assert level["point"]["measures"]["wait_mean"]["mean"] == wait.mean
    assert page.count(f">{said}</td>") == 2, "in the cheapest, and in all"
    assert f'"{said}"' in page.replace("\\u2013", "–"), "in the sliders"
    cheaper = level["undecided"][-1]
    assert (cheaper["case"], cheaper["certain"], cheaper["stage"]) == ("trained", False, 2)
    assert 0 < cheaper["chance"] < 1
    assert "it could not be decided: 100 million VND (Case: " in text
    assert f"chance about {100 * cheaper['chance']:.0f} %" in text
    assert data["second_stage"]["candidates"] == 3
    assert level["point"]["measures"]["wait_mean"]["n"] == level["point"]["years"]["of"]
    assert json.dumps(data, allow_nan=False)


@pytest.mark.parametrize("units", [9, 14])
def test_a_second_stage_that_was_interrupted_goes_on_to_the_same_rows(
    sweep, write, tmp_path, units
):
    sweep(write(DECIDED), decide=True, out=tmp_path / "undisturbed")
    with pytest.raises(KeyboardInterrupt):
        sweep(write(DECIDED), StopsAfter(units), decide=True)
    with open_sweep(tmp_path / "out") as results:
        assert not results.is_decided
        assert not any(each.is_certain for each in cheapest_by_level(results))
        assert cheapest_at_all_levels(results) == ()
        assert any("Unfinished" in said for said in sweep_document(results).warnings)
    sweep(write(DECIDED), decide=True)
    assert stored(tmp_path / "out") == stored(tmp_path / "undisturbed")
    sweep(write(DECIDED), StopsAfter(0), decide=True)


@pytest.mark.parametrize(
    ("plan", "at_most"),
    [
        (DECIDED, 30),
        (DECIDED.replace("replications: 6", "replications: 2"), 0),
        (DECIDED.replace("targets", "decide: {at_most: 70}\ntargets"), 70),
        (PLAN, 0),
        ("base: base.yaml", 0),
    ],
)
def test_a_plan_says_how_many_replications_decide(write, plan, at_most):
    assert read_plan(write(plan))[0].fresh_at_most == at_most


def test_more_replications_of_the_grid_are_none_of_the_second_stage(sweep, write, tmp_path):
    sweep(write(CLOSE), decide=True)
    more = CLOSE.replace("replications: 6", "replications: 7\ndecide: {at_most: 30}")
    sweep(write(more), decide=True)
    with open_sweep(tmp_path / "out") as results:
        assert {results.replications(point) for point in results.points} == {7}
        numbers = results.series(results.points[0], "wait_mean").replications
        assert numbers.tolist() == [*range(7)]


def test_the_command_says_how_far_it_has_come_and_does_nothing_twice(onestop, write, tmp_path):
    arguments = ("sweep", write(CLOSE), "--out", tmp_path / "out", "--seed", SEED, "--workers", 1)
    code, text, err = onestop(*arguments, "--no-check")
    assert code == 0
    assert "1 of 1 levels decided" in err
    assert " candidates run again with other citizens: " in text
    _code, again, err = onestop(*arguments, "--no-check")
    assert again == text
    assert "decided," not in err
    with open_sweep(tmp_path / "out") as results:
        assert len(results.sessions) == 1
