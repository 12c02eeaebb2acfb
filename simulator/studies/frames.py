"""Frames: replications and estimates as tidy tables of pandas.

In: replications of `simulator.run`, or what is left of them, and the measures that are wanted. Out:
DataFrames with one row for each number, and the rows from which other studies make theirs. pandas
is loaded only when a table is made; how the replications came about is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import nan
from typing import TYPE_CHECKING

from simulator.measures import Estimate, Measures, measure_named, summarize_all
from simulator.scenario.near_matches import near_match
from simulator.studies.replicate import Replication

if TYPE_CHECKING:
    import pandas as pd

REPLICATION_COLUMNS = ("replication", "measure", "unit", "value", "count")
"""Columns of a table of replications."""

ESTIMATE_COLUMNS = ("measure", "unit", "mean", "low", "high", "n")
"""Columns of a table of estimates."""


def replications_frame(
    replications: Iterable[Replication], measures: Sequence[str] | None = None
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
    import pandas as pd  # noqa: PLC0415  # only notebooks need it

    numbered = ((each.index, each.measures) for each in replications)
    return pd.DataFrame(replication_rows(numbered, measures), columns=list(REPLICATION_COLUMNS))


def estimates_frame(
    replications: Iterable[Replication], measures: Sequence[str] | None = None
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
    import pandas as pd  # noqa: PLC0415  # as above

    found = summarize_all([each.measures for each in replications])
    return pd.DataFrame(estimate_rows(found, measures), columns=list(ESTIMATE_COLUMNS))


def replication_rows(
    numbered: Iterable[tuple[int, Measures]], measures: Sequence[str] | None = None
) -> Iterator[tuple[int, str, str, float, int]]:
    """Yield the rows of `replications_frame`.

    Parameters
    ----------
    numbered
        Each replication's number and measures.
    measures
        Full names; all when absent.
    """
    for number, one in numbered:
        known = dict(zip(one.names, zip(one.values, one.counts, strict=True), strict=True))
        for name in _chosen(known, measures):
            value, count = known[name]
            yield number, name, measure_named(name).unit, float(value), int(count)


def estimate_rows(
    estimates: Mapping[str, Estimate], measures: Sequence[str] | None = None
) -> Iterator[tuple[str, str, float, float, float, int]]:
    """Yield the rows of `estimates_frame`.

    Parameters
    ----------
    estimates
        By full name of the measure.
    measures
        Full names; all when absent.
    """
    for name in _chosen(estimates, measures):
        one = estimates[name]
        yield name, measure_named(name).unit, one.mean, end(one.low), end(one.high), one.n


def end(limit: float | None) -> float:
    """Return an end of an interval as tables hold it: nan where there is none."""
    return nan if limit is None else limit


def _chosen(known: Mapping[str, object], measures: Sequence[str] | None) -> Iterable[str]:
    if measures is None:
        return known
    for name in measures:
        if name not in known:
            raise KeyError(f"no measure {name!r}{near_match(name, known)}")
    return measures
