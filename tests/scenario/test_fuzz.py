"""Valid scenarios, damaged at random: refused with a place in the file, or understood as changed.

A mutant may be refused, by no other exception than `ScenarioError`; and if it is taken, then its
canonical form differs from that of the original, unless the two say the same: nothing that a
planner writes is passed over in silence. What two texts say is judged by `said`, without the
package.
"""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario import Problem, ScenarioError, load_scenario, read_resolved
from tests.scenario.mutations import encoded, mutant_of
from tests.scenario.said import said
from tests.shipped import CENTERS, FOLDER, SCENARIOS

HERE = Path(__file__).parent
KITCHEN_SINK = "tests/kitchen_sink.yaml"
LARGE = [f"scenarios/{path.name}" for path in CENTERS]
SMALL = [f"scenarios/textbook/{path.name}" for path in SCENARIOS if path not in CENTERS]


@cache
def folder(root: Path) -> Path:
    """Return a folder with copies of all originals, from which they find the files they name."""
    shutil.copytree(FOLDER, root / "scenarios")
    shutil.copytree(HERE, root / "tests", ignore=lambda _, names: {
        name for name in names if not name.startswith("kitchen_sink")
    })  # fmt: skip
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("fuzz"))


@cache
def hash_of(path: Path) -> str:
    return load_scenario(path).hash


def check_place(problem: Problem, content: str) -> None:
    assert problem.file
    if problem.line is None:
        assert not problem.path
        assert problem.message == "the file is empty"
    elif Path(problem.file).name == "mutant.yaml":
        assert 1 <= problem.line <= max(1, len(content.splitlines()))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return what is told of a file; nothing if it is taken."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.problems
    return ()


def check(root: Path, name: str, seed: int) -> None:
    """Check that a mutant is refused at a place, or differs from its original as it says."""
    original = root / name
    text, tree = original.read_text(encoding="utf-8"), read_resolved(original).data
    mutant = mutant_of(text, tree, seed)
    path = original.with_name("mutant.yaml")
    path.write_bytes(encoded(mutant))
    problems = problems_of(path)
    for problem in problems:
        check_place(problem, mutant)
    if not problems and load_scenario(path).hash == hash_of(original):
        assert said(mutant) == said(json.dumps(tree) if mutant.startswith("{") else text)


SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEEDS = st.integers(0, 2**64 - 1)


@settings(SETTINGS, max_examples=150)
@given(seed=SEEDS)
def test_a_damaged_kitchen_sink_is_refused_or_differs(root: Path, seed: int) -> None:
    check(root, KITCHEN_SINK, seed)


@settings(SETTINGS, max_examples=150)
@given(name=st.sampled_from(SMALL), seed=SEEDS)
def test_a_damaged_textbook_queue_is_refused_or_differs(root: Path, name: str, seed: int) -> None:
    check(root, name, seed)


@settings(SETTINGS, max_examples=40)
@given(name=st.sampled_from(LARGE), seed=SEEDS)
def test_a_damaged_shipped_scenario_is_refused_or_differs(root: Path, name: str, seed: int) -> None:
    check(root, name, seed)


@pytest.mark.full
@settings(SETTINGS, max_examples=12_000)
@given(name=st.sampled_from([KITCHEN_SINK, KITCHEN_SINK, *SMALL, *LARGE]), seed=SEEDS)
def test_twelve_thousand_mutants_are_refused_or_differ(root: Path, name: str, seed: int) -> None:
    check(root, name, seed)
