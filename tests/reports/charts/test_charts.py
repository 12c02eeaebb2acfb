import re
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest

from simulator.reports.charts import CHARTS, charts, drawings
from simulator.scenario import read_resolved

from ..conftest import DISTRICT
from .conftest import axes_of, boxes, parsed, run_of, written

LARGEST = 60_000  # bytes

HOSTILE = (
    "<script>alert(1)</script>",
    r"$x_{1}$ and $\frac{1}{2",
    'id="a" style="fill: url(#b)" ]]> &amp; --',
    "W" * 200,
    "Ủy ban nhân dân " * 12,
    "one\nline and another\u200b",
    "中文",
)


@pytest.fixture(scope="module")
def hostile():
    """The district, its fields named by someone who means harm."""
    names = [
        f"fields.{key}.en={name!r}"
        for key, name in zip(
            ("land", "justice", "business", "social", "construction", "health", "education"),
            HOSTILE,
            strict=True,
        )
    ]
    return run_of(read_resolved(DISTRICT, overrides=names))


def test_every_figure_is_there_in_the_order_of_the_page(made):
    shown = [draw.__name__ for draw in CHARTS]
    shown.remove("lateness")  # of a handful of dossiers
    assert list(made) == shown
    assert all(chart.key == key for key, chart in made.items())


def test_an_svg_stands_in_html_as_it_is(made):
    for chart in made.values():
        assert chart.svg.startswith("<svg ")
        root = parsed(chart.svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", chart.alt)
        assert root.get("width") == "100%"
        assert root.get("height") is None
        assert root.get("viewBox").startswith("0 0 360 ")
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"style", "metadata", "script", "image", "title"}


def test_texts_stay_texts(made):
    texts = parsed(made["waits_by_step"].svg).iter("{http://www.w3.org/2000/svg}text")
    assert {"Receive", "Return", "mean wait in minutes"} <= {text.text for text in texts}


def test_ids_are_unique_on_a_page_and_every_reference_finds_one(made):
    page = "".join(chart.svg for chart in made.values())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', page)) == set(ids)
    for key, chart in made.items():
        assert all(one.startswith(f"{key}-") for one in re.findall(r'\bid="([^"]+)"', chart.svg))


def test_the_same_result_gives_the_same_bytes(made, result):
    assert charts(result) == made


def test_settings_of_the_user_do_not_show(made, result):
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "path"}):
        assert charts(result) == made


def test_figures_are_small(made):
    assert max(len(chart.svg.encode()) for chart in made.values()) < LARGEST


def test_the_text_that_stands_for_a_figure_says_its_title_and_numbers(made):
    for chart in made.values():
        assert chart.alt.startswith(f"{chart.title}. ")
        assert re.search(r"\d", chart.alt.removeprefix(chart.title))
        assert chart.alt.count("nan") == 0


def test_intervals_are_drawn_and_said_only_where_there_are_some(result, detailed):
    several, alone = charts(result), charts(detailed(replications=1))
    assert "(" in several["waits_by_step"].alt
    for key, drawing in drawings(detailed(replications=1)).items():
        assert "Thin lines" not in alone[key].note
        assert not any(
            type(series).__name__ == "ErrorbarContainer" for series in axes_of(drawing).containers
        )
    assert any(chart.note.startswith("Thin lines") for chart in several.values())


def test_labels_are_texts_and_nothing_else(hostile):
    for chart in charts(hostile).values():
        root = parsed(chart.svg)
        assert not any(element.tag.endswith("script") for element in root.iter())
        assert "<script" not in chart.svg
        references = re.findall(r"url\(#([^)]+)\)", chart.svg)
        assert all(one == "b" or one.startswith(chart.key) for one in references)
        for text in (chart.title, chart.alt, chart.note):
            assert text.isprintable()


def test_dollar_signs_are_no_mathematics(hostile):
    shown = " ".join(written(drawings(hostile)["waits_by_field"]))
    assert "$x_{1}$" in shown
    chart = charts(hostile)["waits_by_field"]
    texts = parsed(chart.svg).iter("{http://www.w3.org/2000/svg}text")
    assert any("$x_{1}$" in (text.text or "") for text in texts)


def test_nothing_lies_outside_a_figure(hostile, drawn, many):
    for drawing in (*drawn.values(), *drawings(hostile).values(), *drawings(many).values()):
        whole, texts = boxes(drawing)
        edge = whole.padded(1)
        for text, box in texts:
            assert edge.contains(box.x0, box.y0), (drawing.key, text)
            assert edge.contains(box.x1, box.y1), (drawing.key, text)


def test_no_two_texts_overlap(hostile, drawn):
    for drawing in (*drawn.values(), *drawings(hostile).values()):
        for (one, box), (other, beside) in combinations(boxes(drawing)[1], 2):
            assert not box.padded(-1).overlaps(beside), (drawing.key, one, other)


@pytest.mark.usefixtures("vietnamese")
def test_figures_speak_vietnamese_where_the_reports_do(changed):
    drawing = drawings(changed({"wait_mean.receive": 12.5}))["waits_by_step"]
    assert any(text.startswith("12,5") for text in written(drawing))
    assert "Tiếp nhận" in written(drawing)


def test_where_nobody_comes_and_nothing_is_settled_no_figure_is_made(result, detailed):
    empty = {
        name: np.zeros_like(getattr(result.details[0], name))
        for name in ("tickets", "waited", "queue_mean", "worst_queue", "lateness", "open_age")
    }
    bare = detailed(**empty)
    kept = charts(bare)
    assert not {"waits_heatmap", "queue_day", "arrivals_capacity"} & set(kept)
    assert not {"lateness", "still_open"} & set(kept)
