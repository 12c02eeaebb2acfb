"""Days of a log as a source: who comes is the log's, all else is the scenario's."""

import pickle
from datetime import timedelta

import numpy as np
import pytest

from simulator.center import TripEnd, serve
from simulator.demand.workload import DAY, JobKind, same_arrays
from simulator.measures.tickets import came_to_counters
from simulator.results.files import SWEEP_FILES
from simulator.results.folder import ResultFolder
from simulator.results.store import NewPoint, Store
from simulator.results.study import SweepDefinition
from simulator.studies.experiment import Experiment, Point
from simulator.studies.pools.processes import Processes
from simulator.studies.pools.this_process import ThisProcess
from simulator.studies.precision import Until
from simulator.studies.question import Question
from simulator.studies.replay import LogSource
from simulator.studies.replay.source import replayed_queues
from simulator.studies.running import run
from simulator.studies.source import Source

from .conftest import OFFICE
from .logs import HOUR, MONDAY, log_of

LAND, TAX = 0, 1
TICKETS = [
    *((LAND, 0, 470 + 8 * n, 480 + 9 * n) for n in range(40)),
    *((TAX, 0, 485 + 11 * n, 490 + 11 * n) for n in range(30)),
    *((LAND, 1, 480 + 12 * n, 485 + 12 * n) for n in range(20)),
]
LOG = log_of(TICKETS)


def visits(workload):
    """Moments, fields and work of the visits, in their order."""
    jobs = workload.jobs
    visit = np.flatnonzero(jobs.kind == JobKind.VISIT)
    op = jobs.first_op[visit]
    field = workload.stations.field[workload.ops.where[op]]
    return (
        jobs.begin[visit],
        field,
        workload.ops.amount[op],
        workload.trips.patience[workload.ops.trips[op]],
    )


def test_the_tickets_come_at_their_seconds_to_the_fields_of_their_queues(office):
    begin, field, _work, _patience = visits(
        LogSource.of_days(office(), LOG, [MONDAY]).workload(1, 0)
    )
    own = LOG.taken < DAY
    assert begin.tolist() == LOG.taken[own].tolist()
    assert field.tolist() == LOG.queue[own].tolist()


def test_only_the_chosen_days_come_counted_from_the_first_of_them(office):
    source = LogSource.of_days(office(), LOG, [MONDAY + timedelta(1)])
    assert source.first_day == MONDAY + timedelta(1)
    begin, *_rest = visits(source.workload(1, 0))
    assert begin.tolist() == (LOG.taken[LOG.taken >= DAY] - DAY).tolist()
    both = LogSource.of_days(office(), LOG, [MONDAY, MONDAY + timedelta(1)])
    assert len(visits(both.workload(1, 0))[0]) == len(TICKETS)


def test_a_ticket_has_the_same_draws_on_the_same_day_whatever_the_staffing_and_the_other_days(
    office,
):
    more = {"staff": {"every": {"officers": 5, "serves": ["receive/all"]}}}
    tuesday = MONDAY + timedelta(1)
    one = LogSource.of_days(office(), LOG, [tuesday])
    other = LogSource.of_days(office(**more), LOG, [tuesday])
    assert (one.workload_key == other.workload_key, one.key == other.key) == (True, False)
    assert same_arrays(one.workload(3, 2), other.workload(3, 2))
    _begin, _field, work, patience = visits(one.workload(3, 2))
    both = visits(LogSource.of_days(office(), LOG, [MONDAY, tuesday]).workload(3, 2))
    assert both[2][-20:].tolist() == work.tolist()
    assert both[3][-20:].tolist() == patience.tolist()
    assert visits(one.workload(3, 3))[2].tolist() != work.tolist()


def test_a_further_ticket_changes_no_draw_of_the_others(office):
    longer = log_of([*TICKETS, (LAND, 0, 900, 905), (TAX, 0, 480, 480)])
    before = visits(LogSource.of_days(office(), LOG, [MONDAY]).workload(1, 0))
    after = visits(LogSource.of_days(office(), longer, [MONDAY]).workload(1, 0))
    land = [each[1] == LAND for each in (before, after)]
    assert after[2][land[1]][:40].tolist() == before[2][land[0]].tolist()


def test_a_visit_is_of_one_of_the_procedures_of_its_field_by_their_shares(office):
    step = {"receive": {"constant": "1 min"}}
    procedures = {
        "often": {"field": "land", "volume": "30 per working day", "steps": step},
        "seldom": {"field": "land", "volume": "10 per working day", "steps": step},
        "tax": {"field": "tax", "volume": "1 per working day", "steps": step},
    }
    many = log_of([(LAND, 0, 480 + n / 10, None) for n in range(4_000)])
    source = LogSource.of_days(office(procedures=procedures), many, [MONDAY])
    workload = source.workload(1, 0)
    of = workload.jobs.procedure[workload.jobs.kind == JobKind.VISIT]
    assert np.bincount(of, minlength=3)[2] == 0
    assert np.mean(of == 0) == pytest.approx(0.75, abs=0.02)


