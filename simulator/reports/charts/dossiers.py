"""Dossiers: where their time goes, how they stand to what is due, and what is still open.

In: a `Result`. Out: drawings, None where there is nothing of the kind, or a handful of it. Times to
a result are open hours on a linear scale: on a logarithmic one stacked bars would show parts as
what they are not.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.language import N_, _
from simulator.measures import Estimate
from simulator.measures.courses import Elsewhere
from simulator.measures.details import LATENESS_UPPER, OPEN_AGE_UPPER
from simulator.measures.measure import Scope
from simulator.reports.certainty import quantile_note
from simulator.reports.charts.drawing import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    RED,
    YELLOW,
    Drawing,
    Fill,
    Look,
)
from simulator.reports.charts.layouts import Rows, in_columns
from simulator.reports.charts.marks import Bars, Intervals, Points, Texts, stacked
from simulator.reports.charts.telling import (
    classes,
    estimates,
    listed,
    means,
    notes,
    over,
    ranked,
    title_of_highest,
    whisker_note,
)
from simulator.reports.figures import (
    COUNT,
    HOURS,
    OPEN_HOURS,
    PERCENT,
    SMALL_COUNT,
    mean,
    mean_and_interval,
    mean_count,
    number,
)
from simulator.reports.labels import Names
from simulator.results.result import Result, divided, overdue_share
from simulator.scenario import STEPS
from simulator.scenario.clocks import SECONDS_PER_HOUR

_ELSEWHERE = {
    Elsewhere.AGENCY: N_("Other agencies"),
    Elsewhere.COURIER: N_("Courier"),
    Elsewhere.CITIZEN: N_("With the citizen"),
}
_WAITING, _WORKED, _AWAY = range(3)  # Parts of the time in one place.
_LOOKS = {
    _WORKED: (ORANGE, N_("worked on")),
    _WAITING: (BLUE, N_("waiting")),
    _AWAY: (YELLOW, N_("out of the Center's hands")),
}
"""Of the parts, from the left."""
_LONGEST = {
    _WAITING: N_("waiting at the step “{place}”"),
    _WORKED: N_("work at the step “{place}”"),
    _AWAY: N_("“{place}”"),
}
_P90: Look = {"color": INK, "linestyle": "none", "marker": "D", "markersize": 5.0}

_LATE, _OLD = 2, 2  # Places of the classes after which titles count.
_AGE_FILLS = (BLUE, YELLOW, GREEN, ORANGE, RED)
_STANDINGS: tuple[tuple[str, Fill], ...] = (
    (N_("before due"), BLUE),
    (N_("on time"), YELLOW),
    (N_("overdue"), RED),
)


def dossier_time(result: Result) -> Drawing | None:
    """Draw the open hours that a settled dossier spends at each step and elsewhere."""
    total = result["cycle_time_mean"]
    spent = _spent(result)
    if not total.n or not total.mean or not np.nansum(spent):
        return None
    typical = np.nanmean(spent, axis=0)
    names = Names(result.scenario)
    places = [*map(names.step, STEPS), *(_(name) for name in _ELSEWHERE.values())]
    shown = np.flatnonzero(typical.any(axis=1))
    labels = [places[row] for row in shown]
    in_all = estimates(spent.sum(axis=2)[:, shown])
    at_work = [
        mean(worked, HOURS) if row < len(STEPS) else ""
        for row, worked in zip(shown, estimates(spent[:, shown, _WORKED]), strict=True)
    ]
    parts = {
        (int(place), int(part)): estimates(spent[:, [place], part])[0]
        for place, part in np.argwhere(typical > 0)
    }
    title = title_of_highest(
        parts,
        lambda cell: _(_LONGEST[cell[1]]).format(place=places[cell[0]]),
        HOURS,
        clear=_("A settled dossier takes {total}; the largest part is {thing}: {value}"),
        alike=_("A settled dossier takes {total}; no part is clearly the largest: {both}"),
        total=mean(total, OPEN_HOURS),
    )
    return Drawing(
        "dossier_time",
        title,
        Rows(
            labels,
            _("open hours of a settled dossier, on average"),
            [
                *stacked(
                    typical[shown][:, list(_LOOKS)].T,
                    [(fill, _(part)) for fill, part in _LOOKS.values()],
                ),
                Intervals(in_all),
            ],
            {
                _("in all"): [mean(one, HOURS) for one in in_all],
                _("worked on"): at_work,
            },
        ).figure,
        listed(
            (label, _place_told(one, worked))
            for label, one, worked in zip(labels, in_all, at_work, strict=True)
        ),
        notes(
            _("Open hours from acceptance to the result; all rows together are the whole."),
            _settled_only(result),
            whisker_note(result),
        ),
    )


def dossier_time_by_field(result: Result) -> Drawing | None:
    """Draw the mean open hours to a result in each field, and within how many 9 in 10 are done."""
    found = result.by("cycle_time_mean", Scope.FIELD)
    if not any(hours.mean for hours in found.values()):
        return None
    names = Names(result.scenario)
    fields = ranked(found, names.field, lambda hours: hours.mean)
    most = [result.at("cycle_time_p90", Scope.FIELD, field) for field in fields.keys]
    title = title_of_highest(
        found,
        names.field,
        OPEN_HOURS,
        clear=_("Dossiers of the field “{thing}” take longest: {value} on average"),
        alike=_("In no field do dossiers clearly take longest: {both} on average"),
        alone=_("Dossiers take {value} on average"),
    )
    return Drawing(
        "dossier_time_by_field",
        title,
        Rows(
            fields.labels,
            _("open hours from acceptance to the result"),
            [
                Bars(means(fields.values), BLUE, _("mean")),
                Intervals(fields.values),
                # What is nan is left out.
                Points([one.mean for one in most], _P90, _("9 in 10 are done within")),
            ],
            {
                _("mean"): [mean(one, HOURS) for one in fields.values],
                _("9 in 10"): [mean(one, HOURS) for one in most],
            },
        ).figure,
        listed(
            (
                field,
                _("{hours}, 9 in 10 within {most}").format(
                    hours=mean_and_interval(one, HOURS), most=mean(nine_in_ten, HOURS)
                ),
            )
            for field, one, nine_in_ten in zip(fields.labels, fields.values, most, strict=True)
        ),
        notes(_settled_only(result), quantile_note(most), whisker_note(result), fields.note),
    )


def _settled_only(result: Result) -> str:
    """Say what times to a result leave out, which flatters a Center that cannot keep up."""
    opened = mean_count(result["open_at_end"])
    return _("Settled dossiers only; {n} are still open at the end.").format(n=opened)


def _spent(result: Result) -> NDArray[np.float64]:
    """Return the open hours of a mean settled dossier of each replication.

    Shape (replications, steps and then elsewhere, parts); nan where nothing was settled.
    """
    at_steps = over(result, lambda one: one.spent)
    away = over(result, lambda one: one.spent_elsewhere)
    steps = at_steps.shape[1]
    seconds = np.zeros((len(away), steps + away.shape[1], 3))
    seconds[:, :steps, :_AWAY] = at_steps
    seconds[:, steps:, _AWAY] = away
    settled = np.array([one["settled"] for one in result.replications])
    return divided(seconds, settled[:, None, None] * SECONDS_PER_HOUR)


def _place_told(in_all: Estimate, at_work: str) -> str:
    """Tell the hours in one place, and how many of them are work, where any can be."""
    if not at_work:
        return mean_and_interval(in_all, HOURS)
    return _("{hours}, of these {worked} worked on").format(
        hours=mean_and_interval(in_all, HOURS), worked=at_work
    )


def standings(before_due: NDArray[np.float64], in_time: NDArray[np.float64]) -> list[Bars]:
    """Return bars of what becomes of settled dossiers: of shares before due, and in time at all."""
    parts = np.array([before_due, in_time - before_due, 1 - in_time])
    return stacked(parts, [(fill, _(name)) for name, fill in _STANDINGS])


def settled(result: Result) -> Drawing | None:
    """Draw the shares settled before due, on time and overdue in each field, the worst first."""
    found = result.by("on_time_rate", Scope.FIELD)
    if not found:
        return None
    names = Names(result.scenario)
    fields = ranked(found, names.field, lambda rate: -rate.mean)
    early = [result.at("before_due_rate", Scope.FIELD, field) for field in fields.keys]
    late = {field: overdue_share(result, field) for field in found}
    overdue = [late[field] for field in fields.keys]
    title = title_of_highest(
        late,
        names.field,
        PERCENT,
        clear=_("Most often overdue is the field “{thing}”: {value} of its settled dossiers"),
        alike=_("In no field are settled dossiers clearly the most often overdue: {both}"),
        alone=_("{value} of the settled dossiers are overdue"),
    )
    return Drawing(
        "settled",
        _settled_title(result, title) if overdue[0].mean else _("No dossier is settled overdue"),
        Rows(
            fields.labels,
            _("share of the settled dossiers, in %"),
            [*standings(means(early), means(fields.values)), Intervals(fields.values)],
            {
                _("before due"): [mean(share, PERCENT) for share in early],
                _("overdue"): [mean(share, PERCENT) for share in overdue],
            },
            are_shares=True,
        ).figure,
        listed(
            (
                field,
                _("{before} before due, {on_time} on time, {overdue} overdue").format(
                    before=mean(one, PERCENT),
                    on_time=number(end.mean - one.mean, PERCENT),
                    overdue=mean_and_interval(share, PERCENT),
                ),
            )
            for field, one, end, share in zip(
                fields.labels, early, fields.values, overdue, strict=True
            )
        ),
        notes(whisker_note(result), fields.note),
    )


def _settled_title(result: Result, title: str) -> str:
    """Blame no field for a handful of dossiers."""
    late = mean_count(result["overdue"])
    if result["overdue"].mean >= SMALL_COUNT:
        return title
    return _("Hardly any dossier is settled overdue: {n} on average").format(n=late)


def lateness(result: Result) -> Drawing | None:
    """Draw how many dossiers are settled late by how many working days."""
    by_class = over(result, lambda one: one.lateness)
    if by_class.sum(axis=1).mean() < SMALL_COUNT:
        return None
    counts, labels = estimates(by_class), classes(LATENESS_UPPER, lowest=1)
    tops = [count.mean if count.high is None else count.high for count in counts]
    return Drawing(
        "lateness",
        _(
            "{share} of the settled dossiers are overdue; of these, {part} by more than {days} "
            "working days"
        ).format(
            share=mean(overdue_share(result), PERCENT),
            part=number(_part_after(by_class, _LATE), PERCENT),
            days=number(LATENESS_UPPER[_LATE], COUNT),
        ),
        in_columns(
            labels,
            _("dossiers settled overdue"),
            _("working days late"),
            [
                Bars(means(counts), RED),
                Intervals(counts),
                Texts([mean(count, COUNT) for count in counts], tops),
            ],
        ).figure,
        _("Dossiers by working days late. {classes}").format(
            classes=listed(
                (label, mean_and_interval(count, COUNT))
                for label, count in zip(labels, counts, strict=True)
            )
        ),
        notes(_("Later on the due day counts as 1."), whisker_note(result)),
    )


def still_open(result: Result) -> Drawing | None:
    """Draw what is open at the end in each field, by the time since acceptance."""
    ages = over(result, lambda one: one.open_age)
    if ages.sum(axis=(1, 2)).mean() < SMALL_COUNT:
        return None
    keys = result.replications[0].form.fields
    totals = dict(zip(keys, estimates(ages.sum(axis=2)), strict=True))
    found = {field: total for field, total in totals.items() if total.mean}
    fields = ranked(found, Names(result.scenario).field, lambda total: total.mean)
    typical = ages.mean(axis=0)[[keys.index(field) for field in fields.keys]]
    labels = classes(OPEN_AGE_UPPER, lowest=0)
    called = [_("{days} working days").format(days=labels[0]), *labels[1:]]
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
        Rows(
            fields.labels,
            _("dossiers open at the end of the period"),
            [
                *stacked(typical.T, zip(_AGE_FILLS, called, strict=True)),
                Intervals(fields.values),
            ],
            {_("in all"): [mean(total, COUNT) for total in fields.values]},
        ).figure,
        _("Dossiers by working days since acceptance. {fields}").format(
            fields=listed(
                (field, _ages_told(total, labels, row))
                for field, total, row in zip(fields.labels, fields.values, typical, strict=True)
            )
        ),
        notes(_("Colours: time since acceptance."), whisker_note(result), fields.note),
    )


def _part_after(counts: NDArray[np.float64], place: int) -> float:
    """Return the share of the classes after one, on the last axis, in all that is counted."""
    return float(counts[..., place + 1 :].sum() / counts.sum())


def _ages_told(total: Estimate, labels: list[str], row: NDArray[np.float64]) -> str:
    ages = ", ".join(
        f"{label} {number(float(value), COUNT)}" for label, value in zip(labels, row, strict=True)
    )
    return _("{total} ({ages})").format(total=mean_and_interval(total, COUNT), ages=ages)
