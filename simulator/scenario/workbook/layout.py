"""The layout of a workbook: the sheets, and which value of a scenario or plan stands in which cell.

In comes the schema; out come the sheets, with headings in the language that is spoken. A sheet has
a row for each thing of a kind and a column for each of its keys, or a row for each key. A key that
is added to the schema gets its column from there. How cells are read and written is not known here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from simulator.language import LANGUAGES, N_, _, language, speaking
from simulator.scenario.clocks import MONTH_NAMES, WEEKDAY_NAMES
from simulator.scenario.families import Distribution
from simulator.scenario.model_sources import Stated
from simulator.scenario.number_text import tidy
from simulator.scenario.problems import KeyPath
from simulator.scenario.quantities import Limit
from simulator.scenario.schema import ANY, CHOICES, ITEM, STEP_LABELS, Key, keys, titles
from simulator.scenario.units import word
from simulator.scenario.vocabulary import (
    ALL,
    MONTHS,
    NONE,
    STATION,
    TEXT,
    WEEKDAYS,
    WHOLE_NUMBER,
    Label,
    Written,
)

Role = Literal["", "vi", "en", "mean", "cv", "family", "list", "mapping", "yaml"]
Title = str | Label
Said = TypeVar("Said")

ROLES: Mapping[Role, str] = {
    "vi": N_("{title}, in Vietnamese"),
    "en": N_("{title}, in English"),
    "mean": N_("{title}, mean"),
    "cv": N_("{title}, cv"),
    "family": N_("{title}, distribution"),
}
"""What stands in a heading for a part of a key."""
FAMILIES = ("gamma", "lognormal", "constant", "exponential", "weibull")
"""Distributions that a mean and a cv tell; the first is meant where none is named."""
CONSTANT = "constant"
"""The one without a cv, meant where there is none."""
_HOURS = {str(hour): f"{hour}:00" for hour in range(24)}
_NAMES: Mapping[str, Mapping[Any, Title]] = {
    "steps": STEP_LABELS,
    "months": dict(zip(MONTHS, MONTH_NAMES, strict=True)),
    "weekdays": dict(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)),
    "hours": _HOURS,
    "online_hours": _HOURS,
    "range": {0: N_("from"), 1: N_("to")},
}
"""Collections whose names are known: each name gets a cell of its own."""
_ALL = Label(vi="tất cả", en=ALL)


@dataclass(frozen=True, slots=True, eq=False)
class KeyPart:
    """What stands in one cell: the value of a key, or a part of it."""

    key: Key
    path: KeyPath
    """Below the thing that the row is about."""
    titles: tuple[Title, ...]
    """What the key is called, and what it stands in; the last two make the heading."""
    role: Role = ""

    @property
    def is_needed(self) -> bool:
        """Whether a thing has to have it; of a label, its key stands for it."""
        return self.key.is_needed and self.role != "en" and self.key.path[-1:] != ("label",)

    @property
    def is_number(self) -> bool:
        """Whether numbers stand here, whose unit the heading has where they have one."""
        is_whole = self.role in ("", "mean", "cv")
        return is_whole and (self.key.written is None or self.key.written.can_vary)

    @property
    def is_station(self) -> bool:
        """Whether stations stand here."""
        return self.key.written == STATION

    @property
    def unit(self) -> str:
        """The unit of a number alone, where the heading does not say another."""
        written = self.key.written
        return written.unit if written and self.role in ("", "mean") else ""

    def heading(self, unit: str = "") -> str:
        """Return what stands over its cells, in the language that is spoken."""
        *above, title = map(_said, self.titles[-2:])
        if above and not title.startswith(above[0]):
            title = f"{above[0]}: {title}"
        title = _(ROLES.get(self.role, "{title}"), title=title)
        title = title[:1].upper() + title[1:]
        return f"{title} ({word(unit, language())})" if unit else title

    def choices(self) -> dict[str | bool, str]:
        """Return the words that may stand here, as they are said, by the values they stand for."""
        kind, words = self.key.kind, self.key.written.words if self.key.written else ""
        if self.role == "family":
            called = titles(Distribution)
            return {family: _(called[family]) for family in FAMILIES}
        if self.role not in ("", "mean"):
            return {}
        if get_origin(kind) is Literal:
            return {choice: _(CHOICES[choice]) for choice in get_args(kind)}
        if kind is bool:
            return {True: _("yes"), False: _("no")}
        known = ("same day", NONE) if kind is Limit else (NONE,) if f"`{NONE}`" in words else ()
        return {each: word(each, language()) for each in known}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet: what its rows are about, and what they say."""

    title: str
    """Marked by `N_`."""
    pattern: KeyPath
    """Path of the things of its rows; empty where each row is a key."""
    names: tuple[str, ...]
    """Headings of the columns that name the thing of a row, marked by `N_`; of a list, of the
    columns of keys and of values."""
    parts: tuple[KeyPart, ...]

    @property
    def is_list(self) -> bool:
        """Whether each row is a key with its value."""
        return not self.pattern

    @property
    def is_of_stations(self) -> bool:
        """Whether its rows are named after steps or fields, `all` among them."""
        return self.pattern[:1] in (("queues",), ("appointments",))