def test_an_enquiry_is_one_of_the_things_that_a_ticket_may_be_for(office):
    demand = {
        "enquiries": {
            "volume": "20 per working day",
            "takes": {"constant": "2 min"},
            "fields": {"land": 1.0},
        }
    }
    workload = LogSource.of_days(office(demand=demand), LOG, [MONDAY]).workload(1, 0)
    asked = np.isin(visits(workload)[2], [120])
    assert 10 < asked.sum() < 30
    assert set(visits(workload)[1][asked].tolist()) == {LAND}


def test_papers_come_as_they_are_drawn(office):
    step = {"receive": {"constant": "1 min"}}
    filed = {
        "field": "tax",
        "volume": "50 per working day",
        "channels": {"counter": 0.5, "online": 0.5},
        "steps": step,
    }
    own = {"land": {"field": "land", "volume": "1 per working day", "steps": step}, "filed": filed}
    period = {"from": "2026-01-05", "to": "2026-01-05"}
    scenario = office(procedures=own, period=period)
    drawn, given = (
        each.workload(1, 0).jobs
        for each in (Source.of(scenario), LogSource.of_days(scenario, LOG, [MONDAY]))
    )

    def papers(jobs):
        return jobs.begin[(jobs.kind == JobKind.DOSSIER) & (jobs.begin >= 0)].tolist()

    assert papers(given) == papers(drawn)
    assert len(papers(given)) > 10


def test_nobody_comes_again_whose_next_visit_the_log_has_as_a_ticket_of_its_own(office):
    steps = {"receive": {"constant": "10 min"}, "appraise": {"constant": "1 min"}}
    land = {
        "field": "land",
        "volume": "1 per working day",
        "steps": steps,
        "incomplete": 0.5,
        "supplement": {"chance": 0.9},
    }
    tax = {
        "field": "tax",
        "volume": "1 per working day",
        "steps": {"receive": {"constant": "6 min"}},
    }
    scenario = office(
        procedures={"land": land, "tax": tax},
        citizens={"patience": {"constant": "20 min"}, "comes_back": {"constant": "1 day"}},
        staff={"every": {"officers": 1, "serves": ["all/all"]}},
    )
    source = LogSource.of_days(scenario, LOG, [MONDAY, MONDAY + timedelta(1)])
    workload = source.workload(1, 0)
    outcome = serve(workload, source.roster(1, 0))
    tickets = came_to_counters(workload, outcome)
    assert len(tickets.op) == len(TICKETS)
    assert (tickets.ended == TripEnd.LEFT).sum() > 5


def test_a_warm_up_is_drawn_and_fills_the_center(office):
    period = {"from": "2026-02-02", "to": "2026-12-31", "warm_up": "3 days"}
    source = LogSource.of_days(office(period=period), LOG, [MONDAY + timedelta(1)])
    begin, *_rest = visits(source.workload(1, 0))
    assert source.first_day == MONDAY + timedelta(-2)
    assert (begin[begin >= 3 * DAY] - 3 * DAY).tolist() == (
        LOG.taken[LOG.taken >= DAY] - DAY
    ).tolist()
    assert (begin < 3 * DAY).sum() > 10


def test_rules_hold_early_birds_wait_at_the_door_and_who_comes_when_it_is_closed_is_turned_away(
    office,
):
    log = log_of([(LAND, 0, 420, 481), (LAND, 0, 970, 975), (LAND, 5, 600, 605)])
    source = LogSource.of_days(office(citizens={}), log, [MONDAY, MONDAY + timedelta(5)])
    workload = source.workload(1, 0)
    tickets = came_to_counters(workload, serve(workload, source.roster(1, 0)))
    assert tickets.ended.tolist() == [TripEnd.SERVED, TripEnd.TURNED_AWAY, TripEnd.TURNED_AWAY]
    assert tickets.wait.tolist() == [HOUR, 0, 0]


def test_a_queue_is_known_by_the_label_or_the_key_of_its_field(office):
    fields = {"land": {"vi": "Đất đai", "en": "Land"}, "tax": "Tax"}
    log = log_of(TICKETS, queues=("Đất đai", "tax"))
    source = LogSource.of_days(office(fields=fields), log, [MONDAY])
    assert source.visits.fields == ("land", "tax")


