"""How long a large ticket log takes to be read, against its bare cells, and in what memory.

It has a process of its own; both sides of the ratio are measured in it.
"""

import pytest

from tests.benchmarks.one_reading import apart, write_log

TICKETS = 5_000_000
TIMES, BYTES = 5, 2_000_000_000
"""At most."""


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"], ids=["as in ISO", "day first"]
)
def test_reading_a_log_of_five_million_tickets(benchmark, tmp_path, form):
    path = tmp_path / "log.csv"
    write_log(path, TICKETS, form)
    took = benchmark.pedantic(apart, args=(path,), rounds=1)
    ratio = took.seconds / took.of_cells
    benchmark.extra_info |= {"must": f"{TIMES}× pyarrow.csv", "takes": f"{ratio:.1f}×"}
    benchmark.extra_info |= {
        "seconds": f"{took.seconds:.1f}",
        "file": f"{path.stat().st_size} bytes",
    }
    benchmark.extra_info |= {"memory must": "2 GB", "memory takes": f"{took.peak / 1e9:.2f} GB"}
    assert took.tickets == TICKETS
    assert ratio <= TIMES
    assert took.peak <= BYTES
