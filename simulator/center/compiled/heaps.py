"""Binary heaps in flat arrays, for the compiled engine.

In: an array that holds a heap in its first entries, and their number, which the caller keeps. Out:
the least entry first. One heap is of moments, one number an entry; one is of tickets, three numbers
an entry, of which the first two decide and the third goes along. Nothing here knows what an entry
stands for, and nothing grows: the caller has made room.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.kernel_parts import inlined

NEVER = 2**63 - 1
"""A key after all others."""

# Moments: one key an entry. Shape (room,).


@inlined
def push(heap: NDArray[np.int64], size: int, key: int) -> None:
    """Add a key to a heap of `size` keys."""
    at = size
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= key:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = key


@inlined
def pop(heap: NDArray[np.int64], size: int) -> int:
    """Take the least key out of a heap of `size` keys, 1 or more, and return it.

    The hole goes down to the end, always to the lesser child, and the last key rises into it: a
    processor foresees this better than a comparison with the key at each level.
    """
    least, last = heap[0], size - 1
    key = heap[last]
    heap[last] = NEVER  # the second child of a parent that has only one
    hole = 0
    while 2 * hole + 1 < last:
        child = 2 * hole + 1
        child += heap[child + 1] < heap[child]
        heap[hole] = heap[child]
        hole = child
    if last > 0:
        push(heap, hole, key)
    return int(least)


# Tickets: order, tie and what goes along. Shape (room, 3); a heap begins at row `top`.


@inlined
def add(heap: NDArray[np.int64], top: int, size: int, order: int, tie: int, along: int) -> None:
    """Add a ticket to a heap of `size` tickets."""
    at = size
    while at > 0:
        parent = (at - 1) >> 1
        if _precedes(heap, top + parent, order, tie):
            break
        _move(heap, top + parent, top + at)
        at = parent
    heap[top + at, 0], heap[top + at, 1], heap[top + at, 2] = order, tie, along


@inlined
def find(heap: NDArray[np.int64], top: int, tie: int) -> int:
    """Return the place of a ticket that is in a heap, from 0."""
    at = 0
    while heap[top + at, 1] != tie:
        at += 1
    return at


@inlined
def remove(heap: NDArray[np.int64], top: int, size: int, place: int) -> None:
    """Take the ticket at a place out of a heap of `size` tickets; the least is at 0."""
    last = size - 1
    order, tie, along = heap[top + last, 0], heap[top + last, 1], heap[top + last, 2]
    at = place
    while 2 * at + 1 < last:
        child = 2 * at + 1
        if child + 1 < last and _precedes(
            heap, top + child + 1, heap[top + child, 0], heap[top + child, 1]
        ):
            child += 1
        if not _precedes(heap, top + child, order, tie):
            break
        _move(heap, top + child, top + at)
        at = child
    if place < last:
        add(heap, top, at, order, tie, along)  # it rises from the hole as from the end


@inlined
def _precedes(heap: NDArray[np.int64], row: int, order: int, tie: int) -> bool:
    return heap[row, 0] < order or (heap[row, 0] == order and heap[row, 1] < tie)


@inlined
def _move(heap: NDArray[np.int64], row: int, to: int) -> None:
    heap[to, 0], heap[to, 1], heap[to, 2] = heap[row, 0], heap[row, 1], heap[row, 2]
