"""The memory of a replication: what there is for it, and what is kept for the next one.

What a replication frees, the C library hands back to the system, which clears each page before it
hands it out again: a tenth of the time of a replication. glibc keeps blocks up to the size of the
largest that it has seen freed (mallopt(3), "dynamic mmap threshold"); other C libraries do as they
do. How much a replication needs is not known here.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

import numpy as np

KEPT = 32 * 2**20 - 2**14
"""Bytes: just below the largest block that glibc takes note of."""

UNLIMITED = 2**60
"""Bytes from which a limit is none: groups of processes without one are told a number so large."""

_FILES_OF_GROUPS = {
    "": ("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    "memory": (
        *("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"),
        "total_inactive_file",
    ),
}
"""By controller, of both versions of Linux's groups: folder, limit, usage, what can be freed."""


def keep_freed_memory() -> None:
    """Have the C library keep what is freed from now on, some 64 MiB of it."""
    np.empty(KEPT, np.uint8)  # freed at once, and never touched


def available_memory(root: Path = Path("/")) -> int | None:
    """Return the bytes that this process may still take; None where the system does not tell.

    It is the least that the machine, the group of processes (a container's) and the limit of the
    process (``ulimit -v``) leave, as Linux tells them below `root`.
    """
    left = [
        *_of_machine(root / "proc/meminfo"),
        *_of_groups(root),
        *_of_process(root / "proc/self/statm"),
    ]
    return max(min(left), 0) if left else None


def _of_machine(meminfo: Path) -> Iterator[int]:
    with suppress(OSError, ValueError, LookupError):
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                yield int(line.split()[1]) * 1024


def _of_groups(root: Path) -> Iterator[int]:
    """Yield what the groups of this process leave, from its own to that of all."""
    try:
        lines = (root / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    own = {controller: path for _number, controller, path in (line.split(":", 2) for line in lines)}
    for controller, (folder, limit, usage, freeable) in _FILES_OF_GROUPS.items():
        if controller not in own:
            continue
        path = PurePosixPath(own[controller]).relative_to("/")
        for group in (path, *path.parents):
            place = root / folder / group
            with suppress(OSError, ValueError, LookupError):
                most = int((place / limit).read_text(encoding="ascii"))
                stat = (place / "memory.stat").read_text(encoding="ascii").split()
                cached = int(stat[stat.index(freeable) + 1])
                used = int((place / usage).read_text(encoding="ascii")) - cached
                if most < UNLIMITED:
                    yield most - used


def _of_process(statm: Path) -> Iterator[int]:
    """Yield what the limit on the addresses of this process leaves, where there is one."""
    with suppress(ImportError, OSError, ValueError, LookupError):
        import resource  # noqa: PLC0415  # not on Windows

        most, _hard = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            pages = int(statm.read_text(encoding="ascii").split()[0])
            yield most - pages * resource.getpagesize()
