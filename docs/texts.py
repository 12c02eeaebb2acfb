"""Gather the texts for people, and compile their Vietnamese.

`python docs/texts.py` writes every text of the program into the Vietnamese catalogue, keeps the
translations that are there, drops those of texts that are gone, and compiles it. What is still
without a translation is listed; then exit code 1.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "simulator"
CATALOGUE = PACKAGE / "locale/vi/LC_MESSAGES/onestop.po"

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "counted": (1, 2)}

HEADER = "# Vietnamese texts of the one-stop-shop simulator."


def gathered() -> Catalog:
    """Return the texts that the program has, without translations."""
    template = Catalog()
    for name, _, message, comments, context in extract_from_dir(
        PACKAGE, METHODS, keywords=KEYWORDS
    ):
        template.add(
            message, None, [(f"simulator/{name}", 0)], auto_comments=comments, context=context
        )
    return template


def updated() -> Catalog:
    """Return the catalogue as it is, with the texts that the program has now."""
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            catalogue = read_po(file, locale="vi")
    else:
        catalogue = Catalog(locale="vi")
    dates = catalogue.creation_date, catalogue.revision_date
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.creation_date, catalogue.revision_date = dates
    catalogue.obsolete.clear()
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    return catalogue


def po_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as it stands in its file: by text, with the modules that say it."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return file.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts without a translation."""
    return [str(each.id) for each in catalogue if each.id and (not each.string or each.fuzzy)]


if __name__ == "__main__":
    new = updated()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(po_text(new))
    CATALOGUE.with_suffix(".mo").write_bytes(mo_bytes(new))
    for text in missing(new):
        sys.stderr.write(f"not translated: {text!r}\n")
    sys.exit(bool(missing(new)))
