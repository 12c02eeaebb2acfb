"""What planners type and the canonical form writes otherwise: the same Center, both ways."""

import re

import pytest

from simulator.demand.volumes import expected_numbers
from simulator.scenario import ScenarioError, load_scenario

FORMS = [
    ("from: 2021-01-01, to: 2021-12-31", "from: 01/01/2021, to: 31/12/2021"),
    ("from: 2021-07-15, to: 2021-08-15", "from: 15/7/2021, to: 15/08/2021"),
    ("mon-fri: [07:30-11:30, 13:30-17:00]", "mon-fri: [7h30-11h30, 13h30 - 17h]"),
    ("cut_off: 15:00", "cut_off: 15h"),
    (
        "channels: {counter: 0.80, online: 0.15, post: 0.05}",
        "channels: {counter: 80%, online: 15 %, post: 5 %}",
    ),
    ("bundle: {1: 0.85, 2: 0.10, 12: 0.05}", "bundle: {1: 85 %, 2: 10 %, 12: 5 %}"),
    ("incomplete: 0.18", "incomplete: 18 %"),
    ("chance: 0.9", "chance: 90%"),
    ("other_duties: 0.1", "other_duties: 10.0 %"),
    ("to_headquarters: [10:00, 15:30]", "to_headquarters: [10 giờ, 15 giờ 30]"),
]


def test_percentages_hours_and_dates_as_a_planner_types_them_mean_the_same(
    center, center_text, write
):
    text = center_text
    for canonical, typed in FORMS:
        assert canonical in text
        text = text.replace(canonical, typed)
    typed, plain = load_scenario(write(text, "typed.yaml")), load_scenario(center)
    assert typed == plain
    assert typed.dump() == plain.dump()
    assert load_scenario(write(typed.dump(), "dumped.yaml")).dump() == plain.dump()


@pytest.mark.parametrize("written", ["4 %", "4%", "'4 %'"])
def test_an_override_may_be_a_percentage(center, written):
    path = "procedures.land-transfer.correction"
    typed = load_scenario(center, overrides=[f"{path}={written}"])
    assert typed.procedures["land-transfer"].correction == 0.04


def test_a_value_of_the_api_may_be_a_percentage(center):
    typed = load_scenario(center, overrides={"staff.all.sick": "2.5 %"})
    assert typed.staff["clerks"].sick == 0.025


def test_no_chance_at_all_needs_no_step(textbook):
    overrides = {"procedures.job.correction": "0 %", "period.from": "01/01/2021"}
    assert load_scenario(textbook, overrides=overrides).procedures["job"].correction == 0
    with pytest.raises(ScenarioError, match="needs the step appraise"):
        load_scenario(textbook, overrides={"procedures.job.correction": "1 %"})


def test_of_a_mixture_the_weights_may_be_percentages(textbook):
    parts = [
        {"weight": "80 %", "constant": "2 min"},
        {"weight": "20 %", "exponential": {"mean": "9 min"}},
    ]
    steps = {"receive": {"mixture": parts}}
    scenario = load_scenario(textbook, overrides={"procedures.job.steps": steps})
    assert [part.weight for part in scenario.procedures["job"].steps["receive"].family.root] == [
        0.8,
        0.2,
    ]


def test_a_volume_by_the_month_is_twelve_times_that_of_a_year(textbook):
    monthly, yearly = (
        expected_numbers(load_scenario(textbook, overrides={"procedures.job.volume": volume}))
        for volume in ("100 mỗi tháng", "1200 per year")
    )
    assert monthly.sum() == pytest.approx(yearly.sum())


PROBLEMS = [
    (
        "{gamma: {mean: 12, cv: 60 %, skew: 1}}",
        ["gamma.cv: 60 %", "gamma.mean: 12", "gamma.skew"],
    ),
    (
        "{gama: {mean: 12, cv: 0}}",
        ["receive: unknown family 'gama'", "gama.cv: 0: must be at least", "gama.mean: 12: a dur"],
    ),
    (
        "{gamma: {mean: 12 min, cv: 99}, constant: 3}",
        ["receive: a distribution has one", "constant: 3: a dur", "gamma.cv: 99: must be at most"],
    ),
    (
        "{quantiles: {0.1: 4, 1.5: 5 min, 2: 5 min}}",
        [
            "quantiles: a probability .* '1.5'",
            "quantiles: a probability .* '2'",
            "quantiles.0.1: 4",
        ],
    ),
    (
        "{mixture: [{weight: 80, constnt: 3 min}, {weight: 0.2, constant: 3}]}",
        ["0: unknown family 'constnt'", "0.weight: 80: must be at most 1", "1.constant: 3: a dur"],
    ),
]


@pytest.mark.parametrize(("written", "told"), PROBLEMS)
def test_all_that_is_wrong_with_a_distribution_is_told_at_once(textbook, written, told):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(textbook, overrides=[f"procedures.job.steps.receive={written}"])
    lines = str(caught.value).splitlines()
    assert len(lines) == len(told)
    for part in told:
        assert any(re.search(part, line) for line in lines), (part, lines)


def test_all_that_is_wrong_with_the_hours_of_a_day_is_told_at_once(textbook):
    hours = {"mon-fri": ["7h30 đến 11h30", "25h-26h"], "sat": ["08:00"]}
    with pytest.raises(ScenarioError) as caught:
        load_scenario(textbook, overrides={"calendar.hours": hours})
    assert [(problem.path, problem.value) for problem in caught.value.problems] == [
        ("calendar.hours.mon-fri.0", "7h30 đến 11h30"),
        ("calendar.hours.mon-fri.1", "25h-26h"),
        ("calendar.hours.sat.0", "08:00"),
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("12 phút", "{gamma: {mean: 12 phút, cv: 0.6}} or {constant: 12 phút}"),
        ("khoảng 10 ph", "{gamma: {mean: 10 phút, cv: 0.6}} or {constant: 10 phút}"),
        ("10-15 min", "{uniform: {low: 10 min, high: 15 min}}"),
        ("[]", "{gamma: {mean: 12 min, cv: 0.6}} or {constant: 12 min}"),
    ],
)
def test_a_time_where_a_distribution_is_due_is_put_into_one(textbook, written, instead):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(textbook, overrides=[f"procedures.job.steps.receive={written}"])
    (problem,) = caught.value.problems
    assert problem.message.endswith(instead)


def test_examples_speak_the_language_of_the_file(center_text, write):
    vietnamese = center_text.replace(" min,", " phút,").replace(" min}", " phút}")
    text = vietnamese.replace("mean: 55 phút", "mean: 55")
    with pytest.raises(ScenarioError, match=r"e\.g\. 55 phút"):
        load_scenario(write(text))
    with pytest.raises(ScenarioError, match=r"e\.g\. 55 min"):
        load_scenario(write(center_text.replace("mean: 55 min", "mean: 55")))
