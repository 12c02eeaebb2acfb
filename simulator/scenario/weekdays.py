"""Days of the week as planners name them: one day, a range that may wrap, or every day.

In comes a text such as "sat", "mon-fri", "sun-thu" or, as Vietnamese calendars have it, "t2-t6" and
"cn"; out come numbers of weekdays, Monday first, or the text in its canonical words. What happens
on these days is not known here.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import AfterValidator

from simulator.language import N_, mistake
from simulator.scenario.near_matches import did_you_mean, near_match
from simulator.scenario.number_text import tidy
from simulator.scenario.slips import Slip, corrected
from simulator.scenario.vocabulary import WEEKDAYS, Weekday

EVERY_DAY: Final = "every-day"

_VIETNAMESE: Final = ("t2", "t3", "t4", "t5", "t6", "t7", "cn")
"""The same days: the second of the week to the seventh, and Sunday."""

_NUMBER_OF: Final[dict[str, int]] = {
    day: number for names in (WEEKDAYS, _VIETNAMESE) for number, day in enumerate(names)
}


_DAY_SLIPS: Final = (
    Slip(re.compile(r"\s*(?:đến|tới|to|-)\s*"), "-"),
    *(
        Slip(re.compile(rf"\bthứ\s?(?:{name}|{number})\b"), f"t{number}")
        for number, name in enumerate(("hai", "ba", "tư|bốn", "năm", "sáu", "bảy"), start=2)
    ),
    Slip(re.compile(r"\b(?:chủ nhật|chúa nhật|c\.n\.?)(?!\w)"), "cn"),
    *(
        Slip(re.compile(rf"\b{day}[a-z]*day\b"), day)  # The whole name in English.
        for day in WEEKDAYS
    ),
    Slip(re.compile(r"^(?:mọi ngày|hằng ngày|hàng ngày|every day|daily)$"), EVERY_DAY),
)
"""What planners write for days of the week, and what they mean."""


def weekdays_of(key: str) -> tuple[int, ...]:
    """Return the numbers of the weekdays that a key names, Monday 0, in its order.

    Capitals, spaces around the dash and other dashes are read as what they stand for. A range runs
    from its first day to the next such as its last, through Sunday if need be.

    Raises
    ------
    ValueError
        If the key names no day, or is a range of one.

    Examples
    --------
    >>> weekdays_of("sun-tue"), weekdays_of("T7")
    ((6, 0, 1), (5,))
    """
    days = _days(tidy(key))
    if days is None:
        raise mistake(
            "{key!r} is no day: write a day (mon … sun, or t2 … t7, cn), a range such as mon-fri, "
            "or every-day{hint}",
            key=key,
            hint=_hint(tidy(key)),
        )
    return days


def _days(key: str) -> tuple[int, ...] | None:
    """Return the numbers of the weekdays that a key names; None where it names none."""
    if key == EVERY_DAY:
        return tuple(range(len(WEEKDAYS)))
    first, dash, last = key.partition("-")
    start, stop = _NUMBER_OF.get(first), _NUMBER_OF.get(last if dash else first)
    if start is None or stop is None:
        return None
    if dash and stop == start:
        raise mistake(
            "the range {key} is of one day: write {day}, or every-day", key=key, day=first
        )
    days = (stop - start) % len(WEEKDAYS) + 1
    return tuple((start + day) % len(WEEKDAYS) for day in range(days))


def _hint(key: str) -> str:
    """Return the days that may be meant by a tidied key, as a hint."""
    meant = corrected(key, _DAY_SLIPS)
    if meant and _days(meant.text):
        return did_you_mean(meant.text)
    return near_match(key, (*_NUMBER_OF, EVERY_DAY, "mon-fri", "mon-sat", "t2-t6", "t2-t7"))


def days_meant(text: str) -> str:
    """Return the key for days as planners write them; any other text as it is.

    Examples
    --------
    >>> days_meant("thứ Hai - thứ Sáu"), days_meant("Chủ nhật"), days_meant("t8")
    ('mon-fri', 'sun', 't8')
    """
    meant = corrected(tidy(text), _DAY_SLIPS)
    try:
        return canonical_days(meant.text) if meant else text
    except ValueError:
        return text


def canonical_days(key: str) -> str:
    """Return a key in its canonical words: mon … sun, a range of them, or every-day.

    Raises
    ------
    ValueError
        If the key names no day, or is a range of one.

    Examples
    --------
    >>> canonical_days("t7-cn")
    'sat-sun'
    """
    if tidy(key) == EVERY_DAY:
        return EVERY_DAY
    days = weekdays_of(key)
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    return first if len(days) == 1 else f"{first}-{last}"


def days_said(key: str, *, in_vietnamese: bool) -> str:
    """Return a canonical key in the words of a calendar.

    Examples
    --------
    >>> days_said("mon-fri", in_vietnamese=True)
    't2-t6'
    """
    words = dict(zip(map(str, WEEKDAYS), _VIETNAMESE, strict=True)) if in_vietnamese else {}
    return "-".join(words.get(day, day) for day in key.split("-"))


def by_weekday(weights: Mapping[str, float]) -> dict[Weekday, float]:
    """Return the weights of single weekdays from those of days and ranges.

    Raises
    ------
    ValueError
        If two keys name one day.
    """
    key_of_day = key_of_each_day(weights, N_("{one} and {other} both give a weight to {day}"))
    return {WEEKDAYS[day]: weights[key] for day, key in key_of_day.items()}


def key_of_each_day(keys: Iterable[str], message: str) -> dict[int, str]:
    """Return the key that names each weekday, by its number; none for those that no key names.

    Raises
    ------
    ValueError
        If two keys name one day: `message`, marked by `N_`, tells `one`, the `other` and the `day`.
    """
    key_of_day: dict[int, str] = {}
    for key in keys:
        for day in weekdays_of(key):
            if day in key_of_day:
                raise mistake(message, one=key_of_day[day], other=key, day=WEEKDAYS[day])
            key_of_day[day] = key
    return key_of_day


def _checked(key: str) -> str:
    weekdays_of(key)
    return key


DayKey = Annotated[str, AfterValidator(_checked)]
"""A key that names days of the week, as it was written."""
