"""Files that extend others, what ~ removes, and overrides, each value with where it came from."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from simulator.scenario import ScenarioError, load_scenario, read_resolved
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Place

Write = Callable[..., Path]


def test_an_extending_file_names_itself_and_the_extended_in_origins(write: Write) -> None:
    base = write("name: Base\nstaff:\n  a: {officers: 1}\n", "base.yaml")
    top = write("extends: base.yaml\nstaff:\n  a:\n    speed: 2\n", "top.yaml")
    resolved = read_resolved(top, overrides=["staff.a.sick=0.5"])
    assert resolved.data == {
        "name": "Base",
        "staff": {"a": {"officers": 1, "speed": 2, "sick": 0.5}},
    }
    assert resolved.origins["staff", "a", "officers"] == Place(str(base), 3)
    assert resolved.origins["staff", "a", "speed"] == Place(str(top), 4)
    assert resolved.origins["staff", "a", "sick"] == Place("--set staff.a.sick=0.5")


def test_a_chain_of_files_merges_from_the_far_end_and_each_is_found_from_its_own_folder(
    write: Write,
) -> None:
    write("name: far\ncurrency: far\nseal: {at: far}\n", "base/far.yaml")
    write("extends: far.yaml\nname: middle\ncurrency: middle\n", "base/middle.yaml")
    top = write("extends: base/middle.yaml\nname: top\n", "top.yaml")
    assert read_resolved(top).data == {"name": "top", "currency": "middle", "seal": {"at": "far"}}


def test_measured_times_of_an_extended_file_are_found_from_its_folder(
    write: Write, center_text: str
) -> None:
    write("minutes\n3\n5\n", "base/times.csv")
    measured = "receive: {empirical: {file: times.csv, column: minutes}}"
    quantiles = "receive: {quantiles: {0.1: 4 min, 0.5: 8 min, 0.9: 20 min}}"
    assert quantiles in center_text
    write(center_text.replace(quantiles, measured), "base/center.yaml")
    top = write("extends: base/center.yaml\n", "top.yaml")
    steps = load_scenario(top).procedures["birth-registration"].steps
    assert steps["receive"].mean_seconds == 240


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "name: x\nextends: base.yml\n",
            "top.yaml:2: extends: base.yml: there is no such file (did",
        ),
        ("extends: top.yaml\n", "top.yaml:1: extends: top.yaml: a file cannot extend itself"),
        ("extends: loop.yaml\n", "loop.yaml:1: extends: top.yaml: a file cannot extend itself"),
        ("extends: [base.yaml]\n", "top.yaml:1: extends: name the file that is extended"),
        ("extends: ~\n", "top.yaml:1: extends: name the file that is extended"),
        (
            "extends: folder\n",
            "top.yaml:1: extends: folder: cannot be read: it is a folder, not a file",
        ),
        ("extends: broken.yaml\n", "broken.yaml:1: is not YAML"),
    ],
)
def test_a_file_that_cannot_be_extended_is_a_problem(write: Write, text: str, problem: str) -> None:
    write("name: x\n", "base.yaml")
    write("extends: top.yaml\n", "loop.yaml")
    write("a: ]", "broken.yaml")
    write("", "folder/inside.yaml")
    top = write(text, "top.yaml")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(top)
    (found,) = caught.value.problems
    assert str(found).startswith(f"{top.parent}/{problem}")


def test_a_tilde_removes_a_key_of_the_extended_file(write: Write, center: Path) -> None:
    top = write("extends: center.yaml\ncitizens:\n  collects_on: ~\n  comes_back: ~\n", "top.yaml")
    citizens = load_scenario(top).citizens
    assert citizens.comes_back.mean_seconds == 86_400
    assert citizens.retries == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "staff:\n  clerk: ~\n",
            "3: staff.clerk: there is nothing that ~ could remove (did you mean 'clerks'?)",
        ),
        (
            "staff:\n  signers:\n    officers: ~\n",
            "4: staff.signers.officers: this key is needed, and ~ removes it",
        ),
        (
            "staff:\n  new:\n    officers: 1\n    serves: [all/all]\n    leave: ~\n",
            "6: staff.new.leave: there is nothing here that ~ could remove",
        ),
        ("seal:\n  at: ~\n  of: ~\n", "4: seal.of: there is nothing that ~ could remove"),
        ("period: ~\n", "2: period: this key is needed, and ~ removes it"),
        (
            "citizens: {collects: {counter: 1, post: ~}}\n",
            "2: citizens.collects.post: there is nothing here that ~ could remove",
        ),
    ],
)
def test_a_tilde_out_of_place_is_a_problem_at_its_line(
    write: Write, center: Path, text: str, problem: str
) -> None:
    top = write("extends: center.yaml\n" + text, "top.yaml")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(top)
    assert str(caught.value).splitlines() == [f"{top}:{problem}"]


def test_overrides_are_python_values_or_texts_as_on_the_command_line(textbook: Path) -> None:
    by_value = load_scenario(
        textbook,
        overrides={
            "staff.clerks.officers": np.int64(4),
            "demand.growth": np.float64(1.5),
            "period.to": date(2022, 12, 31),
            "queues.receive": {"discipline": "due-date"},
        },
    )
    by_text = load_scenario(
        textbook,
        overrides=[
            "staff.clerks.officers=4",
            "demand.growth = 1.5",
            "period.to=2022-12-31",
            "queues.receive={discipline: due-date}",
        ],
    )
    assert by_value == by_text
    assert by_value.staff["clerks"].officers == 4
    assert by_value.demand.growth == 1.5
    assert by_value.period.days == 730


def test_of_two_overrides_of_a_path_the_later_holds(textbook: Path) -> None:
    texts = ["staff.clerks.officers=4", "staff.clerks.officers=5"]
    assert load_scenario(textbook, overrides=texts).staff["clerks"].officers == 5


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ("staff.clerks.officers=0", "staff.clerks.officers: 0: must be at least 1"),
        ("staff.clerks.oficers=3", "staff.clerks.oficers: unknown key (did you mean 'officers'?)"),
        ("staff.clerk.officers=3", "staff.clerk: matches nothing (did you mean 'clerks'?)"),
        ("staf.clerks.officers=3", "staf: matches nothing (did you mean 'staff'?)"),
        ("staff.clerks.officers", "is written as path=value, e.g. staff.counter.officers=3"),
        ("=3", "is written as path=value, e.g. staff.counter.officers=3"),
        ("staff.clerks.officers=", "staff.clerks.officers: no value may be empty"),
        ("staff.clerks.officers=[", "is not YAML"),
        ("staff.clerks.officers=!!int 3", "tag:yaml.org,2002:int: a tag is not allowed"),
        ("staff.clerks.speed='2'", "staff.clerks.speed: 2: a number is due, without quotes"),
        ("name=~", "name: this key is needed, and ~ removes it"),
    ],
)
def test_a_wrong_override_names_itself_as_the_place(
    textbook: Path, override: str, problem: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(textbook, overrides=[override])
    (found,) = caught.value.problems
    assert str(found).startswith(f"--set {override}: {problem}")


def test_a_letter_composed_or_not_is_the_same_letter(write: Write) -> None:
    composed, decomposed = "đất-đai-ệ", unicodedata.normalize("NFD", "đất-đai-ệ")
    assert composed != decomposed
    path = write(f"name: {decomposed}\nstaff:\n  {decomposed}: {{officers: 1}}\n")
    expected = {"name": composed, "staff": {composed: {"officers": 2}}}
    for name in (composed, decomposed):
        key = f"staff.{name}.officers"
        assert read_resolved(path, overrides=[f"{key}=2"]).data == expected
        assert read_resolved(path, overrides={key: 2}).data == expected
    renamed = read_resolved(
        path, overrides={"name": decomposed, "fields": {decomposed: decomposed}}
    )
    assert renamed.tree.at(("name",)) == Node(Place(f"--set name={decomposed}"), composed)
    assert renamed.tree.at(("fields", composed)) is not None


def test_an_empty_value_within_an_override_is_told_with_its_whole_path():
    found = read_resolved("scenarios/textbook/mm1.yaml", overrides=["staff.clerks={officers: }"])
    (problem,) = found.problems
    assert problem.path == "staff.clerks.officers"
