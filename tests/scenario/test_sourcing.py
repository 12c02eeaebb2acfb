from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, load_scenario, read_resolved, validated
from simulator.scenario.model_sources import Stated
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


def stated(sources):
    """What is said of sources, as a scenario reads it."""
    return {path: Stated.model_validate(text) for path, text in sources.items()}


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
    assert sourcing(WRITTEN, stated({path: "Decision 12"})).assumed == 6 - covered


def test_a_source_may_say_that_it_is_an_assumption():
    for text in ("Assumption: as in 2020", "Giả định"):
        assert sourcing(WRITTEN, stated({"staff.all.officers": text})).assumed == 6


def test_the_longest_path_decides():
    sources = {"calendar": "Decision 12", "calendar.cut_off": "assumption"}
    assert sourcing(WRITTEN, stated(sources)).assumed == 5


def test_the_values_of_a_file_are_counted_without_its_defaults():
    data = read_resolved(DISTRICT).data
    counted = sourcing(data, stated(data["sources"]))
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
    assert sourcing(written, stated({"scores": "plan of the year"})) == Sourcing(
        values=6, assumed=6
    )


@pytest.mark.parametrize(
    ("text", "source", "remark"),
    [
        ("Decision 12", "Decision 12", ""),
        ("assumption", None, ""),
        ("Assumption: as in 2020", None, "as in 2020"),
        ("assumption, after Warsaw", None, "after Warsaw"),
        ("giả định – như năm 2020", None, "như năm 2020"),
        ("Assumptions of the plan, 2020", None, "of the plan, 2020"),
    ],
)
def test_a_value_is_told_with_its_source_or_the_remark_on_its_assumption(text, source, remark):
    value = sourced_values({"seal": {"at": "center"}}, stated({"seal": text}))[0]
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
    return {
        value.path: value.stated and value.stated.text
        for value in sourced_values(data, stated(data["sources"]))
    }


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


# Sources that say more than a text


@pytest.mark.parametrize(
    "written",
    [
        "Decision 12",
        "assumption: as in 2020",
        {"vi": "Quyết định 12", "en": "Decision 12"},
        {"vi": "giả định", "en": "assumption, after Warsaw"},
        {"source": "two public logs", "range": [0.1, 0.25], "n": 812},
        {"assumption": "no figure known", "range": ["10 min", "14 min"]},
        {"assumption": {"vi": "chưa có số liệu", "en": "no figure known"}},
    ],
)
def test_a_source_is_written_as_it_was_read(written):
    said = Stated.model_validate(written)
    assert said.model_dump(mode="json") == written
    assert Stated.model_validate(said.model_dump(mode="json")) == said


def test_a_mapping_says_whether_it_is_an_assumption_and_what_else():
    said = Stated.model_validate({"assumption": "no figure known", "range": [0.01, 0.04]})
    assert (said.is_assumption, said.remark, said.range) == (True, "no figure known", (0.01, 0.04))
    known = Stated.model_validate({"source": {"vi": "Hai nhật ký", "en": "two logs"}, "n": 812})
    assert (known.is_assumption, known.text, known.remark, known.n) == (False, "two logs", "", 812)


@pytest.mark.usefixtures("vietnamese")
def test_it_is_told_in_the_language_that_is_spoken():
    said = Stated.model_validate({"vi": "giả định: theo năm 2020", "en": "assumption: as in 2020"})
    assert (said.is_assumption, said.remark) == (True, "theo năm 2020")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"range": [1, 2]}, "one key of both"),
        ({"source": "a", "assumption": "b"}, "one key of both"),
        ({"source": "a", "range": [1]}, "two ends"),
        ({"source": "a", "n": 0}, "greater than or equal to 1"),
        ({"source": "a", "rnage": [1, 2]}, "rnage"),
    ],
)
def test_what_is_no_source_is_refused(source, message):
    with pytest.raises(ValueError, match=message):
        Stated.model_validate(source)


MM1 = Path("scenarios/textbook/mm1.yaml")
SERVICE = "procedures.job.steps.receive"


def with_range(path, least, most):
    source = {"assumption": "no figure known", "range": [least, most]}
    return load_scenario(MM1, overrides={f"sources.{path}": source})


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        (SERVICE, ("6 min", "9 min")),
        ("staff.clerks.officers", (1, 3)),
        ("procedures.job.volume", ("4 per hour", "6 per hour")),
    ],
)
def test_a_range_holds_the_value(path, ends):
    assert with_range(path, *ends).sources[path].range == ends


