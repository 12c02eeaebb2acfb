"""Addressed draws: each random number is a function of what it is for.

In: a seed, a replication, and the address of a draw: purpose, procedure or group, channel, day,
index within the day, and a count where one thing draws for the same purpose several times. Out:
uniforms. Nothing is drawn in sequence, so adding a procedure, an officer or a dossier changes no
other draw, and replication i alone equals replication i of many.
"""

from dataclasses import dataclass
from enum import IntEnum
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.demand.philox import fill_columns, fill_uniforms

MAX_SEED = 2**32 - 1
MAX_REPLICATION = 2**32 - 1
COLUMNS_A_DRAW = 8
"""16-bit uniforms that one draw gives."""


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


def name_key(name: str) -> int:
    """The 32-bit address of a procedure or group, from its key and not from its place."""
    return crc32(name.encode())


@dataclass(frozen=True, slots=True)
class Address:
    """Whose draws: arrays that broadcast together, one entry each.

    Parameters
    ----------
    who
        `name_key` of a procedure or group.
    day
        Proleptic Gregorian ordinal of the day, so that the same date meets the same citizens
        whatever the period.
    index
        Place within the day, in the order of drawing.
    channel
        Tells apart what has its own count within the day.
    """

    who: NDArray[np.uint32]
    day: NDArray[np.uint32]
    index: NDArray[np.uint32]
    channel: NDArray[np.uint32]

    @classmethod
    def of(
        cls, *, who: ArrayLike, day: ArrayLike, index: ArrayLike = 0, channel: ArrayLike = 0
    ) -> "Address":
        """Broadcast the parts of an address."""
        parts = (np.asarray(part, np.uint32) for part in (who, day, index, channel))
        return cls(*(np.ascontiguousarray(part) for part in np.broadcast_arrays(*parts)))

    def __len__(self) -> int:
        return len(self.index)

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Address":
        return Address(self.who[chosen], self.day[chosen], self.index[chosen], self.channel[chosen])


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
                raise ValueError(f"{name} must be a whole number from 0 to {most}, not {value}")

    def uniform(self, purpose: Purpose, at: Address, nth: int = 0) -> NDArray[np.float64]:
        """Return a uniform in (0, 1) for each address. Shape (addresses,)."""
        out = np.empty(len(at))
        fill_uniforms(
            self.seed, self.replication, at.index, at.day, at.who, _word(purpose, at, nth), out
        )
        return out

    def columns(self, purpose: Purpose, at: Address, n: int, nth: int = 0) -> NDArray[np.uint16]:
        """Return `n` 16-bit uniforms for each address. Shape (addresses, n)."""
        out = np.empty((len(at), n), np.uint16)
        for first in range(0, n, COLUMNS_A_DRAW):
            word = _word(purpose, at, nth * 64 + first // COLUMNS_A_DRAW)
            part = np.empty((len(at), min(n - first, COLUMNS_A_DRAW)), np.uint16)
            fill_columns(self.seed, self.replication, at.index, at.day, at.who, word, part)
            out[:, first : first + COLUMNS_A_DRAW] = part
        return out


def _word(purpose: Purpose, at: Address, nth: int) -> NDArray[np.uint32]:
    """Purpose, channel and count in one word: 8, 4 and 20 bits."""
    return np.uint32(purpose) | (at.channel << np.uint32(8)) | np.uint32(nth << 12)
