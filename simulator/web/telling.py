"""Telling: what the page shows of controls and plans, as JSON.

In: a plan, and the scenario that it starts from. Out: plain data, with texts in the language
that is spoken, as reports word them. What an answer says is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from textwrap import shorten
from typing import cast

from simulator.language import N_, Language, _, language
from simulator.reports.comparison.changes import Changes
from simulator.reports.figures import ROUND_PERCENT, number, priced
from simulator.reports.labels import Names, in_words
from simulator.reports.rests_on.wording import Wording
from simulator.scenario import Scenario
from simulator.scenario.amounts import number_of
from simulator.scenario.families import Distribution
from simulator.scenario.moves import OfShares
from simulator.scenario.schema import ANY, by_names
from simulator.scenario.vocabulary import OFFICE
from simulator.scenario.writer import flow_text
from simulator.web.controls import COURIER, Control, Position
from simulator.web.plans import DeskPlan

Json = dict[str, object]

LONGEST_NAME = 60

_PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "officers": (N_("Number of officers"), ("staff.officers",)),
    "helping": (N_("Who helps whom"), ("staff.helps", "staff.serves")),
    "hours": (
        N_("Opening and closing"),
        ("calendar.hours", "queues.last_ticket", "queues.closing", "queues.overtime_at_most"),
    ),
    "demand": (
        N_("How much comes, and how"),
        ("demand.growth", "procedures.channels", "procedures.booked", "citizens.collects"),
    ),
    "speed": (
        N_("Speed and times"),
        ("staff.speed", "procedures.incomplete", "procedures.consult.takes"),
    ),
    "duty": (N_("Hours on duty"), ("staff.calendar", "calendars.hours")),
    "rules": (N_("Other rules"), ()),
}
"""Parts of the desk, what they are called, and which keys are moved there; in the last one all
others."""
_REST = "rules"
_PART_OF = {key: part for part, (_title, keys) in _PARTS.items() for key in keys}


def desk(today: DeskPlan, *, file: str, seed: int, replications: int) -> Json:
    """Say what is on the desk."""
    names, levers = Names(today.scenario), list(_levers(today, today))
    used = {lever["group"] for lever in levers}
    return {
        "title": names.center,
        "period": names.period,
        "file": file,
        "seed": seed,
        "replications": replications,
        "levers": levers,
        "groups": [
            {"key": part, "label": _(title)} for part, (title, _k) in _PARTS.items() if part in used
        ],
    }


def named(plan: DeskPlan, file: str) -> str:
    """Name a scenario by its Center, and by its file where it has one."""
    return " · ".join(filter(None, (Names(plan.scenario).center, file)))


def plan(plan: DeskPlan, today: DeskPlan) -> Json:
    """Say what was changed, and how the levers stand now."""
    return {
        "plan": plan.key,
        "levers": list(_levers(plan, today)),
        "cost": cost(plan.scenario),
        "changed": changed(plan, today),
        "name": name(plan, today),
        "values": dict(_typed(today.overrides(plan.changes))),
    }


def changed(plan: DeskPlan, today: DeskPlan) -> list[str]:
    """Say what a plan has other than today."""
    return [row.text() for row in Changes(today.scenario, plan.scenario).rows()]


def name(plan: DeskPlan, today: DeskPlan) -> str:
    """Return what a plan can be called that nobody gave a name."""
    return shorten("; ".join(changed(plan, today)), LONGEST_NAME, placeholder=" …")


def _typed(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield values by path, and those within them, as they are typed."""
    for path, value in values.items():
        yield path, value if isinstance(value, str) else flow_text(value)
        if isinstance(value, Mapping):
            yield from _typed({f"{path}.{key}": each for key, each in value.items()})


def cost(scenario: Scenario) -> str | None:
    """Write what the officers cost a year; None where that is not known."""
    return money(scenario, scenario.staff_cost) if scenario.staff_cost else None


def money(scenario: Scenario, amount: float) -> str:
    """Write an amount in the scenario's currency."""
    return priced(amount, Names(scenario).currency)


