"""The page of a result: report.html, one file that opens from disk and prints on A4.

In: a stored result and the form that it shows. Out: HTML. Chapters are put together here from
texts, charts and tables that others make; how they are laid out is said in `templates`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from simulator.language import _, language, ngettext
from simulator.reports.answer import answer, checked_text, facts, rests_on_text, warnings
from simulator.reports.charts import Chart, charts, day_chart
from simulator.reports.figures import COUNT, MINUTES, day, interval, number
from simulator.reports.findings import findings
from simulator.reports.form_table import FormTable
from simulator.reports.labels import Names
from simulator.reports.page.tables import dossiers_table, load_table, waits_table
from simulator.reports.rests_on import rests_on
from simulator.reports.rests_on.content import Section, Table
from simulator.reports.score_sections import score_sections
from simulator.reports.scores import scores
from simulator.reports.store import Stored
from simulator.scenario.sourcing import sourcing

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the page; what it has not is left out."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    form: FormTable | None = None
    parts: tuple[Section, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: nobody came to the Center, say."""
        return not (self.paragraphs or self.charts or self.tables or self.form or self.parts)


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
    return _template().render(
        language=language(),
        css=(_TEMPLATES / "page.css").read_text(encoding="utf-8"),
        center=Names(result.scenario).center,
        facts=facts(result),
        warnings=warnings(result),
        findings=findings(result),
        certainty=list(_certainty(stored)),
        answer=answer(result),
        chapters=[
            Chapter("answer", _("The answer")),
            *(chapter for chapter in _chapters(stored, form) if not chapter.is_empty),
        ],
        colophon=_("Made by onestop {version} on {created}.").format(
            version=stored.provenance["version"],
            created=day(date.fromisoformat(str(stored.provenance["created"])[:10])),
        ),
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
    yield Chapter("form", _("Form II.06a/VPCP/KSTT"), form=form)
    yield Chapter("scores", _("Scores"), parts=score_sections(scores(result)))
    yield Chapter(
        "rests-on",
        _("What it rests on"),
        parts=rests_on(result, stored.written, stored.provenance),
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
            yield _(
                "The mean wait lies within {interval} min with 95 % certainty, if the assumptions "
                "hold; four times as many replications halve this interval."
            ).format(interval=interval(wait, MINUTES))
    yield checked_text(stored.provenance)
    yield rests_on_text(sourcing(stored.written, result.scenario.sources))
    yield _("What has no source is an assumption; all of them are listed at the end of this page.")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Callable[..., str]] = {"_": _, "count": partial(number, unit=COUNT)}
    environment.globals.update(functions)
    return environment.get_template("report.html")


__all__ = ["Chapter", "page_html"]
