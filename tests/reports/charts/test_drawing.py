import pytest

from simulator.reports.charts.drawing import STRONG, digits, plain, style, width_of, wrapped
from simulator.reports.charts.layouts import Rows, in_columns
from simulator.reports.charts.marks import Rule


@pytest.mark.parametrize("text", ["Land", "W" * 200, "Ủy ban nhân dân các xã và thị trấn", ""])
def test_lines_are_no_wider_than_they_may_be(text):
    lines = wrapped(text, 100.0).split("\n")
    assert all(width_of(line) <= 100.0 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_texts_lose_what_no_line_can_hold():
    assert plain("a\x00b\n c\ud800\u2028d") == "a b c d"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.5, "0.5"), (1500, "1,500"), (0.1 + 0.2, "0.3")]
)
def test_ticks_have_the_decimals_that_they_need(value, text):
    assert digits(value) == text


def test_every_row_has_its_label_and_its_numbers_at_one_height():
    with style():
        plot = Rows(["one", "two " * 40], "min", [Rule(1, STRONG)], {"mean": ["1", "2"]})
        figure = plot.figure()
    (axes,) = figure.axes
    heights = [text.xy[1] for text in axes.texts if text.get_text() in {"1", "2"}]
    assert heights == axes.get_yticks().tolist()


def test_labels_of_columns_are_left_out_where_they_have_no_room():
    hours = [f"{hour}:00" for hour in range(24)]
    with style():
        few, many = (
            in_columns(labels, "min", "day", [Rule(1, STRONG)]).figure().axes[0]
            for labels in (["Mon", "Tue"], hours)
        )
    assert len(few.get_xticks()) == 2
    assert len(many.get_xticks()) < 24
