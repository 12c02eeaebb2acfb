"""Plans with one mistake each: it is told at its place, before anything is run.

The first line of a file says what is expected, as ``# expects: LINE: PATH: PART OF THE MESSAGE``.
"""

import re
from pathlib import Path
from unicodedata import normalize

import pytest

from simulator.scenario import ScenarioError
from simulator.studies.precision import Precision
from simulator.studies.sweep import read_plan

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "base.yaml")
EXPECTATION = re.compile(r"# expects: (?P<line>\d+|-): (?P<path>.+?): (?P<message>.+)")


def problems_of(path):
    with pytest.raises(ScenarioError) as caught:
        read_plan(path)
    return caught.value.problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_is_the_only_problem_told_and_at_its_place(path):
    first_line = path.read_text(encoding="utf-8").partition("\n")[0]
    expected = EXPECTATION.fullmatch(first_line)
    assert expected, first_line
    (problem,) = problems_of(path)
    assert problem.file == str(path)
    assert str(problem.line) == expected["line"]
    assert problem.path == expected["path"]
    assert expected["message"] in problem.message


def test_all_problems_are_told_at_once_and_nothing_is_made(write, onestop, tmp_path):
    plan = write(
        "base: base.yaml\n"
        "vary: {demand.growth: [], staff.clerks.officers: [-1, 2]}\n"
        "cases: {more: {staff.clerk.speed: 1.1}}\n"
        'targets: {on_time_rate: ">= 198 %", wait_p90.land: "<= 5 min"}\n'
        "seeds: 3\n"
    )
    code, out, err = onestop("sweep", plan, "--out", tmp_path / "out")
    assert (code, out) == (2, "")
    told = {line.split(": ")[1] for line in err.splitlines()}
    assert told == {
        "vary.demand.growth",
        "staff.clerks.officers",
        "staff.clerk",
        "targets.on_time_rate",
        "targets.wait_p90.land",
        "seeds",
    }
    assert not (tmp_path / "out").exists()


def test_the_problem_of_many_points_is_told_once(write):
    path = write("base: base.yaml\nvary: {staff.clerks.officers: [-1, 2], seal.at: [center]}\n")
    (problem,) = problems_of(path)
    assert problem.message.endswith("(at staff.clerks.officers=-1, seal.at=center)")
    both = write(
        "base: base.yaml\nvary: {staff.clerks.officers: [1, 2], period.to: [2020-01-01]}\n"
    )
    assert all("(at " not in problem.message for problem in problems_of(both))


def test_points_are_the_grid_crossed_with_the_cases(write):
    plan, points = read_plan(write())
    assert [point.point.label for point in points[:3]] == [
        "today, staff.clerks.officers=1, demand.growth=1.0",
        "trained, staff.clerks.officers=1, demand.growth=1.0",
        "today, staff.clerks.officers=1, demand.growth=1.2",
    ]
    assert len(plan) == len(points) == len({point.hash for point in points}) == 8
    assert [point.cost for point in points] == [100.0] * 4 + [200.0] * 4
    scenario = plan.scenario(points[-1].point)
    assert (scenario.staff["clerks"].officers, scenario.demand.growth) == (2, 1.2)
    assert scenario.staff["clerks"].speed == 1.1


def test_a_plan_without_anything_is_its_base(write):
    plan, (point,) = read_plan(write("base: base.yaml\n"))
    assert point.point.label == "the base"
    assert plan.replications == 20


def test_precision_is_read_in_the_unit_of_the_measure(write):
    asked = "base: base.yaml\nprecision: {measure: wait_mean, half_width: 90 s, at_most: 50}\n"
    assert read_plan(write(asked))[0].replications == Precision({"wait_mean": 1.5}, 50)
    share = asked.replace("wait_mean", "wait_within_15").replace("90 s", "0.02")
    assert read_plan(write(share))[0].replications == Precision({"wait_within_15": 0.02}, 50)


def test_years_are_kept(write):
    text = "base: base.yaml\nreplications: 40\ntargets: {wait_mean: <= 30 min}\nyears: 90 %\n"
    assert read_plan(write(text))[0].years == 0.9


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ("0.9", "takes 36 replications or more to be shown, and there are 20"),
        ("1.0", "no number of replications can show it"),
        ("0", "no number of replications can show it"),
        ("90", "must be at most 1: as a percentage, write 90 % or 0.9"),
        ("often", "a share between 0 and 1 is due"),
    ],
)
def test_years_that_cannot_be_shown_are_refused(write, years, told):
    text = f"base: base.yaml\ntargets: {{wait_mean: <= 30 min}}\nyears: {years}\n"
    with pytest.raises(ScenarioError) as refused:
        read_plan(write(text))
    assert f"years: {years}: {told}" in str(refused.value)


def test_a_precision_goes_on_until_years_can_be_shown(write):
    precision = "precision: {measure: wait_mean, half_width: 1 min, at_most: 50}"
    text = f"base: base.yaml\n{precision}\ntargets: {{wait_mean: <= 30 min}}\nyears: 0.9\n"
    assert read_plan(write(text))[0].replications.at_least == 36


