"""The page of `onestop check`: what is offered, what can be carried, and where it does not fit.

In: a scenario and its `CapacityCheck`. Out: a document for people, and data for programs. The
verdict comes first. It computes no load.
"""

from collections.abc import Iterator
from dataclasses import asdict
from math import isinf, nan

from pydantic_core import to_jsonable_python

from simulator.demand.by_weekday import Expected
from simulator.demand.capacity import CapacityCheck, CenterLoad, PoolLoad
from simulator.demand.size import Size
from simulator.language import _, ngettext
from simulator.reports.check.remarks import (
    closed_days,
    crowded_slots,
    measured_times_data,
    measured_times_lines,
    remarks,
    scaling,
)
from simulator.reports.check.sizes import memory_problem, size_line
from simulator.reports.document import Block, Cell, Document, Items, Row, Section, Table, Text, Tone
from simulator.reports.figures import (
    COUNT,
    HOURS,
    PERCENT,
    ROUND_PERCENT,
    Unit,
    day,
    month,
    number,
    priced,
    weekday,
)
from simulator.reports.labels import Names, in_words
from simulator.scenario import STEPS, Scenario
from simulator.scenario.vocabulary import WEEKDAYS

MEAN_COUNT = Unit("")
"""Numbers a day, with a decimal."""

TIGHT = 0.9
"""Load from which a group has little to spare."""


def check_document(
    scenario: Scenario, check: CapacityCheck, size: Size, available: int | None
) -> Document:
    """Say what the check has shown.

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
    names, period = Names(scenario), check.period
    days = ngettext(
        "{first} to {last} · {n} open day", "{first} to {last} · {n} open days", period.open_days
    ).format(first=day(period.first), last=day(period.last), n=number(period.open_days, COUNT))
    return Document(
        title=names.center,
        facts=[days],
        body=[
            _verdict(names, check),
            Section(_("Measured times"), [Items(measured_times_lines(scenario))]),
            *(
                Text(f"! {remark}", Tone.UNCLEAR)
                for remark in remarks(scenario) + crowded_slots(scenario, check.slots)
            ),
            _groups(names, check),
            _stations(names, check),
            _weekdays(check.expected),
            *_beside(scenario, check.expected),
            _size(size, available),
            Section("", [Text(text, Tone.QUIET) for text in _legend(check)]),
        ],
    )


def check_data(
    scenario: Scenario, check: CapacityCheck, size: Size, available: int | None
) -> dict[str, object]:
    """Return the check for programs; an infinite load is null, with `can_carry` false.

    Parameters
    ----------
    scenario, check, size, available
        As of `check_document`.
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
        "remarks": remarks(scenario) + crowded_slots(scenario, check.slots),
        "period": _data(check.period),
        "busiest_month": _data(check.busiest_month) if check.busiest_month else None,
    }


def _weekdays(expected: Expected) -> Table:
    """Lay out what comes on each weekday, and on a working day on average."""
    counts: list[tuple[str, *tuple[float, ...]]] = [
        (weekday(WEEKDAYS.index(row.weekday)), row.visits, row.dossiers, row.online)
        for row in expected.weekdays
    ]
    if days := expected.working_days:
        filed = (expected.filing_visits, expected.dossiers, expected.online)
        counts += [
            (_("All of them, per working day"), *(count / days for count in filed)),
            (
                _("With visits for missing papers, supplements, results"),
                expected.visits / days,
                nan,
                nan,
            ),
        ]
    heads = (_("Expected by day of the week"), _("visits"), _("dossiers"), _("of them online"))
    columns = len(heads) if expected.online > 0 else len(heads) - 1
    return _table(
        heads[:columns],
        [
            (name, *(number(value, MEAN_COUNT) for value in values))[:columns]
            for name, *values in counts
        ],
    )


def _beside(scenario: Scenario, expected: Expected) -> Iterator[str]:
    """Say what comes on closed days, what the volumes were multiplied by, and what officers cost.

    Each only where there is such a thing.
    """
    if expected.online_when_closed:
        yield _("Online filings on closed days: {share}. {why}").format(
            share=number(expected.online_when_closed / expected.online, PERCENT), why=closed_days()
        )
    if scenario.demand.scale_to:
        yield scaling(scenario, expected.scale)
    if cost := scenario.staff_cost:
        amount = priced(cost, Names(scenario).currency)
        yield _("The officers cost {amount} a year.").format(amount=amount)
        if not scenario.currency:
            yield _("No unit of the costs is named: write one as `currency`, such as million VND.")


