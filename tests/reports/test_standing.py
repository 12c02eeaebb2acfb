import pytest

from simulator.reports.run.score_lines import standing_of

BAND = "scores.par_index.on_time"
PROGRESS = "scores.decision_766.progress"


@pytest.fixture
def standing(district_with):
    """Returns the standing of a path under sources."""

    def of(path, sources=None, *overrides):
        texts = [f'sources.{source}="{text}"' for source, text in (sources or {}).items()]
        return standing_of(district_with(*overrides, *texts).scenario, path)

    return of


def test_without_sources_what_is_stated_by_default_counts_and_the_rest_is_assumed(standing):
    assert standing(PROGRESS) == ("Decision 766/QĐ-TTg", False)
    assert standing(BAND) == ("assumption", True)


def test_a_planners_source_counts_before_the_default(standing):
    assert standing(PROGRESS, {PROGRESS: "Decision 12"}) == ("Decision 12", False)
    assert standing(BAND, {"scores": "Decision 12"}) == ("Decision 12", False)
    assert standing(BAND, {f"{BAND}.none_below": "Decision 12"}) == ("Decision 12", False)
    assert standing(BAND, {PROGRESS: "Decision 12"}) == ("assumption", True)


def test_a_planners_source_may_be_an_assumption_with_a_reason(standing):
    said = "assumption: as in the province"
    assert standing(PROGRESS, {"scores.decision_766": said}) == (said, True)


def test_the_longest_path_decides(standing):
    sources = {"scores": "assumption", "scores.all.on_time": "Decision 12"}
    assert standing(BAND, sources) == ("Decision 12", False)


def test_a_changed_figure_without_a_source_is_an_assumption(standing):
    assert standing(PROGRESS, {}, f"{PROGRESS}=25") == ("assumption", True)