def test_years_of_no_targets_are_refused(write):
    with pytest.raises(ScenarioError, match="there are no targets that years could meet"):
        read_plan(write("base: base.yaml\nreplications: 40\nyears: 0.9\n"))
    with pytest.raises(ScenarioError, match="there are no targets that years could meet"):
        read_plan(write("base: base.yaml\nreplications: 40\ntargets: {}\nyears: 0.9\n"))


def test_a_tilde_removes_a_key_of_the_scenario_and_none_of_the_plan(write):
    cost = "base: base.yaml\nvary: {staff.clerks.cost: [~, 200]}\n"
    assert [point.cost for point in read_plan(write(cost))[1]] == [0.0, 200.0]
    (problem,) = problems_of(write("base: base.yaml\nseed: ~\n"))
    assert (problem.path, problem.message) == ("seed", "there is nothing here that ~ could remove")


def test_what_a_plan_says_beside_a_mistake_is_read_all_the_same(write):
    """Each mistake hides the next from a schema that is read once."""
    problems = problems_of(
        write(
            "base: base.yaml\n"
            "vary: {seal.at: [center, center], demand.growth: [0]}\n"
            "cases: {more: {seal.at: center}}\n"
            "replications: 0\n"
            "targets: {wait_man: 1, wait_mean: '<= 5'}\n"
            "years: 0.9\n"
        )
    )
    assert [problem.path for problem in problems] == [
        "demand.growth",
        "vary.seal.at.1",
        "cases.more.seal.at",
        "replications",
        "targets.wait_man",
        "targets.wait_mean",
    ]


def test_bounds_are_kept_for_an_optimization(write):
    plan, _points = read_plan(write("base: base.yaml\nbounds: {staff.clerks.officers: 1..6}\n"))
    assert plan.bounds == {"staff.clerks.officers": (1, 6)}


def test_a_plan_and_its_base_are_found_in_either_form_of_their_letters(tmp_path):
    base = normalize("NFD", "kịch-bản.yaml")
    (tmp_path / base).write_bytes((FOLDER / "base.yaml").read_bytes())
    plan = tmp_path / normalize("NFD", "kế-hoạch.yaml")
    plan.write_text(
        "base: kịch-bản.yaml\nvary: {staff.clerks.officers: [1, 2]}\n", encoding="utf-8"
    )
    assert len(read_plan(tmp_path / "kế-hoạch.yaml")[0]) == 2


def test_a_file_that_is_no_plan_is_refused(tmp_path):
    (problem,) = problems_of(tmp_path / "missing.yaml")
    assert "there is no such file" in problem.message


@pytest.mark.parametrize(
    ("path", "plan", "entry"),
    [
        ("vary", "vary: {MANY}", "demand.x{n}: [1]"),
        ("bounds", "bounds: {MANY}", "staff.x{n}.officers: 1..6"),
        ("targets", "targets: {MANY}", "wait_mean.x{n}: '<= 1 min'"),
        ("cases.today", "cases: {today: {MANY}}", "demand.x{n}: 1"),
    ],
)
def test_effort_is_bounded_however_much_a_plan_asks_for(write, path, plan, entry):
    many = ", ".join(entry.format(n=n) for n in range(5_000))
    (problem,) = problems_of(write(f"base: base.yaml\n{plan.replace('MANY', many)}\n"))
    assert (problem.path, problem.message) == (path, "holds 5000 keys: at most 100 are read")


def test_many_unknown_keys_and_many_equal_values_are_told_up_to_a_number(write):
    keys = "".join(f"tarrgets{n}: 1\n" for n in range(5_000))
    plan = write(f"base: base.yaml\nvary: {{seal.at: [{'center, ' * 200}center]}}\n{keys}")
    with pytest.raises(
        ScenarioError, match=r": there are more problems than these first 100$"
    ) as caught:
        read_plan(plan)
    assert len(str(caught.value).splitlines()) == 101


def test_a_value_that_a_plan_sets_is_not_held_to_the_range_of_the_base(write):
    path = write()
    base = path.with_name("base.yaml")
    ranged = "\nsources: {staff.clerks.officers: {assumption: guessed, range: [1, 2]}}\n"
    base.write_text(base.read_text(encoding="utf-8") + ranged, encoding="utf-8")
    path.write_text("base: base.yaml\nvary: {staff.clerks.officers: [2, 6]}\nreplications: 1\n")
    _plan, points = read_plan(path)
    assert len(points) == 2


def test_what_was_seen_of_no_measure_is_refused(write):
    path = write()
    path.write_text("base: base.yaml\nvary: {observed.nonsense: [3]}\nreplications: 1\n")
    with pytest.raises(ScenarioError, match=r"plan.yaml:2: observed.nonsense: there is no measure"):
        read_plan(path)
