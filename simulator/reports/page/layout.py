"""Layout: a page of chapters, one file that opens from disk and prints on A4.

In: texts, charts and tables that others have made. Out: HTML in the language that is spoken, laid
out as said in `templates`. It does not know whether one result is shown, or several compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from simulator.language import _, language
from simulator.reports.answer import Section as AnswerSection
from simulator.reports.charts.svg import Chart
from simulator.reports.figures import day, pattern
from simulator.reports.form_table import FormTable
from simulator.reports.rests_on.content import Section, Table

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


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page says; its first chapter is the answer."""

    title: str
    facts: Sequence[str]
    """What was simulated, and how."""
    warnings: Sequence[str]
    """What a reader must know before any number."""
    findings: Sequence[str]
    """What to look at first."""
    certainty: Sequence[str]
    """How sure it is."""
    chapters: Sequence[Chapter]
    """Those behind the answer; the empty ones are left out."""
    version: str
    """Of the program."""
    created: str
    """When the numbers were made, as ISO date."""
    limit: str = ""
    """What limits the Center."""
    answer: Sequence[AnswerSection] = ()
    """The answer in numbers."""


def laid_out(page: Page) -> str:
    """Return a page as HTML, in the language that is spoken.

    Parameters
    ----------
    page
        What it says.
    """
    return _template().render(
        language=language(),
        css=(_TEMPLATES / "page.css").read_text(encoding="utf-8"),
        page=page,
        chapters=[
            Chapter("answer", _("The answer")),
            *(chapter for chapter in page.chapters if not chapter.is_empty),
        ],
        colophon=_("Made by onestop {version} on {created}.").format(
            version=page.version, created=day(date.fromisoformat(page.created[:10]))
        ),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Callable[..., str]] = {"_": _, "official_count": _official_count}
    environment.globals.update(functions)
    return environment.get_template("report.html")


def _official_count(count: int) -> str:
    """Write a count of the official form, Vietnamese in whichever language is spoken."""
    return format_decimal(count, pattern(0), locale="vi")
