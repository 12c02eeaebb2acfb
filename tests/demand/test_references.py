"""The parts of a kernel read a named tuple through a pointer, and write to its arrays."""

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from simulator.demand.kernel_parts import called
from simulator.demand.kernels import LEAN
from simulator.demand.references import by_reference

PERSON = np.dtype([("age", np.int16), ("seen", np.int64)])


class Room(NamedTuple):
    open: bool
    size: int
    row: NDArray[np.int32]
    table: NDArray[np.int64]
    people: Any


@called
def change(room: Room) -> int:
    """Read and write by every way that there is to index."""
    person = room.people[len(room.row) - 1]
    person.seen += person.age + room.size
    room.table[1] = room.row[0]
    room.table[0, -1] = room.table.shape[0] * 100 + room.table.shape[1]
    first, second = room.table[1, :2]
    return first + second if room.open else -1


@numba.njit(**LEAN)
def of_a_room(room: Room) -> int:
    return change(by_reference(room))


def room(*, is_open: bool) -> Room:
    people = np.array([(30, 0), (40, 1)], PERSON).view(np.recarray)
    return Room(is_open, 7, np.array([5, 6], np.int32), np.zeros((2, 3), np.int64), people)


def test_fields_are_read_and_arrays_written_to():
    for is_open in (True, False):
        given, same = room(is_open=is_open), room(is_open=is_open)
        assert of_a_room(given) == change(same) == (10 if is_open else -1)
        assert given.people.seen.tolist() == same.people.seen.tolist() == [0, 48]
        assert given.table.tolist() == same.table.tolist() == [[0, 0, 203], [5, 5, 5]]


def test_python_takes_the_tuple_itself():
    given = room(is_open=True)
    assert by_reference(given) is given
