import pytest

from simulator.reports.labels import Names, in_words
from simulator.reports.result import parse_name


def test_parts_of_the_center_are_called_by_their_labels(district):
    names = Names(district.scenario)
    assert names.center == "District Public Administration Center"
    assert names.station("receive/justice") == "Receive · Justice and civil status"
    assert names.group("seal-clerk") == "Seal clerk"


def test_a_group_without_a_label_is_called_by_its_key(district_with):
    scenario = district_with("staff.helpers={officers: 1, serves: [seal/all]}").scenario
    assert Names(scenario).group("helpers") == "helpers"


def test_long_lists_say_how_many_more_there_are():
    assert in_words(["a", "b", "c"], most=3) == "a, b and c"
    assert in_words(["a", "b", "c"], most=1) == "a and 2 more"


def test_long_labels_are_cut_to_what_a_page_has_room_for(district_with):
    scenario = district_with(f"staff.seal-clerk.label={'Seal clerk ' * 8}").scenario
    assert Names(scenario).group("seal-clerk") == "Seal clerk Seal clerk Seal clerk Seal c…"


def test_names_are_in_full_where_there_is_room(district_with):
    scenario = district_with(f"staff.seal-clerk.label={'Seal clerk ' * 8}").scenario
    assert Names(scenario, longest=None).group("seal-clerk") == ("Seal clerk " * 8).strip()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("wait_mean", "The whole Center"),
        ("wait_mean.seal", "Seal"),
        ("wait_mean.land", "Land"),
        ("wait_mean.receive/land", "Receive · Land"),
        ("utilization.leaders", "Signing leaders"),
        ("wait_mean.08h", "Arrived 08:00–09:00"),
    ],
)
def test_what_a_measure_is_taken_over_is_said_in_words(district, name, place):
    _stem, suffix = parse_name(name, district.scenario)
    assert Names(district.scenario).place(suffix) == place
