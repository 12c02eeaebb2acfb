"""Sets of officers as bits in words, and the walk through one from its first member.

In: a word. Out: the place of its lowest bit. Officers stand in the order in which they are chosen
(R5), so that the lowest bit is the first choice; nothing here knows of that, or what a bit stands
for.
"""

import numpy as np

from simulator.demand.kernel_parts import inlined

WORD = 32
"""Bits of a word that are used."""
DE_BRUIJN = 0x077CB531
"""A sequence of 32 bits in which every five bits stand once."""
PLACE = np.zeros(WORD, np.int64)
"""The shift that brings given five bits of it to the front.

Leiserson, Prokop and Randall (1998), Using de Bruijn sequences to index a 1 in a computer word.
"""
for _shift in range(WORD):
    PLACE[((DE_BRUIJN << _shift) & 0xFFFFFFFF) >> 27] = _shift


@inlined
def lowest(word: int) -> int:
    """The lowest bit set in a word that is not 0."""
    return PLACE[(((word & -word) * DE_BRUIJN) & 0xFFFFFFFF) >> 27]
