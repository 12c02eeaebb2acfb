"""What a replication needs is known before it is drawn."""

import pytest

from simulator.demand import draw_replication
from simulator.demand.draws import MAX_INDEX
from simulator.demand.size import expected_size

AWAY = {
    "courier": {"to_headquarters": ["10:00"], "to_center": ["16:30"], "trip": "30 min"},
    "seal": {"at": "headquarters"},
}
ROUTES = {
    "plain": {},
    "bundles, all channels": {
        "channels": {"counter": 0.5, "online": 0.3, "post": 0.2},
        "bundle": {1: 0.5, 3: 0.5},
    },
    "loops": {"incomplete": 0.5, "correction": 0.3, "supplement": {"chance": 0.4, "never": 0.5}},
    "on the spot": {"on_the_spot": True},
    "agencies": {"consult": [{"with": "office", "chance": 0.5, "takes": {"constant": "2 h"}}]},
    "no reception": {
        "steps": {"appraise": {"constant": "1 min"}, "return": {"constant": "1 min"}},
        "supplement": {"chance": 0.5},
    },
    "back office away": {"back_office": "headquarters", "on_the_spot": True},
}
COLLECTS = {"collects": {"counter": 0.6, "post": 0.3, "online": 0.1}}
ENQUIRIES = {
    "volume": "50 per working day",
    "takes": {"constant": "3 min"},
    "fields": {"land": 1.0},
}


@pytest.mark.parametrize("sections", [{}, AWAY], ids=["at the center", "seal away"])
@pytest.mark.parametrize("keys", ROUTES.values(), ids=ROUTES.keys())
def test_the_operations_that_are_expected_are_those_that_are_drawn(
    prepared, transfer, keys, sections
):
    courier = {"courier": AWAY["courier"]} | sections
    compiled = prepared(
        procedures={"transfer": transfer(volume="400 per working day", **keys)},
        citizens=COLLECTS,
        demand={"enquiries": ENQUIRIES},
        **courier,
    )
    workload, _roster = draw_replication(compiled, seed=1, replication=0)
    size = expected_size(compiled.scenario)
    assert size.operations == pytest.approx(len(workload.ops.kind), rel=0.03)
    assert size.jobs == pytest.approx(len(workload.jobs.kind), rel=0.03)


def test_memory_grows_with_operations_jobs_retries_and_officers(scenario, transfer):
    def memory(volume="400 per working day", **sections):
        procedures = {"transfer": transfer(volume=volume)}
        return expected_size(scenario(procedures=procedures, **sections)).memory

    assert memory("800 per working day") > memory() + 8000 * 5 * 80
    assert memory(citizens={"retries": 100}) > memory() + 8000 * 97 * 2
    many = {"officers": {"officers": 1000, "serves": ["all/all"]}}
    assert memory(staff=many) > memory() + 1000 * 28 * 5 * 25


def test_more_on_a_day_than_there_are_random_numbers_for_is_refused_with_the_day(
    scenario, transfer
):
    one_day = {"from": "2021-01-04", "to": "2021-01-04"}
    procedures = {"transfer": transfer(volume="4000000 per working day")}
    with pytest.raises(ValueError, match=r"\.volume: about 4000000 visits and filings"):
        expected_size(scenario(period=one_day, procedures=procedures))


@pytest.mark.parametrize(("cv", "fits"), [(0, True), (0.1, True), (0.5, False), (2, False)])
def test_the_busiest_day_by_chance_counts_too(scenario, transfer, cv, fits):
    sections = {
        "period": {"from": "2021-01-04", "to": "2021-01-04"},
        "procedures": {"transfer": transfer(volume="500000 per working day")},
        "demand": {"day_cv": cv},
    }
    if fits:
        assert expected_size(scenario(**sections)).jobs > MAX_INDEX // 4096 / 2
    else:
        with pytest.raises(ValueError, match="more than can be drawn for one day"):
            expected_size(scenario(**sections))


def test_the_simpy_model_takes_more_and_little_for_a_month_of_a_year(scenario):
    year = expected_size(scenario(period={"from": "2021-01-04", "to": "2022-01-03"}))
    assert year.memory_in_simpy > 3 * year.memory
    month = expected_size(scenario())
    assert month.memory_in_simpy == month.memory
