"""Telling: what the page shows of controls and plans, as JSON.

In: a plan, and the scenario that it starts from. Out: plain data, with texts in the language that is
spoken, as reports word them. What an answer says is not known here.
"""

from collections.abc import Iterator, Mapping

from simulator.language import _
from simulator.reports.comparison.changes import Changes
from simulator.reports.figures import COUNT, ROUND_PERCENT, number
from simulator.reports.labels import Names, in_words
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import Scenario
from simulator.scenario.amounts import amount
from simulator.scenario.families import Distribution
from simulator.scenario.moves import OfShares
from simulator.scenario.schema import titles
from simulator.web.controls import Control, Position
from simulator.web.plans import Plan

Json = dict[str, object]

_FIRST = ("staff", "calendar", "demand", "procedures")
"""Sections whose controls come first."""


def desk(today: Plan, *, file: str, seed: int, replications: int) -> Json:
    """Say what is on the desk."""
    names, words = Names(today.scenario), _Words(today.scenario)
    groups = {_group(each): words.group(each) for each in _ordered(today)}
    return {
        "title": names.center,
        "period": names.period,
        "file": file,
        "seed": seed,
        "replications": replications,
        "levers": [*_levers(today, today)],
        "groups": [{"key": key, "label": label} for key, label in groups.items()],
        "is_ready": True,
    }


def plan(plan: Plan, today: Plan) -> Json:
    """Say what was changed, and how the levers stand now."""
    changes = Changes(today.scenario, plan.scenario)
    return {
        "plan": plan.key,
        "levers": [*_levers(plan, today)],
        "cost": cost(plan.scenario),
        "changed": [row.text() for row in changes.rows()],
    }


def cost(scenario: Scenario) -> str | None:
    """Write what the officers cost a year; None where that is not known."""
    return money(scenario, scenario.staff_cost) if scenario.staff_cost else None


def money(scenario: Scenario, amount: float) -> str:
    """Write an amount in the scenario's currency."""
    return f"{number(amount, COUNT)} {Names(scenario).currency}".rstrip()


def _ordered(today: Plan) -> list[Control]:
    """Return the controls, those that planners ask for first before the others."""
    sections = {name: place for place, name in enumerate(_FIRST)}
    return sorted(
        today.controls.values(), key=lambda each: sections.get(each.key.section[0], len(_FIRST))
    )


def _levers(plan: Plan, today: Plan) -> Iterator[Json]:
    words = _Words(today.scenario)
    for control in _ordered(today):
        value, positions = plan.changes.get(control.path, control.today), list(control.positions)
        if control.position(value) is None:  # It was typed.
            positions.append(Position(value, {control.path: value}))
        choices = [
            {"value": each.value, "label": words.position(control, each)} for each in positions
        ]
        yield {
            "path": control.path,
            "group": _group(control),
            "label": words.control(control),
            "unit": "",
            "kind": control.kind,
            "value": value,
            "today": control.today,
            "text": next(each["label"] for each in choices if each["value"] == value),
            "choices": choices,
        }


def _group(control: Control) -> str:
    """Return what stands for the part of the desk at which a control is: by what is moved."""
    return ".".join(control.key.names if control.where else control.key.section[:1])


class _Words:
    """The words for the controls of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._wording = scenario, Wording(scenario)

    def group(self, control: Control) -> str:
        """Return what the part of the desk is called at which a control is."""
        if control.where:
            return _(control.key.title)
        return _(titles(Scenario)[control.key.section[0]])

    def control(self, control: Control) -> str:
        """Return what a control is called there."""
        if not control.where:
            return _(control.key.title)
        section, moves = control.key.section[0], control.key.moves
        things = in_words(
            [self._wording.thing(section, each) for each in control.where], most=len(control.where)
        )
        if control.kind != "switch" or moves is None:
            return things
        way = _(moves.names[control.positions[-1].way])
        return _("{lever}: {things}").format(lever=way, things=things)

    def position(self, control: Control, position: Position) -> str:
        """Return what a position is called."""
        moves = control.key.moves
        if control.kind == "switch":
            return self._wording.value(position.value)
        if position.way and moves:
            return _(moves.names[position.way])
        if not control.is_common:
            return self._value(control, position.value)
        values = [position.overrides.get(path, value) for path, value in control.values.items()]
        if control.key.kind is Distribution:
            today = next(iter(control.values.values()))
            return number(_size(values[0]) / _size(today), ROUND_PERCENT)
        found = dict.fromkeys(self._value(control, each) for each in sorted(values, key=str))
        return " – ".join(dict.fromkeys((*[*found][:1], *[*found][-1:])))

    def _value(self, control: Control, value: object) -> str:
        moves = control.key.moves
        if isinstance(moves, OfShares) and isinstance(value, Mapping):
            return number(value[moves.part], ROUND_PERCENT)
        if control.key.kind is float and control.key.most == 1 and isinstance(value, int | float):
            return number(value, ROUND_PERCENT)
        return self._wording.value(value, key=control.key.names[-1])


def _size(value: object) -> float:
    found = amount(value)
    assert found is not None  # noqa: S101  # the mean of a distribution
    return found.number