def in_both(say: Callable[[], Said]) -> Iterator[Said]:
    """Yield what is said in each of the languages."""
    for each in LANGUAGES:
        with speaking(each):
            yield say()


@cache
def part_named(sheet: Sheet) -> dict[str, KeyPart]:
    """Return the parts of a sheet by their tidied headings in both languages, without units."""
    return {tidy(heading): part for part in sheet.parts for heading in in_both(part.heading)}


@cache
def value_said(part: KeyPart) -> dict[str, str | bool]:
    """Return the values that words stand for in a cell, by their tidied texts in both languages."""
    return {
        tidy(text): value
        for choices in in_both(part.choices)
        for value, said in choices.items()
        for text in (said, str(value))
    }


def part_at(path: str) -> KeyPart | None:
    """Return what stands alone in the cell of a scenario that a path leads to; None for others."""
    names = path.split(".")
    for pattern, part in _alone():
        if len(pattern) == len(names) and all(
            key in (ANY, name) for key, name in zip(pattern, names, strict=True)
        ):
            return part
    return None


@cache
def _alone() -> tuple[tuple[KeyPath, KeyPart], ...]:
    """Return what stands alone in cells of a scenario, by the patterns of the whole paths."""
    return tuple(
        ((*sheet.pattern, *part.path), replace(part, path=()))
        for sheet in scenario_sheets()[:-1]
        for part in sheet.parts
        if part.role in ("", "list", "mapping")
    )


@cache
def _steps_said() -> dict[str, str]:
    labels = {**STEP_LABELS, ALL: _ALL}
    return {tidy(text): step for step, label in labels.items() for text in (label.vi, label.en)}


def station_of(text: str) -> str:
    """Return a station as scenarios name it.

    Examples
    --------
    >>> station_of("Tiếp nhận/land"), station_of("tất cả / land"), station_of("receive/all")
    ('receive/land', 'all/land', 'receive/all')
    """
    step, slash, field = text.partition("/")
    field = _steps_said().get(tidy(field), field.strip()) if tidy(field) == tidy(_ALL.vi) else field
    return f"{_steps_said().get(tidy(step), step.strip())}{slash}{field.strip()}"


def station_said(station: str) -> str:
    """Return a station in the language that is spoken; the step is translated, the field is not."""
    labels = {**STEP_LABELS, ALL: _ALL}
    step, slash, field = station.partition("/")
    said = {part: _said(labels[part]).lower() for part in (step, field) if part in labels}
    return f"{said.get(step, step)}{slash}{said.get(field, field) if field == ALL else field}"


def _said(title: Title) -> str:
    return title.spoken if isinstance(title, Label) else _(title)


def _parts(pattern: KeyPath, listed: Iterable[Key]) -> Iterator[KeyPart]:
    """Yield the parts of some keys, which stand below a pattern."""
    listed = list(listed)
    titles_of = {key.path: key.title for key in listed}
    for key in listed:
        parent = titles_of.get(key.section) if len(key.section) > len(pattern) else None
        above = (parent,) if parent else ()
        for path, name, role in _cells(key, len(pattern)):
            names = (name,) if name else ()
            for each in _roles(key, role):
                yield KeyPart(key, path, (*above, key.title, *names), each)


