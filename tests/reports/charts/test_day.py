"""The picture of a day shows its visits, its queue and its officers, and says what it shows."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from simulator.center.outcome import TripEnd
from simulator.language import use_language
from simulator.reports.charts import charts, day_chart
from simulator.reports.charts.day import draw_day
from simulator.reports.charts.drawing import style

from .a_day import Visit, a_day
from .conftest import axes_of, figure_of, written

PAPERS = 2  # A station without tickets.
MORNING = (
    Visit("7:00", "7:30", "7:50"),
    Visit("7:10", "7:40", "8:10", field=1, officer=2),
    Visit("7:20", "7:50", "8:00"),
)


@pytest.fixture
def draw(result):
    """Draws a day of the district."""

    return lambda record: draw_day(replace(result, day=record))


@pytest.fixture
def make(result):
    """Makes the chart of a day of the district."""
    return lambda record: day_chart(replace(result, day=record))


def spread(visits: int, fields: int = 1) -> list[Visit]:
    """Visits through a day; the higher the number of the field, the fewer."""
    seconds = np.linspace(7 * 60, 16 * 60, visits).astype(int).tolist()
    clock = [[f"{(s + more) // 60}:{(s + more) % 60:02d}" for more in (0, 20, 30)] for s in seconds]
    field = np.minimum(np.random.default_rng(7).geometric(0.3, visits) - 1, fields - 1)
    return [Visit(*times, field=int(one)) for times, one in zip(clock, field, strict=True)]


def lines_of(axes) -> list[list[float]]:
    """From, to and row of the lines on the axes that have no marks; thin and thick, by field."""
    found = []
    for line in axes.lines:
        if line.get_marker() == "None" and line.get_linestyle() == "-":
            x, y = np.array(line.get_data()).reshape(2, -1, 3)[:, :, :2]
            found.append(np.column_stack([x, y[:, 0]]).round(3).tolist())
    return found


def root_of(chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314  # our own text


def marks_of(axes) -> dict[str, list[list[float]]]:
    """Places of the marks on the axes, by their shape."""
    return {
        line.get_marker(): np.column_stack(line.get_data()).round(3).tolist()
        for line in axes.lines
        if line.get_marker() != "None" and len(line.get_xdata())
    }


def bars_of(axes) -> list[list[list[float]]]:
    """From, to and middle of the bars on the axes: on duty, on papers, for citizens."""
    return [
        np.column_stack(
            [corners[:, 0].min(axis=1), corners[:, 0].max(axis=1), corners[:, 1].mean(axis=1)]
        )
        .round(3)
        .tolist()
        for corners in (
            patch.get_path().vertices.reshape(-1, 5, 2)[:, :4].swapaxes(1, 2)
            for patch in axes.patches
        )
    ]


def test_the_title_says_how_many_came_when_most_waited_and_when_the_last_was_called(make):
    assert make(a_day(*MORNING)).title == (
        "12 March 2021: 3 visits; most wait at 7:20, when 3 citizens wait; "
        "the last is called at 7:50"
    )


@pytest.mark.parametrize(
    ("visit", "title"),
    [
        (Visit("8:00", "8:00", "8:10"), "1 visit; nobody waits; the last is called at 8:00"),
        (
            Visit("8:00", "", "8:10", ended=TripEnd.LEFT),
            "1 visit; most wait at 8:00, when 1 citizen waits; nobody is called",
        ),
        (
            Visit("8:00", "", "8:00", ended=TripEnd.LEFT),
            "1 visit; nobody waits, and nobody is called",
        ),
    ],
)
def test_a_day_without_a_queue_or_a_call_says_so(make, visit, title):
    assert make(a_day(visit)).title == f"12 March 2021: {title}"


@pytest.mark.parametrize("record", [None, a_day()], ids=["no-day", "nobody"])
def test_where_nobody_came_there_is_no_picture(make, record):
    assert make(record) is None


def test_a_visit_is_thin_from_arrival_to_call_and_thick_to_its_end(draw):
    axes = figure_of(draw(a_day(*MORNING))).axes[1]
    waits, services, others_waits, others_services = lines_of(axes)
    assert waits == [[7, 7.5, 1], [7.333, 7.833, 3]]
    assert services == [[7.5, 7.833, 1], [7.833, 8, 3]]
    assert others_waits == [[7.167, 7.667, 2]]
    assert others_services == [[7.667, 8.167, 2]]
    thin, thick = (line.get_linewidth() for line in axes.lines[:2])
    assert thin < thick
    assert marks_of(axes) == {"s": [[7.5, 1], [7.833, 3]], "^": [[7.667, 2]]}
    assert axes.get_ylim() == (3.5, 0.5)


def test_who_goes_unserved_has_a_mark_of_the_way(make, draw):
    record = a_day(
        Visit("8:00", "", "8:30", ended=TripEnd.LEFT),
        Visit("9:00", "", "11:30", ended=TripEnd.SENT_HOME),
        Visit("10:00", ended=TripEnd.WAITING),
    )
    drawing = draw(record)
    axes = figure_of(drawing).axes[1]
    assert marks_of(axes) == {"x": [[8.5, 1]], "+": [[11.5, 2]]}
    assert {"left: 1", "sent home: 1"} <= set(written(drawing))
    assert "Went unserved. left: 1; sent home: 1." in make(record).alt
    waits, _services = lines_of(axes)
    assert waits[2][1] >= axes.get_xlim()[1]


def test_the_queue_is_drawn_as_steps(draw):
    axes = figure_of(draw(a_day(*MORNING))).axes[0]
    corners = axes.collections[0].get_paths()[0].vertices
    top = {round(x, 3): corners[corners[:, 0] == x, 1].max() for x in np.unique(corners[:, 0])}
    assert [top[hour] for hour in (7.0, 7.167, 7.333, 7.5, 7.667, 7.833)] == [1, 2, 3, 3, 2, 1]


def test_officers_have_a_row_each_and_groups_a_label(draw):
    drawing = draw(
        a_day(
            *MORNING,
            duty=[(0, "7:30", "11:30"), (1, "8:00", "11:30"), (2, "7:30", "11:30")],
            work=[(0, "7:30", "7:50", 0), (2, "7:40", "8:10", 1), (1, "8:00", "9:00", PAPERS)],
        )
    )
    axes = figure_of(drawing).axes[2]
    duty, papers, citizens = bars_of(axes)
    first, second, third = (middle for _start, _end, middle in duty)
    assert first < second < third
    assert papers == [[8, 9, second]]
    assert citizens == [[7.5, 7.833, first], [7.667, 8.167, third]]
    assert [text.get_text() for text in axes.get_yticklabels()] == [
        "Land counter",
        "Counters of the other fields",
    ]


def test_panels_share_the_hours_in_which_anything_happens(draw):
    drawing = draw(a_day(Visit("6:20", "7:30", "17:10")))
    assert {axes.get_xlim() for axes in figure_of(drawing).axes} == {(6, 18)}
    queue, _visits, officers = figure_of(drawing).axes
    for axes in (queue, officers):
        assert [text.get_text() for text in axes.get_xticklabels()][:2] == ["6:00", "7:00"]


def test_a_day_without_officers_has_no_panel_of_them(draw):
    drawing = draw(a_day(Visit("8:00", "", "8:30", ended=TripEnd.LEFT), officers=[], duty=[]))
    assert len(figure_of(drawing).axes) == 2
    assert axes_of(drawing).get_xlim() == (8, 9)


def test_seven_fields_have_a_look_of_their_own_by_colour_and_by_mark(draw, result):
    keys = tuple(result.scenario.fields)
    drawing = draw(a_day(*spread(200, fields=len(keys)), fields=keys))
    called = [line for line in figure_of(drawing).axes[1].lines if line.get_marker() != "None"]
    looks = [(line.get_color(), line.get_marker()) for line in called if len(line.get_xdata())]
    assert len(looks) == 8
    for looks_of_one_kind in zip(*looks, strict=True):
        assert len(set(looks_of_one_kind)) == 8
    shown = [len(line.get_xdata()) for line in called[:7]]
    assert shown == sorted(shown, reverse=True)
    assert any(text.startswith("other fields: ") for text in written(drawing))


def test_what_stands_for_the_picture_has_its_numbers(make):
    record = a_day(
        *MORNING, work=[(0, "7:30", "7:50", 0), (0, "7:50", "8:00", 0), (0, "9:00", "10:30", 2)]
    )
    alt = make(record).alt
    assert "Visits. Land: 2; Justice and civil status: 1." in alt
    assert "Citizens waiting. 7:00: 1; 8:00: 0;" in alt
    assert "Land counter: 1 officer, 7.5 h on duty, 0.5 h at work for citizens, 1.5 h on" in alt


def test_the_note_says_whose_day_it_is(make):
    assert "taken from the first replication." in make(a_day(*MORNING)).note


def test_a_busy_day_is_no_higher_and_made_of_no_more_parts(draw):
    some, many = (figure_of(draw(a_day(*spread(visits)))) for visits in (300, 2000))
    assert some.get_figheight() * 72 <= 900
    assert many.get_figheight() == some.get_figheight()
    for few, more in zip(some.axes, many.axes, strict=True):
        for parts in ("lines", "collections", "patches"):
            assert len(getattr(more, parts)) == len(getattr(few, parts))


def test_of_a_day_of_two_thousand_visits_one_in_five_has_its_mark(make):
    chart = make(a_day(*spread(2000)))
    assert chart.svg.count("<use ") < 500
    assert "One visit in 5 has its mark." in chart.note
    assert "has its mark" not in make(a_day(*spread(400))).note


def test_where_there_are_many_groups_those_with_most_work_are_shown(make, draw, result):
    keys = tuple(result.scenario.staff) * 5
    record = a_day(
        Visit("8:00", "8:10", "8:20"),
        officers=range(len(keys)),
        groups=keys,
        duty=[(officer, "7:30", "11:30") for officer in range(len(keys))],
        work=[(officer, "8:10", "9:10", PAPERS) for officer in range(10, 25)],
    )
    assert "Of 30 groups of officers, the 15 with most work are shown." in make(record).note
    _queue, _visits, officers = figure_of(draw(record)).axes
    assert len(officers.get_yticks()) == 15
    assert [len(bars) for bars in bars_of(officers)[:2]] == [15, 15]


def test_the_day_of_a_run_is_small_and_stands_among_other_charts(result):
    chart = day_chart(result)
    assert len(chart.svg.encode()) < 200_000
    page = chart.svg + "".join(other.svg for other in charts(result).values())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    root = root_of(chart)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.alt)
    assert root.get("viewBox").startswith("0 0 720 ")


def test_the_same_day_gives_the_same_bytes(result):
    assert day_chart(result) == day_chart(result)


def test_coordinates_are_cut_and_texts_are_not(district_with, result):
    label = 'x d="0.123456" <path d="0.123456">'
    scenario = district_with(f"fields.land.en={label!r}").scenario
    chart = day_chart(replace(result, scenario=scenario, day=a_day(*MORNING)))
    texts = [text.text for text in root_of(chart).iter() if text.text]
    assert f"{label}: 2" in texts
    assert not re.search(r'<path d="[^"]*\.\d{3}', chart.svg)


@pytest.mark.parametrize(
    "label", ["_hidden", "$x_{1}$ and $y^{2", "<script>alert(1)</script>", "W" * 200]
)
def test_labels_are_texts_and_nothing_else(district_with, result, label):
    scenario = district_with(
        f"fields.land.en={label!r}", f"staff.land-counter.label.en={label!r}"
    ).scenario
    changed = replace(result, scenario=scenario, day=a_day(*MORNING))
    chart = day_chart(changed)
    texts = [text.text for text in root_of(chart).iter() if text.text]
    assert any(text.startswith(label[:39]) and text.endswith(": 2") for text in texts)
    assert "<script" not in chart.svg
    figure = figure_of(draw_day(changed))
    with style():
        FigureCanvasAgg(figure).draw()
    edge = figure.bbox.padded(1)
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert edge.x0 <= box.x0
            assert box.x1 <= edge.x1


def test_it_speaks_the_language_that_is_spoken(make):
    use_language("vi")
    try:
        chart = make(a_day(*MORNING))
    finally:
        use_language("en")
    assert chart.title.startswith("12/03/2021")
    assert "Đất đai: 2" in chart.svg
