"""Which levers a Center has, and what each sets."""

from collections.abc import Mapping
from typing import Any

import pytest

from simulator.demand import PreparedScenario
from simulator.demand.appointments import slot_loads
from simulator.scenario import Resolved, Scenario, load_scenario, validated
from simulator.scenario.model_center import Staff
from simulator.scenario.moves import LESS, ByStep
from simulator.studies.levers import levers, pullable
from simulator.studies.levers.effort import effort
from simulator.studies.levers.pulling import Pullable
from simulator.studies.source import Source
from tests.shipped import FOLDER
from tests.studies.levers.centers import resolved


def codes(scenario: Scenario) -> dict[str, Mapping[str, Any]]:
    """Return the levers of a scenario by their codes, with what they set."""
    return {lever.code: lever.overrides for lever in levers(scenario)}


def found(name: str, overrides: Mapping[str, object] | None = None) -> list[str]:
    """Return the codes of the levers of one of the Centers."""
    return list(codes(validated(resolved(name, overrides))))


def test_the_shipped_scenario_has_each_kind_of_lever() -> None:
    alone = {"staff.all.helps": [], "queues.all.last_ticket": "none"}
    evening = {"queues.receive.overtime_at_most": "none"}
    known = codes(load_scenario(FOLDER / "van-don-2021.yaml", overrides=alone | evening))
    assert known["staff.officers more land-counter"] == {"staff.land-counter.officers": 4}
    assert known["staff.officers less land-counter"] == {"staff.land-counter.officers": 2}
    assert known["staff.helps help land-counter justice-counter"] == {
        "staff.land-counter.helps": ["receive/justice", "return/justice"],
        "staff.justice-counter.helps": ["receive/land", "return/land"],
    }
    assert known["calendar.hours closes"] == {
        "calendar.hours": {"mon-fri": ["07:30-11:30", "13:30-18:00"]}
    }
    assert known["queues.last_ticket more receive"] == {"queues.receive.last_ticket": "30 min"}
    assert known["queues.overtime_at_most less receive"] == {
        "queues.receive.overtime_at_most": "60 min"
    }
    assert known["staff.speed more land-office"] == {"staff.land-office.speed": 1.1}
    assert known["procedures.channels more"]["procedures.culture-education.channels"] == {
        "counter": 0.55,
        "online": 0.4,
        "post": 0.05,
    }
    assert set(known["procedures.consult_order at-once"].values()) == {"at-once"}
    assert known["staff.calendar office vice-chair"] == {"staff.vice-chair.calendar": "office"}
    assert known["calendars.hours last signing"] == {
        "calendars.signing.hours": {"mon-fri": ["14:00-17:00"]}
    }
    pool = known["staff.serves pool land-counter justice-counter general-counter"]
    assert len(set(map(tuple, pool.values()))) == 1


def test_what_does_nothing_as_the_routes_go_is_no_lever() -> None:
    alone = found("alone")
    assert "staff.officers less counter" not in alone  # there is but one
    assert "procedures.channels more" not in alone  # the citizen waits for it
    assert not {code for code in alone if code.startswith(("seal", "staff.helps", "calendars"))}
    one_agency = {"procedures.land.consult": [{"with": "tax", "takes": {"constant": "8 h"}}]}
    assert "procedures.consult_order at-once" not in found("slow agencies", one_agency)


def test_who_signs_or_seals_is_not_helped_by_counters() -> None:
    for center in ("absent signer", "far seal"):
        assert not [code for code in found(center) if code.startswith("staff.helps")]
    helping = [code for code in found("loaded back office") if "helps" in code]
    assert helping == ["staff.helps help counter desk"]


def test_groups_that_help_each_other_already_are_no_lever() -> None:
    helping = {"staff.busy.helps": ["receive/other"], "staff.idle.helps": ["receive/land"]}
    assert "staff.helps help busy idle" not in found("idle neighbour", helping)


def test_where_only_one_of_two_could_help_more_both_are_named() -> None:
    known = codes(validated(resolved("idle neighbour", {"staff.busy.helps": ["receive/other"]})))
    assert known["staff.helps help busy idle"] == {"staff.idle.helps": ["receive/land"]}


