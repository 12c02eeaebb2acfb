"""What a Center saw is read in the units of the measures, and told where it cannot be."""

from collections.abc import Callable
from datetime import date

import pytest

from simulator.measures.observed import Span, check_observed
from simulator.scenario import Scenario, ScenarioError, read_resolved, validated

DISTRICT = "tests/reports/district.yaml"

Written = dict[str, object]


@pytest.fixture
def read() -> Callable[[Written | None], Scenario]:
    """Read a scenario that says what was observed; problems are told as on the command line."""

    def _read(observed: Written | None) -> Scenario:
        overrides = {} if observed is None else {"observed": observed}
        resolved = read_resolved(DISTRICT, overrides=overrides)
        scenario = validated(resolved)
        check_observed(resolved.tree, scenario)
        return scenario

    return _read


Reading = Callable[[Written | None], Scenario]


def test_values_are_in_the_unit_of_their_measure(read: Reading) -> None:
    span = Span.of(
        read(
            {
                "wait_mean": "0.3 h",
                "queueing_mean": "30 min",
                "on_time_rate": "99.1 %",
                "visits": 90,
            }
        )
    )
    assert span is not None
    seen = {str(each.key): (each.value, each.days) for each in span.observations}
    assert seen == {
        "wait_mean": (pytest.approx(18), 1),
        "queueing_mean": (0.5, 1),
        "on_time_rate": (0.991, 1),
        "visits": (90, 1),
    }


def test_a_count_may_be_that_of_a_working_day(read: Reading) -> None:
    scenario = read({"visits": "14 per working day", "from": "2021-03-01", "to": "2021-03-07"})
    span = Span.of(scenario)
    assert span is not None
    (visits,) = span.observations
    assert (visits.value, visits.days, visits.is_rate) == (14, 5, True)
    assert span.end - span.first == 7
    assert span.first == (date(2021, 3, 1) - scenario.period.first_day).days


def test_without_days_it_is_the_whole_period(read: Reading) -> None:
    scenario = read({"wait_mean": "18 min"})
    span, period = Span.of(scenario), scenario.period
    assert span is not None
    assert (span.first, span.end) == (period.warm_up_days, period.warm_up_days + period.days)


def test_a_scenario_that_says_nothing_of_it_is_what_it_was(read: Reading) -> None:
    scenario = read(None)
    assert Span.of(scenario) is None
    assert "observed" not in scenario.by_content()


@pytest.mark.parametrize(
    ("observed", "problem"),
    [
        ({"wait_men": "18 min"}, r"observed.wait_men: there is no measure .*wait_mean"),
        ({"wait_mean.mars": "18 min"}, r"observed.wait_mean.mars: there is no measure"),
        ({"wait_mean": 18}, r"observed.wait_mean: 18: a duration needs a unit"),
        ({"wait_mean": "-3 min"}, r"observed.wait_mean: -3 min: a duration must not be negative"),
        ({"on_time_rate": 99.1}, r"observed.on_time_rate: 99.1: must be at most 1"),
        ({"visits": -3}, r"observed.visits: -3: visits is never below 0"),
        ({"visits": "3 per year"}, r"observed.visits: 3 per year: is written per working day"),
        ({"visits": "3 per day"}, r"observed.visits: 3 per day: \"per day\" is ambiguous"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    read: Reading, observed: Written, problem: str
) -> None:
    with pytest.raises(ScenarioError, match=problem):
        read(observed)


def test_all_problems_are_told_at_once(read: Reading) -> None:
    with pytest.raises(ScenarioError) as raised:
        read({"wait_mean": 18, "visits": "many", "lost": 3})
    assert len(raised.value.problems) == 2
