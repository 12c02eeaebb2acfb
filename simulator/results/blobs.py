"""Blobs: contracts of arrays as bytes, and bytes as contracts again, checked.

In: the form, the details or the pictured day of a replication. Out: their arrays end to end, behind
a line that says how long each is, packed; and the same again, where shapes and values are what they
are declared to be here. Nothing in them is code.
"""

import json
import zlib
from collections.abc import Mapping
from datetime import date
from math import prod
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np

from simulator.center.outcome import TripEnd
from simulator.demand.workload import DAY, NONE
from simulator.measures import (
    LATENESS_UPPER,
    OPEN_AGE_UPPER,
    QUEUE_QUANTILES,
    DayRecord,
    Details,
    Elsewhere,
    Form,
    FormColumn,
)
from simulator.measures.courses import TIMES
from simulator.measures.lobby_hours import QUARTERS
from simulator.measures.sub_periods import calendar_years
from simulator.scenario import STEPS, Scenario
from simulator.scenario.vocabulary import WEEKDAYS

MOST_BYTES = 50_000_000
"""Of a blob when it is unpacked; that of a Center of a hundred procedures takes a hundredth."""

MOST = 2**53
"""No count, and no number of seconds, reaches it."""

Contract = TypeVar("Contract", Form, Details, DayRecord)


class Array(NamedTuple):
    """What an array of a contract is."""

    axes: tuple[int | str, ...]
    """How long each axis is, or what it counts."""
    below: int | str = MOST
    """What all values are below: a number, or what there are as many of."""
    least: int = 0
    dtype: str = "<i8"


Declarations: TypeAlias = Mapping[str, Array | str]
"""Of each field what its array is, or which keys or which date it holds."""

_WEEK = Array((len(WEEKDAYS), 24))
_QUARTERS = Array((QUARTERS,))
_CELLS = ("rows", len(FormColumn))
_OF_A_DAY = Array(("visits",), DAY + 1, NONE)

_FORM: Declarations = {"fields": "fields", "cells": Array(_CELLS)}

_DETAILS: Declarations = {
    "sub_periods": "sub_periods",
    "tickets": _WEEK,
    "waited": _WEEK,
    "at_door": _WEEK,
    "open_days": Array((len(WEEKDAYS),)),
    "queue": Array((len(QUEUE_QUANTILES), QUARTERS), dtype="<f8"),
    "queue_mean": Array((QUARTERS,), dtype="<f8"),
    "worst_day": Array((), "days", NONE),
    "worst_queue": _QUARTERS,
    "duty": Array((24,)),
    "citizen_work": Array((2,)),
    "spent": Array((len(STEPS), 2)),
    "spent_elsewhere": Array((len(Elsewhere),)),
    "lateness": Array((len(LATENESS_UPPER) + 1,)),
    "open_age": Array(("fields", len(OPEN_AGE_UPPER) + 1)),
    "contacted": Array((TIMES,)),
    "agencies": Array((TIMES,)),
    "forms": Array(("sub_periods", *_CELLS)),
}

_DAY: Declarations = {
    "date": "date",
    "fields": "fields",
    "stations": "stations",
    "groups": "groups",
    "arrival": _OF_A_DAY,
    "call": _OF_A_DAY,
    "end": _OF_A_DAY,
    "field": Array(("visits",), "fields", dtype="<i4"),
    "station": Array(("visits",), "stations", dtype="<i4"),
    "officer": Array(("visits",), "officers", NONE, "<i4"),
    "ended": Array(("visits",), len(TripEnd), dtype="|i1"),
    "stayed": Array(("visits",), 2, dtype="|b1"),
    "officer_group": Array(("officers",), "groups", dtype="<i4"),
    "duty": Array(("intervals", 3), DAY + 1),
    "work": Array(("services", 4), DAY + 1, NONE),
}

_DECLARED: Mapping[type, Declarations] = {Form: _FORM, Details: _DETAILS, DayRecord: _DAY}


