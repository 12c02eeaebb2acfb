"""Moments: dates and times as exports write them, read a whole column at a time.

In: a column of texts. Out: `WrittenMoments`: the date and the second of the day of each cell, with
the zone that it names. Cells are told apart by their *shape*, which is the text with every digit a
0: a log has few shapes, and all cells of one are read at once. Whether a date is written day first
is decided over the whole column. What the moments are of is not known here.
"""

import re
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

LONGEST = 48
"""Bytes of a cell that may be a moment."""

_AT_ONCE = 1 << 15
"""Cells that are read together: as many as the processor has at hand."""

_COMMON = 4
"""Shapes of one length that are looked for one by one; a log has few, but for what is no moment."""

_FIRST_YEAR, _YEARS = 1900, 300
"""Years that can be read."""
_DAY_BITS, _MONTH_BITS = 5, 5
_HALF_DAY = 12
_NINE = 9
"""Value of the last digit."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_DATE = (
    r"(?P<year>0000)(?P<sign>[-/.])(?P<month>00?)(?P=sign)(?P<day>00?)",
    r"(?P<first>00?)(?P<sign>[-/.])(?P<second>00?)(?P=sign)(?P<year>0000|00)",
    rf"(?P<day>00?)[- ](?P<name>{'|'.join(_MONTHS)})[- ](?P<year>0000|00)",
)
_CLOCK = (
    r"(?P<hour>00?)(?::| ?h ?| ?giờ ?)(?:(?P<minute>00)(?:(?::| ?m ?| ?phút ?)(?:(?P<of_minute>00)"
    r"(?:[.,]0+)?s?)?)?)?(?:\s?(?P<half>am|pm|sa|ch))?"
)
_ZONE = (
    r"\s?(?:(?P<offset>(?:utc|gmt)?(?P<east>[+-])(?P<hours>00?)(?::?(?P<minutes>00))?)"
    r"|(?P<zone>[a-z][a-z0-9_+/-]*))?"
)
_FORMS = [
    *(re.compile(rf"\s*{date}(?:(?:t|,? +){_CLOCK}{_ZONE})?\s*") for date in _DATE),
    *(re.compile(rf"\s*{_CLOCK}(?:,? +|,? +ngày ){date}\s*") for date in _DATE),
    re.compile(
        r"(?P<year>0000)(?P<month>00)(?P<day>00)t?(?P<hour>00)(?P<minute>00)(?P<of_minute>00)?"
        + _ZONE
    ),
    re.compile(rf"\s*{_CLOCK}{_ZONE}\s*"),
]
"""How moments are written: by shape, in small letters."""
_NOTHING = re.compile(r"\s*(?:|-+|null|none|nan|nat|n/a|na|\(null\)|\\n)\s*")
"""What stands in a cell that says nothing."""


class CellKind(IntEnum):
    """What a cell says."""

    NOTHING = 0
    UNREADABLE = 1
    DATE = 2
    CLOCK = 3
    MOMENT = 4


class Zones:
    """The zones that moments are written in, by code: the same for all columns of a log."""

    NONE, UNKNOWN = 0, 1

    def __init__(self) -> None:
        self.names = ["", "?"]

    def code(self, name: str) -> int:
        """Return the code of a zone."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


@dataclass(frozen=True)
class WrittenMoments:
    """A column of moments, as they are written. Shapes (cells,)."""

    kind: NDArray[np.int8]
    """`CellKind`."""
    date: NDArray[np.int32]
    """Year, second and first part of the date, packed; the first is the day if it is day first."""
    second: NDArray[np.int32]
    """Of the day."""
    zone: NDArray[np.int32]
    """Code of the zone."""
    is_in_doubt: NDArray[np.bool_]
    """Whether the date may be day first or month first, by its form."""

    @classmethod
    def blank(cls, cells: int) -> "WrittenMoments":
        """Return as many cells, all of them unreadable."""
        return cls(
            np.full(cells, CellKind.UNREADABLE, np.int8),
            np.zeros(cells, np.int32),
            np.zeros(cells, np.int32),
            np.zeros(cells, np.int32),
            np.zeros(cells, np.bool_),
        )

    def part(self, begin: int, end: int) -> "WrittenMoments":
        """Return some of the cells, as views."""
        return WrittenMoments(*(getattr(self, field.name)[begin:end] for field in fields(self)))

    def days(self, *, month_first: bool) -> NDArray[np.int32]:
        """Return the day of each date, counted from 1970; `NO_DAY` where there is none such."""
        days = _DAYS[self.date]
        if month_first:
            days[self.is_in_doubt] = _SWAPPED[self.date[self.is_in_doubt]]
        return days

    @property
    def votes(self) -> tuple[int, int]:
        """How many dates can only be day first, and how many only month first."""
        dates = np.bincount(self.date[self.is_in_doubt], minlength=len(_DAYS))
        by_day, by_month = _DAYS != NO_DAY, _SWAPPED != NO_DAY
        return int(dates[by_day & ~by_month].sum()), int(dates[by_month & ~by_day].sum())


