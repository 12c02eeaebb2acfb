"""What a Center is judged by: the defaults hold in every scenario, and one figure can be set."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import load_scenario
from simulator.scenario.model_scores import AREAS, SOURCES, ScoreRules, default_source

SHIPPED = Path(__file__).parents[2] / "scenarios" / "van-don-2021.yaml"


def test_a_scenario_that_says_nothing_of_scores_has_all_their_bands(textbook: Path) -> None:
    scores = load_scenario(textbook).scores
    assert sum(scores.decision_766.model_dump().values()) == 100
    assert scores.one_stop.points == 2
    assert scores.one_stop.level is None
    assert list(scores.one_stop.grades.model_dump().values()) == [15, 12, 9, 6]
    assert scores.par_index.on_time.none_below == 0.95


def test_no_district_has_figures_by_default(textbook: Path) -> None:
    index = load_scenario(textbook).scores.par_index
    assert index.model_dump(exclude={"on_time"}, exclude_none=True) == {"areas": {}}


def test_one_figure_can_be_set_where_nothing_is_said(textbook: Path) -> None:
    overrides = ["scores.decision_766.progress=25", "scores.par_index.areas.finance={target: full}"]
    scores = load_scenario(textbook, overrides=overrides).scores
    assert (scores.decision_766.progress, scores.decision_766.online) == (25, 22)
    assert scores.par_index.areas["finance"].target == "full"


def test_a_file_that_extends_another_keeps_the_figures_that_it_does_not_name(
    write: Callable[..., Path],
) -> None:
    top = (
        f"extends: {SHIPPED}\nscores: {{par_index: {{rank: 8, areas: {{finance: {{points: 3}}}}}}}}"
    )
    index = load_scenario(write(top, "top.yaml")).scores.par_index
    assert (index.rank, index.districts, index.total) == (8, 13, 89.65)
    assert (index.areas["finance"].points, index.areas["finance"].maximum) == (3, 5.5)


def test_the_district_shipped_has_what_is_known_of_it() -> None:
    index = load_scenario(SHIPPED).scores.par_index
    assert (index.year, index.total, index.rank, index.target_rank) == (2020, 89.65, 9, 7)
    assert list(index.areas) == list(AREAS)
    full = [name for name, area in index.areas.items() if area.target == "full"]
    assert full == list(AREAS)[:5]
    assert (index.areas["civil_servants"].target, index.areas["civil_servants"].maximum) == (
        7.25,
        8.75,
    )
    assert index.areas["modernisation"].target is None
    assert index.areas["modernisation"].note is not None
    assert all(area.points is None for area in index.areas.values())


@pytest.mark.parametrize(
    ("path", "stated"),
    [
        ("scores.decision_766", "Decision 766/QĐ-TTg"),
        ("scores.decision_766.progress", "Decision 766/QĐ-TTg"),
        ("scores.one_stop.points", SOURCES["scores.one_stop.points"]),
        ("scores.one_stop.level", None),
        ("scores.par_index.on_time", None),
        ("scores.one_stop", None),
    ],
)
def test_a_default_has_a_source_only_if_it_is_stated_somewhere(
    path: str, stated: str | None
) -> None:
    assert default_source(ScoreRules(), path) == stated


def test_a_changed_figure_is_not_stated_any_more_and_its_neighbours_are(textbook: Path) -> None:
    scores = load_scenario(textbook, overrides=["scores.decision_766.progress=25"]).scores
    assert default_source(scores, "scores.decision_766.progress") is None
    assert default_source(scores, "scores.decision_766.online") is not None
