"""Addressed draws: each random number is a function of what it is for.

In: a seed, a replication, and the address of a draw: purpose, procedure or group, day, index within
the day, and a count where one thing draws for the same purpose several times. Out: uniforms.
Nothing is drawn in sequence, so adding a procedure, an officer or a dossier changes no other draw,
and replication i alone equals replication i of many. The way in is no part of an address: who files
online instead of at the counter has the same needs.
"""

from dataclasses import dataclass
from enum import IntEnum
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.kernel_parts import called, inlined
from simulator.demand.philox import fill_uniforms, words_at
from simulator.language import _

MAX_SEED = 2**32 - 1
MAX_REPLICATION = 2**32 - 1
MAX_INDEX = 2**32 - 1
"""Largest index within a day."""
COLUMNS_A_DRAW = 8
"""16-bit uniforms that one draw gives, an even number."""
MOST_DRAWS_OF_COLUMNS = 64
"""Draws that one row of columns may take."""


class Purpose(IntEnum):
    """What a number is drawn for; a number once given is never used for another purpose."""

    DAY_FACTOR = 1
    COUNT = 2
    ARRIVAL = 3
    BUNDLE = 4
    RECEIVE = 5
    INCOMPLETE = 6
    COMES_BACK = 7
    APPRAISE = 8
    CONSULTED = 9
    CONSULTATION = 10
    APPROVE = 11
    SEAL = 12
    COLLECTS = 13
    COLLECTS_AFTER = 14
    RETURN = 15
    RECEIVE_TRIPS = 16
    RETURN_TRIPS = 17
    OTHER_DUTIES = 18
    SUPPLEMENT = 19
    NEVER_BROUGHT = 20
    SUPPLEMENT_DAYS = 21
    SUPPLEMENT_RECEIVE = 22
    SUPPLEMENT_TRIPS = 23
    CORRECTION = 24
    PRIORITY = 25
    PATIENCE = 26
    COMES_BACK_AFTER_LEAVING = 27
    LEAVE = 28
    SICK = 29
    CHANNEL = 30
    FILING_DAY = 31
    WHOLE_DAYS = 32
    EXTENSION = 33
    SICK_SPELL = 34
    DAY_MEMORY = 35
    BOOKED = 40
    NO_SHOW = 41
    NO_SHOW_COMES_AGAIN = 42
    NO_SHOW_DAYS = 43
    NO_SHOW_TIME = 44
    LATE = 45
    LATE_BY = 46
    STREAM = 50


def name_key(name: str) -> int:
    """The 32-bit address of a procedure or group, from its key and not from its place."""
    return crc32(name.encode())


@dataclass(frozen=True, slots=True)
class Address:
    """Whose draws: one entry each. Build with `of`."""

    place: NDArray[np.uint64]
    """Procedure or group in the high half, day in the low one. Shape (addresses,)."""
    item: NDArray[np.uint64]
    """Index within the day. Shape (addresses,)."""

    @classmethod
    def of(cls, *, who: ArrayLike, day: ArrayLike, index: ArrayLike = 0) -> "Address":
        """Broadcast the parts of an address.

        Parameters
        ----------
        who
            `name_key` of a procedure or group.
        day
            Proleptic Gregorian ordinal of the day, so that the same date meets the same citizens
            whatever the period.
        index
            Place within the day, in the order of drawing.
        """
        if np.max(index, initial=0) > MAX_INDEX:
            raise ValueError(f"more than {MAX_INDEX} draws of a kind on a day")
        place = (np.asarray(who, np.uint64) << np.uint64(32)) | np.asarray(day, np.uint64)
        item = np.asarray(index, np.uint64)
        shape = np.broadcast_shapes(place.shape, item.shape)
        return cls(*(np.array(np.broadcast_to(part, shape)) for part in (place, item)))

    def __len__(self) -> int:
        return len(self.item)

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Address":
        return Address(self.place[chosen], self.item[chosen])

    def followed_by(self, other: "Address") -> "Address":
        """Return these addresses, and then others."""
        parts = ((self.place, other.place), (self.item, other.item))
        return Address(*map(np.concatenate, parts))

    def first_within(self, places: int) -> NDArray[np.uint64]:
        """Return the items of the first thing within each, where each has `places` for things.

        Raises
        ------
        ValueError
            If the last of them has no address.
        """
        if np.max(self.item, initial=0) > MAX_INDEX // places:
            raise ValueError(f"more than {MAX_INDEX // places + 1} arrivals of a kind on a day")
        return self.item * np.uint64(places)


@dataclass(frozen=True, slots=True)
class Draws:
    """The random numbers of one replication.

    Parameters
    ----------
    seed, replication
        0 to 2³² - 1 each.

    Raises
    ------
    ValueError
        If one is out of range.
    """

    seed: int
    replication: int

    def __post_init__(self) -> None:
        for name, value, most in (
            ("seed", self.seed, MAX_SEED),
            ("replication", self.replication, MAX_REPLICATION),
        ):
            if not 0 <= value <= most:
                message = _("{name} must be a whole number from 0 to {most}, not {value}")
                raise ValueError(message.format(name=name, most=most, value=value))

    def uniform(self, purpose: Purpose, at: Address, nth: int = 0) -> NDArray[np.float64]:
        """Return a uniform in (0, 1) for each address. Shape (addresses,)."""
        out = np.empty(len(at))
        key = (self.seed, self.replication)
        fill_uniforms(key, at.place, at.item, use_of(purpose, nth), out)
        return out


@inlined
def use_of(purpose: int, nth: int) -> int:
    """Purpose and count in one word, spaced so that a draw keeps the number that it has had."""
    return (nth << 12) | (purpose << 4)


@called
def fill_columns(  # noqa: PLR0917  # an address, and what is drawn there
    seed: int,
    replication: int,
    place: np.uint64,
    item: np.uint64,
    purpose: int,
    nth: int,
    out: NDArray[np.uint16],
) -> None:
    """Write 16-bit uniforms for an address into `out`, of any length."""
    for first in range(0, len(out), COLUMNS_A_DRAW):
        use = use_of(purpose, nth * MOST_DRAWS_OF_COLUMNS + first // COLUMNS_A_DRAW)
        words = words_at(seed, replication, place, item, use)
        for column in range(first, min(first + COLUMNS_A_DRAW, len(out))):
            word = words[(column - first) // 2]
            out[column] = np.uint16((word >> np.uint32(16 * (column % 2))) & np.uint32(0xFFFF))