def _size(size: Size, available: int | None) -> Text:
    """Say what a replication takes, and first where that is more than there is."""
    problem = memory_problem([size.memory], available)
    if problem:
        return Text(_("✗ It cannot be run here: {problem}.").format(problem=problem), Tone.MISSED)
    return Text(size_line(size, available))


def _data(load: CenterLoad) -> object:
    """Return loads in what JSON has: dates as texts, nothing for the infinite."""
    own = asdict(load) | {"load": load.load, "feasible": load.feasible}
    own["pools"] = [asdict(pool) | {"can_carry": pool.can_carry} for pool in load.pools]
    return to_jsonable_python(own, inf_nan_mode="null")


def _verdict(names: Names, check: CapacityCheck) -> Block:
    """Say whether the load can be carried, and name every pool that cannot."""
    if not check.period.pools:
        return _("The scenario is valid. No work is offered in the period.")
    if check.feasible:
        said = _("✓ The scenario is valid, and its officers can carry the load.")
        return Section("", [Text(said, Tone.MET), Items([_bottleneck(names, check)])])
    if check.period.feasible:
        said = _(
            "! The scenario is valid. Its officers can carry the load of the period, but not that "
            "of its busiest month."
        )
        verdict = Text(said, Tone.UNCLEAR)
    else:
        said = _("✗ The scenario is valid, but its officers cannot carry the load.")
        verdict = Text(said, Tone.MISSED)
    return Section("", [verdict, Items(list(_overloads(names, check)))])


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


def _groups(names: Names, check: CapacityCheck) -> Table:
    """Set work against duty by group, the fullest first."""
    busiest_month, is_bound = check.busiest_month, _is_bound_to_doors(check)
    busiest = {group.group: group.load for group in busiest_month.groups} if busiest_month else {}
    rows: list[Row] = []
    for group in sorted(check.period.groups, key=lambda group: -group.load):
        in_person = nan if group.in_person_hours is None else group.in_person_hours
        hours = [group.capacity_hours, *([in_person] if is_bound else []), group.work_hours]
        loads = [group.load, *([busiest[group.group]] if busiest_month else [])]
        rows.append(
            (
                names.group(group.group),
                *(number(value, HOURS) for value in hours),
                *(_load(load) for load in loads),
            )
        )
    heads = (
        *(_("Groups of officers"), _("on duty")),
        *([_("for citizens")] if is_bound else []),
        *(_("work"), _("load")),
        *([month(busiest_month.first)] if busiest_month else []),
    )
    return _table(heads, rows)


def _stations(names: Names, check: CapacityCheck) -> Table:
    """Lay out the work of the stations, fields by steps, those that cannot be carried marked."""
    work = {station.station: station.work_hours for station in check.period.stations}
    too_much = {
        station
        for load in (check.period, check.busiest_month)
        if load
        for pool in load.pools
        if not pool.can_carry
        for station in pool.stations
    }
    steps = [step for step in STEPS if any(name.startswith(f"{step}/") for name in work)]

    def cell(station: str) -> Cell:
        hours = number(work.get(station, nan), HOURS)
        return Text(f"✗ {hours}", Tone.MISSED) if station in too_much else hours

    return _table(
        (_("Work of the stations"), *map(names.step, steps)),
        [
            (names.field(field), *(cell(f"{step}/{field}") for step in steps))
            for field in names.scenario.fields
        ],
    )


def _table(heads: tuple[str, ...], rows: list[Row]) -> Table:
    """Return a table with a column of names and columns of numbers."""
    others = range(1, len(heads))
    return Table("", heads, tuple(rows), frozenset(others), widths=(0, *(8 for _column in others)))


def _load(load: float) -> Text:
    tone = Tone.MISSED if load > 1 else Tone.UNCLEAR if load > TIGHT else Tone.PLAIN
    return Text(number(load, ROUND_PERCENT), tone)
