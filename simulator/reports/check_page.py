"""The page of `onestop check`: what is offered, what can be carried, and where it does not fit.

In: a scenario and its `CapacityCheck`. Out: a page for people, and data for programs. The verdict
comes first. It computes no load.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import isinf, nan

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.demand.by_weekday import Expected
from simulator.demand.capacity import CapacityCheck, CenterLoad, PoolLoad
from simulator.demand.size import Size
from simulator.language import _, ngettext
from simulator.reports.figures import (
    COUNT,
    HOURS,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    day,
    month,
    number,
    weekday,
)
from simulator.reports.labels import Names, in_words
from simulator.reports.measured_times import measured_times_data, measured_times_lines
from simulator.reports.remarks import closed_days, remarks, scaling
from simulator.reports.sizes import memory_problem, size_line
from simulator.scenario import STEPS, Scenario
from simulator.scenario.vocabulary import WEEKDAYS

MEAN_COUNT = Unit("")
"""Numbers a day, with a decimal."""

TIGHT = 0.9
"""Load from which a group has little to spare."""


def check_page(
    scenario: Scenario, check: CapacityCheck, size: Size, available: int | None
) -> RenderableType:
    """Compose the page of the check.

    Parameters
    ----------
    scenario
        What was checked.
    check
        Its loads.
    size
        The expected size of a replication.
    available
        Bytes of memory that are free; None where that is not known.
    """
    names = Names(scenario)
    return Group(
        Padding(_title(names, check), (0, 0, 1, 0)),
        Padding(_verdict(names, check), (0, 0, 1, 0)),
        *_measured_times(scenario),
        *(Padding(Text(f"! {remark}", "yellow"), (0, 0, 1, 0)) for remark in remarks(scenario)),
        Padding(_groups(names, check), (0, 0, 1, 0)),
        Padding(_stations(names, check), (0, 0, 1, 0)),
        Padding(_weekdays(check.expected), (0, 0, 1, 0)),
        *_closed_days(check.expected),
        *_scaled(scenario, check.expected),
        *_cost(scenario),
        Padding(_size(size, available), (0, 0, 1, 0)),
        *(Text(text, style="dim") for text in _legend(check)),
    )


def check_data(
    scenario: Scenario, check: CapacityCheck, size: Size, available: int | None
) -> dict[str, object]:
    """Return the check for programs; an infinite load is null, with `can_carry` false.

    Parameters
    ----------
    scenario, check, size, available
        As of `check_page`.
    """
    return {
        "scenario": Names(scenario).center,
        "feasible": check.feasible,
        "staff_cost_a_year": scenario.staff_cost,
        "currency": Names(scenario).currency or None,
        "operations": round(size.operations),
        "memory_bytes": round(size.memory),
        "memory_free_bytes": available,
        "measured_times": measured_times_data(scenario),
        "expected": asdict(check.expected),
        "remarks": remarks(scenario),
        "period": _data(check.period),
        "busiest_month": _data(check.busiest_month) if check.busiest_month else None,
    }


def _weekdays(expected: Expected) -> RenderableType:
    """Lay out what comes on each weekday, and on a working day on average."""
    has_online = expected.online > 0
    heads = [_("Expected by day of the week"), _("visits"), _("dossiers")]
    table = _table([*heads, *([_("of them online")] if has_online else [])])

    def add(name: str, *numbers: float) -> None:
        shown = numbers if has_online else numbers[:2]
        table.add_row(_indented(name), *(number(value, MEAN_COUNT) for value in shown))

    for row in expected.weekdays:
        add(weekday(WEEKDAYS.index(row.weekday)), row.visits, row.dossiers, row.online)
    days = expected.working_days
    if days:
        for name, *numbers in (
            (
                _("All of them, per working day"),
                *(expected.filing_visits, expected.dossiers, expected.online),
            ),
            (_("With visits for missing papers, supplements, results"), expected.visits, nan, nan),
        ):
            add(name, *(value / days for value in numbers))
    return table


def _closed_days(expected: Expected) -> Iterator[RenderableType]:
    """Say what of the online filings comes on closed days, and why."""
    if expected.online_when_closed:
        share = number(expected.online_when_closed / expected.online, PERCENT)
        message = _("Online filings on closed days: {share}. {why}")
        yield Padding(Text(message.format(share=share, why=closed_days())), (0, 0, 1, 0))


def _scaled(scenario: Scenario, expected: Expected) -> Iterator[RenderableType]:
    """Say what the volumes were multiplied by, where they were scaled."""
    if scenario.demand.scale_to:
        yield Padding(Text(scaling(scenario, expected.scale)), (0, 0, 1, 0))


def _cost(scenario: Scenario) -> Iterator[RenderableType]:
    """Say what the officers cost, where a scenario gives their cost."""
    cost = scenario.staff_cost
    if cost:
        amount = f"{number(cost, COUNT)} {Names(scenario).currency}".rstrip()
        said = _("The officers cost {amount} a year.").format(amount=amount)
        yield Padding(Text(said), (0, 0, 1, 0))


def _size(size: Size, available: int | None) -> RenderableType:
    """Say what a replication takes, and first where that is more than there is."""
    problem = memory_problem([size.memory], available)
    if problem:
        return Text(_("✗ It cannot be run here: {problem}.").format(problem=problem), style="red")
    return Text(size_line(size, available))


def _measured_times(scenario: Scenario) -> Iterator[RenderableType]:
    """Say what was read from tables, where a scenario names some."""
    lines = measured_times_lines(scenario)
    if lines:
        yield Text(_("Measured times"), style="bold")
        yield from map(_indented, lines)
        yield Text("")


def _data(load: CenterLoad) -> object:
    own = asdict(load) | {"load": load.load, "feasible": load.feasible}
    own["pools"] = [asdict(pool) | {"can_carry": pool.can_carry} for pool in load.pools]
    return _plain(own)


def _plain(value: object) -> object:
    """Return data in what JSON has: dates as texts, nothing for the infinite."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        return None if isinf(value) else value
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _title(names: Names, check: CapacityCheck) -> RenderableType:
    period = check.period
    days = ngettext(
        "{first} to {last} · {n} open day", "{first} to {last} · {n} open days", period.open_days
    ).format(first=day(period.first), last=day(period.last), n=number(period.open_days, COUNT))
    return Group(Text(names.center, style="bold"), Text(days, style="dim"))


