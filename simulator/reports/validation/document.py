"""What a validation says: how near the model comes to days of a log, and beside what.

In: a `Judgement`, and how it came about. Out: a `Document` for terminal, page and workbook. It
decides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from simulator.language import _
from simulator.measures import Estimate, MeasureKey
from simulator.measures.quantities import SHARE
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
)
from simulator.reports.figures import (
    COUNT,
    RATIO,
    Unit,
    bare_unit,
    counted,
    day,
    difference_unit,
    mean_and_interval,
    number,
)
from simulator.reports.framing import about, answered_first, notes_below, on_terminal
from simulator.reports.labels import Names
from simulator.reports.replay.document import days_text
from simulator.reports.run.answer import checked_text
from simulator.reports.validation.words import BEFOREHAND, EXPLAINED, PREDICTORS
from simulator.scenario import Scenario
from simulator.signs import as_typed
from simulator.studies.validation.judging import MODEL, Judgement
from simulator.studies.validation.scores import FIGURES, Score
from simulator.studies.validation.validating import Split
from simulator.studies.validation.yardsticks import MEDIAN


def validation_document(
    of: Judgement,
    split: Split,
    scenario: Scenario,
    origin: Mapping[str, Any],
    *,
    replications: int,
    remarks: Sequence[str] = (),
) -> Document:
    """Say what a validation has shown, in the language that is spoken.

    Parameters
    ----------
    of
        What came of it.
    split
        Which days were predicted.
    scenario
        The office.
    origin
        How it came about: `simulator.results.provenance`.
    replications
        Of the model.
    remarks
        What is to be known of how the log was read, and of how it was simulated.
    """
    names = Names(scenario)
    found, notes = [*_sentences(of)], [*_notes(of, remarks)]
    tables = [_scores(of, names, figure) for figure in range(len(FIGURES))]
    return Document(
        title=names.center,
        facts=[
            days_text(split.predicted),
            counted("{n} queue-day", "{n} queue-days", int(of.judged.sum())),
            counted("{n} replication", "{n} replications", replications),
            _("seed {seed}").format(seed=origin["seed"]),
        ],
        warnings=[*_warnings(split)],
        body=[
            *answered_first(found, [*notes, checked_text(origin)]),
            on_terminal(Items(found)),
            *map(on_terminal, tables),
            notes_below(notes, origin),
        ],
        chapters=lambda: _chapters(of, names, tables),
        sheets=lambda answer: (
            answer,
            Section(_("Errors"), tables),
            Section(_("Queue-days"), [_queue_days(of, names)]),
            _about(names, split, origin, replications),
        ),
        version=str(origin["version"]),
        created=str(origin["created"]),
    )


def _sentences(of: Judgement) -> Iterator[str]:
    own, unit = of.scores[MODEL][0], difference_unit(MeasureKey(FIGURES[0]).entry.quantity)
    if not own.n:
        yield _("Nothing can be judged: the model has nobody called on these days.")
        return
    error = number(own.error, unit)
    if MEDIAN in of.scores:
        yield _(
            "The model is {error} off the mean wait of a queue-day, on average; the median of the "
            "other days is {other} off."
        ).format(error=error, other=number(of.scores[MEDIAN][0].error, unit))
        yield from _nearer(of.differences[MEDIAN][0], unit)
    else:
        yield _(
            "The model is {error} off the mean wait of a queue-day, on average. The log has no "
            "other day to predict it by."
        ).format(error=error)
    if of.floor:
        yield _(
            "Chance alone keeps even a true model {floor} off. The correlation within a queue is "
            "{within}; a prediction that is the same every day has 0."
        ).format(floor=number(of.floor[0].error, unit), within=number(own.within, RATIO))


def _nearer(difference: Estimate, unit: Unit) -> Iterator[str]:
    """Say whether the model is nearer than something else, as far as that can be told."""
    if difference.low is None or difference.high is None:
        return
    side = (
        _("The model is nearer, by {difference}.")
        if difference.high < 0
        else _("The model is farther off, by {difference}.")
        if difference.low > 0
        else _("Which of them is nearer cannot be told from these days: {difference}.")
    )
    yield side.format(difference=mean_and_interval(_turned(difference), unit))


def _turned(one: Estimate) -> Estimate:
    """An amount by which something is less, or more, as a positive one, where its sign is clear."""
    if one.low is None or one.high is None or one.high >= 0:
        return one
    return Estimate(-one.mean, -one.high, -one.low, one.n, one.method)


def _warnings(split: Split) -> Iterator[str]:
    if not split.is_unseen:
        yield _(
            "All of these days are in the scenario's period. If it was fitted on them, this does "
            "not say how well it predicts days that it has not seen."
        )


def _notes(of: Judgement, remarks: Sequence[str]) -> Iterator[str]:
    yield from remarks
    apart = int(np.isin(of.days.day, of.days.day[of.judged]).sum() - of.judged.sum())
    if apart:
        yield counted(
            "{n} queue-day is not judged: there is no other day of its queue, or nobody is called.",
            "{n} queue-days are not judged: there is no other day of their queues, or nobody is "
            "called.",
            apart,
        )
    yield from map(_, EXPLAINED)


def _scores(of: Judgement, names: Names, figure: int) -> Table:
    key = MeasureKey(FIGURES[figure])
    unit = bare_unit(key.entry.quantity)
    points = _("points") if key.entry.quantity is SHARE else _(key.entry.quantity.unit)
    rows: list[Row] = []
    for name, scores in of.scores.items():
        difference = of.differences.get(name)
        own = scores[figure]
        rows.append(
            (_(PREDICTORS[name]), *_score(own, unit), *_difference(difference, figure, unit))
        )
    beforehand = sum(name in BEFOREHAND for name in of.scores)
    apart: list[Row] = [(_("seeing the present:"), *("",) * 6)] if len(rows) > beforehand else []
    floor: list[Row] = (
        [(_("noise floor"), *_score(of.floor[figure], unit), "", "")] if of.floor else []
    )
    rows[beforehand:beforehand] = [*floor, *apart]
    heads = (
        _("Prediction"),
        _("error, {unit}").format(unit=points),
        _("too high by"),
        _("corr."),
        _("within a queue"),
        _("model − this"),
        _("95 % interval"),
    )
    return Table(
        names.measure_with_unit(key),
        heads,
        tuple(rows),
        numbers=frozenset(range(1, len(heads))),
        widths=(29,),
        is_wide=True,
        shown={2: ~Shown.ON_TERMINAL},
    )


def _score(score: Score, unit: Unit) -> tuple[Cell, ...]:
    return (
        Number.of(score.error, unit),
        Number.of(score.bias, unit),
        Number.of(score.correlation, RATIO),
        Number.of(score.within, RATIO),
    )


def _difference(found: Sequence[Estimate] | None, figure: int, unit: Unit) -> tuple[Cell, ...]:
    if found is None:
        return "", ""
    return Number.of(found[figure], unit), Interval(found[figure], unit)


def _chapters(of: Judgement, names: Names, tables: Sequence[Table]) -> Iterator[Section]:
    from simulator.reports.validation.chart import predicted_and_seen  # noqa: PLC0415  # as above

    drawn = [predicted_and_seen(of)] if of.judged.any() else []
    yield Section(_("Predicted and seen"), [Charts(drawn), *tables], "scores")
    yield Section(_("Queue-days"), [_queue_days(of, names)], "queue-days")


def _queue_days(of: Judgement, names: Names) -> Table:
    """List what was seen and predicted of each queue-day that is judged."""
    days = of.days
    keys = [MeasureKey(each) for each in FIGURES]
    names_shown = [name for name in (MODEL, MEDIAN) if name in of.predicted]
    shown = [of.predicted[name] for name in names_shown]
    rows: list[Row] = []
    for row in np.flatnonzero(of.judged).tolist():
        cells: list[Cell] = [
            Text(days.log.queues[days.queue[row]], ends_in_name=True),
            day(days.log.first_day + timedelta(int(days.day[row]))),
            Number.of(float(days.called[row]), COUNT),
        ]
        for figure, key in enumerate(keys):
            unit = bare_unit(key.entry.quantity)
            cells += [Number.of(float(each[figure, row]), unit) for each in (days.seen, *shown)]
        rows.append(tuple(cells))
    heads = [_("Queue"), _("Day"), _("called")]
    for key in keys:
        heads += [names.measure_with_unit(key), *(_(PREDICTORS[name]) for name in names_shown)]
    return Table(
        _("Seen, and predicted"),
        tuple(heads),
        tuple(rows),
        numbers=frozenset(range(2, len(heads))),
        is_list=True,
        is_wide=True,
    )


def _about(names: Names, split: Split, origin: Mapping[str, Any], replications: int) -> Section:
    return about(
        {
            _("Center"): names.center,
            _("Days predicted"): ", ".join(map(day, split.predicted)),
            _("Days known beforehand"): ", ".join(map(day, split.known)),
            _("Replications"): number(replications, COUNT),
            _("Seed"): str(origin["seed"]),
            _("Command"): as_typed(origin["command"]),
            _("Version"): str(origin["version"]),
        }
    )
