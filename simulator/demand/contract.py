"""What a contract is: arrays that go from one package to the next, each declared on its field.

In: dataclasses whose fields are annotated with what holds of them. Out: these declarations, from
which arrays are copied and checked; and the mark of a contract that need not be checked any more.
What the arrays mean is said where they are declared, and not known here.

An array is annotated with its type, what each of its axes counts, and the range of its values::

    limit: Annotated[NDArray[np.int32], "jobs", Range(NONE, "limits")]

An axis that counts one more than there are things is written `jobs + 1`, and one that is always of
one length as that number; arrays on the same axis are of one length. A tuple of keys is annotated
with what it counts, a number with its range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, NamedTuple, Self, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Range(NamedTuple):
    """What the values of an array are, by themselves."""

    least: int
    below: int | str
    """What all are below: a value, or the things that there are as many of."""
    or_far: int | None = None
    """A moment that never comes, where that is a value, too."""


class Offsets(NamedTuple):
    """Values that tell where the parts of an array start, and where the last ends."""

    things: str
    """What is divided into parts."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared of a field."""

    kind: type
    """Its class: `np.ndarray`, `tuple`, `int`, `bool`, or that of a part of the contract."""
    dtype: "np.dtype[Any] | None" = None
    axes: tuple[str, ...] = ()
    values: Range | Offsets | None = None
    """`None` for truth values, and where it takes other arrays to say."""

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the contract, whose fields follow."""
        return issubclass(self.kind, Contract)


class Contract:
    """A contract, or a part of one."""

    __slots__ = ("_is_sound",)

    @classmethod
    def of(cls, **values: Any) -> Self:
        """Return a contract with these values, those of arrays as arrays of the declared type."""
        types = {name: declaration.dtype for name, declaration in declared(cls).items()}
        return cls(
            **{
                name: value if types[name] is None else np.asarray(value, types[name], order="C")
                for name, value in values.items()
            }
        )

    @classmethod
    def empty(cls, sizes: Mapping[str, int]) -> dict[str, NDArray[Any]]:
        """Return arrays to be filled, one a field, given how many there are of what axes count."""
        return {
            name: np.empty([_number(axis, sizes) for axis in each.axes], each.dtype)
            for name, each in declared(cls).items()
        }

    @classmethod
    def full(cls, n: int, **values: ArrayLike) -> Self:
        """Return `n` entries of these values, of which each is an array or the same for all."""
        types = declared(cls)
        return cls(**{name: np.full(n, value, types[name].dtype) for name, value in values.items()})


def declared(contract: type) -> dict[str, Declaration]:
    """Return what is declared of each field, of those of parts as `part.field` after the part."""
    if contract in _declared:
        return _declared[contract]
    declarations: dict[str, Declaration] = {}
    for name, hint in get_type_hints(contract, include_extras=True).items():
        annotated, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        alias = get_origin(annotated)
        if hasattr(alias, "__value__"):  # what `NDArray` is from NumPy 2.5 on
            annotated = alias.__value__[get_args(annotated)]
        kind = get_origin(annotated) or annotated
        declarations[name] = Declaration(
            kind=kind,
            dtype=np.dtype(*get_args(get_args(annotated)[1])) if kind is np.ndarray else None,
            axes=tuple(str(note) for note in notes if isinstance(note, str | int)),
            values=next((note for note in notes if isinstance(note, Range | Offsets)), None),
        )
        if declarations[name].is_part:
            below = declared(kind).items()
            declarations |= {f"{name}.{field}": declaration for field, declaration in below}
    return _declared.setdefault(contract, declarations)


_declared: dict[type, dict[str, Declaration]] = {}
"""What has been read, of each contract."""


def _number(of: str, sizes: Mapping[str, int]) -> int:
    """Return how many there are of something, as `jobs`, or one more, as `jobs + 1`."""
    things = of.removesuffix(" + 1")
    return sizes[things] + (things != of)


def check_shape(
    name: str, shape: Sequence[int], axes: Sequence[str], sizes: dict[str, int]
) -> None:
    """Check the shape of an array; the first on an axis tells its length.

    Parameters
    ----------
    name
        What to call it.
    shape
        As it is.
    axes
        As they are declared.
    sizes
        How many there are of the things that axes count, as far as it is known; more is added.

    Raises
    ------
    ValueError
        If it is another one.
    """
    wrong = f"{name} has the shape {tuple(shape)}: ({', '.join(axes)}) is meant"
    if len(shape) != len(axes):
        raise ValueError(wrong)
    for axis, length in zip(axes, shape, strict=True):
        things = axis.removesuffix(" + 1")
        number = length - (things != axis)
        told = int(things) if things.isdecimal() else number
        if number < 0 or number != sizes.setdefault(things, told):
            there = f", and there are {sizes[things]} {things}" if things in sizes else ""
            raise ValueError(wrong + there)


def check_range(name: str, value: Any, values: Range, sizes: Mapping[str, int]) -> None:
    """Check a number, or the values of an array, against their range.

    Parameters
    ----------
    name
        What to call it.
    value
        A number, or an array.
    values
        What is declared of it.
    sizes
        How many there are of the things by which ranges are told.

    Raises
    ------
    ValueError
        If a value is outside; the message names the first, and what is meant.
    """
    below, text = values.below, str(values.below)
    if isinstance(below, str):
        below = _number(below, sizes)
        text = f"{below} ({values.below})"
    far = ", or FAR," if values.or_far else ""
    meant = f"at least {values.least} and below {text}{far} is meant"
    if not isinstance(value, np.ndarray):
        if not values.least <= value < below:
            raise ValueError(f"{name} is {value}: {meant}")
    elif value.size:
        if np.minimum.reduce(value, None) < values.least:
            refuse(value < values.least, name, value, meant)
        if np.maximum.reduce(value, None) >= below:
            refuse((value >= below) & (value != values.or_far), name, value, meant)


def refuse(wrong: NDArray[np.bool_], name: str, values: NDArray[Any], meant: str) -> None:
    """Raise a `ValueError` for the first value of an array that is wrong, if any is."""
    if wrong.any():
        index = tuple(np.argwhere(wrong)[0].tolist())
        raise ValueError(f"{name}[{', '.join(map(str, index))}] is {values[index]}: {meant}")


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array as one that cannot be written to, without a copy."""
    view = array.view()
    view.flags.writeable = False
    return view


def all_read_only(*arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Return arrays likewise: kernels are compiled for one kind of them, whoever gives them."""
    return tuple(map(read_only, arrays))


def mark_sound(contract: Contract) -> None:
    """Take note that a contract is sound, as whoever has made it says: it is not checked again.

    Its arrays cannot be written to any more. The mark is on this very object: what is copied from
    it, by `dataclasses.replace` or through a pickle, is as any other.
    """
    for name, declaration in declared(type(contract)).items():
        if declaration.kind is np.ndarray:
            attrgetter(name)(contract).flags.writeable = False
    object.__setattr__(contract, "_is_sound", True)


def is_sound(contract: object) -> bool:
    """Whether `mark_sound` has noted that a contract is."""
    return isinstance(contract, Contract) and hasattr(contract, "_is_sound")
