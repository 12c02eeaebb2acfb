import pytest

from simulator.reports.labels import LONGEST, Names, in_words
from simulator.scenario import load_scenario
from simulator.scenario.vocabulary import Label
from simulator.studies import names_of
from tests.reports.conftest import DISTRICT

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the text around it: embeddings, overrides and isolates of Unicode."""


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


@pytest.mark.parametrize("turn", TURNS)
def test_a_label_cannot_turn_the_text_around_it(turn):
    assert Label(vi="Đất", en=f"{turn}La{turn}nd").spoken == "Land"


@pytest.mark.usefixtures("vietnamese")
def test_nor_can_a_label_in_vietnamese():
    assert Label(vi=f"Đất {TURNS}đai", en="Land").spoken == "Đất đai"


def test_letters_of_other_scripts_stay_in_a_label():
    name = "\u0645\u0631\u0643\u0632 \u4e2d\u5fc3"
    assert Label(vi="Đất", en=name).spoken == name


def test_no_part_of_the_center_turns_the_text_around_it():
    turned = "\u202e{}\u2066"
    scenario = load_scenario(  # as in Python: a file is refused that holds such signs
        DISTRICT,
        overrides={
            "name": turned.format("Center"),
            "fields.land": turned.format("Land"),
            "staff.seal-clerk.label": turned.format("Clerk"),
        },
    )
    names = Names(scenario)
    assert names.center == "Center"
    assert (names.field("land"), names.station("receive/land")) == ("Land", "Receive · Land")
    assert names.group("seal-clerk") == "Clerk"


def test_what_is_taken_out_of_a_label_needs_no_room():
    clerk = "C" * LONGEST
    scenario = load_scenario(DISTRICT, overrides={"staff.seal-clerk.label": f"{clerk}{TURNS}"})
    assert Names(scenario).group("seal-clerk") == clerk


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
    assert Names(district.scenario).place(names_of(district.scenario).key(name)) == place


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("wait_mean", "Mean wait, min"),
        ("wait_mean.receive/land", "Mean wait · Receive · Land, min"),
        ("on_time_rate", "Before due or on time, %"),
        ("overdue", "Dossiers settled late"),
    ],
)
def test_a_title_names_place_and_unit(district, name, title):
    key, names = names_of(district.scenario).key(name), Names(district.scenario)
    assert names.measure_with_unit(key) == title
    assert title.startswith(names.measure(key))