def test_in_a_center_of_many_counters_each_helps_those_least_like_it() -> None:
    fields = {f"field-{n}": f"Field {n}" for n in range(9)}
    volumes = zip(fields, range(4, 40, 4), strict=True)
    steps = {"receive": {"constant": "10 min"}}
    many = {
        "fields": fields,
        "procedures": {
            field: {"field": field, "volume": f"{volume} per working day", "steps": steps}
            for field, volume in volumes
        },
        "staff": {f"desk-{f}": {"officers": 1, "serves": [f"receive/{f}"]} for f in fields},
    }
    helping = [code for code in found("alone", many) if code.startswith("staff.helps")]
    assert len(helping) < 3 * 10 < 10 * 9 / 2
    assert "staff.helps help desk-field-0 desk-field-8" in helping
    assert "staff.helps help desk-field-4 desk-field-5" not in helping


def test_a_station_with_a_rule_of_its_own_is_a_place_of_its_own() -> None:
    own = {"queues": {"receive/land": {"last_ticket": "30 min"}}}
    known = codes(validated(resolved("idle neighbour", own)))
    assert known["queues.last_ticket more receive/land"] == {
        "queues.receive/land.last_ticket": "60 min"
    }
    assert "queues.last_ticket less receive" not in known


def test_what_no_center_can_be_is_not_pulled() -> None:
    whole = resolved("absent signer", {"procedures.land.steps.seal": {"constant": "1 min"}})
    whole = whole.overridden({"staff.signer.serves": ["approve/land", "seal/land"]})
    scenario = validated(whole)
    assert "seal.at headquarters" in codes(scenario)  # to which no courier goes
    assert "seal.at headquarters" not in {one.lever.code for one in pullable(whole, scenario)}


def test_citizens_are_drawn_once_for_all_levers_of_staffing() -> None:
    sources = {"sources": {"staff.busy.officers": "the staff plan"}}
    whole = resolved("idle neighbour", sources)
    scenario = validated(whole)
    staffing = [
        one.point.source.workload_key
        for one in pullable(whole, scenario)
        if one.lever.key.path[0] == "staff"
    ]
    assert len(staffing) > 3
    assert set(staffing) == {Source.of(scenario).workload_key}


def test_slots_are_made_where_there_are_none_with_some_places_to_spare() -> None:
    whole = resolved("morning rush")
    booked = _pulled(whole, "procedures.booked more")
    (load,) = slot_loads(PreparedScenario(booked.scenario))
    assert 1.2 < load.places / load.wanted < 2
    more = _pulled(whole.overridden(booked.lever.overrides), "procedures.booked more")
    assert more.scenario.procedures["land"].booked == pytest.approx(0.6)
    assert more.scenario.appointments == booked.scenario.appointments


@pytest.mark.parametrize(
    ("center", "code", "officers"),
    [
        ("idle neighbour", "staff.officers more busy", 1),
        ("idle neighbour", "staff.helps help busy idle", 0),
        ("idle neighbour", "calendar.hours closes", 2 / 8),
        ("absent signer", "staff.calendar office signer", 7),
        ("absent signer", "calendars.hours last signing", 0),
    ],
)
def test_a_lever_takes_the_time_of_officers(center: str, code: str, officers: float) -> None:
    whole = resolved(center)
    taken = effort(validated(whole), _pulled(whole, code).scenario)
    assert taken.officers == pytest.approx(officers)
    assert taken.money is None


def test_a_key_that_is_marked_is_a_lever_and_nothing_else_has_to_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    field = Staff.model_fields["other_duties"]
    mark = ByStep(step=0.1, names={LESS: "Fewer other duties"})
    monkeypatch.setattr(field, "metadata", [*field.metadata, mark])
    busy = resolved("idle neighbour", {"staff.busy.other_duties": 0.25})
    lever = _pulled(busy, "staff.other_duties less busy").lever
    assert lever.overrides == {"staff.busy.other_duties": 0.15}
    assert lever.key.moves == mark


def test_a_step_ends_at_the_bounds_of_its_key_and_of_its_mark() -> None:
    known = codes(validated(resolved("alone", {"staff.counter.speed": 1.95})))
    assert known["staff.speed more counter"] == {"staff.counter.speed": 2}
    assert not codes(validated(resolved("alone", {"staff.counter.speed": 2}))).keys() & {
        "staff.speed more counter"
    }


def _pulled(whole: Resolved, code: str) -> Pullable:
    scenario = validated(whole)
    return next(one for one in pullable(whole, scenario) if one.lever.code == code)
