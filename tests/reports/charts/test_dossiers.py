import numpy as np
import pytest

from simulator.measures.catalogue import Scope
from simulator.reports.charts.dossiers import dossier_time, dossier_time_by_field

from .conftest import ends, lengths, written


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
    marks = next(line for line in drawing.axes.lines if line.get_marker() == "D")
    most = [result[f"cycle_time_p90.{field}"].mean for field in ranked]
    assert np.isnan(most).any()  # of fewer than 100 dossiers in all there is none
    assert np.array_equal(marks.get_xdata(), most, equal_nan=True)
    assert "is left out where there are fewer than 100 in all." in drawing.note
    assert marks.get_ydata().tolist() == drawing.axes.get_yticks().tolist()


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
