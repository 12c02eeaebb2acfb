"""People are spoken to in their language, all through."""

import gettext
import json
import os
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from openpyxl import load_workbook

from simulator import cli, language
from simulator.language import language_of, ngettext, use_language
from simulator.measures import CATALOGUE
from simulator.reports.run import form_table
from simulator.scenario import STEPS, ScenarioError, load_scenario
from simulator.scenario.families import Distribution
from simulator.scenario.model_scores import AREAS
from simulator.scenario.schema import STEP_LABELS
from simulator.scenario.units import UNITS, spellings
from simulator.scenario.vocabulary import MONTHS, OUTSIDE, WEEKDAYS
from tests.pseudo import Said, keys_of, pseudo, untranslated, words

HERE = Path(__file__).parent
DISTRICT = HERE / "reports" / "district.yaml"
INVALID_BASE = HERE / "scenario" / "invalid" / "base.yaml"
INVALID = sorted(set(INVALID_BASE.parent.glob("*.yaml")) - {INVALID_BASE})
TEXTS = runpy.run_path(str(HERE.parent / "docs" / "texts.py"))

COMMANDS = [command.name or command.callback.__name__ for command in cli.app.registered_commands]


SCHEMA = words(
    *keys_of(load_scenario(INVALID_BASE).canonical()),
    *re.findall("`(.+?)`", (HERE.parent / "docs" / "reference" / "keys.md").read_text("utf-8")),
    *[*MONTHS, *WEEKDAYS, *STEPS, *AREAS, *Distribution.model_fields],
    *spellings(UNITS),
    *["inf", "minutes", "tag:yaml.org", "two"],  # quoted from files
)
"""Words of scenario files, which are the same in whichever language is spoken."""


# Which language is spoken


@pytest.fixture
def locale(monkeypatch):
    """Sets the variables of the locale, and no others."""

    def set_to(**variables):
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    yield set_to
    use_language("en")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LANG": "vi_VN", "LC_MESSAGES": "vi_VN", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "vi_VN", "LC_ALL": ""}, "vi"),
    ],
)
def test_the_language_is_that_of_the_locale(variables, expected):
    assert language_of(variables) == expected


@pytest.mark.parametrize("typed", [["--lang", "vi"], ["--lang=vi"]])
def test_what_is_typed_goes_before_the_locale(onestop, locale, typed):
    locale(LANG="en_US.UTF-8")
    assert onestop("check", DISTRICT, *typed)[1].startswith("Trung tâm Hành chính công huyện\n")


def test_without_an_option_the_locale_says_it(onestop, locale):
    locale(LANG="vi_VN.UTF-8")
    assert onestop("--help")[1].startswith("Cách dùng: onestop ")
    assert onestop("--help", "--lang", "en")[1].startswith("Usage: onestop ")
    assert onestop("new")[1].startswith("# Một Trung tâm Hành chính công nhỏ")
    assert onestop("new", "--lang", "en")[1].startswith("# A small")


def test_to_speak_a_language_sets_nothing_for_the_process(onestop, monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    before = dict(os.environ), gettext.textdomain()
    assert onestop("run", "--help", "--lang", "vi")[1].startswith("Cách dùng: onestop run ")
    assert (dict(os.environ), gettext.textdomain()) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_language_that_is_not_spoken_is_refused(onestop, command):
    code, out, err = onestop(command, "x", "--lang", "de")
    assert (code, out) == (2, "")
    assert "'--lang': 'de' is none of en, vi" in err


def test_a_language_that_is_not_spoken_is_refused_in_the_one_of_the_locale(onestop, locale):
    locale(LANG="vi_VN.UTF-8")
    assert "'de' không thuộc en, vi\n" in onestop("check", "x", "--lang", "de")[2]


def test_there_is_no_language_but_those():
    with pytest.raises(ValueError, match="there is no language 'de': en or vi"):
        use_language("de")


def test_one_thing_is_not_many(vietnamese):
    assert ngettext("{n} day", "{n} days", 1) == ngettext("{n} day", "{n} days", 2) == "{n} ngày"
    use_language("en")
    assert ngettext("{n} day", "{n} days", 1) == "{n} day"


# Nothing is left in English: under a language whose texts are marked, no word stands unmarked


VIETNAMESE = {
    *words(*(label.vi for label in STEP_LABELS.values())),
    *words(*(text for column in form_table.COLUMNS for text in column), form_table.TOTAL),
    *words(form_table.FormTable.form, form_table.FormTable.title, form_table.FormTable.unit),
    *words("Đơn vị báo cáo", "Kỳ báo cáo", "Quý Năm Từ ngày đến ngày"),
    *words(Locale("vi").territories["VN"]),
    *words(*(text for unit in UNITS.values() for text in unit.vi)),
}
"""The five steps, the official form, the country, and units."""


@pytest.fixture(scope="module")
def marked_texts(tmp_path_factory):
    """The folder of a language in which every translation is marked as one."""
    folder = tmp_path_factory.mktemp("locale")
    file = folder / "vi" / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    with TEXTS["CATALOGUE"].open("rb") as catalogue:
        file.write_bytes(TEXTS["mo_bytes"](pseudo(read_po(catalogue, locale="vi"))))
    return folder


@pytest.fixture
def marked(marked_texts, monkeypatch):
    """Speaks that language."""
    monkeypatch.setattr(language, "FOLDER", marked_texts)
    monkeypatch.setattr(language, "_translations", {"en": language._translations["en"]})
    monkeypatch.setenv("COLUMNS", "100")
    use_language("vi")
    yield
    use_language("en")


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A Center whose labels and sources have no letters, so that all words are the program's."""
    count = iter(range(1000))
    text = re.sub(r"\s#.*", "", DISTRICT.read_text(encoding="utf-8"))
    text = re.sub(r'"[^"]*"', lambda _: f'"§{next(count)}"', text)
    text = re.sub(r"(label: )([A-Z][\w ]*)", lambda label: f"{label[1]}§{next(count)}", text)
    path = tmp_path_factory.mktemp("marked") / "1.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def said_by(onestop, marked):
    """Runs a command under the marked language; returns all that it says, and its exit code."""

    def run(*arguments):
        code, out, err = onestop(*arguments, "--lang", "vi")
        return code, f"{out}\n{err}"

    return run


def names_in(path):
    """What a scenario may be quoted with: its keys, and its own file."""
    return words(*keys_of(load_scenario(path).canonical()), str(path), "onestop")


def names_of(out):
    """What the pages of a result have beside: the form, measures, and how it came about."""
    provenance = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]
    note = form_table.FormTable.note.fget(SimpleNamespace(replications=2, replication=0))
    measures = [*(measure.name for measure in CATALOGUE), *WEEKDAYS, OUTSIDE]
    return VIETNAMESE | words(note, *measures, json.dumps(provenance))


