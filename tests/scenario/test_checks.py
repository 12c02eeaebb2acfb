"""Rules between sections, on trees that need not be right elsewhere."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario
from simulator.scenario.checks import (
    check_courier,
    check_flows,
    check_names,
    check_queues,
    check_stations,
)
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Place, Problem
from simulator.scenario.reader import read_text

Check = Callable[[Node], Iterator[Problem]]

FLOW = """\
fields: {land: Land, justice: Justice}
procedures: {p: {field: land, steps: {receive: 0, seal: 0}}}
"""


def found(check: Check, text: str) -> list[str]:
    tree, problems = read_text(text, partial(Place, "a.yaml"))
    assert tree is not None
    assert problems == []
    return [str(problem).removeprefix("a.yaml:") for problem in check(tree)]


@pytest.mark.parametrize(
    "check", [check_names, check_flows, check_stations, check_queues, check_courier]
)
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{fields: 1, procedures: 2, staff: 3, queues: 4, calendars: 5, courier: 6, seal: 7}",
        "{fields: [a], procedures: {p: 1, q: {steps: 3, field: [x]}}, staff: {g: {serves: 3}}}",
        "{staff: {g: {serves: {}, calendar: 3, helps: 4}}, seal: {at: [1]}}",
        "{procedures: {p: {correction: 1}, q: {steps: {}, incomplete: 1}}, staff: 3}",
        "{fields: {f: F}, procedures: {p: {field: f, steps: {receive: 1}}}, staff: {}}",
        "{fields: {f: F}, procedures: {p: {field: f}}, staff: {g: {serves: [seal/f]}}}",
    ],
)
def test_a_check_says_nothing_of_values_that_the_schema_refuses(check: Check, text: str) -> None:
    assert found(check, text) == []


def test_steps_fields_and_groups_have_names_of_their_own() -> None:
    text = "fields: {seal: a, land: b}\nstaff:\n  land: {}\n  return: {}\n"
    assert found(check_names, text) == [
        "1: fields.seal: 'seal' is the name of a step too: choose another name",
        "3: staff.land: 'land' is the name of a field too: choose another name",
        "4: staff.return: 'return' is the name of a step too: choose another name",
    ]


def test_every_field_and_calendar_that_is_named_exists() -> None:
    text = """\
fields: {land: a}
calendars: {tax: {}}
demand:
  surges: [{fields: [land, lnd]}]
  enquiries: {fields: {land: 0.5, lend: 0.5}}
procedures:
  p: {field: lan, consult: [{with: tax}, {with: office}, {with: tex}]}
staff:
  a: {calendar: tax}
  b: {calendar: taxes}
