"""What is declared of a contract's fields, and the mark of one that is sound."""

import copy
import pickle
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.demand.contract import (
    Contract,
    Declaration,
    Offsets,
    Range,
    check_range,
    declared,
    is_sound,
    mark_sound,
)


@dataclass(frozen=True, slots=True)
class Shelves(Contract):
    room: Annotated[NDArray[np.int16], "shelves", Range(0, 9)]
    first_book: Annotated[NDArray[np.int64], "shelves + 1", Offsets("books")]


@dataclass(frozen=True, slots=True)
class Library(Contract):
    name: str
    shelves: Shelves
    is_lent: Annotated[NDArray[np.bool_], "books"]


def library() -> Library:
    shelves = Shelves.of(room=[3, 4], first_book=[0, 1, 1])
    return Library.of(name="Hoa Xuan", shelves=shelves, is_lent=[True])


def test_what_is_declared_is_told_by_field_and_that_of_parts_after_the_part():
    assert declared(Library) == {
        "name": Declaration(str),
        "shelves": Declaration(Shelves),
        "shelves.room": Declaration(np.ndarray, np.dtype(np.int16), ("shelves",), Range(0, 9)),
        "shelves.first_book": Declaration(
            np.ndarray, np.dtype(np.int64), ("shelves + 1",), Offsets("books")
        ),
        "is_lent": Declaration(np.ndarray, np.dtype(np.bool_), ("books",)),
    }


def test_arrays_are_made_of_their_declared_type():
    shelves = Shelves.of(room=np.array([3.0]), first_book=[0, 0])
    assert (shelves.room.dtype, shelves.first_book.dtype) == (np.int16, np.int64)
    assert library().name == "Hoa Xuan"


def test_what_is_of_its_type_already_is_not_copied():
    room = np.array([3], np.int16)
    assert Shelves.of(room=room, first_book=[0, 0]).room is room


def test_one_value_stands_for_all_entries():
    shelves = Shelves.full(2, room=7, first_book=[0, 1])
    assert (shelves.room.tolist(), shelves.first_book.tolist()) == ([7, 7], [0, 1])
    assert shelves.room.dtype == np.int16


@pytest.mark.parametrize("value", [0, 4, 64])
def test_values_of_a_range_pass(value):
    values = Range(0, "books", or_far=64)
    check_range("shelf", value if value < 64 else np.array([value]), values, {"books": 5})
    check_range("shelf", np.array([value, 0]), values, {"books": 5})


@pytest.mark.parametrize("value", [-1, 5, 63])
def test_values_outside_are_told_with_what_is_meant(value):
    values = Range(0, "books", or_far=64)
    meant = "at least 0 and below 5 (books), or FAR, is meant"
    with pytest.raises(ValueError, match=rf"^shelf\[1\] is {value}: ") as refused:
        check_range("shelf", np.array([0, value]), values, {"books": 5})
    assert str(refused.value).endswith(meant)
    with pytest.raises(ValueError, match=rf"^shelf is {value}: "):
        check_range("shelf", value, values, {"books": 5})


# The mark


def test_the_arrays_of_a_sound_contract_cannot_be_written_to():
    sound = library()
    mark_sound(sound)
    for array in (sound.is_lent, sound.shelves.room, sound.shelves.first_book):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def through_a_pickle(contract):
    return pickle.loads(pickle.dumps(contract))  # noqa: S301  # our own


@pytest.mark.parametrize("copied", [replace, copy.copy, copy.deepcopy, through_a_pickle])
def test_the_mark_is_on_the_object_alone(copied):
    sound = library()
    assert not is_sound(sound)
    mark_sound(sound)
    assert is_sound(sound)
    assert not is_sound(copied(sound))
    assert not is_sound(sound.shelves)


def test_what_is_no_contract_is_not_sound():
    assert not is_sound(None)
    assert not is_sound("library")
