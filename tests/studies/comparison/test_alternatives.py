"""Which scenarios are compared, what they are called, and what they differ in."""

from pathlib import Path

import pytest

from simulator.scenario import ScenarioError
from simulator.studies.comparison import comparability_problems, read_alternatives
from simulator.studies.comparison.alternatives import MOST, settings_of
from tests.studies.comparison.conftest import BUSY, CALM, CENTER


def names(*files, **options):
    return [each.name for each in read_alternatives(files or [CENTER], **options)]


@pytest.mark.parametrize(
    ("variation", "expected"),
    [
        ("a.b=1", ("a.b=1",)),
        ("a.b=1;c=2", ("a.b=1", "c=2")),
        (" a.b=1 ; c=x y ; ", ("a.b=1", "c=x y")),
        ("name='one; more'; c=2", ("name='one; more'", "c=2")),
        ('name={vi: "m; n", en: "it\'s; so"}; c=2', ('name={vi: "m; n", en: "it\'s; so"}', "c=2")),
        ("name=it's; c='d;e'", ("name=it's", "c='d;e'")),
        ("name='it''s; so'; c=2", ("name='it''s; so'", "c=2")),
        (r'name="a \"quoted; word\""; c=2', (r'name="a \"quoted; word\""', "c=2")),
        ("name='never closed; c=2", ("name='never closed", "c=2")),
        ("", ()),
        (" ; ;", ()),
    ],
)
def test_semicolons_part_settings_unless_they_are_quoted(variation, expected):
    assert settings_of(variation) == expected


def test_a_variation_sets_all_of_its_values_and_those_that_hold_for_all():
    base, other = read_alternatives(
        [CENTER], overrides=["staff.busy.speed=1.5"], variations=[f"{BUSY}; {CALM}"]
    )
    staff = other.scenario.staff
    assert (staff["busy"].officers, staff["calm"].officers, staff["busy"].speed) == (2, 2, 1.5)
    assert (base.scenario.staff["busy"].officers, base.scenario.staff["busy"].speed) == (1, 1.5)
    assert other.settings == (BUSY, CALM)
    assert base.settings == ()


def test_scenarios_of_one_name_are_called_by_what_was_typed(tmp_path):
    copy = tmp_path / "copy.yaml"
    copy.write_text(CENTER.read_text(encoding="utf-8"), encoding="utf-8")
    assert names(CENTER, copy, variations=[BUSY]) == ["two-counters", "copy", BUSY]


def test_a_name_of_its_own_is_kept():
    assert names(variations=["name=More at the counter; staff.busy.officers=2"]) == [
        "Two counters",
        "More at the counter",
    ]


def test_no_two_scenarios_have_one_name():
    assert names(CENTER, CENTER, CENTER) == ["two-counters", "two-counters (2)", "two-counters (3)"]
    found = names(CENTER, CENTER, variations=["name='two-counters (2)'", BUSY, BUSY])
    assert len(set(found)) == 5


def test_all_problems_of_all_scenarios_are_told_once_each_where_it_was_typed(tmp_path):
    with pytest.raises(ScenarioError) as raised:
        read_alternatives(
            [CENTER, Path("nowhere.yaml")],
            overrides=["staff.busy.speed=-1"],
            variations=["staff.bsuy.officers=2", BUSY],
        )
    lines = str(raised.value).splitlines()
    assert len(lines) == 3
    assert any(line.startswith("--set staff.busy.speed=-1: ") for line in lines)
    assert any(line.startswith("--with staff.bsuy.officers=2: staff.bsuy: ") for line in lines)
    assert any(line.startswith("nowhere.yaml: ") for line in lines)


@pytest.mark.parametrize(
    ("variations", "told"),
    [([], "two to 26 scenarios, not 1"), ([" ; "], "--with sets"), ([BUSY] * MOST, "not 27")],
)
def test_what_is_no_comparison_is_refused(variations, told):
    with pytest.raises(ValueError, match=told):
        read_alternatives([CENTER], variations=variations)


def test_scenarios_of_the_same_days_can_be_compared_by_what_all_have():
    found = read_alternatives([CENTER], variations=[BUSY])
    assert comparability_problems(found, ["wait_mean", "wait_mean.receive/land"]) == []


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "period.to=2021-04-01",
            "simulates 2021-03-01 to 2021-04-01 after a warm-up of 7 days",
        ),
        ("period.from=2021-03-02", "simulates 2021-03-02 to"),
        ("period.warm_up=8 days", "after a warm-up of 8 days, but “two-counters” 2021-03-01 to"),
    ],
)
def test_other_days_cannot_be_compared(setting, told):
    found = read_alternatives([CENTER], variations=[setting])
    (problem,) = comparability_problems(found, ["wait_mean"])
    assert told in problem


MORE = (
    "fields={more: {vi: Thêm, en: More}}; staff.busy.serves=[receive/land, receive/more]; "
    "procedures.new={field: more, volume: 1 per working day, limit: none, "
    "steps: {receive: {constant: 1 min}}}"
)
"""One more field."""


def test_all_that_stands_in_the_way_is_told_with_near_matches():
    found = read_alternatives([CENTER], variations=[MORE])
    measures = ["wait_maen", "wait_mean.more", "overdue", "overdue"]
    assert comparability_problems(found, measures) == [
        "overdue is named more than once",
        "there is no measure 'wait_maen' (did you mean 'wait_mean'?)",
        "two-counters: there is no measure 'wait_mean.more' (did you mean 'wait_mean.mon'?)",
    ]
