import numpy as np
import pytest
from scipy import stats

from simulator.demand import draw_replication
from simulator.demand.offered_load import offered_load
from simulator.demand.workload import OpKind

MINUTE = 60
MONDAY, SATURDAY, NEXT_MONDAY = 0, 5, 7


def all_work(prepared):
    """Work of both kinds, with citizens and without. Shape (stations, days)."""
    return offered_load(prepared).sum(axis=0)


@pytest.fixture
def load(prepared, transfer):
    """Minutes of work offered on the first Monday by step, from the keys of a procedure."""

    def build(sections=None, **keys):
        compiled = prepared(procedures={"transfer": transfer(**keys)}, **(sections or {}))
        minutes = all_work(compiled)[:, MONDAY] / MINUTE
        return {step: minutes[row] for (step, _), row in compiled.station_row.items()}

    return build


def test_each_dossier_offers_its_work_to_each_step(load):
    assert load() == pytest.approx(
        {"receive": 200, "appraise": 1_000, "approve": 80, "seal": 40, "return": 100}
    )


def test_a_visit_offers_the_work_of_all_its_dossiers(load):
    assert load(bundle={1: 0.5, 9: 0.5}) == pytest.approx(load())


def test_each_reception_takes_its_time_and_the_other_steps_come_once(load):
    assert load(incomplete=0.2) == pytest.approx({**load(), "receive": 200 / 0.8})


def test_a_supplement_is_received_and_all_is_appraised_again_but_what_is_never_brought(load):
    asked = load(supplement={"chance": 0.5, "never": 0.4})
    # Of 20 dossiers 10 are asked, 6 bring it and 4 never do: 16 go on.
    assert asked == pytest.approx(
        {
            "receive": 10 * (20 + 6),
            "appraise": 50 * (20 + 6),
            "approve": 4 * 16,
            "seal": 2 * 16,
            "return": 5 * 16,
        }
    )


def test_a_correction_is_appraised_and_approved_again(load):
    corrected = load(correction=0.5)
    assert corrected == pytest.approx({**load(), "appraise": 50 * 30, "approve": 4 * 30})


def test_enquiries_are_asked_at_reception(load):
    asking = {
        "volume": "60 per working day",
        "takes": {"constant": "3 min"},
        "fields": {"land": 1.0},
    }
    asked = load({"demand": {"enquiries": asking}})
    assert asked == pytest.approx({**load(), "receive": 200 + 180})


def test_a_surge_offers_more_work(load):
    surge = {"from": "2021-01-04", "to": "2021-01-04", "factor": 1.5}
    surged = load({"demand": {"surges": [surge]}})
    assert surged == pytest.approx({step: 1.5 * work for step, work in load().items()})


@pytest.mark.parametrize("where", [{"back_office": "headquarters"}, {"back_office": "center"}])
def test_where_the_back_office_is_makes_no_work(load, where):
    assert load(**where) == pytest.approx(load())


def test_work_is_the_mean_of_its_distribution(load):
    steps = {"appraise": {"lognormal": {"mean": "55 min", "cv": 0.9}}}
    assert load(steps=steps) == pytest.approx({"appraise": 20 * 55})


def test_papers_offer_the_same_work_as_citizens(load):
    thirds = {"counter": 0.5, "online": 0.0, "post": 0.5}
    assert load(channels=thirds) == pytest.approx(load())


def test_online_filings_of_a_weekend_offer_work_then(prepared, transfer):
    compiled = prepared(procedures={"transfer": transfer(channels={"online": 1.0})})
    work = all_work(compiled)
    assert work.shape == (5, 28)
    assert work[:, SATURDAY] == pytest.approx(0.2 * work[:, NEXT_MONDAY])
    weekend = work[:, SATURDAY : NEXT_MONDAY + 1]
    assert weekend.sum() == pytest.approx(20 * 71 * MINUTE)  # what the Monday brings


