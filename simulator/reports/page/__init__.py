"""The page: a document as HTML, one file that opens from disk and prints on A4.

In: a `Document`. Out: HTML in the language that is spoken, laid out as said in `templates`: a page
of chapters, or of a `Letter` one sheet. It does not know whether one result is shown, or several
compared.
"""

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from simulator.language import _, language
from simulator.reports.document import Document, Letter, Section, Shown, Sliders, text_of
from simulator.reports.figures import ABSENT, day, pattern

_POLICY = "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
"""What a page may do: use its own style sheet. Its charts are part of it."""
_SCRIPT_POLICY = "; script-src 'sha256-{script}'"
"""And its own script, where it has sliders."""

_TEMPLATES = Path(__file__).parent / "templates"


def page_html(document: Document) -> str:
    """Return what a page shows of a document, in the language that is spoken.

    Parameters
    ----------
    document
        What to show; of its chapters, those that have anything to show.
    """
    css = _file("page.css")
    chapters = list(filter(None, document.chapters()))
    policy, script = _POLICY.format(style=_hash(f"\n{css}\n")), ""
    if any(isinstance(block, Sliders) for chapter in chapters for block in chapter.blocks):
        script = _file("sliders.js")
        policy += _SCRIPT_POLICY.format(script=_hash(f"\n{script}\n"))
    return _template("report.html").render(
        language=language(),
        css=css,
        policy=policy,
        script=script,
        document=document,
        chapters=[
            Section(_("The answer"), document.answer(Shown.ON_PAGE), "answer"),
            *chapters,
        ],
        colophon=_("Made by onestop {version} on {created}.").format(
            version=document.version, created=day(date.fromisoformat(document.created[:10]))
        ),
    )


def letter_html(letter: Letter) -> str:
    """Return a letter on a sheet of its own, in the language that is spoken."""
    css = f":root {{ font-size: {letter.size}pt; }}\n{_file('letter.css')}"
    policy = _POLICY.format(style=_hash(f"\n{css}\n"))
    return _template("letter.html").render(
        language=language(), css=css, policy=policy, letter=letter
    )


def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what a policy names a style sheet or a script by."""
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.globals["kind"] = lambda block: type(block).__name__
    environment.globals["text_of"] = text_of
    environment.globals["absent"] = ABSENT
    environment.globals["on_page"] = lambda table: table.seen(Shown.ON_PAGE)
    environment.globals["official_count"] = _official_count
    return environment.get_template(name)


def _official_count(count: int) -> str:
    """Write a count of the official form, Vietnamese in whichever language is spoken."""
    return format_decimal(count, pattern(0), locale="vi")
