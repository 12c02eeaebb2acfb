"""What is reported here is compared, swept and run as elsewhere; and the texts of a letter."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from simulator.measures import Estimate, Method
from simulator.reports.brief.comparison import comparison_brief
from simulator.reports.brief.run import run_brief
from simulator.reports.document import Letter, Table, text_of
from simulator.results.result import Result
from simulator.results.run import Stored
from simulator.results.study import StoredLever
from tests.reports.conftest import PROVENANCE, District
from tests.studies.comparison.conftest import both, comparison_of, origin_of
from tests.studies.sweep.conftest import compiled, results, sweep, write

__all__ = ["both", "comparison_of", "compiled", "results", "sweep", "write"]

LEVER = StoredLever(
    key="staff.officers",
    way="more",
    where=("land-counter",),
    officers=1.0,
    money=None,
    gains={"wait_mean": Estimate(-3.7, -4.8, -3.0, 20, Method.T)},
    worse={"on_time_rate": Estimate(-0.02, -0.03, -0.01, 20, Method.T)},
)
"""One officer more, who shortens the wait, and makes dossiers late."""


@dataclass(frozen=True)
class Read:
    """What a letter says, by the title of the section."""

    letter: Letter

    def __getitem__(self, title: str) -> str:
        (section,) = (each for each in self.letter.body if each.title.endswith(f" {title}."))
        return " ".join(block for block in section.blocks if isinstance(block, str))

    @property
    def titles(self) -> list[str]:
        return [section.title for section in self.letter.body]

    @property
    def rows(self) -> list[list[str]]:
        """Of its only table."""
        tables = (
            block for each in self.letter.body for block in each.blocks if isinstance(block, Table)
        )
        return [[text_of(cell).text for cell in row] for table in tables for row in table.rows]


@pytest.fixture
def brief_of() -> Callable[..., Read]:
    """Reads the brief of a comparison."""
    return lambda of: Read(comparison_brief(of, origin_of(of)))


@pytest.fixture
def run_read(result: Result, district: District) -> Callable[..., Read]:
    """Reads the brief of a run, with what it was given."""

    def read(result: Result = result, **given: object) -> Read:
        return Read(run_brief(Stored(result, district.resolved.data, PROVENANCE, **given)))

    return read