def test_a_value_that_is_changed_is_not_held_to_the_range_of_the_earlier(tmp_path):
    ranged = {"assumption": "as in 2020", "range": [1, 3]}
    own = tmp_path / "own.yaml"
    own.write_text(f"extends: {MM1.resolve()}\nsources: {{staff.all.officers: {ranged}}}\n")
    many = load_scenario(own, overrides={"staff.clerks.officers": 4})
    assert many.sources["staff.clerks.officers"].remark == "as in 2020"
    assert many.sources["staff.clerks.officers"].range is None


@pytest.mark.parametrize(
    ("path", "ends", "message"),
    [
        (SERVICE, ("60 min", "90 min"), f"{SERVICE} is .* which is not in the range"),
        (SERVICE, (6, 9), "and the range is in another unit"),
        (SERVICE, ("9 min", "6 min"), r"a range is \[least, greatest\]"),
        (SERVICE, ("6 min", 9), r"a range is \[least, greatest\]"),
        (SERVICE, ("some", "more"), r"a range is \[least, greatest\]"),
        ("calendar.hours", (1, 2), "a range is of numbers"),
    ],
)
def test_a_range_that_cannot_be_is_told_with_its_place(path, ends, message):
    with pytest.raises(ScenarioError, match=message):
        with_range(path, *ends)


SUPPLEMENT = "procedures.job.supplement"
CENTER = """
extends: {base}
procedures:
  job:
    steps: {{appraise: {{constant: 1 min}}}}
    supplement: {{chance: 0.08, never: 0.1}}
    channels: {{counter: 0.7, online: 0.3}}
staff: {{clerks: {{serves: [receive/all, appraise/all]}}}}
sources: {{{path}: {{assumption: no figure known, range: [{least}, {most}]}}}}
"""


def ranged(tmp_path, path, least, most, **overrides):
    file = tmp_path / "center.yaml"
    text = CENTER.format(base=MM1.resolve(), path=path, least=least, most=most)
    file.write_text(text, encoding="utf-8")
    return load_scenario(file, **overrides)


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        (f"{SUPPLEMENT}.chance", 0.02, "20 %"),
        ("procedures.job.channels.online", 0.2, 0.4),
        ("procedures.job.channels", 0.6, 0.8),
    ],
)
def test_a_range_may_be_of_a_number_inside_a_whole_value(tmp_path, path, least, most):
    assert ranged(tmp_path, path, least, most).sources[path].range == (least, most)


def test_a_number_inside_a_whole_value_that_is_changed_is_not_held_to_its_range(tmp_path):
    path = f"{SUPPLEMENT}.chance"
    override = {SUPPLEMENT: {"chance": 0.5, "never": 0.1}}
    changed = ranged(tmp_path, path, 0.02, 0.2, overrides=override)
    assert changed.sources[path].range is None


@pytest.mark.parametrize(
    ("path", "ends", "message"),
    [
        (f"{SUPPLEMENT}.chance", (0.1, 0.2), f"{SUPPLEMENT}.chance is 0.08, which is not in"),
        (f"{SUPPLEMENT}.chance", ("1 min", "2 min"), "chance is 0.08, and .* another unit"),
        ("procedures.job.channels.online", (0.6, 0.8), "channels.online is 0.3, which is not"),
        (f"{SERVICE}.exponential.mean", (1, 2), rf"{SERVICE} is 7.5 min, and .* another unit"),
    ],
)
def test_a_number_inside_a_whole_value_is_in_its_range(tmp_path, path, ends, message):
    with pytest.raises(ScenarioError, match=message):
        ranged(tmp_path, path, *ends)


@pytest.mark.parametrize("ends", [(".nan", ".nan"), ("-.inf", ".inf"), (0.01, ".inf")])
def test_the_ends_of_a_range_are_numbers(tmp_path, ends):
    with pytest.raises(ScenarioError, match=r"a range is \[least, greatest\]"):
        ranged(tmp_path, f"{SUPPLEMENT}.chance", *ends)


def test_a_range_in_another_unit_is_said_to_be(tmp_path):
    message = "procedures.job.volume is 5 per hour, and the range is in another unit"
    with pytest.raises(ScenarioError, match=message):
        ranged(tmp_path, "procedures.job.volume", "200 per month", "800 per month")