def _levers(plan: DeskPlan, today: DeskPlan) -> Iterator[Json]:
    """Yield the levers as they stand with a plan, part by part."""
    words = _Words(today.scenario)
    for control, lever, offered in _at_rest(today, language()):
        value, choices = plan.changes.get(control.path, control.today), offered
        if control.position(value) is None and control.path in plan.controls:  # It was typed.
            value = plan.controls[control.path].today
        if control.position(value) is None:
            typed = Position(value, {control.path: value})
            choices = [*offered, {"value": value, "label": words.position(control, typed)}]
            if all(isinstance(each["value"], int | float) for each in choices):
                choices.sort(key=lambda each: cast("float", each["value"]))
        text = next(each["label"] for each in choices if each["value"] == value)
        yield lever | {"value": value, "text": text, "choices": choices}


@lru_cache(maxsize=16)
def _at_rest(today: DeskPlan, spoken: Language) -> list[tuple[Control, Json, list[Json]]]:  # noqa: ARG001  # it tells texts apart
    """Return the controls of today in their order, with what is always said of them."""
    words, parts = _Words(today.scenario), list(_PARTS)
    controls = today.controls.values()
    titles: dict[str, set[str]] = {}
    for control in controls:
        titles.setdefault(_part(control), set()).add(words.title(control))
    return [
        (
            control,
            {
                "path": control.path,
                "group": _part(control),
                "label": words.control(control, is_alone=len(titles[_part(control)]) == 1),
                "kind": control.kind,
                "today": control.today,
            },
            [
                {"value": each.value, "label": words.position(control, each)}
                for each in control.positions
            ],
        )
        for control in sorted(controls, key=lambda each: parts.index(_part(each)))
    ]


def _part(control: Control) -> str:
    """Return the part of the desk at which a control is."""
    return _PART_OF.get(".".join(control.key.names), _REST)


class _Words:
    """The words for the controls of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._wording = scenario, Wording(scenario)

    def title(self, control: Control) -> str:
        """Return what is moved, wherever it is."""
        names, moves = control.key.names, control.key.moves
        names += (moves.part,) if isinstance(moves, OfShares) else ()
        is_of_things = ANY in control.key.path[:2]
        above = [names[:end] for end in range(1 + is_of_things, len(names) + 1)]
        return " · ".join(_(by_names()[each].title) for each in above if each in by_names())

    def control(self, control: Control, *, is_alone: bool) -> str:
        """Return what a control is called; without what is moved, where that is said already."""
        section, moves = control.key.section[0], control.key.moves
        things = in_words(
            [self._wording.thing(section, each) for each in control.where] or [""],
            most=max(len(control.where), 1),
        )
        if control.kind == "switch" and moves:
            way = _(moves.names[control.positions[-1].way])
            return _("{lever}: {things}").format(lever=way, things=things)
        if is_alone and things:
            return things
        return " · ".join(filter(None, (self.title(control), things)))

    def position(self, control: Control, position: Position) -> str:
        """Return what a position is called."""
        moves, overrides = control.key.moves, position.overrides
        if COURIER.keys() <= overrides.keys():
            own = {path: value for path, value in overrides.items() if path not in COURIER}
            place = self.position(control, replace(position, overrides=own))
            return _("{place}, assumed 2 trips a day").format(place=place)
        if control.kind == "switch":
            return self._wording.value(position.value)
        if position.way and moves:
            return _(moves.names[position.way])
        if not control.is_common:
            return self._value(control, position.value)
        values = [overrides.get(path, value) for path, value in control.values.items()]
        if control.key.kind is Distribution:
            today = next(iter(control.values.values()))
            share = number(number_of(values[0]) / number_of(today), ROUND_PERCENT)
            return _("{share} of today").format(share=share)
        ordered = sorted(values, key=lambda each: self._share(control, each) or 0.0)
        texts = [self._value(control, each) for each in (ordered[0], ordered[-1])]
        return " – ".join(dict.fromkeys(texts))

    def _value(self, control: Control, value: object) -> str:
        if value == OFFICE:
            return _("that of the Center")
        share = self._share(control, value)
        if share is not None:
            return number(share, ROUND_PERCENT)
        return self._wording.value(value, key=control.key.names[-1])

    def _share(self, control: Control, value: object) -> float | None:
        """Return a value that is a share, or the share of it that is moved."""
        moves = control.key.moves
        if isinstance(moves, OfShares) and isinstance(value, Mapping):
            return float(value[moves.part])
        most = control.key.most
        is_share = isinstance(most, int | float) and most <= 1
        return value if is_share and isinstance(value, int | float) else None
