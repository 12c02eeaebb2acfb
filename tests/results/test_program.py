"""Two states of the program that could give other numbers are told apart."""

from importlib.metadata import version

from simulator.results import program
from simulator.results.program import build, identity, is_another, other_program


def test_the_build_changes_with_the_code_that_makes_numbers_and_no_other(tmp_path, monkeypatch):
    def digest(**files):
        for name, text in files.items():
            file = tmp_path / name.replace("__", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.with_suffix(".py").write_bytes(text)
        build.cache_clear()
        return build()

    monkeypatch.setattr(program, "__file__", str(tmp_path / "results" / "program.py"))
    try:
        first = digest(center__rules=b"a = 1\n", reports__page=b"")
        assert digest(center__rules=b"a = 1\r\n", reports__page=b"more") == first
        assert digest(center__rules=b"a = 2\n") != first
    finally:
        build.cache_clear()


def test_what_this_program_makes_is_its_own():
    own = {"version": version("onestop-simulator"), "build": build()}
    assert identity() == f"{own['version']}+{own['build']}"
    assert not is_another(own)
    assert other_program(own) == []
    assert is_another({**own, "build": "00000000"})
    assert is_another({"version": own["version"]})
