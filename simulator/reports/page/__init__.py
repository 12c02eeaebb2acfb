"""The page of a result: report.html, one file that opens from disk and prints on A4.

In: a stored result and the form that it shows. Out: HTML. Chapters are put together here from
texts, charts and tables that others make; how they are laid out is said in `layout`.
"""

from collections.abc import Iterator

from simulator.language import _, ngettext
from simulator.reports.answer import (
    answer,
    checked_text,
    facts,
    few_replications,
    interval_note,
    rests_on_text,
    warnings,
)
from simulator.reports.carrying import are_many_unaccepted, limit
from simulator.reports.certainty import assumptions_text
from simulator.reports.charts import Chart, charts, day_chart
from simulator.reports.figures import COUNT, MINUTES, interval, mean_count, number
from simulator.reports.findings import findings
from simulator.reports.form_table import FormTable
from simulator.reports.labels import Names
from simulator.reports.page.layout import Chapter, Page, laid_out
from simulator.reports.page.tables import dossiers_table, load_table, waits_table
from simulator.reports.precision import precision_lines
from simulator.reports.rests_on import rests_on
from simulator.reports.score_sections import score_sections
from simulator.reports.scores import scores
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.scenario.sourcing import sourcing

_MANY = 10
"""Replications from which on Student's t is near the normal: a half-width goes by 1 ÷ √n."""


def page_html(stored: Stored, form: FormTable) -> str:
    """Return the page of a result in the language that is spoken.

    Parameters
    ----------
    stored
        The result, with its scenario as written and its provenance.
    form
        The form that the page shows.
    """
    result = stored.result
    return laid_out(
        Page(
            title=Names(result.scenario).center,
            facts=facts(result),
            warnings=[*warnings(result), *few_replications(result)],
            findings=findings(result),
            limit=limit(result),
            certainty=list(_certainty(stored)),
            answer=answer(result),
            chapters=list(_chapters(stored, form)),
            version=stored.provenance["version"],
            created=str(stored.provenance["created"]),
        )
    )


def _chapters(stored: Stored, form: FormTable) -> Iterator[Chapter]:
    result = stored.result
    drawn = charts(result)

    def of(*keys: str) -> tuple[Chart, ...]:
        return tuple(drawn[key] for key in keys if key in drawn)

    waits, dossiers, load = waits_table(result), dossiers_table(result), load_table(result)
    yield Chapter(
        "waits",
        _("Where citizens wait"),
        charts=of(
            "waits_by_step", "waits_by_field", "waits_by_hour", "waits_by_weekday", "waits_heatmap"
        ),
        tables=(waits,) if waits.rows else (),
    )
    yield Chapter(
        "queue", _("The queue through the day"), charts=of("queue_day", "arrivals_capacity")
    )
    day = day_chart(result)
    if day:
        yield Chapter("one-day", _("One day"), charts=(day,))
    yield Chapter(
        "dossiers",
        _("What becomes of dossiers"),
        charts=of("settled", "dossier_time", "dossier_time_by_field", "lateness", "still_open"),
        tables=(dossiers,) if dossiers.rows else (),
    )
    yield Chapter(
        "officers",
        _("Load of the officers"),
        charts=of("load"),
        tables=(load,) if load.rows else (),
    )
    yield Chapter(
        "form",
        _("Form II.06a/VPCP/KSTT"),
        paragraphs=(*_filled_in(form), *_in_no_column(result)),
        form=form,
    )
    yield Chapter("scores", _("Scores"), parts=score_sections(scores(result)))
    yield Chapter(
        "rests-on",
        _("What it rests on"),
        parts=rests_on(result, stored.written, stored.provenance),
    )


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
    if not are_many_unaccepted(result):
        return ()
    unaccepted = mean_count(result["unaccepted"])
    return (
        _("Dossiers filed and not accepted at the end stand in no column: {n} on average.").format(
            n=unaccepted
        ),
    )


def _certainty(stored: Stored) -> Iterator[str]:
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
        if note := interval_note(result):
            yield note
        yield assumptions_text()
    if "precision" in stored.provenance:
        outcome, *measures = precision_lines(stored.provenance["precision"])
        yield f"{outcome} {'; '.join(measures)}."
    yield checked_text(stored.provenance)
    yield rests_on_text(sourcing(stored.written, result.scenario.sources))
    yield _("What has no source is an assumption; all of them are listed at the end of this page.")


__all__ = ["Chapter", "page_html"]
