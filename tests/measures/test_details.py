"""Details equal a plain count, and agree with the measures of the same replication."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.center import Outcome, serve
from simulator.demand import Roster, Workload, draw
from simulator.demand.workload import DAY, FAR, NONE
from simulator.measures import (
    LATENESS_UPPER,
    OPEN_AGE_UPPER,
    Details,
    FormColumn,
    Measures,
    detail,
    measure,
)
from simulator.measures.sub_periods import calendar_years
from simulator.scenario import load_scenario
from tests.center.random_scenes import scenes
from tests.measures.plain import plain_details, plain_waits

DISTRICT = Path("scenarios/van-don-2021.yaml")
FIRST_DAYS = [date(2021, 3, 30), date(2021, 12, 31), date(2022, 2, 27)]


def of_all_steps(workload: Workload) -> Workload:
    """The same, reported from the second day on, at stations of different steps.

    Who is asked has a day to answer, or is to answer on the same day.
    """
    step = 2 * np.arange(len(workload.stations.step), dtype=np.int8)
    return replace(
        workload,
        period_start=DAY,
        stations=replace(workload.stations, step=step),
        agency_days=np.array([[1, 0, NONE, NONE]], np.int32),
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(scene=scenes(), first_day=st.sampled_from(FIRST_DAYS))
def test_details_equal_a_plain_count(scene, first_day) -> None:
    workload, roster = of_all_steps(scene.workload()), scene.roster()
    time = replace(workload.time, first_weekday=first_day.weekday())
    workload = replace(workload, time=time)
    outcome = serve(workload, roster)
    details = detail(outcome, workload, roster, first_day)
    for name, counted in plain_details(outcome, workload, roster, first_day).items():
        np.testing.assert_allclose(getattr(details, name), counted, rtol=1e-12, err_msg=name)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(scene=scenes(), first_day=st.sampled_from(FIRST_DAYS))
def test_a_form_is_what_a_run_that_ends_there_fills_in(scene, first_day) -> None:
    workload, roster = of_all_steps(scene.workload()), scene.roster()
    details = detail(serve(workload, roster), workload, roster, first_day)
    parts = [
        part
        for year, quarters in calendar_years(first_day, DAY, workload.horizon)
        for part in (*quarters, year)
    ]
    assert details.sub_periods == tuple(part.name for part in parts)
    for part, cells in zip(parts, details.forms, strict=True):
        shorter = replace(workload, period_start=part.start, horizon=part.end)
        form = measure(serve(shorter, roster), shorter, roster).form
        assert cells.tolist() == form.cells.tolist(), part.name


# The shipped scenario from February to November: each identity holds where everything happens.


@pytest.fixture(scope="module")
def year() -> tuple[Workload, Roster, Outcome, Measures, Details]:
    overrides = {"period.from": "2021-02-01", "period.to": "2021-11-15"}
    scenario = load_scenario(DISTRICT, overrides=overrides)
    workload, roster = draw(scenario, seed=1)
    outcome = serve(workload, roster)
    details = detail(outcome, workload, roster, scenario.period.first_day)
    return workload, roster, outcome, measure(outcome, workload, roster), details


def test_waits_by_weekday_equal_a_plain_count_and_what_the_page_draws(year) -> None:
    workload, roster, outcome, measures, details = year
    plain = plain_waits(outcome, workload, roster, date(2020, 12, 3))
    own = {name: measures[name] for name in measures if name in plain}
    assert own == pytest.approx(plain)
    assert list(own) == [f"wait_mean.{day}" for day in ("mon", "tue", "wed", "thu", "fri")]
    drawn = details.waited.sum(axis=1) / details.tickets.sum(axis=1).clip(1) / 60
    assert list(own.values()) == pytest.approx(drawn[:5])


def test_time_spent_is_the_cycle_time(year) -> None:
    *_, measures, details = year
    spent = details.spent.sum() + details.spent_elsewhere.sum()
    assert spent / 3600 == pytest.approx(measures["cycle_time_mean"] * measures["settled"])
    assert (details.spent_elsewhere >= 0).all()
    assert details.spent_elsewhere[[0, 2]].all()


def test_settled_and_open_dossiers_are_all_told_apart(year) -> None:
    *_, measures, details = year
    assert details.contacted.sum() == details.agencies.sum() == measures["settled"]
    assert (details.contacted > 0).all()
    assert (details.agencies > 0).all()
    assert details.lateness.sum() == measures["overdue"] > 0
    fields = measures.form.fields
    assert details.open_age.sum(axis=1).tolist() == [
        measures[f"open_at_end.{field}"] for field in fields
    ]


def test_tickets_and_waits_are_those_of_the_lobby_measures(year) -> None:
    *_, measures, details = year
    assert details.tickets.sum() == measures.counts[measures.index.row("wait_mean")]
    mean = details.waited.sum() / details.tickets.sum() / 60
    assert mean == pytest.approx(measures["wait_mean"])
    for hour in (7, 8, 15):
        by_hour = details.waited[:, hour].sum() / details.tickets[:, hour].sum() / 60
        assert by_hour == pytest.approx(measures[f"wait_mean.{hour:02}h"])


def test_the_forms_of_quarters_add_up_to_those_of_the_year_and_the_period(year) -> None:
    *_, measures, details = year
    assert details.sub_periods == ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2021")
    *quarters, whole = details.forms
    assert whole.tolist() == measures.form.cells.tolist()

    def column(cells: np.ndarray, number: FormColumn) -> list[int]:
        return cells[:, number - FormColumn.RECEIVED].tolist()

    for number in (
        FormColumn.ONLINE,
        FormColumn.DIRECT_OR_POST,
        FormColumn.BEFORE_DUE,
        FormColumn.OVERDUE,
    ):
        assert column(sum(quarters), number) == column(whole, number)
    for earlier, later in pairwise(quarters):
        assert column(earlier, FormColumn.IN_PROCESS) == column(later, FormColumn.CARRIED_OVER)
    assert column(quarters[0], FormColumn.CARRIED_OVER) == column(whole, FormColumn.CARRIED_OVER)
    assert column(quarters[-1], FormColumn.PAST_DUE) == column(whole, FormColumn.PAST_DUE)


def test_shapes_do_not_depend_on_what_happened(year) -> None:
    workload, roster, *_, details = year
    outcome = serve(workload, replace(roster, duty_end=roster.duty_start + 1))
    idle = detail(outcome, workload, roster, date(2020, 12, 3))
    for field in fields(Details):
        one, other = getattr(details, field.name), getattr(idle, field.name)
        assert np.shape(one) == np.shape(other), field.name
        assert np.asarray(one).dtype == np.asarray(other).dtype, field.name
    np.stack([details.worst_day, idle.worst_day])


# By hand.

FRIDAY = date(2021, 1, 1)
"""So that day 3 of the hand-made Center is a Monday."""


def details_of(center, first_day: date = FRIDAY) -> Details:
    return detail(center.outcome(), center.workload(), center.roster(), first_day)


def test_an_empty_center_has_details_without_a_warning(build) -> None:
    details = details_of(build(closed_days=frozenset(range(4))))
    assert np.isnan(details.queue).all()
    assert np.isnan(details.queue_mean).all()
    assert details.worst_day == NONE
    assert not details.worst_queue.any()
    assert not details.tickets.any()
    assert not details.open_days.any()
    assert not details.forms.any()


@pytest.mark.parametrize(
    ("ready", "days", "late"),
    [
        ("1 17:00", (), None),  # at the due moment
        ("1 17:01", (), 0),  # later on the due day
        ("2 09:00", (2,), 0),  # on a day off: no working day has passed
        ("2 09:00", (), 0),
        ("3 09:00", (), 1),
        ("4 09:00", (), 2),
        ("6 09:00", (), 2),
        ("7 09:00", (), 3),
        ("7 09:00", (4,), 2),
        ("11 09:00", (), 3),
        ("12 09:00", (), 4),
        ("30 09:00", (), 4),
    ],
)
def test_lateness_is_in_working_days(build, ready, days, late) -> None:
    center = build(days=40, closed_days=frozenset(days))
    day, clock = ready.split()
    center.dossier(0, center.at(1, "09:00"), center.at(1, "17:00"), center.at(int(day), clock))
    expected = [0] * (len(LATENESS_UPPER) + 1)
    if late is not None:
        expected[late] = 1
    assert details_of(center).lateness.tolist() == expected


def test_a_due_day_that_closes_at_midnight_is_the_day_before_it(build) -> None:
    center = build(days=10, closed_days=frozenset())
    center.dossier(0, center.at(1, "09:00"), due=3 * DAY, ready=center.at(4, "00:01"))
    assert details_of(center).lateness.tolist() == [0, 1, 0, 0, 0]  # due on day 2, two days late


@pytest.mark.parametrize(
    ("accepted", "age"), [(99, 0), (94, 0), (93, 1), (89, 1), (88, 2), (79, 2), (78, 3), (58, 4)]
)
def test_open_dossiers_are_told_by_field_and_age(build, accepted, age) -> None:
    center = build(days=100, closed_days=frozenset())
    center.dossier(1, center.at(accepted, "16:00"), due=FAR, ready=NONE)
    open_age = details_of(center).open_age
    assert open_age.shape == (2, len(OPEN_AGE_UPPER) + 1)
    assert open_age.sum() == open_age[1, age] == 1


def test_from_the_door_to_the_result_is_counted_of_who_stays_for_it(build) -> None:
    center = build(stations=(("receive", "land"), ("return", "land")))
    center.officers = [center.Officer(0, serves=(0, 1), duty=[])]
    at, op, trip = center.at, center.Op, center.Trip

    def served(station: int, came: int, called: int, *, stayed: bool = False) -> object:
        return op(station, came, called, called + 60, trips=[trip(came, called, stayed=stayed)])

    def dossier(*ops: object) -> None:
        center.dossier(0, DAY, FAR, DAY, ops=ops)

    center.visit(0, trip(at(1, "08:00"), at(1, "08:10")))
    dossier(served(1, at(1, "08:20"), at(1, "08:29"), stayed=True))
    dossier(served(1, at(2, "09:00"), at(2, "09:10")))  # came for it again
    dossier(served(1, at(1, "08:20"), at(1, "08:39"), stayed=True))
    dossier(
        served(0, at(2, "10:00"), at(2, "10:10")),  # with what was missing
        served(1, at(2, "10:20"), at(2, "10:49"), stayed=True),
    )
    center.visit(0, trip(at(0, "08:00"), at(0, "08:10")))  # before the period
    dossier(served(1, at(0, "08:20"), at(0, "08:29"), stayed=True))
    assert details_of(center).on_the_spot.tolist() == [(30 + 40 + 50) * 60, 3]
