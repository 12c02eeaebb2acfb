"""Parts of kernels: functions whose code becomes that of every kernel that calls them.

In: functions with annotations. Out: the same functions, which kernels may call now; for Python they
are what they were. A part is compiled once for each kernel, straight into the kernel's module, and
LLVM optimises all of it together, once. What is computed is not known here.

What takes time to compile, and how to add a rule cheaply:

- A function with `numba.njit` of its own is optimised by itself, then again in each that calls it,
  gets a wrapper for Python, and is compiled anew for each constant and each width of a number that
  it is given. A part is not: its numbers have the types of its annotations, whatever it is given
  (that the annotations are true is checked by mypy, not here).
- LLVM's time grows faster than what is inlined into one function. What is called from several
  places and is long, or is rarely needed, is `called`: it stands in the kernel once, for some
  nanoseconds a call. What is short or called from one place is `inlined`.
- Many arrays go from part to part as one pointer (`references`), not as seven numbers each.
"""

from collections.abc import Callable
from inspect import Signature
from types import FunctionType
from typing import Any, TypeVar, get_type_hints
from weakref import WeakKeyDictionary

from numba.core import compiler, types
from numba.core.targetconfig import ConfigStack
from numba.core.typing.templates import signature
from numba.extending import lower_builtin, type_callable

_Function = TypeVar("_Function", bound=Callable[..., Any])

_NUMBERS: dict[Any, Any] = {
    int: types.int64,
    float: types.float64,
    bool: types.boolean,
    type(None): types.none,
}
"""Numba's types of annotations; what has another one is taken as it is given, and not returned."""

_parts: set[Any] = set()

_compiled: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()
"""The parts of each kernel's module, by function and the types of its arguments."""


def inlined(function: _Function) -> _Function:
    """Let kernels have the code of a function wherever they call it."""
    return _part(function, is_inlined=True)


def called(function: _Function) -> _Function:
    """Let kernels call a function, whose code stands in each of them once."""
    return _part(function, is_inlined=False)


def is_part(value: object) -> bool:
    """Whether something is a part of kernels."""
    return isinstance(value, FunctionType) and value in _parts


def _part(function: _Function, *, is_inlined: bool) -> _Function:
    pysig = Signature.from_callable(function)

    @type_callable(function)
    def typer_of(_context: Any) -> Callable[..., Any]:
        hints = get_type_hints(function)

        def typed(*given: Any) -> Any:
            arguments = zip(pysig.parameters, given, strict=True)
            taken = [_NUMBERS.get(hints[name], types.unliteral(type_)) for name, type_ in arguments]
            return signature(_NUMBERS[hints["return"]], *taken)

        typed.pysig = pysig  # type: ignore[attr-defined]  # where Numba looks for it
        return typed

    @lower_builtin(function, types.VarArg(types.Any))
    def lowered(context: Any, builder: Any, types_of_call: Any, values: Any) -> Any:
        known = _compiled.setdefault(context.active_code_library, {})
        key = function, types_of_call.args
        if key not in known:
            known[key] = _compile(context, function, types_of_call, is_inlined=is_inlined)
        return context.call_internal(builder, known[key], types_of_call, values)

    _parts.add(function)
    return function


def _compile(
    context: Any, function: Callable[..., Any], types_of_call: Any, *, is_inlined: bool
) -> Any:
    """Compile a part into the module of the kernel that is being compiled, and describe it."""
    flags = ConfigStack().top().copy()  # those of the kernel, as bounds that are checked
    flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
    flags.forceinline = is_inlined
    return compiler.compile_internal(
        context.typing_context,
        context,
        context.active_code_library,
        function,
        types_of_call.args,
        types_of_call.return_type,
        flags,
        locals={},
    ).fndesc
