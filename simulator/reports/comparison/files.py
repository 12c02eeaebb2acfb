"""The files of a comparison for programs: compare.json and compare.csv.

In: a `Compared` and the provenance of each scenario. Out: data, and text ready to be written:
numbers in full, names of measures as in every file.
"""

from collections.abc import Mapping
from math import isfinite, isnan
from typing import Any

from simulator.reports.comparison.changes import Changes
from simulator.reports.differences import difference_text
from simulator.reports.files import spreadsheet
from simulator.reports.run.carrying import overload_data
from simulator.scenario.differences import Change
from simulator.scenario.names import path_text
from simulator.scenario.problems import dotted
from simulator.studies.comparison.behind import behind
from simulator.studies.comparison.running import Compared
from simulator.studies.paired import Difference

COLUMNS = (
    "first",
    "second",
    "measure",
    "unit",
    "first_mean",
    "second_mean",
    "difference",
    "low",
    "high",
    "confidence",
    "n",
    "is_seen",
    "verdict",
    "pairing",
    "variance_removed",
)
"""Columns of compare.csv. `pairing` and `variance_removed` are as they were computed: of fewer than
20 replications they are rough, and of more, no digit behind the first is to be relied on."""

_OF_A_SCENARIO = {"scenario_hash", "check", "checks"}
"""What the provenances of the scenarios do not have in common."""


def comparison_data(of: Compared, origin: Mapping[str, Any]) -> dict[str, object]:
    """Return the content of compare.json.

    Parameters
    ----------
    of
        The scenarios and their differences.
    origin
        How the scenarios came about: `simulator.results.provenance`.
    """
    return {
        "provenance": {key: value for key, value in origin.items() if key not in _OF_A_SCENARIO},
        "replications": of.finished,
        "confidence": of.comparison.confidence,
        "scenarios": [
            {
                "name": alternative.name,
                "file": None if alternative.file is None else path_text(alternative.file),
                "with": list(alternative.settings),
                "check": check,
                "scenario_hash": alternative.scenario.hash,
                "cannot_carry": overload_data(result),
                **_changes_data(Changes.of(of, alternative)),
                "measures": {
                    str(key): {**result[key].data(), "unit": key.entry.unit} for key in of.measures
                },
            }
            for alternative, result, check in zip(
                of.alternatives, of.results, origin["checks"], strict=True
            )
        ],
        "differences": [_difference_data(each) for each in of.comparison.differences],
        "behind": [
            {
                "name": each.cause.value,
                "field": each.field or None,
                "scenarios": [estimate.data() for estimate in each.estimates],
                "differences": [estimate.data() for estimate in each.differences],
            }
            for each in behind(of.results)
        ],
    }


def comparison_csv(of: Compared) -> str:
    """Return the content of compare.csv: a row for each pair of scenarios and measure."""
    return spreadsheet((COLUMNS, *(_row(of, each) for each in of.comparison.differences)))


def variance_removed(difference: Difference) -> float | None:
    """Return the share of the variance that the common citizens took out of a difference.

    1 where all replications differ by the same, below 0 where pairing harms; None where nothing
    varies.
    """
    return None if isnan(difference.pairing) else 1 - 1 / difference.pairing


def _difference_data(of: Difference) -> dict[str, object]:
    return {
        "first": of.first,
        "second": of.second,
        "measure": str(of.measure),
        **of.estimate.data(),
        "unit": of.measure.entry.unit,
        "is_seen": of.is_seen,
        "verdict": difference_text(of.measure.entry, of.estimate),
        "pairing": of.pairing if isfinite(of.pairing) else None,
        "variance_removed": variance_removed(of),
    }


def _row(of: Compared, each: Difference) -> list[object]:
    """Return a row of `COLUMNS`."""
    data = _difference_data(each) | {
        "first_mean": of.result(each.first)[each.measure].mean,
        "second_mean": of.result(each.second)[each.measure].mean,
        "difference": each.estimate.mean,
        "confidence": of.comparison.confidence,
    }
    return [data[column] for column in COLUMNS]


def _changes_data(of: Changes) -> dict[str, object]:
    """Return what a scenario has other than the base, as data and in words."""
    found = of.found
    return {
        "changes": [{**_change_data(each), "in_words": of.line(each)} for each in found.values],
        "renamed": [_change_data(each) for each in found.names],
        "reordered": list(found.reordered),
        "other_sources": found.sources,
    }


def _change_data(of: Change) -> dict[str, object]:
    return {"path": dotted(of.path), "kind": of.kind.value, "first": of.first, "own": of.second}
