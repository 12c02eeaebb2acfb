"""Mutants of the compiled engine: its rules with one comparison turned, run interpreted.

Usage: NUMBA_DISABLE_JIT=1 python -m tests.center.compiled.mutants SCENES [NUMBER]. Out: in JSON,
how many mutants there are, which were tried (all, or a number of them, chosen by the code of the
rules), and which of these no scene has noticed. A mutant is named by its function, the expression,
and what it became.
"""

import ast
import json
import random
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import getsource
from multiprocessing import Pool
from pkgutil import iter_modules
from types import CodeType, FrameType, FunctionType
from typing import NamedTuple

import numba
from hypothesis import HealthCheck, Phase, given, settings

from simulator.center import compiled
from simulator.center.compiled import serve_compiled
from simulator.center.outcome import Outcome
from simulator.center.reference import Center
from simulator.demand.roster import Roster
from simulator.demand.workload import DAY, JobFlag, OpFlag, Workload, same_arrays
from tests.center.build import Scene
from tests.center.moments import HOUR, MINUTE
from tests.center.random_scenes import scenes
from tests.center.steps import AGENCY, ALWAYS, comes_back, delay, serve, serve_citizen, together

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
NO_RULES = {"bit_sets", "heaps", "layout", "laying_out"}
"""What the rules stand on: tested by itself, and by every outcome."""
RULES = [
    import_module(f"{compiled.__name__}.{found.name}")
    for found in iter_modules(compiled.__path__)
    if found.name not in NO_RULES
]
SECONDS = 5
"""A scene takes some hundredths of a second; what takes this long does not end."""


class Mutant(NamedTuple):
    """A function of the rules, and the code that it gets in the place of its own."""

    name: str
    function: FunctionType
    code: CodeType


def mutants() -> Iterator[Mutant]:
    """Every mutant, and first of all the engine as it is."""
    yield Mutant("unchanged", serve_compiled, serve_compiled.__code__)
    for module in RULES:
        for tree in ast.parse(getsource(module)).body:
            if isinstance(tree, ast.FunctionDef):
                function = vars(module)[tree.name]
                for turned in turned_comparisons(tree):
                    yield Mutant(f"{tree.name}: {turned}", function, code_of(tree, function))


def turned_comparisons(tree: ast.FunctionDef) -> Iterator[str]:
    """Turn each comparison of a function in its tree for a while, and say how."""
    for node in ast.walk(tree):
        before = ast.unparse(node) if isinstance(node, ast.Compare | ast.BoolOp) else ""
        if isinstance(node, ast.Compare):
            for place, op in enumerate(node.ops):
                node.ops[place] = TURNED[type(op)]()
                yield f"{before} -> {ast.unparse(node)}"
                node.ops[place] = op
        elif isinstance(node, ast.BoolOp):
            op, node.op = node.op, TURNED[type(node.op)]()
            yield f"{before} -> {ast.unparse(node)}"
            node.op = op


def code_of(tree: ast.FunctionDef, function: FunctionType) -> CodeType:
    """The code of a function from its tree."""
    names = dict(function.__globals__)
    code = compile(ast.Module([tree], []), function.__code__.co_filename, "exec")
    exec(code, names)  # noqa: S102  # our own source, with one comparison turned
    return names[tree.name].__code__


@contextmanager
def living(mutant: Mutant) -> Iterator[None]:
    """The mutant instead of its function, for all that call it."""
    before = mutant.function.__code__
    mutant.function.__code__ = mutant.code
    try:
        yield
    finally:
        mutant.function.__code__ = before


def ready_in_the_second_of_the_visit() -> Scene:
    """R2: the result of the slip is ready in the very second in which its citizen comes."""
    scene = Scene(days=3)
    desk = scene.station()
    scene.officer(desk)
    done, comes = delay(25 * HOUR, ALWAYS, OpFlag.STOPS_CLOCK), comes_back(1, OpFlag.BY_SLIP)
    route = done, comes, serve_citizen(desk, MINUTE, comes=("09:00", "10:00"))
    scene.papers("08:00", *route, limit=scene.limit(working_days=0), accepted=True)
    return scene


