from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest

from simulator.center.comparing import OutcomeComparison
from simulator.results.provenance import checks_together, provenance


def test_provenance_says_what_to_repeat_and_with_what(district):
    started = datetime.now(UTC) - timedelta(seconds=5)
    data = provenance(
        district.scenario,
        command="onestop run x",
        seed=7,
        started=started,
        engine="compiled",
        check=OutcomeComparison(11614, None),
    )
    assert data["command"] == "onestop run x"
    assert data["seed"] == 7
    assert data["scenario_hash"] == district.scenario.hash
    assert data["engine"] == "compiled"
    assert data["check"] == {"identical": True, "operations": 11614}
    assert data["version"] == version("onestop-simulator")
    assert data["libraries"]["simpy"] == version("simpy")
    assert "pytest" not in data["libraries"]
    assert 5 <= data["run_seconds"] < 60
    assert datetime.fromisoformat(data["created"]).tzinfo is not None


@pytest.mark.parametrize(
    ("check", "data"), [(None, None), ("interrupted", {"interrupted": True})], ids=["none", "begun"]
)
def test_a_check_that_was_interrupted_is_not_one_left_out(district, check, data):
    started = datetime.now(UTC)
    assert (
        provenance(
            district.scenario,
            command="onestop run x",
            seed=7,
            started=started,
            engine="compiled",
            check=check,
        )["check"]
        == data
    )


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([{"identical": True, "operations": 2}, {"identical": True, "operations": 3}],
         {"identical": True, "operations": 5}),
        ([{"identical": True, "operations": 2}, {"identical": False, "operations": 3}],
         {"identical": False}),
        ([{"identical": True, "operations": 2}, {"interrupted": True}], {"interrupted": True}),
        ([None, None], None),
    ],
)  # fmt: skip
def test_scenarios_are_checked_if_all_are(checks, expected):
    assert checks_together(checks) == expected
