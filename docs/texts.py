"""Gather the texts for people, and compile their Vietnamese.

Usage: python docs/texts.py

Writes every text of the program into the Vietnamese catalogue, with the help of its commands and
what the keys of a scenario mean; keeps the translations that are there, drops those of texts that
are gone, and compiles it. Run again, it changes nothing. What is still without a translation is
listed; then exit code 1.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from simulator.cli import app
from simulator.cli.speech import help_texts
from simulator.scenario.families import Distribution
from simulator.scenario.model_sources import Stated
from simulator.scenario.schema import keys

PACKAGE = Path(__file__).parents[1] / "simulator"
CATALOGUE = PACKAGE / "locale/vi/LC_MESSAGES/onestop.po"

ARGUMENTS = {"_": 1, "mistake": 1, "N_": 1, "ngettext": 2, "counted": 2}
"""The functions that texts go through, and how many of their arguments are texts."""

HEADER = "# Vietnamese texts of the one-stop-shop simulator."
HEAD = {
    "Project-Id-Version": "onestop-simulator",
    "Language": "vi",
    "Plural-Forms": "nplurals=1; plural=0;",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


class Catalogue(Catalog):
    """Texts with their Vietnamese; its head is the same whenever it is written, and by whom."""

    def __init__(self) -> None:
        super().__init__("vi", header_comment=HEADER, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What the head says."""
        return list(HEAD.items())


def gathered() -> Catalogue:
    """Return the texts that the program has, without translations."""
    template = Catalogue()
    for file in sorted(PACKAGE.rglob("*.py")):
        for text in texts_of(file.read_text(encoding="utf-8")):
            template.add(text, locations=[(place(file), 0)])
    for name, _line, said, *_other in extract_from_dir(PACKAGE, [("**.html", "jinja2")]):
        template.add(said, locations=[(place(PACKAGE / name), 0)])
    for key in (*keys(), *keys(Distribution), *keys(Stated)):
        template.add(key.meaning, locations=[(place(PACKAGE / "scenario/schema.py"), 0)])
    for help_text in help_texts(app):
        template.add(help_text, locations=[(place(PACKAGE / "cli/speech.py"), 0)])
    return template


def texts_of(module: str) -> Iterator[str | tuple[str, str]]:
    """Go over the texts of a module: those of singular and plural in pairs."""
    for node in ast.walk(ast.parse(module)):
        match node:
            case ast.Call(func=ast.Name(id=function), args=[*arguments]) if function in ARGUMENTS:
                match arguments[: ARGUMENTS[function]]:
                    case [ast.Constant(value=str(text))]:
                        yield text
                    case [ast.Constant(value=str(one)), ast.Constant(value=str(many))]:
                        yield one, many


def place(file: Path) -> str:
    """Say where a text stands."""
    return file.relative_to(PACKAGE.parent).as_posix()


def updated() -> Catalogue:
    """Return the catalogue as it is to be: the texts of today, with the translations there are."""
    with CATALOGUE.open("rb") as file:
        known = read_po(file, locale="vi")
    catalogue = Catalogue()
    for message in gathered():
        if message.id:
            before = known.get(message.id)
            same = before is not None and before.id == message.id and not before.fuzzy
            translation = before.string if before is not None and same else None
            catalogue.add(message.id, translation, message.locations)
    return catalogue


def po_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as it stands in its file: by text, with the modules that say it."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts without a translation."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and message.string in (None, "", ("",))
    ]


if __name__ == "__main__":
    new = updated()
    CATALOGUE.write_bytes(po_text(new))
    CATALOGUE.with_suffix(".mo").write_bytes(mo_bytes(new))
    for text in missing(new):
        sys.stderr.write(f"not translated: {text!r}\n")
    sys.exit(bool(missing(new)))