def _cells(key: Key, depth: int) -> Iterator[tuple[KeyPath, Title, Role]]:
    """Yield the cells of a key: path below a pattern, name of what is one of several, and role.

    A collection whose names the planner chooses is one cell, unless it has a sheet of its own.
    """
    below = key.path[depth:]
    place = next((at for at, part in enumerate(below) if part in (ANY, ITEM)), None)
    if place is None:
        if not key.has_keys:
            yield below, "", ""
    elif place == len(below) - 1 and key.path not in OF_SHEETS:
        known = _NAMES.get(below[place - 1])
        if known:
            for name, title in known.items():
                yield (*below[:-1], name), title, ""
        else:
            yield below[:-1], "", "list" if below[-1] == ITEM else "mapping"


def _roles(key: Key, role: Role) -> tuple[Role, ...]:
    if role:
        return (role,)
    if key.kind is Label:
        return ("vi", "en")
    if key.kind is Distribution:
        return ("mean", "cv", "family")
    return ("mapping",) if key.kind is dict or get_origin(key.kind) is dict else ("",)


def _table(title: str, pattern: KeyPath, *names: str) -> Sheet:
    """Return a sheet with a row for each thing of a pattern; what is needed stands first."""
    of_sources = pattern == ("sources", ANY)
    every = keys(Stated, ("sources", ANY)) if of_sources else keys()
    below = (key for key in every if key.path[: len(pattern)] == pattern)
    parts = list(_parts(pattern, below))
    needed = [part for part in parts if part.key.is_needed and part.key.section == pattern]
    others = [part for part in parts if part not in needed]
    return Sheet(title, pattern, names, (*needed, *others))


def _list(title: str, *sections: str) -> Sheet:
    """Return a sheet with a row for each key of some sections."""
    listed = (key for key in keys() if key.path[0] in sections)
    return Sheet(title, (), (_ITEM, _VALUE), tuple(_parts((), listed)))


def _own(
    path: str, title: str, role: Role = "", written: Written | None = TEXT, meaning: str = ""
) -> KeyPart:
    """Return the part of what is no key of a scenario."""
    at = tuple(path.split(".")) if path else ()
    key = Key(
        section=(),
        path=at,
        title=title,
        meaning=meaning,
        kind=str,
        written=written,
        least=None,
        most=None,
        moves=None,
        is_needed=False,
        default=None,
    )
    return KeyPart(key, at, (title,), role)


_ITEM, _VALUE = N_("Item"), N_("Value")
PATH, MEASURE = N_("Path"), N_("Measure")
DAYS_OF, STATIONS = N_("Days"), N_("Step, or step/field")
"""Headings of columns that name any key, a measure, days of the week, and stations."""
_PROCEDURE = N_("Procedure, short name")
_GROUP = N_("Group, short name")
_FIELD = N_("Field, short name")

_TABLES: tuple[tuple[str, KeyPath, tuple[str, ...]], ...] = (
    (N_("Fields"), ("fields", ANY), (_FIELD,)),
    (N_("Procedures"), ("procedures", ANY), (_PROCEDURE,)),
    (N_("Consultations"), ("procedures", ANY, "consult", ITEM), (_PROCEDURE,)),
    (N_("Staff"), ("staff", ANY), (_GROUP,)),
    (N_("Staff changes"), ("staff", ANY, "changes", ITEM), (_GROUP,)),
    (N_("Queues"), ("queues", ANY), (STATIONS,)),
    (N_("Surges"), ("demand", "surges", ITEM), ()),
    (N_("Slots"), ("appointments", "slots", ANY), (_FIELD,)),
    (N_("Sources"), ("sources", ANY), (PATH,)),
)
_LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Demand"), ("demand", "citizens")),
    (N_("Appointments"), ("appointments",)),
)
OF_SHEETS = {pattern for _title, pattern, _names in _TABLES}
"""Patterns of what has a sheet of its own."""