def packed(contract: Form | Details | DayRecord) -> bytes:
    """Return a contract as bytes."""
    lengths: dict[str, object] = {}
    content = b""
    for name, declared in _DECLARED[type(contract)].items():
        part = getattr(contract, name)
        if isinstance(declared, Array):
            array = np.asarray(part, declared.dtype)
            lengths[name] = array.shape
            content += array.tobytes()
        else:
            lengths[name] = str(part) if declared == "date" else part
    return zlib.compress(json.dumps(lengths, ensure_ascii=False).encode() + b"\n" + content)


def unpacked(kind: type[Contract], blob: bytes, scenario: Scenario) -> Contract:
    """Return a contract that was packed.

    Parameters
    ----------
    kind
        Which.
    blob
        Its bytes.
    scenario
        What it is of, from which the keys in it are known.

    Raises
    ------
    ValueError, LookupError, TypeError, RecursionError, zlib.error
        If something is not what it is declared to be.
    """
    unpacking = zlib.decompressobj()
    header, _line, content = unpacking.decompress(blob, MOST_BYTES).partition(b"\n")
    if not unpacking.eof:
        raise ValueError("it is cut off, or too long")
    lengths = json.loads(header)
    fields = len(scenario.fields)
    sizes: dict[str, int] = {"fields": fields, "rows": fields + 1, "days": _days(scenario)}
    parts: dict[str, Any] = {}
    for name, declared in _DECLARED[kind].items():
        if not isinstance(declared, Array):
            parts[name] = _keys(declared, lengths[name], scenario)
            sizes[name] = len(lengths[name])
            continue
        shape = tuple(lengths[name])
        _check_shape(shape, declared.axes, sizes)
        length = prod(shape) * np.dtype(declared.dtype).itemsize
        array = np.frombuffer(content[:length], declared.dtype).reshape(shape)
        content = content[length:]
        parts[name] = array if shape else array[()]
    # How many there are of what an index counts is known when all of it is there.
    for name, declared in _DECLARED[kind].items():
        if isinstance(declared, Array):
            _check_range(parts[name], declared.least, declared.below, sizes)
    contract = kind(**parts)
    if isinstance(contract, DayRecord):
        _check_columns(contract)
    if content:
        raise ValueError("there is more than was announced")
    return contract


def _check_shape(
    shape: tuple[int, ...], axes: tuple[int | str, ...], sizes: dict[str, int]
) -> None:
    """Check how long an array is; what it is the first to count is known from it."""
    for length, axis in zip(shape, axes, strict=True):
        meant = axis if isinstance(axis, int) else sizes.setdefault(axis, length)
        if type(length) is not int or length != meant or length < 0:
            raise ValueError("an array is not as long as others")


def _check_range(array: Any, least: int, below: int | str, sizes: Mapping[str, int]) -> None:
    end = below if isinstance(below, int) else sizes[below]
    if np.any(np.less(array, least) | np.greater_equal(array, end)):
        raise ValueError("a value is out of its range")


def _check_columns(day: DayRecord) -> None:
    """Check the columns of numbers that are indices."""
    sizes = {"officers": len(day.officer_group), "stations": len(day.stations)}
    _check_range(day.duty[:, 0], 0, "officers", sizes)
    _check_range(day.work[:, 0], NONE, "officers", sizes)
    _check_range(day.work[:, 3], 0, "stations", sizes)


def _keys(kind: str, stored: Any, scenario: Scenario) -> Any:
    """Return keys, or a date, as they are in contracts; they are those of the scenario."""
    if kind == "date":
        return date.fromisoformat(stored)
    keys, known = tuple(stored), _known(kind, scenario)
    if not (set(keys) <= {*known} if kind == "stations" else keys == known):
        raise ValueError(f"the {kind} are not those of the scenario")
    return keys


def _known(kind: str, scenario: Scenario) -> tuple[str, ...]:
    match kind:
        case "fields":
            return tuple(scenario.fields)
        case "groups":
            return tuple(scenario.staff)
        case "stations":
            return tuple(f"{step}/{field}" for step, field in scenario.stations())
        case _sub_periods:
            first_day = scenario.period.first_day
            start = (scenario.period.from_ - first_day).days * DAY
            years = calendar_years(first_day, start, _days(scenario) * DAY)
            return tuple(part.name for year, quarters in years for part in (*quarters, year))


def _days(scenario: Scenario) -> int:
    """Return the days that are simulated."""
    return (scenario.period.to - scenario.period.first_day).days + 1
