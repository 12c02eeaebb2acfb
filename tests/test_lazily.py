"""Names of a package are loaded when they are used, and others are none."""

import sys
from types import ModuleType

import pytest

from simulator.lazily import lazily


def test_a_name_is_loaded_when_it_is_used_and_not_before(monkeypatch, tmp_path):
    (tmp_path / "late_package").mkdir()
    (tmp_path / "late_package" / "home.py").write_text("answer = 42", encoding="utf-8")
    package = ModuleType("late_package")
    package.__path__ = [str(tmp_path / "late_package")]
    monkeypatch.setitem(sys.modules, "late_package", package)
    load = lazily("late_package", {"answer": "home"})
    assert "late_package.home" not in sys.modules
    assert load("answer") == 42
    monkeypatch.delitem(sys.modules, "late_package.home")
    with pytest.raises(AttributeError, match="module 'late_package' has no attribute 'question'"):
        load("question")
