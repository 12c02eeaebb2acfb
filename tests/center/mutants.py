"""Mutants of the compiled engine: its source with one comparison turned, run interpreted.

Usage: NUMBA_DISABLE_JIT=1 python -m tests.center.mutants SCENES. Out: a JSON list of the mutants
that no scene has noticed. A mutant is named by its function, the expression, and what it became.
"""

import ast
import json
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from multiprocessing import Pool
from types import FrameType

import numba
from hypothesis import HealthCheck, Phase, given, settings

from simulator.center import compiled
from simulator.center.outcome import Outcome
from simulator.center.reference import Center
from simulator.demand.roster import Roster
from simulator.demand.workload import Workload, same_arrays
from tests.center.build import Scene
from tests.center.random_scenes import scenes

Case = tuple[Workload, Roster, Outcome]

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
SECONDS = 5
"""A scene takes some hundredths of a second; what takes this long does not end."""


def mutants() -> Iterator[tuple[str, ast.Module]]:
    """Name and tree of every mutant."""
    with open(compiled.__file__, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        if not function.decorator_list:
            continue
        for node in ast.walk(function):
            before = ast.unparse(node) if isinstance(node, ast.Compare | ast.BoolOp) else ""
            if isinstance(node, ast.Compare):
                for place, op in enumerate(node.ops):
                    node.ops[place] = TURNED[type(op)]()
                    yield f"{function.name}: {before} -> {ast.unparse(node)}", deepcopy(tree)
                    node.ops[place] = op
            elif isinstance(node, ast.BoolOp):
                op, node.op = node.op, TURNED[type(node.op)]()
                yield f"{function.name}: {before} -> {ast.unparse(node)}", deepcopy(tree)
                node.op = op


def cases(number: int) -> list[Case]:
    """Random small Centers, and what the SimPy model makes of them."""
    made: list[Case] = []

    @settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenes())
    def make(scene: Scene) -> None:
        workload, roster = scene.workload(), scene.roster()
        made.append((workload, roster, Center(workload, roster).run()))

    make()
    return made


def is_noticed(serve: Callable[[Workload, Roster], Outcome], case: Case) -> bool:
    """Whether a mutant serves a Center otherwise, fails, or does not end."""
    workload, roster, outcome = case
    signal.alarm(SECONDS)
    try:
        return not same_arrays(serve(workload, roster), outcome)
    except Exception:
        return True
    finally:
        signal.alarm(0)


def survives(numbered: tuple[int, int]) -> str | None:
    """The name of a mutant that no scene notices."""
    number, of_scenes = numbered
    name, tree = ALL[number]
    module = {"__name__": compiled.__name__, "__file__": compiled.__file__}
    exec(compile(ast.fix_missing_locations(tree), compiled.__file__, "exec"), module)
    serve = module["serve_compiled"]
    assert callable(serve)
    return None if any(is_noticed(serve, case) for case in CASES[:of_scenes]) else name


def out_of_time(_: int, __: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    assert numba.config.DISABLE_JIT
    warnings.simplefilter("ignore", RuntimeWarning)
    signal.signal(signal.SIGALRM, out_of_time)
    ALL = list(mutants())
    CASES = cases(int(sys.argv[1]))
    with Pool() as pool:
        left = pool.map(survives, [(number, len(CASES)) for number in range(len(ALL))], 1)
    json.dump({"mutants": len(ALL), "left": [name for name in left if name]}, sys.stdout, indent=1)
