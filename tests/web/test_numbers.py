"""The desk's numbers are those of the commands, with the same seed and replications."""

from datetime import date
from functools import partial

import numpy as np
import pytest

from simulator import compare, draw, load_scenario, run, serve
from simulator.demand.workload import DAY, NONE
from simulator.measures import MeasureKey
from simulator.records import log_of
from simulator.records.tickets import Ending
from simulator.reports.comparison.telling import own_mean
from simulator.reports.differences import difference_text
from simulator.reports.figures import difference_unit, number
from simulator.reports.levers.telling import Telling
from simulator.scenario import read_resolved
from simulator.studies.levers import pull_levers
from simulator.studies.sensitivity import analyse
from simulator.web import background
from simulator.web.answering import Answering
from simulator.web.background import Background
from simulator.web.day import day_of
from simulator.web.plans import DeskPlan
from simulator.web.shelf import Shelf
from tests.web.conftest import CENTER, SEED

REPLICATIONS = 2
WEEKS = "period={{from: {0}-03-01, to: {0}-03-19, warm_up: 5 days}}"
SEAL = {
    "courier.to_headquarters": "[10:00, 15:30]",
    "courier.to_center": "[11:00, 16:30]",
    "courier.trip": "30 min",
    "sources.courier": "assumption",
    "seal.at": "headquarters",
}
LONGER = {"mon-fri": ["07:30-11:30", "13:30-18:00"]}
SHIPPED = {
    "scenarios/van-don-2021.yaml": [
        {"staff.land-counter.officers": 4, "staff.seal-clerk.officers": 2},
        {"demand.growth": 1.2},
        {"calendar.hours": LONGER},
        SEAL,
    ],
    "scenarios/ward-2026.yaml": [
        {"staff.general-counter.officers": 2},
        {"demand.growth": 1.25, "procedures.birth.steps.receive": "{constant: 9 min}"},
        {"calendar.hours": LONGER | {"sat": ["07:30-12:30"]}},
        SEAL,
    ],
}


def weeks_of(file):
    return [WEEKS.format(file.split("-")[-1].removesuffix(".yaml"))]


def never():
    return False


@pytest.fixture(scope="module", params=SHIPPED)
def both(request):
    """A shipped scenario at the desk with plans that move it, and what `compare` says of them."""
    file, plans = request.param, SHIPPED[request.param]
    period = weeks_of(file)
    today = DeskPlan.of(read_resolved(file, overrides=period))
    typed = [[f"{path}={flow(value)}" for path, value in each.items()] for each in ({}, *plans)]
    scenarios = [load_scenario(file, overrides=[*period, *each]) for each in typed]
    found = compared_of({str(number): each for number, each in enumerate(scenarios)})
    return today, [today.changed(each) for each in plans], found, scenarios


def compared_of(scenarios):
    return compare(scenarios, replications=REPLICATIONS, seed=SEED)


def flow(value):
    return str(value).replace("'", "")


def answered(today, plan):
    told = []
    Answering(SEED, REPLICATIONS, Shelf()).answer(today, plan, told.append, never)
    (name, last), done = told[-2:]
    assert (name, done[0]) == ("answer", "done")
    return last


def test_an_answer_has_the_numbers_of_compare(both):
    today, plans, _found, (base, *changed) = both
    for plan, scenario in zip(plans, changed, strict=True):
        assert plan.scenario.hash == scenario.hash
        last = answered(today, plan)
        found = compared_of({"today": base, "plan": scenario})
        (pair,) = found.by_pair().values()
        assert [(each["today"], each["plan"], each["text"]) for each in last["measures"]] == [
            (
                own_mean(found, each.first, each).text,
                own_mean(found, each.second, each).text,
                difference_text(each.measure.entry, each.estimate),
            )
            for each in pair
        ]


