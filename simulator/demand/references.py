"""Named tuples of many arrays, which go from part to part of a kernel as one pointer.

In: a class of named tuples. Out: the same, of which a kernel takes a pointer to what it needs of
each field: a number, or where an array begins and how long it is. By value, each function would
take seven numbers an array, which is most of the time that a kernel takes to compile. The pointer
is to memory of the call from Python, and no field is ever set there, so that what has been read
once need not be read again. What the arrays hold is not known here.
"""

from itertools import accumulate
from typing import Any, TypeAlias, TypeVar

from llvmlite import ir  # type: ignore[import-untyped]  # has no types
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_builtin, register_model, type_callable
from numba.np.arrayobj import get_itemsize, make_array, populate_array
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]
"""A field with an array of a contract, or of what every replication shares, of the type there."""

Records: TypeAlias = Any
"""A field with an array of records, whose fields Numba reads and writes by name."""

_Tuple = TypeVar("_Tuple", bound=tuple[Any, ...])


class _Reference(types.Type):
    """The type of a pointer to what kernels need of a named tuple."""

    def __init__(self, of: Any) -> None:
        self.of = of
        """Numba's type of the tuple."""
        super().__init__(f"reference to {of}")

    def place(self, name: str) -> tuple[int, Any]:
        """Return where a field begins among the numbers, and its type."""
        index = self.of.fields.index(name)
        lengths = (1 + _axes(type_) for type_ in self.of.types)
        return (0, *accumulate(lengths))[index], self.of.types[index]


def by_reference(value: _Tuple) -> _Tuple:
    """Return a named tuple as it goes to the parts of a kernel. Its arrays are in C's order."""
    return value


def _axes(type_: Any) -> int:
    return type_.ndim if isinstance(type_, types.Array) else 0


@register_model(_Reference)
class _Model(models.PrimitiveModel):
    """A pointer to a structure: of each number the value, of each array the start and the shape."""

    def __init__(self, manager: Any, reference: _Reference) -> None:
        parts = []
        for type_ in reference.of.types:
            if isinstance(type_, types.Array):
                parts.append(manager.lookup(type_.dtype).get_data_type().as_pointer())
                parts += [manager.lookup(types.intp).get_value_type()] * type_.ndim
            else:
                parts.append(manager.lookup(type_).get_value_type())
        super().__init__(manager, reference, ir.LiteralStructType(parts).as_pointer())


@type_callable(by_reference)
def _typer(_context: Any) -> Any:
    def typed(value: Any) -> Any:
        return _Reference(value) if isinstance(value, types.NamedTuple) else None

    return typed


@lower_builtin(by_reference, types.NamedTuple)
def _refer(context: Any, builder: Any, types_of_call: Any, values: Any) -> Any:
    """Write down what is needed of a named tuple, and return where."""
    reference = types_of_call.return_type
    pointer = cgutils.alloca_once(builder, context.get_value_type(reference).pointee)
    parts = []
    for index, type_ in enumerate(reference.of.types):
        field = builder.extract_value(values[0], index)
        if isinstance(type_, types.Array):
            array = make_array(type_)(context, builder, field)
            parts += [array.data, *cgutils.unpack_tuple(builder, array.shape)]
        else:
            parts.append(field)
    for place, part in enumerate(parts):
        builder.store(part, cgutils.gep_inbounds(builder, pointer, 0, place))
    return pointer


@infer_getattr
class _Fields(AttributeTemplate):
    key = _Reference

    def generic_resolve(self, value: Any, attr: str) -> Any:  # type: ignore[override]  # of None
        return value.place(attr)[1] if attr in value.of.fields else None


@lower_getattr_generic(_Reference)
def _read(context: Any, builder: Any, reference: _Reference, pointer: Any, name: str) -> Any:
    """Read a field."""

    def part(at: int) -> Any:
        value = builder.load(cgutils.gep_inbounds(builder, pointer, 0, at))
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value

    place, type_ = reference.place(name)
    if not isinstance(type_, types.Array):
        return part(place)
    shape = [part(place + 1 + axis) for axis in range(type_.ndim)]
    itemsize = context.get_constant(types.intp, get_itemsize(context, type_))
    strides = [*accumulate(reversed(shape[1:]), builder.mul, initial=itemsize)][::-1]
    array = make_array(type_)(context, builder)
    populate_array(array, part(place), shape, strides, itemsize, meminfo=None)
    return array._getvalue()  # noqa: SLF001  # how Numba's own extensions end
