"""Dossiers are before due, on time or overdue by R12, and none is dropped (R14)."""

import numpy as np
import pytest

from simulator.center.outcome import JobEnd
from simulator.demand.workload import DAY, FAR, NONE, Channel
from simulator.measures import FormColumn

LAND, JUSTICE = 0, 1


@pytest.fixture
def books(center):
    """Nine dossiers, of which seven stood in the books of the period."""
    at, add = center.at, center.dossier
    nine, ten = at(1, "09:00"), at(1, "10:00")
    # Ready a day before the due day, after 09-12 and 13-15: 5 open hours.
    add(LAND, nine, at(2, "17:00"), at(1, "15:00"), channel=Channel.ONLINE)
    # Ready at the due moment, after 7 h and 8 h.
    add(LAND, nine, at(2, "17:00"), at(2, "17:00"))
    # Ready the day after the due day: 2 h late, after 6 h and 2 h.
    add(LAND, ten, at(1, "17:00"), at(2, "10:00"), channel=Channel.POST)
    # Ready on the due day, but after its close: no open hour late, after 1 h.
    add(JUSTICE, at(1, "16:00"), at(1, "17:00"), at(1, "18:00"))
    # Returned, for the supplement never came: in time, after 7 h and 1 h.
    add(JUSTICE, nine, FAR, at(2, "09:00"), ended=JobEnd.RETURNED)
    # Carried over and still open, the due moment passed.
    add(JUSTICE, at(0, "09:00"), at(0, "17:00"), NONE, ended=JobEnd.OPEN)
    # Open without a limit.
    add(JUSTICE, at(2, "09:00"), FAR, NONE, ended=JobEnd.OPEN)
    # Ready before the period; never accepted.
    add(LAND, at(0, "09:00"), at(0, "17:00"), at(0, "10:00"))
    add(LAND, NONE, NONE, NONE, ended=JobEnd.NOT_BEGUN)
    return center


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("received", 6),
        ("received.land", 3),
        ("carried_over", 1),
        ("carried_over.land", 0),
        ("settled", 5),
        ("settled.justice", 2),
        ("open_at_end", 2),
        ("before_due_rate", 2 / 5),
        ("before_due_rate.justice", 1 / 2),
        ("on_time_rate", 3 / 5),
        ("on_time_rate.land", 2 / 3),
        ("on_time_rate_official", 1 - 3 / 7),  # two settled overdue, one open
        ("on_time_rate_official.justice", 1 - 2 / 4),
        ("overdue", 2),
        ("lateness_p90", 1.8),  # 0 and 2 h
        ("lateness_p90.land", 2),
        ("cycle_time_mean", (5 + 15 + 8 + 1 + 8) / 5),
        ("cycle_time_mean.land", 28 / 3),
        ("cycle_time_p90", 12.2),  # 1, 5, 8, 8, 15 h at position 3.6
    ],
)
def test_measures_of_seven_dossiers(books, name, value) -> None:
    assert books.measure()[name] == pytest.approx(value)


def test_the_form_of_seven_dossiers(books) -> None:
    form = books.measure().form
    assert form.fields == ("land", "justice")
    #   3  4  5  6    7  8  9 10   11 12 13
    assert form.cells.tolist() == [
        [3, 1, 2, 0, 3, 1, 1, 1, 0, 0, 0],
        [4, 0, 3, 1, 2, 1, 0, 1, 2, 1, 1],
        [7, 1, 5, 1, 5, 2, 1, 2, 2, 1, 1],
    ]


@pytest.mark.parametrize(
    ("ready", "column"),
    [
        (2 * DAY - 1, FormColumn.BEFORE_DUE),
        (2 * DAY, FormColumn.ON_TIME),
        (3 * DAY, FormColumn.ON_TIME),
        (3 * DAY + 1, FormColumn.OVERDUE),
    ],
)
def test_a_close_at_midnight_belongs_to_the_day_that_ends(center, ready, column) -> None:
    center.dossier(LAND, center.at(1, "09:00"), 3 * DAY, ready)
    assert center.measure().form.column(column).tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("due", "column"),
    [
        (4 * DAY - 1, FormColumn.PAST_DUE),
        (4 * DAY, FormColumn.WITHIN_DUE),
        (FAR, FormColumn.WITHIN_DUE),
    ],
)
def test_an_open_dossier_is_overdue_once_its_due_moment_has_passed(center, due, column) -> None:
    center.dossier(LAND, center.at(1, "09:00"), due, NONE)
    assert center.measure().form.column(column).tolist() == [1, 0, 1]


def test_ready_at_the_start_of_the_period_is_carried_over_and_settled(center) -> None:
    center.dossier(LAND, center.at(0, "09:00"), FAR, DAY)
    center.dossier(LAND, center.at(0, "09:00"), FAR, DAY - 1)
    measures = center.measure()
    assert measures["carried_over"] == measures["settled"] == 1
    assert measures["received"] == 0


def test_accepted_in_the_first_second_of_the_period_is_received(center) -> None:
    center.dossier(LAND, DAY, FAR, NONE)
    center.dossier(LAND, DAY - 1, FAR, NONE)
    measures = center.measure()
    assert measures["received"] == measures["carried_over"] == 1


def test_nothing_settled_gives_no_rates(center) -> None:
    center.dossier(LAND, center.at(1, "09:00"), FAR, NONE)
    measures = center.measure()
    for name in ("before_due_rate", "on_time_rate", "lateness_p90", "cycle_time_mean"):
        assert np.isnan(measures[name])
        assert measures.counts[measures.index.row(name)] == 0
    assert measures["on_time_rate_official"] == 1.0
    assert measures["overdue"] == 0


def test_one_dossier_is_its_own_mean_and_quantile(center) -> None:
    center.dossier(LAND, center.at(1, "09:00"), center.at(1, "17:00"), center.at(1, "11:00"))
    measures = center.measure()
    assert measures["cycle_time_mean"] == measures["cycle_time_p90"] == 2.0
    assert measures["on_time_rate"] == 1.0
