"""Reads the store of a sweep: its design, and what each point came to.

In: the folder of a sweep, which may still be running. Out: `Sweep`: design points, estimates of a
measure at each of them, and tidy tables for notebooks. Nothing is ever written.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from simulator.language import _
from simulator.measures import (
    Estimate,
    MeasureIndex,
    MeasureKey,
    Occurrence,
    Scope,
    Series,
    summarize,
    times_met,
)
from simulator.reports.labels import label
from simulator.scenario import Scenario
from simulator.scenario.names import as_on_disk
from simulator.scenario.vocabulary import Label
from simulator.studies.sweep.locking import SweepStoreError
from simulator.studies.sweep.plan import setting_text
from simulator.studies.sweep.schema import FORMAT, STORE
from simulator.studies.sweep.store import items_of
from simulator.studies.sweep.targets import Target

if TYPE_CHECKING:
    import pandas as pd

_ROWS = (
    "SELECT finished.replication, value, count, items FROM finished "
    "CROSS JOIN scenarios ON scenarios.id = finished.scenario "
    "CROSS JOIN results ON results.scenario = finished.scenario "
    "AND results.replication = finished.replication AND results.measure = ? "
    "WHERE finished.scenario = ? "
    "AND (replications IS NULL OR finished.replication < replications) "
    "ORDER BY finished.replication"
)
"""One measure at one point: by the keys of the tables, in the order that CROSS JOIN prescribes."""


_FINISHED = (
    "SELECT finished.scenario, count(*) FROM finished "
    "JOIN scenarios ON scenarios.id = finished.scenario "
    "WHERE replications IS NULL OR finished.replication < replications "
    "GROUP BY finished.scenario"
)

_OFFICERS = (
    "SELECT scenarios.id, sum(json_extract(staff.value, '$.officers')) "
    "FROM scenarios, json_each(scenarios.text, '$.staff') AS staff "
    "WHERE text IS NOT NULL GROUP BY scenarios.id"
)


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """A design point, as it is stored."""

    number: int
    """Its place in the design, from 0."""
    case: str
    """Name of the case; empty where the plan has none."""
    settings: Mapping[str, object]
    """By path: of the grid, and then of the case."""
    scenario: int
    """Number of its scenario in the store."""
    cost: float
    """Of its officers a year, in the currency of the sweep."""


@dataclass(frozen=True, slots=True)
class StoredSeries(Series):
    """One measure in the replications of a point that are stored."""

    replications: NDArray[np.int64]
    """Their numbers. Shape (n,)."""


class Sweep:
    """The results of a sweep; open it with `open_sweep`.

    What was estimated once stays as it is: of a sweep that is running, open it again to see more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        place = f"{(folder / STORE).resolve().as_uri()}?mode=ro"
        # Whichever thread collects what nobody holds any more closes it.
        self._db = sqlite3.connect(place, uri=True, timeout=30, check_same_thread=False)
        finalize(self, self._db.close)  # of who opens it in a notebook and lets it go
        meta = dict(self._db.execute("SELECT key, value FROM meta"))
        if meta["format"] != str(FORMAT):
            raise ValueError(_("it is of another version"))
        self.seed = int(meta["seed"])
        self.axes: tuple[str, ...] = tuple(json.loads(meta["axes"]))
        """Paths of the grid."""
        self.cases: tuple[str, ...] = tuple(json.loads(meta["cases"]))
        currency = json.loads(meta["currency"])
        self.currency = label(Label.model_validate(currency)) if currency else ""
        """Unit of the costs, in the language that is spoken; empty where there is none."""
        self.plan_file: str = json.loads(meta["plan"])
        """The plan, as it was named."""
        self.base: dict[str, object] = json.loads(meta.get("base", "{}"))
        """What the base has on the axes, as far as that is one value."""
        self.asked: int | dict[str, Any] = json.loads(meta["replications"])
        """Replications of each point, or the precision: `targets` and `at_most`."""
        self.targets = tuple(
            Target.parse(name, text) for name, text in json.loads(meta["targets"]).items()
        )
        self.years: float | None = json.loads(meta["years"])
        """Share of the replications that must meet all targets; None where their means must."""
        self.points = tuple(
            SweepPoint(number, case, json.loads(settings), scenario, cost)
            for number, case, settings, scenario, cost in self._db.execute(
                'SELECT id, "case", settings, scenario, cost FROM points ORDER BY id'
            )
        )
        self._finished: dict[int, int] = dict(self._db.execute(_FINISHED))
        self._estimates: dict[tuple[int, MeasureKey], Estimate] = {}

    @cached_property
    def _measures(self) -> dict[MeasureKey, int]:
        rows = self._db.execute("SELECT entry, scope, label, id FROM measures ORDER BY id")
        return {
            MeasureKey(name, Scope(scope), label): number for name, scope, label, number in rows
        }

    @cached_property
    def index(self) -> MeasureIndex:
        """All measures."""
        return MeasureIndex(self._measures)

    @property
    def measures(self) -> tuple[str, ...]:
        """Full names of all measures."""
        return self.index.names

    def targets_of(self, key: MeasureKey) -> list[Target]:
        """Return the targets of a measure."""
        return [target for target in self.targets if target.measure == str(key)]

    def replications(self, point: SweepPoint) -> int:
        """Return how many replications of a point are stored."""
        return self._finished.get(point.scenario, 0)

    @property
    def counts_officers(self) -> bool:
        """Whether officers cost nothing in any point: then their number stands for the cost."""
        return not any(point.cost for point in self.points)

    @cached_property
    def _officers(self) -> dict[int, int]:
        return dict(self._db.execute(_OFFICERS))

    def outlay(self, point: SweepPoint) -> float:
        """Return what a point costs: `cost`, or the number of its officers if none has a cost.

        It is nan where the officers of a point without results are not known yet.
        """
        if not self.counts_officers:
            return point.cost
        return float(self._officers.get(point.scenario, np.nan))

    @cached_property
    def _loads(self) -> dict[int, float]:
        return dict(self._db.execute("SELECT id, load FROM scenarios WHERE load IS NOT NULL"))

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
        return Scenario.model_validate(_without_tables(json.loads(text))) if text else None

    def series(self, point: SweepPoint, measure: MeasureKey | str) -> StoredSeries:
        """Return a measure in each replication of a point that is stored.

        Raises
        ------
        KeyError
            If the sweep has no such measure; the message gives a near match.
        """
        key = self.index.key(measure)
        rows = self._db.execute(_ROWS, (self._measures[key], point.scenario)).fetchall()
        return StoredSeries(
            key=key,
            values=np.array([row[1] for row in rows], np.float64),  # None becomes nan.
            counts=np.array([row[2] for row in rows], np.int64),
            items=[items_of(row[3]) for row in rows],
            replications=np.array([row[0] for row in rows], np.int64),
        )

    def estimate(self, point: SweepPoint, measure: MeasureKey | str) -> Estimate:
        """Return the mean of a measure at a point, with its 95 % interval."""
        known = point.scenario, self.index.key(measure)
        if known not in self._estimates:
            self._estimates[known] = summarize(self.series(point, measure))
        return self._estimates[known]

    def periods_met(self, point: SweepPoint, targets: Sequence[Target]) -> Occurrence | None:
        """Return in how many replications of a point all of some targets hold; None without any."""
        if not targets or not self.replications(point):
            return None
        return times_met(targets, [self.series(point, each.measure) for each in targets])

    def scenario_text(self, point: SweepPoint) -> str | None:
        """Return the resolved scenario of a point as JSON, which `load_scenario` reads."""
        row = self._db.execute("SELECT text FROM scenarios WHERE id = ?", (point.scenario,))
        return row.fetchone()[0]  # type: ignore[no-any-return]  # by the schema

    @property
    def sessions(self) -> list[dict[str, Any]]:
        """Provenance of each time that the sweep was started."""
        rows = self._db.execute("SELECT provenance FROM sessions ORDER BY id")
        return [json.loads(row[0]) for row in rows]

    def columns(self) -> tuple[str, ...]:
        """Return the columns that tell design points apart."""
        return ("point", *(["case"] if self.cases else []), *self.axes, "cost")

    def place(self, point: SweepPoint) -> tuple[object, ...]:
        """Return a point's values in `columns`; what is no number stands there as text."""
        grid = (point.settings[axis] for axis in self.axes)
        shown = (value if isinstance(value, int | float) else setting_text(value) for value in grid)
        return (point.number, *([point.case] if self.cases else []), *shown, point.cost)

    def rows(
        self, measures: Sequence[MeasureKey | str] | None = None
    ) -> Iterator[tuple[SweepPoint, MeasureKey, StoredSeries]]:
        """Go over the measures of every point, one point at a time."""
        for point in self.points:
            for key in self.index.keys_of(measures):
                series = self.series(point, key)
                if len(series.values):
                    yield point, key, series

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
        import pandas as pd  # noqa: PLC0415  # only notebooks need it

        data = [
            (*self.place(point), replication, str(key), key.entry.unit, value, count)
            for point, key, series in self.rows(measures)
            for replication, value, count in zip(
                series.replications, series.values, series.counts, strict=True
            )
        ]
        heads = [*self.columns(), "replication", "measure", "unit", "value", "count"]
        return pd.DataFrame(data, columns=heads)

    def estimates(self, measures: Sequence[MeasureKey | str] | None = None) -> "pd.DataFrame":
        """Return a row per design point × measure: mean, and 95 % interval over replications.

        Returns
        -------
        pandas.DataFrame
            Columns: those of `columns`, then `measure`, `unit`, `mean`, `low`, `high`, `n`.
        """
        import pandas as pd  # noqa: PLC0415  # only notebooks need it

        data = []
        for point, key, series in self.rows(measures):
            found = summarize(series)
            values = (found.mean, found.low, found.high, found.n)
            data.append((*self.place(point), str(key), key.entry.unit, *values))
        heads = [*self.columns(), "measure", "unit", "mean", "low", "high", "n"]
        return pd.DataFrame(data, columns=heads)

    def close(self) -> None:
        """Close the store."""
        self._db.close()

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
    SweepStoreError
        If it holds no sweep that this version can read.
    """
    folder = as_on_disk(Path(folder))
    told = _("{folder} holds no sweep that can be read: {why}")
    if not (folder / STORE).is_file():
        why = _("{file} is missing. `onestop sweep --out` makes it").format(file=STORE)
        raise SweepStoreError(told.format(folder=folder, why=why))
    try:
        return Sweep(folder)
    except (sqlite3.Error, LookupError, ValueError) as error:
        raise SweepStoreError(told.format(folder=folder, why=error)) from error


def _without_tables(data: Any) -> Any:
    """Return the data of a scenario with some time in place of every table of measured times."""
    if isinstance(data, list):
        return [_without_tables(item) for item in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"empirical"}:
        return {"constant": "1 min"}
    return {key: _without_tables(entry) for key, entry in data.items()}
