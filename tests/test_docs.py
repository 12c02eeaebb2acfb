"""The docs can be believed: their commands run, their links lead somewhere."""

import importlib
import re
import shutil
import sys
import unicodedata
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from simulator import cli
from simulator.language import use_language
from simulator.studies.compiling import compile_engine
from simulator.studies.sweep import open_sweep

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))
blocks, outputs = (importlib.import_module(name) for name in ("blocks", "outputs"))

PAGES = {page.relative_to(ROOT).as_posix(): page for page in blocks.pages()}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}

COMMANDS = [
    name
    for name, text in TEXTS.items()
    if any(block.language in outputs.COMMANDS for block in blocks.blocks(text))
]
"""Pages with commands."""

OUTPUTS = [
    name
    for name, text in TEXTS.items()
    if any(block.note.startswith("output") for block in blocks.blocks(text))
]
"""Pages that show what commands print."""

PYTHON = ("docs/python.md", "docs/design.md")
"""Pages with examples in Python; those of the latter are of another test."""

FEW = {
    "run": ["-n", "2"],
    "compare": ["-n", "2"],
    "sweep": ["-n", "1", "--workers", "1"],
    "sensitivity": ["-n", "2", "--runs", "10"],
}
"""Commands that replicate, and how often they do here."""


def few(command, *options):
    """Return what lets a command replicate less; those that pull levers try no Centers."""
    return FEW.get(command, [])[: 2 if "--levers" in options else None]


def of_few_points(text):
    """Let a plan vary nothing but its cases."""
    return re.sub(r"^(  [\w-]+\.[\w.-]+: \[)([^,\n]+), .*\]", r"\1\2]", text, flags=re.MULTILINE)


@pytest.fixture(scope="session")
def scenarios(tmp_path_factory):
    """The shipped scenarios, that of Vân Đồn over a few days, and the plan with few points."""
    folder = shutil.copytree(ROOT / "scenarios", tmp_path_factory.mktemp("clone") / "scenarios")
    year = (folder / "van-don-2021.yaml").rename(folder / "year.yaml")
    (folder / "van-don-2021.yaml").write_text(
        f"extends: {year.name}\nperiod: {{from: 2021-03-01, to: 2021-03-05, warm_up: 2 days}}\n",
        encoding="utf-8",
    )
    plan = folder / "yearly-plan-2022.yaml"
    plan.write_text(of_few_points(plan.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture
def clone(scenarios, tmp_path, monkeypatch):
    """A folder with these scenarios and nothing else, to be in."""
    shutil.copytree(scenarios, tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("Agg")
    compile_engine()  # so that no worker compiles
    yield tmp_path
    plt.close("all")
    use_language("en")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_runs(name, clone, capsys, monkeypatch):
    """As it stands, but for the number of replications, and of days."""
    monkeypatch.setenv("LC_ALL", "vi" if "/vi/" in name else "en")

    def onestop(arguments):
        with pytest.raises(SystemExit) as left:
            cli.main([*arguments, *few(*arguments)])
        return outputs.Printed(left.value.code or 0, *capsys.readouterr())

    for block, printed in outputs.play(of_few_points(TEXTS[name]), clone, onestop):
        assert printed, block


@pytest.mark.full
@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_is_what_the_command_prints(name):
    """After a change of it, run `python docs/outputs.py`."""
    assert outputs.written(PAGES[name]) == TEXTS[name]


def test_the_examples_in_python_run_one_after_the_other(clone):
    """As they stand, but for the number of replications, and of days."""
    python = [
        block for block in blocks.blocks(TEXTS["docs/python.md"]) if block.language == "python"
    ]
    assert len(python) == 3
    names = {"__name__": "__main__"}
    for number, block in enumerate(python):
        few = re.sub(r"replications=\d+", "replications=2", block.text)
        exec(compile(few, f"docs/python.md, {number + 1}", "exec"), names)  # noqa: S102  # what it says
    assert names["measures"]["wait_mean"] > 0
    assert set(names["differences"]["second"]) == {"4 officers", "5 officers"}
    with open_sweep(clone / "plan") as sweep:
        assert [sweep.replications(point) for point in sweep.points] == [2, 2]


def test_no_command_and_no_example_in_python_hides_from_these_tests():
    for name, text in TEXTS.items():
        assert text.count("\n```") == 2 * len(list(blocks.blocks(text))), name
        for block in blocks.blocks(text):
            if block.language not in outputs.COMMANDS and not block.note.startswith("output"):
                assert not re.search(r"^(\$ )?onestop \w", block.text, re.MULTILINE), block
            assert block.language != "python" or name in PYTHON, name


def anchors(page):
    """The anchors of a page: of its headings, as GitHub makes them."""
    without_code = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#+ (.*)$", without_code, re.MULTILINE):
        text = unicodedata.normalize("NFC", heading.lower().replace("`", ""))
        yield re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def links(page):
    """Where a page leads: links and pictures, but for those outside."""
    without_code = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", re.sub(r"`[^`\n]+`", "", without_code))
    return [link or source for link, source in found if "://" not in link + source]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(name):
    for link in links(TEXTS[name]):
        path, _hash, anchor = link.partition("#")
        target = (PAGES[name].parent / path).resolve() if path else PAGES[name]
        assert target.is_file(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_every_page_and_picture_is_reached_from_readme():
    reached, ahead = set(), ["README.md"]
    while ahead:
        name = ahead.pop()
        reached.add(name)
        targets = {
            (PAGES[name].parent / link.partition("#")[0]).resolve().relative_to(ROOT).as_posix()
            for link in links(TEXTS[name])
            if not link.startswith("#")
        }
        ahead.extend((targets & set(PAGES)) - reached)
        reached |= targets
    pictures = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/images/*")}
    assert reached >= {*PAGES, *pictures}


def test_readme_is_short():
    assert len(TEXTS["README.md"].encode()) <= 8_000
