"""What a run says: its answer, for the terminal and the page, and the chapters of report.html.

In: a stored result. Out: a `Document`, put together from texts, charts and tables that others make.
"""

from collections.abc import Iterator

from simulator.language import _, ngettext
from simulator.reports.both_intervals import Open, both_intervals
from simulator.reports.certainty import assumptions_text
from simulator.reports.document import (
    Charts,
    Document,
    Items,
    KeyFigures,
    Section,
    Shown,
    Text,
    Tone,
)
from simulator.reports.figures import (
    COUNT,
    MINUTES,
    counted,
    interval,
    mean_count,
    number,
    value_unit,
)
from simulator.reports.framing import how_sure, look_first, notes_below, on_terminal
from simulator.reports.labels import Names
from simulator.reports.levers.wording import helping_findings
from simulator.reports.rests_on import rests_on
from simulator.reports.run.answer import (
    answer,
    checked_text,
    few_replications,
    interval_note,
    intervals_rest_on_text,
    rests_on_text,
    warnings,
)
from simulator.reports.run.appointments import appointments_section
from simulator.reports.run.carrying import leaves_filings, limit
from simulator.reports.run.findings import findings
from simulator.reports.run.form_table import FormTable, form_table
from simulator.reports.run.key_figures import a_day, key_figures, unserved
from simulator.reports.run.observed import observed_findings, observed_section
from simulator.reports.run.precision import precision_lines
from simulator.reports.run.scores import scores
from simulator.reports.run.sheets import run_sheets
from simulator.reports.run.tables import (
    authority_table,
    dossiers_table,
    due_dates_table,
    load_table,
    score_sections,
    waits_table,
)
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import Sourcing, sourcing

_MANY = 10
"""Replications from which on Student's t is near the normal: a half-width goes by 1 ÷ √n."""


def run_document(stored: Stored, form: FormTable | None = None) -> Document:
    """Say what came of a run, in the language that is spoken.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    form
        The form that page and workbook show; that of the whole period when absent.
    """
    result, provenance = stored.result, stored.provenance
    form = form or form_table(result)
    names = Names(result.scenario)
    found = [*observed_findings(stored), *findings(result)]
    helping = helping_findings(stored.levers, result.scenario)
    helps = [_("It would help: {lever}").format(lever=lever) for lever in helping]
    sourced = sourcing(stored.written, result.scenario.sources)
    others = Items([*found[1:], *helps[1:]], are_numbered=True)
    figures = key_figures(stored)
    notes = [
        interval_note(result, figures),
        intervals_rest_on_text(result, sourced),
        _how_open(stored, sourced),
    ]
    limits = Section(_("What limits the Center"), (limit(result),))
    return Document(
        title=names.center,
        facts=[
            names.period,
            counted("{n} replication", "{n} replications", len(result.replications)),
            _("seed {seed}").format(seed=result.seed),
        ],
        warnings=[*warnings(result), *few_replications(result)],
        body=[
            Section("", (Text(a_day(result), Tone.STRONG), figures, unserved(result)), key="first"),
            Section(_("What to look at first"), found[:1], shown=Shown.ON_PAGE),
            Section(_("What would help most"), helping[:1] or [_how()], shown=Shown.ON_PAGE),
            Section(
                "", (Section(_("What else to look at"), (others,)), limits), shown=Shown.ON_PAGE
            ),
            how_sure(_certainty(stored, sourced, figures)),
            both_intervals(_open(stored, names)),
            *answer(result),
            observed_section(stored),
            on_terminal(look_first([*found, *helps])),
            notes_below(notes, provenance),
        ],
        chapters=lambda: _chapters(stored, form),
        sheets=lambda answer: run_sheets(stored, form, answer),
        version=provenance["version"],
        created=str(provenance["created"]),
    )


def _open(stored: Stored, names: Names) -> Iterator[Open]:
    """Say how far answers are open, where the assumptions have been moved."""
    for measure, spread in stored.assumed.items():
        key = stored.result.index.key(measure)
        unit = value_unit(key.entry.quantity)
        base = stored.result[key]
        yield Open(names.measure(key), base, unit, spread.low, spread.high, spread.explained)


