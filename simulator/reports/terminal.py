"""The terminal report: one screen that answers a planner's questions in the order they are asked.

In: a `Result` and the width of the screen. Out: text, with colours where the terminal has them.
All sections share one grid of four columns, so that numbers stand below numbers. It decides
nothing about what matters (`findings`) and nothing about digits (`figures`).
"""

from collections.abc import Sequence
from io import StringIO
from math import nan
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.center import Engine
from simulator.center.comparing import Comparison
from simulator.measures import Estimate
from simulator.measures.catalogue import Scope
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    RATIO,
    Unit,
    day,
    interval,
    mean,
    number,
    plural,
)
from simulator.reports.findings import findings
from simulator.reports.labels import Names
from simulator.reports.result import Result
from simulator.reports.sourcing import Sourcing

NARROWEST = 72
"""Columns below which pages are not squeezed: a narrower screen breaks their lines."""
WIDEST = 100
"""Columns that a page uses at most."""

_LABEL, _VALUE, _INTERVAL = 22, 9, 15
"""Widths of the first three columns of the grid; the fourth takes what is left."""


_BAD = "✗"


class Row(NamedTuple):
    """One line of a section."""

    name: str
    value: str = ""
    interval: str = ""
    note: str | Text = ""


class Norm(NamedTuple):
    """What a mean wait is held against."""

    minutes: float
    name: str


NORMS = (Norm(30, "30 min (2022)"), Norm(15, "15 min (2025)"))
"""Most minutes of the mean wait of a visit: Decision 468/QĐ-TTg."""

NOBODY_LONGER = "all (HCM City)"
"""Ho Chi Minh City, 2025: nobody waits longer than 20 minutes."""


def checked_text(engine: Engine, check: Comparison | None) -> str:
    """Say what the check against the SimPy model has shown; of the model itself only its name.

    Parameters
    ----------
    engine
        The engine that served.
    check
        The comparison of the first month; None where it was left out.
    """
    if engine == "simpy":
        return "Engine: simpy."
    if check is None:
        return "The check against the SimPy model was left out."
    if check.difference:
        return (
            f"{_BAD} Checked against the SimPy model: they differ; this is a defect of the program."
        )
    return f"Checked against the SimPy model: {plural(check.operations, 'operation')} identical."


def run_page(result: Result, sourced: Sourcing, checked: str) -> RenderableType:
    """Compose the report of a run.

    Parameters
    ----------
    result
        The run.
    sourced
        What the scenario rests on.
    checked
        The line of `checked_text`.
    """
    names = Names(result.scenario)
    return Group(
        _title(result, names),
        section(
            Row("Waiting in the lobby", "result", _over(result), "norm (Decision 468)"),
            _waiting(result),
        ),
        section(Row("Dossiers", "share", _over(result), "number"), _dossiers(result)),
        section(
            Row("Queue, in open hours", "mean", "9 in 10 within", "longest mean"),
            _queues(result, names),
        ),
        section(
            Row("Officers and visits", "result", _over(result), "where"), _officers(result, names)
        ),
        _look_first(result),
        Text(_rests_on(sourced), style="dim"),
        Text(checked, style="red" if checked.startswith(_BAD) else "dim"),
    )


