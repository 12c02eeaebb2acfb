"""The files of a result: summary.json, measures.csv and form-06a.csv.

In: a `Result` and its provenance. Out: data, and texts ready to be written. Files are for programs
and spreadsheets: numbers in full, keys instead of labels, except on the form, which is printed.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from math import isnan
from typing import Any

from simulator.language import language
from simulator.measures import MeasureKey, Scope
from simulator.measures.keys import HOUR_LABELS, station_label
from simulator.reports.carrying import overload_data
from simulator.reports.form_table import COLUMNS, FormTable
from simulator.reports.labels import Names
from simulator.reports.norms import judged_norms
from simulator.results.result import Result

MEASURE_COLUMNS = (
    "scenario",
    "replication",
    "measure",
    "step",
    "field",
    "group",
    "hour",
    "weekday",
    "unit",
    "mean",
    "low",
    "high",
    "n",
)
"""Columns of measures.csv."""

_PLACES = (Scope.STEP, Scope.FIELD, Scope.GROUP, Scope.HOUR, Scope.WEEKDAY)
"""What the columns of places are of."""

ALL_REPLICATIONS = "all"
"""What measures.csv calls the replications together; one alone has its number."""

_FORM_TAIL = ("Lần mô phỏng (replication)", "Kỳ báo cáo (period)")
"""Headings of the columns behind those of the form."""

_SIGNS = {"en": (",", "."), "vi": (";", ",")}
"""Between the cells of a line, and before decimals, by language."""

_BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would calculate."""


def summary(result: Result, provenance: Mapping[str, Any]) -> dict[str, object]:
    """Return the content of summary.json.

    Parameters
    ----------
    result
        The run.
    provenance
        How it came about: `simulator.results.provenance`.
    """
    return {
        "scenario": Names(result.scenario).center,
        "provenance": provenance,
        "replications": len(result.replications),
        "cannot_carry": overload_data(result),
        "norms": [norm.data() for norm in judged_norms(result)],
        "measures": {
            str(key): {**estimate.data(), "unit": key.entry.unit}
            for key, estimate in result.estimates.items()
        },
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
    stations = {station_label(*station): station for station in result.scenario.stations()}
    for row, (key, estimate) in enumerate(result.estimates.items()):
        what = (key.measure, *_place(key, stations), key.entry.unit)
        together = (estimate.mean, estimate.low, estimate.high, estimate.n)
        yield (scenario, ALL_REPLICATIONS, *what, *together)
        for number, replication in enumerate(result.replications):
            value = float(replication.values[row])
            yield (scenario, number, *what, value, None, None, int(not isnan(value)))


def _place(key: MeasureKey, stations: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return what a measure is taken over: step, field, group, hour, weekday, or none of them."""
    match key.scope:
        case Scope.STATION:
            return (*stations[key.label], "", "", "")
        case Scope.HOUR:
            return ("", "", "", f"{HOUR_LABELS.index(key.label):02d}", "")
        case scope:
            return tuple(key.label if scope is own else "" for own in _PLACES)


def form_csv(form: FormTable) -> str:
    """Return the content of form-06a.csv: form II.06a/VPCP/KSTT, filled in.

    The number of the replication and the period stand in the last columns.
    """
    heads = [f"{_in_a_line(path)} ({column})" for column, path in enumerate(COLUMNS, start=1)]
    rows = [(row.number, row.field, *row.cells, form.replication, form.period) for row in form.rows]
    return spreadsheet([(*heads, *_FORM_TAIL), *rows])


def _in_a_line(path: Sequence[str]) -> str:
    """Write the headings above a column as one.

    Examples
    --------
    >>> _in_a_line(["Tiếp nhận", "Trong kỳ", "Trực tuyến"])
    'Tiếp nhận trong kỳ: Trực tuyến'
    """
    *above, last = path
    return f"{' '.join(above).capitalize()}: {last}" if above else last


def spreadsheet(rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV that spreadsheets open rightly: UTF-8 with its mark, CRLF, no formulas.

    A spreadsheet takes the sign between cells and the decimal mark from the region that it is set
    to, so they are those of the language that is spoken: ``,`` and ``.`` in English, ``;`` and
    ``,`` in Vietnamese. The first line tells a program which of the two it reads.

    Examples
    --------
    >>> spreadsheet([["=1+1", 0.5, float("nan"), None]])
    "\ufeff'=1+1,0.5,,\r\n"
    """
    separator, decimal_mark = _SIGNS[language()]
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_cell(value, decimal_mark) for value in row] for row in rows)
    return _BYTE_ORDER_MARK + text.getvalue()


def _cell(value: object, decimal_mark: str) -> object:
    """Return a value as a cell; text that a spreadsheet would calculate gets a quote before it."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float):
        return str(float(value)).replace(".", decimal_mark)
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value
