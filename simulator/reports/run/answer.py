"""The answer: what a planner asks first, line by line, for the terminal and the page alike.

In: a `Result`. Out: `Table`s of texts; of a norm it is told whether it is met, so that
who shows it can colour it. It decides nothing about what matters (`findings`) and nothing
about digits (`figures`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.language import _, ngettext
from simulator.measures import Estimate, Scope
from simulator.measures.catalogue import WITHIN_MINUTES
from simulator.measures.keys import station_label
from simulator.reports.certainty import quantile_note, unlike_note
from simulator.reports.check.remarks import remarks
from simulator.reports.document import Cell, Interval, Number, Row, Table, Text, Tone
from simulator.reports.figures import (
    COUNT,
    HOURS,
    MINUTES,
    PERCENT,
    RATIO,
    Unit,
    counted,
    mean,
    mean_count,
    number,
)
from simulator.reports.labels import Names, cost_title
from simulator.reports.run.appointments import appointments_rows
from simulator.reports.run.carrying import leaves_filings
from simulator.reports.run.norms import Judged, judged_longest_wait, judged_mean_wait
from simulator.results.result import (
    Result,
    in_vain_share,
    on_the_due_day_share,
    overdue_share,
)
from simulator.scenario.sourcing import Sourcing
from simulator.scenario.vocabulary import OWN

ENOUGH = 20
"""Replications from which on intervals of skewed rates hold as often as they say."""


def answer(result: Result) -> list[Table]:
    """Return the tables of the answer, all of the same columns; one may have no rows."""
    names, over = Names(result.scenario), _over(result)
    return [
        _table((_("Waiting in the lobby"), _("result"), over, _("norm")), _waiting(result)),
        _table((_("Appointments"), _("result"), over, _("of these")), appointments_rows(result)),
        _table(
            (_("Dossiers"), _("share"), over, _("number")),
            _dossiers(result),
            quantile_note([result["cycle_time_p90"]]),
        ),
        _table(
            (_("Queue, in open hours"), _("mean"), _("9 in 10 within"), _("longest mean")),
            _queues(result, names),
            _(
                "Dossiers filed online and by post wait here too: these are no waits of citizens "
                "in the lobby."
            ),
            quantile_note(result.by("queueing_p90", Scope.STEP).values()),
        ),
        _table((_("Officers and visits"), _("result"), over, _("where")), _officers(result, names)),
    ]


def _table(heads: tuple[str, ...], rows: Sequence[Row], *notes: str) -> Table:
    """Lay out rows of names, values, intervals and notes; a page has notes below them, too."""
    title, *others = heads
    return Table(
        title,
        ("", *others),
        tuple(rows),
        numbers=frozenset({1, 2}),
        note=" ".join(filter(None, notes)),
        widths=(22, 9, 15),
    )


def warnings(result: Result) -> list[str]:
    """Return what a reader must know before any number."""
    finished, planned = len(result.replications), result.planned
    said = []
    if finished < planned:
        said.append(
            ngettext(
                "Interrupted: {finished} of {n} replication finished.",
                "Interrupted: {finished} of {n} replications finished.",
                planned,
            ).format(finished=number(finished, COUNT), n=number(planned, COUNT))
        )
    if finished == 1:
        said.append(_("One replication gives no interval: chance may be large."))
    return [*said, *remarks(result.scenario)]


def few_replications(result: Result) -> list[str]:
    """Return what to know of the intervals of few replications; of one, `warnings` says it."""
    if not 1 < len(result.replications) < ENOUGH:
        return []
    few = _(
        "Fewer than {n} replications: intervals of skewed rates hold a little less than 95 %; run "
        "-n {n}."
    )
    return [few.format(n=ENOUGH)]


def interval_note(result: Result, *tables: Table) -> str:
    """Explain what stands in the answer in place of an interval; empty where nothing does.

    Parameters
    ----------
    result
        The run.
    tables
        Those that stand before the answer.
    """
    shown = [
        cell.estimate
        for table in (*tables, *answer(result))
        for row in table.rows
        for cell in row
        if isinstance(cell, Interval)
    ]
    return unlike_note(shown, result.scenario)


def agrees(provenance: Mapping[str, Any]) -> bool:
    """Whether nothing speaks against the engine that served."""
    return bool((provenance["check"] or {}).get("identical", True))


def checked_text(provenance: Mapping[str, Any]) -> str:
    """Say what became of the check against the SimPy model; of the model itself only its name.

    Parameters
    ----------
    provenance
        How the result came about.
    """
    check = provenance["check"]
    if provenance["engine"] == "simpy":
        return _("Engine: simpy.")
    if check is None:
        return _("The check against the SimPy model was left out.")
    if "identical" not in check:
        return _("The check against the SimPy model was interrupted before it was finished.")
    if not check["identical"]:
        return _("✗ Checked against the SimPy model: they differ; this is a defect of the program.")
    return counted(
        "Checked against the SimPy model: {n} operation identical.",
        "Checked against the SimPy model: {n} operations identical.",
        check["operations"],
    )


def rests_on_text(sourced: Sourcing) -> str:
    """Say how many of the values of a scenario are assumptions."""
    known = sourced.values - sourced.assumed
    return ngettext(
        "Rests on {n} assumption: {known} of the {values} values that the run uses have a source.",
        "Rests on {n} assumptions: {known} of the {values} values that the run uses have a source.",
        sourced.assumed,
    ).format(n=sourced.assumed, known=known, values=sourced.values)


def intervals_rest_on_text(result: Result, sourced: Sourcing) -> str:
    """Say on one line of what intervals leave out, `assumptions_text`, how much there is.

    Where there are no intervals, or no assumptions, it is `rests_on_text`.
    """
    if len(result.replications) == 1 or not sourced.assumed:
        return rests_on_text(sourced)
    return ngettext(
        "Intervals hold if the {n} assumption does: {known} of the {values} values have a source.",
        "Intervals hold if the {n} assumptions do: {known} of the {values} values have a source.",
        sourced.assumed,
    ).format(n=sourced.assumed, known=sourced.values - sourced.assumed, values=sourced.values)


def _over(result: Result) -> str:
    return _("95 % interval") if len(result.replications) > 1 else ""


def _waiting(result: Result) -> list[Row]:
    longest = judged_longest_wait(result)
    rows = _held(_("Mean wait"), "wait_mean", MINUTES, judged_mean_wait(result), result)
    for minutes in WITHIN_MINUTES:
        name, measure = _("Called within {minutes} min"), f"wait_within_{minutes}"
        norm = longest if longest and longest.norm.key.measure == measure else None
        rows += _held(name.format(minutes=minutes), measure, PERCENT, norm, result)
    return rows


def _held(name: str, measure: str, unit: Unit, norm: Judged | None, result: Result) -> list[Row]:
    """Return the row of a wait and, where only who comes from outside is judged, that beside it."""
    if norm is None or norm.estimate.mean == result[measure].mean:
        return [_estimated(name, result[measure], unit, norm.cell if norm else "")]
    return [
        _estimated(name, result[measure], unit),
        _estimated(_("Same, from outside"), norm.estimate, unit, norm.cell),
    ]


def _dossiers(result: Result) -> list[Row]:
    counts = {
        name: mean_count(result[name])
        for name in ("received", "carried_over", "settled", "open_at_end", "overdue")
    }
    days, same_day = result["before_due_rate_days"], result["on_time_rate_same_day"]
    before_due, on_time = _("of {settled} settled").format(**counts), ""
    if days.n and same_day.n:
        # Of same-day limits hardly any result comes before its due day: they stand apart.
        before_due = _("limits in days: {share}").format(share=mean(days, PERCENT))
        on_time = _("same-day in time: {share}").format(share=mean(same_day, PERCENT))
    return [
        _estimated(
            _("Before due"),
            result["before_due_rate"],
            PERCENT,
            _beside_unaccepted(before_due, result),
        ),
        _estimated(
            _("On time"),
            on_the_due_day_share(result),
            PERCENT,
            _beside_unaccepted(on_time, result),
        ),
        _estimated(
            _("Overdue"),
            overdue_share(result),
            PERCENT,
            _beside_unaccepted(_("{overdue} of {settled} settled late").format(**counts), result),
        ),
        _estimated(
            _("Official rate"),
            result["on_time_rate_official"],
            PERCENT,
            _beside_unaccepted(
                _("of {received} + {carried_over} carried over").format(**counts), result
            ),
        ),
        *_other_rates(result),
        _estimated(
            _("Same from the filing"),
            result["on_time_rate_filing"],
            PERCENT,
            _("with {n} not accepted yet").format(n=mean_count(result["unaccepted"])),
        ),
        (
            _("Still open"),
            Number.of(result["open_at_end"].mean, COUNT),
            "",
            _("at the end of the period"),
        ),
        _estimated(
            _("Time to result"),
            result["cycle_time_mean"],
            HOURS,
            _("open hours on average; 9 in 10 within {hours}; {n} still open").format(
                hours=number(result["cycle_time_p90"].mean, HOURS), n=counts["open_at_end"]
            ),
        ),
    ]


def _other_rates(result: Result) -> list[Row]:
    """Return the official rate by the first dates and of the own authority, where these differ."""
    rows = []
    if result.by("extended", Scope.ALL):
        extended = _("{n} got an extension").format(n=mean_count(result["extended"]))
        rate = result["on_time_rate_official_first"]
        rows.append(_estimated(_("By the first date"), rate, PERCENT, extended))
    if result.by("received", Scope.OWN):
        own = {name: mean_count(result[f"{name}.{OWN}"]) for name in ("received", "carried_over")}
        number_of = _("of {received} + {carried_over} carried over").format(**own)
        rate = result[f"on_time_rate_official.{OWN}"]
        rows.append(_estimated(_("Own authority"), rate, PERCENT, number_of))
    return rows


def _beside_unaccepted(note: str, result: Result) -> str:
    """Say beside a rate how many filings it does not know of, where they are more than a few."""
    if not leaves_filings(result):
        return note
    unaccepted = _("{n} not accepted").format(n=mean_count(result["unaccepted"]))
    return f"{unaccepted}; {note}" if note else unaccepted


def _queues(result: Result, names: Names) -> list[Row]:
    stations = result.by("queueing_mean", Scope.STATION)
    rows: list[Row] = []
    for step, queue in result.by("queueing_mean", Scope.STEP).items():
        own = {
            field: stations[label].mean
            for field in result.scenario.fields
            if (label := station_label(step, field)) in stations
        }
        longest = max(own, key=own.__getitem__)
        rows.append(
            (
                names.step(step),
                Number.of(queue.mean, HOURS),
                Number.of(result.at("queueing_p90", Scope.STEP, step).mean, HOURS, Tone.QUIET),
                _name(f"{number(own[longest], HOURS)} {names.field(longest)}"),
            )
        )
    return rows


def _officers(result: Result, names: Names) -> list[Row]:
    rows = []
    station = result.highest("utilization", Scope.STATION)
    group = result.highest("utilization", Scope.GROUP)
    overtime = result.highest("overtime_hours", Scope.GROUP)
    if station:
        rows.append(
            _estimated(_("Busiest station"), station[1], PERCENT, _name(names.station(station[0])))
        )
    if group:
        rows.append(_estimated(_("Busiest group"), group[1], PERCENT, _name(names.group(group[0]))))
    if overtime and overtime[1].mean:
        most = _name(f"{mean(overtime[1], HOURS)} {names.group(overtime[0])}")
        rows.append(_estimated(_("Overtime in all"), result["overtime_hours"], HOURS, most))
    if cost := result.scenario.staff_cost:
        number_of = counted("{n} officer", "{n} officers", result.scenario.officers)
        rows.append((cost_title(names.currency), Number.of(cost, COUNT), "", number_of))
    of_visits = _("{share} of {n} visits").format(
        share=number(in_vain_share(result), PERCENT), n=mean_count(result["visits"])
    )
    return [
        *rows,
        _estimated(_("Visits per dossier"), result["visits_per_dossier"], RATIO),
        _estimated(_("Trips in vain"), result["trips_in_vain"], COUNT, of_visits),
    ]


def _estimated(name: str, estimate: Estimate, unit: Unit, note: Cell = "") -> Row:
    return name, Number.of(estimate, unit), Interval(estimate, unit), note


def _name(text: str) -> Text:
    """Return a note that ends in a name."""
    return Text(text, ends_in_name=True)
