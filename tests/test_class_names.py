"""A name stands for one thing: no two classes of the package have the same."""

import ast
from collections import Counter
from pathlib import Path

import simulator


def test_no_two_classes_have_one_name():
    package = Path(simulator.__file__).parent
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in package.rglob("*.py")]
    classes = (each for tree in trees for each in ast.walk(tree) if isinstance(each, ast.ClassDef))
    times = Counter(each.name for each in classes)
    assert len(times) > 300
    assert [name for name, count in times.items() if count > 1] == []
