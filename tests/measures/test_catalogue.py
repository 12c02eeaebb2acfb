"""The catalogue names every measure of the design, once, with what a reader needs."""

import pytest
from babel.messages.extract import extract_from_file

from simulator.measures import (
    CATALOGUE,
    Kind,
    Scope,
    catalogue,
    catalogue_appointments,
    measure_named,
    quantities,
)

LOBBY = {
    *("wait_mean", "wait_p50", "wait_p90", "wait_p95"),
    *("wait_within_15", "wait_within_20", "wait_within_30"),
    *("visits", "visits_per_dossier", "sent_home", "turned_away", "abandoned", "lost"),
    "trips_in_vain",
}
STATIONS = {
    *("queueing_mean", "queueing_p90"),
    *("utilization", "overtime_hours", "signatures_per_day"),
}
DOSSIERS = {
    *("received", "carried_over", "settled", "open_at_end", "unaccepted", "overdue"),
    *("before_due_rate", "on_time_rate", "on_time_rate_official"),
    *("on_time_rate_filing", "before_due_rate_days", "on_time_rate_same_day"),
    "after_cut_off_share",
    *("extended", "before_due_rate_first", "on_time_rate_first", "on_time_rate_official_first"),
    *("lateness_p90", "cycle_time_mean", "cycle_time_p90"),
}


APPOINTMENTS = {
    *("booked_wait_mean", "booked_within_5", "booked_within_15"),
    *("walk_in_wait_mean", "walk_in_within_5", "walk_in_within_15"),
    *("appointments", "fully_booked", "no_shows", "slots_missed", "slots_unused"),
}


def test_the_names_are_those_of_the_design_each_once() -> None:
    names = [measure.name for measure in CATALOGUE]
    assert len(names) == len(set(names))
    assert set(names) == LOBBY | STATIONS | DOSSIERS | APPOINTMENTS


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.name)
def test_every_measure_has_a_unit_a_sentence_and_the_whole_center(measure) -> None:
    assert measure.unit
    assert measure.definition.endswith(".")
    assert measure.scopes[0] is Scope.ALL


def test_every_share_ends_at_one() -> None:
    assert all(measure.highest == 1.0 for measure in CATALOGUE if measure.kind is Kind.SHARE)


def test_every_measure_has_a_title_and_no_two_have_one() -> None:
    assert len({measure.title for measure in CATALOGUE}) == len(CATALOGUE)


def test_more_is_better_of_what_is_in_time_and_of_what_is_settled() -> None:
    more = {measure.name for measure in CATALOGUE if measure.better == "more"}
    in_time = {measure.name for measure in CATALOGUE if measure.kind is Kind.SHARE}
    assert more == in_time - {"after_cut_off_share"} | {"settled"}


def test_a_measure_is_found_with_and_without_a_suffix() -> None:
    assert measure_named("wait_p90") is measure_named("wait_p90.receive/land")


def test_an_unknown_measure_gets_a_near_match() -> None:
    with pytest.raises(KeyError, match=r"on_time_rat.*did you mean 'on_time_rate.land'"):
        measure_named("on_time_rat.land")


def test_all_that_people_read_can_be_gathered_for_translation() -> None:
    texts = {
        text
        for module in (catalogue, catalogue_appointments, quantities)
        for _line, text, *_rest in extract_from_file(
            "python", module.__file__, keywords={"N_": None}
        )
    }
    for measure in CATALOGUE:
        quantity = measure.quantity
        assert {measure.title, measure.definition, measure.unit, *quantity.change} <= texts
        signs = {quantity.sign, quantity.difference_sign} - {"", " %"}
        assert signs <= texts
