"""`onestop new`: starter scenarios, in two languages, that can be used as they are."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulator import load_scenario
from simulator.scenario.reader import read_text
from simulator.scenario.starter import starter_text
from simulator.studies.sweep.plan_file import read_plan

LANGUAGES = ("en", "vi")


@pytest.fixture
def starter(tmp_path):
    """Writes the starter of a language, changed by a function, to a file."""

    def write(language, change=str):
        path = tmp_path / f"{language}.yaml"
        path.write_text(change(starter_text(language)), encoding="utf-8")
        return path

    return write


def with_all_options(text):
    """The text with every option in use: lines that begin with # and no space."""
    used, options = re.subn(r"(?m)^( *)#(?=\S)", r"\1", text)
    assert options > 25
    return used


def values(path):
    """What a scenario says, its sources by their paths alone."""
    data = load_scenario(path).canonical()
    return data | {"sources": list(data["sources"])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starter_is_feasible(onestop, starter, language):
    code, out, _ = onestop("check", starter(language), "--json")
    assert code == 0
    assert json.loads(out)["feasible"] is True


def test_a_starter_gives_sensible_results(onestop, starter):
    code, out, _ = onestop("run", starter("en"), "-n", 1, "--seed", 1, "--json", "-q")
    assert code == 0
    measures = json.loads(out)["measures"]
    assert 2 < measures["wait_mean"]["mean"] < 20
    assert 0.97 < measures["on_time_rate"]["mean"] < 1


def test_the_starters_of_both_languages_have_the_same_values(starter):
    assert values(starter("vi")) == values(starter("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_of_a_starter_can_be_used_as_it_stands(starter, language):
    plain = values(starter(language))
    used = values(starter(language, with_all_options))
    for section in set(plain) - {"name", "period", "fields", "sources"}:
        assert used[section] != plain[section] or section == "seal"
    assert "courier" in used


def test_the_options_of_both_languages_have_the_same_values(starter):
    assert values(starter("vi", with_all_options)) == values(starter("en", with_all_options))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_explains_every_section(language):
    lines = starter_text(language).splitlines()
    tree, _ = read_text(starter_text(language), lambda line: line)
    for section, node in tree.entries.items():
        if section != "name":  # The introduction stands above it.
            assert lines[node.place - 2].startswith("# "), section


def test_the_vietnamese_starter_speaks_with_diacritics_and_in_vietnamese_units():
    text = starter_text("vi")
    words = ("hồ sơ", "phiếu hẹn", "bổ sung", "con dấu thứ hai", "lĩnh vực", "quầy", "đúng hạn")
    assert all(word in text.lower() for word in words)
    assert not re.search(r"\d (min|h|days?|s|working|per)\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_file_the_starter_is_printed(onestop, language):
    assert onestop("new", "--lang", language) == (0, starter_text(language), "")


def test_comments_are_in_the_language_that_is_spoken(onestop, monkeypatch):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert onestop("new")[1] == starter_text("vi")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert onestop("new")[1] == starter_text("en")


def test_with_a_file_the_starter_is_written_and_the_next_step_is_told(onestop, tmp_path):
    file = tmp_path / "my center.yaml"
    saved = f"Saved in {file}. Next: onestop check '{file}'\n"
    assert onestop("new", file) == (0, "", saved)
    assert file.read_bytes().decode() == starter_text("en")


def test_a_file_that_exists_is_left_alone(onestop, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    message = f"{file} exists already and is left as it is: name another file\n"
    assert onestop("new", file) == (2, "", message)
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_written_is_bad_input(onestop, tmp_path):
    file = tmp_path / "nowhere" / "mine.yaml"
    assert onestop("new", file) == (2, "", f"{file} cannot be written: No such file or directory\n")


def test_an_unknown_language_is_bad_input(onestop):
    code, out, err = onestop("new", "--lang", "fr")
    assert (code, out) == (2, "")
    assert "'fr'" in err


# As a workbook


def test_a_starter_may_be_a_workbook(onestop, tmp_path):
    file = tmp_path / "mine.xlsx"
    saved = f"Saved in {file}. Next: onestop check {file}\n"
    assert onestop("new", "--xlsx", file) == (0, "", saved)
    assert load_scenario(file).name.en == "Sample Public Administration Center"
    message = f"{file} exists already and is left as it is: name another file\n"
    assert onestop("new", file) == (2, "", message)


def test_a_workbook_is_named_as_one(onestop, tmp_path):
    file = tmp_path / "mine.yaml"
    message = f"{file}: the name of a workbook ends in .xlsx\n"
    assert onestop("new", "--xlsx", file) == (2, "", message)
    assert onestop("new", file, "--xlsx", tmp_path / "b.xlsx")[0] == 2
    assert not list(tmp_path.iterdir())


def test_show_writes_a_scenario_as_a_workbook_that_every_command_reads(onestop, tmp_path):
    file = tmp_path / "mm1.xlsx"
    mm1 = "scenarios/textbook/mm1.yaml"
    assert onestop("show", mm1, "--set", "staff.clerks.officers=2", "--xlsx", file)[0] == 0
    code, out, _ = onestop("show", file, "--no-origins")
    assert code == 0
    assert out == onestop("show", mm1, "--set", "staff.clerks.officers=2", "--no-origins")[1]


def test_a_workbook_names_tables_from_where_it_stands(onestop, tmp_path):
    (tmp_path / "a").mkdir()
    kitchen_sink = Path("tests/scenario/kitchen_sink.yaml")
    file = tmp_path / "a/sink.xlsx"
    assert onestop("show", kitchen_sink, "--xlsx", file)[0] == 0
    assert load_scenario(file).hash == load_scenario(kitchen_sink).hash


def test_show_writes_a_plan_as_a_workbook_that_sweep_reads(onestop, tmp_path):
    plan = tmp_path / "plan.yaml"
    base = Path("scenarios/textbook/mm1.yaml").resolve()
    plan.write_text(
        f"base: {base}\nvary: {{staff.clerks.officers: [1, 2]}}\nreplications: 3\n"
        "cases: {today: {}, more: {demand.growth: 1.1}}\ntargets: {wait_mean: '<= 15 min'}\n"
    )
    file = tmp_path / "folder" / "plan.xlsx"
    file.parent.mkdir()
    code, _, err = onestop("show", plan, "--xlsx", file)
    assert (code, err) == (0, f"Saved in {file}. Next: onestop sweep {file} --out DIR\n")
    written, points = read_plan(file)
    again, expected = read_plan(plan)
    assert [point.label for point in written] == [point.label for point in again]
    assert [point.values for point in written] == [point.values for point in again]
    assert (written.replications, len(points)) == (3, len(expected))


def test_a_mistake_in_a_workbook_is_told_by_its_cell(onestop, tmp_path):
    file = tmp_path / "mm1.xlsx"
    onestop("show", "scenarios/textbook/mm1.yaml", "--xlsx", file)
    workbook = load_workbook(file)
    workbook["Staff"]["D2"] = "=1+1"
    workbook.save(file)
    code, out, err = onestop("check", file)
    assert (code, out) == (2, "")
    assert f"{file}:Staff!D2: a formula is not calculated: put its value here\n" in err
