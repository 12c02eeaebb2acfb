"""A language in which every translated text is marked: what is not marked was never translated.

Its translations are the English texts in ⟦…⟧, the values that are put into them left outside. What
then stands outside, and is neither a number nor a name, is a text that a Vietnamese would meet in
English.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from babel.messages.catalog import Catalog

PLACEHOLDER = re.compile(r"(\{\w+(?:![rs])?(?::[.\dfgs]+)?\})")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
CUT = re.compile(r"⟦[^⟦⟧]*?(?:…|\.\.\.)")
"""Where there was no room for all of it."""
WORD = re.compile(r"[^\W\d_]{2,}")


def pseudo(catalogue: Catalog) -> Catalog:
    """Return the texts of a catalogue with their marked translations."""
    marked = Catalog("vi", fuzzy=False)
    for message in catalogue:
        if message.pluralizable:
            marked.add(message.id, (mark(message.id[1]),))
        elif message.id:
            marked.add(message.id, mark(message.id))
    return marked


def mark(text: str) -> str:
    """Put a text in ⟦…⟧, all but its placeholders and the space around them."""
    parts = PLACEHOLDER.split(text)
    parts[::2] = [re.sub(r"\S(.*\S)?", r"⟦\g<0>⟧", part, flags=re.DOTALL) for part in parts[::2]]
    return "".join(parts)


def untranslated(text: str, names: set[str]) -> list[str]:
    """Return the words of a text that are neither marked nor names."""
    before = ""
    while text != before:  # One marked text may stand in another.
        before, text = text, MARKED.sub(" ", text)
    return [word for word in WORD.findall(CUT.sub(" ", text)) if word.lower() not in names]


def words(*texts: str) -> set[str]:
    """Return the words of texts, in small letters."""
    return {word.lower() for text in texts for word in WORD.findall(text)}


def keys_of(data: object) -> Iterator[str]:
    """Go over all keys of a scenario."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from keys_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_of(value)


class Said(HTMLParser):
    """What a page says: its texts, and those that are read out."""

    SILENT = frozenset({"style", "script", "metadata"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        said = dict(attrs)
        self.texts += filter(None, map(said.get, ("alt", "aria-label", "title")))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data)
