"""What holds of each array of the contracts alone: type, shape, layout and range of its values.

In: a `Workload` and a `Roster`. Out: their arrays by name and how many there are of everything, or
a `ValueError` for the first fault. What holds between arrays is checked in `checking`.
"""

from __future__ import annotations

from operator import attrgetter
from reprlib import repr as short
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from simulator.demand.roster import Roster
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Channel,
    JobFlag,
    JobKind,
    Jobs,
    Operations,
    OpFlag,
    OpKind,
    Stations,
    Timetable,
    Trips,
    Workload,
)
from simulator.scenario.vocabulary import STEPS

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

Arrays: TypeAlias = "dict[str, NDArray[Any]]"
"""The arrays of both contracts by name, as in `ARRAYS`."""

MOST = 2**40
"""Moments and durations are less, or `FAR`: so that sums and products stay below 2⁶³."""
MOST_SPEED = 2**20
"""Speeds are less, in thousandths: times a moment, still a whole number (R7)."""
DIRECTIONS = 2
"""Of the courier: to headquarters, to the Center."""


class Range(NamedTuple):
    """Least value of an array, and the value or the number of things that all are below."""

    least: int
    below: int | str
    or_far: bool = False


class Form(NamedTuple):
    """Type of an array, what its axes count, and what its values are."""

    dtype: DTypeLike
    axes: tuple[str, ...]
    values: Range | None = None
    """`None` for truth values, for offsets, and where it takes other arrays to say."""


AMOUNT = Range(0, MOST)
STRETCH = Range(0, 2**31)
"""Work or a delay: less than 68 years, so that the compiled engine packs an operation closely."""
AMOUNT_OR_FAR = Range(0, MOST, or_far=True)

PARTS: dict[str, type] = {
    "workload": Workload,
    "workload.jobs": Jobs,
    "workload.ops": Operations,
    "workload.trips": Trips,
    "workload.stations": Stations,
    "workload.time": Timetable,
    "roster": Roster,
}
"""The contracts and what they are made of, each after what holds it."""

KEYS: dict[str, str] = {
    "workload.fields": "fields",
    "workload.procedures": "procedures",
    "roster.groups": "groups",
}
"""Tuples of keys, and what they count."""

