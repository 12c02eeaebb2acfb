from dataclasses import dataclass

import numpy as np
import pytest
from scipy import stats

from simulator.demand import Workload, draw_replication, laying_out
from simulator.demand.timetable import ALWAYS
from simulator.demand.workload import (
    DAY,
    FAR,
    NONE,
    Channel,
    JobFlag,
    JobKind,
    OpFlag,
    OpKind,
    same_arrays,
)

MINUTE = 60
RECEIVE, APPRAISE, APPROVE, SEAL, RETURN = range(5)
SERVE, DELAY, VISIT, COURIER = OpKind.SERVE, OpKind.DELAY, OpKind.VISIT, OpKind.COURIER
CLOCK = OpFlag.STARTS_CLOCK | OpFlag.STOPS_CLOCK
COUNTER, ONLINE, POST = {"counter": 1.0}, {"online": 1.0}, {"post": 1.0}


@dataclass
class Route:
    """One job of a workload, its operations as (kind, step or `where`, amount) and their flags."""

    kind: JobKind
    flags: JobFlag
    begin: int
    ops: list[tuple[OpKind, int, int]]
    op_flags: list[OpFlag]

    @property
    def stops(self):
        """What happens, without how long it takes."""
        return [(kind, where) for kind, where, _ in self.ops]

    def count(self, flag):
        return sum(flag in flags for flags in self.op_flags)


def routes_of(workload: Workload) -> list[Route]:
    jobs, ops = workload.jobs, workload.ops
    routes = []
    for job, first in enumerate(jobs.first_op[:-1]):
        rows = range(first, jobs.first_op[job + 1])
        where = [
            int(workload.stations.step[ops.where[row]])
            if ops.kind[row] == SERVE
            else ops.where[row]
            for row in rows
        ]
        routes.append(
            Route(
                kind=JobKind(jobs.kind[job]),
                flags=JobFlag(int(jobs.flags[job])),
                begin=int(jobs.begin[job]),
                ops=[
                    (OpKind(ops.kind[row]), int(place), int(ops.amount[row]))
                    for row, place in zip(rows, where, strict=True)
                ],
                op_flags=[OpFlag(int(ops.flags[row])) for row in rows],
            )
        )
    return routes


@pytest.fixture
def draw(prepared, transfer):
    """Draws a workload of one procedure, from its keys and other sections."""

    def build(seed=1, sections=None, **keys):
        compiled = prepared(procedures={"transfer": transfer(**keys)}, **(sections or {}))
        return draw_replication(compiled, seed=seed, replication=0)[0]

    return build


@pytest.fixture
def dossier_of(draw):
    """The route that all dossiers of a procedure without chance have."""

    def build(**keys):
        dossiers = [r for r in routes_of(draw(**keys)) if r.kind is JobKind.DOSSIER]
        assert len(dossiers) > 100
        assert all(route.stops == dossiers[0].stops for route in dossiers)
        assert all(route.op_flags == dossiers[0].op_flags for route in dossiers)
        return dossiers[0]

    return build


def test_a_citizen_is_received_once_for_all_dossiers_of_the_visit(draw):
    workload = draw(bundle={3: 1.0})
    visits = [route for route in routes_of(workload) if route.kind is JobKind.VISIT]
    assert all(visit.ops == [(SERVE, RECEIVE, 3 * 10 * MINUTE)] for visit in visits)
    assert all(visit.op_flags == [OpFlag.IN_PERSON] for visit in visits)
    assert set(workload.jobs.dossiers[workload.jobs.kind == JobKind.VISIT]) == {3}


def test_the_work_of_a_visit_is_the_sum_over_its_dossiers(draw):
    # The receptions of one and of many dossiers have the same addresses, dossier by dossier.
    gamma = {"receive": {"gamma": {"mean": "10 min", "cv": 0.8}}}
    amounts = draw(bundle={200: 1.0}, steps=gamma, volume="4000 per working day").ops.amount
    mean, sd = 200 * 600, np.sqrt(200) * 480
    assert len(amounts) > 300
    assert amounts.mean() == pytest.approx(mean, abs=5 * sd / np.sqrt(len(amounts)))
    assert amounts.std() == pytest.approx(sd, rel=0.2)


