"""The files of a run: summary.json, measures.csv and form-06a.csv.

In: a `Result` and its provenance. Out: data, and texts ready to be written. Files are for programs
and spreadsheets: numbers in full, keys instead of labels, except on the form, which is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

from simulator.measures import MeasureKey, Scope
from simulator.measures.keys import HOUR_LABELS, station_label
from simulator.reports.files import spreadsheet
from simulator.reports.labels import Names
from simulator.reports.run.carrying import overload_data
from simulator.reports.run.form_table import COLUMNS, FormTable
from simulator.reports.run.norms import judged_norms
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
    "coming",
    "authority",
    "unit",
    "mean",
    "low",
    "high",
    "n",
)
"""Columns of measures.csv."""

_PLACES = (
    *(Scope.STEP, Scope.FIELD, Scope.GROUP, Scope.HOUR, Scope.WEEKDAY),
    *(Scope.COMING, Scope.OWN),
)
"""What the columns of places are of."""

ALL_REPLICATIONS = "all"
"""What measures.csv calls the replications together; one alone has its number."""

_FORM_TAIL = ("Lần mô phỏng (replication)", "Kỳ báo cáo (period)")
_AUTHORITY = "Thẩm quyền (authority)"
"""Headings of the columns behind those of the form; the last where there are two forms."""


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
    """Return what a measure is taken over, as a cell of each of `_PLACES`, or of none of them."""
    match key.scope:
        case Scope.STATION:
            return (*stations[key.label], "", "", "", "", "")
        case Scope.HOUR:
            return ("", "", "", f"{HOUR_LABELS.index(key.label):02d}", "", "", "")
        case scope:
            return tuple(key.label if scope is own else "" for own in _PLACES)


def form_csv(form: FormTable) -> str:
    """Return the content of form-06a.csv: form II.06a/VPCP/KSTT, filled in.

    The number of the replication and the period stand in the last columns; where others decide
    some dossiers, those of the Center's own authorities follow, told apart by one more column.
    """
    heads = [f"{_in_a_line(path)} ({column})" for column, path in enumerate(COLUMNS, start=1)]
    tail = [*_FORM_TAIL, *([_AUTHORITY] if form.own else [])]
    rows = [
        (row.number, row.field, *row.cells, each.replication, each.period, each.authority)
        for each in (form, form.own)
        if each
        for row in each.rows
    ]
    return spreadsheet([(*heads, *tail), *(row[: len(heads) + len(tail)] for row in rows)])


def _in_a_line(path: Sequence[str]) -> str:
    """Write the headings above a column as one.

    Examples
    --------
    >>> _in_a_line(["Tiếp nhận", "Trong kỳ", "Trực tuyến"])
    'Tiếp nhận trong kỳ: Trực tuyến'
    """
    *above, last = path
    return f"{' '.join(above).capitalize()}: {last}" if above else last
