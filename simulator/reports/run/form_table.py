"""Form II.06a/VPCP/KSTT as a table, ready for a CSV file, a sheet of a workbook and the page.

In: a `Result` and the name of the quarter or year that is reported, or none for the whole period.
Out: `FormTable`: what is printed on every form, and what is filled in from one replication. The
form is an official paper: it is Vietnamese in whichever language the other reports are. It knows
nothing of cells and pages.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import ClassVar, NamedTuple

import numpy as np

from simulator.demand.workload import DAY
from simulator.language import _
from simulator.measures import Form
from simulator.measures.form import IDENTITIES
from simulator.measures.sub_periods import calendar_years
from simulator.results.result import Result
from simulator.scenario import Scenario
from simulator.scenario.model_time import Period
from simulator.scenario.number_text import unaccented
from simulator.scenario.vocabulary import DaySpan

COLUMNS = (
    ("STT",),
    ("Lĩnh vực",),
    ("Tiếp nhận", "Tổng số"),
    ("Tiếp nhận", "Trong kỳ", "Trực tuyến"),
    ("Tiếp nhận", "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"),
    ("Tiếp nhận", "Từ kỳ trước"),
    ("Đã giải quyết", "Tổng số"),
    ("Đã giải quyết", "Trước hạn"),
    ("Đã giải quyết", "Đúng hạn"),
    ("Đã giải quyết", "Quá hạn"),
    ("Đang giải quyết", "Tổng số"),
    ("Đang giải quyết", "Trong hạn"),
    ("Đang giải quyết", "Quá hạn"),
)
"""What stands above columns 1 to 13, from the top down."""

TOTAL = "Tổng cộng"
"""The last row."""

OF_ALL = "Toàn bộ hồ sơ tiếp nhận tại Trung tâm"
OF_OWN = "Hồ sơ thuộc thẩm quyền giải quyết của đơn vị"
"""Whose dossiers stand in each of two forms."""

_ROMAN = ("I", "II", "III", "IV")
"""Quarters, as official papers count them."""


class Heading(NamedTuple):
    """A heading of the form, which may span several cells."""

    text: str
    column: int
    """Its first column, from 1."""
    columns: int
    """How many columns it spans."""
    rows: int
    """How many rows of headings it spans, downwards."""


class FormRow(NamedTuple):
    """A row of the form, filled in."""

    number: int | None
    """Number of the field, from 1; None in the row of totals."""
    field: str
    cells: tuple[int, ...]
    """Columns 3 to 13."""


def _merged(columns: Sequence[tuple[str, ...]]) -> Iterator[tuple[Heading, ...]]:
    """Yield the rows of headings; one that neighbours share stands once over all of them."""
    depth = max(map(len, columns))
    for row in range(depth):
        headings, column = [], 1
        for prefix, same in groupby(path[: row + 1] for path in columns):
            span = len(list(same))
            if len(prefix) > row:
                is_lowest = prefix in columns
                headings.append(Heading(prefix[row], column, span, depth - row if is_lowest else 1))
            column += span
        yield tuple(headings)


def _column_numbers() -> Iterator[str]:
    """Yield the number of each column, and for a sum the columns that it sums up."""
    sums = {int(whole): parts for whole, (parts, *_others) in IDENTITIES.items()}
    for column in range(1, len(COLUMNS) + 1):
        parts = " + ".join(f"({part:d})" for part in sums.get(column, ()))
        yield f"({column}) = {parts}" if parts else f"({column})"


@dataclass(frozen=True, slots=True)
class FormTable:
    """The form, filled in from one replication."""

    form: ClassVar[str] = "Biểu số II.06a/VPCP/KSTT"
    title: ClassVar[str] = (
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI TRUNG TÂM HÀNH CHÍNH CÔNG"
    )
    unit: ClassVar[str] = "Đơn vị tính: Số hồ sơ thủ tục hành chính"
    headings: ClassVar[tuple[tuple[Heading, ...], ...]] = tuple(_merged(COLUMNS))
    """The headings by row, from the top down."""
    numbers: ClassVar[tuple[str, ...]] = tuple(_column_numbers())
    """The row below the headings: the number of each column, and of sums what they sum up."""

    center: str
    """Name of the Center, in full."""
    period: str
    """The period in words: "Quý I/2021", "Năm 2021", or from which day to which."""
    first: date
    """First day that the form covers."""
    last: date
    """Last day that it covers."""
    rows: tuple[FormRow, ...]
    """One a field, and the row of totals."""
    replication: int
    """The replication that it is filled from, counted from 0."""
    replications: int
    """How many there are."""
    authority: str = ""
    """Whose dossiers stand in it, where there are two forms."""
    own: "FormTable | None" = None
    """The form of what the Center's own authorities decide, where others decide some."""

    @property
    def reporter(self) -> str:
        """The line that says who reports."""
        return f"Đơn vị báo cáo: {self.center}"

    @property
    def period_lines(self) -> tuple[str, ...]:
        """The lines below the title: which period, and its days unless they are its name."""
        days = _days(self.first, self.last)
        lines = [f"Kỳ báo cáo: {self.period}"]
        if self.period != days:
            lines.append(f"({days[0].upper()}{days[1:]})")
        return (*lines, self.authority) if self.authority else tuple(lines)

    @property
    def note(self) -> str:
        """The line below the table: that these dossiers are simulated, and in which replication."""
        if self.replications == 1:
            return "Số liệu mô phỏng, không phải số liệu thực tế."
        return (
            "Số liệu mô phỏng, không phải số liệu thực tế: "
            f"lần mô phỏng số {self.replication} (đánh số từ 0), "
            f"có tỷ lệ đúng hạn ở mức trung vị của {self.replications} lần."
        )


