"""What a sensitivity analysis says: the answer and its two intervals, what decides it, what turns.

In: a `Sensitivity`, and how it came about. Out: a `Document` for the terminal, the page and the
workbook. It decides nothing: sentences and charts are made by others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.language import _
from simulator.reports.both_intervals import both_intervals
from simulator.reports.certainty import common_numbers_text
from simulator.reports.charts.telling import MOST_ROWS
from simulator.reports.comparison.charts import unit_text
from simulator.reports.comparison.telling import few_replications
from simulator.reports.document import (
    Cell,
    Charts,
    Document,
    Interval,
    Number,
    Section,
    Shown,
    Table,
    Text,
    Tone,
)
from simulator.reports.figures import (
    ABSENT,
    PERCENT,
    Unit,
    bare_unit,
    counted,
)
from simulator.reports.framing import about, answered_first, look_first, notes_below, on_terminal
from simulator.reports.moved import Moved
from simulator.reports.run.answer import checked_text
from simulator.reports.sensitivity.telling import SensitivityWords
from simulator.signs import as_typed
from simulator.studies.assumptions import unmoved
from simulator.studies.sensitivity import Bar, Sensitivity, Spread, Tornado

LEAST_ROWS = 3
"""Assumptions that a terminal shows at least, whether their effect is seen or not."""


def sensitivity_document(of: Sensitivity, origin: Mapping[str, Any]) -> Document:
    """Say what a sensitivity analysis has shown, in the language that is spoken.

    Parameters
    ----------
    of
        What came of it.
    origin
        How it came about.
    """
    told = SensitivityWords(of)
    found, tables = told.findings(), [_effects(told, each) for each in of.tornadoes]
    return Document(
        title=told.names.center,
        facts=[
            told.names.period,
            counted("{n} assumption", "{n} assumptions", len(of.space.assumptions)),
            counted("{n} replication", "{n} replications", of.replications),
            _("seed {seed}").format(seed=of.seed),
        ],
        warnings=few_replications(of.asked.replications),
        body=[
            *answered_first(found, [common_numbers_text(), *told.notes(), checked_text(origin)]),
            both_intervals(told.answers, told.apart),
            *(on_terminal(_most(*each)) for each in zip(of.tornadoes, tables, strict=True)),
            _switches(told),
            on_terminal(look_first(found)),
            notes_below(told.notes(), origin),
        ],
        chapters=lambda: _chapters(told, tables),
        sheets=lambda answer: (
            answer,
            Section(_("Effects"), [*tables, *(_pairs(told, each) for each in of.spreads)]),
            _moved_together(told),
            _unmoved(told),
            _about(told, origin),
        ),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def _effects(told: SensitivityWords, of: Tornado) -> Table:
    """List what each assumption does to an answer."""
    quantity = of.measure.entry.quantity
    heads = (
        _("Assumption"),
        _("now"),
        *(_("at the least"), _("change"), _("95 % together")),
        *(_("at the most"), _("change"), _("95 % together")),
    )
    rows = tuple(
        (
            told.assumption(bar.assumption.name),
            told.value(bar.assumption.name, 0.0),
            *_move(told, bar, -1.0, bare_unit(quantity)),
            *_move(told, bar, 1.0, bare_unit(quantity)),
        )
        for bar in of.bars
        if bar.reach
    )
    title = _("{measure}: change in {unit}, as little and as much as each may be").format(
        measure=told.measure(of.measure), unit=unit_text(quantity)
    )
    return Table(title, heads, rows, numbers=frozenset({3, 4, 6, 7}))


def _most(of: Tornado, table: Table) -> Table:
    """Return what is seen of a table of effects, with what a terminal has room for."""
    seen = [place for place, bar in enumerate(of.bars, start=1) if bar.is_seen]
    most = min(max(LEAST_ROWS, *seen, 0), MOST_ROWS)
    heads = (*table.heads[:3], _("the least"), "", "", _("the most"), "")
    hidden = dict.fromkeys((1, 2, 4, 5, 7), ~Shown.ON_TERMINAL)
    return replace(table, heads=heads, rows=table.rows[:most], widths=(44, 9), shown=hidden)


def _move(told: SensitivityWords, bar: Bar, position: float, unit: Unit) -> tuple[Cell, Cell, Cell]:
    """Return the value of a move, what it does, and how sure that is."""
    effect = bar.effect(position)
    if effect is None:
        return "", Text(ABSENT, Tone.QUIET), ""
    value = told.value(bar.assumption.name, position)
    if effect.estimate is None:
        return value, Number.of(effect.value, unit, Tone.QUIET), ""
    tone = Tone.PLAIN if effect.is_seen else Tone.QUIET
    return value, Number.of(effect.estimate, unit, tone), Interval(effect.estimate, unit)


def _switches(told: SensitivityWords) -> Table:
    """List where assumptions turn what is said of a criterion."""
    rows = tuple((told.criterion(each.criterion), *told.turning(each)) for each in told.of.switches)
    heads = (_("Holds or not"), _("Assumption"), _("now"), _("turns at"), _("from"), _("to"))
    shown = dict.fromkeys((4, 5), ~Shown.ON_TERMINAL)
    note = _("From, to: as far as chance leaves it open.")
    return Table(_("Switching values"), heads, rows, note=note, shown=shown)


def _pairs(told: SensitivityWords, spread: Spread) -> Table:
    """List the assumptions that act together."""
    rows = tuple(
        (
            told.assumption(each.names[0]),
            told.assumption(each.names[1]),
            Number.of(each.share, PERCENT),
        )
        for each in spread.pairs
    )
    heads = (_("Assumption"), _("with"), _("explains more"))
    return Table(_("Assumptions that act together"), heads, rows, frozenset({2}))


def _moved_together(told: SensitivityWords) -> Section:
    """List every value that was moved: those of an assumption move together."""
    rows = tuple(
        (told.assumption(name), *row)
        for name in told.of.space.assumptions
        for center, assumption in told.of.space.own(name)[:1]
        for row in Moved(center.scenario).rows(assumption)
    )
    heads = (_("Assumption"), _("Value"), _("now"), _("at the least"), _("at the most"))
    return Section(
        _("What was moved"),
        (
            _("The values of an assumption move together, each as far as it may be otherwise:"),
            Table("", heads, rows, is_list=True),
        ),
        "moved",
    )


def _unmoved(told: SensitivityWords) -> Section:
    """List what was not moved."""
    first = told.of.asked.centers[0]
    paths = unmoved(first.resolved.tree, tuple(told.of.space.assumptions.values()))
    rows = tuple((".".join(path),) for path in paths)
    what = _("Zeros, what is no number, and numbers whose source is stated without a range:")
    if told.is_compared:
        what = _(
            "Zeros, what is no number, numbers whose source is stated without a range, and values "
            "that the two Centers are compared by:"
        )
    return Section(
        _("What was not moved"),
        (
            what,
            Table("", (_("Value"),), rows, is_list=True),
        ),
        "unmoved",
    )


def _chapters(told: SensitivityWords, tables: Sequence[Table]) -> Iterator[Section]:
    from simulator.reports.sensitivity.charts import tornado_chart  # noqa: PLC0415  # terminals need no drawing

    answers = zip(told.of.tornadoes, told.of.spreads, tables, strict=True)
    for place, (each, spread, table) in enumerate(answers):
        drawn = tornado_chart(told, each, key=f"tornado_{place}")
        yield Section(
            told.measure(each.measure),
            (Charts([drawn] if drawn else []), table, _pairs(told, spread)),
            f"answer-{place}",
        )
    yield _moved_together(told)
    yield _unmoved(told)


def _about(told: SensitivityWords, origin: Mapping[str, Any]) -> Section:
    return about(
        {
            _("Center"): told.names.center,
            _("Period"): told.names.period,
            _("Seed"): str(told.of.seed),
            _("Command"): as_typed(origin["command"]),
            _("Version"): str(origin["version"]),
        }
    )
