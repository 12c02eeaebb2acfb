"""What is not built yet is refused where it would do something, and passes where it would not."""

from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario

ASKED_FOR = [
    "citizens.call_out=2 min",
    "citizens.leaves=silently",
    "citizens.patience={constant: 20 min}",
    "citizens.priority={elderly: 0.05}",
    "currency=million VND",
    "demand.enquiries={volume: 12 per hour, takes: {constant: 1 min}, fields: {land: 1}}",
    "demand.surges=[{from: 2021-02-17, to: 2021-02-23, factor: 1.6}]",
    "procedures.land-transfer.back_office=headquarters",
    "procedures.land-transfer.correction=0.04",
    "procedures.land-transfer.on_the_spot=true",
    "procedures.land-transfer.supplement={chance: 0.08, never: 0.1}",
    "queues.receive.closing=send-home",
    "queues.receive.hurry=0.1",
    "queues.receive.target_wait=10 min",
    "queues.receive/land.tickets_per_day=80",
    "scores={}",
    "staff.clerks.chooses=target",
    "staff.clerks.cost=120",
    "staff.clerks.helps=[receive/land]",
    "staff.clerks.leave=12 working days",
    "staff.clerks.sick=0.02",
]


@pytest.mark.parametrize("override", ASKED_FOR)
def test_what_is_not_built_yet_is_refused_where_it_is_asked_for(
    center: Path, override: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(center, overrides=[override])
    (problem,) = caught.value.problems
    assert problem.file == f"--set {override}"
    assert problem.message == "is not supported yet"
    assert override.startswith(problem.path.removesuffix(".chance").removesuffix(".elderly"))


@pytest.mark.parametrize(
    "override",
    [
        "citizens.priority={elderly: 0}",
        "demand.surges=[]",
        "procedures.birth-registration.on_the_spot=true",
        "procedures.land-transfer.supplement={chance: 0}",
        "queues.receive.hurry=0",
        "staff.clerks.helps=[]",
        "staff.clerks.leave=0 working days",
        "staff.clerks.sick=0.0",
    ],
)
def test_what_does_nothing_passes(center: Path, override: str) -> None:
    load_scenario(center, overrides=[override])


def test_on_the_spot_passes_with_the_seal_at_the_center(center: Path) -> None:
    overrides = ["procedures.land-transfer.on_the_spot=true", "seal.at=center"]
    assert load_scenario(center, overrides=overrides).procedures["land-transfer"].on_the_spot