def test_compare_has_the_numbers_of_run(both):
    _today, _plans, found, scenarios = both
    for result, scenario in zip(found.results, scenarios, strict=True):
        waits = [
            each.measures["wait_mean"]
            for each in run(scenario, replications=REPLICATIONS, seed=SEED)
        ]
        assert result["wait_mean"].mean == pytest.approx(np.mean(waits), rel=1e-12)


def test_plans_kept_have_the_numbers_of_compare(both):
    today, plans, found, _scenarios = both
    table = Answering(SEED, REPLICATIONS, Shelf()).table(
        today, [(plan, str(number)) for number, plan in enumerate(plans)], never
    )
    pairs = zip(*(found.by_pair()["0", str(each + 1)] for each in range(len(plans))), strict=True)
    assert [row["cells"] for row in table["rows"]] == [
        [own_mean(found, each[0].first, each[0]).text]
        + [own_mean(found, one.second, one).text for one in each]
        for each in pairs
    ]


def test_a_day_has_the_tickets_of_the_first_replication(both):
    today, plans, _found, scenarios = both
    for plan, scenario in zip(plans[:2], scenarios[1:], strict=False):
        day = day_of(today, plan, seed=SEED, which="worst")
        for side, one in (("today", scenarios[0]), ("plan", scenario)):
            workload, roster = draw(one, seed=SEED)
            steps = "receive", "return"
            outcome = serve(workload, roster)
            log = log_of(one, workload, roster, outcome, steps=steps, is_outside=True)
            begin = (date.fromisoformat(day["date"]) - log.first_day).days * DAY
            own = (log.taken >= begin) & (log.taken < begin + DAY) & (log.called != NONE)
            own &= log.ending == Ending.SERVED
            rows = np.column_stack([log.taken, log.called, log.finished])[own] - begin
            seen = [each[1:4] for each in day[side]["citizens"] if each[4] == 0]
            assert sorted(seen) == sorted(rows.tolist())


def test_costs_are_those_of_the_scenario():
    today = DeskPlan.of(read_resolved("tests/web/center.yaml"))
    cost = answered(today, today.changed({"staff.land-counter.officers": 3}))["cost"]
    assert cost == {
        "today": "640 million VND",
        "plan": "880 million VND",
        "difference": "240 million VND",
    }


def told_by(work):
    told = []
    work(told.append, never)
    return told[-2][1]


def test_what_helps_is_that_of_sensitivity(monkeypatch):
    monkeypatch.setattr(background, "REPLICATIONS", 2)
    monkeypatch.setattr(background, "ALL_REPLICATIONS", 3)
    today = DeskPlan.of(read_resolved(CENTER))
    last = told_by(partial(Background(today, SEED).ranking, today=today))
    found = pull_levers(CENTER, replications=3, seed=SEED)
    telling = Telling(found)
    assert last["replications"] == 3
    assert [(each["label"], each["gain"], each["worse"]) for each in last["levers"]] == [
        (
            telling.name(each),
            "; ".join(telling.words.verdict(one.measure, one.estimate) for one in each.gained),
            telling.worse(each),
        )
        for each in found.helping[: background.SHOWN]
    ]


def test_what_decides_is_that_of_sensitivity():
    today = DeskPlan.of(read_resolved(CENTER))
    last = told_by(Background(today, SEED).assumptions)
    found = analyse(
        CENTER, measures=["wait_mean"], replications=background.REPLICATIONS, runs=10, seed=SEED
    )
    assert last["replications"] == background.REPLICATIONS
    bars = [bar for bar in found.tornadoes[0].bars if bar.reach]
    assert len(bars) == len(found.mattering)  # All of as many replications.
    assert [each["effect"] for each in last["assumptions"]] == [
        "Mean wait: " + " / ".join(minutes(effect.value) for effect in bar.effects) for bar in bars
    ]


def minutes(value):
    return number(value, difference_unit(MeasureKey("wait_mean").entry.quantity)).replace("-", "−")
