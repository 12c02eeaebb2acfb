"""The memory of a replication, kept for the next one.

What a replication frees, the C library hands back to the system, which clears each page before it
hands it out again: a tenth of the time of a replication. glibc keeps blocks up to the size of the
largest that it has seen freed (mallopt(3), "dynamic mmap threshold"); other C libraries do as they
do.
"""

import numpy as np

KEPT = 32 * 2**20 - 2**14
"""Bytes: just below the largest block that glibc takes note of."""


def keep_freed_memory() -> None:
    """Have the C library keep what is freed from now on, some 64 MiB of it."""
    np.empty(KEPT, np.uint8)  # freed at once, and never touched