def back_at_the_end_of_the_next_working_day() -> Scene:
    """R6: who is back at 24:00 of the next working day is not back by its end."""
    scene = Scene(days=4)
    desk = scene.station(at_break="pause")
    scene.officer(desk, duty=[(8 * HOUR, 9 * HOUR), (2 * DAY, 2 * DAY + 4 * HOUR)])
    scene.officer(desk, duty=[(DAY + 8 * HOUR, DAY + 12 * HOUR)])
    scene.papers("08:00", serve(desk, 2 * HOUR))
    return scene


def a_group_ends_where_the_next_route_begins_with_one() -> Scene:
    """R2: those of another dossier are not asked with it."""
    scene = Scene(days=2)
    scene.papers("08:00", *together(delay(HOUR), delay(2 * HOUR)))
    scene.papers("09:00", *together(delay(4 * HOUR), delay(DAY + 15 * HOUR), delay(0)))
    return scene


def nothing_to_put_off() -> Scene:
    """R12: a due moment that never comes is not put off, nor that of a clock that never ran."""
    scene = Scene(days=2, holidays=range(1, 60))
    limit = scene.limit(working_days=1, extends=scene.limit(working_days=1))
    for accepted in (True, False):
        done = delay(HOUR, ALWAYS, OpFlag.STOPS_CLOCK)
        scene.papers("08:00", done, limit=limit, accepted=accepted, flags=JobFlag.EXTENDS)
    return scene


def longer_than_the_calendar() -> Scene:
    """R2: delays that do not end in the tables, the second because it begins after the last."""
    scene = Scene(days=2, agency=[("08:00", "10:00")])
    for filed in ("08:00", "11:00"):
        scene.papers(filed, delay(3 * HOUR, AGENCY))
    return scene


def as_long_as_the_calendar_is_open() -> Scene:
    """R2: a delay that ends with an interval, and not when the next one begins."""
    scene = Scene(days=3, agency=[("08:00", "10:00"), ("1 08:00", "1 10:00")])
    scene.papers("08:00", delay(2 * HOUR, AGENCY))
    return scene


def accepted_in_the_last_second_that_counts() -> Scene:
    """R12: the second before closing starts the clock on its day, closing itself does not."""
    scene = Scene(days=3)
    limit = scene.limit(working_days=0)
    for accepted in ("16:59:59", "17:00"):
        scene.papers(accepted, delay(0), limit=limit, accepted=True)
    return scene


def a_slip_for_the_second_of_acceptance() -> Scene:
    """R2: a slip is for later than its acceptance."""
    scene = Scene(days=3)
    desk = scene.station()
    scene.officer(desk)
    done, comes = serve(desk, MINUTE, OpFlag.STOPS_CLOCK), comes_back(0, OpFlag.BY_SLIP)
    route = done, comes, serve_citizen(desk, MINUTE, comes=("09:00", "10:00"))
    scene.papers("09:00", *route, limit=scene.limit(working_days=0), accepted=True)
    return scene


def free_to_come_in_the_second_drawn_for_it() -> Scene:
    """R2: a citizen who is to come again comes later than now, today or on another day."""
    scene = Scene(days=3)
    desk = scene.station()
    scene.officer(desk)
    comes = serve_citizen(desk, MINUTE, comes=("09:00", "10:00"))
    scene.papers("08:00", delay(HOUR, ALWAYS), comes_back(0), comes)
    return scene


def handed_over_after_the_bound_went_home() -> Scene:
    """R8: who went home is bound no more, though somebody who came before closing waits again."""
    scene = Scene(days=2)
    desk = scene.station(at_break="pause")
    scene.officer(desk, duty=[("08:00", "16:50"), ("17:10", "18:00")])
    scene.officer(desk, duty=[("08:00", "17:35"), (DAY + 8 * HOUR, DAY + 17 * HOUR)])
    for arrival, work in (("16:30", 120), ("16:40", 50), ("16:45", 5)):
        scene.visit(desk, arrival, work * MINUTE)
    return scene


def bound_and_done_at_the_end_of_duty() -> Scene:
    """R8: who is bound calls the next citizen in the second in which duty and work end."""
    scene = Scene(days=2)
    desk = scene.station()
    scene.officer(desk, duty=[("08:00", "17:30")])
    for arrival, work in (("16:40", 50), ("16:50", 10)):
        scene.visit(desk, arrival, work * MINUTE)
    return scene


