"""Reads the store of a sweep: its design, and what each point came to.

In: the folder of a sweep, which may still be running. Out: `Sweep`: design points, estimates of a
measure at each of them, and tidy tables for notebooks. Nothing is ever written.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np

from simulator.measures import (
    Estimate,
    MeasureIndex,
    MeasureKey,
    Occurrence,
    summarize,
    times_met,
)
from simulator.results.database import damage, reading
from simulator.results.kept import FRESH, StoredPoint, StoredSeries
from simulator.results.provenance import Provenance
from simulator.results.reading import Reader
from simulator.results.study import SweepDefinition
from simulator.scenario import Scenario
from simulator.scenario.names import as_on_disk
from simulator.scenario.vocabulary import Label
from simulator.studies.frames import (
    ESTIMATE_COLUMNS,
    REPLICATION_COLUMNS,
    estimate_row,
    series_rows,
    table,
)
from simulator.studies.sweep.deciding import Decisions, SecondStage
from simulator.studies.sweep.plan import setting_text
from simulator.studies.sweep.targets import Target

if TYPE_CHECKING:
    import pandas as pd

SweepPoint: TypeAlias = StoredPoint
"""A design point, as it is stored."""


class Sweep:
    """The results of a sweep; open it with `open_sweep`.

    What was estimated once stays as it is: of a sweep that is running, open it again to see more.

    Parameters
    ----------
    store
        Its store.
    """

    def __init__(self, store: Reader) -> None:
        self.folder = store.path.parent
        self._store = store
        self.close = self._store.close
        """Closes the store."""
        of = self._store.definition(SweepDefinition)
        self.seed = self._store.study.seed
        self.axes = of.axes
        """Paths of the grid."""
        self.cases = of.cases
        self.plan_file = of.plan
        """The plan, as it was named."""
        self.base = of.base
        """What the base has on the axes, as far as that is one value."""
        self.asked = of.replications
        """Replications of each point, or the precision."""
        self.years = of.years
        """Share of the replications that must meet all targets; None where their means must."""
        self.fresh_at_most = of.decide_at_most
        """Fresh replications that decide on a candidate, at most; 0 where nothing is decided so."""
        with reading(self._store.path, "study"):
            self.currency = Label.model_validate(of.currency).spoken if of.currency else ""
            """Unit of the costs, in the language that is spoken; empty where there is none."""
            self.targets = tuple(Target.parse(name, text) for name, text in of.targets.items())
        self.points = tuple(self._store.points())
        if not all({*self.axes} <= point.settings.keys() for point in self.points):
            raise damage(self._store.path, "points")
        self._finished = self._store.counted()
        self._estimates: dict[tuple[int, MeasureKey], Estimate] = {}
        self._on_grid: dict[tuple[int, MeasureKey], Estimate] = {}

    @cached_property
    def index(self) -> MeasureIndex:
        """All measures."""
        return self._store.index

    @property
    def measures(self) -> tuple[str, ...]:
        """Full names of all measures."""
        return self.index.names

    def targets_of(self, key: MeasureKey) -> list[Target]:
        """Return the targets of a measure."""
        return [target for target in self.targets if target.measure == str(key)]

    def replications(self, point: SweepPoint) -> int:
        """Return how many replications of a point are stored, those of the grid."""
        return self._finished.get(point.scenario, 0)

    @cached_property
    def decisions(self) -> Decisions:
        """What the second stage has decided; nothing before the grid is whole."""
        return SecondStage(self).decisions() if self._store.is_whole else Decisions()

    def decided_by(self, point: SweepPoint) -> int:
        """Return by how many fresh replications a point was tried; 0 where it was not."""
        return self.decisions.replications.get(point.scenario, 0)

    def is_tried(self, point: SweepPoint) -> bool:
        """Whether a point was tried on fresh replications, if there are to be any."""
        return not self.fresh_at_most or self.decided_by(point) > 0

    @property
    def is_decided(self) -> bool:
        """Whether the second stage is at its end, if there is to be one."""
        return not self.fresh_at_most or (self._store.is_whole and not self.decisions.wanted)

    def fresh_stored(self, point: SweepPoint) -> int:
        """Return how many fresh replications of a point are stored now."""
        return self._store.without_gap(point.scenario, FRESH)

    @property
    def counts_officers(self) -> bool:
        """Whether officers cost nothing in any point: then their number stands for the cost."""
        return not any(point.cost for point in self.points)

    @cached_property
    def _officers(self) -> dict[int, int]:
        return self._store.officers()

    def outlay(self, point: SweepPoint) -> float:
        """Return what a point costs: `cost`, or the number of its officers if none has a cost.

        It is nan where the officers of a point without results are not known yet.
        """
        if not self.counts_officers:
            return point.cost
        return float(self._officers.get(point.scenario, np.nan))

    @cached_property
    def _loads(self) -> dict[int, float]:
        return self._store.loads()

    def load(self, point: SweepPoint) -> float:
        """Return work ÷ hours on duty of the bottleneck of a point over the period.

        It is nan where there are no results yet, infinite where nobody is ever on duty for work.
        """
        return self._loads.get(point.scenario, np.nan)

    @cached_property
    def scenario(self) -> Scenario | None:
        """The scenario of the first point with results, to name things by; None without any.

        Its tables of measured times may be anywhere: they are not read.
        """
        texts = map(self.scenario_text, self.points)
        text = next((text for text in texts if text), None)
        with reading(self._store.path, "scenarios, text"):
            return Scenario.model_validate(_without_tables(json.loads(text))) if text else None

    def series(self, point: SweepPoint, measure: MeasureKey | str) -> StoredSeries:
        """Return a measure in each replication of the grid that is stored of a point.

        The same citizens come to all points.

        Raises
        ------
        KeyError
            If the sweep has no such measure; the message gives a near match.
        """
        return self._store.series(point.scenario, self.index.key(measure))

    def fresh(
        self, point: SweepPoint, measure: MeasureKey | str, replications: int
    ) -> StoredSeries:
        """Return a measure in the first of the fresh replications of a point, likewise."""
        whole = self._store.series(point.scenario, self.index.key(measure), FRESH)
        return whole.first(replications)

    def answering(self, point: SweepPoint, measure: MeasureKey | str) -> StoredSeries:
        """Return what the answer rests on: the fresh replications of a point that was tried."""
        if fresh := self.decided_by(point):
            return self.fresh(point, measure, fresh)
        return self.series(point, measure)

    def estimate(self, point: SweepPoint, measure: MeasureKey | str) -> Estimate:
        """Return the mean of a measure at a point, with its 95 % interval.

        It is that of the fresh replications where there are any: those of the grid have picked the
        point, and flatter it.
        """
        known = point.scenario, self.index.key(measure)
        if known not in self._estimates:
            self._estimates[known] = summarize(self.answering(point, measure))
        return self._estimates[known]

    def estimate_on_grid(self, point: SweepPoint, measure: MeasureKey | str) -> Estimate:
        """Return the same over the grid, by which points are held against each other."""
        known = point.scenario, self.index.key(measure)
        if known not in self._on_grid:
            self._on_grid[known] = summarize(self.series(point, measure))
        return self._on_grid[known]

    def periods_met(self, point: SweepPoint, targets: Sequence[Target]) -> Occurrence | None:
        """Return in how many replications of a point all of some targets hold; None without any.

        As of `estimate`, they are the fresh ones where there are any.
        """
        if not targets or not self.replications(point):
            return None
        return times_met(targets, [self.answering(point, each.measure) for each in targets])

    def scenario_text(self, point: SweepPoint) -> str | None:
        """Return the resolved scenario of a point as JSON, which `load_scenario` reads."""
        return self._store.scenario_text(point.scenario)

    @property
    def sessions(self) -> list[Provenance]:
        """Provenance of each time that the sweep was started."""
        return self._store.sessions

    def columns(self) -> tuple[str, ...]:
        """Return the columns that tell design points apart."""
        return ("point", *(["case"] if self.cases else []), *self.axes, "cost")

    @property
    def heads(self) -> list[str]:
        """The columns of `frame`."""
        return [*self.columns(), *REPLICATION_COLUMNS]

    def place(self, point: SweepPoint) -> tuple[object, ...]:
        """Return a point's values in `columns`; what is no number stands there as text."""
        grid = (point.settings[axis] for axis in self.axes)
        shown = (value if isinstance(value, int | float) else setting_text(value) for value in grid)
        return (point.number, *([point.case] if self.cases else []), *shown, point.cost)

    def rows(
        self, measures: Sequence[MeasureKey | str] | None = None
    ) -> Iterator[tuple[object, ...]]:
        """Go over the rows of `frame`, one point at a time."""
        for point, series in self._all_series(measures):
            place = self.place(point)
            for row in series_rows(series, series.replications.tolist()):
                yield *place, *row

    def _all_series(
        self, measures: Sequence[MeasureKey | str] | None
    ) -> Iterator[tuple[SweepPoint, StoredSeries]]:
        """Go over the measures of every point that are stored."""
        for point in self.points:
            for key in self.index.keys_of(measures):
                series = self.series(point, key)
                if len(series.values):
                    yield point, series

    def frame(self, measures: Sequence[MeasureKey | str] | None = None) -> "pd.DataFrame":
        """Return a row per design point × replication × measure.

        Parameters
        ----------
        measures
            Full names; all when absent.

        Returns
        -------
        pandas.DataFrame
            Columns: those of `columns`, then `replication`, `measure`, `unit`, `value`, `count`.
        """
        return table(self.heads, self.rows(measures))

    def estimates(self, measures: Sequence[MeasureKey | str] | None = None) -> "pd.DataFrame":
        """Return a row per design point × measure: mean, and 95 % interval over replications.

        Returns
        -------
        pandas.DataFrame
            Columns: those of `columns`, then `measure`, `unit`, `mean`, `low`, `high`, `n`.
        """
        rows = (
            (*self.place(point), *estimate_row(series.key, summarize(series)))
            for point, series in self._all_series(measures)
        )
        return table([*self.columns(), *ESTIMATE_COLUMNS], rows)

    def __enter__(self) -> Self:
        """Return the sweep."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the store."""
        self.close()


def open_sweep(folder: str | Path) -> Sweep:
    """Open the results of a sweep to read them, finished or not.

    Parameters
    ----------
    folder
        That of `onestop sweep --out`.

    Raises
    ------
    FolderError
        If it holds no sweep that this version can read.
    """
    return Sweep(Reader(as_on_disk(Path(folder))))


def _without_tables(data: Any) -> Any:
    """Return the data of a scenario with some time in place of every table of measured times."""
    if isinstance(data, list):
        return [_without_tables(item) for item in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"empirical"}:
        return {"constant": "1 min"}
    return {key: _without_tables(entry) for key, entry in data.items()}
