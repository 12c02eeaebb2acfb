"""Standing: dossiers before due, on time and overdue; how late the late; and what is still open.

In: a `Result`. Out: drawings, None where there is nothing of the kind.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures.catalogue import Scope
from simulator.measures.details import LATENESS_UPPER, OPEN_AGE_UPPER
from simulator.reports.charts.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    RED,
    YELLOW,
    Drawing,
    column_whiskers,
    fill_columns,
    fill_rows,
    row_whiskers,
    sample,
)
from simulator.reports.charts.layouts import Column, columns, percent_axis, rows
from simulator.reports.charts.telling import (
    classes,
    estimates,
    highest,
    left_out,
    listed,
    means,
    notes,
    over,
    told,
    whisker_note,
    worst,
)
from simulator.reports.figures import COUNT, PERCENT, mean, number
from simulator.reports.labels import Names
from simulator.reports.ranking import not_clearly_below
from simulator.results.result import Result, overdue_share

_LATE, _OLD = 2, 2  # Places of the classes after which titles count.
_AGE_FILLS = (BLUE, YELLOW, GREEN, ORANGE, RED)


def settled(result: Result) -> Drawing | None:
    """Draw the shares settled before due, on time and overdue in each field, the worst first."""
    found = result.by("on_time_rate", Scope.FIELD)
    if not found:
        return None
    names = Names(result.scenario)
    keys = worst(found, lambda rate: -rate.mean)
    fields, in_time = [names.field(field) for field in keys], [*keys.values()]
    early = [result.at("before_due_rate", Scope.FIELD, field) for field in keys]
    late = {field: overdue_share(result, field) for field in found}
    overdue, most = [late[field] for field in keys], not_clearly_below(late)
    axes = rows(
        fields,
        _("share of the settled dossiers, in %"),
        columns=[
            Column(_("before due"), [mean(share, PERCENT) for share in early]),
            Column(_("overdue"), [mean(share, PERCENT) for share in overdue]),
        ],
        legend=[
            sample(BLUE, _("before due")),
            sample(YELLOW, _("on time")),
            sample(RED, _("overdue")),
        ],
    )
    before, ends = means(early), means(in_time)
    fill_rows(axes, before, BLUE)
    fill_rows(axes, ends - before, YELLOW, start=before)
    fill_rows(axes, 1 - ends, RED, start=ends)
    row_whiskers(axes, in_time)
    percent_axis(axes)
    if not overdue[0].mean:
        title = _("No dossier is settled overdue")
    elif len(found) == 1:
        title = _("{share} of the settled dossiers are overdue")
    elif len(most) > 1:
        title = _("In no field are settled dossiers clearly the most often overdue: {fields}")
    else:
        title = _("Most often overdue is the field “{field}”: {share} of its settled dossiers")
    shares = (
        _("{before} before due, {on_time} on time, {overdue} overdue").format(
            before=mean(one, PERCENT),
            on_time=number(end.mean - one.mean, PERCENT),
            overdue=told(share, PERCENT),
        )
        for one, end, share in zip(early, in_time, overdue, strict=True)
    )
    return Drawing(
        "settled",
        title.format(
            field=fields[0],
            share=mean(overdue[0], PERCENT),
            fields=listed((names.field(field), mean(late[field], PERCENT)) for field in most[:2]),
        ),
        axes,
        listed(zip(fields, shares, strict=True)),
        notes(whisker_note(result), left_out(found)),
    )


def lateness(result: Result) -> Drawing | None:
    """Draw how many dossiers are settled late by how many working days."""
    by_class = over(result, lambda one: one.lateness)
    if not by_class.any():
        return None
    counts, labels = estimates(by_class), classes(LATENESS_UPPER, lowest=1)
    axes = columns(
        labels, _("dossiers settled overdue"), _("working days late"), top=1.1 * highest(counts)
    )
    fill_columns(axes, means(counts), RED)
    column_whiskers(axes, counts)
    for place, count in enumerate(counts):
        top = count.mean if count.high is None else count.high
        axes.annotate(
            mean(count, COUNT), (place, top), (0, 3), textcoords="offset points",
            ha="center", va="bottom",
        )  # fmt: skip
    overdue = overdue_share(result)
    return Drawing(
        "lateness",
        _(
            "{share} of the settled dossiers are overdue; of these, {part} by more than {days} "
            "working days"
        ).format(
            share=mean(overdue, PERCENT),
            part=number(_part_after(by_class, _LATE), PERCENT),
            days=number(LATENESS_UPPER[_LATE], COUNT),
        ),
        axes,
        _("Dossiers by working days late. {classes}").format(
            classes=listed(
                (label, told(count, COUNT)) for label, count in zip(labels, counts, strict=True)
            )
        ),
        notes(_("Later on the due day counts as 1."), whisker_note(result)),
    )


def still_open(result: Result) -> Drawing | None:
    """Draw what is open at the end in each field, by the time since acceptance."""
    ages = over(result, lambda one: one.open_age)
    if not ages.any():
        return None
    keys = result.replications[0].form.fields
    totals = dict(zip(keys, estimates(ages.sum(axis=2)), strict=True))
    found = {field: total for field, total in totals.items() if total.mean}
    ranked = worst(found, lambda total: total.mean)
    names = Names(result.scenario)
    fields, in_all = [names.field(field) for field in ranked], list(ranked.values())
    typical = ages.mean(axis=0)[[keys.index(field) for field in ranked]]
    labels = classes(OPEN_AGE_UPPER, lowest=0)
    samples = [_("{days} working days").format(days=labels[0]), *labels[1:]]
    axes = rows(
        fields,
        _("dossiers open at the end of the period"),
        columns=[Column(_("in all"), [mean(total, COUNT) for total in in_all])],
        legend=[sample(fill, label) for fill, label in zip(_AGE_FILLS, samples, strict=True)],
    )
    starts = np.cumsum(typical, axis=1) - typical
    for age, fill in enumerate(_AGE_FILLS):
        fill_rows(axes, typical[:, age], fill, start=starts[:, age])
    row_whiskers(axes, in_all)
    axes.set_xlim(0, 1.04 * highest(in_all))
    return Drawing(
        "still_open",
        _(
            "{n} dossiers are open at the end; {part} of them were accepted more than {days} "
            "working days before"
        ).format(
            n=mean(result["open_at_end"], COUNT),
            part=number(_part_after(ages, _OLD), PERCENT),
            days=number(OPEN_AGE_UPPER[_OLD], COUNT),
        ),
        axes,
        _("Dossiers by working days since acceptance. {fields}").format(
            fields=listed(
                (field, _ages_told(told(total, COUNT), labels, row))
                for field, total, row in zip(fields, in_all, typical, strict=True)
            )
        ),
        notes(_("Colours: time since acceptance."), whisker_note(result), left_out(found)),
    )


def _part_after(counts: NDArray[np.float64], place: int) -> float:
    """Return the share of the classes after one, on the last axis, in all that is counted."""
    return float(counts[..., place + 1 :].sum() / counts.sum())


def _ages_told(total: str, labels: list[str], row: NDArray[np.float64]) -> str:
    ages = ", ".join(
        f"{label} {number(float(value), COUNT)}" for label, value in zip(labels, row, strict=True)
    )
    return _("{total} ({ages})").format(total=total, ages=ages)