def work_of_no_seconds_when_overtime_is_over() -> Scene:
    """R8: who waits for work of 0 s was not called, and goes home."""
    scene = Scene(days=2)
    desk = scene.station(overtime_at_most=30 * MINUTE)
    scene.officer(desk)
    scene.visit(desk, "16:50", HOUR)
    scene.visit(desk, "16:55", 0)
    return scene


def on_duty_from_the_second_of_closing() -> Scene:
    """R8: who comes on duty at closing was not there before it, and is not bound to stay."""
    scene = Scene(days=2)
    desk = scene.station()
    scene.officer(desk, duty=[("08:00", "16:00"), ("17:00", "18:00")])
    scene.visit(desk, "16:30", MINUTE)
    return scene


def free_to_help_in_the_second_of_the_call() -> Scene:
    """R4: when the last who waits is called, who serves there helps elsewhere at once."""
    scene = Scene(days=2)
    own, other = scene.station(), scene.station()
    scene.officer(own)
    scene.officer(own, helps=[other])
    scene.officer(other, on=["13:00-17:00"])
    for desk in (own, other):
        scene.visit(desk, "09:00", 10 * MINUTE)
    return scene


def called_by_target_if_everybody_does() -> Scene:
    """R5: where one who is idle takes who came first, so do those who choose by target."""
    scene = Scene(days=2)
    patient, urgent = scene.station(target_wait=HOUR), scene.station(target_wait=MINUTE)
    scene.officer(patient, urgent, duty=[("10:00", "12:00")])
    scene.officer(patient, urgent, duty=[("10:00", "12:00")], chooses="target")
    scene.visit(patient, "09:00", 10 * MINUTE)
    scene.visit(urgent, "09:30", 20 * MINUTE)
    return scene


BY_HAND = (
    on_duty_from_the_second_of_closing,
    free_to_help_in_the_second_of_the_call,
    called_by_target_if_everybody_does,
    work_of_no_seconds_when_overtime_is_over,
    a_slip_for_the_second_of_acceptance,
    free_to_come_in_the_second_drawn_for_it,
    handed_over_after_the_bound_went_home,
    bound_and_done_at_the_end_of_duty,
    ready_in_the_second_of_the_visit,
    back_at_the_end_of_the_next_working_day,
    a_group_ends_where_the_next_route_begins_with_one,
    nothing_to_put_off,
    longer_than_the_calendar,
    as_long_as_the_calendar_is_open,
    accepted_in_the_last_second_that_counts,
)
"""Centers for what random ones hardly ever meet."""


def cases(number: int) -> list[Case]:
    """Small Centers, by hand and random, and what the SimPy model makes of them."""
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
        keep(scene)

    def keep(scene: Scene) -> None:
        workload, roster = scene.workload(), scene.roster()
        made.append((workload, roster, Center(workload, roster).run()))

    for scene in BY_HAND:
        keep(scene())
    make()
    return made


def is_noticed(case: Case) -> bool:
    """Whether a Center is now served otherwise, fails, or does not end."""
    workload, roster, outcome = case
    signal.alarm(SECONDS)
    try:
        return not same_arrays(serve_compiled(workload, roster), outcome)
    except Exception:
        return True
    finally:
        signal.alarm(0)


def survives(number: int) -> str | None:
    """The name of a mutant that no scene notices."""
    mutant = ALL[number]
    with living(mutant):
        return None if any(is_noticed(case) for case in CASES) else mutant.name


def out_of_time(_: int, __: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    assert numba.config.DISABLE_JIT
    warnings.simplefilter("ignore", RuntimeWarning)
    signal.signal(signal.SIGALRM, out_of_time)
    ALL = list(mutants())
    CASES = cases(int(sys.argv[1]))
    tried = range(len(ALL))
    if sys.argv[2:]:
        chance = random.Random("".join(map(getsource, RULES)))  # noqa: S311  # no secret
        tried = chance.sample(tried, int(sys.argv[2]))
    with Pool() as pool:
        left = pool.map(survives, tried, 1)
    found = {
        "mutants": len(ALL),
        "tried": [ALL[number].name for number in tried],
        "left": [name for name in left if name],
    }
    json.dump(found, sys.stdout, indent=1)
