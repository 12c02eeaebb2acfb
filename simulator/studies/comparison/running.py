"""Running: the replications of several scenarios side by side, and what they differ by.

In: the alternatives, and how often and with which seed they are run. Out: replications one by one,
the same number of each scenario in turn, and `Compared`, from which pages and files are made.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.center import Engine
from simulator.measures import MeasureIndex, Measures
from simulator.results.result import Result
from simulator.results.store import NewPoint
from simulator.results.study import CompareDefinition, StoredAlternative
from simulator.scenario.names import path_text
from simulator.studies.comparison.alternatives import Alternative
from simulator.studies.experiment import Experiment, Point
from simulator.studies.frames import (
    ESTIMATE_COLUMNS,
    REPLICATION_COLUMNS,
    estimate_row,
    estimate_rows,
    replication_rows,
    table,
)
from simulator.studies.paired import Comparison, Difference, compare_paired
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.source import Source

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Scenarios, run with the same chances, and their differences."""

    alternatives: tuple[Alternative, ...]
    """The first is the base."""
    results: tuple[Result, ...]
    """Of each; without details."""
    measures: MeasureIndex
    """Those compared by."""
    comparison: Comparison

    @property
    def base(self) -> Alternative:
        """The scenario that the others are compared with."""
        return self.alternatives[0]

    @property
    def finished(self) -> int:
        """Replications of each scenario."""
        return len(self.results[0].replications)

    def letter(self, name: str) -> str:
        """Return the letter that stands for a scenario where its name has no room."""
        return chr(ord("A") + self._place(name))

    def result(self, name: str) -> Result:
        """Return the result of a scenario."""
        return self.results[self._place(name)]

    def _place(self, name: str) -> int:
        return next(n for n, each in enumerate(self.alternatives) if each.name == name)

    def by_pair(self) -> dict[tuple[str, str], list[Difference]]:
        """Return the differences by the names of the two scenarios."""
        found: dict[tuple[str, str], list[Difference]] = {}
        for difference in self.comparison.differences:
            found.setdefault((difference.first, difference.second), []).append(difference)
        return found

    def frame(self, measures: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return a row per scenario × replication × measure.

        Parameters
        ----------
        measures
            Full names of any measures that all the scenarios have; those compared by when absent.

        Returns
        -------
        pandas.DataFrame
            Columns: `scenario`, then those of `simulator.studies.replications_frame`.

        Raises
        ------
        KeyError
            If a scenario has no such measure; the message gives a near match.
        """
        names = self.measures if measures is None else measures
        rows = (
            (each.name, *row)
            for each, result in zip(self.alternatives, self.results, strict=True)
            for row in replication_rows(enumerate(result.replications), names)
        )
        return table(["scenario", *REPLICATION_COLUMNS], rows)

    def estimates(self, measures: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return a row per scenario × measure: its mean with its own 95 % interval.

        Whether scenarios differ these intervals do not tell: `differences` does.

        Parameters
        ----------
        measures
            As of `frame`.

        Returns
        -------
        pandas.DataFrame
            Columns: `scenario`, then those of `simulator.studies.estimates_frame`.

        Raises
        ------
        KeyError
            As `frame`.
        """
        names = self.measures if measures is None else measures
        rows = (
            (each.name, *row)
            for each, result in zip(self.alternatives, self.results, strict=True)
            for row in estimate_rows(result.estimates, names)
        )
        return table(["scenario", *ESTIMATE_COLUMNS], rows)

    def differences(self) -> "pd.DataFrame":
        """Return a row per pair of scenarios × measure: by how much the second differs.

        Returns
        -------
        pandas.DataFrame
            Columns: `first`, `second`, `measure`, `unit`; `difference`, the second less the first,
            with the ends `low` and `high` of its interval, which together hold with 95 %; the
            `pairing` factor of `Difference`, of which one digit counts; and whether it `is_seen`.
            In words it has them from `simulator.reports.comparison.telling.differences_in_words`.
        """
        heads = ["first", "second", "measure", "unit"]
        heads += ["difference", "low", "high", "pairing", "is_seen"]
        rows = (
            (each.first, each.second, *row, each.pairing, each.is_seen)
            for each in self.comparison.differences
            for *row, _n in [estimate_row(each.measure, each.estimate)]
        )
        return table(heads, rows)


class ComparisonQuestion(Question):
    """What is asked of a comparison.

    Parameters
    ----------
    alternatives
        The scenarios. Replication i of each meets the same citizens with the same needs.
    measures
        Full names of those compared by.
    replications
        How many of each.
    engine
        The engine that serves.
    all_pairs
        Whether every two are compared, or each of the others with the first.

    Raises
    ------
    ValueError
        If a scenario cannot be drawn.
    """

    in_turn = True

    def __init__(
        self,
        alternatives: Sequence[Alternative],
        measures: Sequence[str],
        *,
        replications: int,
        engine: Engine = "compiled",
        all_pairs: bool = False,
    ) -> None:
        self.points = [Point(each.name, Source.of(each.scenario)) for each in alternatives]
        self.until, self.engine = Until.made(replications), engine
        self._alternatives, self._measures = alternatives, measures
        self._all_pairs = all_pairs

    def defined(self, folder: Path) -> tuple[CompareDefinition, list[NewPoint]]:
        """Return how it is stored in a folder, and its scenarios."""
        definition = CompareDefinition(
            alternatives=tuple(
                StoredAlternative(
                    name=each.name,
                    file=None if each.file is None else path_text(each.file),
                    settings=each.settings,
                    folder=os.path.relpath(
                        (each.file or Path()).resolve().parent, folder.resolve()
                    ),
                )
                for each in self._alternatives
            ),
            measures=tuple(self._measures),
            all_pairs=self._all_pairs,
            replications=self.until.at_least,
            engine=self.engine,
        )
        return definition, [
            NewPoint(each.scenario.hash, each.name, {}, each.scenario.staff_cost)
            for each in self._alternatives
        ]

    def answer(self, experiment: Experiment) -> Compared | None:
        """Compare what all have finished; None where one of them has finished nothing."""
        found = [[one.measures for one in experiment.found(point)] for point in self.points]
        if not all(found):
            return None
        return compared(
            self._alternatives,
            found,
            self._measures,
            seed=experiment.serving.seed,
            planned=self.until.at_least,
            all_pairs=self._all_pairs,
        )


def compared(
    alternatives: Sequence[Alternative],
    replications: Sequence[Sequence[Measures]],
    measures: Sequence[str],
    *,
    seed: int,
    planned: int,
    all_pairs: bool = False,
) -> Compared:
    """Compare scenarios by their replications.

    Parameters
    ----------
    alternatives
        The scenarios.
    replications
        The measures of the replications of each; what not every scenario has is left out.
    measures
        Full names of the measures to compare by.
    seed
        The seed of all.
    planned
        Replications of each that were asked for.
    all_pairs
        Whether every two are compared, or each of the others with the first.

    Raises
    ------
    ValueError
        If there is no replication that every scenario has, or as `compare_paired`.
    """
    finished = min(map(len, replications))
    index = replications[0][0].index
    together = {
        alternative.name: each[:finished]
        for alternative, each in zip(alternatives, replications, strict=True)
    }
    return Compared(
        alternatives=tuple(alternatives),
        results=tuple(
            Result.of(
                alternative.scenario,
                seed=seed,
                planned=planned,
                replications=together[alternative.name],
                details=(),
            )
            for alternative in alternatives
        ),
        measures=index.keys_of(measures),
        comparison=compare_paired(together, measures, all_pairs=all_pairs),
    )
