"""Parts of kernels: compiled once for each kernel, and for Python functions as any other."""

import numba
import numpy as np
import pytest

from simulator.demand.kernel_parts import _compiled, called, inlined
from simulator.demand.kernels import LEAN

CONSTANT = 3


@inlined
def one_more(number: int) -> int:
    return number + 1


@called
def is_large(number: int, of: np.ndarray) -> bool:
    return number > of[0]


@inlined
def checked(number: int, strict: bool) -> int:
    if strict and number < 0:
        raise ValueError("a number is 0 or more")
    return one_more(number)


@numba.njit(**LEAN)
def of_all_widths(small: np.ndarray, large: np.ndarray) -> int:
    count = one_more(CONSTANT) + one_more(small[0]) + one_more(large[0])
    return count + one_more(is_large(5, large)) + one_more(is_large(CONSTANT, large))


@numba.njit(**LEAN)
def of_a_checked(numbers: np.ndarray) -> int:
    return checked(numbers[0], numbers[1])


def test_a_number_has_the_width_of_its_annotation_and_a_part_is_compiled_once():
    small, large = np.array([127], np.int8), np.array([4])
    assert of_all_widths(small, large) == 4 + 128 + 5 + 2 + 1
    (overload,) = of_all_widths.overloads.values()
    functions = [function for function, _ in _compiled[overload.library]]
    assert sorted(functions, key=str) == sorted([one_more, is_large], key=str)


def test_what_is_raised_in_a_part_reaches_python():
    assert of_a_checked(np.array([-1, 0])) == 0
    with pytest.raises(ValueError, match="a number is 0 or more"):
        of_a_checked(np.array([-1, 1]))


def test_python_calls_a_part_as_a_function():
    assert one_more(2**70) == 2**70 + 1
    assert one_more.__name__ == "one_more"
