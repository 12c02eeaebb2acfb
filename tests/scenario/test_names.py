"""Names are the same in composed and in decomposed letters: on disk, in files, where typed."""

from pathlib import Path
from unicodedata import normalize

import pytest

from simulator.scenario import ScenarioError, load_scenario
from simulator.scenario.names import as_on_disk, composed

BASE = Path(__file__).parent / "invalid" / "base.yaml"
NAME = "kịch-bản-gốc"
FORMS = ("NFC", "NFD")
in_both = pytest.mark.parametrize("form", FORMS)
both_ways = pytest.mark.parametrize(("on_disk", "written"), [FORMS, FORMS[::-1]])


def test_composed_letters_are_one_form_of_all():
    assert composed(normalize("NFD", NAME)) == composed(normalize("NFC", NAME)) == NAME


@both_ways
def test_a_path_is_found_part_by_part_whichever_form_it_is_written_in(tmp_path, on_disk, written):
    folder = tmp_path / normalize(on_disk, "thư-mục") / normalize(written, "năm")
    folder.mkdir(parents=True)
    file = folder / normalize(on_disk, "tệp.yaml")
    file.touch()
    asked = tmp_path / normalize(written, "thư-mục/năm/../năm/tệp.yaml")
    assert as_on_disk(asked).samefile(file)
    missing = asked.with_name("gone.yaml")
    assert as_on_disk(missing).name == "gone.yaml"


def test_the_exact_name_goes_before_its_other_form(tmp_path):
    for form in FORMS:
        (tmp_path / normalize(form, NAME)).write_text(form, encoding="utf-8")
    for form in FORMS:
        assert as_on_disk(tmp_path / normalize(form, NAME)).read_text(encoding="utf-8") == form


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5000, "", ".", "/"])
def test_a_name_that_no_file_can_have_stays_as_it_is(name):
    assert as_on_disk(Path(name)) == Path(name)


@both_ways
def test_a_scenario_what_it_extends_and_its_tables_are_found(tmp_path, on_disk, written):
    folder = tmp_path / normalize(on_disk, "số-liệu")
    folder.mkdir()
    times = normalize(on_disk, "thời-gian.csv")
    (folder / times).write_text(normalize(on_disk, "phút\n3\n"), encoding="utf-8")
    base = BASE.read_text(encoding="utf-8")
    (tmp_path / normalize(on_disk, f"{NAME}.yaml")).write_text(base, encoding="utf-8")
    measured = "{empirical: {file: số-liệu/thời-gian.csv, column: phút}}"
    (tmp_path / normalize(on_disk, "bản.yaml")).write_text(
        normalize(
            written,
            f"extends: {NAME}.yaml\nprocedures: {{copy: {{steps: {{receive: {measured}}}}}}}\n",
        ),
        encoding="utf-8",
    )
    scenario = load_scenario(tmp_path / normalize(written, "bản.yaml"))
    assert scenario.procedures["copy"].steps["receive"].mean_seconds == 180


@in_both
def test_a_file_that_is_missing_names_the_nearest_in_the_other_form(tmp_path, form):
    (tmp_path / normalize(form, f"{NAME}.yaml")).touch()
    path = tmp_path / "center.yaml"
    path.write_text("name: A\nextends: kịch-bản-gốk.yaml\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=rf"did you mean '{NAME}\.yaml'"):
        load_scenario(path)


def test_letters_that_quotes_spell_out_are_composed_too():
    override = 'fields={"\\u0111a\\u0323t": A, land: B, justice: C}'
    assert "đạt" in load_scenario(BASE, overrides=[override]).fields


@in_both
def test_paths_that_are_set_have_one_form(tmp_path, form):
    center = tmp_path / "center.yaml"
    text = BASE.read_text(encoding="utf-8").replace("clerk", "cán-bộ")
    center.write_text(text, encoding="utf-8")
    path = normalize(form, "staff.cán-bộ.officers")
    for overrides in ([f"{path}=7"], {path: 7}):
        assert load_scenario(center, overrides=overrides).staff["cán-bộ"].officers == 7