def _verdict(names: Names, check: CapacityCheck) -> RenderableType:
    """Say whether the load can be carried, and name every pool that cannot."""
    if not check.period.pools:
        return Text(_("The scenario is valid. No work is offered in the period."))
    reasons = [_bottleneck(names, check)] if check.feasible else list(_overloads(names, check))
    if check.feasible:
        said = Text(_("✓ The scenario is valid, and its officers can carry the load."), "green")
    elif check.period.feasible:
        said = Text(
            _(
                "! The scenario is valid. Its officers can carry the load of the period, but not "
                "that of its busiest month."
            ),
            "yellow",
        )
    else:
        said = Text(_("✗ The scenario is valid, but its officers cannot carry the load."), "red")
    grid = Table.grid()
    grid.add_column(width=2)
    grid.add_column(ratio=1)
    for reason in reasons:
        grid.add_row("", reason)
    return Group(said, grid)


def _bottleneck(names: Names, check: CapacityCheck) -> str:
    worst, busiest = check.period.pools[0], check.busiest_month
    needed = {"groups": _officers(names, worst), "load": number(worst.load, ROUND_PERCENT)}
    if worst.is_bound_to_doors:
        return _(
            "The bottleneck is {groups}: {load} of their hours in which citizens can be served "
            "are needed."
        ).format(**needed)
    if busiest is None:
        return _("The bottleneck is {groups}: {load} of their hours are needed.").format(**needed)
    return _(
        "The bottleneck is {groups}: {load} of their hours are needed, {then} in {month}."
    ).format(**needed, then=number(busiest.load, ROUND_PERCENT), month=month(busiest.first))


def _overloads(names: Names, check: CapacityCheck) -> Iterator[str]:
    """Name the pools that cannot carry their work; those of the month where the period's can."""
    told: set[str] = set()
    for load in filter(None, (check.period, check.busiest_month)):
        for pool in load.pools:
            if not pool.can_carry and not told.issuperset(pool.stations):
                told.update(pool.stations)
                is_period = load is check.period
                when = _("Over the period") if is_period else _("In {month}")
                yield _("{when}, {overload}").format(
                    when=when.format(month=month(load.first)), overload=_overload(names, pool)
                )


