"""Philox 4×32-10: a random number as a function of its address.

In: a 128-bit counter and a 64-bit key. Out: 128 bits that look random and depend on nothing else,
so that a draw needs no state and can be repeated alone. The generator and its constants are those
of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); tests
compare it with the known answers published with it.
"""

from typing import TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Words: TypeAlias = tuple[np.uint32, np.uint32, np.uint32, np.uint32]

ROUNDS = 10
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


@njit(cache=True, inline="always")
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


@njit(cache=True)
def fill_uniforms(  # noqa: PLR0917  # compiled functions take no keywords fast
    k0: int,
    k1: int,
    c0: NDArray[np.uint32],
    c1: NDArray[np.uint32],
    c2: NDArray[np.uint32],
    c3: NDArray[np.uint32],
    out: NDArray[np.float64],
) -> None:
    """Write a uniform in (0, 1), neither end included, for each counter. All shapes (n,)."""
    key0, key1 = np.uint32(k0), np.uint32(k1)
    for i in range(len(out)):
        a, b, _, _ = philox(c0[i], c1[i], c2[i], c3[i], key0, key1)
        high, low = np.uint64(a) >> np.uint64(6), np.uint64(b) >> np.uint64(6)
        out[i] = (np.float64((high << np.uint64(26)) | low) + 0.5) * 2.0**-52


@njit(cache=True)
def fill_columns(  # noqa: PLR0917  # compiled functions take no keywords fast
    k0: int,
    k1: int,
    c0: NDArray[np.uint32],
    c1: NDArray[np.uint32],
    c2: NDArray[np.uint32],
    c3: NDArray[np.uint32],
    out: NDArray[np.uint16],
) -> None:
    """Write 16-bit uniforms, eight at most, into the columns of each counter's row.

    Counters have shape (n,), `out` has shape (n, columns).
    """
    key0, key1 = np.uint32(k0), np.uint32(k1)
    for i in range(len(out)):
        words = philox(c0[i], c1[i], c2[i], c3[i], key0, key1)
        for column in range(out.shape[1]):
            word = words[column // 2]
            out[i, column] = np.uint16((word >> np.uint32(16 * (column % 2))) & np.uint32(0xFFFF))