def test_bundles_have_the_sizes_asked_for(draw):
    workload = draw(bundle={12: 0.05, 1: 0.85, 2: 0.10}, volume="500 per working day")
    sizes = workload.jobs.dossiers[workload.jobs.kind == JobKind.VISIT]
    counts = np.array([np.count_nonzero(sizes == size) for size in (1, 2, 12)])
    assert counts.sum() == len(sizes)
    assert stats.chisquare(counts, len(sizes) * np.array([0.85, 0.10, 0.05])).pvalue > 1e-3


def test_the_dossiers_of_a_visit_follow_it_and_begin_when_it_ends(draw):
    jobs = draw(bundle={2: 1.0}).jobs
    assert jobs.kind.reshape(-1, 3).tolist() == [[0, 1, 1]] * (len(jobs.kind) // 3)
    begin = jobs.begin.reshape(-1, 3)
    assert (begin[:, 1:] == NONE).all()
    assert (begin[:, 0] >= 0).all()


def test_jobs_are_numbered_by_arrival(draw):
    jobs = draw(channels={"counter": 0.5, "online": 0.4, "post": 0.1}, bundle={1: 0.5, 3: 0.5}).jobs
    begin = jobs.begin[jobs.begin != NONE]
    assert (np.diff(begin) >= 0).all()


def test_a_dossier_from_the_counter_goes_through_the_steps_and_is_collected(dossier_of):
    route = dossier_of(limit="10 working days")
    assert route.stops == [
        (SERVE, APPRAISE), (SERVE, APPROVE), (SERVE, SEAL), (VISIT, NONE), (SERVE, RETURN)
    ]  # fmt: skip
    assert [amount for _, _, amount in route.ops] == [3_000, 240, 120, 0, 300]
    assert route.op_flags[-1] == OpFlag.IN_PERSON


@pytest.mark.parametrize("channel", [ONLINE, POST])
def test_what_is_filed_without_a_citizen_begins_with_its_reception(dossier_of, channel):
    route = dossier_of(channels=channel)
    assert route.begin >= 0
    assert route.stops[0] == (SERVE, RECEIVE)
    assert OpFlag.IN_PERSON not in route.op_flags[0]


def test_without_a_citizen_there_are_no_visits(draw):
    workload = draw(channels={"online": 0.5, "post": 0.5})
    assert (workload.jobs.kind == JobKind.DOSSIER).all()
    assert set(workload.jobs.channel) == {Channel.ONLINE, Channel.POST}


def test_post_comes_while_the_doors_are_open_whenever_citizens_come(draw):
    clock = draw(channels=POST, sections={"demand": {"hours": {7: 1.0}}}).jobs.begin % DAY / 3_600
    assert (((clock >= 8) & (clock < 12)) | ((clock >= 13) & (clock < 17))).all()


@pytest.mark.parametrize("channel", [COUNTER, ONLINE, POST])
def test_receptions_are_geometric(draw, channel):
    chance, volume = 0.3, "400 per working day"
    workload = draw(channels=channel, incomplete=chance, volume=volume)
    again = DELAY if channel is not COUNTER else VISIT
    receptions = 1 + np.array(
        [
            sum(stop == again for stop, _ in route.stops[:-2])
            for route in routes_of(workload)
            if route.kind is JobKind.DOSSIER
        ]
    )
    n = len(receptions)
    most = 6
    counts = np.bincount(np.minimum(receptions, most), minlength=most + 1)[1:]
    law = chance ** np.arange(most) * (1 - chance)
    law[-1] = chance ** (most - 1)
    assert n > 5_000
    assert stats.chisquare(counts, n * law).pvalue > 1e-3
    sd = np.sqrt(chance) / (1 - chance)
    assert receptions.mean() == pytest.approx(1 / (1 - chance), abs=4 * sd / np.sqrt(n))


def test_who_is_sent_back_comes_again_after_whole_days_until_the_papers_are_complete(draw):
    citizens = {"comes_back": {"constant": "36 h"}}
    workload = draw(incomplete=0.5, limit="3 working days", sections={"citizens": citizens})
    routes = [route for route in routes_of(workload) if route.kind is JobKind.DOSSIER]
    sent_back = [route for route in routes if len(route.ops) > 5]
    assert sent_back
    for route in sent_back:
        receptions = (len(route.ops) - 5) // 2
        loop = [(VISIT, NONE, 2), (SERVE, RECEIVE, 10 * MINUTE)]
        assert route.ops[:-5] == loop * receptions
        flags = route.op_flags[: 2 * receptions]
        assert flags[:-1] == ([OpFlag(0), OpFlag.IN_PERSON] * receptions)[:-1]
        assert flags[-1] == OpFlag.IN_PERSON | OpFlag.STARTS_CLOCK


def test_each_reception_takes_a_time_of_its_own(draw):
    steps = {"receive": {"exponential": {"mean": "1 h"}}}
    routes = routes_of(draw(channels=ONLINE, incomplete=0.5, steps=steps))
    times = [[amount for kind, _, amount in r.ops if kind is SERVE] for r in routes]
    first, second = np.array([own[:2] for own in times if len(own) > 1]).T
    assert abs(np.corrcoef(first, second)[0, 1]) < 5 / np.sqrt(len(first))


def test_incomplete_filings_are_filed_again_after_whole_days_of_any_kind(draw):
    citizens = {"comes_back": {"constant": "36 h"}}
    workload = draw(channels=ONLINE, incomplete=0.5, sections={"citizens": citizens})
    again = [route for route in routes_of(workload) if (DELAY, ALWAYS) in route.stops]
    assert again
    for route in again:
        assert route.ops[1] == (DELAY, ALWAYS, 2 * DAY)
        assert route.stops[2] == (SERVE, RECEIVE)
        assert OpFlag.IN_PERSON not in route.op_flags[2]


def test_the_clock_of_a_complete_dossier_from_the_counter_runs_from_its_beginning(draw):
    routes = [r for r in routes_of(draw(incomplete=0.4)) if r.kind is JobKind.DOSSIER]
    complete = [route for route in routes if len(route.ops) == 5]
    assert 0 < len(complete) < len(routes)
    for route in routes:
        accepted_at_once = JobFlag.ACCEPTED in route.flags
        assert accepted_at_once == (len(route.ops) == 5)
        assert accepted_at_once != (route.count(OpFlag.STARTS_CLOCK) == 1)


FLOWS = [
    ["receive"],
    ["return"],
    ["appraise"],
    ["receive", "return"],
    ["receive", "appraise", "seal"],
    ["seal", "return"],
    ["receive", "appraise", "approve", "seal", "return"],
]


@pytest.mark.parametrize("seal", ["center", "headquarters"])
@pytest.mark.parametrize("flow", FLOWS, ids="-".join)
@pytest.mark.parametrize(
    "channel", [COUNTER, ONLINE, POST], ids=lambda channel: next(iter(channel))
)
def test_the_clock_starts_once_and_stops_once(draw, flow, channel, seal):
    workload = draw(
        channels=channel,
        incomplete=0.3 if "receive" in flow else 0.0,
        steps={step: {"constant": "5 min"} for step in flow},
        sections={
            "seal": {"at": seal},
            "courier": {"to_headquarters": ["10:00"], "to_center": ["11:00"], "trip": "30 min"},
            "citizens": {"collects": {"counter": 0.5, "post": 0.3, "online": 0.2}},
        },
    )
    routes = routes_of(workload)
    assert routes
    for route in routes:
        if route.kind is JobKind.VISIT:
            assert not route.flags
            assert not any(CLOCK & flags for flags in route.op_flags)
            continue
        assert route.count(OpFlag.STARTS_CLOCK) + (JobFlag.ACCEPTED in route.flags) == 1
        assert route.count(OpFlag.STOPS_CLOCK) + (JobFlag.READY in route.flags) == 1
        starts = [i for i, flags in enumerate(route.op_flags) if OpFlag.STARTS_CLOCK in flags]
        stops = [i for i, flags in enumerate(route.op_flags) if OpFlag.STOPS_CLOCK in flags]
        assert not (starts and stops) or starts[0] <= stops[0]
        handling = [
            place
            for place, (kind, where) in enumerate(route.stops)
            if kind is COURIER or (kind is SERVE and where != RETURN)
        ]
        assert stops == handling[-1:]


def test_a_flow_without_reception_has_no_visits_and_is_accepted_at_arrival(draw):
    workload = draw(steps={"appraise": {"constant": "5 min"}}, bundle={2: 1.0})
    assert (workload.jobs.kind == JobKind.DOSSIER).all()
    assert (workload.jobs.flags == JobFlag.ACCEPTED).all()
    begin = workload.jobs.begin.reshape(-1, 2)
    assert (begin[:, 0] == begin[:, 1]).all()


def test_agencies_are_consulted_in_turn_between_appraisal_and_approval(dossier_of):
    sections = {
        "calendars": {
            "tax": {"hours": {"mon-fri": ["08:00-11:00"]}},
            "police": {"hours": {"mon-fri": ["09:00-10:00"]}},
        }
    }
    route = dossier_of(
        consult=[
            {"with": "tax", "takes": {"constant": "14 h"}},
            {"with": "police", "takes": {"constant": "2 h"}},
        ],
        sections=sections,
    )
    assert route.ops[:4] == [
        (SERVE, APPRAISE, 50 * MINUTE),
        (DELAY, 3, 14 * 3_600),
        (DELAY, 4, 2 * 3_600),
        (SERVE, APPROVE, 4 * MINUTE),
    ]


def test_agencies_that_are_asked_at_once_are_the_same_and_begin_together(draw):
    opinion = {"chance": 0.6, "takes": {"lognormal": {"mean": "9 h", "cv": 0.8}}}
    of_procedure = {
        "steps": {"receive": {"constant": "5 min"}, "return": {"constant": "5 min"}},
        "consult": [{"with": "tax", **opinion}, {"with": "police", **opinion}],
        "sections": {
            "calendars": {
                agency: {"hours": {"mon-fri": ["08:00-11:00"]}} for agency in ("tax", "police")
            }
        },
    }
    one_by_one, at_once = (
        draw(consult_order=order, **of_procedure).ops for order in ("one-by-one", "at-once")
    )
    asked = at_once.kind == DELAY
    assert ((at_once.flags & OpFlag.TOGETHER != 0) == asked).all()
    assert not (one_by_one.flags & OpFlag.TOGETHER).any()
    assert (at_once.flags & ~OpFlag.TOGETHER).tolist() == one_by_one.flags.tolist()
    for name in ("kind", "where", "amount", "trips"):
        assert getattr(at_once, name).tolist() == getattr(one_by_one, name).tolist()


def test_an_agency_that_decides_stands_between_receive_and_return(dossier_of):
    route = dossier_of(
        steps={"receive": {"constant": "5 min"}, "return": {"constant": "5 min"}},
        consult=[{"with": "tax", "takes": {"constant": "14 h"}}],
        sections={"calendars": {"tax": {"hours": {"mon-fri": ["08:00-11:00"]}}}},
    )
    assert route.stops == [(DELAY, 3), (VISIT, NONE), (SERVE, route.stops[-1][1])]
    assert route.op_flags[0] == OpFlag.STOPS_CLOCK


def test_an_extension_is_drawn_with_its_chance_and_changes_nothing_else(draw):
    def drawn(**keys):
        return draw(volume="300 per working day", limit="5 working days", **keys)

    plain, seldom, often = (
        drawn(**keys)
        for keys in (
            {},
            {"extension": {"chance": 0.3, "by": "2 working days"}},
            {"extension": {"chance": 0.6, "by": "2 working days"}},
        )
    )
    extends = [(of.jobs.flags & JobFlag.EXTENDS) != 0 for of in (plain, seldom, often)]
    is_dossier = plain.jobs.kind == JobKind.DOSSIER
    assert not extends[0].any()
    assert not extends[2][~is_dossier].any()
    assert (extends[1] <= extends[2]).all()
    for which, chance in ((1, 0.3), (2, 0.6)):
        number, of = int(extends[which].sum()), int(is_dossier.sum())
        assert stats.binomtest(number, of, chance).pvalue > 1e-3
    for other in (seldom, often):
        assert ((other.jobs.flags & ~JobFlag.EXTENDS) == plain.jobs.flags).all()
        assert same_arrays(other.ops, plain.ops)
        assert same_arrays(other.trips, plain.trips)


def test_who_decides_is_told_of_each_procedure(draw):
    assert draw(authority="vertical").procedure_own.tolist() == [False]
    assert draw().procedure_own.tolist() == [True]


def test_an_agency_is_consulted_with_its_chance(draw):
    workload = draw(
        volume="300 per working day",
        consult=[{"with": "tax", "chance": 0.7, "takes": {"constant": "14 h"}}],
        sections={"calendars": {"tax": {"hours": {"mon-fri": ["08:00-11:00"]}}}},
    )
    dossiers = int((workload.jobs.kind == JobKind.DOSSIER).sum())
    asked = int((workload.ops.kind == DELAY).sum())
    assert stats.binomtest(asked, dossiers, 0.7).pvalue > 1e-3


def test_agencies_are_asked_apart(draw):
    opinion = {"chance": 0.5, "takes": {"exponential": {"mean": "2 h"}}}
    workload = draw(
        consult=[{"with": "tax", **opinion}, {"with": "police", **opinion}],
        sections={
            "calendars": {
                agency: {"hours": {"mon-fri": ["08:00-11:00"]}} for agency in ("tax", "police")
            }
        },
    )
    asked = [[op[1:] for op in route.ops if op[0] is DELAY] for route in routes_of(workload)]
    assert {tuple(where for where, _ in some) for some in asked} == {(), (3,), (4,), (3, 4)}
    assert all(len({takes for _, takes in some}) == len(some) for some in asked)


def test_the_courier_carries_the_dossier_to_the_seal_at_headquarters_and_back(dossier_of):
    courier = {"to_headquarters": ["10:00"], "to_center": ["11:00"], "trip": "30 min"}
    route = dossier_of(sections={"seal": {"at": "headquarters"}, "courier": courier})
    assert route.stops[1:5] == [(SERVE, APPROVE), (COURIER, 0), (SERVE, SEAL), (COURIER, 1)]
    assert [i for i, flags in enumerate(route.op_flags) if OpFlag.STOPS_CLOCK in flags] == [4]


def test_a_flow_without_the_seal_takes_no_courier(dossier_of):
    courier = {"to_headquarters": ["10:00"], "to_center": ["11:00"], "trip": "30 min"}
    route = dossier_of(
        steps={"receive": {"constant": "5 min"}, "approve": {"constant": "5 min"}},
        sections={"seal": {"at": "headquarters"}, "courier": courier},
    )
    assert route.stops == [(SERVE, APPROVE)]


@pytest.mark.parametrize(
    ("limit", "collects_on", "on_the_spot", "flag"),
    [
        ("10 working days", "slip", False, OpFlag.BY_SLIP),
        ("10 working days", "notice", False, OpFlag(0)),
        ("none", "slip", False, OpFlag(0)),
        ("none", "notice", False, OpFlag(0)),
        ("same day", "slip", True, OpFlag.IF_GONE),
        ("none", "notice", True, OpFlag.IF_GONE),
    ],
)
def test_the_result_is_collected_by_slip_by_notice_or_on_the_spot(
    dossier_of, limit, collects_on, on_the_spot, flag
):
    citizens = {"collects_on": collects_on, "collects_after": {"constant": "2 days"}}
    route = dossier_of(limit=limit, on_the_spot=on_the_spot, sections={"citizens": citizens})
    assert route.ops[-2] == (VISIT, NONE, 2)
    assert route.op_flags[-2] == flag


def test_a_result_sent_by_post_is_work_without_a_citizen(dossier_of):
    route = dossier_of(sections={"citizens": {"collects": POST}})
    assert route.stops[-2:] == [(SERVE, SEAL), (SERVE, RETURN)]
    assert OpFlag.IN_PERSON not in route.op_flags[-1]


def test_a_result_returned_online_is_no_work(dossier_of):
    assert dossier_of(sections={"citizens": {"collects": ONLINE}}).stops[-1] == (SERVE, SEAL)


def test_results_are_collected_in_the_shares_asked_for(draw):
    shares = {"counter": 0.5, "online": 0.2, "post": 0.3}
    workload = draw(volume="300 per working day", sections={"citizens": {"collects": shares}})
    dossiers = [route for route in routes_of(workload) if route.kind is JobKind.DOSSIER]
    at_counter = sum((VISIT, NONE) in route.stops for route in dossiers)
    online = sum((SERVE, RETURN) not in route.stops for route in dossiers)
    counts = np.array([at_counter, online, len(dossiers) - at_counter - online])
    expected = len(dossiers) * np.array([shares[way] for way in ("counter", "online", "post")])
    assert stats.chisquare(counts, expected).pvalue > 1e-3


def test_who_waits_on_the_spot_takes_the_result_along_whatever_others_do(draw):
    workload = draw(
        channels={"counter": 0.5, "online": 0.5},
        on_the_spot=True,
        sections={"citizens": {"collects": ONLINE}},
    )
    for route in routes_of(workload):
        if route.kind is JobKind.DOSSIER:
            from_counter = route.begin == NONE
            assert ((VISIT, NONE) in route.stops) == from_counter


def test_a_dossier_goes_its_way_whatever_those_before_it_did(prepared, transfer):
    spot = transfer(on_the_spot=True, incomplete=0.3)
    away = transfer(back_office="headquarters", supplement={"chance": 0.5, "never": 0.5})

    def routes_of_first(**procedures):
        compiled = prepared(procedures=procedures)
        workload = draw_replication(compiled, seed=1, replication=0)[0]
        jobs = zip(routes_of(workload), workload.jobs.procedure, strict=True)
        return [route for route, procedure in jobs if procedure == 0]

    assert routes_of_first(spot=spot, away=away) == routes_of_first(spot=spot)


def test_every_in_person_service_has_its_trips_and_nothing_else_has(draw):
    citizens = {"retries": 5, "collects": {"counter": 0.6, "post": 0.4}}
    workload = draw(
        channels={"counter": 0.5, "online": 0.5}, incomplete=0.3, sections={"citizens": citizens}
    )
    ops, trips = workload.ops, workload.trips
    in_person = ops.flags & OpFlag.IN_PERSON != 0
    assert (ops.kind[in_person] == SERVE).all()
    assert (ops.trips[~in_person] == NONE).all()
    assert sorted(ops.trips[in_person]) == list(range(len(trips.uniform)))
    assert trips.uniform.shape[1] == 5 + 2
    assert (trips.patience == FAR).all()


def test_each_service_has_trips_at_times_of_its_own(draw):
    uniform = draw(incomplete=0.5, volume="100 per working day").trips.uniform
    assert len(uniform) > 3_000
    assert len(np.unique(uniform, axis=0)) == len(uniform)


def test_an_in_person_service_of_a_dossier_follows_its_visit(draw):
    for route in routes_of(draw(incomplete=0.4)):
        for place, flags in enumerate(route.op_flags):
            if route.kind is JobKind.DOSSIER and OpFlag.IN_PERSON in flags:
                assert route.ops[place - 1][0] is VISIT


def test_service_times_have_the_distribution_asked_for(draw):
    workload = draw(
        volume="300 per working day",
        steps={"receive": {"constant": "1 min"}, "appraise": {"exponential": {"mean": "2 h"}}},
    )
    appraised = workload.ops.amount[workload.stations.step[workload.ops.where] == APPRAISE]
    assert stats.kstest(appraised, stats.expon(scale=7_200).cdf).pvalue > 1e-3


def test_a_day_without_anybody_has_no_jobs(draw):
    workload = draw(sections={"period": {"from": "2021-01-09", "to": "2021-01-10"}})  # a weekend
    assert len(workload.jobs.kind) == len(workload.ops.kind) == 0
    assert workload.jobs.first_op.tolist() == [0]
    assert workload.trips.uniform.shape == (0, 5)


@pytest.mark.parametrize("room", [0, 7, 100])
def test_routes_are_the_same_however_much_room_is_made_for_them(draw, monkeypatch, room):
    loops = {"incomplete": 0.8, "volume": "5 per working day", "bundle": {2: 1.0}}
    usual = draw(**loops)
    for name in ("OPERATIONS_OF_A_DOSSIER", "SERVICES_OF_A_DOSSIER"):
        monkeypatch.setattr(laying_out, name, room)
    assert same_arrays(draw(**loops), usual)


EVERYTHING = {
    "volume": "5 per working day",
    "limit": "2 working days",
    "channels": {"counter": 0.6, "online": 0.2, "post": 0.2},
    "bundle": {1: 0.5, 3: 0.5},
    "incomplete": 0.4,
    "supplement": {"chance": 0.5, "never": 0.2},
    "extension": {"chance": 0.5, "by": "1 working days"},
    "correction": 0.5,
    "consult": [
        {"with": "tax-office", "chance": 0.7, "takes": {"exponential": {"mean": "5 h"}}},
        {"with": "police", "chance": 0.7, "takes": {"constant": "2 h"}},
    ],
    "consult_order": "at-once",
    "steps": {
        step: {"gamma": {"mean": "9 min", "cv": 0.8}}
        for step in ("receive", "appraise", "approve", "seal", "return")
    },
}


@pytest.mark.parametrize(
    ("keys", "at", "collects_on"),
    [
        ({}, "center", "slip"),
        ({"back_office": "headquarters"}, "center", "notice"),
        ({"on_the_spot": True}, "headquarters", "slip"),
        ({"on_the_spot": True}, "center", "notice"),
    ],
)
def test_the_kernel_lays_out_what_its_text_does(draw, monkeypatch, keys, at, collects_on):
    sections = {
        "calendars": {"tax-office": {}, "police": {"hours": {"sat": ["08:00-12:00"]}}},
        "demand": {
            "enquiries": {
                "volume": "2 per working day",
                "takes": {"exponential": {"mean": "3 min"}},
                "fields": {"land": 1.0},
            }
        },
        "citizens": {
            "patience": {"exponential": {"mean": "30 min"}},
            "collects": {"counter": 0.5, "post": 0.3, "online": 0.2},
            "collects_on": collects_on,
            "retries": 8,
            "priority": {"elderly": 0.3},
        },
        "seal": {"at": at},
    }
    compiled = draw(**EVERYTHING | keys, sections=sections)
    monkeypatch.setattr(laying_out, "lay_out_all", laying_out.lay_out_all.py_func)
    assert same_arrays(draw(**EVERYTHING | keys, sections=sections), compiled)
