"""Write what the yearly plan of 2022 comes to into README: a line for each demand, and a picture.

Usage: python docs/yearly_plan.py [DIR]

It sweeps scenarios/yearly-plan-2022.yaml into DIR (a temporary folder when absent), which takes
some ten minutes on two cores, or nothing where DIR holds the sweep already. The lines go between
the marks `yearly-plan` in README.md, the picture to docs/images/yearly-plan.png.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from readme import ROOT, put

from simulator.reports.charts.drawing import style
from simulator.studies.sweep import Sweep, run_plan
from simulator.studies.sweep.page import cheapest_sentences
from simulator.studies.sweep.plots import plot_frontier, plot_level_lines

PLAN = ROOT / "scenarios" / "yearly-plan-2022.yaml"
PICTURE = ROOT / "docs" / "images" / "yearly-plan.png"

TENTH_MORE = {"demand.growth": 1.1}
AS_TODAY = {
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


def main(folder: Path) -> None:
    """Sweep the plan, or read what is there, and write."""
    with run_plan(PLAN, folder, quiet=False) as sweep:
        lines = [f"- {sentence}" for sentence in cheapest_sentences(sweep)]
        lines.append("")
        lines.append(
            f"{len(sweep.points)} design points, {sweep.asked} replications of each, seed "
            f"{sweep.seed}; the same citizens for all."
        )
        put("yearly-plan", "\n".join(lines))
        draw(sweep)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as temporary:
            main(Path(temporary) / "yearly-plan")
