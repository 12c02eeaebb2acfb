"""Shares and plain numbers, from the texts of a planner.

In comes a value that may be a percentage ("80 %"); out comes the share, or what to write instead of
a text that is none. A bare number without a unit is read by YAML; what keeps a text from being one
is said here. What a share is of, and which further bounds it has, is not known here.
"""

import re
from decimal import Decimal

from simulator.language import N_, _, mistake
from simulator.scenario.number_text import SEPARATORS, number_text, tidy, two_readings
from simulator.scenario.slips import Slip, corrected
from simulator.signs import remark

_PERCENTAGE = re.compile(r"(?P<number>[+\-−]?[0-9]{1,15}(?:\.[0-9]{1,15})?)\s?%")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]+)?")
_N = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_PERCENT = 100

_HEDGE = Slip(re.compile(r"^(?:(?:khoảng|chừng|tầm|about|around|approximately)\b|[~≈])\s*"), "")

_SHARE_SLIPS = (
    _HEDGE,
    *SEPARATORS,
    Slip(
        re.compile(rf"^(?P<number>{_N})\s*(?:phần trăm|phan tram|per ?cent|pct)\b.*$"),
        r"\1 %",
    ),
    Slip(
        re.compile(rf"^(?P<number>{_N})\s*(?:‰|phần nghìn|per mille)$"),
        lambda match: f"{number_text(float(match['number']) / 10)} %",
    ),
    Slip(
        re.compile(rf"^%\s?(?P<number>{_N})$"),
        r"\1 %",
    ),
    Slip(re.compile(rf"^(?P<number>{_N})\s?%\s*\D.*$"), r"\1 %"),
    Slip(
        re.compile(r"^(?P<part>[0-9]{1,6})\s*(?:/|trên|in|out of|of)\s*(?P<all>[1-9][0-9]{0,5})$"),
        lambda match: f"{int(match['part']) / int(match['all']):.4g}",
    ),
)

_CURRENCY = r"(?:\$|€|£|¥|₫|đ|đồng|usd|vnđ|vnd|eur)"
_WITHOUT_CURRENCY = N_("write {text}; the unit of costs stands in `currency`")

_NUMBER_SLIPS = (
    _HEDGE,
    Slip(re.compile(rf"^{_CURRENCY}\s*(?=[0-9])"), "", _WITHOUT_CURRENCY),
    *SEPARATORS,
    Slip(
        re.compile(rf"^\+\s?(?P<number>{_N})\s?%$"),
        lambda match: number_text(1 + _hundredth(match["number"])),
        N_("{number} % more is {text}"),
    ),
    Slip(
        re.compile(rf"^(?P<number>-?{_N})\s*(?:%|phần trăm|per ?cent).*$"),
        lambda match: number_text(_hundredth(match["number"])),
        N_("{number} % is {text} as a number, where 1 is all and 1.1 is 10 % more"),
    ),
    Slip(
        re.compile(
            rf"(?<=[0-9])\s*(?:(?:nghìn|triệu|tỷ|thousand|million|billion)\s*{_CURRENCY}?"
            rf"|{_CURRENCY}|tr)(?:\s*/.*)?$"
        ),
        "",
        _WITHOUT_CURRENCY,
    ),
    Slip(
        re.compile(r"^0?(?P<number>[0-9]{1,2})(?::[0-9]{2}|\s?h\s?[0-9]{2})$"),
        r"\1",
        N_("write {text}, the hour alone"),
    ),
    Slip(
        re.compile(rf"^(?P<number>[+-]?{_N})(?:\s*[^0-9.,\s%].*|\s+[^0-9%].*)$"),
        r"\1",
        N_("write {text}, without a unit"),
    ),
    Slip(re.compile(r"^\+(?=[0-9])"), ""),
)


def _hundredth(number: str) -> float:
    """Return the share that a number of hundredths is, without an error of rounding."""
    return float(Decimal(number.replace("−", "-")).scaleb(-2))


def parse_share(value: object) -> object:
    """Return a percentage as a share, and every other value as it is.

    Raises
    ------
    ValueError
        If the value is a share in another form that is understood, or is more than all; it says how
        to write it.

    Examples
    --------
    >>> parse_share("12.5 %"), parse_share("80%"), parse_share(0.8)
    (0.125, 0.8, 0.8)
    """
    if isinstance(value, str):
        return _share_in(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 < value <= _PERCENT:
        message = _("must be at most 1: as a percentage, write {percent} % or {share}")
        share = number_text(_hundredth(repr(value)))
        raise ValueError(message.format(percent=number_text(value), share=share))
    return value


def _share_in(text: str) -> object:
    clean = tidy(text)
    if match := _PERCENTAGE.fullmatch(clean):
        share = _hundredth(match["number"])
        if share > 1:
            raise mistake("must be at most 100 %")
        return share
    meant = corrected(clean, _SHARE_SLIPS)
    if meant and (_PERCENTAGE.fullmatch(meant.text) or _NUMBER.fullmatch(meant.text)):
        raise ValueError(meant.advice(meant.text))
    return text


def number_message(text: str, due: str, *, is_whole: bool) -> str:
    """Return that a number is `due`, and what to write for a text that is none, where it is known.

    Examples
    --------
    >>> number_message("0,6", "a number is due", is_whole=False)
    'a number is due: write 0.6, with a decimal point, not a comma'
    """
    if remark(text):
        return due  # The problem tells what to do about the signs.
    clean = tidy(text)
    if advice := two_readings(clean):
        return _("{due}: {what}", due=due, what=advice)
    if _NUMBER.fullmatch(clean):
        is_right = clean.lstrip("+-").isdecimal() or not is_whole
        return _("{due}, without quotes", due=due) if is_right else due
    meant = corrected(clean, _NUMBER_SLIPS)
    is_known = meant is not None and _NUMBER.fullmatch(meant.text)
    if meant is None or not is_known or (is_whole and "." in meant.text):
        return due
    return _("{due}: {what}", due=due, what=meant.advice(meant.text))
