"""Scores of a run: each line by its band, and plainly what the simulator cannot tell."""

import math
from dataclasses import replace

import numpy as np
import pytest

from simulator.measures import FormColumn
from simulator.reports.run.scores import scores

ON_TIME = {"before_due_rate": 0.8, "on_time_rate": 0.97, "on_time_rate_official": 0.96}


def detailed(result, contacted=(80, 15, 5), agencies=(50, 40, 10)):
    """The result with the same counts in each replication."""
    counts = {"contacted": np.array(contacted), "agencies": np.array(agencies)}
    return replace(result, details=tuple(replace(one, **counts) for one in result.details))


def with_scores(result, **changes):
    """The result with other bands: a section of `scores` by its name."""
    changed = result.scenario.scores.model_copy(update=changes)
    return replace(result, scenario=result.scenario.model_copy(update={"scores": changed}))


@pytest.fixture
def scored(changed):
    """Scores the district's run with measures and counts changed."""

    def score(values=None, **counts):
        return scores(detailed(changed(ON_TIME | (values or {})), **counts))

    return score


def by_name(group):
    return {line.name: line for line in group.lines}


def criterion(scored_run, number):
    return scored_run.one_stop.lines[number - 1]


# Decision 766


def test_progress_is_the_official_rate_times_twenty_points(scored):
    progress = by_name(scored().decision_766)["Progress"]
    assert progress.value.text == "96.0 %"
    assert progress.points.value.mean == pytest.approx(19.2)
    assert progress.most.text == "20"
    assert progress.standing == ("Decision 766/QĐ-TTg", False)


def test_of_the_other_groups_of_decision_766_nothing_is_said(scored):
    others = [line for line in scored().decision_766.lines if line.name != "Progress"]
    assert [line.most.text for line in others] == ["18", "22", "22", "18"]
    assert all(line.value is None and line.points is None for line in others)
    assert {line.band for line in others} == {"not in the simulator's reach"}


# One-stop evaluation


@pytest.mark.parametrize(
    ("early", "in_time", "official", "points"),
    [
        (0.30, 1.0, 1.0, 2.0),
        (0.29, 1.0, 1.0, 1.0),  # too few early
        (0.80, 1.0, 0.999, 1.0),  # one is late and still open
        (0.80, 0.95, 0.95, 1.0),
        (0.80, 0.949, 0.97, 0.0),
    ],
)
def test_total_time_earns_all_half_or_none_of_its_points(scored, early, in_time, official, points):
    rates = {
        "before_due_rate": [early] * 3,
        "on_time_rate": [in_time] * 3,
        "on_time_rate_official": [official] * 3,
    }
    line = criterion(scored(rates), 1)
    assert line.points.value.mean == points
    assert line.points.interval == "0/3 (≤ 71 %)"  # all replications alike
    assert line.standing == ("assumption", True)


def test_the_band_of_total_time_is_told_in_words_with_its_shares(scored):
    assert criterion(scored(), 1).band == (
        "2 points if 30 % are settled before due and none is late, settled or open; 1 if 95 % are "
        "settled before due or on time; else none"
    )


def test_the_late_of_total_time_are_the_settled_and_the_open(changed):
    run = changed(ON_TIME)
    cells = np.zeros_like(run.replications[0].form.cells)
    cells[-1, FormColumn.OVERDUE - FormColumn.RECEIVED] = 30
    cells[-1, FormColumn.PAST_DUE - FormColumn.RECEIVED] = 12
    late = tuple(replace(one, form=replace(one.form, cells=cells)) for one in run.replications)
    line = criterion(scores(detailed(replace(run, replications=late))), 1)
    assert line.note == "of the settled, before due; 97.0 % before due or on time; 42 late in all"


def test_replications_earn_the_points_of_total_time_each_on_its_own(scored):
    rates = {"on_time_rate": [1.0, 0.96, 0.9], "on_time_rate_official": [1.0, 0.96, 0.9]}
    points = criterion(scored(rates), 1).points.value
    assert points.mean == pytest.approx((2 + 1 + 0) / 3)
    assert points.low < points.mean < points.high