def rendered(page: RenderableType, *, width: int, colour: bool) -> str:
    """Return a page as text.

    Parameters
    ----------
    page
        What to show.
    width
        Columns of the screen; pages use at most 100.
    colour
        Whether to style it for a terminal.
    """
    text = StringIO()
    console = Console(
        file=text,
        width=min(max(width, NARROWEST), WIDEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(page)
    # Padding at the ends of lines would be copied along with them.
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def section(heads: Row, rows: Sequence[Row]) -> RenderableType:
    """Lay out rows below their heads, on the grid of all sections; nothing without rows."""
    if not rows:
        return Group()
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(width=_LABEL)
    grid.add_column(width=_VALUE, justify="right", no_wrap=True)
    grid.add_column(width=_INTERVAL, justify="right", no_wrap=True, style="dim")
    grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    name, *others = heads
    grid.add_row(Text(name, style="bold"), *(Text(str(head), style="dim") for head in others))
    for row in rows:
        grid.add_row(f"  {row.name}", row.value, row.interval, row.note)
    return Padding(grid, (0, 0, 1, 0))


def _title(result: Result, names: Names) -> RenderableType:
    period, finished = result.scenario.period, len(result.replications)
    facts = [
        f"{day(period.from_)} to {day(period.to)}",
        plural(finished, "replication"),
        f"seed {result.seed}",
    ]
    lines = [Text(names.center, style="bold"), Text(" · ".join(facts), style="dim")]
    if finished < result.planned:
        stopped = f"Interrupted: {finished} of {plural(result.planned, 'replication')} finished."
        lines.append(Text(stopped, style="yellow"))
    if finished == 1:
        lines.append(
            Text("One replication gives no interval: chance may be large.", style="yellow")
        )
    return Padding(Group(*lines), (0, 0, 1, 0))


def _over(result: Result) -> str:
    return "95 % interval" if len(result.replications) > 1 else ""


def _waiting(result: Result) -> list[Row]:
    wait, within_20 = result["wait_mean"], result["wait_within_20"]
    norms = [_against(wait, norm) for norm in NORMS] if wait.n else [Text()]
    everybody = _judged(within_20.mean == 1.0, NOBODY_LONGER) if within_20.n else ""
    return [
        Row("Mean wait", mean(wait, MINUTES), interval(wait, MINUTES), norms[0]),
        *(Row("", note=note) for note in norms[1:]),
        _estimated("Called within 15 min", result["wait_within_15"], PERCENT),
        _estimated("Called within 20 min", within_20, PERCENT, everybody),
        _estimated("Called within 30 min", result["wait_within_30"], PERCENT),
    ]


def _against(wait: Estimate, norm: Norm) -> Text:
    """Say whether a norm is met; where the interval holds it, that the runs cannot tell."""
    low = wait.mean if wait.low is None else wait.low
    high = wait.mean if wait.high is None else wait.high
    if low <= norm.minutes < high:
        return Text(f"? {norm.name}: unclear", style="yellow")
    return _judged(high <= norm.minutes, norm.name)


def _judged(is_met: bool, norm: str) -> Text:
    if is_met:
        return Text(f"✓ {norm}: met", style="green")
    return Text(f"{_BAD} {norm}: not met", style="red")


def _dossiers(result: Result) -> list[Row]:
    on_time = result.share("on_time_rate", lambda one: one["on_time_rate"] - one["before_due_rate"])
    overdue = result.share("on_time_rate", lambda one: 1 - one["on_time_rate"])
    counts = {
        name: number(result[name].mean, COUNT)
        for name in ("received", "carried_over", "settled", "open_at_end", "overdue")
    }
    return [
        _estimated(
            "Before due", result["before_due_rate"], PERCENT, f"of {counts['settled']} settled"
        ),
        _estimated("On time", on_time, PERCENT),
        _estimated("Overdue", overdue, PERCENT, f"{counts['overdue']} settled late"),
        _estimated(
            "Official rate",
            result["on_time_rate_official"],
            PERCENT,
            f"of {counts['received']} + {counts['carried_over']} carried over",
        ),
        Row("Still open", counts["open_at_end"], note=_open_note(result)),
        _estimated(
            "Time to result",
            result["cycle_time_mean"],
            HOURS,
            f"open hours on average; 9 in 10 within {number(result['cycle_time_p90'].mean, HOURS)}",
        ),
    ]


def _open_note(result: Result) -> str:
    unaccepted = result["unaccepted"].mean
    if not unaccepted:
        return "at the end of the period"
    return f"at the end; {number(unaccepted, COUNT)} more not accepted yet"


def _queues(result: Result, names: Names) -> list[Row]:
    stations = result.by("queueing_mean", Scope.STATION)
    rows = []
    for step, queue in result.by("queueing_mean", Scope.STEP).items():
        own = {key: value.mean for key, value in stations.items() if key.startswith(f"{step}/")}
        longest = max(own, key=own.__getitem__)
        rows.append(
            Row(
                names.step(step),
                number(queue.mean, HOURS),
                number(result[f"queueing_p90.{step}"].mean, HOURS),
                f"{number(own[longest], HOURS)} {names.field(longest.partition('/')[2])}",
            )
        )
    return rows


def _officers(result: Result, names: Names) -> list[Row]:
    rows = []
    station = result.highest("utilization", Scope.STATION)
    group = result.highest("utilization", Scope.GROUP)
    overtime = result.highest("overtime_hours", Scope.GROUP)
    if station:
        rows.append(_estimated("Busiest station", station[1], PERCENT, names.station(station[0])))
    if group:
        rows.append(_estimated("Busiest group", group[1], PERCENT, names.group(group[0])))
    if overtime and overtime[1].mean:
        most = f"{mean(overtime[1], HOURS)} {names.group(overtime[0])}"
        rows.append(_estimated("Overtime in all", result["overtime_hours"], HOURS, most))
    vain, visits = result["trips_in_vain"], result["visits"].mean
    share = number(vain.mean / visits if visits else nan, PERCENT)
    return [
        *rows,
        _estimated("Visits per dossier", result["visits_per_dossier"], RATIO),
        _estimated("Trips in vain", vain, COUNT, f"{share} of {number(visits, COUNT)} visits"),
    ]


def _estimated(name: str, estimate: Estimate, unit: Unit, note: str | Text = "") -> Row:
    if estimate.n == 1:
        return Row(name, number(estimate.mean, unit), note=note)
    return Row(name, mean(estimate, unit), interval(estimate, unit), note)


def _look_first(result: Result) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    for position, sentence in enumerate(findings(result), start=1):
        grid.add_row(f"  {position}", sentence)
    return Padding(Group(Text("What to look at first", style="bold"), grid), (0, 0, 1, 0))


def _rests_on(sourced: Sourcing) -> str:
    known = sourced.values - sourced.assumed
    return (
        f"Rests on {plural(sourced.assumed, 'assumption')}: {known} of the {sourced.values} values "
        "in the scenario have a source."
    )
