"""What a scenario may ask for beside the five steps: supplements, corrections, enquiries, priority,
patience, and a back office at headquarters."""

import numpy as np
import pytest
from scipy import stats

from simulator.demand import draw_replication
from simulator.demand.timetable import ALWAYS
from simulator.demand.workload import DAY, FAR, NONE, JobFlag, JobKind, OpFlag
from tests.demand.test_routes import (
    APPRAISE,
    APPROVE,
    COUNTER,
    COURIER,
    DELAY,
    MINUTE,
    ONLINE,
    RECEIVE,
    SEAL,
    SERVE,
    VISIT,
    routes_of,
)

TO_HEADQUARTERS, TO_CENTER = 0, 1
COMES_BACK = {"comes_back": {"constant": "60 h"}}  # three days, rounded up


@pytest.fixture
def draw(prepared, transfer):
    """Draws a workload of one procedure, from its keys and other sections."""

    def build(seed=1, sections=None, **keys):
        compiled = prepared(procedures={"transfer": transfer(**keys)}, **(sections or {}))
        return draw_replication(compiled, seed=seed, replication=0)[0]

    return build


def dossiers_of(workload):
    return [route for route in routes_of(workload) if route.kind is JobKind.DOSSIER]


def is_about(count, total, chance):
    return stats.binomtest(count, total, chance).pvalue > 1e-3


ASKING = {
    "volume": "60 per working day",
    "takes": {"constant": "3 min"},
    "fields": {"land": 0.25, "justice": 0.75},
}

PATIENT = {
    "citizens": {
        "patience": {"exponential": {"mean": "20 min"}},
        "comes_back": {"lognormal": {"mean": "3 days", "cv": 1.0}},
        "collects": {"counter": 1.0},
    }
}


class TestSupplement:
    def test_it_is_asked_for_once_brought_received_and_appraised_again(self, draw):
        sections = {"citizens": COMES_BACK}
        workload = draw(sections=sections, channels=COUNTER, supplement={"chance": 1.0})
        for route in dossiers_of(workload):
            assert route.ops[:4] == [
                (SERVE, APPRAISE, 50 * MINUTE),
                (VISIT, NONE, 3),
                (SERVE, RECEIVE, 10 * MINUTE),
                (SERVE, APPRAISE, 50 * MINUTE),
            ]
            assert route.stops[4:6] == [(SERVE, APPROVE), (SERVE, SEAL)]
            assert route.op_flags[0] == OpFlag.HALTS_CLOCK
            assert route.op_flags[2] == (OpFlag.IN_PERSON | OpFlag.STARTS_CLOCK | OpFlag.SUPPLEMENT)
            assert route.op_flags[3] == OpFlag(0)
            assert JobFlag.ACCEPTED in route.flags

    def test_papers_send_it_and_no_citizen_comes(self, draw):
        sections = {"citizens": COMES_BACK}
        workload = draw(sections=sections, channels=ONLINE, supplement={"chance": 1.0})
        for route in dossiers_of(workload):
            assert route.ops[1:5] == [
                (SERVE, APPRAISE, 50 * MINUTE),
                (DELAY, ALWAYS, 3 * DAY),
                (SERVE, RECEIVE, 10 * MINUTE),
                (SERVE, APPRAISE, 50 * MINUTE),
            ]
            assert route.op_flags[3] == OpFlag.STARTS_CLOCK

    def test_it_is_received_in_a_time_of_its_own(self, draw):
        steps = {"receive": {"exponential": {"mean": "1 h"}}, "appraise": {"constant": "9 min"}}
        workload = draw(channels=ONLINE, steps=steps, supplement={"chance": 1.0})
        for route in dossiers_of(workload):
            first, again = (takes for _, where, takes in route.ops if where == RECEIVE)
            assert first != again

    def test_a_flow_without_reception_waits_for_it_and_goes_on(self, draw):
        steps = {"appraise": {"constant": "50 min"}, "approve": {"constant": "4 min"}}
        sections = {"citizens": COMES_BACK}
        workload = draw(sections=sections, steps=steps, supplement={"chance": 1.0})
        for route in dossiers_of(workload):
            assert route.stops[:3] == [(SERVE, APPRAISE), (DELAY, ALWAYS), (SERVE, APPRAISE)]
            assert route.op_flags[1] == OpFlag.STARTS_CLOCK

    def test_never_brought_ends_the_route_after_the_drawn_days(self, draw):
        sections = {"citizens": COMES_BACK}
        workload = draw(
            sections=sections, channels=COUNTER, supplement={"chance": 1.0, "never": 1.0}
        )
        for route in dossiers_of(workload):
            assert route.ops == [(SERVE, APPRAISE, 50 * MINUTE), (DELAY, ALWAYS, 3 * DAY)]
            assert route.op_flags[0] == OpFlag.HALTS_CLOCK
            assert OpFlag.RETURNS in route.op_flags[1]

    def test_chances_are_those_of_the_scenario(self, draw):
        workload = draw(volume="150 per working day", supplement={"chance": 0.2, "never": 0.3})
        routes = dossiers_of(workload)
        asked = sum(route.count(OpFlag.HALTS_CLOCK) for route in routes)
        never = sum(route.count(OpFlag.RETURNS) for route in routes)
        assert is_about(asked, len(routes), 0.2)
        assert is_about(never, asked, 0.3)

    def test_it_may_be_asked_for_what_was_incomplete_before(self, draw):
        workload = draw(volume="150 per working day", incomplete=0.5, supplement={"chance": 0.5})
        routes = dossiers_of(workload)
        incomplete = [route.stops[:2] == [(VISIT, NONE), (SERVE, RECEIVE)] for route in routes]
        asked = [route.count(OpFlag.HALTS_CLOCK) for route in routes]
        assert abs(np.corrcoef(incomplete, asked)[0, 1]) < 0.08


