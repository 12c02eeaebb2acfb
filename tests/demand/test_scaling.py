"""`scale_to`: one factor on volumes and enquiries, so that so many are expected a working day."""

import numpy as np
import pytest
from scipy import stats

from simulator.demand.by_weekday import expected_by_weekday
from simulator.demand.volumes import expected_numbers, scale_factor, visits_and_dossiers
from simulator.studies import run

HALF_SATURDAY = {
    "country": "none",
    "hours": {"mon-fri": ["08:00-17:00"], "sat": ["08:00-12:00"]},
}
ENQUIRIES = {
    "volume": "12 per working day",
    "takes": {"constant": "3 min"},
    "fields": {"land": 1.0},
}
LOOPS = {
    "channels": {"counter": 0.7, "online": 0.2, "post": 0.1},
    "bundle": {1: 0.8, 3: 0.2},
    "incomplete": 0.2,
    "supplement": {"chance": 0.3, "never": 0.1},
}


@pytest.fixture
def a_working_day(scenario, transfer):
    """Visits and dossiers expected per working day, with a key of `demand` set."""

    def build(keys=LOOPS, **demand):
        demand = {"enquiries": ENQUIRIES, **demand}
        made = scenario(procedures={"transfer": transfer(**keys)}, demand=demand)
        visits, dossiers = visits_and_dossiers(made, expected_numbers(made))
        return visits.sum() / 20, dossiers.sum() / 20

    return build


def test_visits_are_scaled_to_the_number_a_working_day(a_working_day):
    visits, dossiers = a_working_day(scale_to={"visits": "120 per working day"})
    assert visits == pytest.approx(120)
    before = a_working_day()
    assert dossiers / before[1] == pytest.approx(120 / before[0])


def test_dossiers_are_those_of_all_channels(a_working_day):
    assert a_working_day(scale_to={"dossiers": "50 per working day"})[1] == pytest.approx(50)


def test_growth_acts_after_it(a_working_day):
    scaled = a_working_day(scale_to={"visits": "120 per working day"}, growth=1.5)
    assert scaled[0] == pytest.approx(180)


def test_surges_are_not_counted(a_working_day):
    # The last weekend goes with the Monday after it.
    surge = {"from": "2021-01-04", "to": "2021-02-01", "factor": 1.5}
    scaled = a_working_day(scale_to={"visits": "120 per working day"}, surges=[surge])
    assert scaled[0] == pytest.approx(180)


def test_a_saturday_is_no_working_day_but_brings_its_share(scenario, transfer):
    made = scenario(
        calendar=HALF_SATURDAY,
        procedures={"transfer": transfer()},
        demand={"scale_to": {"dossiers": "60 per working day"}},
    )
    numbers = expected_numbers(made).sum(axis=(0, 1))
    assert numbers[:7] == pytest.approx([50] * 6 + [0])


def test_visits_by_their_kinds(scenario, transfer):
    made = scenario(
        procedures={"transfer": transfer(**LOOPS)}, citizens={"collects": {"counter": 1.0}}
    )
    by_channel = np.eye(3)[None]  # one case each
    visits, dossiers = visits_and_dossiers(made, by_channel)
    brought, goes_on = 0.3 * 0.9, 1 - 0.3 * 0.1
    at_counter = 1 + 1.4 * (0.2 / 0.8 + brought + goes_on)  # filed, again, supplement, collected
    assert visits[0] == pytest.approx([at_counter, 1.4 * goes_on, 1.4 * goes_on])
    assert dossiers[0] == pytest.approx([1.4, 1.4, 1.4])


@pytest.mark.parametrize(
    ("keys", "visits"),
    [
        ({"on_the_spot": True}, 1),  # the citizen stays until the result
        ({"steps": {"receive": {"constant": "5 min"}}}, 1),
        ({"steps": {"return": {"constant": "5 min"}}}, 1),
        ({"steps": {"appraise": {"constant": "5 min"}}}, 0),
        ({"on_the_spot": True, "back_office": "headquarters"}, 2),
    ],
)
def test_visits_of_a_flow(scenario, transfer, keys, visits):
    courier = {"to_headquarters": ["10:00"], "to_center": ["11:00"], "trip": "30 min"}
    made = scenario(procedures={"transfer": transfer(**keys)}, courier=courier)
    assert visits_and_dossiers(made, np.eye(3)[None])[0][0, 0] == pytest.approx(visits)


def test_without_the_key_nothing_is_scaled(scenario):
    assert scale_factor(scenario()) == 1.0


def test_a_period_without_anything_to_scale_is_refused(scenario):
    weekend = {"from": "2021-01-09", "to": "2021-01-10"}
    made = scenario(period=weekend, demand={"scale_to": {"visits": "120 per working day"}})
    with pytest.raises(ValueError, match="nothing comes on a working day"):
        scale_factor(made)


def test_each_weekday_is_told_what_it_gets(prepared, transfer):
    compiled = prepared(
        calendar=HALF_SATURDAY,
        procedures={"transfer": transfer(volume="60 per working day", bundle={2: 1.0})},
    )
    expected = expected_by_weekday(compiled)
    assert [row.weekday for row in expected.weekdays] == ["mon", "tue", "wed", "thu", "fri", "sat"]
    year = 60 * 261 / 313  # of the year's working days, over its open days
    assert [row.dossiers for row in expected.weekdays] == pytest.approx([year] * 6)
    assert [row.visits for row in expected.weekdays] == pytest.approx([year / 2] * 6)
    assert (expected.working_days, expected.scale) == (20, 1.0)
    assert expected.visits == pytest.approx(expected.filing_visits + expected.dossiers)


def test_a_closed_weekday_is_told_what_is_filed_online_then(prepared, transfer):
    channels = {"counter": 0.5, "online": 0.5}
    compiled = prepared(procedures={"transfer": transfer(channels=channels)})
    expected = expected_by_weekday(compiled)
    year = 20  # a working day of 2021 without holidays
    monday = 1 / 1.4
    assert {row.weekday: row.online for row in expected.weekdays} == pytest.approx(
        {
            "mon": year / 2 * monday,
            **dict.fromkeys(("tue", "wed", "thu", "fri"), year / 2),
            **dict.fromkeys(("sat", "sun"), year / 2 * 0.2 * monday),
        }
    )
    assert [row.visits for row in expected.weekdays] == pytest.approx([year / 2] * 5 + [0, 0])
    assert expected.online_when_closed == pytest.approx(8 * year / 2 * 0.2 * monday)
    assert expected.online == pytest.approx(sum(row.online * 4 for row in expected.weekdays))


def test_as_many_visits_come_in_a_run(scenario, transfer):
    steps = {name: {"constant": "1 min"} for name in ("receive", "appraise", "return")}
    made = scenario(
        period={"from": "2021-03-01", "to": "2021-05-30", "warm_up": "40 days"},
        procedures={"transfer": transfer(**LOOPS, steps=steps, limit="2 working days")},
        demand={"enquiries": ENQUIRIES, "scale_to": {"visits": "120 per working day"}},
        citizens={"collects": {"counter": 0.6, "post": 0.2, "online": 0.2}},
        staff={"officers": {"officers": 20, "serves": ["all/all"]}},
    )
    a_day = [each.measures["visits"] / 65 for each in run(made, replications=10, seed=1)]
    assert stats.sem(a_day) < 1
    assert abs(np.mean(a_day) - 120) < 4 * stats.sem(a_day)
