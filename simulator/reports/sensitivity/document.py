"""What a sensitivity analysis says: the answer and its two intervals, what decides it, what turns.

In: a `Sensitivity`, and how it came about. Out: a `Document` for the terminal, the page and the
workbook. It decides nothing: sentences and charts are made by others.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.language import _
from simulator.reports.certainty import common_numbers_text
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
    ROUND_PERCENT,
    Unit,
    counted,
    difference_unit,
    number,
)
from simulator.reports.framing import about, answered_first, look_first, notes_below, on_terminal
from simulator.reports.run.answer import checked_text
from simulator.reports.sensitivity.telling import Telling
from simulator.signs import as_typed
from simulator.studies.sensitivity import Bar, Sensitivity, Tornado


def sensitivity_document(of: Sensitivity, origin: Mapping[str, Any]) -> Document:
    """Say what a sensitivity analysis has shown, in the language that is spoken.

    Parameters
    ----------
    of
        What came of it.
    origin
        How it came about.
    """
    told = Telling(of)
    found, tables = told.findings(), [_effects(told, each) for each in of.tornadoes]
    return Document(
        title=told.names.center,
        facts=[
            told.names.period,
            counted("{n} assumption", "{n} assumptions", len(of.space.assumptions)),
            _("seed {seed}").format(seed=of.seed),
        ],
        body=[
            *answered_first(found, [common_numbers_text(), *told.notes(), checked_text(origin)]),
            _answers(told),
            *map(on_terminal, tables),
            _switches(told),
            on_terminal(look_first(found)),
            notes_below(told.notes(), origin),
        ],
        chapters=lambda: _chapters(told, tables),
        sheets=lambda answer: (
            answer,
            Section(_("Effects"), tables),
            _about(told, origin),
        ),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def _answers(told: Telling) -> Table:
    """Set the interval from the assumptions beside that from chance."""
    rows = tuple(
        (
            told.measure(each.measure),
            Number.of(each.base, told.unit(each.measure)),
            Interval(each.base, told.unit(each.measure)),
            Interval(told.spread(spread, each.base), told.unit(each.measure)),
            number(spread.explained, ROUND_PERCENT),
        )
        for each, spread in zip(told.of.tornadoes, told.of.spreads, strict=True)
    )
    heads = (
        _("Answer"),
        _("mean"),
        _("by chance"),
        _("by the assumptions"),
        _("one by one they explain"),
    )
    return Table("", heads, rows, frozenset({1, 2, 3, 4}), widths=(26, 9, 13, 13))


def _effects(told: Telling, of: Tornado) -> Table:
    """List what each assumption does to an answer."""
    heads = (
        _("Assumption"),
        _("now"),
        _("less"),
        _("then"),
        _("95 % together"),
        _("more"),
        _("then"),
        _("95 % together"),
    )
    unit = difference_unit(of.measure.entry.quantity)
    rows = tuple(
        (
            told.moved.name(bar.assumption),
            told.moved.value(bar.assumption, 0.0),
            *_move(told, bar, -1.0, unit),
            *_move(told, bar, 1.0, unit),
        )
        for bar in of.bars
        if bar.reach
    )
    return Table(
        _("What changes: {measure}").format(measure=told.measure(of.measure)),
        heads,
        rows,
        numbers=frozenset({3, 4, 6, 7}),
        widths=(34, 9, 9),
        shown=dict.fromkeys((1, 2, 4, 5, 7), ~Shown.ON_TERMINAL),
    )


def _move(told: Telling, bar: Bar, position: float, unit: Unit) -> tuple[Cell, Cell, Cell]:
    """Return the value of a move, what it does, and how sure that is."""
    effect = next((each for each in bar.effects if each.position == position), None)
    if effect is None:
        return "", Text(ABSENT, Tone.QUIET), ""
    value = told.moved.value(bar.assumption, position)
    if effect.estimate is None:
        return value, Number.of(effect.value, unit, Tone.QUIET), ""
    tone = Tone.PLAIN if effect.is_seen else Tone.QUIET
    return value, Number.of(effect.estimate, unit, tone), Interval(effect.estimate, unit)


def _switches(told: Telling) -> Table:
    """List where assumptions turn what is said of a criterion."""
    rows = tuple(
        (
            told.criterion(each.criterion),
            told.moved.name(each.assumption),
            told.moved.value(each.assumption, 0.0),
            told.moved.value(each.assumption, each.position),
            told.moved.value(each.assumption, each.low),
            told.moved.value(each.assumption, each.high),
        )
        for each in told.of.switches
    )
    heads = (
        _("Turns"),
        _("Assumption"),
        _("now"),
        _("turns at"),
        _("from"),
        _("to"),
    )
    shown = dict.fromkeys((4, 5), ~Shown.ON_TERMINAL)
    return Table(_("Switching values"), heads, rows, shown=shown)


def _chapters(told: Telling, tables: list[Table]) -> Iterator[Section]:
    from simulator.reports.sensitivity.charts import tornado_chart  # noqa: PLC0415  # terminals need no drawing

    for number_of, (each, table) in enumerate(zip(told.of.tornadoes, tables, strict=True)):
        drawn = tornado_chart(told, each)
        yield Section(
            told.measure(each.measure), (Charts([drawn] if drawn else []), table), f"m{number_of}"
        )


def _about(told: Telling, origin: Mapping[str, Any]) -> Section:
    return about(
        {
            _("Center"): told.names.center,
            _("Period"): told.names.period,
            _("Seed"): str(told.of.seed),
            _("Command"): as_typed(origin["command"]),
            _("Version"): str(origin["version"]),
        }
    )
