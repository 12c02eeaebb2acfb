import pytest

from simulator.measures.catalogue import Scope
from simulator.reports.charts.officers import load
from simulator.reports.figures import HOURS, mean

from .conftest import lengths, written


def test_groups_stand_by_their_load_with_their_overtime_beside(drawn, result):
    drawing = drawn["load"]
    uses = result.by("utilization", Scope.GROUP)
    ranked = sorted(uses, key=lambda group: -uses[group].mean)
    assert lengths(drawing) == [[uses[group].mean for group in ranked]]
    for group in ranked:
        assert mean(result[f"overtime_hours.{group}"], HOURS) in written(drawing)


def test_no_slack_and_all_of_the_duty_are_marked(drawn):
    marks = [line.get_xdata()[0] for line in drawn["load"].axes.lines if len(line.get_xdata()) == 2]
    assert marks == [0.9, 1.0]


@pytest.mark.parametrize(
    ("use", "title"),
    [
        (0.95, "Signing leaders has no slack: at work 95.0 % of its duty"),
        (0.85, "The busiest group, Signing leaders, is at work 85.0 % of its duty"),
    ],
)
def test_the_title_names_the_busiest_group(changed, use, title):
    others = [name for name in changed({}).index.names if name.startswith("utilization.")]
    values = dict.fromkeys(others, 0.5) | {"utilization.leaders": use}
    assert load(changed(values)).title == title
