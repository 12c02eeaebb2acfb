"""Slips: what planners write that is not in the language, and what they mean by it.

In comes a text that could not be read and a table of slips; out comes the text as it was meant,
with the sentence that says so. A table is data: a pattern, what stands in its place, and the
sentence. Several slips in one text are put right one after the other, in the order of the table.
What the texts are read into is not known here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from simulator.language import N_, _

Read = TypeVar("Read")

WRITE = N_("write {text}")
"""What is said of a slip that explains itself."""

LONGEST = 100
"""Signs of a text that may be a quantity; no slip is looked for in a longer one."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A way of writing that is understood and not read."""

    pattern: re.Pattern[str]
    """What is written, in tidied text."""
    instead: str | Callable[[re.Match[str]], str]
    """What it stands for, as a template or a function of the match."""
    message: str = WRITE
    """What is said, marked by `N_`; takes the `text` to write, and the groups of the pattern."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A text with its slips put right."""

    text: str
    message: str
    """What is said of the first slip that does not explain itself, not yet filled in."""
    words: dict[str, str]
    """The groups of that slip."""

    def advice(self, text: str) -> str:
        """Return what is wrong and that `text`, a number and a unit, is to be written."""
        unit = text.partition(" ")[2]
        return _(self.message, **{**self.words, "text": text, "unit": unit})


def corrected(text: str, slips: Iterable[Slip]) -> Correction | None:
    """Return a tidied text with its slips put right; None where it has none of them."""
    if len(text) > LONGEST:
        return None
    meant, message, words = text, WRITE, dict[str, str]()
    for slip in slips:
        match = slip.pattern.search(meant)
        if match is None:
            continue
        put = match.expand(slip.instead) if isinstance(slip.instead, str) else slip.instead(match)
        meant = f"{meant[: match.start()]}{put}{meant[match.end() :]}".strip()
        if message == WRITE:
            groups = match.groupdict(default="")
            message = slip.message
            words = {name: _as_read(group) for name, group in groups.items()}
    return None if meant == text else Correction(meant, message, words)


def read_or_advise(
    text: str, read: Callable[[str], Read], slips: Iterable[Slip], write: Callable[[Read], str]
) -> Read:
    """Return what is read of a tidied text; where nothing is, say what to write instead.

    Parameters
    ----------
    text
        The text.
    read
        Reads it, or raises a `ValueError`.
    slips
        What planners write for it, and what they mean.
    write
        Writes what was read, as it is to be written.

    Raises
    ------
    ValueError
        With that advice; what `read` says where nothing else could be meant.
    """
    try:
        return read(text)
    except ValueError:
        meant = corrected(text, slips)
        if meant is None:
            raise
    raise ValueError(meant.advice(write(read(meant.text))))


def _as_read(number: str) -> str:
    """Return a number with a decimal point."""
    return number.replace(",", ".")
