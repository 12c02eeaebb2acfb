"""Figures of the district's run, and of the same run with details of it changed."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from simulator import run
from simulator.measures import detail
from simulator.reports.charts import Chart, charts, drawings
from simulator.reports.charts.drawing import Drawing, style
from simulator.results.result import Result
from simulator.scenario import Resolved, read_resolved, validated


@pytest.fixture(scope="session")
def drawn(result: Result) -> dict[str, Drawing]:
    """The figures of three replications, before they are text."""
    return drawings(result)


@pytest.fixture(scope="session")
def made(result: Result) -> dict[str, Chart]:
    """The figures of three replications."""
    return charts(result)


@pytest.fixture(scope="session")
def detailed(result: Result) -> Callable[..., Result]:
    """Makes a result whose details are others, the same in each replication unless listed."""

    def change(replications: int = 3, **details: object) -> Result:
        def of(index: int) -> dict[str, np.ndarray]:
            return {
                name: np.array(value[index] if isinstance(value, list) else value)
                for name, value in details.items()
            }

        some = [replace(one, **of(index)) for index, one in enumerate(result.details)]
        return Result.of(
            result.scenario,
            seed=result.seed,
            planned=replications,
            replications=result.replications[:replications],
            details=some[:replications],
            day=result.day,
        )

    return change


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A Center of eighty fields, all of the same long name, run once."""
    parts = [f"f{number}" for number in range(80)]
    path = tmp_path_factory.mktemp("many") / "many.yaml"
    path.write_text(
        "\n".join(
            [
                "name: Eighty fields",
                "period: {from: 2021-03-01, to: 2021-03-31}",
                "calendar: {hours: {mon-fri: [07:30-11:30, 13:30-17:00]}}",
                "fields:",
                *(f"  {part}: {'Lĩnh vực rất dài ' * 12}" for part in parts),
                "procedures:",
                *(
                    f"  {part}: {{field: {part}, volume: 900 per year, limit: 1 working days, "
                    f"steps: {{receive: {{constant: 1 min}}, appraise: {{constant: {hours} h}}}}}}"
                    for hours, part in enumerate(parts, start=1)
                ),
                "staff:",
                "  counters: {officers: 3, serves: [receive/all, return/all]}",
                "  specialists: {officers: 90, serves: [appraise/all]}",
            ]
        ),
        encoding="utf-8",
    )
    return run_of(read_resolved(path))


def run_of(resolved: Resolved, replications: int = 1) -> Result:
    """Run a scenario that is no district's."""
    scenario = validated(resolved)
    ran = list(run(scenario, replications=replications, seed=7))
    return Result.of(
        scenario,
        seed=7,
        planned=replications,
        replications=[one.measures for one in ran],
        details=[
            detail(one.outcome, one.workload, one.roster, scenario.period.first_day) for one in ran
        ],
    )


def parsed(svg: str) -> ET.Element:
    """Parse a figure; fails where it is no XML."""
    return ET.fromstring(svg)  # noqa: S314  # made by the test


def figure_of(drawing: Drawing) -> Figure:
    """A figure, drawn."""
    with style():
        return drawing.draw()


def axes_of(drawing: Drawing) -> Axes:
    """The Axes of a figure, drawn; of several, the first."""
    return figure_of(drawing).axes[0]


def lengths(drawing: Drawing) -> list[list[float]]:
    """Lengths of the bars that lie in rows, series by series."""
    return [[bar.get_width() for bar in series] for series in _bars(drawing)]


def heights(drawing: Drawing) -> list[list[float]]:
    """Heights of the bars that stand in columns, series by series."""
    return [[bar.get_height() for bar in series] for series in _bars(drawing)]


def ends(drawing: Drawing) -> list[list[list[float]]]:
    """Both ends of every interval, as points, series by series."""
    return [
        [segment.tolist() for segment in lines.get_segments()]
        for container in axes_of(drawing).containers
        if isinstance(container, ErrorbarContainer)
        for lines in container.lines[2]
    ]


def written(drawing: Drawing) -> list[str]:
    """All texts on a figure."""
    return [text.get_text() for text in figure_of(drawing).findobj(Text)]


def boxes(drawing: Drawing) -> tuple[Bbox, list[tuple[str, Bbox]]]:
    """The edge of a figure, and all texts that are seen on it with the place that each takes."""
    figure = figure_of(drawing)
    axes = figure.axes[0]
    with style():
        FigureCanvasAgg(figure).draw()
    out_of_sight = {
        label
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
        for label in (tick.label1, tick.label2)
    }
    return figure.bbox, [
        (text.get_text(), text.get_window_extent())
        for text in figure.findobj(Text)
        if text.get_text() and text.get_visible() and text not in out_of_sight
    ]


def _bars(drawing: Drawing) -> list[BarContainer]:
    return [series for series in axes_of(drawing).containers if isinstance(series, BarContainer)]
