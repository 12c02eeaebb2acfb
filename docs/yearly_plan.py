"""Write what the yearly plan of 2022 comes to into the docs: a line for each demand, and a picture.

Usage: python docs/yearly_plan.py [DIR]

It sweeps scenarios/yearly-plan-2022.yaml into DIR (a temporary folder when absent), which takes
some fifteen minutes on two cores, or nothing where DIR holds the sweep already. The lines go
between the marks `yearly-plan`, the picture to docs/images/yearly-plan.png.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from blocks import ROOT, put
from matplotlib.figure import Figure
from matplotlib.text import Text
from pictures import keep

from simulator.cli.progress import Advance, progress
from simulator.measures import measure_named
from simulator.reports.charts.drawing import style
from simulator.reports.sweep.findings import cheapest_sentences
from simulator.reports.sweep.plots import plot_frontier, plot_level_lines
from simulator.reports.sweep.telling import estimate_text, outlay_text
from simulator.studies.sweep import Sweep, run_plan
from simulator.studies.sweep.levels import selected
from simulator.studies.sweep.reading import SweepPoint
from simulator.studies.sweep.summary import cheapest_of, is_certain

PLAN = ROOT / "scenarios" / "yearly-plan-2022.yaml"
PICTURE = "yearly-plan"

ON_TIME, BUSINESS = "on_time_rate", "on_time_rate.business"

TENTH_MORE: dict[str, object] = {"demand.growth": 1.1}
MORE: dict[str, object] = {"demand.growth": 1.15}
AS_TODAY: dict[str, object] = {
    "case": "today",
    "seal.at": "center",
    "staff.general-counter.officers": 3,
    "staff.land-office.officers": 8,
}


def draw(sweep: Sweep) -> Figure:
    """Draw what cost buys at a tenth more demand, and waits over demand and officers."""
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    plot_frontier(left, sweep, "wait_mean", where=TENTH_MORE)
    left.set_title("What cost buys at a tenth more demand")
    left.legend(loc="upper right")
    plot_level_lines(
        right, sweep, "wait_mean", officers="staff.land-counter.officers", where=AS_TODAY
    )
    right.set_title(
        "Mean wait in minutes, filed online as today,\n3 officers at the general counter"
    )
    figure.draw_without_rendering()  # The numbers at the axes are there.
    return figure


def texts_of(figure: Figure) -> list[str]:
    """Return the texts of a figure."""
    texts = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]  # type: ignore[attr-defined]  # a Text
    return [text for text in texts if text]


def save(sweep: Sweep) -> None:
    """Write the picture, with its texts, and the mean wait of a replication that it rests on."""
    with style():
        figure, file = draw(sweep), BytesIO()
        figure.savefig(file, dpi=100)
        texts = texts_of(figure)
    point = selected(sweep, AS_TODAY)[0]
    keep(
        PICTURE,
        file.getvalue(),
        {
            "texts": texts,
            "seed": sweep.seed,
            "settings": dict(point.settings),
            "first wait_mean": float(sweep.series(point, "wait_mean").values[0]),
        },
    )


def answers(sweep: Sweep) -> Iterator[str]:
    """Say what the plan comes to."""
    *levels, _of_all_levels = cheapest_sentences(sweep)
    yield from levels
    as_today = cheapest_of(sweep, selected(sweep, TENTH_MORE | {"case": "today"}))
    if as_today:
        reach = "meets" if is_certain(sweep, as_today) else "may meet"
        yield (
            "If no more is filed online than today, the cheapest point tried that "
            f"{reach} the same targets at a tenth more demand takes "
            f"{outlay_text(sweep, as_today.cost)}."
        )
    away = selected(sweep, {"seal.at": "headquarters"})
    yield f"With the seal at headquarters, {highest_text(sweep, away)}, at any demand."
    more = selected(sweep, {"seal.at": "center"} | MORE)
    business = sweep.estimate(highest(sweep, more), BUSINESS)
    late = estimate_text(measure_named(BUSINESS), business)
    yield (
        f"At × {MORE['demand.growth']} more officers shorten the wait, but hardly the delay: "
        f"{highest_text(sweep, more)}; there it is {late} of business "
        "households, whose specialists the plan does not vary."
    )
    yield (
        "The highest of many means is lifted by chance, and its interval knows of its own point "
        "only; other plans may have more."
    )


def highest(sweep: Sweep, points: Sequence[SweepPoint]) -> SweepPoint:
    """Return the point with the highest mean on time."""
    return max(points, key=lambda point: sweep.estimate(point, ON_TIME).mean)


def highest_text(sweep: Sweep, points: Sequence[SweepPoint]) -> str:
    """Say what the highest mean on time is, and of how many points: it is no bound."""
    found = sweep.estimate(highest(sweep, points), ON_TIME)
    return (
        f"the highest mean on time of the {len(points)} points tried is "
        f"{estimate_text(measure_named(ON_TIME), found)}"
    )


def shown(total: int) -> AbstractContextManager[Advance]:
    """Show the progress of the sweep."""
    return progress(total, "done", quiet=False)


def main(folder: Path) -> None:
    """Sweep the plan, or read what is there, and write."""
    with run_plan(PLAN, folder, showing=shown) as sweep:
        note = (
            f"{len(sweep.points)} design points, {sweep.asked} replications of each, seed "
            f"{sweep.seed} for all."
        )
        lines = (f"- {answer}" for answer in answers(sweep))
        put("yearly-plan", "\n".join((*lines, "", note)))
        save(sweep)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as temporary:
            main(Path(temporary) / "yearly-plan")
