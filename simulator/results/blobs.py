"""Blobs: contracts of arrays as bytes, and bytes as contracts again, checked.

In: the form, the details or the pictured day of a replication. Out: their arrays end to end, behind
a line that says how long each is, packed; and the same again, where shapes and values are what is
declared on their fields (`simulator.demand.contract`). Nothing in them is code.
"""

import json
import zlib
from collections.abc import Mapping
from datetime import date
from math import prod
from operator import index
from typing import Any, TypeVar

import numpy as np

from simulator.demand.contract import Range, check_range, check_shape, declared
from simulator.demand.workload import DAY, NONE
from simulator.measures import DayRecord, Details, Form
from simulator.measures.sub_periods import calendar_years
from simulator.scenario import Scenario

MOST_BYTES = 50_000_000
"""Of a blob when it is unpacked; that of a Center of a hundred procedures takes a hundredth."""

Contract = TypeVar("Contract", Form, Details, DayRecord)


def packed(contract: Form | Details | DayRecord) -> bytes:
    """Return a contract as bytes."""
    header: dict[str, object] = {}
    content = b""
    for name, declaration in declared(type(contract)).items():
        part = getattr(contract, name)
        if declaration.dtype:
            array = np.asarray(part, declaration.dtype)
            part = array.shape
            content += array.tobytes()
        header[name] = part
    text = json.dumps(header, ensure_ascii=False, default=str)  # a date
    return zlib.compress(text.encode() + b"\n" + content)


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
    line, _end, content = unpacking.decompress(blob, MOST_BYTES).partition(b"\n")
    if not unpacking.eof:
        raise ValueError("it is cut off, or too long")
    header = json.loads(line)
    declarations = declared(kind)
    sizes = {"fields": len(scenario.fields), "days": _days(scenario)}
    sizes["observed"] = len(scenario.observed.seen) if scenario.observed else 0
    parts: dict[str, Any] = {}
    for name, declaration in declarations.items():
        part = header[name]
        if declaration.dtype:
            check_shape(name, part, declaration.axes, sizes)
            length = prod(part) * declaration.dtype.itemsize
            parts[name] = np.frombuffer(content[:length], declaration.dtype).reshape(part)
            content = content[length:]
        elif declaration.kind is tuple:
            parts[name] = _keys(declaration.axes[0], part, scenario)
            sizes[declaration.axes[0]] = len(part)
        else:
            parts[name] = date.fromisoformat(part) if declaration.kind is date else index(part)
    # How many there are of what an index counts is known when all of it is there.
    for name, declaration in declarations.items():
        if isinstance(declaration.values, Range):
            check_range(name, np.nan_to_num(parts[name]), declaration.values, sizes)
    contract = kind(**parts)
    if isinstance(contract, DayRecord):
        _check_columns(contract, sizes)
    if content:
        raise ValueError("there is more than was announced")
    return contract


def _check_columns(day: DayRecord, sizes: Mapping[str, int]) -> None:
    """Check the columns of numbers that are indices."""
    check_range("duty, officer", day.duty[:, 0], Range(0, "officers"), sizes)
    check_range("work, officer", day.work[:, 0], Range(NONE, "officers"), sizes)
    check_range("work, station", day.work[:, 3], Range(0, "stations"), sizes)


def _keys(kind: str, stored: Any, scenario: Scenario) -> tuple[str, ...]:
    """Return keys as they are in contracts; they are those of the scenario."""
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
