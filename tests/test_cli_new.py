"""`onestop new`: starter scenarios, in two languages, that can be used as they are."""

import json
import re

import pytest

from simulator import load_scenario
from simulator.scenario.reader import read_text
from simulator.scenario.starter import starter_text

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