def read_moments(column: pa.ChunkedArray, zones: Zones) -> WrittenMoments:
    """Read a column of texts."""
    written = WrittenMoments.blank(len(column))
    begin = 0
    for chunk in column.chunks:
        for start in range(0, len(chunk), _AT_ONCE):
            part = chunk[start : start + _AT_ONCE]
            end = begin + len(part)
            _read_chunk(part, written.part(begin, end), zones)
            begin = end
    return written


def _read_chunk(chunk: Any, into: WrittenMoments, zones: Zones) -> None:
    """Read texts, those of one length together."""
    _valid, ends, content = chunk.buffers()
    where = np.frombuffer(ends, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
    signs = np.frombuffer(content or b"", np.uint8)
    length = np.minimum(np.diff(where), LONGEST + 1)
    for size in np.flatnonzero(np.bincount(length)).tolist():
        rows = np.flatnonzero(length == size)
        if size == 0:
            into.kind[rows] = CellKind.NOTHING
        elif len(rows) == len(chunk) and size <= LONGEST:  # Nothing stands between them.
            _read_alike(signs[where[0] : where[-1]].reshape(-1, size), rows, into, zones)
        elif size <= LONGEST:
            _read_alike(sliding_window_view(signs, size)[where[rows]], rows, into, zones)


def _read_alike(
    texts: NDArray[np.uint8], rows: NDArray[np.intp], into: WrittenMoments, zones: Zones
) -> None:
    """Read texts of one length, shape by shape: the first one's, and again; at last all others.

    `texts` are their signs, by text and then place.
    """
    values = np.ascontiguousarray(texts.T) - np.uint8(ord("0"))
    for _turn in range(_COMMON):
        first = values[:, :1]
        is_digit = first[:, 0] <= _NINE
        digits, signs = values[is_digit], values[~is_digit]
        shape = np.where(is_digit, 0, first[:, 0]) + np.uint8(ord("0"))
        if digits.max(initial=0) <= _NINE and (signs == first[~is_digit]).all():
            _read_shape(shape.tobytes(), values, rows, into, zones)
            return
        alike = (digits <= _NINE).all(axis=0) & (signs == first[~is_digit]).all(axis=0)
        _read_shape(shape.tobytes(), values[:, alike], rows[alike], into, zones)
        values, rows = values[:, ~alike], rows[~alike]
    shapes = np.where(values <= _NINE, 0, values) + np.uint8(ord("0"))
    codes, kinds = pd.factorize(np.ascontiguousarray(shapes.T).view(f"S{len(values)}").ravel())
    of_kinds = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes)))
    for kind, members in zip(kinds, of_kinds, strict=False):
        _read_shape(kind, values[:, members], rows[members], into, zones)


def _read_shape(
    shape: bytes,
    digits: NDArray[np.uint8],
    rows: NDArray[np.intp],
    into: WrittenMoments,
    zones: Zones,
) -> None:
    """Read texts of one shape; `digits` are their values, by place and then text."""
    form = _form(shape)
    if isinstance(form, CellKind):
        into.kind[rows] = form
        return

    def number(part: str) -> NDArray[np.int32]:
        value = np.zeros(len(rows), np.int32)
        for place in range(*form.spans.get(part, (0, 0))):
            value *= 10
            value += digits[place]
        return value

    kind = np.full(len(rows), form.kind, np.int8)
    if form.kind != CellKind.CLOCK:
        year = number("year") + (2000 if form.is_short_year else 0)
        is_doubtful = "first" in form.spans
        month = number("second" if is_doubtful else "month") + form.month
        day = number("first" if is_doubtful else "day")
        into.date[rows] = _packed(year, month, day)
        into.is_in_doubt[rows] = is_doubtful
    if form.kind != CellKind.DATE:
        hour, minute, second = number("hour"), number("minute"), number("of_minute")
        if form.half:
            kind[(hour < 1) | (hour > _HALF_DAY)] = CellKind.UNREADABLE
            hour = hour % _HALF_DAY + _HALF_DAY * (form.half in ("pm", "ch"))
        kind[(hour > 23) | (minute > 59) | (second > 59)] = CellKind.UNREADABLE  # noqa: PLR2004  # of the clock
        into.second[rows] = (hour * 60 + minute) * 60 + second
        into.zone[rows] = _zone_codes(form, number("hours"), number("minutes"), zones)
    into.kind[rows] = kind


@dataclass(frozen=True)
class _Form:
    """How cells of a shape are read."""

    kind: CellKind
    spans: dict[str, tuple[int, int]]
    """Bytes of each number."""
    is_short_year: bool
    month: int
    """The month, where it is written as a word, else 0."""
    half: str
    """Of the day, as it is written; empty if it is not."""
    east: int
    """Sign of an offset from UTC; 0 where there is none."""
    zone: str
    """Name of a zone, in its place; empty if there is none."""