def test_a_queue_without_a_field_is_left_out_where_nobody_of_it_was_ever_called(office):
    tickets = [*TICKETS, (2, 0, 500, None)]
    log = log_of(tickets, queues=("Land", "Tax", "Nobody's"))
    source = LogSource.of_days(office(), log, [MONDAY])
    assert source.key == LogSource.of_days(office(), LOG, [MONDAY]).key
    assert replayed_queues(office(), log) == {LAND: "land", TAX: "tax"}
    with pytest.raises(ValueError, match='the queue "Nobody\'s" of the log is no field'):
        replayed_queues(office(), log_of([*TICKETS, (2, 0, 500, 510)], queues=log.queues))


class Stored(Question):
    """A study of several days that is kept."""

    def __init__(self, points, replications):
        self.points, self.until = points, Until.made(replications)

    def defined(self, folder):
        definition = SweepDefinition(
            cases=tuple(point.label for point in self.points),
            replications=self.until.stored,
            plan="",
            folder=".",
            base={},
            axes=(),
            targets={},
            years=None,
            currency=None,
        )
        return definition, [NewPoint(each.source.key, each.label, {}, 0.0) for each in self.points]


def test_a_store_takes_it_and_goes_on_where_it_was_left(office, tmp_path):
    sources = [LogSource.of_days(office(), LOG, [MONDAY + timedelta(n)]) for n in (0, 1)]
    points = [Point(f"day {n}", source) for n, source in enumerate(sources)]
    found = []
    for replications in (2, 3):
        question = Stored(points, replications)
        with (
            ResultFolder(tmp_path, files=SWEEP_FILES, resume=True) as folder,
            Store(folder) as store,
        ):
            session = question.session(store, seed=1, command="onestop", check=False)
            assert session.to_do == (4 if replications == 2 else 2)
            with session:
                session.run(ThisProcess(), lambda _event: None)
            found.append(
                [
                    [each.measures["wait_mean"] for each in session.experiment.found(point)]
                    for point in points
                ]
            )
    assert [each[:2] for each in found[1]] == found[0]
    assert found[1][0] != found[1][1]


def test_what_cannot_be_replayed_is_named(office):
    with pytest.raises(ValueError, match=r"no field of the scenario \(did you mean 'Land'\?\)"):
        LogSource.of_days(office(), log_of(TICKETS, queues=("Lamd", "Tax")), [MONDAY])
    with pytest.raises(ValueError, match="no ticket of 2026-01-09"):
        LogSource.of_days(office(), LOG, [MONDAY + timedelta(4)])
    two = log_of(TICKETS, offices=("Center", "Branch"), office=[0, 1])
    with pytest.raises(ValueError, match="several offices: name one with --office: Center, Branch"):
        LogSource.of_days(office(), two, [MONDAY])
    with pytest.raises(ValueError, match="no office 'Brunch'"):
        LogSource.of_days(office(), two, [MONDAY], office="Brunch")
    assert LogSource.of_days(office(), two, [MONDAY], office="Branch").visits.fields == ("tax",)


def test_a_field_at_which_nobody_is_received_takes_no_tickets(office):
    steps = {"appraise": {"constant": "5 min"}}
    papers = {"field": "tax", "volume": "1 per working day", "steps": steps}
    scenario = office(
        procedures={"land": OFFICE["procedures"]["land"], "papers": papers},
        staff={"every": {"officers": 1, "serves": ["all/all"]}},
    )
    with pytest.raises(
        ValueError, match=r"fields\.tax: the log has tickets of it, and no procedure"
    ):
        LogSource.of_days(scenario, LOG, [MONDAY])


def test_sources_are_known_apart_by_their_day_and_survive_a_pickle(office):
    monday, tuesday = (LogSource.of_days(office(), LOG, [MONDAY + timedelta(n)]) for n in (0, 1))
    assert len({monday.key, tuesday.key, Source.of(monday.scenario).key}) == 3
    again = pickle.loads(pickle.dumps(monday))  # noqa: S301  # made here
    assert again == monday
    assert same_arrays(again.workload(1, 0), monday.workload(1, 0))


@pytest.mark.full
def test_every_pool_makes_the_same_of_it(office):
    found = []
    point = Point("Monday", LogSource.of_days(office(), LOG, [MONDAY]))
    with Processes(2) as processes:
        for pool in (ThisProcess(), processes):
            experiment = Experiment(1, Until.made(3))
            experiment.extend([point])
            run(experiment, pool, on_event=lambda _event: None)
            found.append([each.measures["wait_mean"] for each in experiment.found(point)])
    assert found[0] == found[1]
    assert len(set(found[0])) == 3
