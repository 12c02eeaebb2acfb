"""A district's Center, run once; and the same run with numbers of it changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from simulator import run
from simulator.measures import Measures, day_record, detail
from simulator.results.result import Result
from simulator.scenario import Resolved, Scenario, read_resolved, validated
from simulator.scenario.model_scores import WaitNorms

DISTRICT = Path(__file__).with_name("district.yaml")


PROVENANCE = {
    "version": "1.2.3",
    "command": "onestop run district.yaml --seed 7",
    "seed": 7,
    "engine": "compiled",
    "check": {"identical": True, "operations": 12345},
    "scenario_hash": "ab" * 32,
    "python": "3.11.2",
    "libraries": {"numpy": "2.1.0", "simpy": "4.1.1"},
    "platform": "Linux",
    "created": "2025-03-04T10:20:30+00:00",
    "run_seconds": 3.21,
}


@dataclass(frozen=True)
class District:
    """Where the Center is described, and how it is run."""

    path: Path
    resolved: Resolved
    scenario: Scenario

    @classmethod
    def of(cls, *overrides: str) -> "District":
        resolved = read_resolved(DISTRICT, overrides=overrides)
        return cls(DISTRICT, resolved, validated(resolved))

    def run(self, replications: int) -> Result:
        first_day = self.scenario.period.first_day
        measures, details, day = [], [], None
        for one in run(self.scenario, replications=replications, seed=7):
            served = one.outcome, one.workload, one.roster
            measures.append(one.measures)
            details.append(detail(*served, first_day))
            if one.index == 0:
                day = day_record(*served, int(details[0].worst_day), first_day)
        return Result.of(
            self.scenario,
            seed=7,
            planned=replications,
            replications=measures,
            details=details,
            day=day,
        )


def held(result: Result, year: int = 2021, **norms: str) -> Result:
    """The result as of another year, of a Center with norms of its own."""
    scenario = result.scenario
    period = scenario.period.model_copy(update={"to": scenario.period.to.replace(year=year)})
    own = scenario.scores.model_copy(update={"norms": WaitNorms.model_validate(norms)})
    changed = scenario.model_copy(update={"period": period, "scores": own})
    return replace(result, scenario=changed)


@pytest.fixture(scope="session")
def district() -> District:
    return District.of()


@pytest.fixture(scope="session")
def district_with() -> Callable[..., District]:
    """Builds the Center with values of the scenario set."""
    return District.of


@pytest.fixture(scope="session")
def result(district: District) -> Result:
    """Three replications."""
    return district.run(3)


@pytest.fixture(scope="session")
def changed(result: Result) -> Callable[..., Result]:
    """Makes a result in which measures have other values, one about which all lie or one for each.

    They lie so close that no number shows it; where all are the same, as at 0 and 1 or where that
    is said for each, there is no interval.
    """

    def change(values: dict[str, float | Sequence[float]], replications: int = 3) -> Result:
        def with_values(one: Measures, number: int) -> Measures:
            new = one.values.copy()
            for name, value in values.items():
                if isinstance(value, int | float):
                    near = 1e-12 * (number - (replications - 1) / 2) if value not in {0, 1} else 0.0
                    new[one.index.row(name)] = value * (1 + near)
                else:
                    new[one.index.row(name)] = value[number]
            return replace(one, values=new)

        return Result.of(
            result.scenario,
            seed=result.seed,
            planned=replications,
            replications=[
                with_values(one, number)
                for number, one in enumerate(result.replications[:replications])
            ],
            details=result.details[:replications],
            day=result.day,
        )

    return change
