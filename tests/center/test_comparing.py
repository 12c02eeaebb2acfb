"""Two outcomes of one replication: equal, or parting at a place that is told."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator import draw, load_scenario, serve
from simulator.center.comparing import compare
from simulator.center.outcome import JobEnd, TripEnd
from simulator.demand.workload import DAY, NONE, OpFlag, OpKind

FIRST_DAY = date(2021, 1, 1)


@pytest.fixture(scope="module")
def drawn():
    workload, roster = draw(load_scenario("scenarios/van-don-2021.yaml"), seed=3)
    return replace(workload, horizon=14 * DAY), roster


@pytest.fixture(scope="module")
def outcome(drawn):
    return serve(*drawn, engine="simpy")


@pytest.fixture
def parted(drawn, outcome):
    """Compares with an outcome of which entries of one array are other ones."""

    def difference(part, name, rows, values):
        old = getattr(outcome, part)
        array = getattr(old, name).copy()
        array[rows] = values
        other = replace(outcome, **{part: replace(old, **{name: array})})
        return compare(outcome, other, *drawn, first_day=FIRST_DAY).difference

    return difference


@pytest.fixture(scope="module")
def served(drawn, outcome):
    """Services in the order in which they began."""
    began = np.flatnonzero((outcome.ops.finish != NONE) & (drawn[0].ops.kind == OpKind.SERVE))
    return began[np.argsort(outcome.ops.start[began], kind="stable")]


def said(moment):
    day, second = divmod(int(moment), DAY)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"{date.fromordinal(FIRST_DAY.toordinal() + day)} {clock}"


def test_equal_outcomes_have_no_difference_and_the_operations_begun_are_counted(drawn, outcome):
    comparison = compare(outcome, serve(*drawn, engine="simpy"), *drawn)
    assert comparison.difference is None
    assert comparison.operations == np.count_nonzero(outcome.ops.start != NONE) > 1000


@pytest.mark.parametrize(
    "name",
    ["ready", "start", "finish"],
)
def test_a_moment_of_an_operation(parted, drawn, outcome, served, name):
    op = int(served[20])
    moment = int(getattr(outcome.ops, name)[op])
    difference = parted("ops", name, op, moment + 5)
    workload, _ = drawn
    assert difference.what == f"{name.replace('ready', 'ready time')} of an operation"
    assert difference.time == moment
    assert difference.moment == said(moment)
    assert difference.values == (said(moment), said(moment + 5))
    assert difference.operation == op
    assert workload.jobs.first_op[difference.job] <= op < workload.jobs.first_op[difference.job + 1]
    assert difference.station.split("/")[1] in workload.fields


def test_the_first_in_simulated_time_is_told_and_not_the_first_in_the_arrays(
    parted, outcome, served
):
    early, late = sorted(served[[5, 300]], key=lambda op: outcome.ops.finish[op])
    rows = np.array([early, late])
    difference = parted("ops", "finish", rows, outcome.ops.finish[rows] + 1)
    assert difference.operation == early


def test_of_one_moment_the_cause_is_told(drawn, outcome, served):
    """Work of which start and finish differ: they part at the start."""
    op = served[20]
    ops = replace(outcome.ops, start=outcome.ops.start.copy(), finish=outcome.ops.finish.copy())
    ops.start[op] += 60
    ops.finish[op] += 60
    difference = compare(outcome, replace(outcome, ops=ops), *drawn).difference
    assert difference.what == "start of an operation"
    assert difference.moment.startswith("day ")


def test_what_did_not_happen_in_one_of_them(parted, outcome, served):
    difference = parted("ops", "finish", served[20], NONE)
    assert difference.values == (said(outcome.ops.finish[served[20]]), "not before the horizon")


def test_another_officer(parted, drawn, outcome, served):
    _, roster = drawn
    op = served[20]
    officer = int(outcome.ops.officer[op])
    first = int(np.searchsorted(roster.group, roster.group[officer]))
    name = f"{roster.groups[roster.group[officer]]} {officer - first + 1}"
    difference = parted("ops", "officer", op, len(roster.group) - 1 if officer == 0 else 0)
    assert difference.what == "officer of an operation"
    assert difference.values[0] == name
    assert difference.officer == " or ".join(difference.values)
    assert difference.time == outcome.ops.start[op]


def test_events_around_it_at_the_station_are_those_of_each(parted, outcome, served):
    op = served[50]
    difference = parted("ops", "finish", op, outcome.ops.finish[op] + 7)
    model, compiled = difference.around
    assert len(model) == len(compiled) == 8
    assert all(difference.station in event for event in model + compiled)
    mine = f"finish  job {difference.job}, operation {op}, service {difference.station} by "
    assert any(event.startswith(f"{difference.values[0]}  {mine}") for event in model)
    assert any(event.startswith(f"{difference.values[1]}  {mine}") for event in compiled)
    assert list(model) == sorted(model, key=lambda event: event[:19])


def test_how_a_trip_ended(parted, drawn, outcome):
    row = int(np.flatnonzero(outcome.trips.ended == TripEnd.SERVED)[30])
    difference = parted("trips", "ended", row, TripEnd.LEFT)
    assert difference.what == "a trip to the Center"
    assert difference.operation == outcome.trips.op[row]
    assert drawn[0].ops.flags[difference.operation] & OpFlag.IN_PERSON
    arrival, gone = said(outcome.trips.arrival[row]), said(outcome.trips.gone[row])
    assert difference.values == (
        f"arrival {arrival}, served {gone}, with a ticket",
        f"arrival {arrival}, left {gone}, with a ticket",
    )


def test_a_trip_that_one_of_them_does_not_have(drawn, outcome):
    trips = outcome.trips
    kept = np.arange(len(trips.op)) != 30
    names = ("op", "arrival", "gone", "ended", "ticketed", "stayed")
    other = replace(trips, **{name: getattr(trips, name)[kept] for name in names})
    difference = compare(outcome, replace(outcome, trips=other), *drawn).difference
    assert difference.operation == trips.op[30]
    assert difference.time == trips.arrival[30]
    assert difference.values[1] == "no such trip"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("accepted", "acceptance of a dossier"),
        ("due", "due moment of a dossier"),
        ("ready", "result of a dossier"),
        ("collected", "collection of a result"),
    ],
)
def test_a_moment_of_a_dossier(parted, outcome, name, what):
    job = int(np.flatnonzero(outcome.jobs.collected != NONE)[5])
    difference = parted("jobs", name, job, getattr(outcome.jobs, name)[job] + 1)
    assert (difference.what, difference.job) == (what, job)
    assert all(f"job {job}, " in event for event in difference.around[0])


def test_how_a_job_ended(parted, outcome):
    job = int(np.flatnonzero(outcome.jobs.ended == JobEnd.DONE)[5])
    difference = parted("jobs", "ended", job, JobEnd.LOST)
    assert (difference.what, difference.job) == ("end of a job", job)
    assert difference.values == ("done", "lost")


@pytest.mark.parametrize("name", ["seconds", "overtime"])
def test_the_work_of_a_day(parted, drawn, outcome, name):
    row, day = map(int, np.argwhere(outcome.worked.seconds > 0)[40])
    was = getattr(outcome.worked, name)[row, day]
    difference = parted("worked", name, (row, day), was + 3)
    assert difference.what == ("time worked on a day" if name == "seconds" else "overtime on a day")
    assert difference.moment == f"{date.fromordinal(FIRST_DAY.toordinal() + day)} 23:59:59"
    assert difference.values == (f"{was:,} s", f"{was + 3:,} s")
    assert difference.officer
    assert difference.station


def test_arrays_of_another_kind(drawn, outcome):
    ops = replace(outcome.ops, officer=outcome.ops.officer.astype(np.int64))
    difference = compare(outcome, replace(outcome, ops=ops), *drawn).difference
    assert difference.what == "the array ops.officer"
    assert difference.values[0].startswith("int32 of shape (")
    assert difference.values[1].startswith("int64 of shape (")


def test_another_list_of_officers(parted):
    assert parted("worked", "station", 0, 99).what == "the array worked.station"


def test_the_text_names_the_place_both_values_and_what_is_around(parted, outcome, served):
    op = served[50]
    difference = parted("ops", "finish", op, outcome.ops.finish[op] + 7)
    lines = difference.text("SimPy", "compiled").splitlines()
    assert lines[0] == (
        f"finish of an operation, {difference.moment}: job {difference.job}, operation {op}, "
        f"station {difference.station}, officer {difference.officer}"
    )
    assert lines[1:4] == [
        f"  SimPy     {difference.values[0]}",
        f"  compiled  {difference.values[1]}",
        "  around it, SimPy:",
    ]
    assert lines[12] == "  around it, compiled:"
    assert len(lines) == 21
