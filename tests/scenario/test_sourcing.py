from pathlib import Path

import pytest

from simulator.scenario import read_resolved, validated
from simulator.scenario.sourcing import Sourcing, sourced_values, sourcing

VAN_DON = Path(__file__).parents[2] / "scenarios" / "van-don-2021.yaml"
DISTRICT = Path(__file__).parents[1] / "reports" / "district.yaml"

WRITTEN = {
    "name": "Center",
    "period": {"from": "2021-01-01", "to": "2021-12-31"},
    "calendar": {"hours": {"mon-fri": ["08:00-12:00"], "sat": ["08:00-10:00"]}, "cut_off": "15:00"},
    "procedures": {
        "transfer": {
            "label": "Transfer",
            "field": "land",
            "volume": "10 per working day",
            "steps": {"receive": {"gamma": {"mean": "5 min", "cv": 0.6}}, "seal": {}},
        }
    },
    "staff": {"clerks": {"officers": 2, "serves": ["receive/all"], "calendar": "office"}},
}
"""Six values: hours, cut_off, volume, receive, seal, officers."""


def test_what_no_source_covers_is_an_assumption():
    assert sourcing(WRITTEN, {}) == Sourcing(values=6, assumed=6)


@pytest.mark.parametrize(
    ("path", "covered"),
    [
        ("calendar.cut_off", 1),
        ("calendar", 2),
        ("procedures.transfer", 3),
        ("procedures.all.steps", 2),
        ("procedures.transfer.steps.receive.gamma.mean", 1),
        ("staff.all.officers", 1),
        ("staff.clerks.speed", 0),
    ],
)
def test_a_source_covers_what_its_path_leads_to(path, covered):
    assert sourcing(WRITTEN, {path: "Decision 12"}).assumed == 6 - covered


def test_a_source_may_say_that_it_is_an_assumption():
    for text in ("Assumption: as in 2020", "Giả định"):
        assert sourcing(WRITTEN, {"staff.all.officers": text}).assumed == 6


def test_the_longest_path_decides():
    sources = {"calendar": "Decision 12", "calendar.cut_off": "assumption"}
    assert sourcing(WRITTEN, sources).assumed == 5


def test_the_values_of_a_file_are_counted_without_its_defaults():
    data = read_resolved(DISTRICT).data
    counted = sourcing(data, data["sources"])
    assert counted.values - counted.assumed == 3
    assert counted.values < 100


def test_each_value_is_told_with_its_path_as_written():
    told = {value.path: value.written for value in sourced_values(WRITTEN, {})}
    assert told["staff", "clerks", "officers"] == 2
    receive = ("procedures", "transfer", "steps", "receive")
    assert told[receive] == {"gamma": {"mean": "5 min", "cv": 0.6}}
    assert ("calendar", "hours") in told
    assert not {path[-1] for path in told} & {"label", "field", "serves", "calendar", "from"}


def test_figures_of_the_scores_are_values_and_what_is_said_of_them_is_not():
    areas = {"finance": {"maximum": 5.5, "note": "as planned"}}
    written = {"scores": {"par_index": {"total": 89.65, "areas": areas}}}
    paths = [".".join(value.path) for value in sourced_values(written, {})]
    assert paths == ["scores.par_index.total", "scores.par_index.areas.finance.maximum"]


def test_a_run_does_not_rest_on_figures_of_the_scores():
    written = WRITTEN | {"scores": {"par_index": {"total": 89.65}}}
    assert sourcing(written, {"scores": "plan of the year"}) == Sourcing(values=6, assumed=6)


@pytest.mark.parametrize(
    ("text", "source", "remark"),
    [
        ("Decision 12", "Decision 12", ""),
        ("assumption", None, ""),
        ("Assumption: as in 2020", None, "as in 2020"),
        ("assumption, after Warsaw", None, "after Warsaw"),
        ("giả định – như năm 2020", None, "như năm 2020"),
    ],
)
def test_a_value_is_told_with_its_source_or_the_remark_on_its_assumption(text, source, remark):
    value = sourced_values({"seal": {"at": "center"}}, {"seal": text})[0]
    assert (value.source, value.remark, value.is_assumed) == (source, remark, source is None)


def test_every_value_written_is_assumed_or_sourced_once():
    resolved = read_resolved(VAN_DON)
    sources = validated(resolved).sources
    values = sourced_values(resolved.data, sources)
    assert len({value.path for value in values}) == len(values)
    assert all(value.is_assumed == (value.source is None) for value in values)
    of_run = [value for value in values if value.path[0] != "scores"]
    assumed = sum(value.is_assumed for value in of_run)
    assert sourcing(resolved.data, sources) == Sourcing(len(of_run), assumed)
    assert len(of_run) < len(values)
    by_path = {".".join(value.path): value for value in values}
    assert by_path["procedures.land-transfer.volume"].remark.startswith("about 80 dossiers")
    assert by_path["procedures.land-transfer.limit"].source.startswith("published procedure lists")


# Values that are changed


BASE = """
staff: {clerks: {officers: 3, leave: 12 days}, heads: {officers: 1, leave: 12 days}}
sources: {staff.all.officers: "Decision 12", staff.clerks.leave: "Labour Code"}
"""


def sources_of(folder, text, overrides=()):
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "own.yaml").write_text(f"extends: base.yaml\n{text}", encoding="utf-8")
    data = read_resolved(folder / "own.yaml", overrides=overrides).data
    return {value.path: value.stated for value in sourced_values(data, data["sources"])}


OFFICERS, HEADS, LEAVE = (
    ("staff", *path)
    for path in (("clerks", "officers"), ("heads", "officers"), ("clerks", "leave"))
)


def test_a_value_that_is_changed_loses_the_source_of_the_one_before(tmp_path):
    said = sources_of(tmp_path, "staff: {clerks: {officers: 4, leave: 12 days}}")
    assert said[OFFICERS] == "assumption"
    assert said[HEADS] == "Decision 12"
    assert said[LEAVE] == "Labour Code"  # written again, and the same


def test_a_value_that_is_set_loses_its_source(tmp_path):
    said = sources_of(tmp_path, "", ["staff.all.officers=2"])
    assert said[OFFICERS] == said[HEADS] == "assumption"
    assert sources_of(tmp_path, "", ["staff.clerks.officers=3"])[OFFICERS] == "Decision 12"


def test_a_value_that_is_changed_with_a_source_has_that_one(tmp_path):
    text = 'staff: {clerks: {officers: 4}}\nsources: {staff: "Decision 13"}'
    assert sources_of(tmp_path, text)[OFFICERS] == "Decision 13"


def test_a_new_name_is_not_covered_by_what_was_said_of_all_before_it(tmp_path):
    said = sources_of(tmp_path, "staff: {couriers: {officers: 1}}")
    assert said["staff", "couriers", "officers"] == "assumption"
