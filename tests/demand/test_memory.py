"""How much memory there is, as a system tells it."""

from pathlib import Path

import pytest

from simulator.demand.memory import available_memory


class Machine:
    """The files in which Linux tells of memory, below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("proc/meminfo", "MemTotal: 9000 kB\nMemAvailable: 8000 kB\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")

    def group(self, folder: str, most: str, used: int, cached: int = 0) -> None:
        self.write(f"{folder}/memory.max", f"{most}\n")
        self.write(f"{folder}/memory.current", f"{used}\n")
        self.write(f"{folder}/memory.stat", f"anon 1\ninactive_file {cached}\n")


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_memory_that_is_available_is_that_of_the_machine(machine):
    assert available_memory(machine.root) == 8000 * 1024


def test_a_container_has_what_its_group_and_those_above_leave(machine):
    machine.write("proc/self/cgroup", "0::/outer/inner\n")
    machine.group("sys/fs/cgroup/outer/inner", "max", 100)
    assert available_memory(machine.root) == 8000 * 1024
    machine.group("sys/fs/cgroup/outer", "5000000", 3_000_000, cached=500_000)
    assert available_memory(machine.root) == 2_500_000
    machine.group("sys/fs/cgroup/outer/inner", "1000", 3_000)
    assert available_memory(machine.root) == 0


def test_a_container_of_the_first_version_of_groups_is_known_too(machine):
    machine.write("proc/self/cgroup", "3:cpu:/\n4:memory:/docker/abc\n0::/\n")
    folder = "sys/fs/cgroup/memory"  # What a container sees of its own group is the root.
    machine.write(f"{folder}/memory.limit_in_bytes", "4000000\n")
    machine.write(f"{folder}/memory.usage_in_bytes", "1000000\n")
    machine.write(f"{folder}/memory.stat", "total_inactive_file 200000\n")
    assert available_memory(machine.root) == 3_200_000
    machine.write(f"{folder}/memory.limit_in_bytes", f"{2**63 - 4096}\n")  # none
    assert available_memory(machine.root) == 8000 * 1024


def test_a_system_that_does_not_tell_leaves_it_unknown(tmp_path):
    assert available_memory(tmp_path) is None


def test_a_limit_on_the_addresses_of_the_process_counts(machine, monkeypatch):
    resource = pytest.importorskip("resource")
    machine.write("proc/self/statm", "100 50 20 1 0 10 0\n")
    most = 100 * resource.getpagesize() + 1234
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (most, most))
    assert available_memory(machine.root) == 1234
