"""compare.json and compare.csv, and that they say what the page says."""

import csv
import json
from io import StringIO
from math import inf, nan

import pytest

from simulator.measures import MeasureKey
from simulator.reports.comparison.document import comparison_document
from simulator.reports.comparison.files import (
    COLUMNS,
    comparison_csv,
    comparison_data,
    variance_removed,
)
from simulator.reports.files import json_text
from simulator.reports.workbook import workbook_bytes
from simulator.studies.paired import Difference
from tests.reports.reading import assert_no_formula, workbook_in
from tests.studies.comparison.conftest import BUSY, CALM, HOSTILE, origin_of


def table_of(of):
    return list(csv.DictReader(StringIO(comparison_csv(of).removeprefix("\ufeff"), newline="")))


def data_of(of):
    return json.loads(json_text(comparison_data(of, origin_of(of))))


def test_the_table_has_a_row_for_each_pair_and_measure(both):
    rows = table_of(both)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["second"], row["measure"]) for row in rows] == [
        (second, measure) for second in (BUSY, CALM) for measure in both.measures.names
    ]


def test_the_difference_of_the_means_is_the_mean_of_the_differences(both):
    for row in table_of(both):
        if row["difference"]:
            apart = float(row["second_mean"]) - float(row["first_mean"])
            assert float(row["difference"]) == pytest.approx(apart, abs=1e-9)


def test_json_and_csv_agree(both):
    data, rows = data_of(both), table_of(both)
    own = {scenario["name"]: scenario["measures"] for scenario in data["scenarios"]}
    for one, row in zip(data["differences"], rows, strict=True):
        assert row["difference"] == ("" if one["mean"] is None else str(one["mean"]))
        for key in ("low", "high", "pairing", "variance_removed"):
            assert row[key] == ("" if one[key] is None else str(one[key]))
        assert row["verdict"] == one["verdict"]
        assert row["is_seen"] == str(one["is_seen"])
        mean = own[one["second"]][one["measure"]]["mean"]
        assert row["second_mean"] == ("" if mean is None else str(mean))
        assert float(row["confidence"]) == data["confidence"]


def test_json_tells_what_was_compared(both):
    data = data_of(both)
    base, busy, _calm = data["scenarios"]
    assert base["changes"] == []
    assert busy["with"] == [BUSY]
    assert busy["changes"] == [
        {
            "path": "staff.busy.officers",
            "kind": "changed",
            "first": 1,
            "own": 2,
            "in_words": "Land counter · Officers: 1 → 2",
        }
    ]
    assert (busy["renamed"], busy["reordered"], busy["other_sources"]) == ([], [], False)
    assert base["scenario_hash"] != busy["scenario_hash"]
    assert data["provenance"]["seed"] == 7
    assert "scenario_hash" not in data["provenance"]


def test_json_has_what_stands_behind_the_differences(both):
    found = {each["name"]: each for each in data_of(both)["behind"]}
    assert list(found) == ["visits", "waited_hours", "received", "officers"]
    assert [each["mean"] for each in found["officers"]["scenarios"]] == [2.0, 3.0, 3.0]
    assert [each["mean"] for each in found["officers"]["differences"]] == [1.0, 1.0]
    busy, calm = found["waited_hours"]["differences"]
    assert (busy["high"] < 0, calm["mean"], found["visits"]["field"]) == (True, 0.0, None)


def test_what_is_infinite_or_no_number_is_nothing_in_json(comparison_of):
    same = comparison_of("staff.busy.officers=1", replications=2, measures=("wait_mean", "lost"))
    wait, lost = data_of(same)["differences"]
    assert (wait["pairing"], wait["variance_removed"]) == (None, 1.0)
    assert (lost["pairing"], lost["variance_removed"]) == (None, None)


@pytest.mark.parametrize(
    ("pairing", "removed"), [(4.0, 0.75), (0.5, -1.0), (inf, 1.0), (nan, None)]
)
def test_pairing_removes_a_share_of_the_variance(both, pairing, removed):
    estimate = both.comparison.differences[0].estimate
    assert (
        variance_removed(Difference(MeasureKey("wait_mean"), "A", "B", estimate, pairing))
        == removed
    )


def test_a_name_is_no_formula_for_a_spreadsheet(comparison_of):
    found = comparison_of(HOSTILE.replace("<script>", "=<script>"), replications=2)
    assert table_of(found)[0]["second"].startswith("'=<script>")
    document = comparison_document(found, origin_of(found))
    assert_no_formula(workbook_in(workbook_bytes(document)), "=<script>")
