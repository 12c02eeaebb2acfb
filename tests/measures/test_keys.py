"""A measure is known by what it is and what it is taken over, and has one name for people."""

import json
import pickle

import pytest

from simulator.measures import CATALOGUE, MeasureIndex, MeasureKey, Scope
from simulator.measures.catalogue import measure_named

NAMES = {
    "wait_mean": MeasureKey("wait_mean"),
    "wait_mean.receive": MeasureKey("wait_mean", Scope.STEP, "receive"),
    "wait_mean.land": MeasureKey("wait_mean", Scope.FIELD, "land"),
    "wait_mean.receive/land": MeasureKey("wait_mean", Scope.STATION, "receive/land"),
    "wait_mean.08h": MeasureKey("wait_mean", Scope.HOUR, "08h"),
    "wait_mean.mon": MeasureKey("wait_mean", Scope.WEEKDAY, "mon"),
    "utilization.land-counter": MeasureKey("utilization", Scope.GROUP, "land-counter"),
}


@pytest.fixture
def index() -> MeasureIndex:
    return MeasureIndex(NAMES.values())


@pytest.mark.parametrize(("name", "key"), NAMES.items())
def test_a_key_is_written_as_people_type_it_and_read_beside_its_scenario(index, name, key) -> None:
    assert str(key) == f"{key}" == name
    assert index.key(name) is index.key(key)
    assert index[index.row(name)] == index[index.row(key)] == key


def test_what_a_text_stands_for_is_what_the_scenario_has() -> None:
    field, group = (MeasureKey("utilization", scope, "tax") for scope in (Scope.FIELD, Scope.GROUP))
    assert MeasureIndex([field]).key("utilization.tax") == field
    assert MeasureIndex([group]).key("utilization.tax") == group
    assert field != group


def test_a_key_leads_to_all_that_the_catalogue_says() -> None:
    assert {MeasureKey(entry.name).entry for entry in CATALOGUE} == set(CATALOGUE)


def test_what_a_scenario_has_not_gets_a_near_match(index) -> None:
    with pytest.raises(KeyError, match=r"there is no measure 'wait_mean.lnd' \(did you mean 'wai"):
        index.key("wait_mean.lnd")
    with pytest.raises(KeyError, match="no measure 'visits'"):
        index.row(MeasureKey("visits"))


def test_the_title_of_a_measure_leads_to_its_name() -> None:
    with pytest.raises(KeyError, match=r"did you mean 'wait_mean'"):
        measure_named("Mean  WAIT")


def test_letters_are_found_however_they_are_composed() -> None:
    index = MeasureIndex([MeasureKey("received", Scope.FIELD, "đất-đai")])
    decomposed = "received.đ\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}\N{COMBINING ACUTE ACCENT}t-đai"
    assert decomposed in index


def test_some_of_the_measures_stand_in_the_order_that_is_asked_for(index) -> None:
    some = index.keys_of(["wait_mean.mon", MeasureKey("wait_mean")])
    assert some.names == ("wait_mean.mon", "wait_mean")
    assert index.keys_of(None) is index


def test_an_index_is_sent_without_its_tables(index) -> None:
    fresh = pickle.dumps(MeasureIndex(index))
    assert index.row("wait_mean") == 0
    assert pickle.dumps(index) == fresh
    assert pickle.loads(fresh) == index  # noqa: S301  # our own


def test_the_parts_of_a_key_are_what_a_store_keeps() -> None:
    for key in NAMES.values():
        name, scope, label = json.loads(json.dumps(key))
        assert MeasureKey(name, Scope(scope), label) == key
