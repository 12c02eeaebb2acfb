"""What a replication needs is known before it is drawn."""

from pathlib import Path

import pytest

from simulator.demand import draw_replication
from simulator.demand.draws import MAX_INDEX
from simulator.demand.memory import available_memory
from simulator.demand.size import expected_size

AWAY = {
    "courier": {"to_headquarters": ["10:00"], "to_center": ["16:30"], "trip": "30 min"},
    "seal": {"at": "headquarters"},
}
ROUTES = {
    "plain": {},
    "bundles, all channels": {
        "channels": {"counter": 0.5, "online": 0.3, "post": 0.2},
        "bundle": {1: 0.5, 3: 0.5},
    },
    "loops": {"incomplete": 0.5, "correction": 0.3, "supplement": {"chance": 0.4, "never": 0.5}},
    "on the spot": {"on_the_spot": True},
    "agencies": {"consult": [{"with": "office", "chance": 0.5, "takes": {"constant": "2 h"}}]},
    "no reception": {
        "steps": {"appraise": {"constant": "1 min"}, "return": {"constant": "1 min"}},
        "supplement": {"chance": 0.5},
    },
    "back office away": {"back_office": "headquarters", "on_the_spot": True},
}
COLLECTS = {"collects": {"counter": 0.6, "post": 0.3, "online": 0.1}}
ENQUIRIES = {
    "volume": "50 per working day",
    "takes": {"constant": "3 min"},
    "fields": {"land": 1.0},
}


@pytest.mark.parametrize("sections", [{}, AWAY], ids=["at the center", "seal away"])
@pytest.mark.parametrize("keys", ROUTES.values(), ids=ROUTES.keys())
def test_the_operations_that_are_expected_are_those_that_are_drawn(plan, transfer, keys, sections):
    courier = {"courier": AWAY["courier"]} | sections
    compiled = plan(
        procedures={"transfer": transfer(volume="400 per working day", **keys)},
        citizens=COLLECTS,
        demand={"enquiries": ENQUIRIES},
        **courier,
    )
    workload, _roster = draw_replication(compiled, seed=1, replication=0)
    size = expected_size(compiled.scenario)
    assert size.operations == pytest.approx(len(workload.ops.kind), rel=0.03)
    assert size.jobs == pytest.approx(len(workload.jobs.kind), rel=0.03)


def test_memory_grows_with_operations_jobs_retries_and_officers(scenario, transfer):
    def memory(volume="400 per working day", **sections):
        procedures = {"transfer": transfer(volume=volume)}
        return expected_size(scenario(procedures=procedures, **sections)).memory

    assert memory("800 per working day") > memory() + 8000 * 5 * 80
    assert memory(citizens={"retries": 100}) > memory() + 8000 * 97 * 2
    many = {"officers": {"officers": 1000, "serves": ["all/all"]}}
    assert memory(staff=many) > memory() + 1000 * 28 * 5 * 25


def test_more_on_a_day_than_there_are_random_numbers_for_is_refused_with_the_day(
    scenario, transfer
):
    one_day = {"from": "2021-01-04", "to": "2021-01-04"}
    procedures = {"transfer": transfer(volume="4000000 per working day")}
    with pytest.raises(ValueError, match=r"procedures\.transfer\.volume: about 4000000 visits on"):
        expected_size(scenario(period=one_day, procedures=procedures))


@pytest.mark.parametrize(("cv", "fits"), [(0, True), (0.1, True), (0.5, False), (2, False)])
def test_the_busiest_day_by_chance_counts_too(scenario, transfer, cv, fits):
    sections = {
        "period": {"from": "2021-01-04", "to": "2021-01-04"},
        "procedures": {"transfer": transfer(volume="500000 per working day")},
        "demand": {"day_cv": cv},
    }
    if fits:
        assert expected_size(scenario(**sections)).jobs > MAX_INDEX // 4096 / 2
    else:
        with pytest.raises(ValueError, match="more than can be drawn for one day"):
            expected_size(scenario(**sections))


def test_the_simpy_model_takes_more_and_little_for_a_month_of_a_year(scenario):
    year = expected_size(scenario(period={"from": "2021-01-04", "to": "2022-01-03"}))
    assert year.memory_in_simpy > 3 * year.memory
    month = expected_size(scenario())
    assert month.memory_in_simpy == month.memory


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
