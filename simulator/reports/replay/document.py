"""What a replay says: the day as the log has it, as the model has it, and with the change.

In: a `Replay`, and how it came about. Out: a `Document` for terminal, page and workbook. It decides
nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from simulator.language import _
from simulator.measures import Estimate, MeasureKey
from simulator.reports.certainty import assumptions_text, unlike_note
from simulator.reports.differences import difference_text
from simulator.reports.document import (
    Cell,
    Charts,
    Document,
    Interval,
    Items,
    Number,
    Row,
    Section,
    Shown,
    Table,
    Text,
    Tone,
)
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    ROUND_PERCENT,
    Unit,
    bare_unit,
    counted,
    day,
    mean_and_interval,
    number,
)
from simulator.reports.framing import about, answered_first, notes_below, on_terminal
from simulator.reports.labels import Names
from simulator.reports.run.answer import checked_text
from simulator.scenario import Scenario
from simulator.signs import as_typed
from simulator.studies.replay.replaying import Replay
from simulator.studies.validation.scores import FIGURES

ALL = -1
"""The place of all tickets behind those of the queues."""

LEAST = 20
"""Replications from which it is said that the model does not repeat a day."""

RARE = 0.025
"""Share of the replications on one side of what was seen, below which it does not."""

HOURS = Unit(" h", decimals=1)


def replay_document(
    of: Replay,
    scenario: Scenario,
    origin: Mapping[str, Any],
    *,
    change: str = "",
    remarks: Sequence[str] = (),
) -> Document:
    """Say what a replay has shown, in the language that is spoken.

    Parameters
    ----------
    of
        What came of it.
    scenario
        The office.
    origin
        How it came about: `simulator.results.provenance`.
    change
        The values that were set.
    remarks
        What is to be known of how the log was read.
    """
    names = Names(scenario)
    found, notes = [*replay_sentences(of, change)], [*filter(None, _notes(of, scenario))]
    tables = [_of_all(of, names), _by_queue(of, names, 0)]
    return Document(
        title=names.center,
        facts=[
            days_text(of.days),
            counted("{n} ticket", "{n} tickets", int(of.tickets[ALL])),
            counted("{n} replication", "{n} replications", of.replications),
            _("seed {seed}").format(seed=origin["seed"]),
        ],
        warnings=[*replay_warnings(of), *remarks],
        body=[
            *answered_first(found, [*notes, checked_text(origin)]),
            on_terminal(Items(found)),
            *map(on_terminal, tables),
            notes_below(notes, origin),
        ],
        chapters=lambda: _chapters(of, names, tables),
        sheets=lambda answer: (
            answer,
            Section(_("All tickets"), tables[:1]),
            Section(_("Queues"), [_by_queue(of, names, each) for each in range(len(FIGURES))]),
            _about(of, names, origin, change),
        ),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def days_text(days: Sequence[date]) -> str:
    """Name some days: the only one, or the first and the last with how many they are."""
    if len(days) == 1:
        return day(days[0])
    return _("{n} days from {first} to {last}").format(
        n=number(len(days), COUNT), first=day(min(days)), last=day(max(days))
    )


def replay_sentences(of: Replay, change: str) -> Iterator[str]:
    """Say what a replay has shown, of the log, the model, and what was set."""
    modelled = mean_and_interval(of.modelled[0][ALL], MINUTES)
    if of.unserved < of.tickets[ALL]:
        yield _(
            "The log has a mean wait of {seen}, the model of the same tickets {modelled}."
        ).format(seen=number(float(of.seen[0, ALL]), MINUTES), modelled=modelled)
    else:
        yield _("The model of these tickets has a mean wait of {modelled}.").format(
            modelled=modelled
        )
    if of.changed is None or of.difference is None or of.citizens is None:
        return
    text = (
        _("With {change} the mean wait of the model is {difference}.")
        if of.changed[0][ALL].n
        else _("With {change} nobody is called in the model.")
    )
    yield text.format(change=as_typed(change), difference=_difference(0, of.difference[0][ALL]))
    citizens = of.citizens
    yield _(
        "Of {tickets} citizens {shorter} are called at least a minute earlier, {longer} at least a "
        "minute later, on average."
    ).format(
        tickets=number(float(of.tickets[ALL]), COUNT),
        shorter=number(citizens.shorter.mean, COUNT),
        longer=number(citizens.longer.mean, COUNT),
    )
    for estimate, unit, more, less in (
        (
            citizens.saved,
            HOURS,
            _("All together they wait {amount} less."),
            _("All together they wait {amount} more."),
        ),
        (
            citizens.stay,
            COUNT,
            _("{amount} more of them are served, who otherwise leave or are sent home."),
            _("{amount} fewer of them are served: they leave or are sent home."),
        ),
    ):
        if estimate.mean:
            amount = number(abs(estimate.mean), unit)
            yield (more if estimate.mean > 0 else less).format(amount=amount)


def replay_warnings(of: Replay) -> Iterator[str]:
    """Say what a reader must know before any number."""
    if of.changed:
        yield _(
            "A log cannot prove a what-if: nobody has seen this day with the change. It is the "
            "model's answer, for the citizens who came; who would have come otherwise is not in "
            "the log."
        )
    below = float(of.below[0, ALL])
    if of.replications >= LEAST and not RARE < below < 1 - RARE and of.unserved < of.tickets[ALL]:
        share = number(max(below, 1 - below), ROUND_PERCENT)
        text = (
            _(
                "The scenario does not repeat this day: in {share} of the replications citizens "
                "wait less than they did. What it says of a change is worth as little."
            )
            if below > RARE
            else _(
                "The scenario does not repeat this day: in {share} of the replications citizens "
                "wait longer than they did. What it says of a change is worth as little."
            )
        )
        yield text.format(share=share)


def _notes(of: Replay, scenario: Scenario) -> Iterator[str]:
    if of.unserved:
        yield counted(
            "{n} ticket of the log was never called: it is in no wait.",
            "{n} tickets of the log were never called: they are in no wait.",
            of.unserved,
        )
    if of.gone.mean:
        yield _("In the model {n} citizens leave, are sent home or turned away.").format(
            n=mean_and_interval(of.gone, COUNT)
        )
    yield _(
        "Who comes when, and for which queue, is the log's. How long each service takes, how long "
        "each citizen stays and who serves is the scenario's, by chance: the same for the same "
        "ticket with and without the change."
    )
    yield assumptions_text()
    shown = (of.modelled, of.changed or (), of.difference or ())
    yield unlike_note((each for one in shown for figure in one for each in figure), scenario)


def _difference(figure: int, estimate: Estimate) -> str:
    return difference_text(MeasureKey(FIGURES[figure]).entry, estimate)


def _heads(of: Replay, first: str) -> tuple[str, ...]:
    heads = (first, _("log"), _("model"), _("95 % interval"), _("replications below the log"))
    changed = (_("changed"), _("95 % interval"), _("changed is"), _("Difference"))
    return heads + (*changed, _("from"), _("to")) * (of.changed is not None)


def _cells(of: Replay, figure: int, queue: int) -> Row:
    """What was seen and modelled of a figure of a queue, without the unit."""
    unit = bare_unit(MeasureKey(FIGURES[figure]).entry.quantity)
    modelled = of.modelled[figure][queue]
    is_known = bool(modelled.n)
    cells: tuple[Cell, ...] = (
        Number.of(float(of.seen[figure, queue]), unit),
        Number.of(modelled, unit),
        Interval(modelled, unit),
        Number.of(float(of.below[figure, queue]), ROUND_PERCENT) if is_known else "",
    )
    if of.changed is None or of.difference is None:
        return cells
    changed, difference = of.changed[figure][queue], of.difference[figure][queue]
    parts = (*Interval(difference, unit, has_mean=True).parts, "", "")[:3]
    is_seen = difference.low is None or not difference.low <= 0 <= (difference.high or 0)
    text = Text(_difference(figure, difference), Tone.PLAIN if is_seen else Tone.QUIET)
    return (*cells, Number.of(changed, unit), Interval(changed, unit), text, *parts)


def _table(of: Replay, title: str, first: str, rows: Sequence[Row]) -> Table:
    return Table(
        title,
        _heads(of, first),
        tuple(rows),
        numbers=frozenset({1, 2, 3, 4, 5, 6, 8, 9, 10}),
        widths=(30, 7, 7),
        shown={6: ~Shown.ON_TERMINAL} | dict.fromkeys((4, 8, 9, 10), Shown.IN_WORKBOOK),
    )


def _of_all(of: Replay, names: Names) -> Table:
    rows = [
        (names.measure_with_unit(MeasureKey(each)), *_cells(of, figure, ALL))
        for figure, each in enumerate(FIGURES)
    ]
    return _table(of, _("All tickets"), _("Measure"), rows)


def _by_queue(of: Replay, names: Names, figure: int) -> Table:
    rows = [
        (Text(name, ends_in_name=True), *_cells(of, figure, queue))
        for queue, name in enumerate(of.queues)
    ]
    title = names.measure_with_unit(MeasureKey(FIGURES[figure]))
    return _table(of, title, _("Queue"), rows)


def _chapters(of: Replay, names: Names, tables: Sequence[Table]) -> Iterator[Section]:
    from simulator.reports.replay.chart import waits_by_hour  # noqa: PLC0415  # terminals draw not

    yield Section(_("Through the day"), [Charts([waits_by_hour(of)]), tables[0]], "hours")
    yield Section(
        _("Queues"), [_by_queue(of, names, each) for each in range(len(FIGURES))], "queues"
    )


def _about(of: Replay, names: Names, origin: Mapping[str, Any], change: str) -> Section:
    return about(
        {
            _("Center"): names.center,
            _("Days"): days_text(of.days),
            _("Values set"): change,
            _("Replications"): number(of.replications, COUNT),
            _("Seed"): str(origin["seed"]),
            _("Command"): as_typed(origin["command"]),
            _("Version"): str(origin["version"]),
        }
    )
