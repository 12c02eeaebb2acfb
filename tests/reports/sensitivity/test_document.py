"""What a sensitivity analysis says: its numbers, in words, on a terminal, a page and a sheet."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from matplotlib.figure import Figure

from simulator.measures import Bound, Estimate, MeasureKey, Method
from simulator.reports.moved import Moved
from simulator.reports.page import page_html
from simulator.reports.sensitivity.charts import tornado_chart
from simulator.reports.sensitivity.document import sensitivity_document
from simulator.reports.sensitivity.plots import plot_tornado
from simulator.reports.sensitivity.report import sensitivity_data
from simulator.reports.sensitivity.telling import SensitivityWords
from simulator.reports.terminal import rendered
from simulator.reports.workbook import workbook_bytes
from simulator.scenario import read_resolved, validated
from simulator.studies.sensitivity import (
    Bar,
    Criterion,
    Effect,
    Held,
    Inquiry,
    Sensitivity,
    Space,
    Spread,
    Subject,
    Switch,
    Together,
    Tornado,
    effects_frame,
)
from tests.conftest import DISTRICT

WAIT = MeasureKey("wait_mean")
ORIGIN = {
    "version": "1",
    "created": "2026-01-01",
    "command": "onestop sensitivity district.yaml",
    "check": {"identical": True, "operations": 10},
    "engine": "compiled",
}


def estimate(mean, low, high):
    return Estimate(mean, low, high, 15, Method.T)


@pytest.fixture
def found():
    """An analysis of three assumptions, of which two matter and one may turn a target."""
    resolved = read_resolved(DISTRICT)
    center = Subject("District", "district.yaml", (), resolved, validated(resolved))
    space = Space([center])
    names = list(space.assumptions)[:3]
    first, second, third = (space.assumptions[name] for name in names)
    bars = (
        Bar(
            first,
            (
                Effect(-1.0, -2.1, estimate(-2.0, -2.5, -1.5)),
                Effect(1.0, 3.2, estimate(3.0, 2.5, 3.5)),
            ),
        ),
        Bar(second, (Effect(1.0, 0.4, estimate(0.5, -0.1, 1.1)),)),
        Bar(third, (Effect(-1.0, 0.0, None), Effect(1.0, 0.1, None))),
    )
    bound = Criterion(WAIT, Bound("<=", 15.0))
    return Sensitivity(
        asked=Inquiry((center,), ("wait_mean",)),
        space=space,
        seed=1,
        tornadoes=(Tornado(WAIT, estimate(12.0, 11.5, 12.5), bars),),
        spreads=(
            Spread(
                WAIT, 8.0, 19.0, np.full(300, 12.0), 0.6, (Together((names[0], names[1]), 0.2),)
            ),
        ),
        mattering=tuple(names[:2]),
        held=(Held(bound, is_kept=True, share=0.8),),
        switches=(Switch(bound, names[0], 0.5, 0.4, 0.6),),
        confidence=0.99,
        replications=400,
        draws=390,
    )


def text_of(found):
    return " ".join(rendered(sensitivity_document(found, ORIGIN), width=100, colour=False).split())


def test_both_intervals_stand_side_by_side(found):
    assert "Mean wait 12.0 min 11.5 – 12.5 8 – 19 60 %" in text_of(found)


def test_only_what_is_seen_is_to_be_measured_first(found):
    told = SensitivityWords(found)
    first = told.assumption(found.mattering[0])
    assert f"Measure these first: {first}. They change" in text_of(found)
    unseen = replace(found.tornadoes[0], bars=found.tornadoes[0].bars[1:])
    assert "No assumption, moved as far" in text_of(replace(found, tornadoes=(unseen,)))


def test_what_acts_together_is_said_below_four_fifths(found):
    assert "assumptions act together: one by one they explain 60 %" in text_of(found)
    explained = replace(found.spreads[0], explained=0.81, pairs=())
    assert "act together" not in text_of(replace(found, spreads=(explained,)))


def test_what_no_pair_explains_is_not_said_to_act_together(found):
    alone = replace(found.spreads[0], pairs=())
    text = text_of(replace(found, spreads=(alone,)))
    assert "act together" not in text
    assert "explain only 60 % of what they leave open, and no pair is seen to explain more" in text


def test_few_replications_are_told(found):
    few = replace(found, asked=replace(found.asked, replications=2))
    assert "With 2 replications only large differences can be seen" in text_of(few)
    assert "only large differences" not in text_of(found)


def test_where_a_target_turns_is_said_with_the_value_now(found):
    name, now, value, *_ends = SensitivityWords(found).turning(found.switches[0])
    assert now != value
    turns = f"It turns at {name}: {value} ({now} now)"
    text = text_of(found)
    assert "Mean wait ≤ 15.0 min: it holds, and so it does in 80 %" in text
    assert " ".join(turns.split()) in text
    assert "No assumption turns that by itself." in text_of(replace(found, switches=()))


def test_of_values_that_move_together_the_one_that_changes_most_is_named(tmp_path):
    """An officer fewer of two is more than a fifth fewer of the other duties."""
    text = DISTRICT.read_text(encoding="utf-8").replace("staff.all.officers:", "staff:")
    (tmp_path / "district.yaml").write_text(text, encoding="utf-8")
    file = read_resolved(tmp_path / "district.yaml")
    center = Subject("District", "district.yaml", (), file, validated(file))
    moved, assumption = Moved(center.scenario), Space([center]).assumptions["staff"]
    name, values = moved.example(assumption, -1.0, (0.0, -1.0))
    assert " values), such as " in name
    assert name.endswith("Officers")
    assert values == ["2", "1"]
    assert len(moved.rows(assumption)) == len(assumption.parts) > 1


def test_the_nearest_switching_values_are_said_first(found):
    far = replace(found.switches[0], position=0.9)
    near = replace(found.switches[0], name=found.mattering[1], position=-0.1)
    text = text_of(replace(found, switches=(far, near)))
    told = SensitivityWords(found)
    assert f"It turns at {told.turning(near)[0]}: " in text


def test_a_terminal_shows_what_is_seen_and_three_at_least(found):
    many = tuple(replace(found.tornadoes[0].bars[1]) for _bar in range(9))
    bars = (*found.tornadoes[0].bars[:1], *many)
    of = replace(found.tornadoes[0], bars=bars)
    text = text_of(replace(found, tornadoes=(of,)))
    assert text.count(SensitivityWords(found).assumption(found.mattering[1])) == 2 + 1  # its pair


def test_a_center_in_which_nothing_is_counted_is_told(found):
    nothing = Estimate(nan, None, None, 0, Method.NONE)
    tornado = replace(found.tornadoes[0], base=nothing, bars=())
    spread = Spread(WAIT, nan, nan, np.full(300, nan), 1.0, ())
    held = replace(found.held[0], is_kept=None)
    text = text_of(
        replace(found, tornadoes=(tornado,), spreads=(spread,), held=(held,), switches=())
    )
    assert "Mean wait: nothing is counted of it." in text
    assert "Mean wait ≤ 15.0 min: nothing is counted of it, so that it cannot be judged." in text


def test_what_does_nothing_is_not_listed_but_as_unmoved(found):
    bars = found.tornadoes[0].bars
    still = replace(bars[2], effects=(Effect(1.0, 0.0, None),))
    told = replace(found, tornadoes=(replace(found.tornadoes[0], bars=(*bars[:2], still)),))
    page = page_html(sensitivity_document(told, ORIGIN))
    name = SensitivityWords(told).assumption(still.assumption.name)
    effects, moved = page.split('id="moved"')
    assert name not in effects
    assert name in moved
    assert "What was not moved" in moved


def test_the_tornado_tells_its_numbers(found):
    drawn = tornado_chart(SensitivityWords(found), found.tornadoes[0], key="tornado")
    assert "decides most" in drawn.title
    assert "−2.0 min / 3.0 min" in drawn.alt
    nothing = replace(found.tornadoes[0], bars=())
    assert tornado_chart(SensitivityWords(found), nothing, key="tornado") is None


def test_page_sheet_and_data_are_made_in_both_languages(found, vietnamese):
    document = sensitivity_document(found, ORIGIN)
    assert "<svg" in page_html(document)
    assert workbook_bytes(document)
    data = sensitivity_data(found, ORIGIN)
    assert data["measures"]["wait_mean"]["assumptions"]["explained_one_by_one"] == 0.6
    assert data["switches"][0]["assumption"] == found.mattering[0]


def test_a_notebook_draws_the_same(found):
    axes = plot_tornado(Figure().add_subplot(), found, "wait_mean", most=2)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        SensitivityWords(found).assumption(name) for name in found.mattering
    ]
    with pytest.raises(KeyError, match="wait_mean"):
        plot_tornado(axes, found, "wait_maen")


def test_a_table_has_every_move(found):
    frame = effects_frame(found)
    assert frame["effect"].tolist() == [-2.0, 3.0, 0.5, 0.0, 0.1]
    assert frame["is_seen"].tolist() == [True, True, False, False, False]
