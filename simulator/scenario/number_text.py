"""Numbers with units in a planner's text: splitting them, and saying what is wrong with them.

In comes a text; out come its number and its unit, or a ``ValueError`` that says how to write it.
Decimal commas and separated thousands are refused with a hint and never guessed: a Vietnamese
reader takes "3.200" for three thousand two hundred, an English one for three and a fifth. Which
units there are and what they mean is not known here.
"""

import re
import unicodedata

from simulator.language import N_, _, mistake
from simulator.scenario.names import composed
from simulator.scenario.slips import Slip, corrected

_NUMBER = r"[+\-−]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?"
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_PLAIN_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMBER_AND_UNIT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>(?:\s.*|[^0-9.,\s].*)?)")
_NOT_FINITE = re.compile(r"[+\-−]?\.?(?:nan|inf)\b.*|[+\-−]?infinity\b.*")
_IN_TWO_WAYS = re.compile(
    r"(?P<number>[+\-−]?[1-9][0-9]{0,2}[.,][0-9]{3})(?P<rest>(?!e[+-]?[0-9])[^0-9.,].*)?"
)
LIKE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A number without its sign that one reader takes for thousands, another for a fraction."""


def plain_number(text: str) -> int | float | None:
    """Return the number that a text is, as YAML has it; None where it is none.

    What people type, what a file holds and what stands in a table are read by this alone: ASCII
    digits, a decimal point, no separators. Whole numbers have at most 18 digits; longer ones, and
    those with a point or an exponent, are a `float`.

    Examples
    --------
    >>> plain_number("12"), plain_number("1e3"), plain_number("1_000"), plain_number("١٢")
    (12, 1000.0, None, None)
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _PLAIN_NUMBER.fullmatch(text) else None


def as_text(value: object, meaning: str) -> str:
    """Return `value` if it is text; a `ValueError` says that `meaning` is due otherwise."""
    if isinstance(value, str):
        return value
    raise mistake("{meaning} is due here, written as text", meaning=meaning)


def tidy(text: str) -> str:
    """Return `text` in composed letters and lower case, one kind of dash, single spaces."""
    lower = composed(text).casefold()
    return re.sub(r"\s*[-–—]\s*", "-", " ".join(lower.split()))


def unaccented(text: str) -> str:
    """Return tidied `text` with its letters as a keyboard without Vietnamese writes them.

    Examples
    --------
    >>> unaccented("ngày làm việc"), unaccented("một đồng")
    ('ngay lam viec', 'mot dong')
    """
    apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


def amount_and_unit(value: object, meaning: str, *example_units: str) -> tuple[float, str]:
    """Split a quantity into its number and the tidied text of its unit, which is not empty.

    `meaning` ("a duration") and `example_units` ("min") word the messages.

    Raises
    ------
    ValueError
        If the value is no text, has no unit, or its number cannot be read beyond doubt.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = number_text(value)
    words = {"meaning": meaning, "unit": example_units[0]}
    due = _("{meaning} (a number and a unit, e.g. 10 {unit})", **words)
    text = tidy(as_text(value, due))
    _refuse_separators(text)
    match = _NUMBER_AND_UNIT.fullmatch(text)
    if match is None:
        if _NOT_FINITE.fullmatch(text):
            raise mistake("{meaning} must be a finite number and a unit, e.g. 10 {unit}", **words)
        raise mistake("{meaning} is a number and a unit, e.g. 10 {unit}", **words)
    number, unit = match["number"], match["unit"].strip()
    if not unit:
        choices = ", ".join(f"{number} {unit}" for unit in example_units)
        raise mistake(
            "{meaning} needs a unit: add one, e.g. {choices}", meaning=meaning, choices=choices
        )
    # Adding 0.0 makes a negative zero plain.
    return float(number.replace("−", "-")) + 0.0, unit


def number_text(number: float) -> str:
    """Return the shortest text that `amount_and_unit` reads back as `number`.

    Examples
    --------
    >>> number_text(12.0), number_text(1.125)
    ('12', '1.1250')
    """
    return sure_fraction(repr(float(number)).removesuffix(".0"))


def sure_fraction(text: str) -> str:
    """Return a number with a decimal point so that nobody takes it for separated thousands.

    One zero more tells a fraction of three digits from them.

    Examples
    --------
    >>> sure_fraction("1.125"), sure_fraction("0.125")
    ('1.1250', '0.125')
    """
    return f"{text}0" if LIKE_THOUSANDS.fullmatch(text) else text


def _whole(match: re.Match[str]) -> str:
    """Return a number with separated thousands as it is read."""
    fraction = (match["fraction"] or "").replace(",", ".")
    return f"{match['sign']}{re.sub('[^0-9]', '', match['number'])}{fraction}"


SEPARATORS = (
    Slip(
        re.compile(
            # But for one group after a point or a comma, which can be read in two ways.
            r"^(?P<sign>[+\-−]?)(?![0-9]{1,3}[.,][0-9]{3}(?![0-9]|[ ,._'][0-9]))"
            r"(?P<number>[1-9][0-9]{0,2}(?:[ ,._'][0-9]{3})+)"
            r"(?P<fraction>[.,][0-9]+)?(?![0-9.,]|e[+-]?[0-9])"
        ),
        _whole,
        N_("write {text}, without separators between thousands"),
    ),
    Slip(
        re.compile(
            r"^(?P<sign>[+\-−]?)(?![1-9][0-9]{0,2},[0-9]{3}(?![0-9]))(?P<whole>[0-9]+),(?P<fraction>[0-9]+)(?![0-9.,])"
        ),
        r"\g<sign>\g<whole>.\g<fraction>",
        N_("write {text}, with a decimal point, not a comma"),
    ),
)
"""Signs within a number that leave no doubt what it is."""


def two_readings(text: str) -> str:
    """Return what to write for a number that can be read in two ways; empty for any other."""
    match = _IN_TWO_WAYS.fullmatch(text)
    if match is None:
        return ""
    number, rest = match["number"], match["rest"] or ""
    return _(
        "{number} can be read in two ways: write {whole} (no separator between "
        "thousands) or {fraction} (a fraction)",
        number=number,
        whole=f"{re.sub(r'[^0-9]', '', number)}{rest}",
        fraction=f"{number_text(float(number.replace(',', '.')))}{rest}",
    )


def _refuse_separators(text: str) -> None:
    """Refuse numbers with a decimal comma or with separated thousands, with what to write."""
    if advice := two_readings(text):
        raise ValueError(advice)
    if meant := corrected(text, SEPARATORS):
        raise ValueError(meant.advice(meant.text))
