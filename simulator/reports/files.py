"""The files of a result: summary.json, measures.csv and form-06a.csv.

In: a `Result` and its provenance. Out: data, and texts ready to be written. Files are for programs
and spreadsheets: numbers in full, keys instead of labels, except on the form, which is printed.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from math import isnan

import numpy as np

from simulator.measures import Method, measure_named
from simulator.reports.labels import Names
from simulator.reports.result import Result, parse_name

MEASURE_COLUMNS = (
    "scenario",
    "replication",
    "measure",
    "step",
    "field",
    "group",
    "hour",
    "unit",
    "mean",
    "low",
    "high",
    "n",
)
"""Columns of measures.csv."""

ALL_REPLICATIONS = "all"
"""What measures.csv calls the replications together; one alone has its number."""

FORM_HEADINGS = (
    "STT",
    "Lĩnh vực",
    "Tiếp nhận: Tổng số",
    "Tiếp nhận trong kỳ: Trực tuyến",
    "Tiếp nhận trong kỳ: Trực tiếp, dịch vụ bưu chính",
    "Tiếp nhận: Từ kỳ trước",
    "Đã giải quyết: Tổng số",
    "Đã giải quyết: Trước hạn",
    "Đã giải quyết: Đúng hạn",
    "Đã giải quyết: Quá hạn",
    "Đang giải quyết: Tổng số",
    "Đang giải quyết: Trong hạn",
    "Đang giải quyết: Quá hạn",
)
"""Headings of columns 1 to 13 of form II.06a/VPCP/KSTT."""

TOTAL = "Tổng cộng"
"""The last row of the form."""

_BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def summary(result: Result, provenance: dict[str, object]) -> dict[str, object]:
    """Return the content of summary.json.

    Parameters
    ----------
    result
        The run.
    provenance
        How it came about: `simulator.reports.provenance`.
    """
    measures: dict[str, dict[str, object]] = {}
    for name, estimate in result.estimates.items():
        measures[name] = {
            "mean": None if isnan(estimate.mean) else estimate.mean,
            "low": estimate.low,
            "high": estimate.high,
            "unit": measure_named(name).unit,
            "n": estimate.n,
        }
        if estimate.method is Method.EXACT:
            measures[name]["method"] = estimate.method.value
    return {
        "scenario": Names(result.scenario).center,
        "provenance": provenance,
        "replications": len(result.replications),
        "measures": measures,
    }


def json_text(data: object) -> str:
    """Return data as JSON text for people and programs.

    Raises
    ------
    ValueError
        If it holds nan or an infinite number, which JSON has not.
    """
    return f"{json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)}\n"


def measures_csv(result: Result) -> str:
    """Return the content of measures.csv: each measure over all replications and in each.

    The rows of one replication have their value in the column `mean`, and 1 in `n`, 0 where there
    was nothing to take a value over.
    """
    return spreadsheet((MEASURE_COLUMNS, *_measure_rows(result)))


def _measure_rows(result: Result) -> Iterator[Sequence[object]]:
    scenario = Names(result.scenario).center
    for row, (name, estimate) in enumerate(result.estimates.items()):
        stem, suffix = parse_name(name, result.scenario)
        place = (stem, suffix.step, suffix.field, suffix.group, suffix.hour)
        unit = measure_named(name).unit
        together = (estimate.mean, estimate.low, estimate.high, estimate.n)
        yield (scenario, ALL_REPLICATIONS, *place, unit, *together)
        for number, replication in enumerate(result.replications):
            value = float(replication.values[row])
            yield (scenario, number, *place, unit, value, None, None, int(not isnan(value)))


def form_csv(result: Result) -> str:
    """Return the content of form-06a.csv: form II.06a/VPCP/KSTT of a typical replication.

    Means over replications would be no whole numbers and break the form's identities, so it is
    filled from one replication, whose number stands in the last column.
    """
    number = typical_replication(result)
    form = result.replications[number].form
    heads = [f"{heading} ({column})" for column, heading in enumerate(FORM_HEADINGS, start=1)]
    rows: list[list[object]] = []
    for row, cells in enumerate(form.cells.tolist()):
        is_total = row == len(form.fields)
        name = TOTAL if is_total else result.scenario.fields[form.fields[row]].vi
        rows.append(["" if is_total else row + 1, name, *cells, number])
    return spreadsheet(([*heads, "Lần mô phỏng (replication)"], *rows))


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


def spreadsheet(rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV that spreadsheets open rightly: UTF-8 with its mark, CRLF, no formulas.

    Examples
    --------
    >>> spreadsheet([["=1+1", 0.5, float("nan"), None]])
    "\ufeff'=1+1,0.5,,\r\n"
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _BYTE_ORDER_MARK + text.getvalue()


def _cell(value: object) -> object:
    """Return a value as a cell; text that a spreadsheet would calculate gets a quote before it."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value
