"""Near matches: the known word that an unknown one was probably meant to be.

In comes a word that nothing answers to, and those that something does; out comes the nearest of
them, or the hint at it for the end of a message. What the words stand for is not known here.
"""

import difflib
from collections.abc import Iterable

from simulator.language import _

_NEAR = 0.6
"""Likeness from which a word is near, from 0 to 1: that of `difflib`."""
_LONGEST = 80
"""Signs of a word that is looked for, and of those that it is held against."""
_MOST = 500
"""Words that one is held against; of more, such as measures, those that begin like it."""


def near_match(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the known word nearest to `word`, or an empty text."""
    near = nearest(word, known)
    return did_you_mean(near) if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to `word`; empty where none is near.

    Of words without number, only as many are looked at as take little time.

    Examples
    --------
    >>> nearest("gama", ["gamma", "uniform"]), nearest("xyz", ["gamma", "uniform"])
    ('gamma', '')
    """
    if len(word) > _LONGEST:
        return ""
    short = [other for other in known if len(other) <= _LONGEST]
    if len(short) > _MOST:
        short.sort(key=lambda other: _beginning(word, other), reverse=True)
    best = (_NEAR, "")
    matcher = difflib.SequenceMatcher(b=word)
    for other in short[:_MOST]:
        matcher.set_seq1(other)
        # What is quick is at least what takes long.
        if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
            best = max(best, (matcher.ratio(), other))
    return best[1]


def did_you_mean(word: str) -> str:
    """Return a hint at `word` for the end of a message, " (did you mean 'x'?)"."""
    return " " + _("(did you mean {word!r}?)", word=word)


def _beginning(word: str, other: str) -> int:
    """Return how many signs two words have in common at their beginning."""
    pairs = enumerate(zip(word, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), min(len(word), len(other)))
