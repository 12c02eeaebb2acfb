"""The Vietnamese catalogue holds every text of the program, translated."""

import gettext
import re
import runpy
from pathlib import Path

from simulator.language import DOMAIN, FOLDER

TEXTS = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "texts.py"))
CATALOGUE = TEXTS["CATALOGUE"]
UPDATED = TEXTS["updated"]()
MESSAGES = [
    message for message in UPDATED if message.id and message.string not in (None, "", ("",))
]
"""Those with a translation."""


def ids(message):
    return message.id if message.pluralizable else (message.id,)


def translations(message):
    return message.string if message.pluralizable else (message.string,)


def placeholders(text):
    """The placeholders of a text; other braces are examples, and shown as they are."""
    return set(re.findall(r"\{\w+(?:![rs])?(?::[.\w]+)?\}", text))


def test_the_catalogue_has_the_texts_of_the_program_and_no_others():
    """After a change of texts, run `python docs/texts.py`, and translate what it lists."""
    assert CATALOGUE.read_bytes() == TEXTS["po_text"](UPDATED)


def test_every_text_is_translated():
    assert TEXTS["missing"](UPDATED) == []


def test_no_translation_is_a_guess():
    assert "#, fuzzy" not in CATALOGUE.read_text(encoding="utf-8")


def test_what_is_read_at_run_time_is_what_the_catalogue_says():
    compiled = gettext.translation(DOMAIN, FOLDER, ["vi"])
    for message in MESSAGES:
        if message.pluralizable:
            assert (compiled.ngettext(*message.id, 2),) == message.string
        else:
            assert compiled.gettext(message.id) == message.string


def test_to_gather_the_texts_again_changes_nothing():
    assert TEXTS["po_text"](TEXTS["updated"]()) == TEXTS["po_text"](UPDATED)


def test_a_translation_takes_the_values_of_its_text():
    wrong = [
        text
        for message in MESSAGES
        for text in translations(message)
        if placeholders(text) != placeholders(ids(message)[-1])
    ]
    assert wrong == []


def test_a_translation_begins_and_ends_with_space_where_its_text_does():
    """A percentage alone is written without one in Vietnamese: 59,6%."""
    edges = re.compile(r"^\s*|\s*$")
    wrong = [
        text
        for message in MESSAGES
        for text in translations(message)
        if edges.findall(text) != edges.findall(ids(message)[0]) and ids(message) != (" %",)
    ]
    assert wrong == []
