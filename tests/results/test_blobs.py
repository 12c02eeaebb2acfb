"""Contracts as bytes: what was packed comes back; what does not fit its declaration is refused."""

import json
import zlib
from dataclasses import fields, replace

import numpy as np
import pytest

from simulator.measures import DayRecord, Details, Form
from simulator.results.blobs import packed, unpacked


@pytest.fixture
def scenario(result):
    return result.scenario


@pytest.fixture(params=[Form, Details, DayRecord])
def contract(request, result):
    found = (result.replications[0].form, result.details[0], result.day)
    return next(each for each in found if isinstance(each, request.param))


def test_a_contract_comes_back_as_it_was(contract, scenario):
    again = unpacked(type(contract), packed(contract), scenario)
    for field in fields(contract):
        before, after = getattr(contract, field.name), getattr(again, field.name)
        np.testing.assert_array_equal(before, after)
        assert getattr(before, "dtype", type(before)) == getattr(after, "dtype", type(after))


def test_a_shape_that_is_not_declared_is_refused(contract, scenario):
    line, _end, content = zlib.decompress(packed(contract)).partition(b"\n")
    header = json.loads(line)
    shapes = [name for name, part in header.items() if isinstance(part, list)]
    for name in [each for each in shapes if all(isinstance(n, int) for n in header[each])]:
        for shape in ([], [*header[name], 1], [-1], [n + 1 for n in header[name]], None, "x"):
            odd = json.dumps({**header, name: shape}).encode()
            with pytest.raises((ValueError, TypeError)):
                unpacked(type(contract), zlib.compress(odd + b"\n" + content), scenario)


@pytest.mark.parametrize("value", [-1.0, np.inf, -np.inf, 2.0**53])
def test_a_value_out_of_range_is_seen_beside_one_that_is_not_there(result, scenario, value):
    details = result.details[0]
    queue = details.queue_mean.copy()
    queue[:2] = np.nan, 0.5
    assert unpacked(Details, packed(replace(details, queue_mean=queue)), scenario)
    queue[1] = value
    with pytest.raises(ValueError, match=r"queue_mean\[1\] is"):
        unpacked(Details, packed(replace(details, queue_mean=queue)), scenario)


@pytest.mark.parametrize("column", ["duty", "work"])
def test_an_index_of_nobody_is_refused(result, scenario, column):
    table = getattr(result.day, column).copy()
    table[0, 0] = len(result.day.officer_group)
    with pytest.raises(ValueError, match=f"{column}, officer"):
        unpacked(DayRecord, packed(replace(result.day, **{column: table})), scenario)


def test_keys_are_those_of_the_scenario(result, scenario):
    form = replace(result.replications[0].form, fields=("x",))
    with pytest.raises(ValueError, match="fields are not those of the scenario"):
        unpacked(Form, packed(form), scenario)