ARRAYS: dict[str, Form] = {
    "workload.procedure_field": Form(np.int32, ("procedures",), Range(0, "fields")),
    "workload.jobs.kind": Form(np.int8, ("jobs",), Range(0, len(JobKind))),
    "workload.jobs.flags": Form(np.int8, ("jobs",), Range(0, sum(JobFlag) + 1)),
    "workload.jobs.begin": Form(np.int64, ("jobs",), Range(NONE, MOST)),
    "workload.jobs.dossiers": Form(np.int32, ("jobs",), Range(0, "jobs")),
    "workload.jobs.procedure": Form(np.int32, ("jobs",), Range(NONE, "procedures")),
    "workload.jobs.channel": Form(np.int8, ("jobs",), Range(0, len(Channel))),
    "workload.jobs.limit": Form(np.int32, ("jobs",), Range(NONE, "limits")),
    "workload.jobs.first_op": Form(np.int64, ("jobs + 1",)),
    "workload.ops.kind": Form(np.int8, ("operations",), Range(0, len(OpKind))),
    "workload.ops.flags": Form(np.int16, ("operations",), Range(0, sum(OpFlag) + 1)),
    "workload.ops.where": Form(np.int32, ("operations",)),  # by kind of operation
    "workload.ops.amount": Form(np.int64, ("operations",), STRETCH),
    "workload.ops.trips": Form(np.int32, ("operations",), Range(NONE, "services")),
    "workload.trips.uniform": Form(np.uint16, ("services", "trips"), Range(0, "uniforms")),
    "workload.trips.patience": Form(np.int64, ("services",), AMOUNT_OR_FAR),
    "workload.trips.comes_back": Form(np.int32, ("services",), AMOUNT),
    "workload.stations.step": Form(np.int8, ("stations",), Range(0, len(STEPS))),
    "workload.stations.field": Form(np.int32, ("stations",), Range(0, "fields")),
    "workload.stations.by_due_date": Form(np.bool_, ("stations",)),
    "workload.stations.pauses": Form(np.bool_, ("stations",)),
    "workload.stations.sends_home": Form(np.bool_, ("stations",)),
    "workload.stations.tickets_per_day": Form(np.int64, ("stations",), AMOUNT_OR_FAR),
    "workload.stations.target_wait": Form(np.int64, ("stations",), Range(1, FAR)),
    "workload.stations.hurry": Form(np.int32, ("stations", "lengths"), Range(1, 1001)),
    "workload.time.calendar_first": Form(np.int64, ("calendars + 1",)),
    "workload.time.calendar_start": Form(np.int64, ("intervals",), AMOUNT),
    "workload.time.calendar_end": Form(np.int64, ("intervals",), AMOUNT),
    "workload.time.opens": Form(np.int64, ("days",), AMOUNT),
    "workload.time.closing": Form(np.int64, ("days",), AMOUNT_OR_FAR),
    "workload.time.closings": Form(np.int64, ("closings",), AMOUNT),
    "workload.time.next_open_day": Form(np.int32, ("days + 1",), Range(0, "days + 1")),
    "workload.time.next_working_day": Form(np.int32, ("days + 1",), Range(0, "days + 1")),
    "workload.time.day_type": Form(np.int32, ("days",), Range(0, "day types")),
    "workload.time.arrival_second": Form(np.int32, ("day types", "uniforms"), Range(0, DAY)),
    "workload.time.cut_off": Form(np.int64, ("days",), AMOUNT),
    "workload.time.due": Form(np.int64, ("limits", "days"), AMOUNT_OR_FAR),
    "workload.time.limit_hours": Form(np.int64, ("limits",), Range(NONE, MOST)),
    "workload.time.courier_first": Form(np.int64, ("directions + 1",)),
    "workload.time.courier_departs": Form(np.int64, ("courier trips",), AMOUNT),
    "workload.time.courier_arrives": Form(np.int64, ("courier trips",), AMOUNT),
    "roster.group": Form(np.int32, ("officers",), Range(0, "groups")),
    "roster.speed": Form(np.int32, ("officers",), Range(1, MOST_SPEED)),
    "roster.by_target": Form(np.bool_, ("officers",)),
    "roster.first_served": Form(np.int64, ("officers + 1",)),
    "roster.served": Form(np.int32, ("stations served",), Range(0, "stations")),
    "roster.first_helped": Form(np.int64, ("officers + 1",)),
    "roster.helped": Form(np.int32, ("stations helped",), Range(0, "stations")),
    "roster.first_duty": Form(np.int64, ("officers + 1",)),
    "roster.duty_start": Form(np.int64, ("duties",), AMOUNT),
    "roster.duty_end": Form(np.int64, ("duties",), AMOUNT),
}
"""What holds of each array of the contracts alone. An axis that counts one more than there are
things is written so; arrays on the same axis are of one length."""

NUMBERS: dict[str, Range] = {
    "workload.horizon": AMOUNT,
    "workload.period_start": AMOUNT,
    "workload.retries": Range(0, 2**15),
    "workload.call_out": AMOUNT,
    "workload.time.working_hours": Range(0, "calendars"),
}
"""The single numbers of the contracts."""

OFFSETS: dict[str, str] = {
    "workload.jobs.first_op": "operations",
    "workload.time.calendar_first": "intervals",
    "workload.time.courier_first": "courier trips",
    "roster.first_served": "stations served",
    "roster.first_helped": "stations helped",
    "roster.first_duty": "duties",
}
"""What each array of offsets divides into parts."""


class Contracts(NamedTuple):
    """Both, so that a name leads to a field."""

    workload: Workload
    roster: Roster


def check_arrays(workload: Workload, roster: Roster) -> tuple[Arrays, dict[str, int]]:
    """Check each array and number of the contracts by itself.

    Returns
    -------
    The arrays by name, and how many there are of everything that an axis counts.

    Raises
    ------
    ValueError
        If a part, type, layout, shape, value or offset is wrong.
    """
    contracts = Contracts(workload, roster)
    _check_parts(contracts)
    sizes = _check_keys(contracts)
    arrays: Arrays = {name: attrgetter(name)(contracts) for name in ARRAYS}
    _check_forms(arrays, sizes)
    _check_values(contracts, arrays, sizes)
    _check_offsets(arrays, sizes)
    return arrays, sizes


def refuse(wrong: NDArray[np.bool_], name: str, values: NDArray[Any], meant: str) -> None:
    """Raise a `ValueError` for the first value of an array that is wrong, if any is."""
    if wrong.any():
        index = tuple(np.argwhere(wrong)[0].tolist())
        place = f"[{', '.join(map(str, index))}]" if index else ""
        raise ValueError(f"{name}{place} is {values[index]}: {meant}")