@lru_cache(maxsize=4096)
def _form(shape: bytes) -> _Form | CellKind:
    """Return how cells of a shape are read; or what all of them are."""
    text = shape.decode(errors="replace")
    lower = text.lower()
    if _NOTHING.fullmatch(lower):
        return CellKind.NOTHING
    match = next((match for form in _FORMS if (match := form.fullmatch(lower))), None)
    if match is None or len(lower) != len(text):
        return CellKind.UNREADABLE
    parts = {name: part for name, part in match.groupdict().items() if part is not None}
    # The spans are of bytes.
    spans: dict[str, tuple[int, int]] = {}
    for name, part in parts.items():
        if not part.strip("0"):
            first, end = (len(text[:place].encode()) for place in match.span(name))
            spans[name] = first, end
    has_date, has_clock = "year" in parts, "hour" in parts
    alone = CellKind.DATE if has_date else CellKind.CLOCK
    return _Form(
        kind=CellKind.MOMENT if has_date and has_clock else alone,
        spans=spans,
        is_short_year=len(parts.get("year", "")) == 2,  # noqa: PLR2004  # digits
        month=_MONTHS.index(parts["name"]) + 1 if "name" in parts else 0,
        half=parts.get("half", ""),
        east={"+": 1, "-": -1}.get(parts.get("east", ""), 0),
        zone=text[slice(*match.span("zone"))] if "zone" in parts else "",
    )


def _zone_codes(
    form: _Form, hours: NDArray[np.int32], minutes: NDArray[np.int32], zones: Zones
) -> NDArray[np.int32] | int:
    """Return the codes of the zones that cells of a form name."""
    if form.zone:
        known = "" if "0" in form.zone else known_zone(form.zone)  # any digit may stand there
        return zones.code(known) if known else Zones.UNKNOWN
    if not form.east:
        return Zones.NONE
    away = form.east * (hours * 60 + minutes)
    codes = np.full(len(away), Zones.UNKNOWN, np.int32)
    for offset in pd.unique(away).tolist():
        if abs(offset) < 24 * 60:
            codes[away == offset] = zones.code(offset_name(offset))
    return codes


def offset_name(minutes: int) -> str:
    """Return the name of a zone that is so many minutes east of UTC.

    Examples
    --------
    >>> offset_name(420), offset_name(-210), offset_name(0)
    ('+07:00', '-03:30', 'UTC')
    """
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "UTC"


@lru_cache(maxsize=4096)
def known_zone(name: str) -> str:
    """Return the name of a zone as it is known; empty if it is not."""
    if name.upper() in ("Z", "UTC", "GMT"):
        return "UTC"
    try:
        return ZoneInfo(name).key
    except (LookupError, OSError, ValueError):  # no such zone, or no such name
        return ""


def in_zone(seconds: NDArray[np.int64], written_in: str, local: str) -> NDArray[np.int64]:
    """Return local times of one zone as those of another, seconds from 00:00 on 1 January 1970."""
    there = pd.DatetimeIndex(seconds.astype("datetime64[s]"))
    moments = there.tz_localize(
        written_in, ambiguous=np.zeros(len(there), bool), nonexistent="shift_forward"
    )
    here = moments.tz_convert(local).tz_localize(None)
    return here.to_numpy().astype("datetime64[s]").astype(np.int64)


def _packed(
    year: NDArray[np.int32], month: NDArray[np.int32], day: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Pack the parts of dates, which can be looked up then; 0 where one is out of range."""
    code = (year - _FIRST_YEAR << _MONTH_BITS | month) << _DAY_BITS | day
    wrong = (year < _FIRST_YEAR) | (year >= _FIRST_YEAR + _YEARS)
    wrong |= (month > 31) | (day > 31)  # noqa: PLR2004  # either may be the day
    return np.where(wrong, 0, code).astype(np.int32)


NO_DAY = np.iinfo(np.int32).min
"""In the place of a day that is none."""


def _day_tables() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the day of every packed date, counted from 1970: day first, and month first."""
    shape = (_YEARS, 1 << _MONTH_BITS, 1 << _DAY_BITS)
    days = np.full(shape, NO_DAY, np.int32)
    first = np.datetime64(f"{_FIRST_YEAR}-01-01")
    dates = np.arange(first, np.datetime64(f"{_FIRST_YEAR + _YEARS}-01-01"))
    months = dates.astype("datetime64[M]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970 - _FIRST_YEAR
    days[year, months.astype(np.int64) % 12 + 1, (dates - months).astype(np.int64) + 1] = (
        dates.astype(np.int64)
    )
    return days.ravel(), np.ascontiguousarray(days.swapaxes(1, 2)).ravel()


_DAYS, _SWAPPED = _day_tables()