class TestCorrection:
    def test_it_goes_back_to_appraisal_and_approval_once(self, draw):
        for route in dossiers_of(draw(channels=COUNTER, correction=1.0)):
            assert route.stops[:5] == [
                (SERVE, APPRAISE), (SERVE, APPROVE), (SERVE, APPRAISE), (SERVE, APPROVE),
                (SERVE, SEAL),
            ]  # fmt: skip

    def test_its_chance_is_that_of_the_scenario(self, draw):
        routes = dossiers_of(draw(volume="150 per working day", correction=0.04))
        corrected = sum(route.stops.count((SERVE, APPROVE)) == 2 for route in routes)
        assert is_about(corrected, len(routes), 0.04)

    def test_each_appraisal_takes_a_time_of_its_own(self, draw):
        steps = {
            "appraise": {"gamma": {"mean": "50 min", "cv": 0.8}},
            "approve": {"gamma": {"mean": "4 min", "cv": 0.5}},
        }
        supplement = {"chance": 1.0}
        routes = dossiers_of(draw(steps=steps, correction=1.0, supplement=supplement))
        amounts = np.array(
            [[amount for kind, _, amount in route.ops if kind is SERVE] for route in routes]
        )
        assert amounts.shape[1] == 5  # appraised 3 times, approved twice
        correlations = np.corrcoef(amounts.T)[np.triu_indices(5, 1)]
        assert np.abs(correlations).max() < 0.25


class TestHeadquarters:
    def test_the_back_office_takes_the_courier_once_out_and_once_back(self, draw):
        for route in dossiers_of(draw(channels=COUNTER, back_office="headquarters")):
            assert route.stops[:6] == [
                (COURIER, TO_HEADQUARTERS), (SERVE, APPRAISE), (SERVE, APPROVE),
                (COURIER, TO_CENTER), (SERVE, SEAL), (VISIT, NONE),
            ]  # fmt: skip

    @pytest.mark.parametrize(("step", "place"), [("appraise", APPRAISE), ("approve", APPROVE)])
    def test_either_step_of_the_back_office_is_done_there(self, draw, step, place):
        steps = {"receive": {"constant": "9 min"}, step: {"constant": "9 min"}}
        for route in dossiers_of(draw(channels=COUNTER, back_office="headquarters", steps=steps)):
            assert route.stops == [(COURIER, TO_HEADQUARTERS), (SERVE, place), (COURIER, TO_CENTER)]

    def test_with_the_seal_there_too_it_comes_back_after_the_seal(self, draw):
        sections = {"seal": {"at": "headquarters"}}
        workload = draw(sections=sections, channels=COUNTER, back_office="headquarters")
        for route in dossiers_of(workload):
            assert route.stops[:5] == [
                (COURIER, TO_HEADQUARTERS), (SERVE, APPRAISE), (SERVE, APPROVE), (SERVE, SEAL),
                (COURIER, TO_CENTER),
            ]  # fmt: skip
            assert route.op_flags[4] == OpFlag.STOPS_CLOCK

    def test_a_supplement_never_brought_takes_no_courier_back(self, draw):
        workload = draw(back_office="headquarters", supplement={"chance": 1.0, "never": 1.0})
        for route in dossiers_of(workload):
            assert (COURIER, TO_CENTER) not in route.stops

    def test_a_flow_without_a_back_office_takes_no_courier(self, draw):
        steps = {"receive": {"constant": "9 min"}, "seal": {"constant": "2 min"}}
        workload = draw(back_office="headquarters", steps=steps)
        assert COURIER not in workload.ops.kind

    @pytest.mark.parametrize(
        ("sections", "office"),
        [({"seal": {"at": "headquarters"}}, "center"), ({}, "headquarters")],
    )
    def test_nobody_waits_on_the_spot_for_what_is_done_there(self, draw, sections, office):
        workload = draw(sections=sections, channels=COUNTER, on_the_spot=True, back_office=office)
        assert not (workload.ops.flags & OpFlag.IF_GONE).any()
        assert (VISIT, NONE) in dossiers_of(workload)[0].stops


