"""Scores of a run: each line by its band, and plainly what the simulator cannot tell."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.measures import FormColumn
from simulator.reports.run.scores import scores

ON_TIME = {"before_due_rate": 0.8, "on_time_rate": 0.97, "on_time_rate_official": 0.96}


def detailed(result, contacted=(80, 15, 5), agencies=(50, 40, 10)):
    """The result with the same counts in each replication."""
    counts = {
        "contacted": np.array(contacted),
        "supplemented": np.array(contacted),
        "agencies": np.array(agencies),
    }
    return replace(result, details=tuple(replace(one, **counts) for one in result.details))


@pytest.fixture
def scored(changed):
    """Scores the district's run with measures and counts changed."""

    def score(values=None, **counts):
        return scores(detailed(changed(ON_TIME | (values or {})), **counts))

    return score


def by_name(group):
    return {line.name: line for line in group.lines}


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


# Decree 224


def test_decree_224_measures_what_a_run_knows_from_the_day_on_which_it_is_in_force(scored, changed):
    assert scored().decree_224 is None
    run = detailed(changed(ON_TIME))

    def until(day):
        period = run.scenario.period.model_copy(update={"to": date.fromisoformat(day)})
        scenario = run.scenario.model_copy(update={"period": period})
        return scores(replace(run, scenario=scenario))

    assert until("2026-06-30").decree_224 is None
    found = until("2026-07-01")
    assert found.decree_224 in found.groups
    lines = by_name(found.decree_224)
    filed = [one.form.column(FormColumn.ONLINE)[-1] for one in run.replications]
    shares = [part / one["received"] for part, one in zip(filed, run.replications, strict=True)]
    assert lines["Online dossiers"].value.value.mean == pytest.approx(np.mean(shares))
    assert lines["On-time rate"].value.text == "97.0 %"
    assert lines["Processing time"].value.value == run["cycle_time_mean"]
    unknown = [name for name, line in lines.items() if line.value is None]
    assert unknown == ["Full-online share", "Automation", "Satisfaction"]
    assert not any(line.points for line in found.decree_224.lines)


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
        "Criterion 5: appraised at the Center",
        "Criterion 7: timeliness",
        "Criterion 9: online",
    ]


def test_where_nothing_was_settled_scores_are_absent_and_nothing_breaks(scored):
    nothing = dict.fromkeys(
        (*ON_TIME, "visits", "trips_in_vain", "received", "settled"), math.nan
    ) | {"visits": 0.0}
    run = scored(nothing, contacted=(0, 0, 0), agencies=(0, 0, 0))
    assert by_name(run.decision_766)["Progress"].points.text == "–"
    assert run.one_stop.lines[2].points.text == "–"
    assert {line.value.text for line in run.satisfaction.lines} == {"–"}
    assert by_name(run.par_index)["On-time rate, in the one-stop area"].value.text == "–"


def test_one_replication_has_points_and_no_interval(changed):
    run = scores(detailed(changed(ON_TIME, replications=1)))
    progress = by_name(run.decision_766)["Progress"]
    assert (progress.points.text, progress.points.interval) == ("19.20", "")
