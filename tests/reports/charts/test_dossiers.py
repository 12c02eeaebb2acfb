import numpy as np
import pytest

from simulator.measures.measure import Scope
from simulator.reports.charts.dossiers import (
    dossier_time,
    dossier_time_by_field,
    lateness,
    settled,
    still_open,
)

from .conftest import axes_of, ends, heights, lengths, written


def test_all_parts_together_are_the_mean_time_to_the_result(drawn, result):
    total = sum(map(sum, lengths(drawn["dossier_time"])))
    assert total == pytest.approx(result["cycle_time_mean"].mean, rel=1e-6)


def test_parts_are_hours_of_a_settled_dossier_in_the_mean_of_the_replications(result, detailed):
    spent = np.zeros((5, 2), np.int64)
    hours = [1.0, 2.0, 3.0]
    settled = [int(one["settled"]) for one in result.replications]
    waiting = [spent.copy() for _ in hours]
    for one, each, dossiers in zip(waiting, hours, settled, strict=True):
        one[1] = each * 3600 * dossiers, 1800 * dossiers
    drawing = dossier_time(detailed(spent=waiting, spent_elsewhere=np.zeros(3, np.int64)))
    worked, queued, away = lengths(drawing)
    assert (worked, queued, away) == ([0.5], [2.0], [0.0])
    ((line,),) = ends(drawing)
    assert line[0][0] < 2.5 < line[1][0]
    assert "waiting at the step “Appraise”: 2 h; " in drawing.title


def test_other_agencies_are_named_where_they_take_longest(drawn):
    assert "the largest part is “Other agencies”" in drawn["dossier_time"].title
    assert {"Other agencies", "out of the Center's hands"} <= set(written(drawn["dossier_time"]))


def test_fields_stand_by_their_time_with_nine_in_ten_as_a_mark(drawn, result):
    drawing = drawn["dossier_time_by_field"]
    hours = result.by("cycle_time_mean", Scope.FIELD)
    ranked = sorted(hours, key=lambda field: -hours[field].mean)
    assert lengths(drawing) == [[hours[field].mean for field in ranked]]
    axes = axes_of(drawing)
    marks = next(line for line in axes.lines if line.get_marker() == "D")
    most = [result[f"cycle_time_p90.{field}"].mean for field in ranked]
    assert np.isnan(most).any()  # of fewer than 100 dossiers in all there is none
    assert np.array_equal(marks.get_xdata(), most, equal_nan=True)
    assert "is left out where there are fewer than 100 in all." in drawing.note
    assert marks.get_ydata().tolist() == axes.get_yticks().tolist()


def test_the_slowest_field_is_named(changed):
    drawing = dossier_time_by_field(changed({"cycle_time_mean.health": 120.0}))
    assert (
        drawing.title == "Dossiers of the field “Health” take longest: 120.0 open hours on average"
    )


def test_where_nothing_was_settled_there_is_no_figure(changed, result):
    names = [name for name in result.index.names if name.startswith("cycle_time")]
    nothing = changed(dict.fromkeys(names, float("nan")))
    assert dossier_time(nothing) is None
    assert dossier_time_by_field(nothing) is None


def test_shares_of_a_field_are_the_whole(drawn):
    shares = np.array(lengths(drawn["settled"]))
    assert shares.sum(axis=0) == pytest.approx(np.ones(shares.shape[1]))


def test_the_field_most_often_overdue_stands_first(changed):
    rates = {"on_time_rate.health": 0.5, "before_due_rate.health": 0.2}
    drawing = settled(changed(rates | {"overdue": 50.0}))
    before, on_time, overdue = lengths(drawing)
    assert (before[0], on_time[0], overdue[0]) == pytest.approx((0.2, 0.3, 0.5))
    assert overdue == sorted(overdue, reverse=True)
    assert drawing.title == (
        "Most often overdue is the field “Health”: 50.0 % of its settled dossiers"
    )
    assert (
        "Health: 20.0 % before due, 30.0 % on time, 50.0 % (50.0 – 50.0) overdue" in drawing.numbers
    )


def test_where_all_are_in_time_no_field_is_blamed(changed, result):
    rates = [name for name in result.index.names if name.startswith("on_time_rate.")]
    assert settled(changed(dict.fromkeys(rates, 1.0))).title == "No dossier is settled overdue"


def test_one_replication_gives_no_interval_of_a_share_of_everything(changed, result):
    rates = [name for name in result.index.names if name.startswith("on_time_rate.")]
    assert not ends(settled(changed(dict.fromkeys(rates, 1.0), replications=1)))


def test_bars_are_dossiers_by_days_late(changed, detailed):
    result = detailed(
        lateness=[np.array([8, 4, 2, 1, 0]), np.array([6, 4, 2, 1, 1]), np.array([4, 4, 2, 1, 2])]
    )
    drawing = lateness(result)
    assert heights(drawing) == [[6.0, 4.0, 2.0, 1.0, 1.0]]
    assert {"1", "2", "3–5", "6–10", "over 10"} <= set(written(drawing))
    assert "of these, 14.3 % by more than 5 working days" in drawing.title  # 2 of 14
    assert "1: 6 (1 – 11)" in drawing.numbers
    assert "3–5: 2, 0/3 (≤ 71 %)" in drawing.numbers


def test_a_handful_of_dossiers_is_no_picture_and_no_fault_of_a_field(changed, detailed):
    assert lateness(detailed(lateness=np.array([5, 2, 1, 1, 0]))) is None
    assert settled(changed({"overdue": 9.0})).title == (
        "Hardly any dossier is settled overdue: 9 on average"
    )


def test_open_dossiers_are_stacked_by_age(detailed, result):
    fields = len(result.scenario.fields)
    ages = np.zeros((fields, 5), np.int64)
    ages[0], ages[1] = (5, 4, 3, 2, 1), (50, 0, 0, 0, 0)
    drawing = still_open(detailed(open_age=ages))
    assert lengths(drawing) == [[50, 5], [0, 4], [0, 3], [0, 2], [0, 1]]
    assert "4.6 % of them were accepted more than 20 working days before" in drawing.title  # 3/65
    labels = [label.get_text().replace("\n", " ") for label in axes_of(drawing).get_yticklabels()]
    assert labels == ["Justice and civil status", "Land"]


def test_open_dossiers_add_up_to_the_measure(drawn, result):
    total = sum(map(sum, lengths(drawn["still_open"])))
    assert total == pytest.approx(result["open_at_end"].mean)