def _overload(names: Names, pool: PoolLoad) -> str:
    stations = in_words([names.station(station) for station in pool.stations], most=3)
    if isinf(pool.load) and pool.is_bound_to_doors:
        return _(
            "nobody is on duty while the doors are open for the citizens of {stations}: {groups} "
            "are there only while they are shut."
        ).format(stations=stations, groups=_officers(names, pool))
    if isinf(pool.load):
        return _("nobody is on duty for the work of {stations}.").format(stations=stations)
    if pool.is_bound_to_doors:
        message = _(
            "{groups} would need {load} of their hours in which citizens can be served for "
            "{stations}: {work} of work an open day, {duty} of such hours."
        )
    else:
        message = _(
            "{groups} would need {load} of their hours for {stations}: {work} of work an open day, "
            "{duty} on duty."
        )
    return message.format(
        groups=_officers(names, pool),
        load=number(pool.load, ROUND_PERCENT),
        stations=stations,
        work=number(pool.work_hours, HOURS),
        duty=number(pool.capacity_hours, HOURS),
    )


def _officers(names: Names, pool: PoolLoad) -> str:
    return in_words([names.group(group) for group in pool.groups], most=3)


def _legend(check: CapacityCheck) -> Iterator[str]:
    """Say what the numbers are."""
    yield _(
        "Hours an open day. Load is the work offered ÷ the hours on duty; groups that share "
        "stations share their work as evenly as they can. ✗ cannot be carried."
    )
    if _is_bound_to_doors(check):
        yield _(
            "Citizens are served while the doors are open; before, as far as they stand at the "
            "door; after closing, where all who wait are served, by who was on duty until then."
        )


def _is_bound_to_doors(check: CapacityCheck) -> bool:
    loads = filter(None, (check.period, check.busiest_month))
    return any(pool.is_bound_to_doors for load in loads for pool in load.pools)


def _groups(names: Names, check: CapacityCheck) -> RenderableType:
    """Set work against duty by group, the fullest first."""
    period, busiest_month, is_bound = check.period, check.busiest_month, _is_bound_to_doors(check)
    heads = [_("Groups of officers"), _("on duty"), _("work"), _("load")]
    if is_bound:
        heads.insert(2, _("for citizens"))
    busiest = {}
    if busiest_month:
        heads.append(month(busiest_month.first))
        busiest = {group.group: group.load for group in busiest_month.groups}
    table = _table(heads)
    for group in sorted(period.groups, key=lambda group: -group.load):
        hours = [group.capacity_hours]
        if is_bound:
            hours.append(nan if group.in_person_hours is None else group.in_person_hours)
        cells = [_load(group.load)]
        if busiest_month:
            cells.append(_load(busiest[group.group]))
        table.add_row(
            _indented(names.group(group.group)),
            *(number(value, HOURS) for value in (*hours, group.work_hours)),
            *cells,
        )
    return table


def _stations(names: Names, check: CapacityCheck) -> RenderableType:
    """Lay out the work of the stations, fields by steps, those that cannot be carried marked."""
    work = {station.station: station.work_hours for station in check.period.stations}
    loads = [load for load in (check.period, check.busiest_month) if load]
    too_much = {
        station
        for load in loads
        for pool in load.pools
        if not pool.can_carry
        for station in pool.stations
    }
    steps = [step for step in STEPS if any(name.startswith(f"{step}/") for name in work)]
    table = _table([_("Work of the stations"), *map(names.step, steps)])
    for field in names.scenario.fields:
        cells = []
        for step in steps:
            station = f"{step}/{field}"
            hours = number(work.get(station, nan), HOURS)
            is_too_much = station in too_much
            cells.append(Text(f"✗ {hours}" if is_too_much else hours, "red" if is_too_much else ""))
        table.add_row(_indented(names.field(field)), *cells)
    return table


def _table(heads: Sequence[str]) -> Table:
    """Begin a table with a column of names and columns of numbers."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    for _number in heads[1:]:
        table.add_column(justify="right", no_wrap=True, min_width=8)
    table.add_row(Text(heads[0], style="bold"), *(Text(head, style="dim") for head in heads[1:]))
    return table


def _indented(name: str) -> Padding:
    return Padding(name, (0, 0, 0, 2))


def _load(load: float) -> Text:
    if load > 1:
        return Text(number(load, ROUND_PERCENT), style="red")
    return Text(number(load, ROUND_PERCENT), style="yellow" if load > TIGHT else "")