def form_table(result: Result, period: str | None = None) -> FormTable:
    """Fill in the form.

    Means over replications would be no whole numbers and break the form's identities, so it is
    filled from one replication, the typical one.

    Parameters
    ----------
    result
        The run.
    period
        A quarter or year that the reported period touches: "2021-Q1", "Quý I/2021", "2021",
        "năm 2021"; "Q1" or "quý 1" where only one year has it. None for the whole period.

    Raises
    ------
    ValueError
        If the result has no such quarter or year, or several; the message names those there are.
    """
    number = typical_replication(result)
    whole, span = result.replications[number].form, result.scenario.period
    if period is None:
        filled, days = whole, (span.from_, span.to)
        called = _calendar_name(*days) or _days(*days)
    else:
        details = result.details[number]
        name = _named(period, details.sub_periods)
        row = details.sub_periods.index(name)
        filled = Form(whole.fields, details.forms[row], details.own_forms[row])
        called, days = _in_words(name), _clipped(_calendar_days(name), span)
    form = FormTable(
        center=result.scenario.name.vi,
        period=called,
        first=days[0],
        last=days[1],
        rows=tuple(_rows(filled, result.scenario)),
        replication=number,
        replications=len(result.replications),
    )
    if not result.scenario.has_authorities:
        return form
    rows = tuple(_rows(filled.of_own(), result.scenario))
    own = replace(form, rows=rows, authority=OF_OWN)
    return replace(form, authority=OF_ALL, own=own)


def check_period(text: str, period: Period) -> None:
    """Check that the form of a run can be filled in for a quarter or year, before it is run.

    Raises
    ------
    ValueError
        If the period touches no such quarter or year, or several.
    """
    start = period.warm_up_days * DAY
    end = ((period.to - period.first_day).days + 1) * DAY
    years = calendar_years(period.first_day, start, end)
    _named(text, [part.name for year, quarters in years for part in (*quarters, year)])


def typical_replication(result: Result) -> int:
    """Return the replication with the median on-time rate: the lower one of two, the first of ties.

    Where no replication settled anything it is the first.
    """
    rates = np.array([replication["on_time_rate"] for replication in result.replications])
    counted = np.flatnonzero(~np.isnan(rates))
    if not len(counted):
        return 0
    ranked = counted[np.argsort(rates[counted], kind="stable")]
    median = rates[ranked[(len(ranked) - 1) // 2]]
    return int(np.flatnonzero(rates == median)[0])


def _rows(form: Form, scenario: Scenario) -> Iterator[FormRow]:
    *fields, totals = (tuple(row) for row in form.cells.tolist())
    for number, (key, cells) in enumerate(zip(form.fields, fields, strict=True), start=1):
        yield FormRow(number, scenario.fields[key].vi, cells)
    yield FormRow(None, TOTAL, totals)


def _named(text: str, names: Sequence[str]) -> str:
    """Return the name of the quarter or year that a text means."""
    meant = [name for name in names if _plain(text) in _spellings(name)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ValueError(
            _("the period {period!r} can be {names}: say which").format(
                period=text, names=", ".join(meant)
            )
        )
    raise ValueError(
        _("the period has no quarter or year {period!r}; it has {names}").format(
            period=text, names=", ".join(names)
        )
    )


def _spellings(name: str) -> set[str]:
    """Return how a quarter or year may be written, as `_plain` writes it."""
    year, quarter = _parts(name)
    if quarter is None:
        return {year, f"nam {year}"}
    alone = {f"q{quarter}", f"quy {quarter}", f"quy {_ROMAN[quarter - 1].lower()}"}
    return alone | {f"{each} {year}" for each in alone} | {f"{year} {each}" for each in alone}


def _plain(text: str) -> str:
    """Return a text in small letters without marks, with single spaces for what parts words.

    Examples
    --------
    >>> _plain(" Quý I/2021"), _plain("NĂM 2021"), _plain("2021-Q1")
    ('quy i 2021', 'nam 2021', '2021 q1')
    """
    return " ".join(re.split(r"[\s/-]+", unaccented(text.casefold()).strip()))


def _parts(name: str) -> tuple[str, int | None]:
    """Return the year of a sub-period, and its quarter if it is one."""
    year, _dash, quarter = name.partition("-Q")
    return year, int(quarter) if quarter else None


def _in_words(name: str) -> str:
    year, quarter = _parts(name)
    return f"Năm {year}" if quarter is None else f"Quý {_ROMAN[quarter - 1]}/{year}"


def _calendar_days(name: str) -> tuple[date, date]:
    """Return the first and the last day of a quarter or year."""
    year, quarter = _parts(name)
    last_month = 12 if quarter is None else 3 * quarter
    last_day = monthrange(int(year), last_month)[1]
    first_month = 1 if quarter is None else last_month - 2
    return date(int(year), first_month, 1), date(int(year), last_month, last_day)


def _clipped(days: tuple[date, date], span: DaySpan) -> tuple[date, date]:
    return max(days[0], span.from_), min(days[1], span.to)


def _calendar_name(first: date, last: date) -> str | None:
    """Return a period in words if it is a quarter or year, from its first day to its last."""
    names = (f"{first.year}", f"{first.year}-Q{(first.month + 2) // 3}")
    return next((_in_words(name) for name in names if _calendar_days(name) == (first, last)), None)


def _days(first: date, last: date) -> str:
    # Not `figures.day`: the form is Vietnamese whichever language is spoken.
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
