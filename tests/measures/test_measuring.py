"""One replication's measures: stable names, one value and count each, nothing from nothing."""

import numpy as np
import pytest

from simulator.measures import Kind, MeasureKey, Scope


def test_an_empty_center_measures_nothing_without_a_warning(center) -> None:
    measures = center.measure()
    for key, value, count in zip(measures.index, measures.values, measures.counts, strict=True):
        if key.entry.kind is Kind.TOTAL:
            assert (value, count) == (0, 0), key
        elif key.measure == "signatures_per_day":
            assert (value, count) == (0, 2), key  # two working days without a signature
        else:
            assert np.isnan(value), key
            assert count == 0, key
    assert not measures.form.cells.any()


def test_names_are_the_same_whatever_happens(build) -> None:
    quiet, busy = build(), build()
    busy.visit(0, busy.Trip(busy.at(1, "11:00"), busy.at(1, "11:30")))
    busy.dossier(0, busy.at(1, "09:00"), busy.at(1, "17:00"), busy.at(2, "10:00"))
    assert quiet.measure().index == busy.measure().index


def test_names_are_unique_and_carry_every_kind_of_suffix(center) -> None:
    names = center.measure().keys()
    assert len(names) == len(set(names))
    for suffix in ("", ".receive", ".land", ".receive/land", ".08h"):
        assert f"wait_mean{suffix}" in names
    assert "utilization.counter" in names
    assert "wait_mean.counter" not in names
    assert "wait_mean.seal" not in names  # no station of this Center seals


def test_values_are_found_by_name(center) -> None:
    center.visit(2, center.Trip(center.at(1, "08:00"), center.at(1, "08:05")))
    measures = center.measure()
    assert measures["wait_mean.receive/justice"] == 5.0
    assert measures[MeasureKey("wait_mean", Scope.STATION, "receive/justice")] == 5.0
    assert tuple(measures) == measures.index.names
    assert len(measures.values) == len(measures.counts) == len(measures.index)


def test_an_unknown_name_gets_a_near_match(center) -> None:
    with pytest.raises(KeyError, match=r"did you mean 'wait_mean.receive/land'"):
        center.measure()["wait_mean.receive/lnd"]


def test_a_value_outside_its_stations_label_order_is_not_misplaced(build) -> None:
    # Stations in no order of step or field: each value must still find its own label.
    center = build(stations=(("return", "justice"), ("receive", "land"), ("receive", "justice")))
    for station, minutes in ((0, 1), (1, 2), (2, 4)):
        arrival = center.at(1, "08:00")
        center.visit(station, center.Trip(arrival, arrival + 60 * minutes))
    measures = center.measure()
    assert measures["wait_mean.return/justice"] == measures["wait_mean.return"] == 1
    assert measures["wait_mean.receive/land"] == measures["wait_mean.land"] == 2
    assert measures["wait_mean.receive/justice"] == 4
    assert measures["wait_mean.receive"] == 3
    assert measures["wait_mean.justice"] == 2.5


def test_measures_are_read_as_a_mapping(center) -> None:
    measures = center.measure()
    assert measures.get("visits") == measures["visits"] == 0
    assert measures.get("vists") is None
    assert measures.get("vists", -1.0) == -1.0
    assert "visits" in measures
    assert "vists" not in measures
    assert len(measures) == len(list(measures)) == len(measures.index)
    assert list(measures.keys()) == list(measures)
    np.testing.assert_array_equal(list(dict(measures).values()), measures.values)
    np.testing.assert_array_equal([value for _name, value in measures.items()], measures.values)
