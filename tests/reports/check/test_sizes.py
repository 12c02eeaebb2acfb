"""What a replication takes is told in words, and what to change where it does not fit."""

from dataclasses import replace

import pytest

from simulator.demand.size import Size
from simulator.reports.check.sizes import memory_problem, memory_text, size_line

SIZE = Size(operations=214_000, jobs=60_000, memory=96e6, memory_in_simpy=300e6)


def test_sizes_are_told_in_the_unit_that_fits():
    assert memory_text(64.2e6) == "64 MB"
    assert memory_text(3.25e9) == "3.2 GB"


def test_what_a_replication_takes_and_what_is_free_is_told():
    has = "A replication has about 214,000 operations and takes about 96 MB of memory"
    assert size_line(SIZE, 2_000_000_000) == f"{has}."
    assert size_line(SIZE, 900_000_000) == f"{has}; 900 MB are free."
    assert size_line(SIZE, None).endswith("; how much is free is not known here.")


def test_numbers_are_written_as_the_language_does(vietnamese):
    large = replace(SIZE, memory=2e9)
    assert "214.000" in size_line(large, 2_500_000_000)
    assert "2,5 GB" in size_line(large, 2_500_000_000)


@pytest.mark.parametrize("available", [3_200_000_000, None])
def test_what_fits_or_is_not_known_to_be_too_much_is_no_problem(available):
    assert memory_problem([3e8, 3.2e9], available) is None


def test_the_largest_of_some_is_told_beyond_what_is_free():
    problem = memory_problem([3e8, 3.2e9], 2_000_000_000)
    assert problem
    assert problem.startswith("one replication takes about 3.2 GB of memory, and 2.0 GB are free:")
    assert "shorten the period" in problem
