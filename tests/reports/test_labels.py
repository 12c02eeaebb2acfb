from simulator.reports.labels import Names, in_words


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
