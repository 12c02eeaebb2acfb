from dataclasses import fields, replace

import numpy as np
import pytest

from simulator.reports.files import json_text, summary
from simulator.reports.folder import RESULT, SCENARIO, SUMMARY
from simulator.reports.store import read_result, result_bytes, scenario_text


@pytest.fixture
def stored(district, result, tmp_path):
    """Stores a result, and reads it again."""

    def store_and_read(result=result):
        (tmp_path / RESULT).write_bytes(result_bytes(result))
        (tmp_path / SCENARIO).write_text(scenario_text(district.resolved), encoding="utf-8")
        numbers = json_text(summary(result, {"seed": 7}))
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


def test_a_result_comes_back_as_it_was(stored, result, district):
    again = stored()
    assert again.provenance == {"seed": 7}
    assert again.written == district.resolved.data
    assert again.result.scenario.hash == result.scenario.hash
    assert (again.result.seed, again.result.planned) == (7, 3)
    assert again.result.estimates == result.estimates
    for one, other in zip(result.replications, again.result.replications, strict=True):
        assert one.names == other.names
        np.testing.assert_array_equal(one.values, other.values)
        np.testing.assert_array_equal(one.counts, other.counts)
        same(one.form, other.form)
    for one, other in zip(result.details, again.result.details, strict=True):
        same(one, other)
    same(result.day, again.result.day)


def test_a_result_without_a_day_has_none_again(stored, result):
    assert stored(replace(result, day=None)).result.day is None


def test_the_same_result_is_the_same_file(result):
    assert result_bytes(result) == result_bytes(result)