class TestEnquiries:
    def test_they_are_visits_that_bring_nothing(self, prepared, transfer):
        procedures = {"transfer": transfer(), "birth": transfer(field="justice")}
        compiled = prepared(procedures=procedures, demand={"enquiries": ASKING})
        workload = draw_replication(compiled, seed=1, replication=0)[0]
        jobs = workload.jobs
        asks = np.flatnonzero(jobs.flags & JobFlag.ENQUIRY)
        assert (jobs.kind[asks] == JobKind.VISIT).all()
        assert not jobs.dossiers[asks].any()
        assert (jobs.procedure[asks] == NONE).all()
        ops = jobs.first_op[asks]
        assert (workload.ops.amount[ops] == 180).all()
        assert (workload.ops.flags[ops] == OpFlag.IN_PERSON).all()
        expected = 60 * 20  # working days
        assert len(asks) == pytest.approx(expected, abs=4 * np.sqrt(expected))
        land = workload.ops.where[ops] == compiled.station_row["receive", "land"]
        assert is_about(int(land.sum()), len(asks), 0.25)

    def test_they_change_nothing_of_the_dossiers(self, prepared):
        fields = {"land": 1.0}
        compiled = prepared(demand={"enquiries": {**ASKING, "fields": fields}})
        asked = draw_replication(compiled, seed=1, replication=0)[0]
        alone = draw_replication(prepared(), seed=1, replication=0)[0]
        brought = [
            (route.begin, route.ops)
            for route in routes_of(asked)
            if JobFlag.ENQUIRY not in route.flags
        ]
        assert brought == [(route.begin, route.ops) for route in routes_of(alone)]


class TestPriority:
    def test_visits_and_their_dossiers_have_it_with_its_chance(self, draw):
        sections = {"citizens": {"priority": {"elderly": 0.15, "disabled": 0.05}}}
        jobs = draw(sections=sections, channels=COUNTER, volume="150 per working day").jobs
        has = (jobs.flags & JobFlag.PRIORITY) != 0
        visits = jobs.kind == JobKind.VISIT
        assert is_about(int(has[visits].sum()), int(visits.sum()), 0.2)
        assert (has[~visits] == has[visits]).all()  # one dossier a visit, right after it

    def test_nobody_has_it_unless_the_scenario_says_so(self, draw):
        assert not (draw().jobs.flags & JobFlag.PRIORITY).any()


class TestPatience:
    def test_without_it_nobody_ever_leaves(self, draw):
        assert (draw().trips.patience == FAR).all()

    def test_it_has_the_distribution_asked_for(self, draw):
        patience = draw(sections=PATIENT, volume="150 per working day").trips.patience
        assert patience.mean() == pytest.approx(1_200, rel=0.05)
        assert stats.kstest(patience / 1_200, "expon").pvalue > 1e-3

    def test_each_service_has_its_own(self, draw):
        workload = draw(
            sections=PATIENT,
            channels=COUNTER,
            supplement={"chance": 1.0},
            volume="150 per working day",
        )
        rows = workload.ops.trips[workload.ops.trips != NONE].reshape(-1, 3)
        patience = workload.trips.patience[rows]  # at reception, with the supplement, at the return
        back = workload.trips.comes_back[rows]
        for drawn in (patience, back):
            assert np.abs(np.corrcoef(drawn.T)[np.triu_indices(3, 1)]).max() < 0.06
        assert abs(np.corrcoef(patience.ravel(), back.ravel())[0, 1]) < 0.06

    def test_so_has_each_reception_of_a_dossier(self, draw):
        workload = draw(sections=PATIENT, channels=COUNTER, incomplete=0.9)
        patience = workload.trips.patience[workload.ops.trips[workload.ops.trips != NONE]]
        assert (np.diff(patience) == 0).mean() < 0.01

    def test_who_leaves_comes_back_after_whole_days_rounded_up(self, draw):
        days = draw(sections=PATIENT, volume="150 per working day").trips.comes_back
        assert days.min() >= 1
        assert days.mean() == pytest.approx(3.5, abs=0.25)

    def test_it_changes_nothing_else(self, draw):
        with_it, without = (
            draw(sections=PATIENT),
            draw(sections={"citizens": {**PATIENT["citizens"], "patience": "none"}}),
        )
        assert routes_of(with_it) == routes_of(without)
        assert with_it.trips.uniform.tolist() == without.trips.uniform.tolist()
