"""The heaps of the compiled engine give back what was put in, least first."""

import numpy as np
import pytest

from simulator.center.compiled.heaps import NEVER, add, find, pop, push, remove


@pytest.mark.parametrize("size", [1, 2, 3, 10, 257])
def test_a_heap_of_moments_sorts(size):
    keys = np.random.default_rng(size).integers(0, size, size)
    heap = np.full(size + 1, NEVER)
    for number, key in enumerate(keys):
        push(heap, number, key)
    assert [pop(heap, left) for left in range(size, 0, -1)] == sorted(keys)
    assert heap[0] == NEVER


def test_moments_come_and_go():
    rng = np.random.default_rng(1)
    heap, held = np.full(101, NEVER), []
    for _ in range(2_000):
        if held and (len(held) == 100 or rng.random() < 0.5):
            assert pop(heap, len(held)) == min(held)
            held.remove(min(held))
        else:
            held.append(int(rng.integers(0, 50)))
            push(heap, len(held) - 1, held[-1])
        assert heap[0] == min(held, default=NEVER)


def test_tickets_come_and_go_from_any_place():
    rng = np.random.default_rng(2)
    top = 7  # the heap begins within a larger array
    heap = np.full((top + 60, 3), NONE_OF_OURS)
    held: list[tuple[int, int, int]] = []
    for tie in range(2_000):
        if held and (len(held) == 60 or rng.random() < 0.5):
            leaves = min(held) if rng.random() < 0.5 else held[int(rng.integers(len(held)))]
            place = find(heap, top, leaves[1])
            assert tuple(heap[top + place]) == leaves
            remove(heap, top, len(held), place)
            held.remove(leaves)
        else:
            held.append((int(rng.integers(0, 3)), tie, int(rng.integers(0, 100))))
            add(heap, top, len(held) - 1, *held[-1])
        if held:
            assert tuple(heap[top]) == min(held)
        assert sorted(map(tuple, heap[top : top + len(held)].tolist())) == sorted(held)
    assert (heap[:top] == NONE_OF_OURS).all()


NONE_OF_OURS = -7