def _check_parts(contracts: Contracts) -> None:
    for name, kind in PARTS.items():
        part = attrgetter(name)(contracts)
        if not isinstance(part, kind):
            raise ValueError(f"{name} is {short(part)}: {kind.__name__} is meant")  # noqa: TRY004  # one kind of error for all faults


def _check_keys(contracts: Contracts) -> dict[str, int]:
    """Check the tuples of keys; return how many there are of what is known without arrays."""
    sizes = {"directions": DIRECTIONS}
    for name, things in KEYS.items():
        keys = attrgetter(name)(contracts)
        if not isinstance(keys, tuple) or not all(isinstance(key, str) for key in keys):
            raise ValueError(f"{name} is {short(keys)}: a tuple of texts is meant")
        sizes[things] = len(keys)
    return sizes


def _check_forms(arrays: Arrays, sizes: dict[str, int]) -> None:
    """Check types, layouts and shapes; add how many there are of everything to the sizes."""
    for name, form in ARRAYS.items():
        array = arrays[name]
        if not isinstance(array, np.ndarray):
            raise ValueError(f"{name} is a {type(array).__name__}: an array is meant")  # noqa: TRY004  # likewise
        if array.dtype != form.dtype:
            raise ValueError(f"{name} is of {array.dtype}: {np.dtype(form.dtype)} is meant")
        if not array.flags.c_contiguous:
            raise ValueError(f"{name} is not C-contiguous: use numpy.ascontiguousarray")
        _check_shape(name, array.shape, form.axes, sizes)


def _check_shape(
    name: str, shape: tuple[int, ...], axes: tuple[str, ...], sizes: dict[str, int]
) -> None:
    """Check a shape against those before it; the first on an axis tells its length."""
    meant = f"({', '.join(axes)}) is meant"
    if len(shape) != len(axes):
        raise ValueError(f"{name} has the shape {shape}: {meant}")
    for axis, length in zip(axes, shape, strict=True):
        things = axis.removesuffix(" + 1")
        number = length - (things != axis)
        if number < 0 or number != sizes.setdefault(things, number):
            there = f", and there are {sizes[things]} {things}" if things in sizes else ""
            raise ValueError(f"{name} has the shape {shape}: {meant}{there}")


def _check_values(contracts: Contracts, arrays: Arrays, sizes: dict[str, int]) -> None:
    """Check numbers, and the values of arrays, against their ranges."""
    silently = contracts.workload.leaves_silently
    if not isinstance(silently, bool):
        raise ValueError(f"workload.leaves_silently is {silently!r}: True or False is meant")  # noqa: TRY004  # likewise
    for name, values in NUMBERS.items():
        number = attrgetter(name)(contracts)
        if not isinstance(number, int | np.integer):
            raise ValueError(f"{name} is {number!r}: a whole number is meant")  # noqa: TRY004  # likewise
        below, meant = _bound(values, sizes)
        if not (values.least <= number < below or (values.or_far and number == FAR)):
            raise ValueError(f"{name} is {number}: {meant}")
    for name, form in ARRAYS.items():
        if form.values is not None and arrays[name].size:
            _check_range(name, arrays[name], form.values, sizes)


def _bound(values: Range, sizes: dict[str, int]) -> tuple[int, str]:
    """What all values are below, and the range in words."""
    below, text = values.below, str(values.below)
    if isinstance(below, str):
        things = below.removesuffix(" + 1")
        below = sizes[things] + (things != below)
        text = f"{below} ({values.below})"
    far = ", or FAR," if values.or_far else ""
    return below, f"at least {values.least} and below {text}{far} is meant"


def _check_range(name: str, array: NDArray[np.int64], values: Range, sizes: dict[str, int]) -> None:
    below, meant = _bound(values, sizes)
    if np.minimum.reduce(array, None) < values.least:
        refuse(array < values.least, name, array, meant)
    if np.maximum.reduce(array, None) >= below:
        outside = array >= below
        if values.or_far:
            outside &= array != FAR
        refuse(outside, name, array, meant)


def _check_offsets(arrays: Arrays, sizes: dict[str, int]) -> None:
    for name, things in OFFSETS.items():
        first = arrays[name]
        wrong = np.zeros(len(first), np.bool_)
        wrong[0] = first[0] != 0
        refuse(wrong, name, first, "offsets start at 0")
        wrong[1:] = first[1:] < first[:-1]
        refuse(wrong, name, first, "offsets do not descend")
        wrong[-1] = first[-1] != sizes[things]
        refuse(wrong, name, first, f"offsets end at {sizes[things]} ({things})")
