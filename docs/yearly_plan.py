"""Write what the yearly plan of 2022 comes to into README: a line for each demand, and a picture.

Usage: python docs/yearly_plan.py [DIR]

It sweeps scenarios/yearly-plan-2022.yaml into DIR (a temporary folder when absent), which takes
some ten minutes on two cores, or nothing where DIR holds the sweep already. The lines go between
the marks `yearly-plan` in README.md, the picture to docs/images/yearly-plan.png.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from readme import ROOT, put

from simulator.reports.charts.drawing import style
from simulator.studies.sweep import Sweep, run_plan
from simulator.studies.sweep.levels import selected
from simulator.studies.sweep.page import cheapest_sentences
from simulator.studies.sweep.plots import plot_frontier, plot_level_lines
from simulator.studies.sweep.summary import cheapest_of

PLAN = ROOT / "scenarios" / "yearly-plan-2022.yaml"
PICTURE = ROOT / "docs" / "images" / "yearly-plan.png"

TENTH_MORE: dict[str, object] = {"demand.growth": 1.1}
MORE: dict[str, object] = {"demand.growth": 1.15}
AS_TODAY: dict[str, object] = {
    "case": "today",
    "seal.at": "center",
    "staff.general-counter.officers": 3,
    "staff.land-office.officers": 8,
}


def draw(sweep: Sweep) -> None:
    """Draw what cost buys at a tenth more demand, and waits over demand and officers."""
    with style():
        figure = Figure(figsize=(11, 4.4), layout="constrained")
        FigureCanvasAgg(figure)
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
        figure.savefig(PICTURE, dpi=100)


def answers(sweep: Sweep) -> Iterator[str]:
    """Say what the plan comes to."""
    *levels, _of_all_levels = cheapest_sentences(sweep)
    yield from levels
    as_today = cheapest_of(sweep, selected(sweep, TENTH_MORE | {"case": "today"}))
    if as_today:
        yield (
            "If no more is filed online than today, the same targets take "
            f"{as_today.cost:,.0f} {sweep.currency} at a tenth more demand."
        )
    best = {where: on_time(sweep, where) for where in ("headquarters", "center")}
    yield (
        "With the seal at headquarters no plan has more than "
        f"{best['headquarters'][0]:.1%} on time, at any demand."
    )
    yield (
        f"At × {MORE['demand.growth']} more officers shorten the wait, but not the delay: at most "
        f"{best['center'][0]:.1%} are on time, and of business households "
        f"{best['center'][1]:.1%}, whose specialists the plan does not vary."
    )


def on_time(sweep: Sweep, seal: str) -> tuple[float, ...]:
    """Return the highest rate on time of any plan, with that of business households there.

    With the seal at the Center, of those at `MORE` demand.
    """
    points = selected(sweep, {"seal.at": seal} | (MORE if seal == "center" else {}))
    best = max(points, key=lambda point: sweep.estimate(point, "on_time_rate").mean)
    rates = ("on_time_rate", "on_time_rate.business")
    return tuple(sweep.estimate(best, rate).mean for rate in rates)


def main(folder: Path) -> None:
    """Sweep the plan, or read what is there, and write."""
    with run_plan(PLAN, folder, quiet=False) as sweep:
        note = (
            f"{len(sweep.points)} design points, {sweep.asked} replications of each, seed "
            f"{sweep.seed}; the same citizens for all."
        )
        lines = (f"- {answer.replace('%', ' %')}" for answer in answers(sweep))
        put("yearly-plan", "\n".join((*lines, "", note)))
        draw(sweep)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as temporary:
            main(Path(temporary) / "yearly-plan")
