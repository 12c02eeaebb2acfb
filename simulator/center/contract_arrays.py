"""Check each array and number of the contracts by itself, against what is declared of it.

In: contracts. Out: their arrays by name and how many there are of everything, or a `ValueError` for
the first fault: a part, type, layout, shape, value or offset. What is meant stands on the fields
(`simulator.demand.contract`); what holds between arrays is checked in `checking`.
"""

from __future__ import annotations

from reprlib import repr as short
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from simulator.center.outcome import Outcome
from simulator.demand.contract import (
    Declaration,
    Offsets,
    Range,
    check_range,
    check_shape,
    declared,
    read_only,
    refuse,
)
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload

if TYPE_CHECKING:
    from numpy.typing import NDArray

Arrays: TypeAlias = "dict[str, NDArray[Any]]"
"""Arrays of contracts by name, as in `DECLARED`."""

DIRECTIONS = 2
"""Of the courier: to headquarters, to the Center."""

CONTRACTS: dict[str, type] = {"workload": Workload, "roster": Roster, "outcome": Outcome}

DECLARED: dict[str, dict[str, Declaration]] = {
    root: {
        root: Declaration(kind=contract),
        **{f"{root}.{field}": declaration for field, declaration in declared(contract).items()},
    }
    for root, contract in CONTRACTS.items()
}
"""What is declared of each contract and its fields, those of a part after the part."""

KINDS: dict[type, tuple[tuple[type, ...], str]] = {
    np.ndarray: ((np.ndarray,), "an array"),
    tuple: ((tuple,), "a tuple of texts"),
    int: ((int, np.integer), "a whole number"),
    bool: ((bool,), "True or False"),
}
"""Which classes a field may be of, and what to call them; where not its own."""


def check_arrays(**contracts: object) -> tuple[Arrays, dict[str, int]]:
    """Check each array and number of contracts by itself.

    Parameters
    ----------
    contracts
        By their names in `CONTRACTS`, the workload first: it tells most numbers of things.

    Returns
    -------
    The arrays by name, which cannot be written to, and how many there are of everything that an
    axis counts.

    Raises
    ------
    ValueError
        If a part, type, layout, shape, value or offset is wrong.
    """
    declarations = {
        name: declaration for root in contracts for name, declaration in DECLARED[root].items()
    }
    values = _values(contracts, declarations)
    sizes = {"directions": DIRECTIONS}
    for name, declaration in declarations.items():
        if declaration.kind is tuple:
            sizes[declaration.axes[0]] = len(values[name])
        elif declaration.kind is np.ndarray:
            _check_form(name, values[name], declaration, sizes)
    sizes["horizon"] = values["workload.horizon"]
    for name, declaration in declarations.items():
        if isinstance(declaration.values, Range):
            check_range(name, values[name], declaration.values, sizes)
    for name, declaration in declarations.items():
        if isinstance(declaration.values, Offsets):
            _check_offsets(name, values[name], declaration.values.things, sizes)
    arrays = {
        name: read_only(values[name])
        for name, declaration in declarations.items()
        if declaration.kind is np.ndarray
    }
    return arrays, sizes


def _values(contracts: dict[str, object], declarations: dict[str, Declaration]) -> dict[str, Any]:
    """Return what is declared, by name, when it is of its kind."""
    values: dict[str, Any] = {}
    for name, declaration in declarations.items():
        holder, _, field = name.rpartition(".")
        values[name] = getattr(values[holder], field) if holder else contracts[name]
        _check_kind(name, values[name], declaration.kind)
    return values


def _check_kind(name: str, value: Any, kind: type) -> None:
    classes, meant = KINDS.get(kind, ((kind,), kind.__name__))
    is_meant = isinstance(value, classes)
    if kind is tuple:
        is_meant = is_meant and all(isinstance(key, str) for key in value)
    if not is_meant:
        given = f"a {type(value).__name__}" if kind is np.ndarray else short(value)
        raise ValueError(f"{name} is {given}: {meant} is meant")


def _check_form(
    name: str, array: NDArray[Any], declaration: Declaration, sizes: dict[str, int]
) -> None:
    """Check type, layout, and shape against those before."""
    if array.dtype != declaration.dtype:
        raise ValueError(f"{name} is of {array.dtype}: {declaration.dtype} is meant")
    if not array.flags.c_contiguous:
        raise ValueError(f"{name} is not C-contiguous: use numpy.ascontiguousarray")
    check_shape(name, array.shape, declaration.axes, sizes)


def _check_offsets(name: str, first: NDArray[np.int64], things: str, sizes: dict[str, int]) -> None:
    """Check where the parts of an array start, and where the last ends."""
    wrong = np.zeros(len(first), np.bool_)
    wrong[0] = first[0] != 0
    refuse(wrong, name, first, "offsets start at 0")
    wrong[1:] = first[1:] < first[:-1]
    refuse(wrong, name, first, "offsets do not descend")
    wrong[-1] = first[-1] != sizes[things]
    refuse(wrong, name, first, f"offsets end at {sizes[things]} ({things})")
