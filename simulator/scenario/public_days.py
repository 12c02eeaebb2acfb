"""What is known of a country's calendar: its public holidays and its weekend.

In comes the ISO code of a country, or "none"; out come days, from the tables of the `holidays`
library, which has them for some years and not for others. Hours and working days are not known
here.
"""

import difflib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.language import mistake
from simulator.scenario.near_matches import did_you_mean
from simulator.scenario.vocabulary import NONE

if TYPE_CHECKING:
    from holidays import HolidayBase


def check_country(code: str) -> str:
    """Return the ISO code of a country whose holidays are known, or "none".

    Raises
    ------
    ValueError
        If they are not, with the nearest country.
    """
    if code == NONE:
        return code
    from holidays.registry import COUNTRIES  # noqa: PLC0415  # heavy, and not all need it

    if any(code == names[1] for names in COUNTRIES.values()):
        return code
    code_of = {word.casefold(): names[1] for names in COUNTRIES.values() for word in names}
    nearest = difflib.get_close_matches(code.casefold(), code_of, n=1)
    hint = did_you_mean(code_of[nearest[0]]) if nearest else ""
    raise mistake(
        'unknown country: write its two-letter code, e.g. VN, or "none" for no holidays{hint}',
        hint=hint,
    )


@lru_cache(maxsize=64)
def public_days(
    country: str, first_year: int, last_year: int
) -> tuple[frozenset[date], frozenset[date]]:
    """Return the country's holidays and the weekend days it declares worked, as far as known."""
    if country == NONE:
        return frozenset(), frozenset()
    known = _known(country, range(first_year, last_year + 1))
    return frozenset(known), frozenset(known.weekend_workdays)


@lru_cache(maxsize=64)
def years_unknown(country: str, first_year: int, last_year: int) -> tuple[int, ...]:
    """Return the years for which not one public holiday of a country is known."""
    if country == NONE:
        return ()
    years = range(first_year, last_year + 1)
    known = {day.year for day in _known(country, years)}
    return tuple(year for year in years if year not in known)


@lru_cache(maxsize=64)
def weekend(country: str, year: int) -> frozenset[int]:
    """Return the weekdays, Monday 0, that are a country's weekend; none without a country."""
    return frozenset() if country == NONE else frozenset(_known(country, (year,)).weekend)


def _known(country: str, years: Iterable[int]) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415  # heavy, and not all need it

    return country_holidays(country, years=years)
