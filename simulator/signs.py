"""Signs in texts from outside: shown so that they do no harm, and named so that they are found.

In comes a text that somebody typed, or a file held; out comes what a terminal can be given of it or
its shell takes, and what its signs are that nobody sees, or takes for others. What it means is not
known here.
"""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from subprocess import list2cmdline

from simulator.language import N_, _

LONGEST_LINE = 2_000
"""Signs of a line that tells a problem, whatever was typed."""

_HARMFUL = (
    *(code for code in range(0x20) if chr(code) not in "\n\t"),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    *(0x2028, 0x2029),
)
"""Signs that steer a terminal, turn the direction of writing, or break a line unseen."""
_ESCAPES = {code: f"\\u{code:04x}" for code in _HARMFUL}
_ESCAPES_ON_A_LINE = _ESCAPES | {ord("\n"): "\\n", ord("\t"): "\\t"}

_COLOURS = re.compile("(\x1b\\[[0-9;]*m)")

_NAMES = {
    "\t": N_("a tab"),
    "\u00a0": N_("a no-break space"),
    "\u00ad": N_("a soft hyphen"),
    "\u2007": N_("a figure space"),
    "\u200b": N_("a zero-width space"),
    "\u202f": N_("a narrow no-break space"),
    "\u2060": N_("a word joiner"),
    "\u3000": N_("an ideographic space"),
    "\ufeff": N_("a byte-order mark"),
}
"""Signs that a planner's editor or web page may leave behind; others are named by their code."""
_LOOKALIKES = {
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‛", "'"),
    **dict.fromkeys("‐‑‒−", "-"),  # Longer dashes are what texts have between words.
    **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝ", "ABESIJKMHOPCTYXaesijopcyxdhqw", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι", "ABEZHIKMNOPTYXoi", strict=True)),
    "‚": ",",
    "∶": ":",
}
"""Quotes, hyphens, and letters of the Cyrillic and Greek alphabets, by what they are taken for."""
_MOST_REMARKS = 3


def on_screen(text: str, *, with_colours: bool = False) -> str:
    r"""Return lines as a terminal can be given them, whatever they hold; colours may stay in it.

    The escapes are those of JSON and YAML, where a text in quotes means the same with them.

    Examples
    --------
    >>> print(on_screen("red: \x1b[31m"))
    red: \u001b[31m
    """
    if not with_colours:
        return text.translate(_ESCAPES)
    parts = enumerate(_COLOURS.split(text))
    return "".join(part if number % 2 else part.translate(_ESCAPES) for number, part in parts)


def on_a_line(text: str, most: int) -> str:
    """Return a text on one line of a terminal, of `most` signs or so; the middle of more goes."""
    return shortened(text, most).translate(_ESCAPES_ON_A_LINE)


def as_typed(command: str) -> str:
    """Return a recorded command, quoted as `shlex` does, as the shell of this system takes it.

    Of its two on Windows only one knows single quotes, and both know double ones.
    """
    return list2cmdline(shlex.split(command)) if os.name == "nt" else command


def value_on_a_line(text: str, most: int) -> str:
    r"""Return a value on one line, of `most` signs or so; in quotes where it is not what one sees.

    Examples
    --------
    >>> print(value_on_a_line("12 min", 60), value_on_a_line("12\u00a0min", 60))
    12 min '12\xa0min'
    """
    short = shortened(text, most)
    is_plain = short and short.isprintable() and short == short.strip()
    return short if is_plain else repr(short)


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` signs: what is longer without its middle.

    Examples
    --------
    >>> shortened("staff.land-counter.officers", 12)
    'staff.l…cers'
    """
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 1]}…{text[len(text) - tail :]}"


def is_space(sign: str) -> bool:
    """Whether a sign looks like a space and is none."""
    return sign not in " \n" and unicodedata.category(sign) == "Zs"


def is_unseen(sign: str) -> bool:
    """Whether a sign is not seen where it stands, or looks like a space and is none."""
    return sign not in " \n" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")


def named(sign: str) -> str:
    r"""Return what a sign is called, with its code.

    Examples
    --------
    >>> named("\u00a0"), named("“"), named("\x07")
    ('a no-break space (U+00A0)', '“ (U+201C)', 'the sign U+0007')
    """
    code = f"U+{ord(sign):04X}"
    if sign in _NAMES:
        return f"{_(_NAMES[sign])} ({code})"
    return _("the sign {code}").format(code=code) if is_unseen(sign) else f"{sign} ({code})"


def remedy(sign: str, column: int | None = None) -> str:
    """Return what to do about a sign, a text of its own; empty where nothing is wrong with it."""
    place = named(sign)
    if column is not None:
        place = _("{sign} in column {column}").format(sign=place, column=column)
    if sign == "\t" or is_space(sign):
        return _("{sign} is no ordinary space: write one").format(sign=place)
    if is_unseen(sign):
        return _("{sign} cannot be seen: delete it").format(sign=place)
    if meant := _meant(sign):
        return _("{sign}: write {meant}").format(sign=place, meant=meant)
    return ""


def remark(text: str) -> str:
    """Return what to do about the signs of a text that was refused; empty where all are plain."""
    if text.isascii() and text.isprintable():
        return ""
    remedies = list(dict.fromkeys(filter(None, map(remedy, dict.fromkeys(text)))))
    return "; ".join(remedies[:_MOST_REMARKS])


def _meant(sign: str) -> str:
    """Return the plain sign that a sign is taken for; empty where it is taken for none."""
    if sign.isascii():
        return ""
    if sign in _LOOKALIKES:
        return _LOOKALIKES[sign]
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if unicodedata.east_asian_width(sign) == "F":
        return unicodedata.normalize("NFKC", sign)
    return ""
