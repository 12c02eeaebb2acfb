"""The words for units, in English and in Vietnamese: those that are read, those that are written.

In comes the text of a unit ("phút", "per year"); out comes the unit's name, which is its canonical
text, or the word that a message writes for it. A message writes examples in the words that the
planner uses: those of the value itself, else those of the scenario's other values, else those of
the language that is spoken. What a unit measures is not known here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from simulator.language import Language, _, language
from simulator.scenario.number_text import tidy, unaccented


class Words(NamedTuple):
    """The words that are read for a unit; of each language, the first is the one to write."""

    en: tuple[str, ...]
    vi: tuple[str, ...]


UNITS = {
    "s": Words(("s", "sec", "second", "seconds"), ("giây",)),
    "min": Words(("min", "mins", "minute", "minutes"), ("phút",)),
    "h": Words(("h", "hour", "hours"), ("giờ",)),
    "days": Words(("days", "day"), ("ngày",)),
    "working days": Words(("working days", "working day"), ("ngày làm việc",)),
    "working hours": Words(("working hours", "working hour"), ("giờ làm việc",)),
    "per year": Words(("per year",), ("mỗi năm",)),
    "per month": Words(("per month",), ("mỗi tháng",)),
    "per working day": Words(("per working day",), ("mỗi ngày làm việc",)),
    "per hour": Words(("per hour", "per h"), ("mỗi giờ",)),
    "per min": Words(("per min", "per minute"), ("mỗi phút",)),
    "none": Words(("none",), ("không",)),
    "same day": Words(("same day",), ("trong ngày",)),
}
"""Units, and the words that stand for a limit, by their canonical texts."""

_ENGLISH = re.compile(
    r"\b(?:secs?|mins?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|per)\b"
)
_ACCENTED = re.compile(r"[à-ỹ]")
_UNACCENTED = frozenset(
    token for words in UNITS.values() for word in words.vi for token in unaccented(word).split()
) | {"ph", "tuan"}

_written_in: ContextVar[Language | None] = ContextVar("written_in", default=None)


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the units of these names by every word that is read for them."""
    return {word: name for name in names for words in UNITS[name] for word in words}


def word(name: str, of: Language) -> str:
    """Return the word to write for a unit."""
    return str(getattr(UNITS[name], of)[0])


def in_words(text: str, of: Language) -> str:
    """Return a quantity whose unit is canonical in the words of a language; others as they are.

    Examples
    --------
    >>> in_words("1.5 per month", "vi")
    '1.5 mỗi tháng'
    """
    number, _space, unit = text.partition(" ")
    return f"{number} {word(unit, of)}" if unit in UNITS else text


def listed(texts: Sequence[str]) -> str:
    """Return texts as a list that ends in "or".

    Examples
    --------
    >>> listed(["s", "min", "h"])
    's, min or h'
    """
    *first, last = texts
    return f"{', '.join(first)} {_('or')} {last}" if first else last


def language_of(text: str) -> Language | None:
    """Return the language of a quantity's words; None where they could be of either.

    Examples
    --------
    >>> language_of("10 phút"), language_of("10 min"), language_of("7h30")
    ('vi', 'en', None)
    """
    clean = tidy(text)
    if _ACCENTED.search(clean) or _UNACCENTED & {*re.split(r"[^a-z]+", clean)}:
        return "vi"
    return "en" if _ENGLISH.search(clean) else None


def example_language(text: object = "") -> Language:
    """Return the language of the words in which an example is written beside `text`."""
    own = language_of(text) if isinstance(text, str) else None
    return own or _written_in.get() or language()


@contextmanager
def examples_as_in(texts: Iterable[str]) -> Iterator[None]:
    """Write examples in the words that most quantities among `texts` are written in."""
    found = Counter(
        of for text in texts if text[:1].isdecimal() and (of := language_of(text)) is not None
    )
    token = _written_in.set(found.most_common(1)[0][0] if found else None)
    try:
        yield
    finally:
        _written_in.reset(token)
