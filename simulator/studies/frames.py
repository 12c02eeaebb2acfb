"""Frames: replications and estimates as tidy tables of pandas.

In: replications of `simulator.run`, or what is left of them, and the measures that are wanted. Out:
DataFrames with one row for each number, and the rows from which other studies make theirs. pandas
is loaded only when a table is made; how the replications came about is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import nan
from typing import TYPE_CHECKING

from simulator.measures import (
    Estimate,
    MeasureIndex,
    MeasureKey,
    Measures,
    Series,
    summarize_all,
)
from simulator.studies.replicate import Replication

if TYPE_CHECKING:
    import pandas as pd

REPLICATION_COLUMNS = ("replication", "measure", "unit", "value", "count")
"""Columns of a table of replications."""

ESTIMATE_COLUMNS = ("measure", "unit", "mean", "low", "high", "n")
"""Columns of a table of estimates."""


def replications_frame(
    replications: Iterable[Replication], measures: Iterable[MeasureKey | str] | None = None
) -> "pd.DataFrame":
    """Return a row per replication × measure.

    Parameters
    ----------
    replications
        Of `simulator.run`; they are taken one at a time, and none is kept.
    measures
        Full names; all when absent.

    Returns
    -------
    pandas.DataFrame
        Columns: `REPLICATION_COLUMNS`. `value` is in `unit`, nan where there was nothing to take
        one over; `count` is as the measure's `Kind` says.

    Raises
    ------
    KeyError
        If the scenario has no such measure; the message gives a near match.

    Examples
    --------
    >>> import simulator
    >>> scenario = simulator.load_scenario("scenarios/textbook/mm1.yaml")
    >>> runs = simulator.run(scenario, replications=2, seed=1)
    >>> frame = replications_frame(runs, ["wait_mean"])
    >>> frame[["replication", "measure", "unit"]].values.tolist()
    [[0, 'wait_mean', 'min'], [1, 'wait_mean', 'min']]
    """
    numbered = ((each.index, each.measures) for each in replications)
    return table(REPLICATION_COLUMNS, replication_rows(numbered, measures))


def estimates_frame(
    replications: Iterable[Replication], measures: Iterable[MeasureKey | str] | None = None
) -> "pd.DataFrame":
    """Return a row per measure: its mean, and the 95 % interval over the replications.

    Parameters
    ----------
    replications
        Of `simulator.run`, at least one.
    measures
        Full names; all when absent.

    Returns
    -------
    pandas.DataFrame
        Columns: `ESTIMATE_COLUMNS`. `low` and `high` are nan where there is no interval; `n` are
        the replications that counted something.

    Raises
    ------
    KeyError
        If the scenario has no such measure; the message gives a near match.
    ValueError
        If there is no replication.

    Examples
    --------
    >>> import simulator
    >>> scenario = simulator.load_scenario("scenarios/textbook/mm1.yaml")
    >>> runs = simulator.run(scenario, replications=2, seed=1)
    >>> estimates_frame(runs, ["wait_mean"])[["measure", "unit", "n"]].values.tolist()
    [['wait_mean', 'min', 2]]
    """
    found = summarize_all([each.measures for each in replications])
    return table(ESTIMATE_COLUMNS, estimate_rows(found, measures))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> "pd.DataFrame":
    """Return rows as a table."""
    import pandas as pd  # noqa: PLC0415  # only notebooks need it

    return pd.DataFrame(rows, columns=list(columns))


def replication_rows(
    numbered: Iterable[tuple[int, Measures]],
    measures: Iterable[MeasureKey | str] | None = None,
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `replications_frame`.

    Parameters
    ----------
    numbered
        Each replication's number and measures.
    measures
        Full names; all when absent.
    """
    for number, one in numbered:
        for key in one.index.keys_of(measures):
            count = int(one.counts[one.index.row(key)])
            yield number, str(key), key.entry.unit, one[key], count


def series_rows(series: Series, numbers: Iterable[int]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one measure, in replications of these numbers."""
    name, unit = str(series.key), series.key.entry.unit
    for number, value, count in zip(numbers, series.values, series.counts, strict=True):
        yield number, name, unit, float(value), int(count)


def estimate_rows(
    estimates: Mapping[MeasureKey, Estimate], measures: Iterable[MeasureKey | str] | None = None
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `estimates_frame`.

    Parameters
    ----------
    estimates
        Of every measure.
    measures
        Full names; all when absent.
    """
    for key in MeasureIndex(estimates).keys_of(measures):
        yield estimate_row(key, estimates[key])


def estimate_row(key: MeasureKey, one: Estimate) -> tuple[str, str, float, float, float, int]:
    """Return a row of `ESTIMATE_COLUMNS`."""
    return str(key), key.entry.unit, one.mean, _end(one.low), _end(one.high), one.n


def _end(limit: float | None) -> float:
    """Return an end of an interval as tables hold it: nan where there is none."""
    return nan if limit is None else limit