courier: {calendar: offices}
"""
    assert sorted(found(check_names, text)) == [
        "10: staff.b.calendar: taxes: unknown calendar (did you mean 'tax'?)",
        "11: courier.calendar: offices: unknown calendar (did you mean 'office'?)",
        "4: demand.surges.0.fields.1: lnd: unknown field (did you mean 'land'?)",
        "5: demand.enquiries.fields.lend: unknown field (did you mean 'land'?)",
        "7: procedures.p.consult.2.with: tex: unknown calendar (did you mean 'tax'?)",
        "7: procedures.p.field: lan: unknown field (did you mean 'land'?)",
    ]


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ("{a: {serves: [all/all]}}", []),
        ("{a: {serves: [receive/land]}, b: {serves: [seal/all]}}", []),
        ("{a: {serves: [receive/land, return/land, seal/justice, seal/land]}}", []),
        (
            "{a: {serves: [receive/land]}}",
            ["2: procedures.p.steps.seal: no group of staff serves seal/land"],
        ),
        (
            "{a: {serves: [receive/land], helps: [seal/land]}}",
            ["2: procedures.p.steps.seal: no group of staff serves seal/land"],
        ),
        (
            "{a: {serves: [all/all]}, b: {serves: [return/all, all/justice]}}",
            ["3: staff.b.serves: this group serves nothing: no flow has these steps and fields"],
        ),
        (
            "{a: {serves: [all/all], helps: [all/lnd]}}",
            ["3: staff.a.helps.0: all/lnd: unknown field 'lnd' (did you mean 'land'?)"],
        ),
    ],
)
def test_every_station_is_served_and_every_group_serves_one(
    staff: str, expected: list[str]
) -> None:
    assert found(check_stations, f"{FLOW}staff: {staff}\n") == expected


@pytest.mark.parametrize(
    ("helps", "expected"),
    [
        ("[receive/land]", []),
        ("[seal/justice, receive/land]", []),
        ("[]", []),
        (
            "[seal/justice]",
            ["3: staff.a.helps: this group helps nothing: no flow has these steps and fields"],
        ),
    ],
)
def test_a_group_that_helps_helps_at_a_station_that_is_there(
    helps: str, expected: list[str]
) -> None:
    text = f"{FLOW}staff: {{a: {{serves: [all/all], helps: {helps}}}}}\n"
    assert found(check_stations, text) == expected


def test_enquiries_need_someone_who_receives_in_their_fields() -> None:
    text = f"{FLOW}demand: {{enquiries: {{fields: {{land: 0.5, justice: 0.5}}}}}}\n"
    assert found(check_stations, f"{text}staff: {{a: {{serves: [all/all]}}}}\n") == []
    assert found(check_stations, f"{text}staff: {{a: {{serves: [all/land]}}}}\n") == [
        "3: demand.enquiries.fields.justice: no group of staff serves receive/justice"
    ]
    only_asks = "{a: {serves: [all/land]}, b: {serves: [receive/justice]}}"
    assert found(check_stations, f"{text}staff: {only_asks}\n") == []


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        ("incomplete: 0.1, steps: {receive: 0}", None),
        ("incomplete: 0.1, steps: {seal: 0}", "incomplete: 0.1: needs the step receive"),
        ("supplement: {chance: 0.1}, steps: {appraise: 0}", None),
        (
            "supplement: {chance: 0.1}, steps: {seal: 0}",
            "supplement.chance: 0.1: needs the step appraise",
        ),
        ("supplement: {chance: 0}, steps: {seal: 0}", None),
        ("correction: 0.1, steps: {appraise: 0, approve: 0}", None),
        ("correction: 0.1, steps: {approve: 0}", "correction: 0.1: needs the step appraise"),
        ("correction: 0.1, steps: {appraise: 0}", "correction: 0.1: needs the step approve"),
    ],
)
def test_what_may_happen_at_a_step_needs_the_step(procedure: str, expected: str | None) -> None:
    problems = found(check_flows, f"procedures: {{p: {{{procedure}}}}}\n")
    told = [f"1: procedures.p.{expected}, which the flow lacks"] if expected else []
    assert problems == told


def test_a_misspelt_group_is_told_and_not_what_follows_from_it() -> None:
    (problem,) = found(check_stations, f"{FLOW}staff: {{a: {{serves: [receve/land]}}}}\n")
    assert problem.startswith("3: staff.a.serves.0: receve/land: unknown step 'receve' (did you")


def test_a_misspelt_flow_makes_no_group_serve_nothing() -> None:
    text = FLOW.replace("field: land", "field: lnd") + "staff: {a: {serves: [all/land]}}\n"
    assert found(check_stations, text) == []


@pytest.mark.parametrize(
    ("queues", "expected"),
    [
        ("{receive: {closing: send-home, tickets_per_day: 3}, return/land: {closing: x}}", []),
        ("{appraise: {closing: serve-all, tickets_per_day: none}}", []),
        ("{appraise: {last_ticket: none, overtime_at_most: none}}", []),
        (
            "{seal: {last_ticket: 3 min}}",
            ["3: queues.seal.last_ticket: 3 min: citizens come only for receive and return"],
        ),
        (
            "{seal: {overtime_at_most: 0 min}}",
            ["3: queues.seal.overtime_at_most: 0 min: citizens come only for receive and return"],
        ),
        (
            "{seal: {tickets_per_day: 3}}",
            ["3: queues.seal.tickets_per_day: 3: citizens come only for receive and return"],
        ),
        (
            "{receive/all: {}}",
            ["3: queues.receive/all: unknown field 'all'"],
        ),
        ("{land: {}}", ["3: queues.land: unknown step 'land': a station is step/field"]),
    ],
)  # fmt: skip
def test_queues_are_of_steps_or_stations_and_doors_matter_where_citizens_come(
    queues: str, expected: list[str]
) -> None:
    assert found(check_queues, f"{FLOW}queues: {queues}\n") == expected


TO_AND_FRO = "courier: {to_headquarters: ['10:00'], to_center: ['11:00']}\n"


def test_a_seal_at_headquarters_needs_a_courier_if_a_flow_has_the_step() -> None:
    away = f"{FLOW}seal: {{at: headquarters}}\n"
    message = (
        "3: seal.at: headquarters: headquarters needs a courier with a departure each way, such as "
        "courier: {to_headquarters: [10:00], to_center: [11:00], trip: 30 min}"
    )
    expected = [message]
    assert found(check_courier, away) == expected
    assert found(check_courier, f"{away}courier: {{to_headquarters: ['10:00']}}\n") == expected
    assert found(check_courier, away + TO_AND_FRO) == []
    assert found(check_courier, away.replace(", seal: 0", "")) == []
    assert found(check_courier, away.replace("headquarters", "center")) == []


def test_a_back_office_at_headquarters_needs_a_courier_if_its_steps_are_in_the_flow() -> None:
    away = FLOW.replace("field: land", "field: land, back_office: headquarters")
    assert found(check_courier, away) == []
    appraised = away.replace("seal: 0", "appraise: 0")
    assert found(check_courier, appraised + TO_AND_FRO) == []
    (problem,) = found(check_courier, appraised)
    assert problem.startswith("2: procedures.p.back_office: headquarters: headquarters needs a")


@pytest.mark.parametrize(
    "path",
    [
        "procedures.all.volume",
        "procedures.land-transfer.steps.receive.gamma.mean",
        "procedures.all.steps.seal.constant",
        "procedures.land-transfer.consult.0.chance",
        "staff.all.sick",
        "queues.all.target_wait",
        "queues.appraise/land.discipline",
        "calendars.morning.country",
        "demand.hours",
        "seal.at",
        "staff",
    ],
)
def test_a_source_may_be_of_anything_that_the_scenario_has_by_default_or_not(
    center: Path, path: str
) -> None:
    load_scenario(center, overrides={f"sources.{path}": "assumption"})


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("procedures.all.volum", " (did you mean 'volume'?)"),
        ("procedure.all.volume", " (did you mean 'procedures'?)"),
        ("staff.all.officers.all", ""),
        ("demand.surges.0", ""),
        ("procedures.land-transfer.consult.3", ""),
    ],
)
def test_a_source_of_nothing_is_a_problem(center: Path, path: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(center, overrides={f"sources.{path}": "assumption"})
    (problem,) = caught.value.problems
    assert problem.path == f"sources.{path}"
    assert problem.message == f"this path matches nothing{hint}"
