"""Rates by the changed and by the first due date, of all and of the own authority, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.center import serve
from simulator.demand.workload import DAY, JobFlag, OpFlag, Workload
from simulator.measures import FormColumn, MeasureKey, Measures, Scope, measure
from tests.center.build import Scene
from tests.center.moments import HOUR, at
from tests.center.steps import ALWAYS, delay

DOSSIERS = (
    # Accepted on a day at 08:00, ready, whether an extension is drawn.
    (2, "3 10:00", True),  # before due
    (2, "4 10:00", False),  # on time
    (2, "4 10:00", True),  # before the changed date, on time by the first
    (2, "4 17:00", True),  # likewise, in the last second
    (2, "4 17:00:01", False),  # overdue
    (2, "4 17:00:01", True),  # before the changed date, overdue by the first
    (2, "7 09:00", True),  # on time by the changed date, overdue by the first
    (2, "8 09:00", True),  # overdue by both
    (8, "20 09:00", True),  # open, within due by both
    (7, "20 09:00", True),  # open, within due by the changed date, overdue by the first
    (7, "20 09:00", False),  # open, overdue
    (1, "5 08:00", True),  # carried over; before the changed date, overdue by the first
)
"""The limit is two working days, an extension three more; day 2 is the first of the period, and day
9 the last. Every second one, from the first on, is decided by the Center's own authorities."""


@pytest.fixture(scope="module")
def workload() -> Workload:
    scene = Scene(days=10)
    limit = scene.limit(working_days=2, extends=scene.limit(working_days=3))
    for day, ready, drawn in DOSSIERS:
        takes = at(ready) - day * DAY - 8 * HOUR
        scene.papers(
            f"{day} 08:00",
            delay(takes, ALWAYS, OpFlag.STOPS_CLOCK),
            limit=limit,
            accepted=True,
            flags=JobFlag.EXTENDS if drawn else 0,
        )
    workload = scene.workload()
    return replace(
        workload,
        period_start=2 * DAY,
        procedures=("own", "vertical"),
        procedure_field=np.zeros(2, np.int32),
        procedure_own=np.array([True, False]),
        agency_days=np.repeat(workload.agency_days, 2, axis=0),
        jobs=replace(workload.jobs, procedure=np.arange(len(DOSSIERS), dtype=np.int32) % 2),
    )


@pytest.fixture(scope="module")
def measures(workload) -> Measures:
    scene = Scene(days=10)
    return measure(serve(workload, scene.roster()), workload, scene.roster())


@pytest.mark.parametrize(
    ("name", "all_of_them", "own"),
    [
        ("received", 11, 6),
        ("carried_over", 1, 0),
        ("settled", 9, 4),
        ("extended", 8, 3),
        ("overdue", 2, 1),
        ("before_due_rate", 5 / 9, 2 / 4),
        ("before_due_rate_first", 1 / 9, 1 / 4),
        ("on_time_rate", 7 / 9, 3 / 4),
        ("on_time_rate_first", 4 / 9, 2 / 4),
        ("on_time_rate_official", 9 / 12, 4 / 6),
        ("on_time_rate_official_first", 5 / 12, 3 / 6),
        ("on_time_rate_filing", 9 / 12, 4 / 6),
    ],
)
def test_rates_by_both_dates_of_all_and_of_the_own_authority(measures, name, all_of_them, own):
    assert measures[name] == pytest.approx(all_of_them)
    assert measures[f"{name}.any"] == pytest.approx(all_of_them)
    assert measures[MeasureKey(name, Scope.OWN, "own")] == pytest.approx(own)


def test_the_form_counts_by_the_changed_date(measures) -> None:
    columns = (12, 0, 11, 1, 9, 5, 2, 2, 3, 2, 1)
    assert measures.form.cells.tolist() == [list(columns)] * 2
    own = (6, 0, 6, 0, 4, 2, 1, 1, 2, 1, 1)
    assert measures.form.of_own().cells.tolist() == [list(own)] * 2
    assert len(columns) == len(FormColumn)
    measures.form.check()
    measures.form.of_own().check()


def test_where_nothing_is_extended_and_all_is_own_there_are_no_such_measures(workload) -> None:
    roster = Scene(days=10).roster()
    plain = replace(
        workload,
        procedure_own=np.ones(2, np.bool_),
        jobs=replace(workload.jobs, flags=workload.jobs.flags & ~np.int8(JobFlag.EXTENDS)),
        time=replace(workload.time, extension=np.full(2, -1, np.int32)),
    )
    outcome = serve(plain, roster)
    measures = measure(outcome, plain, roster)
    assert not [name for name in measures if name.endswith(("_first", ".own", "extended"))]
    assert outcome.jobs.due is outcome.jobs.first_due
    assert (measures.form.own == measures.form.cells).all()
    assert measures["on_time_rate"] == pytest.approx(4 / 9)
