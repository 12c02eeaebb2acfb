"""Results that a page must bear: Centers with hardly anything, or too much, or hostile names.

In: the data of the district's Center, and a folder to write scenarios to. Out: results, with
their scenario as written.
"""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from simulator.results.result import Result
from simulator.scenario import read_resolved, validated
from tests.reports.conftest import District

Data = dict[str, Any]

SCENARIOS = Path(__file__).parents[2] / "scenarios"

MONTH = {"from": "2021-03-01", "to": "2021-03-31", "warm_up": "21 days"}

LONG = "Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất " * 3
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror="alert(2)">',
    "=1+1",
    "${7*7}",
    "{{7*7}}",
    "</style></svg><b>",
    "right to left \u0645\u0631\u0643\u0632",
    "🏛️ 👩‍👩‍👧",
    "&lt;i&gt; &amp; 100 % \\alpha $x_1$",
)


class Case(NamedTuple):
    """A result, and the data of its scenario as written."""

    result: Result
    written: object


def nothing_settled(center: Data) -> Data:
    """Return a Center whose only procedure takes longer than the month."""
    steps = center["procedures"]["allowance"]["steps"]
    return _with_one(center, "allowance", steps=steps | {"appraise": {"constant": "400 h"}})


def one_dossier(center: Data) -> Data:
    """Return a Center to which one dossier comes in the month of the first replication."""
    return _with_one(center, "enrolment", volume="12 per year")


def one_procedure(center: Data) -> Data:
    return _with_one(center, "certification")


def eighty_procedures(center: Data) -> Data:
    allowance = center["procedures"]["allowance"]
    for number in range(80 - len(center["procedures"])):
        center["procedures"][f"procedure-{number}"] = allowance | {
            "label": {"vi": f"Thủ tục {number}", "en": f"Procedure {number}"},
            "volume": "40 per year",
        }
    return center


def eighty_fields(center: Data) -> Data:
    allowance = center["procedures"]["allowance"]
    for number in range(80 - len(center["fields"])):
        key = f"field-{number}"
        center["fields"][key] = {"vi": f"Lĩnh vực {number}", "en": f"Field {number}"}
        center["procedures"][key] = allowance | {"field": key, "volume": "60 per year"}
        for group, step in (
            ("counters", "receive"),
            ("counters", "return"),
            ("specialists", "appraise"),
        ):
            center["staff"][group]["serves"] = [*center["staff"][group]["serves"], f"{step}/{key}"]
    return center


def long_name(center: Data) -> Data:
    assert len(LONG) > 200
    for key in ("land", "social"):
        center["fields"][key] = {"vi": LONG, "en": LONG}
    center["staff"]["counters"]["label"] = center["name"] = {"vi": LONG, "en": LONG}
    return center


def hostile_names(center: Data) -> Data:
    first, *others = HOSTILE
    center["name"] = first
    for key, name in zip(center["fields"], HOSTILE, strict=False):
        center["fields"][key] = name
    for part in ("procedures", "staff"):
        for thing, name in zip(center[part].values(), others, strict=False):
            thing["label"] = name
    center["sources"]["procedures.land-transfer.limit"] = " ".join(HOSTILE)
    return center


def a_day(center: Data) -> Data:
    center["period"] = {"from": "2021-03-01", "to": "2021-03-01", "warm_up": "0 days"}
    return center


def never_open_to_visitors(center: Data) -> Data:
    for procedure in center["procedures"].values():
        procedure["channels"] = {"online": 1.0}
        procedure.pop("on_the_spot", None)
        procedure.pop("bundle", None)
    center["citizens"]["collects"] = {"online": 1.0}
    return center


CENTERS: Mapping[str, Callable[[Data], Data]] = {
    function.__name__: function
    for function in (
        nothing_settled,
        one_dossier,
        one_procedure,
        eighty_procedures,
        eighty_fields,
        long_name,
        hostile_names,
        a_day,
        never_open_to_visitors,
    )
}
"""What becomes of the data of the district's Center."""

ONE_REPLICATION, INTERRUPTED = "one_replication", "interrupted"

TEXTBOOK = "mm3"
"""A queue that is open around the clock."""

NAMES = (*CENTERS, ONE_REPLICATION, INTERRUPTED, TEXTBOOK)


def case(name: str, district: District, folder: Path) -> Case:
    """Return the result of an edge case."""
    if name == TEXTBOOK:
        return _run(SCENARIOS / "textbook" / f"{name}.yaml", "period.to=2021-01-31")
    center = deepcopy(district.resolved.data) | {"period": dict(MONTH)}
    if name in CENTERS:
        center = CENTERS[name](center)
    alone = name in {one_dossier.__name__, ONE_REPLICATION}
    found = _run(_written(center, folder), replications=1 if alone else 2)
    if name == INTERRUPTED:
        return found._replace(result=replace(found.result, planned=10))
    return found


def _with_one(center: Data, key: str, **changes: object) -> Data:
    """Keep one of the procedures, with changes, and officers who do all of it."""
    return center | {
        "procedures": {key: center["procedures"][key] | changes},
        "staff": {"officers": {"officers": 3, "serves": ["all/all"]}},
        "sources": {},
    }


def _written(center: Data, folder: Path) -> Path:
    file = folder / "center.yaml"
    file.write_text(json.dumps(center, ensure_ascii=False, default=str), encoding="utf-8")
    return file


def _run(file: Path, *overrides: str, replications: int = 2) -> Case:
    resolved = read_resolved(file, overrides=overrides)
    run = District(file, resolved, validated(resolved)).run(replications)
    return Case(run, resolved.data)