BY_DOTS = ("sources", "observed")
"""Sections whose keys have dots in them."""
HOURS = ("calendars", ANY, "hours", ANY)
"""The pattern of the sheet of hours; the Center's own calendar stands there as `office`."""
OTHER = (ANY,)
"""The pattern of the sheet of all that fits no other: any path, with its value as YAML."""
_AS_YAML = N_("The value, as it would stand in a YAML file.")
_OF_PLANS: tuple[tuple[str, Role, Written | None, str], ...] = (
    (
        _VALUE,
        "yaml",
        TEXT,
        N_("A value to try, a row each; each value of a path is tried with each of the others."),
    ),
    (
        _VALUE,
        "yaml",
        TEXT,
        N_(
            "What changes in this case; all changes of a case are made together, and each case is "
            "tried with all values. A case without a path changes nothing."
        ),
    ),
    (N_("Target"), "", TEXT, N_("What the mean must reach, such as <= 15 min or >= 98 %.")),
    (N_("Bounds"), "", TEXT, N_("The least and the most that optimize may choose, 1..6.")),
)
GUIDE = N_("Guide")
"""The sheet that explains, which is not read."""


@cache
def scenario_sheets() -> tuple[Sheet, ...]:
    """Return the sheets of a scenario, in their order; what no other has is of the Center."""
    elsewhere = {pattern[0] for pattern in OF_SHEETS} | {"demand", "citizens", "calendars"}
    others = [key.path[0] for key in keys() if len(key.path) == 1 and key.path[0] not in elsewhere]
    center = _list(N_("Center"), *others)
    parts = tuple(part for part in center.parts if part.path != ("calendar", "hours"))
    of_hours = next(key for key in keys() if key.path == ("calendar", "hours"))
    hours = KeyPart(of_hours, (), (of_hours.title,), "list")
    lists = {title: _list(title, *sections) for title, sections in _LISTS}
    tables = {title: _table(title, pattern, *names) for title, pattern, names in _TABLES}
    return (
        Sheet(center.title, (), center.names, parts),
        Sheet(N_("Hours"), HOURS, (N_("Calendar"), DAYS_OF), (hours,)),
        *(tables[title] for title in ("Fields", "Procedures", "Consultations")),
        *(tables[title] for title in ("Staff", "Staff changes", "Queues")),
        *(lists["Demand"], tables["Surges"], lists["Appointments"], tables["Slots"]),
        tables["Sources"],
        Sheet(N_("Other"), OTHER, (PATH,), (_own("", _VALUE, "yaml", meaning=_AS_YAML),)),
    )


@cache
def plan_sheets() -> tuple[Sheet, ...]:
    """Return the sheets of a plan, in their order."""
    value, together, target, bounds = (_own("", *each) for each in _OF_PLANS)
    settings = (
        _own("base", N_("Scenario that is varied, file")),
        _own("replications", N_("Replications of each point"), written=WHOLE_NUMBER),
        _own("precision.measure", N_("In place of replications: measure that must be precise")),
        _own("precision.half_width", N_("Half-width of its 95 % interval, at most"), written=None),
        _own("precision.at_most", N_("Replications, at most"), written=WHOLE_NUMBER),
        _own("seed", N_("Seed of the chances"), written=WHOLE_NUMBER),
        _own("decide.at_most", N_("Fresh replications that decide, at most"), written=WHOLE_NUMBER),
        _own("years", N_("Share of the years that must meet all targets"), written=None),
    )
    return (
        Sheet(N_("Plan"), (), (_ITEM, _VALUE), settings),
        Sheet(N_("Values"), ("vary", ANY, ITEM), (PATH,), (value,)),
        Sheet(N_("Cases"), ("cases", ANY, ANY), (N_("Case"), PATH), (together,)),
        Sheet(N_("Targets"), ("targets", ANY), (MEASURE,), (target,)),
        Sheet(N_("Bounds"), ("bounds", ANY), (PATH,), (bounds,)),
        scenario_sheets()[-1],
    )
