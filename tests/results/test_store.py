from dataclasses import asdict, fields, replace

import numpy as np
import pytest

from simulator.reports.files import json_text, summary
from simulator.results.folder import RESULT, SCENARIO, SUMMARY
from simulator.results.store import StoreError, read_result, result_bytes, scenario_text


@pytest.fixture
def provenance(district):
    """What tells the run from others."""
    moment = {"created": "2021-06-01T08:00:00+00:00", "run_seconds": 1.25}
    return {"seed": 7, "scenario_hash": district.scenario.hash, **moment}


@pytest.fixture
def stored(district, result, provenance, tmp_path):
    """Stores a result, and reads it again."""

    def store_and_read(result=result):
        (tmp_path / RESULT).write_bytes(result_bytes(result, provenance))
        (tmp_path / SCENARIO).write_text(scenario_text(district.resolved), encoding="utf-8")
        numbers = json_text(summary(result, provenance))
        (tmp_path / SUMMARY).write_text(numbers, encoding="utf-8")
        return read_result(tmp_path)

    return store_and_read


def same(one, other):
    """Whether two of the contracts hold the same, array for array and by type."""
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        assert type(a) is type(b), field.name
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype, field.name
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b, field.name


def test_a_result_comes_back_as_it_was(stored, result, provenance, district):
    again = stored()
    assert again.provenance == provenance
    assert again.written == district.resolved.data
    assert again.result.scenario.hash == result.scenario.hash
    assert (again.result.seed, again.result.planned) == (7, 3)
    assert again.result.estimates.keys() == result.estimates.keys()
    for name, estimate in result.estimates.items():
        np.testing.assert_equal(asdict(again.result.estimates[name]), asdict(estimate))
    for one, other in zip(result.replications, again.result.replications, strict=True):
        assert one.index == other.index
        np.testing.assert_array_equal(one.values, other.values)
        np.testing.assert_array_equal(one.counts, other.counts)
        same(one.form, other.form)
    for one, other in zip(result.details, again.result.details, strict=True):
        same(one, other)
    same(result.day, again.result.day)


def test_a_result_without_a_day_has_none_again(stored, result):
    assert stored(replace(result, day=None)).result.day is None


def test_the_same_result_is_the_same_file(result, provenance):
    assert result_bytes(result, provenance) == result_bytes(result, provenance)


MIXED = r"not of one run, .*: run the scenario again$"

OTHERS = [
    {"seed": 8},
    {"created": "2021-06-01T08:00:01+00:00"},
    {"run_seconds": 1.26},
    {"scenario_hash": "of another"},
]


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: next(iter(other)))
def test_a_summary_of_another_run_is_refused(stored, result, provenance, tmp_path, other):
    stored()
    numbers = json_text(summary(result, provenance | other))
    (tmp_path / SUMMARY).write_text(numbers, encoding="utf-8")
    with pytest.raises(StoreError, match=MIXED):
        read_result(tmp_path)


def test_numbers_of_another_run_are_refused(stored, result, provenance, tmp_path):
    stored()
    (tmp_path / RESULT).write_bytes(result_bytes(result, provenance | {"seed": 8}))
    with pytest.raises(StoreError, match=MIXED):
        read_result(tmp_path)


def test_a_scenario_of_another_run_is_refused(stored, district_with, tmp_path):
    stored()
    text = scenario_text(district_with("staff.counters.officers=3").resolved)
    (tmp_path / SCENARIO).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=MIXED):
        read_result(tmp_path)


def damaged(arrays, name):
    """Stores arrays of which one is something else."""
    return {key: np.array([object()]) if key == name else part for key, part in arrays.items()}


DAMAGES = {
    "pickled": lambda arrays: damaged(arrays, "values"),
    "texts": lambda arrays: arrays | {"values": np.array(["a", "b"])},
    "too short": lambda arrays: arrays | {"values": arrays["values"][:, :-1]},
    "other measures": lambda arrays: arrays | {"measures": np.full_like(arrays["measures"], "x")},
    "other fields": lambda arrays: arrays | {"form_fields": arrays["form_fields"][:1]},
    "fewer": lambda arrays: arrays | {"counts": arrays["counts"][:-1]},
    "foreign": lambda _arrays: {"x": np.arange(3)},
    "several formats": lambda arrays: arrays | {"format": np.arange(3)},
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_told_in_our_own_words(stored, tmp_path, damage):
    stored()
    with np.load(tmp_path / RESULT) as archive:
        arrays = dict(archive)
    np.savez(tmp_path / RESULT, **damage(arrays))
    message = f"^{tmp_path / RESULT} is damaged: run the scenario again$"
    with pytest.raises(StoreError, match=message):
        read_result(tmp_path)


def test_one_array_alone_is_no_result(stored, tmp_path):
    stored()
    with (tmp_path / RESULT).open("wb") as file:
        np.save(file, np.arange(3))
    with pytest.raises(StoreError, match="is damaged"):
        read_result(tmp_path)
