"""Philox 4×32-10: a random number as a function of its address.

In: a 128-bit counter and a 64-bit key. Out: 128 bits that look random and depend on nothing else,
so that a draw needs no state and can be repeated alone. The generator and its constants are those
of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); tests
compare it with the known answers published with it.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.demand.kernels import kernel

Words: TypeAlias = tuple[np.uint32, np.uint32, np.uint32, np.uint32]

ROUNDS = 10
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


@kernel(inline="always")
def philox(  # noqa: PLR0917  # the words of a counter and of a key
    c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32, k0: np.uint32, k1: np.uint32
) -> Words:
    """Return the four words of a counter under a key."""
    for _ in range(ROUNDS):
        left = MULTIPLIER_0 * np.uint64(c0)
        right = MULTIPLIER_1 * np.uint64(c2)
        c0 = np.uint32(np.uint32(right >> HALF) ^ c1 ^ k0)
        c1 = np.uint32(right & LOW)
        c2 = np.uint32(np.uint32(left >> HALF) ^ c3 ^ k1)
        c3 = np.uint32(left & LOW)
        k0 = np.uint32(k0 + WEYL_0)
        k1 = np.uint32(k1 + WEYL_1)
    return c0, c1, c2, c3


@kernel(inline="always")
def words_at(seed: int, replication: int, place: np.uint64, item: np.uint64, use: int) -> Words:
    """Return the words at an address, for a use."""
    return philox(
        np.uint32(item),
        np.uint32(place & LOW),
        np.uint32(place >> HALF),
        np.uint32(use),
        np.uint32(seed),
        np.uint32(replication),
    )


@kernel(inline="always")
def uniform_at(seed: int, replication: int, place: np.uint64, item: np.uint64, use: int) -> float:
    """Return the uniform in (0, 1), neither end included, at an address, for a use."""
    a, b, _, _ = words_at(seed, replication, place, item, use)
    high, low = np.uint64(a) >> np.uint64(6), np.uint64(b) >> np.uint64(6)
    return (np.float64((high << np.uint64(26)) | low) + 0.5) * 2.0**-52


@kernel()
def fill_uniforms(
    key: tuple[int, int],
    place: NDArray[np.uint64],
    item: NDArray[np.uint64],
    use: int,
    out: NDArray[np.float64],
) -> None:
    """Write a uniform for each address. All shapes (n,)."""
    for i in range(len(out)):
        out[i] = uniform_at(key[0], key[1], place[i], item[i], use)