@pytest.fixture
def run(said_by, district, tmp_path):
    """Everything that a run says, and the folder of its files."""
    out = tmp_path / "1"
    code, text = said_by("run", district, "-n", 2, "--seed", 1, "--out", out)
    assert code == 0
    return text, out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english(said_by, command):
    text = said_by(*command.split(), "--help")[1]
    text = text.partition("⟦Commands⟧")[0]  # First sentences of the help of each.
    options = re.findall(r"--[\w-]+", text)
    names = words("onestop en|vi compiled|simpy parquet|csv scenario.yaml", *COMMANDS, *options)
    assert untranslated(text, names) == []


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_no_type_of_python(onestop, command, spoken):
    """What is typed has a name; `<list[Path]>` tells a planner nothing."""
    code, text, err = onestop(*command.split(), "--help", "--lang", spoken)
    assert (code, err) == (0, "")
    types = (
        r"<\w|\w>|\w\[\w+\]|\b(?:Path|PosixPath|None|str|int|float|bool|list|tuple|dict|NoneType)\b"
    )
    assert re.findall(types, text.replace("list of", "")) == []


@pytest.mark.parametrize(
    "typed",
    [
        [],
        ["rum"],
        ["run"],
        ["run", "1.yaml", "2.yaml"],
        ["run", "1.yaml", "--colour"],
        ["run", "1.yaml", "--sed", "1"],
        ["run", "1.yaml", "--engine", "abacus"],
        ["run", "1.yaml", "--seed", "-1"],
        ["run", "1.yaml", "-n", "ten"],
        ["run", "1.yaml", "--day", "2021-03-01"],
        ["run", "1.yaml", "--json=1"],
        ["run", "1.yaml", "-n"],
        ["run", "1.yaml", "-x"],
        ["--json", "run"],
        ["sweep", "1.yaml"],
        ["run", "1.yaml"],
        ["report", "1"],
        ["rerun", "1"],
        ["new", "/proc/1.yaml"],
        ["new", str(DISTRICT)],
    ],
    ids=" ".join,
)
def test_what_is_mistyped_is_not_told_in_english(said_by, typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, text = said_by(*typed)
    text = text.partition("⟦Commands⟧")[0]
    assert code == 2
    names = words(
        *COMMANDS,
        *typed,
        "onestop yaml summary.json results.sqlite en|vi compiled simpy",
        *re.findall(r"--[\w-]+", text),
    )
    assert untranslated(text, names) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_mistake_in_a_scenario_is_not_told_in_english(path, marked):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    written = path.read_text(encoding="utf-8").partition("\n")[2]
    written += path.with_name("base.yaml").read_text(encoding="utf-8")
    assert untranslated(str(caught.value), words(written, str(path)) | SCHEMA) == []


@pytest.mark.parametrize(
    "change",
    ["procedures.all.volume=500 per year", "staff.all.officers=1", "staff.counters.cost=1000"],
)
def test_a_check_has_no_english(said_by, district, change):
    _, text = said_by("check", district, "--set", change)
    assert untranslated(text, names_in(district) | VIETNAMESE | words("MB GB")) == []


def test_verification_has_no_english(said_by, district):
    code, text = said_by("verify", district, "--set", "period.to=2021-03-12", "--seed", 1)
    assert code == 0
    assert untranslated(text, words("SimPy")) == []


def test_a_difference_is_not_told_in_english(said_by, district, wrong_engine):
    code, text = said_by("verify", district, "--set", "period.to=2021-03-12", "--seed", 1)
    assert code == 1
    assert untranslated(text, names_in(district) | VIETNAMESE | words("SimPy compiled")) == []


def test_a_run_has_no_english(run, said_by, district):
    text, files = run[0], " ".join(path.name for path in run[1].iterdir())
    assert untranslated(text, names_in(district) | VIETNAMESE | words(files, str(run[1]))) == []


def test_the_page_has_no_english(run, district):
    said = Said((run[1] / "report.html").read_text(encoding="utf-8")).texts
    assert len(said) > 500
    assert untranslated("\n".join(said), names_in(district) | names_of(run[1])) == []


def test_the_workbook_has_no_english(run, district):
    workbook = load_workbook(run[1] / "report.xlsx")
    said = [
        cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s"
    ]
    assert len(said) > 300
    said += workbook.sheetnames
    assert untranslated("\n".join(said), names_in(district) | names_of(run[1])) == []
