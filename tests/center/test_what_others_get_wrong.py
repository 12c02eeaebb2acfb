"""Mistakes that queueing programs are known for; each test would notice one of them here.

Little's law is checked in `test_invariants`, on queue lengths watched in the run, and the order of
events within a second there, too.
"""

from pathlib import Path

import numpy as np
import pytest

from simulator.center.outcome import JobEnd, TripEnd
from simulator.center.reference import Center
from simulator.demand import PreparedScenario, draw_replication
from simulator.demand.workload import NONE, OpFlag, OpKind, Workload, same_arrays
from simulator.scenario import ScenarioError, load_scenario
from tests.center.build import DAY, ROUND_THE_CLOCK, Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.steps import serve

LAND = """
name: A small Center
period: {from: 2021-03-01, to: 2021-03-31}
calendar: {hours: {mon-fri: [07:30-11:30, 13:30-17:00]}}
fields: {land: Land, justice: Justice}
demand: {day_cv: 0.2}
citizens:
  comes_back: {lognormal: {mean: 3 days, cv: 1.0}}
  collects_after: {exponential: {mean: 1 days}}
  collects: {counter: 0.7, post: 0.2, online: 0.1}
procedures:
  transfer:
    field: land
    volume: 20 per working day
    limit: 5 working days
    channels: {counter: 0.7, online: 0.2, post: 0.1}
    incomplete: 0.2
    steps:
      receive: {gamma: {mean: 12 min, cv: 0.6}}
      appraise: {lognormal: {mean: 30 min, cv: 0.9}}
      return: {gamma: {mean: 4 min, cv: 0.5}}
"""
MORE = """
  birth:
    field: justice
    volume: 15 per working day
    limit: same day
    incomplete: 0.1
    steps:
      receive: {gamma: {mean: 8 min, cv: 0.6}}
      return: {constant: 3 min}
"""
STAFF = """
staff:
  land-desk: {officers: 2, serves: [all/land], other_duties: 0.2}
"""
MORE_STAFF = """
  justice-desk: {officers: 1, serves: [all/justice]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def drawn(path: Path, replication: int = 0, overrides: dict[str, object] | None = None):
    plan = PreparedScenario(load_scenario(path, overrides=overrides or {}))
    return draw_replication(plan, seed=7, replication=replication)


def of_procedure(workload: Workload, key: str) -> list[tuple[object, ...]]:
    """Every job of a procedure with all that was drawn for it, whatever its number and station."""
    jobs, ops, trips = workload.jobs, workload.ops, workload.trips
    number = workload.procedures.index(key)
    told = []
    for job in np.flatnonzero(jobs.procedure == number):
        route = slice(int(jobs.first_op[job]), int(jobs.first_op[job + 1]))
        rows = [row for row in ops.trips[route].tolist() if row != NONE]
        told.append(
            (
                int(jobs.kind[job]),
                int(jobs.begin[job]),
                ops.kind[route].tolist(),
                ops.flags[route].tolist(),
                ops.amount[route].tolist(),
                trips.uniform[rows].tolist(),
            )
        )
    return told


class TestTheQueue:
    def test_nobody_waits_for_an_urgent_citizen_who_has_not_come_yet(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter)
        citizen = scene.visit(counter, "08:00", 10 * MINUTE)
        elder = scene.visit(counter, "08:05", MINUTE, priority=True)
        assert scene.run().starts([citizen, elder]) == ["08:00", "08:10"]

    def test_work_is_never_taken_from_a_citizen_for_an_urgent_one(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter)
        citizen = scene.visit(counter, "08:00", HOUR)
        scene.visit(counter, "08:05", MINUTE, priority=True)
        assert scene.run().stretches(citizen) == [("08:00", "09:00")]

    @pytest.mark.parametrize("at_break", ["finish", "pause"])
    def test_the_same_two_officers_before_and_after_a_shift_boundary(self, at_break):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station(at_break=at_break)
        for _ in range(2):
            scene.officer(counter, duty=[("08:00", "12:00"), ("12:00", "16:00")])
        for arrival in ("11:50", "11:50", "12:00", "12:00"):
            scene.papers(arrival, serve(counter, HOUR))
        work = scene.run().work
        for each in work:
            at_once = [other for other in work if other.start <= each.start < other.end]
            assert len(at_once) <= 2
        assert len(work) == 4

    def test_an_officer_who_finishes_into_the_next_shift_is_still_one_officer(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        for _ in range(2):
            scene.officer(counter, duty=[("08:00", "12:00"), ("12:30", "16:00")])
        jobs = scene.visits(counter, ["11:50", "11:50", "12:00", "12:00"], HOUR)
        assert scene.run().starts(jobs) == ["11:50", "11:50", "12:50", "12:50"]

    def test_an_officer_who_comes_on_duty_calls_though_nothing_else_happens(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter)
        scene.officer(counter, duty=[("08:20", "09:00")])
        scene.visit(counter, "08:00", HOUR)
        waits = scene.visit(counter, "08:10", MINUTE)
        assert scene.run().start(waits) == "08:20"

    def test_added_staff_takes_all_that_it_can_at_once(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        for _ in range(3):
            scene.officer(counter, duty=[("09:00", "12:00")])
        jobs = scene.visits(counter, ["08:00", "08:01", "08:02", "08:03"], HOUR)
        assert scene.run().starts(jobs) == ["09:00", "09:00", "09:00", "10:00"]

    def test_staff_added_while_everybody_waits_and_nothing_else_happens_wakes_the_queue(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter)
        scene.officer(counter, duty=[("08:10", "12:00")])
        scene.officer(counter, duty=[("08:20", "12:00")])
        jobs = scene.visits(counter, ["08:00"] * 4, 2 * HOUR)
        run = scene.run()
        assert run.starts(jobs) == ["08:00", "08:10", "08:20", "10:00"]

    def test_a_low_class_does_not_wait_though_an_urgent_citizen_will_come_in_that_minute(self):
        scene = Scene(days=1, hours=ROUND_THE_CLOCK)
        counter = scene.station()
        scene.officer(counter, helps=[scene.station()])
        papers = scene.papers("08:00", serve(counter, 10 * MINUTE))
        more = scene.papers("08:00", serve(counter, 10 * MINUTE))
        elder = scene.visit(counter, "08:10:01", MINUTE, priority=True)
        run = scene.run()
        assert run.starts([papers, more, elder]) == ["08:00", "08:10", "08:20"]


class TestTheBooks:
    def test_citizens_who_gave_up_are_kept_in_the_waits(self):
        scene = Scene(days=1, retries=0)
        counter = scene.station()
        scene.officer(counter)
        scene.visit(counter, "08:00", HOUR)
        scene.visit(counter, "08:10", MINUTE, patience=20 * MINUTE)
        scene.visit(counter, "08:20", MINUTE)
        trips = scene.run().outcome.trips
        assert ((trips.gone - trips.arrival) // MINUTE).tolist() == [0, 20, 40]
        assert trips.ended.tolist() == [TripEnd.SERVED, TripEnd.LEFT, TripEnd.SERVED]
        assert trips.ticketed.all()

    def test_open_cases_are_not_dropped(self):
        scene = Scene(days=1, horizon="10:00")
        counter = scene.station()
        scene.officer(counter)
        runs = scene.papers("09:00", serve(counter, 2 * HOUR), accepted=True)
        waits = scene.papers("09:30", serve(counter, HOUR), accepted=True)
        run = scene.run()
        assert [run.ended(job) for job in (runs, waits)] == [JobEnd.OPEN] * 2
        assert [run.accepted(job) for job in (runs, waits)] == ["09:00", "09:30"]
        assert (run.start(runs), run.ready(waits)) == ("09:00", "09:30")

    def test_citizens_who_were_not_served_are_kept_with_the_time_they_waited(self):
        scene = Scene(days=1, retries=0)
        counter = scene.station(closing="send-home")
        visit = scene.visit(counter, "16:00", MINUTE)
        run = scene.run()
        assert run.trips(visit) == [("16:00", "17:00", TripEnd.SENT_HOME)]
        assert run.ended(visit) is JobEnd.LOST

    def test_citizens_still_waiting_at_the_horizon_are_kept(self):
        scene = Scene(days=1, horizon="10:00")
        counter = scene.station()
        visit = scene.visit(counter, "08:00", MINUTE)
        assert scene.run().trips(visit) == [("08:00", "never", TripEnd.WAITING)]

    def test_a_run_leaves_its_contracts_as_they_were(self):
        scene = Scene(days=2)
        counter = scene.station()
        scene.officer(counter)
        scene.papers("08:00", serve(counter, MINUTE), limit=scene.limit(working_days=1))
        workload, roster = scene.workload(), scene.roster()
        Center(workload, roster).run()
        assert same_arrays(workload, scene.workload())
        assert same_arrays(roster, scene.roster())


class TestTheDraws:
    def test_replications_differ_in_arrivals_work_and_roster(self, tmp_path):
        path = written(tmp_path, LAND + STAFF)
        (one, roster_one), (two, roster_two) = drawn(path, 0), drawn(path, 1)
        assert not np.array_equal(one.jobs.begin, two.jobs.begin)
        assert not np.array_equal(np.sort(one.ops.amount), np.sort(two.ops.amount))
        assert not np.array_equal(roster_one.duty_start, roster_two.duty_start)

    def test_a_replication_is_the_same_alone_and_among_others(self, tmp_path):
        plan = PreparedScenario(load_scenario(written(tmp_path, LAND + STAFF)))
        batch = [draw_replication(plan, seed=7, replication=number) for number in range(3)]
        alone = draw_replication(plan, seed=7, replication=2)
        assert same_arrays(batch[2][0], alone[0])
        assert same_arrays(batch[2][1], alone[1])

    def test_an_unrelated_procedure_changes_no_draw_of_the_others(self, tmp_path):
        alone, _ = drawn(written(tmp_path, LAND + STAFF))
        beside, _ = drawn(written(tmp_path, LAND + MORE + STAFF + MORE_STAFF))
        assert "birth" in beside.procedures
        assert of_procedure(alone, "transfer") == of_procedure(beside, "transfer")

    def test_the_place_of_a_procedure_in_the_file_changes_no_draw(self, tmp_path):
        head, transfer = LAND.split("procedures:")
        last, _ = drawn(
            written(tmp_path, head + "procedures:" + MORE + transfer + STAFF + MORE_STAFF)
        )
        first, _ = drawn(written(tmp_path, LAND + MORE + STAFF + MORE_STAFF))
        assert last.procedures != first.procedures
        for procedure in ("transfer", "birth"):
            assert of_procedure(last, procedure) == of_procedure(first, procedure)

    def test_more_staff_meets_the_same_citizens(self, tmp_path):
        path = written(tmp_path, LAND + STAFF)
        few, roster = drawn(path)
        many, larger = drawn(path, overrides={"staff.land-desk.officers": 3})
        assert same_arrays(few, many)
        shared = int(roster.first_duty[-1])
        assert np.array_equal(roster.duty_start, larger.duty_start[:shared])
        assert len(larger.speed) == 3

    def test_adjoining_shifts_are_one_duty_interval(self, tmp_path):
        hours = "calendar: {country: none, hours: {every-day: [00:00-12:00, 12:00-24:00]}}"
        text = LAND.replace("calendar: {hours: {mon-fri: [07:30-11:30, 13:30-17:00]}}", hours)
        staff = "staff: {land-desk: {officers: 1, serves: [all/land]}}"
        changes = {
            "staff.land-desk.changes": [{"from": "2021-03-10", "to": "2021-03-11", "officers": 1}]
        }
        _, roster = drawn(written(tmp_path, text + staff), overrides=changes)
        assert list(zip(roster.duty_start, roster.duty_end, strict=True)) == [
            (0, 31 * DAY),
            (9 * DAY, 11 * DAY),
        ]

    def test_more_demand_adds_visits_and_takes_none_away(self, tmp_path):
        path = written(tmp_path, LAND + STAFF)
        usual, _ = drawn(path)
        grown, _ = drawn(path, overrides={"demand.growth": 1.2})
        usual_visits, grown_visits = (
            {repr(job) for job in of_procedure(workload, "transfer")} for workload in (usual, grown)
        )
        assert usual_visits < grown_visits


class TestOverrides:
    def test_an_override_reaches_the_run(self, tmp_path):
        path = written(tmp_path, LAND + STAFF)
        overrides = {
            "procedures.transfer.steps.receive": {"constant": "7 min"},
            "queues.appraise.discipline": "due-date",
            "staff.land-desk.speed": 1.25,
        }
        workload, roster = drawn(path, overrides=overrides)
        first_services = workload.ops.amount[(workload.ops.kind == OpKind.SERVE)]
        assert 7 * MINUTE in first_services
        received = workload.ops.flags & OpFlag.IN_PERSON > 0
        visits = workload.jobs.first_op[:-1][workload.jobs.kind == 0]
        assert received[visits].all()
        assert (workload.ops.amount[visits] == 7 * MINUTE).all()
        assert workload.stations.by_due_date.tolist() == [False, True, False]
        assert roster.speed.tolist() == [1250, 1250]

    @pytest.mark.parametrize(
        "override",
        [
            {"staff.land-desk.oficers": 3},
            {"staff.land-dsek.officers": 3},
            {"procedures.nothing.incomplete": 0.1},
            {"staf.land-desk.officers": 3},
        ],
    )
    def test_an_override_that_matches_nothing_is_an_error(self, tmp_path, override):
        (path,) = override
        with pytest.raises(ScenarioError) as raised:
            load_scenario(written(tmp_path, LAND + STAFF), overrides=override)
        assert any(part in str(raised.value) for part in path.split("."))

    def test_a_mistyped_key_is_an_error_that_names_it(self, tmp_path):
        with pytest.raises(ScenarioError, match="incompete"):
            load_scenario(written(tmp_path, LAND.replace("incomplete", "incompete") + STAFF))