def _how_open(stored: Stored, sourced: Sourcing) -> str:
    """Say how to get what assumptions leave open, where a run does not show it."""
    if stored.assumed or not sourced.assumed:
        return ""
    return _(
        "How far they leave the answer open: `onestop sensitivity`, then `onestop run "
        "--sensitivity DIR`."
    )


def _how() -> str:
    """Say how to get the levers that a run shows."""
    return _(
        "To see it, run `onestop sensitivity SCENARIO --levers --out LEVERS`, and this again with "
        "`--levers LEVERS`."
    )


def _chapters(stored: Stored, form: FormTable) -> Iterator[Section]:
    from simulator.reports.charts import charts, day_chart  # noqa: PLC0415  # terminals need no drawing

    result = stored.result
    drawn, day = charts(result), day_chart(result)

    def of(*keys: str) -> Charts:
        return Charts([drawn[key] for key in keys if key in drawn])

    yield Section(
        _("Where citizens wait"),
        (
            of(
                "waits_by_step",
                "waits_by_field",
                "waits_by_hour",
                "waits_by_weekday",
                "waits_heatmap",
            ),
            waits_table(result),
        ),
        "waits",
    )
    yield appointments_section(result)
    yield Section(_("The queue through the day"), (of("queue_day", "arrivals_capacity"),), "queue")
    yield Section(_("One day"), (Charts([day] if day else []),), "one-day")
    yield Section(
        _("What becomes of dossiers"),
        (
            of("settled", "dossier_time", "dossier_time_by_field", "lateness", "still_open"),
            dossiers_table(result),
            *due_dates_table(result),
            *authority_table(result),
        ),
        "dossiers",
    )
    yield Section(_("Load of the officers"), (of("load"), load_table(result)), "officers")
    yield Section(
        _("Form II.06a/VPCP/KSTT"),
        (*_filled_in(form), *_in_no_column(result), form, form.own or ""),
        "form",
    )
    yield Section(_("Scores"), score_sections(scores(result)), "scores")
    sourced = sourcing(stored.written, result.scenario.sources)
    account = rests_on(result, stored.written, stored.provenance)
    folded = _("Open what you want to read, or to print.")
    yield Section(_("What it rests on"), (rests_on_text(sourced), folded, *account), "rests-on")


def _filled_in(form: FormTable) -> tuple[str, ...]:
    """Say why the counts of the form are not the means."""
    if form.replications == 1:
        return ()
    return (
        _(
            "Filled in from one replication, number {n}, whose on-time rate is the median: its "
            "counts differ from the means above."
        ).format(n=number(form.replication, COUNT)),
    )


def _in_no_column(result: Result) -> tuple[str, ...]:
    """Say of what the form does not know, where it is more than a little."""
    if not leaves_filings(result):
        return ()
    unaccepted = mean_count(result["unaccepted"])
    return (
        _("Dossiers filed and not accepted at the end stand in no column: {n} on average.").format(
            n=unaccepted
        ),
    )


def _certainty(stored: Stored, sourced: Sourcing, figures: KeyFigures) -> Iterator[str]:
    """Say how sure the answer is, and what that rests on."""
    result = stored.result
    finished, wait = len(result.replications), result["wait_mean"]
    if finished == 1:
        yield _("One replication gives no interval: run more, and chance shows.")
    else:
        yield ngettext(
            "The period was simulated {n} time, each time with other chances.",
            "The period was simulated {n} times, each time with other chances.",
            finished,
        ).format(n=number(finished, COUNT))
        if wait.n and wait.low is not None:
            within = _("The mean wait lies within {interval} min with 95 % certainty.").format(
                interval=interval(wait, MINUTES)
            )
            narrower = (
                _("Four times as many replications about halve this interval.")
                if finished >= _MANY
                else _("More replications make it narrower.")
            )
            yield f"{within} {narrower}"
        yield interval_note(result, figures)
        yield assumptions_text()
    if "precision" in stored.provenance:
        outcome, *measures = precision_lines(stored.provenance["precision"])
        yield f"{outcome} {'; '.join(measures)}."
    yield checked_text(stored.provenance)
    yield rests_on_text(sourced)
    yield _how_open(stored, sourced)
    yield _("What has no source is an assumption; report.html lists all of them at its end.")
