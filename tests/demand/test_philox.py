import numpy as np
import pytest

from simulator.demand.philox import fill_uniforms, philox

# Counter, key and the four words, as published with Random123 (kat_vectors, philox4x32 10).
KNOWN_ANSWERS = [
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def address_of(counter):
    """The parts of an address whose words are those of a counter."""
    index, day, who, use = counter
    return np.array([who << 32 | day], np.uint64), np.array([index], np.uint64), use


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN_ANSWERS)
def test_gives_the_published_words(counter, key, words):
    assert philox(*map(np.uint32, counter), *map(np.uint32, key)) == words


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN_ANSWERS)
def test_a_uniform_is_the_middle_of_the_cell_of_the_first_52_bits(counter, key, words):
    out = np.empty(1)
    fill_uniforms(key, *address_of(counter), out)
    bits = (words[0] >> 6) << 26 | words[1] >> 6
    assert out[0] == (bits + 0.5) / 2**52


@pytest.mark.parametrize("bit", range(128))
def test_each_bit_of_the_counter_changes_about_half_of_the_bits(bit):
    counter, key = 2**127 + 3, (7, 11)

    def words(number):
        parts = [np.uint32(number >> 32 * word & 0xFFFFFFFF) for word in range(4)]
        return sum(
            int(word) << 32 * i for i, word in enumerate(philox(*parts, *map(np.uint32, key)))
        )

    changed = (words(counter) ^ words(counter ^ 1 << bit)).bit_count()
    assert 36 < changed < 92  # five standard deviations about 64