def test_results_returned_online_are_no_work(load):
    citizens = {"collects": {"counter": 0.5, "post": 0.2, "online": 0.3}}
    assert load({"citizens": citizens}) == pytest.approx({**load(), "return": 70})


def test_who_waits_on_the_spot_always_takes_the_result_at_the_counter(load):
    sections = {"citizens": {"collects": {"online": 1.0}}}
    channels = {"counter": 0.4, "post": 0.6}
    assert load(sections, channels=channels)["return"] == 0
    assert load(sections, channels=channels, on_the_spot=True)["return"] == pytest.approx(40)


def test_stations_are_shared_by_the_procedures_of_a_field(prepared, transfer):
    steps = {"receive": {"constant": "3 min"}}
    compiled = prepared(
        procedures={
            "transfer": transfer(),
            "inheritance": transfer(volume="10 per working day", steps=steps),
            "birth": transfer(field="justice", steps=steps),
        }
    )
    minutes = all_work(compiled)[:, MONDAY] / MINUTE
    assert minutes[compiled.station_row["receive", "land"]] == pytest.approx(200 + 30)
    assert minutes[compiled.station_row["receive", "justice"]] == pytest.approx(60)


def test_only_the_reported_days_count(prepared):
    whole = all_work(prepared(period={"from": "2021-01-04", "to": "2021-01-31"}))
    period = {"from": "2021-01-18", "to": "2021-01-31", "warm_up": "14 days"}
    assert all_work(prepared(period=period)) == pytest.approx(whole[:, 14:])


EVERYTHING = {
    "demand": {
        "months": {"jan": 1.3},
        "day_cv": 0.2,
        "surges": [{"from": "2021-01-11", "to": "2021-01-15", "factor": 1.5, "fields": ["land"]}],
        "enquiries": {
            "volume": "15 per working day",
            "takes": {"gamma": {"mean": "3 min", "cv": 0.8}},
            "fields": {"land": 0.5, "justice": 0.5},
        },
    },
    "citizens": {
        "collects": {"counter": 0.5, "post": 0.2, "online": 0.3},
        "patience": {"exponential": {"mean": "20 min"}},
        "priority": {"elderly": 0.1},
    },
    "seal": {"at": "headquarters"},
}
"""Sections with all that changes what work there is, or should not."""


def test_the_drawn_work_is_the_offered_load_on_average(prepared, transfer):
    steps = ("receive", "appraise", "approve", "seal", "return")
    gamma = {step: {"gamma": {"mean": "8 min", "cv": 0.7}} for step in steps}
    without_seal = {step: gamma[step] for step in steps if step != "seal"}
    compiled = prepared(
        **EVERYTHING,
        procedures={
            "transfer": transfer(
                channels={"counter": 0.6, "online": 0.3, "post": 0.1},
                bundle={1: 0.6, 5: 0.4},
                incomplete=0.25,
                supplement={"chance": 0.3, "never": 0.4},
                correction=0.2,
                steps=gamma,
            ),
            "birth": transfer(
                field="justice",
                on_the_spot=True,
                incomplete=0.1,
                supplement={"chance": 0.2, "never": 0.5},
                steps=without_seal,
            ),
            "licence": transfer(
                field="justice",
                on_the_spot=True,
                back_office="headquarters",
                correction=0.3,
                steps=without_seal,
            ),
        },
    )
    expected = all_work(compiled).sum(axis=1)
    drawn = []
    for replication in range(60):
        workload, _ = draw_replication(compiled, seed=1, replication=replication)
        served = workload.ops.kind == OpKind.SERVE
        drawn.append(
            np.bincount(
                workload.ops.where[served],
                weights=workload.ops.amount[served],
                minlength=len(expected),
            )
        )
    test = stats.ttest_1samp(drawn, expected)
    assert test.pvalue.min() > 1e-3
    assert (stats.sem(drawn) < 0.03 * expected).all()  # sharp enough to see a slip
