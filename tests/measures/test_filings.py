"""What waits to be accepted is seen, and a clock that starts at the filing says so in a rate."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from simulator.center import serve as serve_all
from simulator.demand.workload import DAY, JobFlag, OpFlag
from simulator.measures import measure
from simulator.measures.filings import Filings
from tests.center.build import Scene
from tests.center.random_scenes import scenes
from tests.center.steps import Dossier, comes_back, delay, serve, serve_citizen
from tests.measures.plain import plain_books

STARTS, STOPS = OpFlag.STARTS_CLOCK, OpFlag.STOPS_CLOCK
HOUR = 3_600


@settings(derandomize=True, deadline=None, max_examples=60)
@given(scene=scenes())
def test_measures_of_filings_equal_a_plain_count(scene) -> None:
    workload, roster = scene.workload(), scene.roster()
    workload = replace(workload, period_start=DAY)
    outcome = serve_all(workload, roster)
    measures = measure(outcome, workload, roster)
    for name, counted in plain_books(outcome, workload, roster).items():
        np.testing.assert_allclose(measures[name], counted, rtol=1e-12, err_msg=name)


def of(scene: Scene):
    workload, roster = scene.workload(), scene.roster()
    return measure(serve_all(workload, roster), workload, roster)


def test_of_the_own_the_accepted_come_first_too() -> None:
    none_is_late = np.zeros(4, np.bool_)
    own = Filings(np.arange(4), np.array([False, True, True, True]), none_is_late, accepted=2).own()
    assert own.field.tolist() == [1, 2, 3]
    assert own.accepted == 1


def starved(hours: int):
    """Five dossiers online, of which the only officer receives one every so many hours."""
    scene = Scene(days=2)
    scene.station(at_break="pause")
    scene.officer(0)
    for clock in ("07:30", "08:00", "08:30", "09:00", "09:30"):
        scene.papers(
            clock, serve(0, hours * HOUR, STARTS | STOPS), limit=scene.limit(working_days=0)
        )
    return of(scene)


def test_a_starved_reception_is_in_time_by_acceptance_and_late_by_filing() -> None:
    measures = starved(hours=6)  # two days of 7½ hours: two are received, three wait
    assert measures["received"] == 2
    assert measures["unaccepted"] == 3
    assert measures["on_time_rate_official"] == 1.0
    assert measures["on_time_rate_filing"] == 1 / 5  # of five due on the first day, one is ready


def test_where_nothing_waits_both_rates_are_the_same() -> None:
    measures = starved(hours=1)
    assert measures["unaccepted"] == 0
    assert measures["on_time_rate_filing"] == measures["on_time_rate_official"] == 1.0


def test_who_waits_at_a_counter_has_filed_what_they_bring() -> None:
    scene = Scene(days=1)
    counter = scene.station(at_break="pause", closing="send-home")
    scene.station()
    scene.officer(0)
    scene.officer(1)
    limit = scene.limit(working_days=0)
    brings = [Dossier((serve(1, 60, STOPS),), limit, JobFlag.ACCEPTED)] * 2
    scene.visit(counter, "08:00", 8 * HOUR, brings=brings)  # served when the doors close
    scene.visit(counter, "08:30", HOUR, brings=brings)  # sent home
    scene.visit(counter, "08:45", HOUR)  # only asks
    measures = of(scene)
    assert measures["unaccepted"] == 4
    assert np.isnan(measures["on_time_rate"])


def test_who_came_in_vain_before_has_filed_with_the_first_trip() -> None:
    scene = Scene(days=3)
    counter = scene.station(tickets_per_day=1)
    scene.officer(counter)
    limit = scene.limit(working_days=0)
    brings = [Dossier((serve(counter, 60, STOPS),), limit, JobFlag.ACCEPTED)] * 2
    scene.visit(counter, "08:00", HOUR)
    scene.visit(counter, "08:30", HOUR, brings=brings)  # no ticket is left: comes again on day 1
    measures = of(scene)
    assert measures["on_time_rate_official"] == 1.0
    assert measures["on_time_rate_filing"] == 0.0


def test_what_will_be_incomplete_waits_until_the_citizen_has_it_back() -> None:
    scene = Scene(days=1)
    scene.station(at_break="pause")
    scene.officer(0)
    again = comes_back(1), serve_citizen(0, HOUR, flags=STARTS | STOPS)
    scene.papers("07:30", serve(0, 6 * HOUR), *again)  # until 15:30
    scene.papers("08:00", serve(0, 6 * HOUR), *again)
    scene.papers("08:30", serve(0, 6 * HOUR), *again)
    measures = of(scene)
    assert measures["received"] == 0
    assert measures["unaccepted"] == 2


def asked_for_a_supplement(days: int):
    """A dossier due on its day, whose citizen is asked for a supplement and brings it later."""
    scene = Scene(days=3)
    scene.station()
    scene.officer(0)
    scene.papers(
        "08:00",
        serve(0, 600, STARTS),
        serve(0, 600, OpFlag.HALTS_CLOCK),
        delay(days * DAY, flags=STARTS),
        serve(0, 600, STOPS),
        limit=scene.limit(working_days=0),
    )
    return of(scene)


def test_a_supplement_is_filed_when_it_is_there_and_until_then_the_clock_stands() -> None:
    assert asked_for_a_supplement(days=9)["on_time_rate_filing"] == 1.0  # still with the citizen
    assert asked_for_a_supplement(days=1)["on_time_rate_filing"] == 1.0  # settled the next day