def test_contacts_earn_the_mean_points_of_the_dossiers(scored):
    line = criterion(scored(contacted=(80, 15, 5)), 3)
    assert line.points.value.mean == pytest.approx(0.8 * 2 + 0.15 * 1)
    assert line.value.value.mean == pytest.approx(0.8)
    assert line.note.startswith("of the settled, never contacted again; 15.0 % once, 5.0 % more")


def test_five_steps_earn_points_in_proportion_to_the_procedures(scored, result):
    line = criterion(scored(), 5)
    assert line.value.text == "88.9 %"
    assert line.points.text == "1.78"
    band = result.scenario.scores.one_stop
    lower = band.model_copy(
        update={"five_steps": band.five_steps.model_copy(update={"full_from": 0.8})}
    )
    eased = criterion(scores(detailed(with_scores(result, one_stop=lower))), 5)
    assert eased.points.text == "2"


def test_the_other_criteria_are_counted_and_not_named(scored):
    lines = scored().one_stop.lines
    assert len(lines) == 9
    for number in (2, 4, 6, 7, 8, 9):
        line = lines[number - 1]
        assert (line.name, line.value, line.points) == (f"Criterion {number}", None, None)
        assert line.band == "not in the simulator's reach"


def test_the_grades_are_told_and_none_is_given(scored):
    assert scored().one_stop.note.startswith(
        "Of 18 points, 15 or more are excellent, 12 good, 9 fair, 6 average, fewer weak. The "
        "simulator computes criteria 1, 3 and 5, at most 6 points, and so no grade."
    )


def test_a_planners_points_and_source_hold_throughout(district_with):
    run = district_with(
        "scores.one_stop.points=3",
        "scores.one_stop.contacts={never: 0.8, once: 0.4, more: 0.2}",
        'sources.scores.one_stop="Circular of the province"',
    ).run(1)
    line = criterion(scores(detailed(run, contacted=(50, 30, 20))), 3)
    assert line.points.value.mean == pytest.approx(3 * (0.5 * 0.8 + 0.3 * 0.4 + 0.2 * 0.2))
    assert line.most.text == "3"
    assert "never 2.40, once 1.20, more often 0.60" in line.band
    assert line.standing == ("Circular of the province", False)


# Satisfaction


def test_the_items_of_the_questionnaire_are_shares_without_points(scored):
    lines = scored({"trips_in_vain": 50.0, "visits": 1000.0}).satisfaction.lines
    assert [(line.name, line.value.text) for line in lines] == [
        ("Result before due", "80.0 %"),
        ("Result on time", "17.0 %"),
        ("Result overdue", "3.0 %"),
        ("Never contacted again", "80.0 %"),
        ("Contacted again once", "15.0 %"),
        ("Contacted again more often", "5.0 %"),
        ("No other agency", "50.0 %"),
        ("One other agency", "40.0 %"),
        ("More than one other agency", "10.0 %"),
        ("Trips in vain", "50"),
    ]
    assert lines[-1].note == "5.0 % of 1,000 visits"
    assert all(line.points is None and line.most is None for line in lines)


# All of them


def test_points_are_those_of_single_items_and_nothing_adds_them_up(scored):
    earning = [line.name for group in scored().groups for line in group.lines if line.points]
    assert earning == [
        "Progress",
        "Criterion 1: total time",
        "Criterion 3: number of contacts",
        "Criterion 5: five steps at the Center",
    ]


def test_where_nothing_was_settled_scores_are_absent_and_nothing_breaks(scored):
    nothing = dict.fromkeys(
        (*ON_TIME, "visits", "trips_in_vain", "received", "settled"), math.nan
    ) | {"visits": 0.0}
    run = scored(nothing, contacted=(0, 0, 0), agencies=(0, 0, 0))
    assert by_name(run.decision_766)["Progress"].points.text == "–"
    assert criterion(run, 1).points.text == "–"
    assert criterion(run, 3).points.text == "–"
    assert {line.value.text for line in run.satisfaction.lines} == {"–"}
    assert by_name(run.par_index)["On-time rate, in the one-stop area"].value.text == "–"


def test_one_replication_has_points_and_no_interval(changed):
    run = scores(detailed(changed(ON_TIME, replications=1)))
    progress = by_name(run.decision_766)["Progress"]
    assert (progress.points.text, progress.points.interval) == ("19.20", "")
